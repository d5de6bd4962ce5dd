"""Whether chosen units fit together in the weeks: depth first, the tightest unit first."""
# ruff: noqa: PLR0917 - compiled code is handed its arrays

from typing import NamedTuple

import numpy as np

from loopbrug.core.programme.compiled import BITS, Bits, Ints, count_bits, lean, lowest_bit
from loopbrug.core.programme.kernel import Tables

NEVER = 1 << 30
NO_ROOM, ROOM, LIMIT = 0, 1, 2

END, TOP, NODES, MOST = 0, 1, 2, 3


class Board(NamedTuple):
    """The working memory of the timetable, made once per kernel.

    ``domain`` is the set of offerings allowed now: those that end by ``now[END]`` and whose
    load is at most ``now[TOP]``; ``now[MOST]`` is the most steps. ``outside`` marks units that
    are not placed but may still close a prerequisite. ``placed`` is the offering per unit, -1
    for none. Per spell: ``load`` is the hours a week placed in it, ``length`` its weeks before
    ``now[END]``. ``effort`` is the least hours that a unit takes of the weeks, until the spell
    after it.
    """

    domain: Bits
    alive: Bits
    left: Bits
    turn: Ints
    placed: Ints
    inside: Ints
    outside: Ints
    load: Ints
    length: Ints
    effort: Ints
    weight: Ints
    now: Ints


def new_board(t: Tables) -> Board:
    """Return an empty board for ``t``, with everything allowed."""
    units, words = len(t.hours), len(t.every)
    return Board(
        t.every.copy(),
        np.zeros((units + 1, words), np.int64), np.zeros((units + 1, words), np.int64),
        np.zeros(units + 1, np.int64), np.full(units, -1, np.int64), np.zeros(units, np.int64),
        np.ones(units, np.int64), np.zeros(t.spells, np.int64), np.diff(t.begin),
        np.zeros(units, np.int64), np.ones(units, np.int64),
        np.array([t.begin[-1], t.ceiling, 0, 0], np.int64),
    )  # fmt: skip


@lean
def restrict(t: Tables, b: Board, end: int, top: int) -> None:
    """Allow only offerings that end by ``end``, in weeks of at most ``top`` hours."""
    b.now[END] = end
    b.now[TOP] = top
    for spell in range(t.spells):
        b.length[spell] = max(0, min(end, t.begin[spell + 1]) - t.begin[spell])
    for word in range(len(b.domain)):
        bits = t.every[word]
        kept = 0
        while bits:
            lowest = bits & -bits
            bits ^= lowest
            offering = word * BITS + lowest_bit(lowest)
            if t.finish[offering] <= end and t.load[offering] <= top:
                kept |= lowest
        b.domain[word] = kept
    for unit in range(len(t.hours)):
        b.effort[unit] = NEVER
        for word in range(t.word[unit], t.word[unit + 1]):
            bits = b.domain[word]
            while bits:
                lowest = bits & -bits
                bits ^= lowest
                taken = effort_of(t, b, word * BITS + lowest_bit(lowest))
                b.effort[unit] = min(b.effort[unit], taken)


@lean
def effort_of(t: Tables, b: Board, offering: int) -> int:
    """Return the hours that an offering takes of its spells."""
    weeks = 0
    for spell in range(t.start[offering], t.end[offering]):
        weeks += b.length[spell]
    return int(weeks * t.load[offering])


@lean
def fits(t: Tables, b: Board, chosen: Ints, n: int, limit: int) -> int:
    """Return ROOM when the first ``n`` units of ``chosen`` go together, then they are placed.

    NO_ROOM is proved; LIMIT means that more than ``limit`` placements were tried.
    """
    clear(t, b, chosen, n)
    if n == 0:
        return ROOM
    if not (in_order(t, b, chosen, n, 0) and _enter(t, b, chosen, n, 0)):
        return NO_ROOM
    depth = 0
    while depth >= 0:
        offering = _next(t, b, depth)
        if offering < 0:
            depth -= 1
            if depth >= 0:
                lift(t, b, b.turn[depth])
            continue
        b.now[NODES] += 1
        limit -= 1
        if limit < 0:
            return LIMIT
        place(t, b, b.turn[depth], offering)
        fine = narrow(t, b, chosen, n, depth, offering) and in_order(t, b, chosen, n, depth + 1)
        if fine and depth + 1 == n:
            return ROOM
        if fine and energy(t, b, chosen, n) and _enter(t, b, chosen, n, depth + 1):
            depth += 1
        else:
            lift(t, b, b.turn[depth])
    return NO_ROOM


@lean
def clear(t: Tables, b: Board, chosen: Ints, n: int) -> None:
    """Empty the board, with all that is allowed alive for the units chosen."""
    b.inside[:] = 0
    b.placed[:] = -1
    b.load[:] = 0
    for i in range(n):
        unit = chosen[i]
        b.inside[unit] = 1
        for word in range(t.word[unit], t.word[unit + 1]):
            b.alive[0, word] = b.domain[word]


