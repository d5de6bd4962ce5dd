"""Whether chosen units fit, spell after spell: strong when the weeks are nearly full."""
# ruff: noqa: PLR0917 - compiled code is handed its arrays

from typing import NamedTuple

import numpy as np

from loopbrug.core.programme.compiled import BITS, Bits, Ints, lean, lowest_bit
from loopbrug.core.programme.kernel import Tables
from loopbrug.core.programme.timetable import (
    LIMIT,
    NEVER,
    NO_ROOM,
    NODES,
    ROOM,
    TOP,
    Board,
    clear,
    lift,
    place,
)  # fmt: skip

MOST_RUNNING, PLACE_BITS = 4, 15
SLOTS, PROBES = 1 << 15, 16
UNITS_KEY, RUNNING_KEY, FROM, ROUND = 0, 1, 2, 3


class Line(NamedTuple):
    """The working memory of the sweep.

    ``by_start`` are all offerings in order of start, ``line`` those that count now; ``unit_of``
    is whose a word of offerings is among the chosen, -1 for nobody's. ``who`` is whose those in
    line are, ``last`` the latest start of each. ``closers`` is the set of
    chosen units that close an outcome, ``from_outside`` the first spell in which another unit
    may have. ``weeks[s]`` counts the weeks from spell ``s`` on, ``weight`` weighs loads against
    twice the ceiling, ``effort[i, s]`` is the least that chosen unit ``i`` weighs when it starts
    in ``s`` or later. Per depth: the set of ``units`` placed, the next
    ``turn`` in line, the one ``taken``, the latest spell to go on (``until``), and the ``key``
    of the state. ``failed`` remembers states that cannot be completed.
    """

    by_start: Ints
    unit_of: Ints
    line: Ints
    who: Ints
    last: Ints
    closers: Bits
    from_outside: Ints
    weeks: Ints
    weight: Ints
    effort: Ints
    units: Bits
    turn: Ints
    taken: Ints
    until: Ints
    key: Bits
    failed: Bits
    round: Ints


def new_line(t: Tables, done: Line | None = None) -> Line:
    """Return the memory for ``t``; that of a line that is ``done`` with is taken over."""
    units, spells, outcomes = len(t.hours), t.spells, len(t.needed)
    bits = (t.every[:, None] >> np.arange(BITS)) & 1
    used = np.flatnonzero(bits.ravel())
    by_start = used[np.lexsort((used, t.end[used], t.start[used]))]

    def zeros(*shape: int) -> Ints:
        return np.zeros(shape, np.int64)

    failed = zeros(SLOTS, 4) if done is None else done.failed
    failed[:] = 0
    return Line(
        by_start, zeros(len(t.every)), zeros(len(used) + 1), zeros(len(used) + 1),
        zeros(units + 1), zeros(outcomes), zeros(outcomes), zeros(spells + 1), zeros(t.ceiling + 1),
        zeros(units + 1, spells + 1), zeros(units + 2), zeros(units + 2), zeros(units + 2),
        zeros(units + 2), zeros(units + 2, 3), failed, zeros(1),
    )  # fmt: skip


@lean
def sweep(t: Tables, b: Board, lns: Line, chosen: Ints, n: int, limit: int) -> int:
    """Answer as ``fits`` does, placing in order of start; strong when the weeks are full.

    Spells that have passed are lost, so unused hours soon add up to a proof; and a state is the
    units placed with the offerings still running, so that what failed once is not tried again.
    """
    if n > BITS:
        return LIMIT
    clear(t, b, chosen, n)
    size = _line_up(t, b, lns, chosen, n)
    _find_closers(t, b, lns, chosen, n)
    _survey_weeks(t, b, lns, n, size)
    lns.round[0] += 1
    depth = 0
    if not _open(t, b, lns, n, size, 0, 0):
        return NO_ROOM
    while True:
        at = _take(t, b, lns, chosen, n, size, depth)
        if at < 0:
            _remember(lns, depth)
            if depth == 0:
                return NO_ROOM
            depth -= 1
            lift(t, b, chosen[lns.who[lns.taken[depth]]])
            continue
        b.now[NODES] += 1
        limit -= 1
        if limit < 0:
            return LIMIT
        unit = chosen[lns.who[at]]
        place(t, b, unit, lns.line[at])
        lns.taken[depth] = at
        lns.units[depth + 1] = lns.units[depth] | (np.int64(1) << lns.who[at])
        if depth + 1 == n:
            return ROOM
        if _open(t, b, lns, n, size, depth + 1, at + 1):
            depth += 1
        else:
            lift(t, b, unit)


