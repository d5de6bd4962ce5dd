"""Busy moments from iCalendar feeds: right, private, and not to be overloaded."""

from datetime import date, datetime
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loopbrug.core.assessment.calendars import AMSTERDAM
from loopbrug.core.assessment.ical import MAX_BYTES, MAX_EVENTS, BusyRead, busy_from
from loopbrug.core.terms.finding import BadDataError

FIRST, LAST = date(2027, 3, 22), date(2027, 4, 4)
"""The clock goes forward on 28 March."""
PIECES = (
    "BEGIN:VCALENDAR", "END:VCALENDAR", "BEGIN:VEVENT", "END:VEVENT", "BEGIN:VALARM",
    "END:VALARM", "BEGIN:VFREEBUSY", "END:VFREEBUSY", "UID:a", "UID:b",
    "DTSTART:20270322T090000", "DTSTART;TZID=Europe/Amsterdam:20270323T090000",
    "DTSTART;VALUE=DATE:20270324", "DTSTART;TZID=Nergens:20270325T090000", "DTSTART:banaan",
    "DTEND:20270322T100000Z", "DTEND;VALUE=DATE:20270321", "DTEND:99991231T235959",
    "DURATION:PT1H", "DURATION:-P1D", "DURATION:P9999999D", "RRULE:FREQ=DAILY",
    "RRULE:FREQ=SECONDLY", "RRULE:FREQ=WEEKLY;COUNT=3;BYDAY=MO,WE", "RRULE:FREQ=YEARLY;BYDAY=60MO",
    "RRULE:FREQ=MONTHLY;BYDAY=5FR;UNTIL=20270401", "RRULE:UNTIL=x", "RDATE:20270330T090000",
    "RDATE;VALUE=PERIOD:20270330T090000/PT2H", "EXDATE:20270323T090000",
    "RECURRENCE-ID:20270322T090000", "STATUS:CANCELLED", "TRANSP:TRANSPARENT",
    "FREEBUSY:20270322T080000Z/PT1H,20270323T080000Z/20270323T100000Z", "FREEBUSY:/", "  los",
    "geen regel", "SEQUENCE:x", ";:", "BEGIN:VTIMEZONE", "TZID:Eigen", "END:VTIMEZONE",
)  # fmt: skip


def calendar(*events: str) -> bytes:
    """Return a calendar; each event is its lines with bars between."""
    inside = "".join(
        f"BEGIN:VEVENT\r\n{event}\r\nEND:VEVENT\r\n".replace("|", "\r\n") for event in events
    )
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{inside}END:VCALENDAR\r\n".encode()


def read(*events: str) -> BusyRead:
    return busy_from(calendar(*events), FIRST, LAST)


def told(found: BusyRead) -> list[tuple[str, str]]:
    return [(f"{b.start:%d-%m %H:%M}", f"{b.end:%d-%m %H:%M}") for b in found.busy]


def codes(found: BusyRead) -> list[str]:
    return [finding.code for finding in found.findings]


def test_weekly_appointment_keeps_its_hour_when_the_clock_changes() -> None:
    found = read(
        "UID:a|DTSTART;TZID=Europe/Amsterdam:20200106T090000|DURATION:PT90M"
        "|RRULE:FREQ=WEEKLY;BYDAY=MO,WE|EXDATE;TZID=Europe/Amsterdam:20270324T090000"
    )
    assert told(found) == [
        ("22-03 09:00", "22-03 10:30"), ("29-03 09:00", "29-03 10:30"),
        ("31-03 09:00", "31-03 10:30"),
    ]  # fmt: skip
    assert [b.start.utcoffset() for b in found.busy] == [
        datetime(2027, 3, day, tzinfo=AMSTERDAM).utcoffset() for day in (22, 29, 31)
    ]
    assert found.findings == ()


def test_appointment_in_world_time_moves_on_the_local_clock() -> None:
    found = read("UID:a|DTSTART:20200106T080000Z|DURATION:PT1H|RRULE:FREQ=WEEKLY")
    assert told(found) == [("22-03 09:00", "22-03 10:00"), ("29-03 10:00", "29-03 11:00")]


