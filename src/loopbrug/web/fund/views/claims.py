"""Claims on the pool: registered, decided by a person, paid; nothing is ever changed or removed."""

from decimal import Decimal

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from loopbrug.core.terms.finding import BadDataError
from loopbrug.web.fund.facts import ClaimState, claim_of, paid_in
from loopbrug.web.fund.forms import ClaimForm, DecisionForm
from loopbrug.web.fund.page import crumbs
from loopbrug.web.fund.queries import (
    ClaimRow,
    PlaceRow,
    all_places_of,
    claim_with_key,
    claims_of,
)
from loopbrug.web.fund.services import decide_claim, pay_claim, register_claim
from loopbrug.web.fund.views.door import Keeper, blame, head, keeper
from loopbrug.web.ui.parts import Crumb


@require_safe
@login_required
def claims(request: HttpRequest) -> HttpResponse:
    """List every claim with how far it is."""
    here = keeper(request)
    found = [claim_of(row) for row in claims_of(here.foundation)]
    context = {
        **head(_("Schade"), *crumbs()), "day": here.day, "claims": found,
        "waiting": sum(claim.state is ClaimState.REGISTERED for claim in found),
        "paid": paid_in(found, here.day.year),
    }  # fmt: skip
    return render(request, "fund/claims.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def register(request: HttpRequest) -> HttpResponse:
    """Write a claim down."""
    here = keeper(request)
    form = ClaimForm(request.POST or None, places=_listed(here))
    if request.method == "POST" and form.is_valid():
        try:
            row = register_claim(actor=here.user, draft=form.draft, day=here.day)
        except BadDataError as error:
            blame(form, error)
        else:
            messages.success(request, _("De schade is gemeld. Een mens beslist erover."))
            return redirect("fund:claim", row.pk)
    context = {**head(_("Schade melden"), *crumbs(_up())), "form": form}
    return render(request, "fund/register.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def claim(request: HttpRequest, key: int) -> HttpResponse:
    """Show a claim, and decide on it."""
    here, row = _own(request, key)
    form = DecisionForm(request.POST or None, initial={"amount": row.amount})
    if request.method == "POST" and form.is_valid() and _decided(form, here, row):
        messages.success(request, _("Jouw besluit is bewaard."))
        return redirect("fund:claim", row.pk)
    context = {
        **head(_("Schade %(number)s") % {"number": row.pk}, *crumbs(_up())),
        "claim": claim_of(row), "form": form, "day": here.day,
    }  # fmt: skip
    return render(request, "fund/claim.html", context)


@require_POST
@login_required
def pay(request: HttpRequest, key: int) -> HttpResponse:
    """Say that a claim was paid."""
    here, row = _own(request, key)
    try:
        pay_claim(actor=here.user, row=row, day=here.day)
    except BadDataError:
        messages.error(request, _("Deze schade is niet toegekend. Er is niets betaald."))
    else:
        messages.success(request, _("De schade staat als betaald."))
    return redirect("fund:claim", row.pk)


def _decided(form: DecisionForm, here: Keeper, row: ClaimRow) -> bool:
    found = form.cleaned_data
    try:
        decide_claim(
            actor=here.user, row=row, grant=found["decision"] == "grant",
            amount=found["amount"] or Decimal(0), reason=found["reason"], day=here.day,
        )  # fmt: skip
    except BadDataError as error:
        blame(form, error)
        return False
    return True


def _own(request: HttpRequest, key: int) -> tuple[Keeper, ClaimRow]:
    here = keeper(request)
    row = claim_with_key(here.foundation, key)
    if row is None:
        raise Http404
    return here, row


def _listed(here: Keeper) -> list[tuple[PlaceRow, str]]:
    """Return the places with a label: the number and the board, never a name."""
    return [
        (row, _("Plaats %(number)s, %(board)s") % {"number": row.pk, "board": row.board.name})
        for row in all_places_of(here.foundation)
    ]


def _up() -> Crumb:
    return Crumb(_("Schade"), reverse("fund:claims"))
