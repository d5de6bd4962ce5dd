from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loopbrug.core.orientation.months import last_day, months_covered, months_later
from loopbrug.core.terms.words import Period

days = st.dates(date(1990, 1, 1), date(2090, 12, 31))


@pytest.mark.parametrize(
    ("first", "months", "last"),
    [
        (date(2026, 9, 1), 12, date(2027, 8, 31)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2028, 2, 29), 48, date(2032, 2, 28)),
        (date(2027, 2, 28), 12, date(2028, 2, 27)),
        (date(2027, 1, 31), 1, date(2027, 2, 28)),
        (date(2027, 8, 31), 6, date(2028, 2, 29)),
        (date(2026, 12, 31), 60, date(2031, 12, 30)),
        (date(2027, 3, 1), 12, date(2028, 2, 29)),
    ],
)
def test_term_ends_the_day_before_the_same_date(first: date, months: int, last: date) -> None:
    assert last_day(first, months) == last


@given(days, st.integers(1, 80))
def test_longer_term_never_ends_earlier(first: date, months: int) -> None:
    assert first < last_day(first, months) + timedelta(days=1) <= last_day(first, months + 1)


@given(days, st.integers(0, 200))
def test_months_back_and_forth_stay_near(day: date, months: int) -> None:
    back = months_later(months_later(day, months), -months)
    assert timedelta(0) <= day - back <= timedelta(days=3)


@given(st.lists(st.tuples(days, st.integers(0, 4000)), max_size=4), days)
def test_overlapping_work_never_counts_twice(spans: list[tuple[date, int]], day: date) -> None:
    periods = [Period(first, first + timedelta(days=length)) for first, length in spans]
    covered = months_covered(periods, day)
    assert covered == months_covered([*periods, *periods], day)
    if periods:
        first = min(period.first for period in periods)
        assert 0 <= covered <= max(0, (day - first).days // 28)
