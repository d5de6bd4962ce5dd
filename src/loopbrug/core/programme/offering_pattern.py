"""Dated starts from readable patterns: "the first Tuesday of every month", around holidays."""

import re
from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta

from loopbrug.core.terms.words import Period, TimeSlot, Weekday

WEEK = timedelta(days=7)
ORDINALS = {"first": 0, "second": 1, "third": 2, "fourth": 3, "last": -1}

_LAST_ORDINAL = -1
_MOST_WEEKS_AHEAD = 60
_SLOT = re.compile(r"([a-z]{3}) (\d{2}):(\d{2})-(\d{2}):(\d{2})")
_MONTH = re.compile(r"(\d{4})-(\d{2})")
_ON = re.compile(r"([a-z]+)(?:-([a-z]+))?")
_YEARS = range(2000, 2100)


@dataclass(frozen=True, slots=True)
class TeachingDays:
    """The days on which a region teaches: those that are no holiday."""

    closed: frozenset[date]

    @classmethod
    def around(cls, holidays: Iterable[Period]) -> "TeachingDays":
        """Return the teaching days around ``holidays``, which all end."""
        return cls(
            frozenset(
                holiday.first + timedelta(days=day)
                for holiday in holidays
                for day in range(holiday.days)
            )
        )

    def on_or_after(self, day: date) -> date:
        """Return the first teaching day on the weekday of ``day``, ``day`` itself if it is one."""
        for _ in range(_MOST_WEEKS_AHEAD):
            if day not in self.closed:
                return day
            day += WEEK
        return day

    def last_of(self, first: date, weeks: int) -> date:
        """Return the day of the last of ``weeks`` weekly sessions that start on ``first``."""
        day = first
        for _ in range(weeks - 1):
            day = self.on_or_after(day + WEEK)
        return day

    def first_of(self, last: date, weeks: int) -> date:
        """Return the Monday of the first of ``weeks`` teaching weeks that end with ``last``'s."""
        monday = last - timedelta(days=last.weekday())
        for _ in range(weeks - 1):
            monday -= WEEK
            while monday in self.closed:
                monday -= WEEK
        return monday


@dataclass(frozen=True, slots=True)
class Monthly:
    """A start every ``every`` months: in each, the ``ordinal``-th ``weekday``."""

    first: date
    last: date
    ordinal: int
    weekday: Weekday
    every: int = 1

    def days(self) -> Iterator[date]:
        """Yield the starts.

        Examples
        --------
        >>> days = Monthly(date(2027, 1, 1), date(2027, 2, 1), 0, Weekday.TUE).days()
        >>> [str(day) for day in days]
        ['2027-01-05', '2027-02-02']
        """
        months = range(_count(self.first), _count(self.last) + 1, self.every)
        for year, month in (divmod(number, 12) for number in months):
            yield _nth(year, month + 1, self.ordinal, self.weekday)


def slot_in(text: str) -> TimeSlot:
    """Return the slot in a text as in "tue 18:30-21:30"; raises ``ValueError`` for any other."""
    match = _SLOT.fullmatch(text)
    if match is None:
        raise ValueError(text)
    start = time(int(match[2]), int(match[3]))
    return TimeSlot(weekday_in(match[1]), start, time(int(match[4]), int(match[5])))


def weekday_in(text: str) -> Weekday:
    """Return the weekday in "tue" or "tuesday"; raises ``ValueError`` for any other text."""
    for day in Weekday:
        if text in (day.name.lower(), _FULL[day]):
            return day
    raise ValueError(text)


def month_in(text: str) -> date:
    """Return the first day of a month as in "2027-01"; raises ``ValueError`` for any other."""
    match = _MONTH.fullmatch(text)
    if match is None:
        raise ValueError(text)
    return day_in(f"{text}-01")


def day_in(text: str) -> date:
    """Return the day in a text as in "2027-03-06"; a year of another age is a ``ValueError``."""
    day = date.fromisoformat(text)
    if day.year not in _YEARS:
        raise ValueError(text)
    return day


def ordinal_in(text: str) -> tuple[int, Weekday | None]:
    """Return which weekday of a month "first" or "last-tuesday" means; else ``ValueError``."""
    match = _ON.fullmatch(text)
    if match is None or match[1] not in ORDINALS:
        raise ValueError(text)
    return ORDINALS[match[1]], weekday_in(match[2]) if match[2] else None


_FULL = dict(
    zip(
        Weekday,
        ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
        strict=True,
    )
)


def _count(day: date) -> int:
    return day.year * 12 + day.month - 1


def _nth(year: int, month: int, ordinal: int, weekday: Weekday) -> date:
    if ordinal == _LAST_ORDINAL:
        end = date(year, month, monthrange(year, month)[1])
        return end - timedelta(days=(end.weekday() - weekday) % 7)
    start = date(year, month, 1)
    return start + timedelta(days=(weekday - start.weekday()) % 7 + 7 * ordinal)
