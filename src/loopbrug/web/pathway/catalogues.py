"""The catalogue that was published: a room above that keeps it hangs it in.

Without one, a region offers what its readable files say. The pathway knows no room by name.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from asgiref.local import Local
from django.core.signals import request_finished, request_started

from loopbrug.core.bridge.model import Region

Current = Callable[[str], tuple[int, str]]
"""Given a region, the number of its published catalogue and the mark of its content; 0: none."""
Publish = Callable[[Region, int], Region]
"""Given a region as the files have it and a number, the region with that catalogue in it."""


@dataclass(frozen=True, slots=True)
class Source:
    """Who knows which catalogue is published, and can read every one that ever was."""

    current: Current
    at: Publish


_SOURCES: list[Source] = []
_ASKED = Local()


def provide(source: Source) -> None:
    """Register who keeps catalogues; the last one counts."""
    _SOURCES[:] = [source]


def published(region: str) -> tuple[int, str]:
    """Return number and mark of what is published now; asked once in a request."""
    if not _SOURCES:
        return 0, ""
    known: dict[str, tuple[int, str]] | None = getattr(_ASKED, "known", None)
    if known is None:
        return _SOURCES[0].current(region)
    if region not in known:
        known[region] = _SOURCES[0].current(region)
    return known[region]


def with_catalogue(region: Region, number: int) -> Region:
    """Return the region with the catalogue of that number in it."""
    return _SOURCES[0].at(region, number) if _SOURCES else region


def forget() -> None:
    """Ask anew: somebody published within this request."""
    if getattr(_ASKED, "known", None):
        _ASKED.known = {}


def _begin(**_signal: Any) -> None:
    _ASKED.known = {}


def _end(**_signal: Any) -> None:
    _ASKED.known = None


request_started.connect(_begin, dispatch_uid="catalogues-begin")
request_finished.connect(_end, dispatch_uid="catalogues-end")
