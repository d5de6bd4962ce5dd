"""Where things stand on a drawing, as text with a point: no locale may turn it into a comma."""

from collections.abc import Iterator
from datetime import date, time

FIRST_HOUR, LAST_HOUR = 6, 23


def percent(part: float, whole: float) -> str:
    """Return ``part`` of ``whole`` as a percentage for SVG.

    Examples
    --------
    >>> percent(1, 3)
    '33.33%'
    >>> percent(1, 0)
    '0%'
    """
    return f"{100 * part / whole:.2f}%" if whole else "0%"


def half_hours(start: time, end: time) -> tuple[int, int]:
    """Return the first half hour after six in the morning and how many, within the drawn day.

    Examples
    --------
    >>> half_hours(time(8, 30), time(17))
    (5, 17)
    >>> half_hours(time(5), time(5, 30))
    (0, 1)
    >>> half_hours(time(22, 45), time(23, 59))
    (33, 1)
    """
    last = 2 * (LAST_HOUR - FIRST_HOUR)
    begins = min(max(2 * (start.hour - FIRST_HOUR) + start.minute // 30, 0), last - 1)
    ends = min(2 * (end.hour - FIRST_HOUR) + -(-end.minute // 30), last)
    return begins, max(ends - begins, 1)


def month_starts(first: date, last: date) -> Iterator[date]:
    """Yield the first day of every month that starts between ``first`` and ``last``.

    Examples
    --------
    >>> [str(day) for day in month_starts(date(2026, 11, 15), date(2027, 1, 2))]
    ['2026-12-01', '2027-01-01']
    """
    year, month = first.year, first.month
    while (start := date(year, month, 1)) <= last:
        if start >= first:
            yield start
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)  # noqa: PLR2004
