"""The spans of the bridge: rooms above this one hang theirs in, so that none is forgotten.

A room that has something to show on the dossier page registers a provider in its
``AppConfig.ready``; the page asks them in order and knows no room by name.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

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


Provider = Callable[["Dossier", "User", date], Span]
_PROVIDERS: dict[str, tuple[int, Provider]] = {}


def hang_in(code: str, place: int, provider: Provider) -> None:
    """Register the span ``code``; a lower ``place`` stands nearer the start."""
    _PROVIDERS[code] = (place, provider)


def spans_of(dossier: "Dossier", viewer: "User", day: date) -> tuple[Span, ...]:
    """Return every span of the bridge for ``viewer``, in the order one walks them."""
    ordered = sorted(_PROVIDERS.values(), key=lambda entry: entry[0])
    return tuple(provider(dossier, viewer, day) for _, provider in ordered)
