"""Doors from the first page after signing in to pages of rooms above: each room hangs in its own.

As with the doors of a dossier, the pathway knows no room by name. A door that is not for somebody
is None.
"""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from loopbrug.web.pathway.side_doors import SideDoor

if TYPE_CHECKING:
    from loopbrug.web.accounts.queries import User

Provider = Callable[["User", date], SideDoor | None]
_PROVIDERS: dict[str, tuple[int, Provider]] = {}


def open_home_door(code: str, place: int, provider: Provider) -> None:
    """Register a door; a lower ``place`` stands earlier."""
    _PROVIDERS[code] = (place, provider)


def home_doors_for(user: "User", day: date) -> tuple[SideDoor, ...]:
    """Return the doors somebody may use, in order."""
    ordered = sorted(_PROVIDERS.values(), key=lambda entry: entry[0])
    found = (provider(user, day) for _place, provider in ordered)
    return tuple(door for door in found if door is not None)
