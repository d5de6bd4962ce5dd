"""What somebody will earn, beside what they earned: the candidate's page."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from loopbrug.core.finance.model import FinanceCase
from loopbrug.core.terms.words import Sector
from loopbrug.web.finance.facts.cases import case_for_candidate
from loopbrug.web.finance.facts.own import OwnMoney, looked_over, own_money, range_of_step
from loopbrug.web.finance.facts.pay import twelve_months
from loopbrug.web.finance.queries.terms import SharedStep, latest_offer, shared_step
from loopbrug.web.finance.services.private import share_step, take_back_step
from loopbrug.web.finance.views.private import private_page
from loopbrug.web.pathway.facts import law
from loopbrug.web.pathway.permissions import Act
from loopbrug.web.programme.views.door import visit


@require_safe
@private_page
def own(request: HttpRequest, key: UUID) -> HttpResponse:
    """Show what the candidate will earn, when, and beside what."""
    found = visit(request, key, Act.SEE_OWN_MONEY)
    case = case_for_candidate(found.dossier, found.today)
    money, shared = own_money(case, law()), shared_step(found.dossier)
    faults, notes = looked_over(case, law())
    context = {
        **found.context,
        **found.head(_("Wat ga ik verdienen?")),
        "case": case,
        "money": money,
        "faults": faults,
        "notes": notes,
        "offer": latest_offer(found.dossier),
        "may_tell": found.may(Act.TELL_CAREER),
        **(_shown(money) if money else {}),
        **_sharing(case, money, shared),
    }
    return render(request, "finance/own.html", context)


@require_POST
@private_page
def share(request: HttpRequest, key: UUID) -> HttpResponse:
    """Share the step that follows from the last salary, or take that back."""
    found = visit(request, key, Act.KEEP_OLD_PAY)
    case = case_for_candidate(found.dossier, found.today)
    money = own_money(case, law())
    if request.POST.get("act") == "back":
        take_back_step(actor=found.viewer, dossier=found.dossier, day=found.today)
        messages.success(request, _("Je deelt de trede niet meer."))
    elif money and _can_share(case, money):
        step = money.placements.floor.value
        share_step(
            actor=found.viewer, dossier=found.dossier, scale=step.scale, step=step.step,
            day=found.today,
        )  # fmt: skip
        messages.success(
            request, _("De school en het regioloket zien nu de trede, en niet wat je verdiende.")
        )
    return redirect("finance:own", key=key)


def _shown(money: OwnMoney) -> dict[str, object]:
    chosen = money.placements.chosen
    rows = [
        (_("Minst volgens de cao"), money.placements.floor),
        (_("Aannemelijk"), money.placements.likely),
        (_("Passend bij je oude loon"), money.placements.fitting),
        (_("Hiermee rekenen we"), chosen),
    ]
    return {
        "chosen": chosen,
        "twelve": twelve_months(chosen.value.pay.monthly),
        "rows": [(name, found) for name, found in rows if found is not None],
        "marks": money.said.marks,
        "uncertain": money.said.uncertain,
    }


def _can_share(case: FinanceCase, money: OwnMoney) -> bool:
    return case.sector is Sector.MBO and money.private is not None


def _sharing(
    case: FinanceCase, money: OwnMoney | None, shared: SharedStep | None
) -> dict[str, object]:
    """Return what the page says on sharing the step: what it tells of the old pay."""
    can = money is not None and _can_share(case, money)
    told = range_of_step(money.placements.floor.value, case, law()) if money and can else None
    return {"shared": shared, "can_share": can, "range": told}
