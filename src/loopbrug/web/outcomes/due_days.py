"""By when judging must be done."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from loopbrug.web.pathway.facts import standing_of
from loopbrug.web.pathway.promises import promises_of
from loopbrug.web.pathway.queries import Dossier


def due_days(dossiers: Sequence[Dossier], day: date) -> dict[UUID, date]:
    """Return the day each dossier is due: as promised, else by its clock; none runs: left out.

    Asks nothing itself when clocks and pauses were prefetched, but for the promises: once.
    """
    promises = promises_of(dossiers, day)
    found = ((one.pk, standing_of(one, day, promises.get(one.pk)).due_on) for one in dossiers)
    return {key: due for key, due in found if due is not None}
