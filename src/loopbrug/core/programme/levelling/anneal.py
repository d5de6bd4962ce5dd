"""Local search: move a course to another period, or let two change places; ever colder."""
# ruff: noqa: PLR0917 - compiled code is handed its arrays

import math
from typing import NamedTuple

import numpy as np

from loopbrug.core.programme.compiled import Ints, compiled
from loopbrug.core.programme.levelling.chance import below, fraction
from loopbrug.core.programme.levelling.layout import NOT_ALLOWED, Layout, beyond

WARMTHS = ((60.0, 1.0), (20.0, 0.7), (8.0, 0.5))
"""How much worse a step may be, in the beginning and in the end: of one run after another.

Where all loads are 6 or 12, a step costs 36; where they are 5, 6 and 7, one or two.
"""

MILD = (1.5, 0.5)
"""The same for a plan that is good already."""


SWAPS = 3
"""How many times two courses change places for each time that one moves alone."""


class Tables(NamedTuple):
    """Per course its curricula and neighbours in the order; what loads and counts cost.

    ``inside`` are the courses of each curriculum.
    """

    load: Ints
    member: Ints
    members: Ints
    before: Ints
    befores: Ints
    after: Ints
    afters: Ints
    inside: Ints
    insides: Ints
    earliest: Ints
    latest: Ints
    price: Ints
    load_cost: Ints
    count_cost: Ints


def tables_of(layout: Layout) -> Tables:
    """Return the tables of a layout, what is not allowed at a price."""
    count = len(layout.codes)
    member = [[q for q, each in enumerate(layout.curricula) if n in each] for n in range(count)]
    before = [[a for a, b in layout.before if b == n] for n in range(count)]
    after = [[b for a, b in layout.before if a == n] for n in range(count)]
    longest = max((len(each) for each in layout.curricula), default=0) + 1
    count_cost = np.tile(NOT_ALLOWED * beyond(layout.counts, longest), (len(layout.curricula), 1))
    outside = NOT_ALLOWED * beyond(layout.loads, layout.load_cost.shape[1])
    inside = [list(each) for each in layout.curricula]
    return Tables(
        layout.load, *_lists(member), *_lists(before), *_lists(after), *_lists(inside),
        np.array(layout.earliest), np.array(layout.latest), layout.price,
        layout.load_cost + outside, count_cost,
    )  # fmt: skip


def _lists(rows: list[list[int]]) -> tuple[Ints, Ints]:
    width = max([1, *map(len, rows)])
    lists = np.zeros((len(rows), width), dtype=np.int64)
    for n, row in enumerate(rows):
        lists[n, : len(row)] = row
    return lists, np.array([len(row) for row in rows], dtype=np.int64)


def anneal(layout: Layout, moves: int, chance: Ints, run: int = 0) -> tuple[int, ...]:
    """Return the best periods that so many moves find; what is not allowed may be left in them."""
    hot, cold = WARMTHS[run % len(WARMTHS)]
    tables = tables_of(layout)
    period = np.array(layout.earliest, dtype=np.int64)
    best = period.copy()
    if len(period) and layout.periods > 1:
        _anneal(tables, period, best, moves, hot, cold, chance)
    return tuple(int(p) for p in best)


def drift(layout: Layout, moves: int, chance: Ints, periods: tuple[int, ...]) -> tuple[int, ...]:
    """Return periods that cost no more, elsewhere where that is as good: parts look new again."""
    period = np.array(periods, dtype=np.int64)
    best = period.copy()
    if len(period) and layout.periods > 1:
        _anneal(tables_of(layout), period, best, moves, *MILD, chance)
    return tuple(int(p) for p in best)


@compiled
def _anneal(
    t: Tables, period: Ints, best: Ints, moves: int, hot: float, cold: float,
    chance: Ints,
) -> int:  # fmt: skip
    """Leave the best periods in ``best``; return what they cost."""
    courses, periods = t.price.shape
    load = np.zeros((len(t.load_cost), periods), np.int64)
    count = np.zeros((len(t.load_cost), periods), np.int64)
    now = _fill(t, period, load, count)
    least, warmth, cooling = now, hot, (cold / hot) ** (1.0 / max(1, moves))
    for _ in range(moves):
        warmth *= cooling
        one, other = below(chance, courses), -1
        old = period[one]
        if t.members[one] and below(chance, SWAPS + 1):
            other = _companion(t, one, chance)
            to = period[other]
        else:
            to = t.earliest[one] + below(chance, t.latest[one] - t.earliest[one] + 1)
        if to == old or not _in_order(t, period, one, to, other, old):
            continue
        if other >= 0 and not _in_order(t, period, other, old, one, to):
            continue
        change = _shift(t, load, count, one, old, to)
        if other >= 0:
            change += _shift(t, load, count, other, to, old)
        if change <= 0 or fraction(chance) < math.exp(-change / warmth):
            period[one] = to
            if other >= 0:
                period[other] = old
            now += change
            if now <= least:
                least = now
                best[:] = period
        else:
            _shift(t, load, count, one, to, old)
            if other >= 0:
                _shift(t, load, count, other, old, to)
    return least


@compiled
def _companion(t: Tables, one: int, chance: Ints) -> int:
    """Return a course to change places with: of the same curriculum, or little comes of it."""
    curriculum = t.member[one, below(chance, t.members[one])]
    return int(t.inside[curriculum, below(chance, t.insides[curriculum])])


@compiled
def _fill(t: Tables, period: Ints, load: Ints, count: Ints) -> int:
    """Count the loads of the periods; return what all of it costs."""
    cost = 0
    for n in range(len(period)):
        cost += t.price[n, period[n]]
        for k in range(t.members[n]):
            load[t.member[n, k], period[n]] += t.load[n]
            count[t.member[n, k], period[n]] += 1
    for q in range(load.shape[0]):
        for p in range(load.shape[1]):
            cost += t.load_cost[q, load[q, p]] + t.count_cost[q, count[q, p]]
    return cost


@compiled
def _in_order(t: Tables, period: Ints, one: int, to: int, other: int, old: int) -> bool:
    """Whether ``one`` may come in ``to`` while ``other``, if any, goes to ``old``."""
    if to < t.earliest[one] or to > t.latest[one]:
        return False
    for k in range(t.befores[one]):
        n = t.before[one, k]
        if (old if n == other else period[n]) >= to:
            return False
    for k in range(t.afters[one]):
        n = t.after[one, k]
        if (old if n == other else period[n]) <= to:
            return False
    return True


@compiled
def _shift(t: Tables, load: Ints, count: Ints, one: int, old: int, to: int) -> int:
    """Carry a course from one period to another; return how much dearer it becomes."""
    change = int(t.price[one, to] - t.price[one, old])
    for k in range(t.members[one]):
        q = t.member[one, k]
        change -= t.load_cost[q, load[q, old]] + t.load_cost[q, load[q, to]]
        change -= t.count_cost[q, count[q, old]] + t.count_cost[q, count[q, to]]
        load[q, old] -= t.load[one]
        load[q, to] += t.load[one]
        count[q, old] -= 1
        count[q, to] += 1
        change += t.load_cost[q, load[q, old]] + t.load_cost[q, load[q, to]]
        change += t.count_cost[q, count[q, old]] + t.count_cost[q, count[q, to]]
    return int(change)
