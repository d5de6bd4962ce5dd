"""Counting in months, also from the 31st and from 29 February."""

from calendar import monthrange
from collections.abc import Iterable
from datetime import date, timedelta

from loopbrug.core.terms.words import Period

_ONE_DAY = timedelta(days=1)
_MONTHS_A_YEAR = 12


def months_later(day: date, months: int) -> date:
    """Return the same date ``months`` later (or earlier, when negative).

    A month without that date gives its last day.

    Examples
    --------
    >>> months_later(date(2027, 8, 31), 6)
    datetime.date(2028, 2, 29)
    >>> months_later(date(2027, 5, 31), -3)
    datetime.date(2027, 2, 28)
    """
    year, month = divmod(day.year * _MONTHS_A_YEAR + day.month - 1 + months, _MONTHS_A_YEAR)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def last_day(first: date, months: int) -> date:
    """Return the last day of a term of ``months`` that starts on ``first``.

    That is the day before the same date, or the last day of a month that lacks that date.

    Examples
    --------
    >>> last_day(date(2026, 9, 1), 12)
    datetime.date(2027, 8, 31)
    >>> last_day(date(2028, 2, 29), 12)
    datetime.date(2029, 2, 28)
    >>> last_day(date(2027, 8, 31), 6)
    datetime.date(2028, 2, 29)
    """
    same = months_later(first, months)
    return same - _ONE_DAY if same.day == first.day else same


def months_covered(periods: Iterable[Period], day: date) -> int:
    """Return the whole months covered up to ``day``; days that fall in two periods count once.

    Examples
    --------
    >>> years = [Period(date(2020, 1, 1), date(2021, 12, 31)), Period(date(2021, 1, 1))]
    >>> months_covered(years, date(2023, 1, 1))
    36
    """
    covered, reached = 0, date.min
    for period in sorted(periods, key=lambda each: each.first):
        first = max(period.first, reached)
        after = min(day, period.last + _ONE_DAY if period.last and period.last < day else day)
        if after > first:
            covered += _between(first, after)
            reached = after
    return covered


def _between(first: date, after: date) -> int:
    months = (after.year - first.year) * _MONTHS_A_YEAR + after.month - first.month
    return months if months_later(first, months) <= after else months - 1
