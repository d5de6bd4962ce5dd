"""The file that calendars read, checked with a second library that Loopbrug never uses: vobject."""

from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
import vobject

from loopbrug.web.programme.calendar_file import CalendarLine, file_of, key_of

DOSSIER = UUID(int=7)
ZONE = ZoneInfo("Europe/Amsterdam")
SPRING, AUTUMN = date(2027, 3, 28), date(2027, 10, 31)


def read(*lines: CalendarLine) -> list[vobject.base.Component]:
    body = file_of(DOSSIER, "Mijn programma", lines, date(2027, 1, 4))
    return list(vobject.readOne(body.decode()).contents.get("vevent", []))


def evening(day: date, number: int = 1, **more: object) -> CalendarLine:
    return CalendarLine(f"A:{number}", "Rekenen", day, time(18, 30), time(21), **more)  # type: ignore[arg-type]


@pytest.mark.parametrize("change", [SPRING, AUTUMN])
def test_local_times_stay_when_the_clock_changes(change: date) -> None:
    days = [change + timedelta(days=n) for n in (-5, 2)]
    events = read(*(evening(day, number) for number, day in enumerate(days)))
    for event, day in zip(events, days, strict=True):
        starts = event.dtstart.value
        assert (starts.date(), starts.time()) == (day, time(18, 30))
        real = datetime.combine(day, time(18, 30), ZONE)
        assert starts.utcoffset() == real.utcoffset()
        assert event.dtend.value - starts == timedelta(hours=2, minutes=30)
    offsets = {event.dtstart.value.utcoffset() for event in events}
    assert offsets == {timedelta(hours=1), timedelta(hours=2)}


def test_a_session_keeps_its_name_and_says_that_it_moved_or_fell_away() -> None:
    day = date(2027, 3, 2)
    [before] = read(evening(day))
    [moved] = read(evening(day + timedelta(days=1), sequence=1))
    [gone] = read(evening(day, sequence=2, cancelled=True))
    assert before.uid.value == moved.uid.value == gone.uid.value
    assert [int(one.sequence.value) for one in (before, moved, gone)] == [0, 1, 2]
    assert [one.status.value for one in (before, gone)] == ["CONFIRMED", "CANCELLED"]


def test_a_day_without_an_hour_takes_the_whole_day() -> None:
    [event] = read(CalendarLine("finish", "Programma klaar", date(2027, 6, 4)))
    assert event.dtstart.value == date(2027, 6, 4)
    assert event.dtend.value == date(2027, 6, 5)


def test_the_same_facts_give_the_same_bytes() -> None:
    lines = [evening(date(2027, 3, 2))]
    one, other = (file_of(DOSSIER, "x", lines, date(2027, 1, 4)) for _ in range(2))
    assert one == other
    assert b"VTIMEZONE" in one
    assert b"Europe/Amsterdam" in one


def test_nobody_shares_a_name_with_another_dossier() -> None:
    assert key_of(DOSSIER, "A:1") != key_of(UUID(int=8), "A:1")


def test_text_with_commas_and_long_lines_comes_through() -> None:
    title = "Lezen, schrijven; en rekenen: " + "heel lang " * 20
    [event] = read(CalendarLine("A:1", title, date(2027, 3, 2), time(9), time(10)))
    assert event.summary.value == title
