"""What somebody will earn, beside what they earned: the candidate's page."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from loopbrug.web.finance.facts.cases import case_for_candidate
from loopbrug.web.finance.queries.terms import latest_offer, shared_step
from loopbrug.web.finance.views.private import private_page
from loopbrug.web.pathway.permissions import Act
from loopbrug.web.programme.views.door import visit


@require_safe
@private_page
def own(request: HttpRequest, key: UUID) -> HttpResponse:
    """Show what the candidate will earn, when, and beside what."""
    found = visit(request, key, Act.SEE_OWN_MONEY)
    case = case_for_candidate(found.dossier, found.today)
    context = {
        **found.context,
        **found.head(_("Wat ga ik verdienen?")),
        "case": case,
        "offer": latest_offer(found.dossier),
        "shared": shared_step(found.dossier),
        "may_tell": found.may(Act.TELL_CAREER),
    }
    return render(request, "finance/own.html", context)
