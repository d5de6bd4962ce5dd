"""Machine code for the engines: one typed door to numba, per room."""

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any, ParamSpec, Protocol, TypeVar, cast

import numba
import numpy as np
import numpy.typing as npt
from numba.core.caching import IndexDataCacheFile

P = ParamSpec("P")
R = TypeVar("R")

Ints = npt.NDArray[np.int64]
"""Whole numbers, or sets of at most 62 members to a word: one or two dimensions."""

BITS = 62
"""Members of a set in one word, so that a word is never negative."""


class _Door(Protocol):
    """Makes machine code of a function, at its first call, and keeps it for the next process."""

    def __call__(self, function: Callable[P, R], /) -> Callable[P, R]: ...


def door_for(folder: Path, sources: tuple[str, ...], *, lean: bool = False) -> _Door:
    """Return the door for the compiled modules ``sources`` (without ``.py``) of one folder.

    Name every module with compiled code in it: machine code kept on disk is used again only
    while all of their texts are the same. Where the package cannot be written, numba keeps it
    in the user's cache folder. Machine code holds no lock of the interpreter while it runs, so
    that threads search side by side.

    ``lean`` is for functions that make no arrays: they work in those they are handed. Then
    nobody has to count who still uses an array, which is more than half the time of a search
    that hands dozens of them from one small function to the next. numba refuses to compile what
    makes an array all the same.
    """
    texts = (folder.joinpath(f"{name}.py").read_bytes() for name in sources)
    edition = hashlib.sha256(b"\0".join(texts)).hexdigest()[:12]

    def compiled(function: Callable[P, R]) -> Callable[P, R]:
        njit: Any = numba.njit
        dispatcher = njit(cache=True, nogil=True, _nrt=not lean)(function)
        cache = dispatcher._cache  # noqa: SLF001
        index: Any = IndexDataCacheFile
        # numba looks only at the function's own file: a caller in another module would go stale.
        base = f"{cache._impl.filename_base}.{edition}"  # noqa: SLF001
        cache._cache_file = index(cache.cache_path, base, edition)  # noqa: SLF001
        return cast("Callable[P, R]", dispatcher)

    return compiled
