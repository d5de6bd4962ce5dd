"""Take a few cases that compete out of the plan, put them back in another order, keep what helps.

Ruin and recreate with cooling. Every move starts at one case, mostly one that is late, and takes
out others that use the people it could use, around the time it could use them.
"""
# ruff: noqa: PLR0917 - compiled code is handed its arrays

import math
from typing import NamedTuple

from loopbrug.core.assessment.insertion import Scratch, insert
from loopbrug.core.assessment.kernel import (
    NONE,
    Board,
    Tables,
    compiled,
    draw,
    occupy,
    vacate,
)  # fmt: skip
from loopbrug.core.terms.compiling import Ints

MOST = 10
"""Cases that a move takes out at most."""
TRIES = 6
_ORDERS, _BY_GOAL, _LATEST_FIRST, _ONE_FIRST = 4, 1, 2, 3


class Memory(NamedTuple):
    """Plans to go back to: the best one, and what the cases of this move had.

    ``at``, ``pick``, ``cost``, ``end`` are the best plan; ``old_…`` hold the cases taken out.
    ``out`` lists these, ``rank`` orders them, ``dice`` holds the state of the generator.
    """

    at: Ints
    pick: Ints
    cost: Ints
    end: Ints
    old_at: Ints
    old_pick: Ints
    old_cost: Ints
    old_end: Ints
    out: Ints
    rank: Ints
    dice: Ints


class Aim(NamedTuple):
    """How a search goes.

    Parameters
    ----------
    moves
        How many at most.
    focus
        The case that every move starts at (-1: any).
    keep
        1: also try to leave steps where they were.
    heat
        The worsening that is accepted at first, in units of cost.
    enough
        A plan that costs no more than this ends the search.
    """

    moves: int
    focus: int
    keep: int
    heat: float
    enough: int


@compiled
def improve(t: Tables, b: Board, s: Scratch, m: Memory, aim: Aim) -> int:
    """Search, leave the best plan on the board, and return the moves made.

    Every case is on the board, planned or given up.
    """
    cases = len(t.goal)
    total = b.cost.sum()
    best = total
    made = 0
    remember(b, m)
    for move in range(aim.moves):
        if best <= aim.enough:
            break
        made += 1
        count = _ruin(t, b, m, aim.focus if aim.focus >= 0 else _worst(t, b, m.dice, cases))
        worse = _recreate(t, b, s, m, count, aim.keep)
        chance = (draw(m.dice, 1 << 20) + 1) / (1 << 20)
        limit = -math.log(chance) * aim.heat * (aim.moves - move) / aim.moves
        if worse > limit:
            _go_back(t, b, m, count)
            continue
        total += worse
        if total < best:
            best = total
            remember(b, m)
    recall(t, b, m)
    return made


@compiled
def remember(b: Board, m: Memory) -> None:
    """Keep the plan on the board as the best."""
    m.at[:] = b.at
    m.pick[:] = b.pick
    m.cost[:] = b.cost
    m.end[:] = b.end


@compiled
def recall(t: Tables, b: Board, m: Memory) -> None:
    """Put the best plan back on the board."""
    for case in range(len(t.goal)):
        vacate(t, b, case)
    b.at[:] = m.at
    b.pick[:] = m.pick
    b.cost[:] = m.cost
    b.end[:] = m.end
    for case in range(len(t.goal)):
        occupy(t, b, case)


@compiled
def _worst(t: Tables, b: Board, dice: Ints, cases: int) -> int:
    """Return any case half of the time, and else the latest of some that have a place."""
    found = draw(dice, cases)
    if draw(dice, 2):
        for _ in range(TRIES):
            other = draw(dice, cases)
            if b.end[found] < 0 or b.end[other] < 0:
                found = other if b.end[found] < 0 else found
            elif b.cost[other] - b.cost[found] > t.goal[other] - t.goal[found]:
                found = other
    return found


@compiled
def _ruin(t: Tables, b: Board, m: Memory, seed: int) -> int:
    """Take out the seed and some that stand where it could stand; return how many."""
    m.out[0] = seed
    vacate(t, b, seed)
    count, wanted = 1, 2 + draw(m.dice, MOST - 2)
    for _ in range(3 * wanted):
        if count >= wanted:
            break
        case = seed if draw(m.dice, 2) else m.out[draw(m.dice, count)]
        other = _rival(t, b, m.dice, case)
        if other >= 0:
            m.out[count] = other
            vacate(t, b, other)
            count += 1
    return count


@compiled
def _rival(t: Tables, b: Board, dice: Ints, case: int) -> int:
    """Return a case that uses what this one could use, from a block it could use, or -1."""
    part = t.part[case] + draw(dice, t.part[case + 1] - t.part[case])
    width = t.choice[part + 1] - t.choice[part]
    if width == 0:
        return NONE
    resource = t.choices[t.choice[part] + draw(dice, width)]
    low = t.earliest[t.step[case]]
    high = max(t.goal[case], low + 1)
    first = low + draw(dice, high - low)
    for block in range(first, min(first + 40, b.who.shape[1])):
        if b.who[resource, block] != NONE and b.who[resource, block] != case:
            return int(b.who[resource, block])
    return NONE


@compiled
def _recreate(t: Tables, b: Board, s: Scratch, m: Memory, count: int, keep: int) -> int:
    """Put the cases back one by one, in some order; return by how much the plan got worse."""
    order = draw(m.dice, _ORDERS)
    base_at, base_pick = 0, 0
    worse = 0
    for n in range(count):
        case = m.out[n]
        base_at = _save(t, b, m, case, n, base_at, base_pick)
        base_pick += t.part[case + 1] - t.part[case]
        worse -= b.cost[case]
        m.rank[n] = draw(m.dice, 1 << 16)
        if order == _BY_GOAL:
            m.rank[n] = t.goal[case] * 4 + m.rank[n] % 4
        elif order == _LATEST_FIRST:
            m.rank[n] = -b.end[case]
        elif order == _ONE_FIRST and n == 0:
            m.rank[n] = -1
    for _ in range(count):
        found = 0
        for n in range(1, count):
            if m.rank[n] < m.rank[found]:
                found = n
        m.rank[found] = 1 << 40
        worse += insert(t, b, s, m.out[found], keep)
        occupy(t, b, m.out[found])
    return worse


@compiled
def _save(
    t: Tables, b: Board, m: Memory, case: int, place: int, base_at: int, base_pick: int
) -> int:
    """Write down what a case has; return where the steps of the next one begin."""
    m.old_cost[place] = b.cost[case]
    m.old_end[place] = b.end[case]
    for step in range(t.step[case], t.step[case + 1]):
        m.old_at[base_at + step - t.step[case]] = b.at[step]
    for part in range(t.part[case], t.part[case + 1]):
        m.old_pick[base_pick + part - t.part[case]] = b.pick[part]
    return int(base_at + t.step[case + 1] - t.step[case])


@compiled
def _go_back(t: Tables, b: Board, m: Memory, count: int) -> None:
    """Undo a move."""
    for n in range(count):
        vacate(t, b, m.out[n])
    base_at, base_pick = 0, 0
    for n in range(count):
        case = m.out[n]
        for step in range(t.step[case], t.step[case + 1]):
            b.at[step] = m.old_at[base_at + step - t.step[case]]
        for part in range(t.part[case], t.part[case + 1]):
            b.pick[part] = m.old_pick[base_pick + part - t.part[case]]
        base_at += t.step[case + 1] - t.step[case]
        base_pick += t.part[case + 1] - t.part[case]
        b.cost[case] = m.old_cost[n]
        b.end[case] = m.old_end[n]
        occupy(t, b, case)
