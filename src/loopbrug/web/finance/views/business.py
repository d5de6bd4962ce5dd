"""The business case: one page for the school, its board and the broker."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from loopbrug.core.finance.business import BusinessCase, business_case
from loopbrug.core.finance.cash import lowest
from loopbrug.core.finance.room import room
from loopbrug.web.finance.beside import beside_case
from loopbrug.web.finance.facts.cases import case_for_school
from loopbrug.web.finance.facts.pay import twelve_months
from loopbrug.web.finance.facts.school import practice_in_region, span_of
from loopbrug.web.finance.queries.terms import latest_offer
from loopbrug.web.pathway.facts import law
from loopbrug.web.pathway.permissions import Act
from loopbrug.web.programme.views.door import visit


@require_safe
@login_required
def business(request: HttpRequest, key: UUID) -> HttpResponse:
    """Show what this person costs at this school, who pays what, and what stays uncovered."""
    found = visit(request, key, Act.SEE_BUSINESS_CASE)
    case = case_for_school(found.dossier, found.today)
    answer = business_case(case, law())
    context = {
        **found.context,
        **found.head(_("Zakelijke onderbouwing")),
        "case": case,
        "answer": answer,
        "offer": latest_offer(found.dossier),
        "span": span_of(case, answer.salary, law()) if answer.salary else None,
        "room": room(case, law()),
        "practice": practice_in_region(found.dossier, case),
        "fills": found.may(Act.FILL_TERMS),
        "enters": found.may(Act.ENTER_CONTRIBUTION),
        "beside": beside_case(found.viewer, found.dossier, case, found.today),
        "marks": answer.findings,
        "uncertain": answer.uncertain,
        **_salary(answer),
        **_sums(answer),
    }
    return render(request, "finance/business.html", context)


def _salary(answer: BusinessCase) -> dict[str, object]:
    """Return the outcomes that need no old pay."""
    if answer.salary is None:
        return {}
    found = answer.salary
    rows = [
        (_("Minst volgens de cao"), found.floor),
        (_("Aannemelijk"), found.likely),
        (_("Gekozen"), found.chosen),
    ]
    pay = found.chosen.value.pay
    return {"rows": rows, "chosen": found.chosen, "twelve": twelve_months(pay.monthly)}


def _sums(answer: BusinessCase) -> dict[str, object]:
    return {
        "total": sum(line.amount for line in answer.costs),
        "paid": sum(line.amount for line in answer.stack.used),
        "open": sum(one.amount for one in answer.uncovered),
        "lowest": lowest(answer.cash),
    }
