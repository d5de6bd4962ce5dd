"""Another calendar, as a test has it: what it holds, and how it fails."""

from loopbrug.core.terms.finding import BadDataError, Finding
from loopbrug.web.assessment.fetching import Fetched


def ics(*lines: str) -> bytes:
    inside = "\r\n".join(lines)
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{inside}\r\nEND:VCALENDAR\r\n".encode()


def event(start: str, end: str, *more: str) -> tuple[str, ...]:
    return (
        "BEGIN:VEVENT", "UID:a@x", "SUMMARY:Ziekenhuis", "LOCATION:Polikliniek",
        "ATTENDEE:mailto:dokter@example.org", f"DTSTART:{start}", f"DTEND:{end}", *more,
        "END:VEVENT",
    )  # fmt: skip


ONCE = ics(*event("20261201T080000Z", "20261201T093000Z"))
EMPTY = ics()


class Elsewhere:
    """Another calendar that gives what it holds, or fails."""

    def __init__(self, content: bytes = ONCE) -> None:
        self.content, self.fails = content, ""
        self.asked: list[tuple[str, str]] = []

    def __call__(self, address: str, etag: str = "", modified: str = "") -> Fetched:
        del modified
        self.asked.append((address, etag))
        if self.fails:
            raise BadDataError([Finding.of(self.fails, seconds=10, status=500, most=2)])
        if etag == '"same"':
            return Fetched(None)
        return Fetched(self.content, '"same"')
