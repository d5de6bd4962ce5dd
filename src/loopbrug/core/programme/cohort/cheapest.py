"""The cheapest timetable of chosen units, when offerings have prices: depth first, with a bound."""
# ruff: noqa: PLR0917 - compiled code is handed its arrays

from typing import NamedTuple

import numpy as np

from loopbrug.core.programme.cohort.group import PER_WEEK
from loopbrug.core.programme.compiled import (
    BITS,
    Bits,
    Ints,
    compiled,
    count_bits,
    lean,
    lowest_bit,
)
from loopbrug.core.programme.kernel import Tables
from loopbrug.core.programme.timetable import (
    LIMIT,
    NEVER,
    NO_ROOM,
    NODES,
    ROOM,
    Board,
    clear,
    energy,
    in_order,
    lift,
    narrow,
    place,
)  # fmt: skip

MOST_PLANS = 6
SLACK, PAID_FINISH, PLANS, STEP, MOST_HOURS, FIRST, LEAST_HOURS = 0, 1, 2, 3, 4, 5, 6


class Bill(NamedTuple):
    """What is to be paid, and the plans found within it.

    ``extra`` is per offering what it costs above the cheapest of its unit; ``beside`` marks
    units that do not count for the finish; ``plain`` are the units' study hours. ``spent`` and
    ``last`` are per depth the extra of what is placed, and its finish. ``paid`` is per
    depth of choosing what is paid at the least. ``plans`` holds the last ``MOST_PLANS`` found,
    as an offering per unit.

    ``now[SLACK]`` is the most that may be spent; each plan found lowers it to ``now[STEP]`` below
    itself. Finishing is free until ``now[PAID_FINISH]`` is used up.
    """

    extra: Ints
    beside: Ints
    plain: Ints
    energy: Ints
    spent: Ints
    last: Ints
    paid: Ints
    plans: Ints
    now: Ints


def new_bill(t: Tables, beside: Ints, plain: Ints) -> Bill:
    """Return an empty bill for ``t``."""
    units = len(t.hours)
    return Bill(
        np.zeros(len(t.owner), np.int64), beside, plain, np.zeros(units, np.int64),
        np.zeros(units + 1, np.int64), np.zeros(units + 1, np.int64),
        np.zeros(units + 1, np.int64),
        np.full((MOST_PLANS, units), -1, np.int64), np.zeros(7, np.int64),
    )  # fmt: skip


@lean
def cheapest_weeks(
    t: Tables, b: Board, bill: Bill, chosen: Ints, n: int, limit: int, whole: int
) -> int:
    """Look for timetables of the first ``n`` units of ``chosen`` within the slack.

    With ``whole`` every better one is written down until none is left, and the heaviest week
    counts; the answer is then NO_ROOM, or LIMIT when that is not proved. Else ROOM at the first.
    """
    clear(t, b, chosen, n)
    bill.spent[0] = 0
    bill.last[0] = 0
    if n == 0:
        return _found(t, b, bill, 0, whole)
    if not (in_order(t, b, chosen, n, 0) and _next_unit(t, b, bill, chosen, n, 0)):
        return NO_ROOM
    depth = 0
    while depth >= 0:
        offering = _next(t, b, bill, depth)
        if offering < 0:
            depth -= 1
            if depth >= 0:
                lift(t, b, b.turn[depth])
            continue
        b.now[NODES] += 1
        limit -= 1
        if limit < 0:
            return LIMIT
        unit = b.turn[depth]
        place(t, b, unit, offering)
        _pay(t, bill, unit, offering, depth)
        fine = narrow(t, b, chosen, n, depth, offering) and in_order(t, b, chosen, n, depth + 1)
        if fine and depth + 1 == n:
            if _found(t, b, bill, n, whole) == ROOM:
                return ROOM
            fine = False
        if fine and energy(t, b, chosen, n) and _next_unit(t, b, bill, chosen, n, depth + 1):
            depth += 1
        else:
            lift(t, b, unit)
    return NO_ROOM


