"""Clocks: pauses shift the due date, count once, and stay visible."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from loopbrug.core.pathway.clocks import read_clock
from loopbrug.core.pathway.model import Clock, Party, Pause
from loopbrug.core.terms.finding import LegalSource
from loopbrug.core.terms.words import Period

GOAL = LegalSource("afspraak")
START = date(2027, 1, 4)


def pause(first: date, last: date | None) -> Pause:
    return Pause(Period(first, last), Party.CANDIDATE, "ziek")


def clock(*pauses: Pause, start: date = START, days: int = 35) -> Clock:
    return Clock("pathway.clock-assessment", start, days, GOAL, pauses)


def due_by_counting(clock: Clock) -> date:
    """Count days one by one: the slow twin."""
    day, left = clock.started_on, clock.days
    while left:
        day += timedelta(days=1)
        left -= not any(day in each.period for each in clock.pauses)
    return day


DAYS = st.integers(-20, 90).map(lambda offset: START + timedelta(days=offset))
PAUSES = st.lists(
    st.tuples(DAYS, st.integers(0, 25)).map(lambda p: pause(p[0], p[0] + timedelta(days=p[1]))),
    max_size=5,
)


@given(PAUSES, st.integers(1, 60))
def test_read_clock_agrees_with_counting_day_by_day(pauses: list[Pause], days: int) -> None:
    paused = clock(*pauses, days=days)
    assert read_clock(paused, START).due_on == due_by_counting(paused)


@given(PAUSES, DAYS)
def test_read_clock_never_makes_due_earlier_by_a_pause(pauses: list[Pause], day: date) -> None:
    for count in range(len(pauses)):
        less = read_clock(clock(*pauses[:count]), day)
        more = read_clock(clock(*pauses[: count + 1]), day)
        assert more.due_on >= less.due_on
        assert more.days_used <= less.days_used


@given(PAUSES, DAYS)
def test_read_clock_is_late_exactly_when_no_days_are_left(pauses: list[Pause], day: date) -> None:
    reading = read_clock(clock(*pauses), day)
    assert reading.late == (day > reading.due_on)
    if reading.late:
        assert reading.days_left <= 0
    else:
        assert reading.days_left >= 0
    assert reading.days_used + reading.days_left == 35


def test_read_clock_counts_overlapping_pauses_once() -> None:
    paused = clock(
        pause(date(2027, 1, 10), date(2027, 1, 16)), pause(date(2027, 1, 14), date(2027, 1, 20))
    )
    assert read_clock(paused, START).due_on == START + timedelta(days=35 + 11)


def test_read_clock_leaps_over_29_february() -> None:
    reading = read_clock(clock(start=date(2028, 2, 28), days=1), date(2028, 2, 29))
    assert (reading.due_on, reading.days_left, reading.late) == (date(2028, 2, 29), 0, False)


def test_read_clock_pauses_on_29_february() -> None:
    paused = clock(pause(date(2028, 2, 29), date(2028, 2, 29)), start=date(2028, 2, 28), days=1)
    assert read_clock(paused, date(2028, 2, 29)).due_on == date(2028, 3, 1)


def test_read_clock_shows_an_open_pause_and_waits() -> None:
    paused = clock(pause(date(2027, 1, 11), None))
    early, late = (read_clock(paused, day) for day in (date(2027, 1, 20), date(2027, 3, 20)))
    assert early.paused
    assert late.paused
    assert not late.late
    assert early.days_used == late.days_used == 6
    assert [each.code for each in late.findings] == ["pathway.clock-pause-open"]


def test_read_clock_keeps_a_pause_visible_when_it_is_over_and_tells_lateness() -> None:
    paused = clock(pause(date(2027, 1, 11), date(2027, 1, 12)))
    reading = read_clock(paused, date(2027, 2, 12))
    assert not reading.paused
    assert [each.code for each in reading.findings] == [
        "pathway.clock-pause",
        "pathway.clock-late",
    ]
    assert reading.findings[1].value("days") == 2
    assert reading.findings[1].source == GOAL


def test_read_clock_stays_as_it_was_when_stopped() -> None:
    stopped = Clock("x", START, 35, GOAL, stopped_on=START + timedelta(days=10))
    reading = read_clock(stopped, START + timedelta(days=400))
    assert (reading.days_used, reading.late) == (10, False)


def test_read_clock_before_its_start_has_used_nothing() -> None:
    assert read_clock(clock(), START - timedelta(days=3)).days_used == 0
