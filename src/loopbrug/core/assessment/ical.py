"""When somebody is busy, from an iCalendar file or feed: moments only, no titles, no names."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from itertools import islice
from typing import Any

import recurring_ical_events  # type: ignore[import-untyped]
from icalendar import Calendar, Component, Event

from loopbrug.core.assessment.calendars import AMSTERDAM, Busy, merged
from loopbrug.core.assessment.feed_lines import Piece, read_lines
from loopbrug.core.assessment.feed_rules import Effort, alive, follow
from loopbrug.core.terms.finding import BadDataError, Finding, Weight

MAX_BYTES = 2_000_000
MAX_EVENTS = 5_000
"""Events that can matter in the window; a person with more is no person."""
MAX_MOMENTS = 20_000
"""Moments in the window, of all events together."""
_SHORT = re.compile(r"DURATION:PT(\d{1,2}H)?(\d{1,3}M)?(\d{1,4}S)?")
"""A length that surely ends within a few days."""
_DAY, _MINUTE = timedelta(days=1), timedelta(minutes=1)
_ODD = (ValueError, TypeError, LookupError, AttributeError, ArithmeticError, RecursionError)
"""What the libraries raise on values that fit no rule."""


@dataclass(frozen=True, slots=True)
class BusyRead:
    """Busy moments in order, none of which overlap, and what could not be read."""

    busy: tuple[Busy, ...]
    findings: tuple[Finding, ...] = ()


def busy_from(content: bytes, first: date, last: date, zone: tzinfo = AMSTERDAM) -> BusyRead:
    """Return when somebody is busy from ``first`` to ``last``, both included.

    Read are events, series of events and free/busy blocks; what is transparent (free) or
    cancelled does not count. An event without an end takes the minute it starts in. Times
    without a zone, or in one that nobody knows, are local time in ``zone``. Moments come back
    in ``zone``, cut off at the window. What cannot be read is a finding, and the rest is read.

    Raises ``BadDataError`` when it is no calendar or larger than ``MAX_BYTES``.
    """
    feed = read_lines(_text(content))
    pieces = [each for each in feed.pieces if each.repeats or _may_matter(each, first, last)]
    reading = _Reading(first, last, zone)
    for group in _grouped(pieces[:MAX_EVENTS]):
        reading.read(group)
    findings = (*feed.findings(), *reading.findings())
    if len(pieces) > MAX_EVENTS or len(reading.moments) > MAX_MOMENTS:
        findings += (Finding.of("assessment.feed-cut", weight=Weight.WARNS, most=MAX_EVENTS),)
    return BusyRead(merged(reading.moments[:MAX_MOMENTS]), findings)


def _text(content: bytes) -> str:
    if len(content) > MAX_BYTES:
        raise BadDataError([Finding.of("assessment.feed-too-large", most=MAX_BYTES // 1_000_000)])
    text = content.decode("utf-8-sig", errors="replace")
    if "BEGIN:VCALENDAR" not in text.upper():
        raise BadDataError([Finding.of("assessment.feed-no-calendar")])
    return text


def _may_matter(piece: Piece, first: date, last: date) -> bool:
    """Return whether a single event can touch the window: a quick look at its digits."""
    if piece.kind != "VEVENT":
        return True
    start, end = _digits(piece.first("DTSTART")), _digits(piece.first("DTEND"))
    if "DURATION" not in piece.lines or _SHORT.fullmatch(piece.first("DURATION")):
        end = end or start
    margin = 2 * _DAY
    return not (
        (start and start > (last + margin).strftime("%Y%m%d"))
        or (end and end < (first - margin).strftime("%Y%m%d"))
    )


def _digits(line: str) -> str:
    day = line.rpartition(":")[2][:8]
    return day if re.fullmatch("[0-9]{8}", day) else ""


def _grouped(pieces: Iterable[Piece]) -> Iterator[list[Piece]]:
    """Yield each series with the changes to it, and each other event alone."""
    series: dict[str, list[Piece]] = {}
    for piece in pieces:
        if piece.repeats and piece.first("UID"):
            series.setdefault(piece.first("UID"), []).append(piece)
        else:
            yield [piece]
    yield from series.values()


class _Reading:
    """One feed being read: its window, the moments found so far and what was odd."""

    def __init__(self, first: date, last: date, zone: tzinfo) -> None:
        self.first, self.last, self.zone = first, last, zone
        self.opens = datetime.combine(first, time.min, zone)
        self.closes = datetime.combine(last + _DAY, time.min, zone)
        self.moments: list[Busy] = []
        self.effort = Effort()
        self.unreadable: set[int] = set()
        self.skipped: set[int] = set()

    def findings(self) -> tuple[Finding, ...]:
        """Return what could not be read: of each kind the first line, and how many there are."""
        return tuple(
            Finding.of(code, f"line {min(lines)}", weight=Weight.WARNS, count=len(lines))
            for code, lines in (
                ("assessment.feed-event-unreadable", self.unreadable),
                ("assessment.feed-rule-skipped", self.skipped),
            )
            if lines
        )

    def read(self, group: list[Piece]) -> None:
        """Read a series with its changes, or one event."""
        try:
            if group[0].kind == "VFREEBUSY":
                self._free_busy(group[0])
                return
            events = [event for piece in group for event in self._events(piece)]
            self._keep(self._occurrences(events) if group[0].repeats else iter(events))
        except _ODD:
            self.unreadable.add(group[0].line)

    def _events(self, piece: Piece) -> Iterator[Component]:
        event = Event.from_ical(piece.text())
        if event.errors:
            self.unreadable.add(piece.line)
        if "DTSTART" not in event:
            raise ValueError
        if not follow(event, self.last, self.effort):
            self.skipped.add(piece.line)
        if alive(event, self.first):
            yield event

    def _occurrences(self, events: Iterable[Component]) -> Iterator[Component]:
        calendar = Calendar()
        for event in events:
            calendar.add_component(event)
        query = recurring_ical_events.of(calendar)
        return iter(query.between(self.first - _DAY, self.last + 2 * _DAY))

    def _keep(self, occurrences: Iterator[Component]) -> None:
        room = MAX_MOMENTS + 1 - len(self.moments)
        for event in islice(occurrences, max(room, 0)):
            free = str(event.get("TRANSP", "")).upper() == "TRANSPARENT"
            if not free and str(event.get("STATUS", "")).upper() != "CANCELLED":
                self._add(*_span(event))

    def _free_busy(self, piece: Piece) -> None:
        for line in piece.lines.get("FREEBUSY", []):
            if "FBTYPE=FREE" in line.upper():
                continue
            for period in line.partition(":")[2].split(","):
                block = Event.from_ical(_as_event(period))
                self._add(*_span(block))

    def _add(self, start: date, end: date) -> None:
        opens, closes = self._moment(start), self._moment(end)
        closes = max(closes, opens + _MINUTE)
        if opens < self.closes and self.opens < closes:
            self.moments.append(Busy(max(opens, self.opens), min(closes, self.closes)))

    def _moment(self, given: date) -> datetime:
        if not isinstance(given, datetime):
            return datetime.combine(given, time.min, self.zone)
        if given.tzinfo is None:
            return given.replace(tzinfo=self.zone)
        return given.astimezone(self.zone)


def _span(event: Any) -> tuple[date, date]:
    """Return start and end; a day without an end is that whole day."""
    start: date = event["DTSTART"].dt
    whole_day = not isinstance(start, datetime)
    if "DTEND" in event:
        end: date = event["DTEND"].dt
        return start, max(end, start + _DAY) if whole_day else end
    if "DURATION" in event:
        return start, start + event["DURATION"].dt
    return start, start + _DAY if whole_day else start


def _as_event(period: str) -> str:
    start, _, end = period.strip().partition("/")
    closing = f"DURATION:{end}" if end[:1].upper() == "P" else f"DTEND:{end}"
    return f"BEGIN:VEVENT\r\nDTSTART:{start}\r\n{closing}\r\nEND:VEVENT\r\n"
