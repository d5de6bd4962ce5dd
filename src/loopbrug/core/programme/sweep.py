"""The same question as the timetable, asked in order of time: for sets that are tight."""

from typing import NamedTuple

import numpy as np

from loopbrug.core.programme.compiled import BITS, Ints, compiled, lowest_bit
from loopbrug.core.programme.kernel import Tables
from loopbrug.core.programme.timetable import (
    LIMIT, NEVER, NO_ROOM, NODES, ROOM, Board, clear, energy, in_order, lift, narrow, place,
    start_after,
)  # fmt: skip

MEMORY = 1 << 16
MOST_UNITS = 60
MOST_RUNNING = 4
RUNNING_BITS = 15


class Memory(NamedTuple):
    """Options per depth, and the situations that were seen to fail.

    A situation is which units are placed (``who``), the week from which the next can start
    (``when``) and the offerings that still run then (``what``); ``round`` tells to which call
    an entry belongs.
    """

    option: Ints
    taker: Ints
    count: Ints
    at: Ints
    key: Ints
    who: Ints
    what: Ints
    when: Ints
    round: Ints
    now: Ints


def new_memory(t: Tables) -> Memory:
    """Return an empty memory for ``t``."""
    units, size = len(t.hours), len(t.start)
    return Memory(
        np.empty((units + 1, size), np.int64), np.empty((units + 1, size), np.int64),
        np.zeros(units + 1, np.int64), np.zeros(units + 1, np.int64),
        np.zeros((units + 1, 3), np.int64), np.zeros(MEMORY, np.int64),
        np.zeros(MEMORY, np.int64), np.zeros(MEMORY, np.int64), np.zeros(MEMORY, np.int64),
        np.zeros(2, np.int64),
    )  # fmt: skip


@compiled
def sweep(t: Tables, b: Board, m: Memory, chosen: Ints, n: int, limit: int) -> int:
    """Return ROOM, NO_ROOM or LIMIT as ``fits`` does.

    Offerings are placed in order of their start. The next one starts before any other could
    have been followed to its end: else that one could be put in between at no loss.
    """
    clear(t, b, chosen, n)
    m.now[0] += 1
    m.now[1] = 0
    if n == 0:
        return ROOM
    if not (in_order(t, b, chosen, n, 0) and _options(t, b, m, chosen, n, 0)):
        return NO_ROOM
    depth = 0
    while depth >= 0:
        if m.at[depth] >= m.count[depth]:
            _remember(m, depth)
            depth -= 1
            if depth >= 0:
                lift(t, b, b.turn[depth])
            continue
        offering = m.option[depth, m.at[depth]]
        b.turn[depth] = m.taker[depth, m.at[depth]]
        m.at[depth] += 1
        b.now[NODES] += 1
        limit -= 1
        if limit < 0:
            return LIMIT
        place(t, b, b.turn[depth], offering)
        fine = narrow(t, b, chosen, n, depth, offering)
        fine = fine and _from(t, b, chosen, n, depth + 1, t.start[offering])
        fine = fine and in_order(t, b, chosen, n, depth + 1)
        if fine and depth + 1 == n:
            return ROOM
        fine = fine and energy(t, b, chosen, n, t.start[offering])
        fine = fine and _options(t, b, m, chosen, n, depth + 1)
        if fine and not _known(m, depth + 1):
            depth += 1
        else:
            lift(t, b, b.turn[depth])
    return NO_ROOM


@compiled
def _from(t: Tables, b: Board, chosen: Ints, n: int, depth: int, week: int) -> bool:
    """Drop what starts before ``week``; False when a unit has nothing left."""
    for i in range(n):
        if b.placed[chosen[i]] < 0 and not start_after(t, b, chosen[i], week, depth):
            return False
    return True


