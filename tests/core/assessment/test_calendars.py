"""When somebody is free: inside the hours, and nothing touches."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from loopbrug.core.assessment.calendars import (
    AMSTERDAM,
    Busy,
    Change,
    ExtraHours,
    TimeOff,
    WeeklyHours,
    calendar_findings,
    free_mask,
    merged,
)
from loopbrug.core.assessment.grids import every_block, standard_grid
from loopbrug.core.terms.words import Period, TimeSlot, Weekday

MONDAY = date(2027, 3, 22)
GRID = standard_grid(MONDAY, 2)
"""The clock goes forward on Sunday 28 March, between its two weeks."""
ALWAYS = WeeklyHours(tuple(TimeSlot(Weekday(day), time(8), time(21)) for day in range(5)))


def blocks(mask: int) -> list[int]:
    return [block for block in range(GRID.blocks) if mask >> block & 1]


def moments(day: date) -> st.SearchStrategy[datetime]:
    start = datetime.combine(day, time.min)
    return st.integers(0, 60 * 24 * 16).map(lambda minutes: start + timedelta(minutes=minutes))


def test_block_is_free_only_when_wholly_inside_the_hours() -> None:
    tuesday = WeeklyHours((TimeSlot(Weekday.TUE, time(9, 15), time(16)),))
    assert blocks(free_mask(GRID, [tuesday])) == [6, 7, 8, 31, 32, 33]


def test_hours_that_touch_count_as_one() -> None:
    halves = WeeklyHours(
        (TimeSlot(Weekday.MON, time(10), time(12)), TimeSlot(Weekday.MON, time(9), time(10)))
    )
    assert blocks(free_mask(GRID, [halves])) == [0, 1, 25, 26]


def test_hours_of_a_period_hold_only_then() -> None:
    slot = (TimeSlot(Weekday.MON, time(9), time(12)),)
    weekly = [WeeklyHours(slot, Period(date(2027, 3, 29)))]
    assert blocks(free_mask(GRID, weekly)) == [25, 26]


def test_two_patterns_add_up() -> None:
    one = WeeklyHours((TimeSlot(Weekday.MON, time(9), time(10, 30)),))
    other = WeeklyHours((TimeSlot(Weekday.MON, time(19), time(21)),))
    assert blocks(free_mask(GRID, [one, other])) == [0, 4, 25, 29]


def test_day_off_and_holiday_close_whole_days() -> None:
    off: list[Change] = [TimeOff(Period(date(2027, 3, 23), date(2027, 3, 24)))]
    free = free_mask(GRID, [ALWAYS], off, holidays=[Period(MONDAY, MONDAY)])
    assert blocks(free)[0] == 15
    assert len(blocks(free)) == 35


def test_time_off_on_part_of_a_day_closes_what_it_touches() -> None:
    off: list[Change] = [TimeOff(Period(MONDAY, MONDAY), time(10), time(14))]
    assert blocks(free_mask(GRID, [ALWAYS], off))[:2] == [3, 4]


def test_extra_hours_open_a_block_and_time_off_closes_it_again() -> None:
    extra: list[Change] = [ExtraHours(MONDAY, time(13), time(16))]
    assert blocks(free_mask(GRID, [], extra)) == [2, 3]
    extra.append(TimeOff(Period(MONDAY, MONDAY), time(13), time(13, 30)))
    assert blocks(free_mask(GRID, [], extra)) == [3]
    outside: list[Change] = [ExtraHours(date(2027, 3, 27), time(9), time(12))]
    assert free_mask(GRID, [], outside) == 0


def test_busy_moments_are_read_on_the_clock_of_the_region() -> None:
    before = Busy(datetime(2027, 3, 22, 8, 0, tzinfo=UTC), datetime(2027, 3, 22, 9, 30, tzinfo=UTC))
    after = Busy(datetime(2027, 3, 29, 8, 30, tzinfo=UTC), datetime(2027, 3, 29, 10, tzinfo=UTC))
    taken = every_block(GRID) & ~free_mask(GRID, [ALWAYS], busy=[before, after])
    assert blocks(taken) == [0, 26]


def test_busy_moment_that_ends_when_a_block_starts_does_not_touch_it() -> None:
    busy = [Busy(datetime(2027, 3, 22, 8), datetime(2027, 3, 22, 9))]  # noqa: DTZ001
    assert free_mask(GRID, [ALWAYS], busy=busy) == every_block(GRID)


def test_busy_over_years_closes_everything() -> None:
    busy = [Busy(datetime(2000, 1, 1, tzinfo=UTC), datetime(9999, 12, 31, 12, tzinfo=UTC))]
    assert free_mask(GRID, [ALWAYS], busy=busy) == 0


@given(moments(MONDAY), st.integers(0, 5_000))
def test_busy_moment_closes_exactly_what_it_overlaps(start: datetime, minutes: int) -> None:
    end = start + timedelta(minutes=minutes)
    closed = every_block(GRID) & ~free_mask(GRID, [ALWAYS], busy=[Busy(start, end)])
    assert blocks(closed) == [
        block
        for block in range(GRID.blocks)
        if GRID.starts_at(block) < end and start < GRID.ends_at(block)
    ]


@given(st.lists(st.tuples(moments(MONDAY), st.integers(1, 300)), max_size=12))
def test_merging_loses_no_moment_and_leaves_no_overlap(
    given_moments: list[tuple[datetime, int]],
) -> None:
    busy = [Busy(start, start + timedelta(minutes=length)) for start, length in given_moments]
    found = merged(busy)
    assert all(one.end < other.start for one, other in pairwise(found))
    assert all(any(m.start <= b.start and b.end <= m.end for m in found) for b in busy)
    assert free_mask(GRID, [ALWAYS], busy=found) == free_mask(GRID, [ALWAYS], busy=busy)


def test_calendar_without_hours_is_told() -> None:
    (finding,) = calendar_findings(GRID, [], about="a-brug-1")
    assert (finding.code, finding.about) == ("assessment.calendar-without-hours", "a-brug-1")


def test_hours_that_hold_no_block_are_told_each() -> None:
    weekly = [
        WeeklyHours(
            (
                TimeSlot(Weekday.SAT, time(9), time(12)),
                TimeSlot(Weekday.MON, time(16), time(18)),
                TimeSlot(Weekday.TUE, time(9), time(12)),
            )
        )
    ]
    extra: list[Change] = [ExtraHours(date(2027, 3, 27), time(9), time(12))]
    found = calendar_findings(GRID, weekly, extra)
    assert [finding.code for finding in found] == [
        "assessment.hours-hold-no-block",
        "assessment.hours-hold-no-block",
        "assessment.extra-hours-hold-no-block",
    ]
    assert found[0].value("weekday") == "mon"


def test_calendar_that_is_never_free_is_told() -> None:
    off: list[Change] = [TimeOff(Period(date(2027, 1, 1)))]
    assert [f.code for f in calendar_findings(GRID, [ALWAYS], off)] == [
        "assessment.calendar-never-free"
    ]
    assert calendar_findings(GRID, [ALWAYS]) == ()


def test_moment_in_the_hour_that_comes_twice_does_no_harm() -> None:
    late = datetime(2027, 10, 31, 2, 50, tzinfo=AMSTERDAM)
    early = datetime(2027, 10, 31, 2, 10, fold=1, tzinfo=AMSTERDAM)
    grid = standard_grid(date(2027, 10, 25), 2)
    assert free_mask(grid, [ALWAYS], busy=[Busy(late, early)]) == every_block(grid)
