"""The second-career subsidy for many at once: the rule of ``sources/subsidy.py`` in numpy."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from loopbrug.core.finance.lookup import count, month_and_day, number
from loopbrug.core.finance.model import SourceStatus
from loopbrug.core.finance.whole_cents import Cents, Codes, cents_of
from loopbrug.core.law.model import Dated, Law
from loopbrug.core.law.trace import Figure

Days: TypeAlias = NDArray[np.datetime64]
"""Days; ``NaT`` where one is not known."""
Flags: TypeAlias = NDArray[np.bool_]
STATUSES = tuple(SourceStatus)
_ONE_DAY = np.timedelta64(1, "D")
NOT_GRANTED, GRANTED, GRANT_UNKNOWN = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Applicants:
    """What the subsidy asks of each person, in arrays of one length.

    ``granted_before`` is ``NOT_GRANTED``, ``GRANTED`` or ``GRANT_UNKNOWN``. The other names are
    those of ``Training`` and ``Background``.
    """

    starts_on: Days
    student_last: Days
    student_finished: Flags
    enrolled: Flags
    granted_before: Codes
    qualified: Flags
    suitable: Flags
    agreement_signed: Flags
    begun: Flags
    stopped: Flags


def subsidy_of_all(people: Applicants, law: Law, day: date) -> tuple[Codes, Cents]:
    """Return for everybody the status, a place in ``STATUSES``, and the most it gives, in cents."""
    today = np.datetime64(day, "D")
    unknown_start = np.isnat(people.starts_on)
    apply_on = np.where(unknown_start, today, np.maximum(people.starts_on, today))
    amount, amount_known = _over_time(law, "subsidy.amount", apply_on, _cents)
    closed = (people.granted_before == GRANTED) | _too_late(people, law, apply_on, today)
    closed |= _student(people, law, apply_on)
    own_route, barred = _qualified(people, law, apply_on)
    undecided = own_route | people.stopped | ~amount_known | _scheme_over(law, apply_on)
    waits = unknown_start | (people.starts_on > today) | ~people.begun
    waits |= ~people.suitable | ~people.agreement_signed
    waits |= people.granted_before == GRANT_UNKNOWN
    order = (
        (closed | barred, SourceStatus.NOT_ELIGIBLE),
        (undecided, SourceStatus.UNKNOWN),
        (waits, SourceStatus.NOT_YET),
    )
    status = np.select(
        [mask for mask, _ in order], [STATUSES.index(each) for _, each in order],
        STATUSES.index(SourceStatus.ELIGIBLE),
    )  # fmt: skip
    return status.astype(np.int8), amount


def _student(people: Applicants, law: Law, apply_on: Days) -> Flags:
    """Return who was a student of a teacher training lately, and did not finish it."""
    years, is_known = _over_time(law, "subsidy.no_student", apply_on, _whole)
    starts = np.where(np.isnat(people.starts_on), apply_on, people.starts_on)
    since = starts.copy()
    for count_of in np.unique(years):
        rows = years == count_of
        since[rows] = _by_calendar(starts[rows], partial(_years_before, years=int(count_of)))
    lately = ~np.isnat(people.student_last) & (people.student_last >= since)
    return is_known & ~people.student_finished & (people.enrolled | lately)


def _qualified(people: Applicants, law: Law, apply_on: Days) -> tuple[Flags, Flags]:
    """Return whose second qualification may go by another route, and who is barred by the rule."""
    allowed, is_known = _over_time(law, "subsidy.second_qualification", apply_on, _whole)
    barred = people.qualified & is_known & (allowed == 0)
    return people.qualified & ~barred & ~people.suitable, barred


def _too_late(people: Applicants, law: Law, apply_on: Days, today: np.datetime64) -> Flags:
    """Return who is past the last day: a fixed day of the year after training began."""
    after_new_year, is_known = _over_time(law, "subsidy.deadline", apply_on, _day_of_year)
    begun = ~np.isnat(people.starts_on)
    new_year = _by_calendar(np.where(begun, people.starts_on, today), _next_new_year)
    last = new_year.copy()
    for told in np.unique(after_new_year):
        rows = after_new_year == told
        last[rows] = _by_calendar(new_year[rows], partial(_same_year, month_and_day=int(told)))
    return is_known & begun & (today > last)


def _scheme_over(law: Law, apply_on: Days) -> Flags:
    ends, is_known = _over_time(law, "subsidy.ends_on", apply_on, _day_number)
    return is_known & (apply_on.astype(np.int64) >= ends)


def _by_calendar(days: Days, rule: Callable[[Days], Days]) -> Days:
    """Return ``rule`` of each day, asked once for every day there is and not for every person."""
    numbers = days.astype(np.int64)
    if not len(numbers):
        return days
    first = numbers.min()
    every = np.arange(first, numbers.max() + 1).astype("datetime64[D]")
    found: Days = rule(every)[numbers - first]
    return found


def _next_new_year(days: Days) -> Days:
    following: Days = days.astype("datetime64[Y]") + 1
    return following.astype("datetime64[D]")


def _same_year(new_years: Days, month_and_day: int) -> Days:
    """Return the day of the year that 1015 stands for: 15 October."""
    month, day = divmod(month_and_day, 100)
    months = new_years.astype("datetime64[Y]").astype("datetime64[M]") + max(month - 1, 0)
    found: Days = months.astype("datetime64[D]") + max(day - 1, 0)
    return found


def _years_before(days: Days, years: int) -> Days:
    """Return the same date so many years before; 29 February becomes the 28th where it must."""
    months = days.astype("datetime64[M]")
    into_month = days - months.astype("datetime64[D]")
    then = months - 12 * years
    last = (then + 1).astype("datetime64[D]") - np.timedelta64(1, "D")
    same: Days = np.minimum(then.astype("datetime64[D]") + into_month, last)
    return same


def _cents(dated: Dated) -> int:
    return cents_of(number(Figure(dated, dated.valid_from)))


def _whole(dated: Dated) -> int:
    value = dated.value
    return int(value) if isinstance(value, bool) else count(Figure(dated, dated.valid_from))


def _day_of_year(dated: Dated) -> int:
    """Return a day of the year as one number: 1015 is 15 October."""
    month, day = month_and_day(Figure(dated, dated.valid_from))
    return 100 * month + day


def _day_number(dated: Dated) -> int:
    if not isinstance(dated.value, date):
        raise TypeError(f"{dated.name} is not a day")
    return int(np.datetime64(dated.value, "D").astype(np.int64))


def _over_time(
    law: Law, name: str, days: Days, into: Callable[[Dated], int]
) -> tuple[Cents, Flags]:
    """Return the value in force on each day (0 where none is), and where one is known."""
    edges, values, is_known = [], [0], [False]
    for dated in (each for each in law.parameters if each.name == name):
        edges.append(np.datetime64(dated.valid_from, "D"))
        values.append(into(dated))
        is_known.append(True)
        if dated.until is not None:
            edges.append(np.datetime64(dated.until, "D") + _ONE_DAY)
            values.append(0)
            is_known.append(False)
    place = np.searchsorted(np.array(edges, "datetime64[D]"), days, side="right")
    return np.array(values, np.int64)[place], np.array(is_known)[place]
