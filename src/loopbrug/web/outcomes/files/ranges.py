"""Parts of a file, as a browser asks for them when somebody moves through a video."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

BLOCK = 64 * 1024
RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")


class NoSuchRangeError(ValueError):
    """What was asked for lies outside the file."""


@dataclass(frozen=True, slots=True)
class Part:
    """Bytes ``first`` to ``last`` of a file, both included."""

    first: int
    last: int

    @property
    def length(self) -> int:
        """How many bytes it is."""
        return self.last - self.first + 1


def part_in(header: str, size: int) -> Part | None:
    """Return the part a ``Range`` header asks for; None for all of it.

    Several parts at once, or another unit, are answered with the whole file, as RFC 9110 allows.
    Raises ``NoSuchRangeError`` for a part outside the file.

    Examples
    --------
    >>> part_in("bytes=0-99", 1000)
    Part(first=0, last=99)
    >>> part_in("bytes=-100", 1000)
    Part(first=900, last=999)
    >>> part_in("", 1000) is None
    True
    """
    match = RANGE.fullmatch(header.strip())
    if match is None or match.groups() == ("", ""):
        return None
    first, last = match.groups()
    if not first:
        part = Part(max(0, size - int(last)), size - 1)
    else:
        part = Part(int(first), min(int(last) if last else size - 1, size - 1))
    if part.length <= 0:
        raise NoSuchRangeError(header)
    return part


def blocks_of(path: Path, part: Part) -> Iterator[bytes]:
    """Yield the bytes of a part of a file, block by block."""
    with path.open("rb") as file:
        file.seek(part.first)
        left = part.length
        while left > 0 and (block := file.read(min(BLOCK, left))):
            left -= len(block)
            yield block
