"""By when judging must be done: a room above that keeps promises hangs its own days in.

Without one, the clock of the dossier says it.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from uuid import UUID

from loopbrug.web.pathway.facts import standing_of
from loopbrug.web.pathway.queries import Dossier

Promises = Callable[[Sequence[Dossier], date], Mapping[UUID, date]]
"""Given dossiers and today, the promised day by dossier key; what was not promised is left out."""
_PROVIDERS: dict[str, Promises] = {}


def provide(name: str, promises: Promises) -> None:
    """Register who knows promised days; it is asked once for a whole list."""
    _PROVIDERS[name] = promises


def due_days(dossiers: Sequence[Dossier], day: date) -> dict[UUID, date]:
    """Return the day each dossier is due: as promised, else by its clock; none runs: left out.

    Asks nothing itself when clocks and pauses were prefetched.
    """
    clocks = {dossier.pk: standing_of(dossier, day).due_on for dossier in dossiers}
    found = {key: due for key, due in clocks.items() if due is not None}
    for promises in _PROVIDERS.values():
        found.update(promises(dossiers, day))
    return found
