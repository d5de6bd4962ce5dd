"""The standard grid: blocks of days, and counting in working days."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loopbrug.core.assessment.grids import (
    blocks_within,
    every_block,
    is_working_day,
    last_block_until,
    monday_of,
    standard_grid,
    working_days_after,
    working_days_between,
)
from loopbrug.core.terms.words import Period

MONDAY = date(2027, 1, 4)
DAYS = st.dates(date(2026, 12, 1), date(2027, 3, 31))


def test_grid_has_five_blocks_a_day_that_do_not_overlap() -> None:
    grid = standard_grid(MONDAY, 3)
    assert grid.blocks == 75
    starts = [grid.starts_at(block) for block in range(grid.blocks)]
    assert starts == sorted(starts)
    assert all(grid.ends_at(block) <= grid.starts_at(block + 1) for block in range(grid.blocks - 1))
    assert {(grid.ends_at(b) - grid.starts_at(b)).seconds // 60 for b in range(5)} == {90}


def test_grid_must_start_on_a_monday() -> None:
    with pytest.raises(ValueError, match="Monday"):
        standard_grid(MONDAY + timedelta(days=1), 3)


@given(DAYS)
def test_monday_of_a_day_is_the_monday_before_it(day: date) -> None:
    assert monday_of(day).weekday() == 0
    assert 0 <= (day - monday_of(day)).days < 7


@given(DAYS, DAYS)
def test_blocks_within_a_period_are_those_whose_day_is_in_it(one: date, other: date) -> None:
    grid = standard_grid(MONDAY, 4)
    period = Period(min(one, other), max(one, other))
    expected = sum(1 << b for b in range(grid.blocks) if grid.day_of(b) in period)
    assert blocks_within(grid, [period]) == expected


def test_blocks_within_a_period_without_end_go_on_to_the_last() -> None:
    grid = standard_grid(MONDAY, 2)
    assert blocks_within(grid, [Period(date(2020, 1, 1))]) == every_block(grid)
    assert blocks_within(grid, [Period(MONDAY, date.max)]) == every_block(grid)
    assert last_block_until(grid, MONDAY - timedelta(days=9)) < 0


@given(DAYS, st.integers(0, 30))
def test_working_days_after_and_between_agree(day: date, count: int) -> None:
    holidays = [
        Period(date(2027, 1, 20), date(2027, 1, 25)),
        Period(date(2027, 2, 3), date(2027, 2, 3)),
    ]
    end = working_days_after(day, count, holidays)
    assert working_days_between(day + timedelta(days=1), end, holidays) == count
    assert count == 0 or is_working_day(end, holidays)


def test_after_a_holiday_without_end_nobody_works() -> None:
    with pytest.raises(ValueError, match="without an end"):
        working_days_after(MONDAY, 1, [Period(MONDAY)])
