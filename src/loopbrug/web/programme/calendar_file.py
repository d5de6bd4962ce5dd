"""A programme as an iCalendar file: local times that stay when the clock changes.

The same session keeps its name for as long as it lives, its sequence goes up when it moves, and
one that fell away stays in as cancelled, so that calendars take it out.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from uuid import NAMESPACE_URL, UUID, uuid5
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, Timezone, TimezoneDaylight, TimezoneStandard

from loopbrug.web.assessment.papers.ics import PRODUCT, uid_of

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
REFRESH = "PT12H"


@dataclass(frozen=True, slots=True)
class CalendarLine:
    """One appointment. ``start`` None takes the whole day; ``about`` names it within a dossier."""

    about: str
    title: str
    day: date
    start: time | None = None
    end: time | None = None
    where: str = ""
    sequence: int = 0
    cancelled: bool = False


def key_of(dossier: UUID, about: str) -> UUID:
    """Return the name of an appointment in every calendar.

    Examples
    --------
    >>> one = key_of(UUID(int=1), "B-LES:1")
    >>> one == key_of(UUID(int=1), "B-LES:1"), one == key_of(UUID(int=2), "B-LES:1")
    (True, False)
    """
    return uuid5(NAMESPACE_URL, f"loopbrug:{dossier}:{about}")


def file_of(dossier: UUID, name: str, lines: Iterable[CalendarLine], written: date) -> bytes:
    """Return the file: ``written`` is the last day anything in it was agreed."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", timedelta(hours=12), parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", REFRESH)
    calendar.add_component(_amsterdam())
    for line in lines:
        calendar.add_component(_event(dossier, line, written))
    return bytes(calendar.to_ical())


def _amsterdam() -> Timezone:
    """Return when the clock changes, as a rule per year.

    What the library makes of it by itself is a list of days, which other readers skip: they then
    show every session of the summer an hour off.
    """
    zone = Timezone()
    zone.add("tzid", AMSTERDAM.key)
    winter, summer = timedelta(hours=1), timedelta(hours=2)
    for part, name, month, first, offsets in (
        (TimezoneDaylight(), "CEST", 3, datetime(1981, 3, 29, 2), (winter, summer)),  # noqa: DTZ001
        (TimezoneStandard(), "CET", 10, datetime(1996, 10, 27, 3), (summer, winter)),  # noqa: DTZ001
    ):
        part.add("dtstart", first)
        part.add("rrule", {"freq": "yearly", "bymonth": month, "byday": "-1SU"})
        part.add("tzname", name)
        part.add("tzoffsetfrom", offsets[0])
        part.add("tzoffsetto", offsets[1])
        zone.add_component(part)
    return zone


def _event(dossier: UUID, line: CalendarLine, written: date) -> Event:
    event = Event()
    event.add("uid", uid_of(key_of(dossier, line.about)))
    event.add("sequence", line.sequence)
    event.add("dtstamp", datetime.combine(written, time(12), UTC))
    event.add("summary", line.title)
    event.add("status", "CANCELLED" if line.cancelled else "CONFIRMED")
    if line.start is None or line.end is None:
        event.add("dtstart", line.day)
        event.add("dtend", line.day + timedelta(days=1))
        event.add("transp", "TRANSPARENT")
    else:
        event.add("dtstart", datetime.combine(line.day, line.start, AMSTERDAM))
        event.add("dtend", datetime.combine(line.day, line.end, AMSTERDAM))
    if line.where:
        event.add("location", line.where)
    return event
