"""Where files of evidence stand: under random names, half ones apart from whole ones.

A half file is ``<key>.part``; its row says how many of its bytes count. Whatever was written
after that was never acknowledged and is written over, so a crash leaves nothing half-written.
"""

import os
from hashlib import file_digest
from pathlib import Path
from uuid import UUID

from django.conf import settings


def place_of(key: UUID) -> Path:
    """Return where the whole file stands, or will stand."""
    return Path(settings.FILES) / str(key)


def part_of(key: UUID) -> Path:
    """Return where the file stands as long as it comes in."""
    return place_of(key).with_suffix(".part")


def begin(key: UUID) -> None:
    """Make an empty file that can be written to."""
    part = part_of(key)
    part.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    part.touch(mode=0o600)


def write_at(key: UUID, offset: int, data: bytes) -> None:
    """Write ``data`` from ``offset`` on, and see to it that it is on the disk."""
    with part_of(key).open("r+b") as file:
        file.seek(offset)
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def close(key: UUID, size: int) -> Path:
    """Return the file cut to the ``size`` bytes that count; a whole one stays as it is."""
    part = part_of(key)
    if not part.exists():
        return place_of(key)
    if part.stat().st_size > size:
        os.truncate(part, size)
    return part


def keep(key: UUID) -> None:
    """Make the half file the whole one, at once; when that was done already, nothing happens.

    Raises ``FileNotFoundError`` when there is neither.
    """
    part, place = part_of(key), place_of(key)
    if not part.exists() and place.exists():
        return
    part.replace(place)
    folder = os.open(place.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def remove(key: UUID) -> None:
    """Remove the file, half or whole, if it is there."""
    part_of(key).unlink(missing_ok=True)
    place_of(key).unlink(missing_ok=True)


def digest_of(path: Path) -> str:
    """Return the SHA-256 of a file in hexadecimal."""
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()
