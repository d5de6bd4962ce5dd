"""A quick proof that units do not fit: side by side in one or two lanes, whatever the rest."""

from typing import NamedTuple

import numpy as np

from loopbrug.core.programme.compiled import BITS, Bits, Ints, compiled, count_bits, lowest_bit
from loopbrug.core.programme.kernel import Tables
from loopbrug.core.programme.timetable import NEVER, TOP, Board

MOST_UNITS = 12
MOST_PAIRS = 12


class Lanes(NamedTuple):
    """Working memory: the earliest end per unit and week, and per set of units in one lane.

    ``earliest[u, w]`` is the earliest end of an allowed offering of unit ``u`` that starts in
    week ``w`` or later; ``finish[s]`` the earliest end of all members in set ``s``, one after
    another in the best order; ``member`` are the units the bits stand for.
    """

    earliest: Ints
    finish: Bits
    member: Ints
    light: Ints
    pairs: Ints
    first: Ints
    second: Ints


def new_lanes(t: Tables) -> Lanes:
    """Return the memory for ``t``."""
    units = len(t.hours)
    return Lanes(
        np.zeros((units, t.weeks + 1), np.int64), np.zeros(1 << MOST_UNITS, np.int64),
        np.zeros(units + 1, np.int64), np.zeros((MOST_UNITS, t.weeks + 1), np.int64),
        np.zeros(1 << MOST_UNITS, np.int64), np.zeros((1 << MOST_UNITS, MOST_PAIRS), np.int64),
        np.zeros((1 << MOST_UNITS, MOST_PAIRS), np.int64),
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
def crowd(t: Tables, b: Board, l: Lanes, chosen: Ints, n: int, thorough: int) -> int:
    """Return how many units of ``chosen``, put in front, cannot go together; 0 when unknown."""
    size = _one_at_a_time(t, l, chosen, n)
    _finish(l, size)
    if l.finish[(1 << size) - 1] >= NEVER:
        return _keep(l, chosen, _least_crowd(l, size))
    if not thorough:
        return 0
    size = _two_at_a_time(t, b, l, chosen, n)
    _survey_light(t, b, l, size)
    _two_lanes(l, size)
    if l.finish[(1 << size) - 1] >= NEVER:
        return _keep(l, chosen, _least_crowd(l, size))
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
def _survey_light(t: Tables, b: Board, l: Lanes, size: int) -> None:
    """Read the earliest ends of offerings light enough to run beside another member's."""
    lightest = NEVER
    for i in range(size):
        lightest = min(lightest, t.lightest[l.member[i]])
    for i in range(size):
        unit = l.member[i]
        l.light[i, :] = NEVER
        for word in range(t.word[unit], t.word[unit + 1]):
            bits = b.domain[word]
            while bits:
                lowest = bits & -bits
                bits ^= lowest
                offering = word * BITS + lowest_bit(lowest)
                if t.load[offering] + lightest <= b.now[TOP]:
                    at = t.start[offering]
                    l.light[i, at] = min(l.light[i, at], t.end[offering])
        for week in range(t.weeks - 1, -1, -1):
            l.light[i, week] = min(l.light[i, week], l.light[i, week + 1])


@compiled
def _two_lanes(l: Lanes, size: int) -> None:
    """Find for every set of members whether it fits in two lanes.

    A light offering takes one lane, any other both. Per set the pairs of weeks in which the
    lanes come free are kept, as long as no other pair is as early in both.
    """
    l.pairs[0] = 1
    l.first[0, 0] = 0
    l.second[0, 0] = 0
    l.finish[0] = 0
    for some in range(1, 1 << size):
        l.pairs[some] = 0
        for i in range(size):
            if some >> i & 1:
                rest = some & ~(1 << i)
                unit = l.member[i]
                for k in range(l.pairs[rest]):
                    one, two = l.first[rest, k], l.second[rest, k]
                    both = l.earliest[unit, two]
                    _add_pair(l, some, both, both)
                    _add_pair(l, some, l.light[i, one], two)
                    _add_pair(l, some, one, l.light[i, two])
        l.finish[some] = 0 if l.pairs[some] else NEVER


@compiled
def _add_pair(l: Lanes, some: int, one: int, two: int) -> None:
    """Keep a pair of free weeks, unless another is as early; merge the last when full."""
    early, late = min(one, two), max(one, two)
    if late >= NEVER:
        return
    kept = 0
    for k in range(l.pairs[some]):
        if l.first[some, k] <= early and l.second[some, k] <= late:
            return
    for k in range(l.pairs[some]):
        if not (early <= l.first[some, k] and late <= l.second[some, k]):
            l.first[some, kept] = l.first[some, k]
            l.second[some, kept] = l.second[some, k]
            kept += 1
    if kept == MOST_PAIRS:
        kept -= 1
        early = min(early, l.first[some, kept])
        late = min(late, l.second[some, kept])
    l.first[some, kept] = early
    l.second[some, kept] = late
    l.pairs[some] = kept + 1


@compiled
def _least_crowd(l: Lanes, size: int) -> int:
    """Return the smallest set that does not fit."""
    least = (1 << size) - 1
    for some in range(1, 1 << size):
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
