"""The dossier: the bridge, where one stands on it, the clock, and the one next thing."""

from dataclasses import dataclass
from http import HTTPStatus
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from loopbrug.core.orientation.judge import orient
from loopbrug.core.pathway.model import State
from loopbrug.core.pathway.states import Event
from loopbrug.core.terms.finding import BadDataError, Finding
from loopbrug.web.audit.facts import Line, line_of
from loopbrug.web.audit.queries import acts_on
from loopbrug.web.orientation.doors import groups_of
from loopbrug.web.pathway.facts import findings_before, law, standing_of, told_of
from loopbrug.web.pathway.following import lacking_before
from loopbrug.web.pathway.permissions import PARTIES, Act, firing
from loopbrug.web.pathway.promises import promises_of
from loopbrug.web.pathway.side_doors import doors_for
from loopbrug.web.pathway.spans import Span, SpanState, spans_of
from loopbrug.web.pathway.views.door import Visit, visit
from loopbrug.web.pathway.words import ASIDE, EVENTS, TO_CONFIRM, EventWords

LATEST = 40


@dataclass(frozen=True, slots=True)
class Choice:
    """An event the visitor may make happen, with what must be there first."""

    event: Event
    words: EventWords
    asks: bool
    before: tuple[Finding, ...]


@require_safe
@login_required
def dossier(request: HttpRequest, key: UUID) -> HttpResponse:
    """Show one dossier as the visitor's role may see it."""
    visited, today = visit(request, key), timezone.localdate()
    promised = promises_of([visited.row], today).get(visited.row.pk)
    standing = standing_of(visited.row, today, promised)
    choices = choices_of(visited)
    spans = spans_of(visited.row, visited.user, today)
    context = {
        "visit": visited,
        "dossier": visited.row,
        "standing": standing,
        "my_turn": PARTIES.get(standing.turn.party) in visited.roles,
        "forward": [choice for choice in choices if choice.event not in ASIDE],
        "aside": [choice for choice in choices if choice.event in ASIDE],
        "spans": spans,
        "onward": _onward(visited, spans),
        "lines": _lines(visited),
        "doors": doors_for(visited, today),
        "day": today,
        **_doors(visited),
    }
    return render(request, "pathway/dossier.html", context)


@require_safe
@login_required
def routes(request: HttpRequest, key: UUID) -> HttpResponse:
    """Show every route for this candidate, judged on what the dossier holds today."""
    visited, today = visit(request, key, Act.SEE_TOLD), timezone.localdate()
    try:
        orientation = orient(told_of(visited.row).person, law(), today)
    except BadDataError as error:
        context = {"visit": visited, "dossier": visited.row, "findings": error.findings}
        return render(request, "pathway/not_ready.html", context, status=HTTPStatus.CONFLICT)
    context = {
        "visit": visited,
        "dossier": visited.row,
        "orientation": orientation,
        "groups": groups_of(orientation),
        "day": today,
    }
    return render(request, "pathway/routes.html", context)


def choices_of(visited: Visit) -> tuple[Choice, ...]:
    """Return what the visitor may make happen now."""
    return tuple(
        Choice(event, EVENTS[event], event in TO_CONFIRM, _before(visited, event))
        for event in firing(visited.roles, visited.state)
    )


def _before(visited: Visit, event: Event) -> tuple[Finding, ...]:
    return (*findings_before(visited.row, event), *lacking_before(visited.row, event))


def _onward(visited: Visit, spans: tuple[Span, ...]) -> Span | None:
    """Return the span to go on with, when doing that is the candidate's next thing: learning."""
    if not visited.own or visited.state is not State.IN_TRAINING:
        return None
    return next((span for span in spans if span.state is SpanState.NOW and span.url), None)


def _lines(visited: Visit) -> list[Line]:
    if not visited.may(Act.SEE_ACTS):
        return []
    lines = [line_of(act) for act in acts_on(visited.row.subject_key)[:LATEST]]
    return sorted(lines, key=lambda line: line.day, reverse=True)


def _doors(visited: Visit) -> dict[str, bool]:
    return {
        "may_match": visited.may(Act.MATCH),
        "may_name": visited.may(Act.NAME_HELPER),
        "may_see_told": visited.may(Act.SEE_TOLD),
    }
