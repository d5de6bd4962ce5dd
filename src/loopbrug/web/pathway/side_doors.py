"""Doors from a dossier to pages of rooms above: each room hangs in its own.

As with the spans, the pathway knows no room by name. A door that a visitor may not use is None.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from loopbrug.web.pathway.visits import Visit


@dataclass(frozen=True, slots=True)
class SideDoor:
    """A link with what is behind it; ``note`` is a few words, such as what waits there."""

    label: str
    url: str
    note: str = ""


Provider = Callable[["Visit", date], SideDoor | None]
_PROVIDERS: dict[str, tuple[int, Provider]] = {}


def open_door(code: str, place: int, provider: Provider) -> None:
    """Register a door; a lower ``place`` stands higher in the list."""
    _PROVIDERS[code] = (place, provider)


def doors_for(visited: "Visit", day: date) -> tuple[SideDoor, ...]:
    """Return the doors a visitor may use, in order."""
    ordered = sorted(_PROVIDERS.values(), key=lambda entry: entry[0])
    found = (provider(visited, day) for _place, provider in ordered)
    return tuple(door for door in found if door is not None)