@lean
def _line_up(t: Tables, b: Board, lns: Line, chosen: Ints, n: int) -> int:
    """Put the allowed offerings of the chosen units in line, by start."""
    for i in range(n):
        lns.last[i] = -1
    unit_of = lns.unit_of
    unit_of[:] = -1
    for i in range(n):
        unit_of[t.word[chosen[i]] : t.word[chosen[i] + 1]] = i
    size = 0
    for k in range(len(lns.by_start)):
        offering = lns.by_start[k]
        i = unit_of[offering // BITS]
        if i >= 0 and b.domain[offering // BITS] >> (offering % BITS) & 1:
            lns.line[size] = offering
            lns.who[size] = i
            lns.last[i] = t.start[offering]
            size += 1
    return size


@lean
def _find_closers(t: Tables, b: Board, lns: Line, chosen: Ints, n: int) -> None:
    """Find who closes the prerequisites of the chosen units."""
    lns.closers[:] = 0
    for i in range(n):
        for k in range(t.covers[chosen[i]]):
            lns.closers[t.cover[chosen[i], k]] |= np.int64(1) << i
        for k in range(t.needs[chosen[i]]):
            outcome = t.need[chosen[i], k]
            first = NEVER
            for j in range(t.coverers[outcome]):
                unit = t.by[outcome, j]
                if b.outside[unit] and not b.inside[unit]:
                    for word in range(t.word[unit], t.word[unit + 1]):
                        bits = b.domain[word]
                        if bits:
                            first = min(first, t.end[word * BITS + lowest_bit(bits & -bits)])
                            break
            lns.from_outside[outcome] = first


@lean
def _survey_weeks(t: Tables, b: Board, lns: Line, n: int, size: int) -> None:
    """Work out what the weeks can hold, and weigh loads so that the least room is left.

    A weighing is a *dual feasible function*: loads that go together within the ceiling weigh
    together no more than it. One that leaves nothing beside it weighs as much as the ceiling.
    """
    lns.weeks[t.spells] = 0
    for spell in range(t.spells - 1, -1, -1):
        lns.weeks[spell] = lns.weeks[spell + 1] + b.length[spell]
    best = -1
    most = -1
    for kind in range(b.now[TOP] // 2 + 1):
        _weigh(b.now[TOP], kind, lns.weight)
        _survey_effort(t, lns, n, size)
        total = 0
        for i in range(n):
            total += lns.effort[i, 0]
        if total > most:
            best = kind
            most = total
    _weigh(b.now[TOP], best, lns.weight)
    _survey_effort(t, lns, n, size)


@lean
def _weigh(top: int, kind: int, weight: Ints) -> None:
    """Weigh every load: kind 1 counts lanes of a third, others round at ``kind`` off the top.

    Weights are doubled, so that half a ceiling is a whole number.
    """
    for load in range(top + 1):
        weight[load] = 2 * load
        if kind == 1:
            if 3 * load != top and 3 * load != 2 * top:
                weight[load] = 3 * load // top * top if load < top else 2 * top
            else:
                weight[load] = 2 * load
        elif load > top - kind:
            weight[load] = 2 * top
        elif load < kind:
            weight[load] = 0


@lean
def _survey_effort(t: Tables, lns: Line, n: int, size: int) -> None:
    """Find what each chosen unit weighs at least, when it starts in a spell or later."""
    lns.effort[:] = NEVER
    at = size - 1
    for spell in range(t.spells - 1, -1, -1):
        for i in range(n):
            lns.effort[i, spell] = lns.effort[i, spell + 1]
        while at >= 0 and t.start[lns.line[at]] == spell:
            i = lns.who[at]
            taken = _weighs(t, lns, lns.line[at], spell)
            lns.effort[i, spell] = min(lns.effort[i, spell], taken)
            at -= 1


@lean
def _weighs(t: Tables, lns: Line, offering: int, spell: int) -> int:
    """Return what an offering that runs weighs from a spell on."""
    return int(lns.weight[t.load[offering]] * (lns.weeks[spell] - lns.weeks[t.end[offering]]))


@lean
def _room_from(t: Tables, b: Board, lns: Line, n: int, depth: int, spell: int) -> bool:
    """Return whether the weeks from ``spell`` can still hold what is to be placed."""
    room = 2 * b.now[TOP] * lns.weeks[spell]
    for i in range(n):
        if not lns.units[depth] >> i & 1:
            room -= lns.effort[i, spell]
    for d in range(depth):
        offering = lns.line[lns.taken[d]]
        if t.end[offering] > spell:
            room -= _weighs(t, lns, offering, spell)
    return bool(room >= 0)


@lean
def _open(t: Tables, b: Board, lns: Line, n: int, size: int, depth: int, at: int) -> bool:
    """Begin a depth at place ``at`` in line; False when it cannot be completed from there."""
    while at < size and lns.units[depth] >> lns.who[at] & 1:
        at += 1
    until = NEVER
    for i in range(n):
        if not lns.units[depth] >> i & 1:
            until = min(until, lns.last[i])
    lns.until[depth] = until
    lns.turn[depth] = at
    if at >= size:
        return False
    spell = t.start[lns.line[at]]
    if spell > until or not _room_from(t, b, lns, n, depth, spell):
        return False
    return _unknown(t, lns, depth, spell)


@lean
def _take(t: Tables, b: Board, lns: Line, chosen: Ints, n: int, size: int, depth: int) -> int:
    """Return the next place in line whose offering can be placed now, or -1."""
    at: int = lns.turn[depth]
    spell = -1
    while at < size:
        offering = lns.line[at]
        if t.start[offering] != spell:
            spell = t.start[offering]
            if spell > lns.until[depth]:
                break
            if not _room_from(t, b, lns, n, depth, spell):
                break
        i = lns.who[at]
        if (
            not lns.units[depth] >> i & 1
            and b.load[spell] + t.load[offering] <= b.now[TOP]
            and _welcome(t, lns, depth, chosen[i], offering)
        ):
            lns.turn[depth] = at + 1
            return at
        at += 1
    lns.turn[depth] = size
    return -1


@lean
def _welcome(t: Tables, lns: Line, depth: int, unit: int, offering: int) -> bool:
    """Return whether an offering clashes with none that runs, its prerequisites closed."""
    spell = t.start[offering]
    ended = lns.units[depth]
    for d in range(depth):
        other = lns.line[lns.taken[d]]
        if t.end[other] > spell:
            ended &= ~(np.int64(1) << lns.who[lns.taken[d]])
            if t.clash[offering, other // BITS] >> (other % BITS) & 1:
                return False
    for k in range(t.needs[unit]):
        outcome = t.need[unit, k]
        if not lns.closers[outcome] & ended and lns.from_outside[outcome] > spell:
            return False
    return True


@lean
def _unknown(t: Tables, lns: Line, depth: int, spell: int) -> bool:
    """Write the key of a state; False when it, or an easier one, is known to fail."""
    running = np.int64(0)
    count = 0
    for d in range(depth):
        other = lns.line[lns.taken[d]]
        if t.end[other] > spell:
            count += 1
            if count > MOST_RUNNING or other + 1 >= 1 << PLACE_BITS:
                lns.key[depth, FROM] = -1
                return True
            running = running << PLACE_BITS | (other + 1)
    lns.key[depth, UNITS_KEY] = lns.units[depth]
    lns.key[depth, RUNNING_KEY] = running
    lns.key[depth, FROM] = lns.turn[depth]
    first = _slot_of(lns, depth)
    for slot in range(first, first + PROBES):
        if (
            lns.failed[slot, ROUND] == lns.round[0]
            and lns.failed[slot, UNITS_KEY] == lns.units[depth]
            and lns.failed[slot, FROM] <= lns.turn[depth]
            and _harder(t, int(running), lns.failed[slot, RUNNING_KEY], spell)
        ):
            return False
    return True


@lean
def _harder(t: Tables, running: int, other: int, spell: int) -> bool:
    """Return whether what is ``running`` hampers at least as much as the ``other`` did."""
    mask = (1 << PLACE_BITS) - 1
    while other:
        theirs = (other & mask) - 1
        other >>= PLACE_BITS
        if t.end[theirs] <= spell:
            continue
        rest = running
        found = False
        while rest and not found:
            ours = (rest & mask) - 1
            rest >>= PLACE_BITS
            found = (
                t.owner[ours] == t.owner[theirs]
                and t.end[ours] >= t.end[theirs]
                and t.load[ours] >= t.load[theirs]
                and (t.pattern[theirs] < 0 or t.pattern[theirs] == t.pattern[ours])
            )
        if not found:
            return False
    return True


@lean
def _slot_of(lns: Line, depth: int) -> int:
    mixed = lns.key[depth, UNITS_KEY] * 0x1F123BB5159A55E5
    mixed = (mixed ^ (mixed >> 31)) * 0x2545F4914F6CDD1D
    slot: int = (mixed >> 40) % (SLOTS // PROBES) * PROBES
    return slot


@lean
def _remember(lns: Line, depth: int) -> None:
    """Keep a state that failed; when its places are taken, one makes way."""
    if lns.key[depth, FROM] < 0:
        return
    first = _slot_of(lns, depth)
    best = first + (lns.key[depth, FROM] + lns.key[depth, RUNNING_KEY]) % PROBES
    for slot in range(first, first + PROBES):
        if lns.failed[slot, ROUND] != lns.round[0]:
            best = slot
            break
    lns.failed[best, UNITS_KEY] = lns.key[depth, UNITS_KEY]
    lns.failed[best, RUNNING_KEY] = lns.key[depth, RUNNING_KEY]
    lns.failed[best, FROM] = lns.key[depth, FROM]
    lns.failed[best, ROUND] = lns.round[0]
