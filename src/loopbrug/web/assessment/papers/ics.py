"""Appointments as an iCalendar file: one event each, the same one for as long as it lives."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from icalendar import Calendar, Event

PRODUCT = "-//Loopbrug//NL"


@dataclass(frozen=True, slots=True)
class Entry:
    """One appointment as a calendar shows it.

    ``sequence`` counts its moves: of two versions a calendar keeps the one with the higher. A
    tentative one is not ``fixed`` yet; a ``cancelled`` one takes itself out of the calendar.
    """

    key: UUID
    sequence: int
    title: str
    starts: datetime
    ends: datetime
    where: str = ""
    link: str = ""
    fixed: bool = True
    cancelled: bool = False


def uid_of(key: UUID) -> str:
    """Return the name of an appointment in every calendar: it never changes."""
    return f"{key}@loopbrug"


def calendar_text(entries: Iterable[Entry], written: datetime) -> str:
    """Return the text of an .ics file with these appointments.

    Examples
    --------
    >>> entry = Entry(UUID(int=1), 2, "Proefles", datetime(2027, 3, 1, 9, tzinfo=UTC),
    ...               datetime(2027, 3, 1, 10, tzinfo=UTC), fixed=False)
    >>> "SEQUENCE:2" in calendar_text([entry], datetime(2027, 2, 1, tzinfo=UTC))
    True
    """
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    for entry in entries:
        calendar.add_component(_event(entry, written))
    return bytes(calendar.to_ical()).decode()


def _event(entry: Entry, written: datetime) -> Event:
    event = Event()
    event.add("uid", uid_of(entry.key))
    event.add("sequence", entry.sequence)
    event.add("dtstamp", written.astimezone(UTC))
    event.add("dtstart", entry.starts.astimezone(UTC))
    event.add("dtend", entry.ends.astimezone(UTC))
    event.add("summary", entry.title)
    event.add("status", _status(entry))
    for name, value in (("location", entry.where), ("url", entry.link)):
        if value:
            event.add(name, value)
    return event


def _status(entry: Entry) -> str:
    if entry.cancelled:
        return "CANCELLED"
    return "CONFIRMED" if entry.fixed else "TENTATIVE"
