"""Who is in the pool, as counts; a new place and what the pool says of it; the conditions."""

from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from loopbrug.core.fund.checks import lacking
from loopbrug.core.fund.model import Board
from loopbrug.core.law.model import NoLawInForceError
from loopbrug.core.terms.finding import BadDataError
from loopbrug.web.assessment.papers.telling import told
from loopbrug.web.fund.facts import entrant_of, joining
from loopbrug.web.fund.forms import PlaceForm, TermsForm
from loopbrug.web.fund.page import board_lines, crumbs
from loopbrug.web.fund.queries import PlaceRow, boards_in, place_with_key, places_of
from loopbrug.web.fund.services import (
    PlaceDraft,
    TermsDraft,
    add_place,
    end_place,
    row_of,
    set_terms,
)
from loopbrug.web.fund.views.door import Keeper, blame, head, keeper, tried

FIELDS = (
    "covers", "reserve", "own_share", "stop_months", "principle", "loading", "deviations",
    "variance", "quantile", "split", "costs",
)  # fmt: skip


@require_safe
@login_required
def pool(request: HttpRequest) -> HttpResponse:
    """Show the pool: who is in it by board, and what it comes to in a year."""
    here = keeper(request)
    kept = here.kept
    found, findings = tried(kept.pool, here.day)
    context = {
        **head(_("De pool")), "day": here.day, "foundation": here.foundation, "kept": kept,
        "found": found, "findings": findings, "boards": board_lines(kept.pool),
    }  # fmt: skip
    return render(request, "fund/pool.html", context)


@require_safe
@login_required
def places(request: HttpRequest) -> HttpResponse:
    """List the places, by number: nobody's name is known here."""
    here = keeper(request)
    context = {
        **head(_("Plaatsen in de pool"), *crumbs()),
        "day": here.day,
        "rows": [(row, entrant_of(row, here.day)) for row in places_of(here.foundation, here.day)],
    }
    return render(request, "fund/places.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def entrant(request: HttpRequest) -> HttpResponse:
    """Say what the pool says of a new candidate, and take the place in when asked."""
    here = keeper(request)
    data = request.POST if request.method == "POST" else request.GET or None
    form = PlaceForm(data, boards=list(boards_in(here.foundation.region)), initial=_fresh(here))
    said, lack = None, ""
    if form.is_bound and form.is_valid():
        if request.method == "POST" and "keep" in request.POST:
            if _keep(form, here):
                messages.success(request, _("De plaats zit in de pool."))
                return redirect("fund:places")
        else:
            said, lack = _said(form, here)
    context = {
        **head(_("Nieuwe kandidaat: wat zegt de pool?"), *crumbs()),
        "form": form, "said": said, "lack": lack, "day": here.day,
    }  # fmt: skip
    return render(request, "fund/entrant.html", context)


@require_POST
@login_required
def end(request: HttpRequest, key: int) -> HttpResponse:
    """Let a place leave the pool."""
    here = keeper(request)
    row = place_with_key(here.foundation, key)
    if row is None:
        raise Http404
    end_place(actor=here.user, row=row, day=here.day)
    messages.success(request, _("De plaats gaat na vandaag uit de pool."))
    return redirect("fund:places")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def terms(request: HttpRequest) -> HttpResponse:
    """Show and set the conditions of the pool."""
    here = keeper(request)
    kept = here.kept
    form = TermsForm(request.POST or None, initial=_initial(kept.terms or TermsDraft()))
    if request.method == "POST" and form.is_valid():
        try:
            set_terms(actor=here.user, foundation=here.foundation, draft=form.draft, day=here.day)
        except BadDataError as error:
            blame(form, error)
        else:
            messages.success(request, _("Bewaard. Deze voorwaarden gelden vanaf vandaag."))
            return redirect("fund:premiums")
    context = {**head(_("Voorwaarden van de pool"), *crumbs()), "form": form, "kept": kept}
    return render(request, "fund/terms.html", context)


def _fresh(here: Keeper) -> dict[str, Any]:
    return {"starts_on": here.day, "guidance_hours": 80, "contract": "temporary"}


def _initial(found: Any) -> dict[str, Any]:
    values = {name: getattr(found, name) for name in FIELDS}
    return {name: _short(value) for name, value in values.items()}


def _short(value: Any) -> Any:
    """Return a number without the zeros its column puts behind it."""
    return value.normalize() + 0 if isinstance(value, Decimal) else value


def _keep(form: PlaceForm, here: Keeper) -> bool:
    try:
        add_place(actor=here.user, foundation=here.foundation, draft=form.draft, day=here.day)
    except BadDataError as error:
        blame(form, error)
        return False
    return True


def _said(form: PlaceForm, here: Keeper) -> tuple[object, str]:
    """Return what the pool says of a place that is not in it yet, or why it says nothing."""
    draft: PlaceDraft = form.draft
    try:
        row: PlaceRow = row_of(here.foundation, draft, here.day)
    except BadDataError as error:
        blame(form, error)
        return None, ""
    board = Board(draft.board.code, draft.board.name)
    try:
        return joining(here.kept.pool, entrant_of(row, here.day), board, here.day), ""
    except NoLawInForceError as error:
        return None, told(lacking(error))