@compiled
def _options(t: Tables, b: Board, m: Memory, chosen: Ints, n: int, depth: int) -> bool:
    """List what can come next, earliest end first, and note the situation."""
    first = NEVER
    horizon = NEVER
    count = 0
    for i in range(n):
        unit = chosen[i]
        if b.placed[unit] >= 0:
            continue
        ready = _ready(t, b, unit)
        for word in range(t.word[unit], t.word[unit + 1]):
            bits = b.alive[depth, word]
            while bits:
                lowest = bits & -bits
                bits ^= lowest
                offering = word * BITS + lowest_bit(lowest)
                first = min(first, t.start[offering])
                if t.start[offering] >= ready:
                    horizon = min(horizon, t.end[offering])
                    if t.start[offering] < horizon:
                        m.option[depth, count] = offering
                        m.taker[depth, count] = unit
                        count += 1
    _sort(t, m, depth, count, horizon)
    _note(t, b, m, chosen, n, depth, first)
    return m.count[depth] > 0


@compiled
def _ready(t: Tables, b: Board, unit: int) -> int:
    """Return the week from which what is placed (or outside) has closed the prerequisites."""
    ready = 0
    for k in range(t.needs[unit]):
        outcome = t.need[unit, k]
        first = NEVER
        for j in range(t.coverers[outcome]):
            source = t.by[outcome, j]
            if b.placed[source] >= 0:
                first = min(first, t.end[b.placed[source]])
            elif b.outside[source] and not b.inside[source]:
                for word in range(t.word[source], t.word[source + 1]):
                    bits = b.domain[word]
                    if bits:
                        first = min(first, t.end[word * BITS + lowest_bit(bits & -bits)])
                        break
        ready = max(ready, first)
    return ready


@compiled
def _sort(t: Tables, m: Memory, depth: int, count: int, horizon: int) -> None:
    kept = 0
    for i in range(count):
        offering = m.option[depth, i]
        unit = m.taker[depth, i]
        if t.start[offering] >= horizon:
            continue
        j = kept
        while j > 0 and t.end[m.option[depth, j - 1]] > t.end[offering]:
            m.option[depth, j] = m.option[depth, j - 1]
            m.taker[depth, j] = m.taker[depth, j - 1]
            j -= 1
        m.option[depth, j] = offering
        m.taker[depth, j] = unit
        kept += 1
    m.count[depth] = kept
    m.at[depth] = 0


@compiled
def _note(t: Tables, b: Board, m: Memory, chosen: Ints, n: int, depth: int, first: int) -> None:
    """Describe the situation at ``depth``; ``who`` 0 when it is too wide to describe."""
    who = 0
    what = 0
    running = 0
    for i in range(n):
        offering = b.placed[chosen[i]]
        if offering >= 0:
            who |= 1 << i
            if t.end[offering] > first:
                what = what << RUNNING_BITS | offering
                running += 1
    if running > MOST_RUNNING or n > MOST_UNITS or len(t.start) >= 1 << RUNNING_BITS:
        who = 0
    m.key[depth, 0] = who
    m.key[depth, 1] = what
    m.key[depth, 2] = first


@compiled
def _slot(m: Memory, who: int, what: int) -> int:
    """Return where a situation is kept, or would be."""
    mixed = who * 0x9E3779B97F4A7C1 + what * 0x2545F4914F6CDD1D
    at = ((mixed >> 20) ^ (mixed >> 40) ^ mixed) & (MEMORY - 1)
    while m.round[at] == m.now[0] and not (m.who[at] == who and m.what[at] == what):
        at = (at + 1) & (MEMORY - 1)
    return at


@compiled
def _known(m: Memory, depth: int) -> bool:
    """Return whether the same, or the same with nothing running, failed as early or earlier."""
    who = m.key[depth, 0]
    if who == 0:
        return False
    at = _slot(m, who, m.key[depth, 1])
    if m.round[at] == m.now[0] and m.when[at] <= m.key[depth, 2]:
        return True
    at = _slot(m, who, 0)
    return m.round[at] == m.now[0] and m.when[at] <= m.key[depth, 2]


@compiled
def _remember(m: Memory, depth: int) -> None:
    who = m.key[depth, 0]
    if who == 0:
        return
    at = _slot(m, who, m.key[depth, 1])
    if m.round[at] == m.now[0]:
        m.when[at] = min(m.when[at], m.key[depth, 2])
    elif m.now[1] < MEMORY // 2:
        m.who[at] = who
        m.what[at] = m.key[depth, 1]
        m.when[at] = m.key[depth, 2]
        m.round[at] = m.now[0]
        m.now[1] += 1
