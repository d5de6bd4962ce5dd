"""What a file is, by its content; its name and what the sender says of it do not count."""

from collections.abc import Callable
from pathlib import Path

import filetype  # type: ignore[import-untyped]

from loopbrug.core.terms.finding import Finding
from loopbrug.web.outcomes.files.archives import OPEN_DOCUMENT, look_into

HEAD = 8_192
TAIL = 2_048
TEXT = "text/plain"
ZIP = "application/zip"

EXTENSIONS = {
    "application/pdf": "pdf",
    "image/png": "png",
    "image/jpeg": "jpg",
    "image/webp": "webp",
    "video/mp4": "mp4",
    "video/webm": "webm",
    "video/quicktime": "mov",
    "audio/mpeg": "mp3",
    "audio/mp4": "m4a",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": "pptx",
    "application/vnd.oasis.opendocument.text": "odt",
    "application/vnd.oasis.opendocument.spreadsheet": "ods",
    "application/vnd.oasis.opendocument.presentation": "odp",
    TEXT: "txt",
}
"""Every media type that is taken, with the extension a download of it gets."""

PROGRAMS = (b"MZ", b"\x7fELF", b"\xfe\xed\xfa", b"\xcf\xfa\xed\xfe", b"\xca\xfe\xba\xbe", b"#!")
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
HEIC = (b"heic", b"heix", b"mif1", b"heif", b"msf1")
FTYP = slice(4, 8)
BRAND = slice(8, 12)
MARKUP = (b"<!doctype html", b"<html", b"<head", b"<body", b"<script", b"<iframe")
ARCHIVES = frozenset(
    {
        "application/x-7z-compressed",
        "application/x-rar-compressed",
        "application/gzip",
        "application/x-bzip2",
        "application/x-xz",
        "application/x-tar",
    }
)
_BOX_HEAD, _LARGE_BOX = 8, 16


def media_type_of(path: Path) -> tuple[str, tuple[Finding, ...]]:
    """Return the media type of a file, with everything that keeps it from being taken.

    The type is "" when nobody can tell or when it is one that is never taken.
    """
    with path.open("rb") as file:
        head = file.read(HEAD)
        file.seek(max(0, path.stat().st_size - TAIL))
        tail = file.read()
    if not head:
        return "", (Finding.of("outcomes.upload-empty"),)
    if fault := _never_taken(head):
        return "", (Finding.of(fault),)
    guessed = filetype.guess_mime(head) or ""
    if head.startswith(b"PK") or guessed == ZIP or guessed in OPEN_DOCUMENT:
        found = look_into(path)
        return found.media_type, (Finding.of(found.fault),) if found.fault else ()
    return _checked(guessed, path, head, tail)


def _never_taken(head: bytes) -> str:
    """Return the code of why a file is refused whatever follows, or ""."""
    if head.startswith(PROGRAMS):
        return "outcomes.upload-program"
    if head.startswith(OLD_OFFICE):
        return "outcomes.upload-old-office"
    if head[FTYP] == b"ftyp" and head[BRAND] in HEIC:
        return "outcomes.upload-heic"
    start = head[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith(MARKUP) or b"<script" in start or b"<!doctype html" in start:
        return "outcomes.upload-html"
    if start.startswith(b"<svg") or b"<svg" in start:
        return "outcomes.upload-svg"
    return ""


def _checked(guessed: str, path: Path, head: bytes, tail: bytes) -> tuple[str, tuple[Finding, ...]]:
    if guessed in ARCHIVES:
        return "", (Finding.of("outcomes.upload-archive"),)
    if not guessed and _is_text(path):
        return TEXT, ()
    guessed = {"audio/x-m4a": "audio/mp4", "video/x-m4v": "video/mp4"}.get(guessed, guessed)
    if guessed not in EXTENSIONS:
        return "", (Finding.of("outcomes.upload-kind-unknown"),)
    whole = _WHOLE.get(guessed)
    if whole is not None and not whole(path, head, tail):
        return guessed, (Finding.of("outcomes.upload-damaged"),)
    return guessed, ()


def _whole_pdf(_path: Path, head: bytes, tail: bytes) -> bool:
    return head.startswith(b"%PDF-") and b"%%EOF" in tail


def _whole_png(_path: Path, head: bytes, tail: bytes) -> bool:
    return head[12:16] == b"IHDR" and b"IEND" in tail


def _whole_jpeg(_path: Path, _head: bytes, tail: bytes) -> bool:
    return b"\xff\xd9" in tail


def _whole_film(path: Path, _head: bytes, _tail: bytes) -> bool:
    """Say whether the index of a film is there: without it nothing can play it."""
    size, place, boxes = path.stat().st_size, 0, set()
    with path.open("rb") as file:
        while place + _BOX_HEAD <= size:
            file.seek(place)
            head = file.read(_LARGE_BOX)
            length = int.from_bytes(head[:4])
            if length == 1:
                length = int.from_bytes(head[8:16])
            length = length or size - place
            if length < _BOX_HEAD or place + length > size:
                return False
            boxes.add(head[FTYP])
            place += length
    return {b"ftyp", b"moov"} <= boxes


def _is_text(path: Path) -> bool:
    """Say whether a whole file reads as text in UTF-8."""
    with path.open(encoding="utf-8", newline="") as file:
        try:
            while block := file.read(1_000_000):
                if any(letter < " " and letter not in "\t\r\n\f" for letter in set(block)):
                    return False
        except UnicodeDecodeError:
            return False
    return True


_WHOLE: dict[str, Callable[[Path, bytes, bytes], bool]] = {
    "application/pdf": _whole_pdf,
    "image/png": _whole_png,
    "image/jpeg": _whole_jpeg,
    "video/mp4": _whole_film,
    "video/quicktime": _whole_film,
    "audio/mp4": _whole_film,
}
