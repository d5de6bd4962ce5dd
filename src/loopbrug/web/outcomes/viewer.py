"""How a piece of evidence is looked at: in which frame, and where in it something shows."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse

from loopbrug.web.outcomes.permissions import Reading
from loopbrug.web.outcomes.queries import EvidenceItem, EvidenceShown
from loopbrug.web.pathway.facts import framework_of

PAGE = re.compile(r"\b(?:blz|bladzijde|pag|pagina|p|page)\b\.?\s*(\d{1,4})", re.IGNORECASE)
MOMENT = re.compile(r"(?:(\d{1,2}):)?(\d{1,3}):([0-5]\d)\b")
MINUTE = re.compile(r"\b(?:min|minuut|minute)\b\.?\s*(\d{1,3})", re.IGNORECASE)

FRAMES = {
    "application/pdf": "pdf",
    "image/png": "image",
    "image/jpeg": "image",
    "image/webp": "image",
    "video/mp4": "video",
    "video/webm": "video",
    "audio/mpeg": "audio",
    "audio/mp4": "audio",
}
"""The frame a browser shows a media type in; what is not here is downloaded."""

INLINE = frozenset(FRAMES) - {"audio/mpeg", "audio/mp4"}
"""Media types that may stand in a page of their own; all others come as a download."""


@dataclass(frozen=True, slots=True)
class Place:
    """One link from a piece to an outcome, as a person reads it; ``url`` opens it there."""

    code: str
    statement: str
    what: str
    where: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class View:
    """What stands in the frame: ``frame`` is pdf, image, video, audio, download, link or text."""

    frame: str
    reading: Reading
    url: str
    places: tuple[Place, ...]
    unscanned: bool


def view_of(
    item: EvidenceItem, links: Iterable[EvidenceShown], reading: Reading, language: str
) -> View:
    """Return how to show a piece; asks nothing of the database when ``item.file`` was joined."""
    url = reverse("outcomes:evidence-file", args=[item.dossier_id, item.pk]) if item.file else ""
    frame = frame_of(item)
    framework = framework_of(item.dossier.region)
    known = {one.code: one.statement.text(language) for one in framework.outcomes}
    opened = url if reading is Reading.OPEN else ""
    places = tuple(
        Place(
            link.outcome,
            known.get(link.outcome, ""),
            link.what,
            link.where,
            opened and opened_at(opened, frame, link.where),
        )
        for link in links
    )
    unscanned = item.file is not None and item.file.scan != "clean"
    return View(frame, reading, url, places, unscanned)


def frame_of(item: EvidenceItem) -> str:
    """Return the frame a piece is shown in."""
    if item.file is not None:
        return FRAMES.get(item.file.media_type, "download")
    return "link" if item.link else "text"


def opened_at(url: str, frame: str, where: str) -> str:
    """Return the address that opens a file at a page or a moment; "" when ``where`` says neither.

    Examples
    --------
    >>> opened_at("/x/", "pdf", "blz. 3")
    '/x/#page=3'
    >>> opened_at("/x/", "video", "vanaf 12:40")
    '/x/#t=760'
    >>> opened_at("/x/", "image", "blz. 3")
    ''
    """
    if frame == "pdf" and (page := PAGE.search(where)):
        return f"{url}#page={int(page[1])}"
    if frame in ("video", "audio") and (moment := seconds_in(where)) is not None:
        return f"{url}#t={moment}"
    return ""


def seconds_in(where: str) -> int | None:
    """Return the moment ``where`` names in seconds, or None.

    Examples
    --------
    >>> seconds_in("1:02:03"), seconds_in("minuut 5"), seconds_in("bij het bord")
    (3723, 300, None)
    """
    if found := MOMENT.search(where):
        hours, minutes, seconds = (int(part or 0) for part in found.groups())
        return hours * 3600 + minutes * 60 + seconds
    if found := MINUTE.search(where):
        return int(found[1]) * 60
    return None