@lean
def _enter(t: Tables, b: Board, chosen: Ints, n: int, depth: int) -> bool:
    """Take the unit with the fewest offerings left as the next to place."""
    fewest = NEVER
    heaviest = 1
    turn = -1
    for i in range(n):
        unit = chosen[i]
        if b.placed[unit] < 0:
            count = 0
            for word in range(t.word[unit], t.word[unit + 1]):
                count += count_bits(b.alive[depth, word])
            if count == 0:
                return False
            if count * heaviest < fewest * b.weight[unit]:
                fewest = count
                heaviest = b.weight[unit]
                turn = unit
    b.turn[depth] = turn
    for word in range(t.word[turn], t.word[turn + 1]):
        b.left[depth, word] = b.alive[depth, word]
    return True


@lean
def _next(t: Tables, b: Board, depth: int) -> int:
    """Return the earliest ending offering not yet tried at ``depth``, or -1."""
    unit = b.turn[depth]
    for word in range(t.word[unit], t.word[unit + 1]):
        bits = b.left[depth, word]
        if bits:
            lowest = bits & -bits
            b.left[depth, word] = bits ^ lowest
            return word * BITS + lowest_bit(lowest)
    return -1


@lean
def place(t: Tables, b: Board, unit: int, offering: int) -> None:
    """Put an offering in the weeks."""
    b.placed[unit] = offering
    for week in range(t.start[offering], t.end[offering]):
        b.load[week] += t.load[offering]


@lean
def lift(t: Tables, b: Board, unit: int) -> None:
    """Take the offering of a unit out of the weeks again."""
    offering = b.placed[unit]
    b.placed[unit] = -1
    for week in range(t.start[offering], t.end[offering]):
        b.load[week] -= t.load[offering]


@lean
def narrow(t: Tables, b: Board, chosen: Ints, n: int, depth: int, offering: int) -> bool:
    """Keep for the next depth what goes together with ``offering``; False when a unit has none."""
    for i in range(n):
        unit = chosen[i]
        if b.placed[unit] >= 0:
            continue
        any_left = 0
        for word in range(t.word[unit], t.word[unit + 1]):
            bits = b.alive[depth, word] & ~t.clash[offering, word]
            if depth > 0 or b.now[TOP] < t.ceiling:
                bits = _within_ceiling(t, b, word, bits, offering)
            b.alive[depth + 1, word] = bits
            any_left |= bits
        if any_left == 0:
            b.weight[unit] += 1
            return False
    return True


@lean
def _within_ceiling(t: Tables, b: Board, word: int, bits: int, offering: int) -> int:
    """Return those of ``bits`` that stay below the ceiling in the weeks of ``offering``."""
    kept = bits
    while bits:
        lowest = bits & -bits
        bits ^= lowest
        other = word * BITS + lowest_bit(lowest)
        room = b.now[TOP] - t.load[other]
        for week in range(
            max(t.start[offering], t.start[other]), min(t.end[offering], t.end[other])
        ):
            if b.load[week] > room:
                kept ^= lowest
                break
    return kept


@lean
def in_order(t: Tables, b: Board, chosen: Ints, n: int, depth: int) -> bool:
    """Drop what starts before its prerequisites can be closed; False when a unit has none left."""
    for i in range(n):
        unit = chosen[i]
        if t.needs[unit] == 0:
            continue
        after = 0
        for k in range(t.needs[unit]):
            after = max(after, _closed_by(t, b, t.need[unit, k], depth))
        if b.placed[unit] >= 0:
            if t.start[b.placed[unit]] < after:
                return False
        elif after > 0 and not start_after(t, b, unit, after, depth):
            return False
    return True


@lean
def _closed_by(t: Tables, b: Board, outcome: int, depth: int) -> int:
    """Return the first week in which ``outcome`` can be closed."""
    first = NEVER
    for k in range(t.coverers[outcome]):
        unit = t.by[outcome, k]
        if b.inside[unit] and b.placed[unit] >= 0:
            first = min(first, t.end[b.placed[unit]])
        elif b.inside[unit] or b.outside[unit]:
            for word in range(t.word[unit], t.word[unit + 1]):
                bits = b.alive[depth, word] if b.inside[unit] else b.domain[word]
                if bits:
                    first = min(first, t.end[word * BITS + lowest_bit(bits & -bits)])
                    break
    return first


@lean
def start_after(t: Tables, b: Board, unit: int, after: int, depth: int) -> bool:
    """Drop offerings of ``unit`` that start before week ``after``; False when none is left."""
    any_left = 0
    for word in range(t.word[unit], t.word[unit + 1]):
        bits = b.alive[depth, word]
        kept = bits
        while bits:
            lowest = bits & -bits
            bits ^= lowest
            if t.start[word * BITS + lowest_bit(lowest)] < after:
                kept ^= lowest
        b.alive[depth, word] = kept
        any_left |= kept
    return any_left != 0


@lean
def energy(t: Tables, b: Board, chosen: Ints, n: int) -> bool:
    """Return whether the hours still to place are no more than the weeks can hold."""
    to_place = 0
    lightest = NEVER
    for i in range(n):
        unit = chosen[i]
        if b.placed[unit] < 0:
            to_place += b.effort[unit]
            lightest = min(lightest, t.lightest[unit])
    room = 0
    for spell in range(t.spells):
        free = b.now[TOP] - b.load[spell]
        if free >= lightest:
            room += free * b.length[spell]
    return room >= to_place
