"""Machine code for the search: one typed door to numba."""

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any, ParamSpec, TypeVar, cast

import numba
import numpy as np
import numpy.typing as npt
from numba.core.caching import IndexDataCacheFile

P = ParamSpec("P")
R = TypeVar("R")

Ints = npt.NDArray[np.int64]
"""Counts, hours, weeks, numbers of units: one or two dimensions."""
Bits = npt.NDArray[np.int64]
"""Sets of offerings, ``BITS`` to a word, so that a word is never negative."""

BITS = 62

SOURCES = (
    "compiled", "kernel", "timetable", "lanes", "sweep", "cover", "search", "cohort/priced",
    "cohort/cheapest",
)  # fmt: skip


def _edition() -> str:
    """Return a short name for the text of all compiled modules together."""
    texts = ((Path(__file__).parent / f"{name}.py").read_bytes() for name in SOURCES)
    return hashlib.sha256(b"\0".join(texts)).hexdigest()[:12]


EDITION = _edition()


def compiled(function: Callable[P, R]) -> Callable[P, R]:
    """Return ``function`` compiled at its first call, and kept on disk for the next process.

    Where the package cannot be written, numba keeps it in the user's cache folder. It holds no
    lock of the interpreter while it runs, so that threads search side by side.
    """
    return _kept(function, counts=True)


def lean(function: Callable[P, R]) -> Callable[P, R]:
    """Return ``function`` compiled, as one that makes no arrays: it works in those it is handed.

    Then nobody has to count who still uses an array, which is two fifths of the time of a
    search that hands dozens of arrays from one small function to the next. numba refuses to
    compile what makes an array all the same.
    """
    return _kept(function, counts=False)


def _kept(function: Callable[P, R], *, counts: bool) -> Callable[P, R]:
    njit: Any = numba.njit
    dispatcher = njit(cache=True, nogil=True, _nrt=counts)(function)
    cache = dispatcher._cache  # noqa: SLF001
    index: Any = IndexDataCacheFile
    # numba looks only at the function's own file: a caller in another module would go stale.
    base = f"{cache._impl.filename_base}.{EDITION}"  # noqa: SLF001
    cache._cache_file = index(cache.cache_path, base, EDITION)  # noqa: SLF001
    return cast("Callable[P, R]", dispatcher)


@lean
def count_bits(word: int) -> int:
    """Return how many bits of a word of at most 62 bits are set."""
    word = word - ((word >> 1) & 0x5555555555555555)
    word = (word & 0x3333333333333333) + ((word >> 2) & 0x3333333333333333)
    word = (word + (word >> 4)) & 0x0F0F0F0F0F0F0F0F
    return (word * 0x0101010101010101) >> 56


@lean
def lowest_bit(word: int) -> int:
    """Return the place of the lowest bit set; the word is not zero."""
    return count_bits((word & -word) - 1)
