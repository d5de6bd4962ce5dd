"""What curricula that share courses cost at least, proved apart: together a bound of the whole.

Studies that share a first year are a cluster: a small programme that branches to its end in
seconds. In the whole the same would take a branch for each combination of all their branches.
What is undesired of a course counts for one curriculum only, its home, so that floors of other
curricula may be added up.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import combinations
from math import ceil

from loopbrug.core.programme.compiled import Ints
from loopbrug.core.programme.levelling.anneal import anneal
from loopbrug.core.programme.levelling.exact.solver import Work, exact
from loopbrug.core.programme.levelling.layout import Layout, cost_of, part_of
from loopbrug.core.programme.levelling.mixed import ALMOST, INFINITE, Floor, Known, sum_of

LARGEST = 5
"""How many curricula are looked at together at most."""
NEAR = 1 / 3
"""Which share of the courses of the smaller of two curricula brings them in one cluster."""
MOVES = 500_000
"""Of the local search in each cluster: what it finds says where the proof may stop."""

Group = frozenset[int]


def floors_of(layout: Layout, branches: int, chance: Ints) -> tuple[Floor, ...] | None:
    """Return what was proved; None when some curricula cannot be levelled at all.

    Only what lifts the bound stays: a floor above the means, or above the floors inside it.
    """
    floors = list[Floor]()
    clusters = clusters_of(layout)
    homes = _homes(layout, clusters)
    for group in groups(clusters):
        home = frozenset(course for course, number in homes.items() if number in group)
        inside = [floor for floor in floors if floor.curricula < group]
        least = _least(layout, Floor(group, 0, home), inside, Work(branches, 0.0), chance)
        if least == INFINITE:
            return None
        if least > sum_of(layout, inside, group):
            floors.append(Floor(group, int(least), home))
    return tuple(floors)


def _least(
    layout: Layout, floor: Floor, inside: Iterable[Floor], work: Work, chance: Ints
) -> float:
    """Return what the curricula of a floor cost at least, as far as the branches prove it."""
    part, kept = _apart(layout, floor), sorted(floor.curricula)
    place = {number: n for n, number in enumerate(kept)}
    courses = {code: n for n, code in enumerate(part.codes)}
    known = tuple(
        Floor(
            frozenset(place[q] for q in each.curricula), each.least,
            frozenset(courses[layout.codes[c]] for c in each.courses),
        )
        for each in inside
    )  # fmt: skip
    periods = [anneal(part, MOVES, chance, run) for run in range(3)]
    reached = [(cost, each) for each in periods if (cost := cost_of(part, each)) is not None]
    most, start = min(reached, default=(None, None))
    everything = [tuple(part.window(n)) for n in range(len(part.codes))]
    bound = exact(part, everything, work, start, Known(most, known))[1]
    if bound == INFINITE:
        return INFINITE if most is None else most
    return ceil(bound - ALMOST)


def _apart(layout: Layout, floor: Floor) -> Layout:
    """Return the curricula of a floor, only courses that are at home there at a price."""
    part = part_of(layout, floor.curricula)
    home = {layout.codes[c] for c in floor.courses}
    price = part.price.copy()
    price[[n for n, code in enumerate(part.codes) if code not in home]] = 0
    return replace(part, price=price)


def clusters_of(layout: Layout) -> tuple[Group, ...]:
    """Part the curricula in clusters: those that share most come together first.

    Examples of clusters are the studies of one faculty that share their first year.
    """
    courses = [frozenset(each) for each in layout.curricula]
    cluster = {q: frozenset({q}) for q in range(len(courses))}
    pairs = combinations(range(len(courses)), 2)
    for shared, one, other in sorted((-_shared(courses[a], courses[b]), a, b) for a, b in pairs):
        both = cluster[one] | cluster[other]
        if -shared >= NEAR and len(both) <= LARGEST:
            cluster |= dict.fromkeys(both, both)
    return tuple(sorted(set(cluster.values()), key=sorted))


def groups(clusters: Iterable[Group]) -> Iterator[Group]:
    """Give of each cluster every curriculum alone, then all of them."""
    for cluster in clusters:
        yield from (frozenset({q}) for q in sorted(cluster))
        if len(cluster) > 1:
            yield cluster


def _homes(layout: Layout, clusters: tuple[Group, ...]) -> dict[int, int]:
    """Return per course its home: the first curriculum of the cluster that has it most."""
    homes = dict[int, int]()
    for course in range(len(layout.codes)):
        having = [sorted(q for q in each if course in layout.curricula[q]) for each in clusters]
        most = max(having, key=len, default=[])
        if most:
            homes[course] = most[0]
    return homes


def _shared(one: frozenset[int], other: frozenset[int]) -> float:
    return len(one & other) / max(1, min(len(one), len(other)))
