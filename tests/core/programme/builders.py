"""Small problems for tests: units and offerings in a line each."""

from collections.abc import Iterable
from datetime import date, time, timedelta

from loopbrug.core.outcomes.model import Need
from loopbrug.core.programme.model import (
    Catalogue,
    Form,
    Offering,
    ProgrammeProblem,
    Unit,
    Wishes,
)  # fmt: skip
from loopbrug.core.terms.words import Bilingual, Period, Place, TimeSlot, Weekday

MONDAY = date(2027, 8, 30)
UTRECHT = Place("3511", "Utrecht", 52.0907, 5.1214)
AMERSFOORT = Place("3811", "Amersfoort", 52.1561, 5.3878)


def unit(code: str, covers: str, hours: int = 20, *, needs: str = "", after: str = "") -> Unit:
    """Return a taught unit; ``covers``, ``needs`` and ``after`` are codes with spaces between."""
    return Unit(
        code, Bilingual(code, code), "institute", Form.TAUGHT,
        tuple((outcome, hours) for outcome in covers.split()),
        needs_outcomes=tuple(needs.split()), needs_units=tuple(after.split()),
    )  # fmt: skip


def weeks(start: int, count: int) -> Period:
    """Return ``count`` weeks, from week ``start`` after the first Monday."""
    first = MONDAY + timedelta(weeks=start)
    return Period(first, first + timedelta(weeks=count, days=-1))


def evening(day: Weekday) -> TimeSlot:
    return TimeSlot(day, time(18), time(21))


def offering(
    code: str, start: int, count: int, day: Weekday | None = None, place: Place | None = None
) -> Offering:
    """Return an offering of the unit named before the hyphen in ``code``."""
    slot = None if day is None else evening(day)
    return Offering(code, code.split("-", maxsplit=1)[0], weeks(start, count), slot, place)


def problem(
    needs: str, units: Iterable[Unit], offerings: Iterable[Offering], wishes: Wishes | None = None
) -> ProgrammeProblem:
    return ProgrammeProblem(
        tuple(Need(code) for code in needs.split()), frozenset(),
        Catalogue(tuple(units), tuple(offerings)), wishes or Wishes(12, MONDAY),
    )  # fmt: skip