@lean
def _pay(t: Tables, bill: Bill, unit: int, offering: int, depth: int) -> None:
    bill.spent[depth + 1] = bill.spent[depth] + bill.extra[offering]
    last = bill.last[depth]
    bill.last[depth + 1] = last if bill.beside[unit] else max(last, t.finish[offering])


@lean
def finish_cost(bill: Bill, last: int) -> int:
    """Return what finishing at ``last`` costs beyond what is paid already."""
    return int(max(0, PER_WEEK * (last + bill.now[FIRST]) - bill.now[PAID_FINISH]))


@lean
def _found(t: Tables, b: Board, bill: Bill, depth: int, whole: int) -> int:
    """Write a plan down when it is within the slack; ROOM when one is enough."""
    total = bill.spent[depth] + finish_cost(bill, bill.last[depth])
    if whole:
        peak = 0
        for spell in range(t.spells):
            peak = max(peak, b.load[spell])
        total += peak
    if total > bill.now[SLACK]:
        return NO_ROOM
    if not whole:
        return ROOM
    row = bill.now[PLANS] % MOST_PLANS
    for unit in range(len(b.placed)):
        bill.plans[row, unit] = b.placed[unit]
    bill.now[PLANS] += 1
    bill.now[SLACK] = total - bill.now[STEP]
    return NO_ROOM


@lean
def _next_unit(t: Tables, b: Board, bill: Bill, chosen: Ints, n: int, depth: int) -> bool:
    """Take the unit with the fewest offerings within the slack; False when one has none."""
    least, last = _lower(t, b, bill, chosen, n, depth)
    if least + finish_cost(bill, last) > bill.now[SLACK]:
        return False
    fewest, heaviest, turn = NEVER, 1, -1
    for i in range(n):
        unit = chosen[i]
        if b.placed[unit] < 0:
            count = _within(t, b, bill, unit, depth, least, last)
            if count == 0:
                return False
            if count * heaviest < fewest * b.weight[unit]:
                fewest, heaviest, turn = count, b.weight[unit], unit
    b.turn[depth] = turn
    for word in range(t.word[turn], t.word[turn + 1]):
        b.left[depth, word] = b.alive[depth, word]
    return True


@lean
def _lower(t: Tables, b: Board, bill: Bill, chosen: Ints, n: int, depth: int) -> tuple[int, int]:
    """Return the least that all extras can be, and the earliest that the last can finish."""
    least, last = bill.spent[depth], bill.last[depth]
    for i in range(n):
        if b.placed[chosen[i]] < 0:
            least += _least(t, b, bill, chosen[i], depth)
            if not bill.beside[chosen[i]]:
                last = max(last, _earliest(t, b, chosen[i], depth))
    return least, last


@lean
def _least(t: Tables, b: Board, bill: Bill, unit: int, depth: int) -> int:
    least = NEVER
    for word in range(t.word[unit], t.word[unit + 1]):
        bits = b.alive[depth, word]
        while bits:
            lowest = bits & -bits
            bits ^= lowest
            least = min(least, bill.extra[word * BITS + lowest_bit(lowest)])
            if least == 0:
                return 0
    return int(least)


@lean
def _earliest(t: Tables, b: Board, unit: int, depth: int) -> int:
    for word in range(t.word[unit], t.word[unit + 1]):
        bits = b.alive[depth, word]
        if bits:
            return int(t.finish[word * BITS + lowest_bit(bits & -bits)])
    return NEVER


@lean
def _within(
    t: Tables, b: Board, bill: Bill, unit: int, depth: int, least: int, last: int
) -> int:  # fmt: skip
    """Keep of a unit's offerings those within the slack, and count them."""
    rest = least - _least(t, b, bill, unit, depth)
    count = 0
    for word in range(t.word[unit], t.word[unit + 1]):
        bits = b.alive[depth, word]
        kept = bits
        while bits:
            lowest = bits & -bits
            bits ^= lowest
            offering = word * BITS + lowest_bit(lowest)
            late = last if bill.beside[unit] else max(last, t.finish[offering])
            if rest + bill.extra[offering] + finish_cost(bill, late) > bill.now[SLACK]:
                kept ^= lowest
        b.alive[depth, word] = kept
        count += count_bits(kept)
    return count


