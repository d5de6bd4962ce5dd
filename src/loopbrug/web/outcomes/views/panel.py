"""In a dossier: the rounds of judging, who judges, and having outcomes judged again."""

from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from loopbrug.core.outcomes.judging import Side
from loopbrug.core.pathway.model import State
from loopbrug.core.terms.finding import BadDataError, Finding
from loopbrug.web.outcomes.again import again_choices
from loopbrug.web.outcomes.facts import standing_of
from loopbrug.web.outcomes.facts.panel import eligible_for
from loopbrug.web.outcomes.facts.rounds import current_seat
from loopbrug.web.outcomes.forms.judging import AnewForm, MoveForm, SeatForm
from loopbrug.web.outcomes.panel_told import rounds_told
from loopbrug.web.outcomes.queries import Round
from loopbrug.web.outcomes.queries.rounds import rounds_of
from loopbrug.web.outcomes.services.chairs import HandedInError, NotReadyError
from loopbrug.web.outcomes.services.questions import ANSWERS
from loopbrug.web.outcomes.services.rounds import judge_anew, open_assessment
from loopbrug.web.outcomes.services.seats import Chosen, move_seat, seat_assessor
from loopbrug.web.pathway.permissions import Act, Role
from loopbrug.web.pathway.views.door import Visit, visit
from loopbrug.web.ui.parts import Crumb

FORM = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@login_required
def panel(request: HttpRequest, key: UUID) -> HttpResponse:
    """Show the rounds of a dossier: how far they are, who judges, who is waited for."""
    visited, today = visit(request, key, Act.SEE_GAP), timezone.localdate()
    # Who judges here must not learn from this page whether the other side is done.
    arranges = visited.may(Act.SEAT_ASSESSOR) and Role.ASSESSOR not in visited.roles
    rows = list(rounds_of(visited.row))
    standing = standing_of(visited.row, today) if arranges else None
    asked = {party for party, role in ANSWERS.items() if role in visited.roles}
    going = any(row.why == Round.Why.ASSESSMENT and not row.dropped_on for row in rows)
    context = _page(
        visited,
        _("Wie beoordeelt"),
        rounds=rounds_told(rows, standing, today, asked),
        arranges=arranges,
        may_open=visited.may(Act.OPEN_ROUND),
        lacks_first=visited.state is State.ASSESSING and not going,
        may_start=Role.INSTITUTE in visited.roles,
        day=today,
    )
    return render(request, "judging/panel.html", context)


@FORM
@login_required
def seat(request: HttpRequest, key: UUID, number: int, side: str) -> HttpResponse:
    """Give an empty seat to somebody, or let somebody take a seat over."""
    visited, today = visit(request, key, Act.SEAT_ASSESSOR), timezone.localdate()
    row, place = _round(visited, number), _side(side)
    taken = current_seat(row, place)
    people = [
        one
        for one in eligible_for(row, place, standing_of(visited.row, today), today)
        if not taken or one.user.pk != taken.assessor_id
    ]
    form_class = MoveForm if taken else SeatForm
    form = form_class(request.POST if request.method == "POST" else None, people=people)
    faults: tuple[Finding, ...] = ()
    if form.is_bound and form.is_valid():
        try:
            _give(visited, row, place, form)
        except HandedInError:
            messages.info(request, _("Deze kant heeft al ingeleverd; dan verandert er niets meer."))
            return redirect("judging:panel", key)
        except NotReadyError as error:
            faults = error.findings
        else:
            messages.success(request, _("Geregeld. De nieuwe assessor ziet het dossier nu."))
            return redirect("judging:panel", key)
    title = _("Een ander laten beoordelen") if taken else _("Een assessor kiezen")
    context = _page(
        visited, title, form=form, people=people, taken=taken, side=place, findings=faults
    )
    status = HTTPStatus.CONFLICT if faults else HTTPStatus.OK
    return render(request, "judging/seat.html", context, status=status)


@FORM
@login_required
def again(request: HttpRequest, key: UUID) -> HttpResponse:
    """Let candidate or institute have outcomes judged again, on new evidence."""
    visited, today = visit(request, key, Act.OPEN_ROUND), timezone.localdate()
    offered = again_choices(visited.row, today, get_language() or "nl")
    form = AnewForm(
        request.POST if request.method == "POST" else None,
        choices=offered.choices,
        initial={"outcomes": offered.fresh},
    )
    faults: tuple[Finding, ...] = ()
    if form.is_bound and form.is_valid():
        try:
            judge_anew(
                actor=visited.user,
                dossier=visited.row,
                outcomes=form.cleaned_data["outcomes"],
                day=today,
            )
        except (BadDataError, NotReadyError) as error:
            faults = error.findings
        else:
            messages.success(request, _("De ronde is open. De assessoren zien wat er ligt."))
            return redirect("judging:panel", key)
    title = _("Laat opnieuw beoordelen")
    context = _page(visited, title, form=form, offered=offered, findings=faults)
    return render(request, "judging/again.html", context)


@FORM
@login_required
def first(request: HttpRequest, key: UUID) -> HttpResponse:
    """Open the round of the assessment where the start could not do so."""
    visited = visit(request, key, Act.OPEN_ROUND)
    if Role.INSTITUTE not in visited.roles or visited.state is not State.ASSESSING:
        raise Http404
    if request.method == "POST":
        done = open_assessment(actor=visited.user, dossier=visited.row, day=timezone.localdate())
        if done:
            messages.success(request, _("De ronde is open."))
        else:
            messages.info(
                request, _("Er is geen ronde geopend: die loopt al, of de gegevens zijn niet af.")
            )
    return redirect("judging:panel", key)


def _give(visited: Visit, row: Round, side: Side, form: SeatForm) -> None:
    act: dict[str, Any] = {
        "actor": visited.user,
        "round_": row,
        "side": side,
        "chosen": Chosen(form.chosen(), form.cleaned_data["why_anyway"]),
        "day": timezone.localdate(),
    }
    if isinstance(form, MoveForm):
        move_seat(**act, reason=form.cleaned_data["reason"])
    else:
        seat_assessor(**act)


def _round(visited: Visit, number: int) -> Round:
    rows = (row for row in rounds_of(visited.row) if row.number == number and not row.dropped_on)
    found = next(rows, None)
    if found is None:
        raise Http404
    return found


def _side(side: str) -> Side:
    try:
        return Side(side)
    except ValueError:
        raise Http404 from None


def _page(visited: Visit, title: str, **context: Any) -> dict[str, Any]:
    key = [visited.row.pk]
    crumbs = [Crumb(_("Dossier"), reverse("pathway:dossier", args=key))]
    if title != _("Wie beoordeelt"):
        crumbs.append(Crumb(_("Wie beoordeelt"), reverse("judging:panel", args=key)))
    return {
        "visit": visited,
        "dossier": visited.row,
        "title": title,
        "crumbs": [*crumbs, Crumb(title)],
        **context,
    }
