"""Machine code for the search, and what it counts in."""

from pathlib import Path

import numpy as np
import numpy.typing as npt

from loopbrug.core.terms.compiling import BITS, Ints, door_for

__all__ = ["BITS", "Bits", "Ints", "compiled", "count_bits", "lean", "lowest_bit"]

Bits = npt.NDArray[np.int64]
"""Sets of offerings, ``BITS`` to a word, so that a word is never negative."""

SOURCES = (
    "compiled", "kernel", "timetable", "lanes", "sweep", "cover", "search", "cohort/priced",
    "cohort/cheapest", "levelling/chance", "levelling/anneal",
)  # fmt: skip

compiled = door_for(Path(__file__).parent, SOURCES)
lean = door_for(Path(__file__).parent, SOURCES, lean=True)


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
