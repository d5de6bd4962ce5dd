"""Days that were promised: a room above that keeps promises hangs them in.

Without a promise the clock of the dossier says by when; the pathway knows no room by name.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

if TYPE_CHECKING:
    from loopbrug.web.pathway.queries import Dossier


@dataclass(frozen=True, slots=True)
class Promised:
    """The day that was promised to a candidate, with the pauses since.

    ``word`` is how it stands: on-time, paused, soon (in danger) or late.
    """

    due_on: date
    word: str


Provider = Callable[[Sequence["Dossier"], date], Mapping[UUID, Promised]]
"""Given dossiers and today, what was promised by dossier key; without a promise: left out."""
_PROVIDERS: dict[str, Provider] = {}


def provide(name: str, provider: Provider) -> None:
    """Register who knows promised days; it is asked once for a whole list."""
    _PROVIDERS[name] = provider


def promises_of(dossiers: Sequence["Dossier"], day: date) -> dict[UUID, Promised]:
    """Return what was promised to these dossiers, by their keys."""
    found: dict[UUID, Promised] = {}
    if dossiers:
        for provider in _PROVIDERS.values():
            found.update(provider(dossiers, day))
    return found
