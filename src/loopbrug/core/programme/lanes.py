"""A quick proof that units do not fit: side by side in one or two lanes, whatever the rest."""

from typing import NamedTuple

import numpy as np

from loopbrug.core.programme.compiled import BITS, Bits, Ints, compiled, count_bits, lowest_bit
from loopbrug.core.programme.kernel import Tables
from loopbrug.core.programme.timetable import NEVER, TOP, Board

MOST_UNITS = 13


class Lanes(NamedTuple):
    """Working memory: the earliest end per unit and week, and per set of units in one lane.

    ``earliest[u, w]`` is the earliest end of an allowed offering of unit ``u`` that starts in
    week ``w`` or later; ``finish[s]`` the earliest end of all members in set ``s``, one after
    another in the best order; ``member`` are the units the bits stand for.
    """

    earliest: Ints
    finish: Bits
    member: Ints


def new_lanes(t: Tables) -> Lanes:
    """Return the memory for ``t``."""
    units = len(t.hours)
    return Lanes(
        np.zeros((units, t.weeks + 1), np.int64), np.zeros(1 << MOST_UNITS, np.int64),
        np.zeros(units + 1, np.int64),
    )  # fmt: skip


@compiled
def survey(t: Tables, b: Board, l: Lanes) -> None:
    """Read the earliest ends from what the board allows now."""
    l.earliest[:] = NEVER
    for unit in range(len(t.hours)):
        for word in range(t.word[unit], t.word[unit + 1]):
            bits = b.domain[word]
            while bits:
                lowest = bits & -bits
                bits ^= lowest
                offering = word * BITS + lowest_bit(lowest)
                at = t.start[offering]
                l.earliest[unit, at] = min(l.earliest[unit, at], t.end[offering])
        for week in range(t.weeks - 1, -1, -1):
            l.earliest[unit, week] = min(l.earliest[unit, week], l.earliest[unit, week + 1])


@compiled
def crowd(t: Tables, b: Board, l: Lanes, chosen: Ints, n: int) -> int:
    """Return how many units of ``chosen``, put in front, cannot go together; 0 when unknown."""
    size = _one_at_a_time(t, l, chosen, n)
    if size >= 2:
        _finish(l, size)
        full = (1 << size) - 1
        if l.finish[full] >= NEVER:
            return _keep(l, chosen, _least_crowd(l, full))
    size = _two_at_a_time(t, b, l, chosen, n)
    if size >= 3:
        _finish(l, size)
        full = (1 << size) - 1
        if not _two_lanes(l, full):
            for i in range(size):
                if not _two_lanes(l, full & ~(1 << i)):
                    full &= ~(1 << i)
            return _keep(l, chosen, full)
    return 0


@compiled
def _one_at_a_time(t: Tables, l: Lanes, chosen: Ints, n: int) -> int:
    """Gather units of which no two can ever run in the same week."""
    size = 0
    for i in range(n):
        alone = size < MOST_UNITS
        for j in range(size):
            alone = alone and not t.overlap[chosen[i], l.member[j]]
        if alone:
            l.member[size] = chosen[i]
            size += 1
    return size


@compiled
def _two_at_a_time(t: Tables, b: Board, l: Lanes, chosen: Ints, n: int) -> int:
    """Gather units of which no three can ever run in the same week: the ceiling forbids it."""
    size = 0
    for i in range(n):
        at = size
        while at > 0 and t.lightest[l.member[at - 1]] < t.lightest[chosen[i]]:
            l.member[at] = l.member[at - 1]
            at -= 1
        l.member[at] = chosen[i]
        size += 1
    while size >= 3:
        three = 0
        for j in range(size - 3, size):
            three += t.lightest[l.member[j]]
        if three > b.now[TOP]:
            break
        size -= 1
    return min(size, MOST_UNITS)


@compiled
def _finish(l: Lanes, size: int) -> None:
    l.finish[0] = 0
    for some in range(1, 1 << size):
        best = NEVER
        for i in range(size):
            if some >> i & 1:
                before = l.finish[some & ~(1 << i)]
                if before < NEVER:
                    best = min(best, l.earliest[l.member[i], before])
        l.finish[some] = best


@compiled
def _two_lanes(l: Lanes, full: int) -> bool:
    """Return whether the set can be split over two lanes."""
    some = full
    while True:
        if l.finish[some] < NEVER and l.finish[full & ~some] < NEVER:
            return True
        if some == 0:
            return False
        some = (some - 1) & full


@compiled
def _least_crowd(l: Lanes, full: int) -> int:
    """Return the smallest set that does not fit in one lane."""
    least = full
    for some in range(1, full):
        if l.finish[some] >= NEVER and count_bits(some) < count_bits(least):
            least = some
    return least


@compiled
def _keep(l: Lanes, chosen: Ints, some: int) -> int:
    kept = 0
    for i in range(MOST_UNITS):
        if some >> i & 1:
            chosen[kept] = l.member[i]
            kept += 1
    return kept
