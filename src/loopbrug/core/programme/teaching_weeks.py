"""The axis of teaching weeks: weeks from Monday, without those wholly in a holiday."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from math import gcd

from loopbrug.core.programme.model import Catalogue, Offering, PlannedUnit
from loopbrug.core.terms.words import Period, TimeSlot

WEEK = timedelta(days=7)
SCHOOL_DAYS = 5


@dataclass(frozen=True, slots=True)
class Rhythm:
    """When sessions are: ``slot``, in those of every ``every`` weeks that count ``phase``."""

    slot: TimeSlot
    every: int = 1
    phase: int = 0

    def clashes(self, other: "Rhythm") -> bool:
        """Return whether the two meet at once in some week; alternate weeks never do.

        Examples
        --------
        >>> from datetime import time
        >>> from loopbrug.core.terms.words import Weekday
        >>> slot = TimeSlot(Weekday.FRI, time(9), time(12))
        >>> even, odd = Rhythm(slot, 2, 0), Rhythm(slot, 2, 1)
        >>> even.clashes(odd), even.clashes(Rhythm(slot)), even.clashes(even)
        (False, True, True)
        """
        apart = (self.phase - other.phase) % gcd(self.every, other.every)
        return apart == 0 and self.slot.overlaps(other.slot)


def rhythm_of(given: Offering | PlannedUnit) -> Rhythm | None:
    """Return the rhythm of the sessions; None when there are none."""
    if given.slot is None:
        return None
    weeks = (_first_session(given.period, given.slot).toordinal() - 1) // 7
    return Rhythm(given.slot, given.every, weeks % given.every)


@dataclass(frozen=True, slots=True)
class Calendar:
    """Teaching weeks in order, by their Monday."""

    mondays: tuple[date, ...]

    def span(self, period: Period) -> tuple[int, int]:
        """Return the first teaching week of ``period`` and the first after it, as numbers."""
        last = period.last or (self.mondays[-1] if self.mondays else period.first)
        start = _first_at_least(self.mondays, period.first - timedelta(days=period.first.weekday()))
        end = _first_at_least(self.mondays, last + timedelta(days=1))
        return start, max(start, end)


def calendar_of(catalogue: Catalogue) -> Calendar:
    """Return the teaching weeks from the first offering to the last."""
    firsts = [offering.period.first for offering in catalogue.offerings]
    lasts = [offering.period.last or offering.period.first for offering in catalogue.offerings]
    if not firsts:
        return Calendar(())
    monday = min(firsts) - timedelta(days=min(firsts).weekday())
    mondays = []
    while monday <= max(lasts):
        if not _holiday_week(monday, catalogue.holidays):
            mondays.append(monday)
        monday += WEEK
    return Calendar(tuple(mondays))


def session_days(offering: Offering | PlannedUnit, holidays: Iterable[Period]) -> tuple[date, ...]:
    """Return the days on which there is a session; none for what is self-paced.

    In every ``every``-th week from the first; one that falls in a holiday is not given, and the
    others do not move for it.

    Examples
    --------
    >>> from datetime import time
    >>> from loopbrug.core.terms.words import TimeSlot, Weekday
    >>> slot = TimeSlot(Weekday.TUE, time(18), time(21))
    >>> course = Offering("a", "u", Period(date(2028, 2, 21), date(2028, 3, 3)), slot)
    >>> [str(day) for day in session_days(course, [Period(date(2028, 2, 22), date(2028, 2, 22))])]
    ['2028-02-29']
    """
    return tuple(_sessions(offering, tuple(holidays)))


def has_sessions(offering: Offering, holidays: tuple[Period, ...]) -> bool:
    """Return whether any session is left; ``session_days`` looks at all, this stops at one."""
    return any(True for _ in _sessions(offering, holidays))


def _sessions(offering: Offering | PlannedUnit, holidays: tuple[Period, ...]) -> Iterator[date]:
    if offering.slot is None or offering.period.last is None:
        return
    day = _first_session(offering.period, offering.slot)
    while day <= offering.period.last:
        if not any(day in holiday for holiday in holidays):
            yield day
        day += WEEK * offering.every


def _first_session(period: Period, slot: TimeSlot) -> date:
    """Return the first day of the slot in the period, whether or not it is a holiday."""
    return period.first + timedelta(days=(slot.day - period.first.weekday()) % 7)


def _holiday_week(monday: date, holidays: Iterable[Period]) -> bool:
    days = [monday + timedelta(days=n) for n in range(SCHOOL_DAYS)]
    kept = tuple(holidays)
    return all(any(day in holiday for holiday in kept) for day in days)


def _first_at_least(mondays: tuple[date, ...], day: date) -> int:
    return next((n for n, monday in enumerate(mondays) if monday >= day), len(mondays))
