"""A quick proof that units do not fit: side by side in one or two lanes, whatever the rest."""
# ruff: noqa: PLR0917 - compiled code is handed its arrays

from typing import NamedTuple

import numpy as np

from loopbrug.core.programme.compiled import BITS, Bits, Ints, count_bits, lean, lowest_bit
from loopbrug.core.programme.kernel import Tables
from loopbrug.core.programme.timetable import NEVER, TOP, Board

MOST_UNITS = 12
MOST_PAIRS = 12
PATIENCE, PER_SUCCESS = 60, 8


class Lanes(NamedTuple):
    """Working memory: the earliest end per unit and week, and what sets of units need.

    ``earliest[u, w]`` is the earliest end of an allowed offering of unit ``u`` that starts in
    week ``w`` or later, ``light[i, w]`` the same of member ``i`` for offerings that leave room
    beside them. ``member`` are the units that the bits of a set stand for. Per set ``finish`` is
    the earliest end of all, or NEVER; ``first`` and ``second`` are its ``pairs`` of weeks in
    which two lanes come free. ``score`` counts thorough tries and successes: the thorough proof
    is given up when it keeps failing.
    """

    earliest: Ints
    finish: Bits
    member: Ints
    light: Ints
    pairs: Ints
    first: Ints
    second: Ints
    score: Ints


def new_lanes(t: Tables, done: Lanes | None = None) -> Lanes:
    """Return the memory for ``t``; that of lanes that are ``done`` with is taken over."""
    units, sets = len(t.hours), 1 << MOST_UNITS
    if done is None:
        finish, pairs = np.zeros(sets, np.int64), np.zeros(sets, np.int64)
        first, second = (np.zeros((sets, MOST_PAIRS), np.int64) for _ in range(2))
    else:
        finish, pairs, first, second = done.finish, done.pairs, done.first, done.second
    return Lanes(
        np.zeros((units, t.spells + 1), np.int64), finish, np.zeros(units + 1, np.int64),
        np.zeros((MOST_UNITS, t.spells + 1), np.int64), pairs, first, second,
        np.zeros(2, np.int64),
    )  # fmt: skip


@lean
def survey(t: Tables, b: Board, lanes: Lanes) -> None:
    """Read the earliest ends from what the board allows now."""
    lanes.earliest[:] = NEVER
    for unit in range(len(t.hours)):
        for word in range(t.word[unit], t.word[unit + 1]):
            bits = b.domain[word]
            while bits:
                lowest = bits & -bits
                bits ^= lowest
                offering = word * BITS + lowest_bit(lowest)
                at = t.start[offering]
                lanes.earliest[unit, at] = min(lanes.earliest[unit, at], t.end[offering])
        for week in range(t.spells - 1, -1, -1):
            lanes.earliest[unit, week] = min(
                lanes.earliest[unit, week], lanes.earliest[unit, week + 1]
            )


@lean
def crowd(t: Tables, b: Board, lanes: Lanes, chosen: Ints, n: int, thorough: int) -> int:
    """Return how many units of ``chosen``, put in front, cannot go together; 0 when unknown."""
    size = _one_at_a_time(t, lanes, chosen, n)
    _finish(lanes, size)
    if lanes.finish[(1 << size) - 1] >= NEVER:
        return _keep(lanes, chosen, _least_crowd(lanes, size))
    if thorough == 0 or lanes.score[0] > PATIENCE + PER_SUCCESS * lanes.score[1]:
        return 0
    size = _two_at_a_time(t, b, lanes, chosen, n)
    _survey_light(t, b, lanes, size)
    _two_lanes(lanes, size)
    lanes.score[0] += 1
    if lanes.finish[(1 << size) - 1] >= NEVER:
        lanes.score[1] += 1
        return _keep(lanes, chosen, _least_crowd(lanes, size))
    return 0


@lean
def _one_at_a_time(t: Tables, lanes: Lanes, chosen: Ints, n: int) -> int:
    """Gather units of which no two can ever run in the same week."""
    size = 0
    for i in range(n):
        alone = size < MOST_UNITS
        for j in range(size):
            alone = alone and not t.overlap[chosen[i], lanes.member[j]]
        if alone:
            lanes.member[size] = chosen[i]
            size += 1
    return size


