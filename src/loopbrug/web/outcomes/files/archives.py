"""Office files are ZIP archives: what is in one, and whether it is safe to unpack."""

from dataclasses import dataclass
from pathlib import Path
from zipfile import BadZipFile, ZipFile, ZipInfo
from zlib import error as zlib_error

MOST_MEMBERS = 3_000
MOST_UNPACKED = 300_000_000
RATIO_FROM = 20_000_000
"""Below this many bytes no ratio is suspect: an empty spreadsheet packs very well."""
MOST_RATIO = 100
BLOCK = 1_000_000
MIMETYPE = "mimetype"

OFFICE = {
    "word/document.xml": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xl/workbook.xml": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ppt/presentation.xml": (
        "application/vnd.openxmlformats-officedocument.presentationml.presentation"
    ),
}
OPEN_DOCUMENT = frozenset(
    f"application/vnd.oasis.opendocument.{kind}" for kind in ("text", "spreadsheet", "presentation")
)
NESTED = (".zip", ".7z", ".rar", ".gz", ".bz2", ".xz", ".tar", ".jar", ".docx", ".xlsx", ".pptx")
PROGRAMS = (".exe", ".dll", ".com", ".scr", ".bat", ".cmd", ".ps1", ".vbs", ".js", ".jar", ".msi")


@dataclass(frozen=True, slots=True)
class Archive:
    """What a ZIP file turns out to be.

    ``media_type`` is "" for an archive that is no office file; ``fault`` is "" or the code of
    what is wrong with it (``outcomes.upload-…``).
    """

    media_type: str = ""
    fault: str = ""


def look_into(path: Path) -> Archive:
    """Return what an archive is; nothing of it is ever unpacked to disk."""
    try:
        with ZipFile(path) as archive:
            return _look(archive, path.stat().st_size)
    except (
        BadZipFile,
        zlib_error,
        EOFError,
        OSError,
        RuntimeError,
        NotImplementedError,
        ValueError,
    ):
        return Archive(fault="outcomes.upload-damaged")


def _look(archive: ZipFile, size: int) -> Archive:
    members = archive.infolist()
    if _swells(archive, members, size):
        return Archive(fault="outcomes.upload-bomb")
    names = [member.filename.lower() for member in members]
    media_type = _media_type(archive, names)
    if not media_type:
        return Archive(fault="outcomes.upload-archive")
    if any(name.endswith(NESTED) for name in names):
        return Archive(media_type, "outcomes.upload-nested")
    if any(name.endswith(("vbaproject.bin", *PROGRAMS)) for name in names):
        return Archive(media_type, "outcomes.upload-macros")
    return Archive(media_type)


def _swells(archive: ZipFile, members: list[ZipInfo], size: int) -> bool:
    """Say whether it unpacks to more than any office file; counted, not believed."""
    if len(members) > MOST_MEMBERS:
        return True
    most = (
        MOST_UNPACKED if size * MOST_RATIO > MOST_UNPACKED else max(RATIO_FROM, size * MOST_RATIO)
    )
    if sum(member.file_size for member in members) > most:
        return True
    unpacked = 0
    for member in members:
        with archive.open(member) as file:
            while block := file.read(BLOCK):
                unpacked += len(block)
                if unpacked > most:
                    return True
    return False


def _media_type(archive: ZipFile, names: list[str]) -> str:
    if MIMETYPE in names:
        with archive.open(MIMETYPE) as file:
            said = file.read(100).decode("ascii", errors="replace").strip()
        return said if said in OPEN_DOCUMENT else ""
    if "[content_types].xml" not in names:
        return ""
    return next((kind for name, kind in OFFICE.items() if name in names), "")
