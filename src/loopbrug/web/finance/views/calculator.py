"""What would I earn? For everybody, without an account."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from loopbrug.core.finance.placement import Placements
from loopbrug.web.finance.facts.pay import placed, said_beside, twelve_months
from loopbrug.web.finance.forms.calculator import CalculatorForm
from loopbrug.web.pathway.facts import law


@require_safe
def calculator(request: HttpRequest) -> HttpResponse:
    """Ask sector, scale, hours and experience, and show what that pays."""
    today = timezone.localdate()
    form = CalculatorForm(request.GET or None, initial={"vanaf": today})
    context: dict[str, object] = {"form": form, "title": _("Wat verdien ik voor de klas?")}
    if form.is_bound and form.is_valid():
        case = form.case(today)
        found = placed(case, law())
        context |= {"case": case, "unknown": found is None, **_shown(found)}
    return render(request, "finance/calculator.html", {**context, "today": today})


def _shown(found: Placements | None) -> dict[str, object]:
    if found is None:
        return {}
    said = said_beside([found.floor.step, found.chosen.step])
    rows = [(_("Minst"), found.floor), (_("Waarschijnlijk"), found.chosen)]
    pay = found.chosen.value.pay
    return {
        "rows": rows,
        "likely": found.chosen,
        "twelve": twelve_months(pay.monthly),
        "marks": said.marks,
        "uncertain": said.uncertain,
    }