@lean
def _two_at_a_time(t: Tables, b: Board, lanes: Lanes, chosen: Ints, n: int) -> int:
    """Gather units of which no three can ever run in the same week: the ceiling forbids it."""
    size = 0
    for i in range(n):
        at = size
        while at > 0 and t.lightest[lanes.member[at - 1]] < t.lightest[chosen[i]]:
            lanes.member[at] = lanes.member[at - 1]
            at -= 1
        lanes.member[at] = chosen[i]
        size += 1
    while size >= 3:  # noqa: PLR2004
        three = 0
        for j in range(size - 3, size):
            three += t.lightest[lanes.member[j]]
        if three > b.now[TOP]:
            break
        size -= 1
    return min(size, MOST_UNITS)


@lean
def _finish(lanes: Lanes, size: int) -> None:
    lanes.finish[0] = 0
    for some in range(1, 1 << size):
        best = NEVER
        for i in range(size):
            if some >> i & 1:
                before = lanes.finish[some & ~(1 << i)]
                if before < NEVER:
                    best = min(best, lanes.earliest[lanes.member[i], before])
        lanes.finish[some] = best


@lean
def _survey_light(t: Tables, b: Board, lanes: Lanes, size: int) -> None:
    """Read the earliest ends of offerings light enough to run beside another member's."""
    lightest = NEVER
    for i in range(size):
        lightest = min(lightest, t.lightest[lanes.member[i]])
    for i in range(size):
        unit = lanes.member[i]
        lanes.light[i, :] = NEVER
        for word in range(t.word[unit], t.word[unit + 1]):
            bits = b.domain[word]
            while bits:
                lowest = bits & -bits
                bits ^= lowest
                offering = word * BITS + lowest_bit(lowest)
                if t.load[offering] + lightest <= b.now[TOP]:
                    at = t.start[offering]
                    lanes.light[i, at] = min(lanes.light[i, at], t.end[offering])
        for week in range(t.spells - 1, -1, -1):
            lanes.light[i, week] = min(lanes.light[i, week], lanes.light[i, week + 1])


@lean
def _two_lanes(lanes: Lanes, size: int) -> None:
    """Find for every set of members whether it fits in two lanes.

    A light offering takes one lane, any other both. Per set the pairs of weeks in which the
    lanes come free are kept, as long as no other pair is as early in both.
    """
    lanes.pairs[0] = 1
    lanes.first[0, 0] = 0
    lanes.second[0, 0] = 0
    lanes.finish[0] = 0
    for some in range(1, 1 << size):
        lanes.pairs[some] = 0
        for i in range(size):
            if some >> i & 1:
                rest = some & ~(1 << i)
                unit = lanes.member[i]
                for k in range(lanes.pairs[rest]):
                    one, two = lanes.first[rest, k], lanes.second[rest, k]
                    both = lanes.earliest[unit, two]
                    _add_pair(lanes, some, both, both)
                    _add_pair(lanes, some, lanes.light[i, one], two)
                    _add_pair(lanes, some, one, lanes.light[i, two])
        lanes.finish[some] = 0 if lanes.pairs[some] else NEVER


@lean
def _add_pair(lanes: Lanes, some: int, one: int, two: int) -> None:
    """Keep a pair of free weeks, unless another is as early; merge the last when full."""
    early, late = min(one, two), max(one, two)
    if late >= NEVER:
        return
    kept = 0
    for k in range(lanes.pairs[some]):
        if lanes.first[some, k] <= early and lanes.second[some, k] <= late:
            return
    for k in range(lanes.pairs[some]):
        if not (early <= lanes.first[some, k] and late <= lanes.second[some, k]):
            lanes.first[some, kept] = lanes.first[some, k]
            lanes.second[some, kept] = lanes.second[some, k]
            kept += 1
    if kept == MOST_PAIRS:
        kept -= 1
        early = min(early, lanes.first[some, kept])
        late = min(late, lanes.second[some, kept])
    lanes.first[some, kept] = early
    lanes.second[some, kept] = late
    lanes.pairs[some] = kept + 1


@lean
def _least_crowd(lanes: Lanes, size: int) -> int:
    """Return the smallest set that does not fit."""
    least = (1 << size) - 1
    for some in range(1, 1 << size):
        if lanes.finish[some] >= NEVER and count_bits(some) < count_bits(least):
            least = some
    return least


@lean
def _keep(lanes: Lanes, chosen: Ints, some: int) -> int:
    kept = 0
    for i in range(MOST_UNITS):
        if some >> i & 1:
            chosen[kept] = lanes.member[i]
            kept += 1
    return kept
