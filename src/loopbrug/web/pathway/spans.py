"""The spans of the bridge: rooms above this one hang theirs in, so that none is forgotten.

A room that has something to show on the dossier page registers a provider in its
``AppConfig.ready``; the page asks them in order and knows no room by name.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from loopbrug.core.pathway.model import State
from loopbrug.core.terms.finding import BadDataError

if TYPE_CHECKING:
    from loopbrug.web.accounts.queries import User
    from loopbrug.web.pathway.queries import Dossier


class SpanState(StrEnum):
    """How far a span of the bridge is."""

    DONE = "done"
    NOW = "now"
    NEXT = "next"
    BLOCKED = "blocked"


@dataclass(frozen=True, slots=True)
class Span:
    """One span as a person sees it: title, state, one sentence, and where to read on.

    ``url`` is "" when the viewer may not see more.
    """

    code: str
    title: str
    state: SpanState
    summary: str
    url: str = ""


_STANDS_ON = dict.fromkeys(
    (State.IN_TRAINING, State.FINAL_ASSESSMENT, State.QUALIFIED, State.INDUCTION), "programme"
)
"""The span a dossier stands on in a state, where it is not the first that is going on."""

Provider = Callable[["Dossier", "User", date], Span]
_PROVIDERS: dict[str, tuple[int, Provider]] = {}


def hang_in(code: str, place: int, provider: Provider) -> None:
    """Register the span ``code``; a lower ``place`` stands nearer the start."""
    _PROVIDERS[code] = (place, provider)


def spans_of(dossier: "Dossier", viewer: "User", day: date) -> tuple[Span, ...]:
    """Return every span of the bridge for ``viewer``, in the order one walks them."""
    ordered = sorted(_PROVIDERS, key=lambda code: _PROVIDERS[code][0])
    spans = [_span(code, dossier, viewer, day) for code in ordered]
    return _walked(spans, _STANDS_ON.get(State(dossier.came_from or dossier.state), ""))


def _span(code: str, dossier: "Dossier", viewer: "User", day: date) -> Span:
    """Return one span; facts that can no longer be read block it, and not the whole page."""
    try:
        return _PROVIDERS[code][1](dossier, viewer, day)
    except BadDataError:
        summary = _("De gegevens kunnen we zo niet lezen. Kijk ze even na.")
        return Span(code, _("Hier klopt iets niet"), SpanState.BLOCKED, summary)


def _walked(spans: list[Span], here: str) -> tuple[Span, ...]:
    """Return the spans, those before the one the dossier stands on as walked.

    A part one has left can still grow (evidence comes in at any time); nobody is still on it.
    """
    codes = [span.code for span in spans]
    left = codes.index(here) if here in codes else 0
    return tuple(
        replace(span, state=SpanState.DONE)
        if place < left and span.state is SpanState.NOW
        else span
        for place, span in enumerate(spans)
    )