def test_days_count_whole_and_overlapping_moments_become_one() -> None:
    found = read(
        "DTSTART;VALUE=DATE:20270325|DTEND;VALUE=DATE:20270327",
        "DTSTART:20270326T100000|DTEND:20270327T010000",
        "DTSTART;VALUE=DATE:20270330",
    )
    assert told(found) == [("25-03 00:00", "27-03 01:00"), ("30-03 00:00", "31-03 00:00")]


def test_free_and_cancelled_do_not_count() -> None:
    found = read(
        "DTSTART:20270325T090000|DTEND:20270325T100000|TRANSP:TRANSPARENT",
        "DTSTART:20270325T110000|DTEND:20270325T120000|STATUS:CANCELLED",
        "DTSTART:20270325T130000|DTEND:20270325T140000|STATUS:TENTATIVE|TRANSP:OPAQUE",
    )
    assert told(found) == [("25-03 13:00", "25-03 14:00")]


def test_series_follows_its_changes() -> None:
    found = read(
        "UID:a|DTSTART:20270301T090000|DURATION:PT1H|RRULE:FREQ=WEEKLY",
        "UID:a|RECURRENCE-ID:20270322T090000|DTSTART:20270323T130000|DURATION:PT1H",
        "UID:a|RECURRENCE-ID:20270329T090000|DTSTART:20270329T090000|STATUS:CANCELLED",
    )
    assert told(found) == [("23-03 13:00", "23-03 14:00")]


def test_series_that_counts_stops_when_it_has_counted() -> None:
    found = read(
        "UID:a|DTSTART:20270315T080000|DURATION:PT1H|RRULE:FREQ=WEEKLY;COUNT=3;BYDAY=MO,TU"
    )
    assert told(found) == [("22-03 08:00", "22-03 09:00")]


def test_event_without_an_end_takes_the_minute_it_starts_in() -> None:
    found = read("DTSTART:20270325T090000", "DTSTART:20270326T090000|DTEND:20270326T080000")
    assert told(found) == [("25-03 09:00", "25-03 09:01"), ("26-03 09:00", "26-03 09:01")]


def test_zone_of_windows_is_known_and_one_of_nobody_is_local_time() -> None:
    found = read(
        "DTSTART;TZID=W. Europe Standard Time:20270325T090000|DURATION:PT1H",
        "DTSTART;TZID=GMT Standard Time:20270325T120000|DURATION:PT1H",
        'DTSTART;TZID="Mars: basis":20270326T090000|DURATION:PT1H',
    )
    assert told(found) == [
        ("25-03 09:00", "25-03 10:00"), ("25-03 13:00", "25-03 14:00"),
        ("26-03 09:00", "26-03 10:00"),
    ]  # fmt: skip
    assert codes(found) == ["assessment.feed-zone-unknown"]
    assert found.findings[0].value("zone") == "Mars: basis"


def test_definition_of_a_zone_is_never_followed() -> None:
    zone = (
        "BEGIN:VTIMEZONE\r\nTZID:Europe/Amsterdam\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\n"
        "RRULE:FREQ=SECONDLY\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0900\r\nEND:STANDARD\r\n"
        "END:VTIMEZONE\r\n"
    )
    event = "DTSTART;TZID=Europe/Amsterdam:20270325T090000|DURATION:PT1H"
    content = calendar(event).replace(b"BEGIN:VEVENT", zone.encode() + b"BEGIN:VEVENT", 1)
    assert told(busy_from(content, FIRST, LAST)) == [("25-03 09:00", "25-03 10:00")]


def test_broken_events_are_counted_and_the_rest_is_read() -> None:
    found = read(
        "SUMMARY:zonder dag",
        "DTSTART:2027",
        "dit is geen regel|DTSTART:20270325T090000|DURATION:PT1H",
        "DTSTART:20270326T090000|DTEND:onzin",
    )
    assert told(found)[0] == ("25-03 09:00", "25-03 10:00")
    counts = {finding.code: finding.value("count") for finding in found.findings}
    assert counts["assessment.feed-lines-broken"] == 1
    assert counts["assessment.feed-event-unreadable"] == 3


def test_alarm_inside_an_event_is_no_part_of_its_times() -> None:
    found = read(
        "DTSTART:20270325T090000|DURATION:PT1H|BEGIN:VALARM|DURATION:PT9H|REPEAT:4|END:VALARM"
    )
    assert told(found) == [("25-03 09:00", "25-03 10:00")]


