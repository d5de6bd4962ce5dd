"""The final assessment on the page of a programme: when both chances are, and until when."""

from datetime import date

from loopbrug.core.law.model import NoLawInForceError
from loopbrug.core.pathway.final_chances import SECTORS, FinalChances, final_chances
from loopbrug.core.programme.model import Programme
from loopbrug.core.terms.words import Period, Sector
from loopbrug.web.pathway.facts import law
from loopbrug.web.programme.comparison import WITH_UNITS


def final_of(
    programme: Programme, sector: Sector, holidays: tuple[Period, ...], *, appointed: bool
) -> FinalChances | None:
    """Return both chances after a programme; None when no such assessment ends it.

    The appointment is taken to begin with the programme, as it has no day of its own yet.
    """
    units = programme.units
    if not appointed or sector not in SECTORS or programme.status not in WITH_UNITS or not units:
        return None
    begins: date = min(unit.period.first for unit in units)
    ends = programme.finish or begins
    try:
        return final_chances(ends, begins, holidays, law(), sector)
    except NoLawInForceError:
        return None
