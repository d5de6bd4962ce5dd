"""Figures of the register as rules on costs and grants use them: a number, or not known."""

from datetime import date
from decimal import Decimal

from loopbrug.core.law.kinds import day_of_year
from loopbrug.core.law.model import Law
from loopbrug.core.law.trace import Figure
from loopbrug.core.terms.finding import LegalSource


def known(law: Law, name: str, day: date) -> Figure | None:
    """Return a figure in force on ``day``, or None when the register does not know it."""
    found = law.find(name, day)
    return Figure(found, day) if found else None


def source_on(law: Law, name: str, day: date) -> LegalSource | None:
    """Return where a figure in force on ``day`` is written, or None when there is none."""
    found = known(law, name, day)
    return found.dated.source if found else None


def number(used: Figure) -> Decimal:
    """Return a figure as an amount; raises ``TypeError`` when it is something else."""
    value = used.dated.value
    if isinstance(value, Decimal):
        return value
    if isinstance(value, bool) or not isinstance(value, int):
        raise TypeError(f"{used.dated.name} is not a number")
    return Decimal(value)


def count(used: Figure) -> int:
    """Return a figure as a whole number: years, weeks."""
    return int(number(used))


def month_and_day(used: Figure) -> tuple[int, int]:
    """Return a yearly day as month and day, from text like "10-15"."""
    return day_of_year(used.dated)