def test_free_busy_blocks_count_too() -> None:
    content = (
        b"BEGIN:VCALENDAR\nBEGIN:VFREEBUSY\nFREEBUSY:20270322T080000Z/PT1H\n"
        b"FREEBUSY;FBTYPE=FREE:20270323T080000Z/PT1H\nEND:VFREEBUSY\nEND:VCALENDAR\n"
    )
    assert told(busy_from(content, FIRST, LAST)) == [("22-03 09:00", "22-03 10:00")]


def test_nothing_of_what_an_event_is_about_comes_back() -> None:
    found = read("SUMMARY:Afspraak bij de arts|DESCRIPTION:geheim|LOCATION:arts"
                 "|DTSTART:20270325T090000|geheim|DTEND:x")  # fmt: skip
    assert "arts" not in repr(found)
    assert "geheim" not in repr(found)


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=SECONDLY",
        "FREQ=DAILY;BYHOUR=1,2,3;BYMINUTE=1,2",
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=MONTHLY;INTERVAL=12;BYMONTHDAY=31",
        "FREQ=DAILY;INTERVAL=7;BYDAY=MO",
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30;COUNT=5",
        "FREQ=MONTHLY;BYDAY=6MO",
        "FREQ=WEEKLY;INTERVAL=0",
    ],
)
def test_rule_that_could_cost_hours_is_left_out_and_told(rule: str) -> None:
    found = read(f"UID:a|DTSTART:20270323T090000|DURATION:PT1H|RRULE:{rule}")
    assert told(found) == [("23-03 09:00", "23-03 10:00")]
    assert codes(found) == ["assessment.feed-rule-skipped"]


def test_many_long_series_are_followed_up_to_a_limit() -> None:
    series = [
        f"UID:{number}|DTSTART:19700101T090000|DURATION:PT1H|RRULE:FREQ=DAILY"
        for number in range(60)
    ]
    found = read(*series)
    assert len(found.busy) == 14
    assert codes(found) == ["assessment.feed-rule-skipped"]


def test_years_of_events_outside_the_window_cost_little() -> None:
    events = [f"DTSTART:20{n % 27:02}0105T100000Z|DURATION:PT1H|UID:{n}" for n in range(9_000)]
    found = read(*events, "DTSTART:20270325T090000|DURATION:PT1H")
    assert told(found) == [("25-03 09:00", "25-03 10:00")]


def test_more_events_than_anybody_has_are_cut_and_told() -> None:
    events = ["DTSTART:20270325T090000|DURATION:PT1H"] * (MAX_EVENTS + 1)
    assert codes(read(*events)) == ["assessment.feed-cut"]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "assessment.feed-no-calendar"),
        (b"<html><body>Meld je aan</body></html>", "assessment.feed-no-calendar"),
        (b"\xff\xfe\x00B\x00E", "assessment.feed-no-calendar"),
        (b"BEGIN:VCALENDAR\n" + b" " * MAX_BYTES, "assessment.feed-too-large"),
    ],
)
def test_what_is_no_calendar_is_refused(content: bytes, code: str) -> None:
    with pytest.raises(BadDataError) as refused:
        busy_from(content, FIRST, LAST)
    assert [finding.code for finding in refused.value.findings] == [code]


def _is_sound(found: BusyRead) -> bool:
    opens = datetime(2027, 3, 22, tzinfo=AMSTERDAM)
    closes = datetime(2027, 4, 5, tzinfo=AMSTERDAM)
    ordered = all(a.end < b.start for a, b in pairwise(found.busy))
    return ordered and all(opens <= b.start < b.end <= closes for b in found.busy)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=30))
def test_any_heap_of_lines_is_read_or_refused(lines: list[str]) -> None:
    content = "\n".join(["BEGIN:VCALENDAR", *lines]).encode()
    assert _is_sound(busy_from(content, FIRST, LAST))


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=300), st.booleans())
def test_any_bytes_are_read_or_refused(content: bytes, begun: bool) -> None:
    head = b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART" if begun else b""
    if begun or b"BEGIN:VCALENDAR" in content:
        assert _is_sound(busy_from(head + content, FIRST, LAST))
    else:
        with pytest.raises(BadDataError):
            busy_from(content, FIRST, LAST)
