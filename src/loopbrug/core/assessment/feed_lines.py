"""The lines of an iCalendar text that say when somebody is busy; nothing else is kept.

Titles, places, guests and notes are dropped here, before anything reads them. So are time zone
definitions: zones are known by name, and a definition can hide a rule that never ends.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import tzinfo
from functools import cache
from zoneinfo import ZoneInfo

from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

from loopbrug.core.terms.finding import Finding, Weight

_DATED = frozenset({"DTSTART", "DTEND", "RDATE", "EXDATE", "RECURRENCE-ID"})
_KEPT = _DATED | {"UID", "DURATION", "RRULE", "STATUS", "TRANSP", "SEQUENCE", "FREEBUSY"}
_LINE = re.compile(r"([A-Za-z0-9-]+)((?:;[^:\"]*(?:\"[^\"]*\"[^:\"]*)*)?):(.*)", re.DOTALL)
_ZONE = re.compile(r";TZID=(\"[^\"]*\"|[^;:]*)", re.IGNORECASE)
_ZONE_NAME = 60
"""Longer names of zones are cut in findings: a feed cannot make us repeat a book."""


@dataclass(slots=True)
class Piece:
    """The kept lines of one event (or free/busy block), and the line it began on."""

    kind: str
    line: int
    lines: dict[str, list[str]] = field(default_factory=dict)

    def first(self, name: str) -> str:
        """Return the first line with this name, in capitals, or ""."""
        return self.lines.get(name, [""])[0].upper()

    @property
    def repeats(self) -> bool:
        """Whether it is a series, or changes one."""
        return not self.lines.keys().isdisjoint({"RRULE", "RDATE", "RECURRENCE-ID"})

    def text(self) -> str:
        """Return the event as a calendar of its own."""
        inside = [line for lines in self.lines.values() for line in lines]
        return "\r\n".join(["BEGIN:VEVENT", *inside, "END:VEVENT", ""])


@dataclass(slots=True)
class Feed:
    """What was found in a text: events and free/busy blocks, and what was odd."""

    pieces: list[Piece] = field(default_factory=list)
    zones: set[str] = field(default_factory=set)
    broken: list[int] = field(default_factory=list)

    def findings(self) -> tuple[Finding, ...]:
        """Return what was odd: zones nobody knows, lines that are no lines, by their numbers."""
        found = [
            Finding.of("assessment.feed-zone-unknown", weight=Weight.WARNS, zone=name)
            for name in sorted(self.zones)
        ]
        if self.broken:
            place, count = f"line {self.broken[0]}", len(self.broken)
            found.append(
                Finding.of("assessment.feed-lines-broken", place, weight=Weight.WARNS, count=count)
            )
        return tuple(found)


def read_lines(text: str) -> Feed:
    """Return the events of an iCalendar text, as kept lines."""
    feed = Feed()
    piece: Piece | None = None
    inner = 0
    for number, line in _unfolded(text):
        match = _LINE.fullmatch(line)
        name, value = (match[1].upper(), match[3].strip().upper()) if match else ("", "")
        if name == "BEGIN" and value in {"VEVENT", "VFREEBUSY"}:
            _cut_short(feed, piece)
            piece, inner = Piece(value, number), 0
        elif piece and name == "END" and value == piece.kind:
            feed.pieces.append(piece)
            piece = None
        elif piece and name in {"BEGIN", "END"}:
            # An alarm inside an event has times of its own, which are no times of the event.
            inner += 1 if name == "BEGIN" else -1
        elif match is None:
            feed.broken.append(number)
        elif piece and not inner and name in _KEPT:
            kept = _with_known_zone(name, match[2], match[3], feed)
            piece.lines.setdefault(name, []).append(kept)
    _cut_short(feed, piece)
    return feed


def _cut_short(feed: Feed, piece: Piece | None) -> None:
    if piece:
        feed.broken.append(piece.line)


def _unfolded(text: str) -> Iterator[tuple[int, str]]:
    """Yield each line with its number; a line that begins with a blank goes on with the last."""
    current, started = "", 0
    for number, line in enumerate(re.split(r"\r\n|\n|\r", text), 1):
        if line[:1] in {" ", "\t"} and current:
            current += line[1:]
            continue
        if current:
            yield started, current
        current, started = line.strip(), number
    if current:
        yield started, current


def _with_known_zone(name: str, options: str, value: str, feed: Feed) -> str:
    """Return the line with its zone by a name that is known, or as local time."""
    if name in _DATED and (given := _ZONE.search(options)):
        zone = known_zone(given[1].strip('"').strip())
        if zone is None:
            feed.zones.add(given[1].strip('"').strip()[:_ZONE_NAME])
        replaced = f";TZID={zone}" if zone else ""
        options = options[: given.start()] + replaced + options[given.end() :]
    return f"{name}{options}:{value.strip()}"


@cache
def known_zone(name: str) -> str | None:
    """Return the name by which the world knows a zone, None when there is no such zone.

    Programs write names of Windows, or put their own address before the name.

    Examples
    --------
    >>> known_zone("W. Europe Standard Time"), known_zone("/freeassociation/Europe/Amsterdam")
    ('Europe/Berlin', 'Europe/Amsterdam')
    >>> known_zone("Mars/Olympus") is None
    True
    """
    parts = [part for part in name.split("/") if part]
    tails = ["/".join(parts[-length:]) for length in (3, 2, 1) if length <= len(parts)]
    for candidate in (WINDOWS_TO_OLSON.get(name, ""), *tails):
        if _zone(candidate):
            return candidate
    return None


def _zone(name: str) -> tzinfo | None:
    if not re.fullmatch(r"[A-Za-z][A-Za-z0-9_+-]*(/[A-Za-z0-9_+-]+)*", name):
        return None
    try:
        return ZoneInfo(name)
    except (OSError, ValueError, LookupError):
        return None