@lean
def _next(t: Tables, b: Board, bill: Bill, depth: int) -> int:
    """Return the cheapest offering not yet tried at ``depth``, the earliest of those; or -1."""
    unit = b.turn[depth]
    best, best_cost, best_word, best_bit = -1, NEVER, 0, 0
    for word in range(t.word[unit], t.word[unit + 1]):
        bits = b.left[depth, word]
        while bits:
            lowest = bits & -bits
            bits ^= lowest
            offering = word * BITS + lowest_bit(lowest)
            last = bill.last[depth]
            last = last if bill.beside[unit] else max(last, t.finish[offering])
            total = bill.extra[offering] + finish_cost(bill, last)
            if total < best_cost:
                best, best_cost, best_word, best_bit = offering, total, word, lowest
    if best < 0 or bill.spent[depth] + best_cost > bill.now[SLACK]:
        return -1
    b.left[depth, best_word] ^= best_bit
    return best


@lean
def make_out(
    t: Tables, price: Ints, beaten: Ints, every: Bits, extra: Ints, cost: Ints
) -> None:  # fmt: skip
    """Work out per unit the least price, and leave out offerings beaten in every way.

    ``price`` is per offering. ``every`` is filled with the offerings left, ``extra`` with what
    each costs above the least of its unit, and the least is added to ``cost``.
    """
    for unit in range(len(t.hours)):
        least = NEVER
        for word in range(t.word[unit], t.word[unit + 1]):
            every[word] = bits = t.every[word]
            while bits:
                lowest = bits & -bits
                bits ^= lowest
                least = min(least, price[word * BITS + lowest_bit(lowest)])
        for word in range(t.word[unit], t.word[unit + 1]):
            bits = t.every[word]
            while bits:
                lowest = bits & -bits
                bits ^= lowest
                offering = word * BITS + lowest_bit(lowest)
                extra[offering] = price[offering] - least
        cost[unit] += least if least < NEVER else 0
    for pair in range(len(beaten)):
        one, other = beaten[pair, 0], beaten[pair, 1]
        if price[other] <= price[one] and every[other // BITS] >> (other % BITS) & 1:
            every[one // BITS] &= ~(np.int64(1) << (one % BITS))


@compiled
def beaten_pairs(t: Tables) -> Ints:
    """Return pairs of offerings of a unit: the second is as good in all but perhaps the price."""
    count = 0
    pairs = np.zeros((0, 2), np.int64)
    for write in range(2):
        if write:
            pairs = np.zeros((count, 2), np.int64)
        count = 0
        for unit in range(len(t.hours)):
            for one in range(t.word[unit] * BITS, t.word[unit + 1] * BITS):
                if not t.every[one // BITS] >> (one % BITS) & 1:
                    continue
                for other in range(t.word[unit] * BITS, t.word[unit + 1] * BITS):
                    there = t.every[other // BITS] >> (other % BITS) & 1
                    if there and other != one and _beaten(t, one, other):
                        if write:
                            pairs[count, 0] = one
                            pairs[count, 1] = other
                        count += 1
    return pairs


@lean
def _beaten(t: Tables, one: int, other: int) -> bool:
    """Return whether ``other`` is at least as good as ``one`` in all but perhaps the price."""
    within = t.start[other] >= t.start[one] and t.end[other] <= t.end[one]
    no_later = t.finish[other] <= t.finish[one] and t.load[other] <= t.load[one]
    same = t.pattern[other] < 0 or t.pattern[other] == t.pattern[one]
    return bool(within and no_later and same)
