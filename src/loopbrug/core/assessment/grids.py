"""The standard grid of blocks, and counting in working days."""

from collections.abc import Iterable
from datetime import date, time, timedelta

from loopbrug.core.assessment.model import Grid
from loopbrug.core.terms.words import Period, Weekday

TIMES = (
    (time(9), time(10, 30)),
    (time(10, 30), time(12)),
    (time(13), time(14, 30)),
    (time(14, 30), time(16)),
    (time(19), time(20, 30)),
)
"""Two blocks in the morning, two in the afternoon, one in the evening."""
PARTS = (0, 0, 1, 1, 2)
_ONE = timedelta(days=1)


def standard_grid(monday: date, weeks: int) -> Grid:
    """Return a grid of ``weeks`` weeks with five blocks of an hour and a half a day.

    Raises ``ValueError`` when ``monday`` is no Monday or there is no week.

    Examples
    --------
    >>> standard_grid(date(2027, 1, 4), 2).blocks
    50
    """
    return Grid(monday, weeks, TIMES, PARTS)


def monday_of(day: date) -> date:
    """Return the Monday of the week that ``day`` is in."""
    return day - timedelta(days=day.weekday())


def every_block(grid: Grid) -> int:
    """Return the bits of every block of the grid."""
    return (1 << grid.blocks) - 1


def blocks_within(grid: Grid, periods: Iterable[Period]) -> int:
    """Return the bits of the blocks on the days of ``periods``; those outside the grid are left.

    Examples
    --------
    >>> grid = standard_grid(date(2027, 1, 4), 1)
    >>> bin(blocks_within(grid, [Period(date(2027, 1, 8))]))
    '0b1111100000000000000000000'
    """
    bits = 0
    for period in periods:
        first = max(grid.first_block(period.first), 0)
        last = last_block_until(grid, period.last)
        if first <= last:
            bits |= (1 << last + 1) - (1 << first)
    return bits


def last_block_until(grid: Grid, day: date | None) -> int:
    """Return the last block up to and including ``day`` (None: no end); below 0 when none is."""
    if day is None or day >= grid.day_of(grid.blocks - 1):
        return grid.blocks - 1
    return grid.last_block(day)


def is_working_day(day: date, holidays: Iterable[Period] = ()) -> bool:
    """Return whether ``day`` is no Saturday, no Sunday and in no holiday."""
    return day.weekday() < Weekday.SAT and not any(day in each for each in holidays)


def working_days_after(day: date, count: int, holidays: Iterable[Period] = ()) -> date:
    """Return the day that lies ``count`` working days after ``day``.

    With 0 it is ``day`` itself, also when nobody works on it. Holidays must have an end.

    Examples
    --------
    >>> working_days_after(date(2027, 3, 25), 1, [Period(date(2027, 3, 26), date(2027, 3, 29))])
    datetime.date(2027, 3, 30)
    """
    closed = _that_end(holidays)
    while count > 0:
        day += _ONE
        count -= is_working_day(day, closed)
    return day


def working_days_between(first: date, last: date, holidays: Iterable[Period] = ()) -> int:
    """Return how many working days there are from ``first`` to ``last``, both included.

    Examples
    --------
    >>> working_days_between(date(2027, 1, 4), date(2027, 1, 17))
    10
    """
    closed = tuple(holidays)
    days = (first + timedelta(days=past) for past in range((last - first).days + 1))
    return sum(is_working_day(day, closed) for day in days)


def _that_end(holidays: Iterable[Period]) -> tuple[Period, ...]:
    closed = tuple(holidays)
    if any(each.last is None for each in closed):
        raise ValueError("after a holiday without an end there is no working day")
    return closed
