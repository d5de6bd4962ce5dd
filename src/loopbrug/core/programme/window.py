"""The time in which somebody has to pass what ends a unit: the years of the law, or a wish."""

from dataclasses import dataclass
from datetime import date

from loopbrug.core.law.model import Law, NoLawInForceError
from loopbrug.core.pathway.deadlines import after, appointment_ends
from loopbrug.core.pathway.final_chances import SECTORS
from loopbrug.core.programme.model import Programme, Wishes
from loopbrug.core.terms.words import Sector


@dataclass(frozen=True, slots=True)
class Window:
    """The time in which somebody has to pass a test.

    With ``term`` it ends with the years of the law, otherwise with a wish of their own.
    """

    first: date
    ends: date
    term: bool = True


def window_of(
    programme: Programme, wishes: Wishes, sector: Sector, law: Law, *, appointed: bool
) -> Window | None:
    """Return the time in which tests have to be passed: the years of the law, or less if wished.

    The appointment is taken to begin with the programme. None when nothing ends it.
    """
    starts = (unit.period.first for unit in programme.units)
    begins = min(starts, default=wishes.start_on_or_after)
    term = _term(begins, sector, law) if appointed else None
    ends = min((day for day in (term, wishes.finish_by) if day), default=None)
    return Window(begins, ends, term=ends == term) if ends else None


def _term(begins: date, sector: Sector, law: Law) -> date | None:
    try:
        if sector is Sector.MBO:
            return after(begins, law.on("pdg.qualified_within", begins))
        return appointment_ends(begins, law) if sector in SECTORS else None
    except NoLawInForceError:
        return None
