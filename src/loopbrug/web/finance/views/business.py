"""The business case: one page for the school, its board and the broker."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from loopbrug.web.finance.facts.cases import case_for_school
from loopbrug.web.finance.queries.terms import latest_offer
from loopbrug.web.pathway.permissions import Act
from loopbrug.web.programme.views.door import visit


@require_safe
@login_required
def business(request: HttpRequest, key: UUID) -> HttpResponse:
    """Show what this person costs at this school, who pays what, and what stays uncovered."""
    found = visit(request, key, Act.SEE_BUSINESS_CASE)
    case = case_for_school(found.dossier, found.today)
    context = {
        **found.context,
        **found.head(_("Zakelijke onderbouwing")),
        "case": case,
        "offer": latest_offer(found.dossier),
        "fills": found.may(Act.FILL_TERMS),
        "enters": found.may(Act.ENTER_CONTRIBUTION),
    }
    return render(request, "finance/business.html", context)
