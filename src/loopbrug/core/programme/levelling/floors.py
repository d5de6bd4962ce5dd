"""What a few curricula cost at least, proved apart: rows that lift the bound of the whole.

A curriculum alone, or two that share most courses, is a small programme that branches to
its end. In the whole one the same would take a branch for each combination of all their branches.
"""

from collections.abc import Iterator
from math import ceil

from loopbrug.core.programme.levelling.exact.solver import ALMOST, Work, exact
from loopbrug.core.programme.levelling.layout import Layout, least_by_means, part_of
from loopbrug.core.programme.levelling.mixed import INFINITE, Floor, Known

LARGEST = 2
"""How many curricula are looked at together at most."""


def floors_of(layout: Layout, branches: int) -> tuple[Floor, ...] | None:
    """Return what was proved; None when some curricula cannot be levelled at all.

    Only what lifts the bound stays: a floor above the means, or above the floors inside it.
    """
    floors = list[Floor]()
    least = [ceil(each - ALMOST) for each in least_by_means(layout)]
    for group in groups(layout):
        kept = sorted(group)
        place = {number: n for n, number in enumerate(kept)}
        inside = tuple(
            Floor(frozenset(place[q] for q in floor.curricula), floor.least)
            for floor in floors
            if floor.curricula < group
        )
        part = part_of(layout, kept)
        everything = [tuple(part.window(n)) for n in range(len(part.codes))]
        bound = exact(part, everything, Work(branches, guessing=0.0), known=Known(None, inside))[1]
        if bound == INFINITE:
            return None
        floor = ceil(bound - ALMOST)
        if floor > sum(least[number] for number in group):
            floors.append(Floor(group, floor))
            if len(kept) == 1:
                least[kept[0]] = floor
    return tuple(floors)


def groups(layout: Layout) -> Iterator[frozenset[int]]:
    """Give every curriculum alone, then each with those that share most of its courses."""
    courses = [set(each) for each in layout.curricula]
    given = set[frozenset[int]]()
    for size in range(1, min(LARGEST, len(courses)) + 1):
        for first in range(len(courses)):
            group, of_group = [first], set(courses[first])
            while len(group) < size:
                others = (q for q in range(len(courses)) if q not in group)
                near = max(others, key=lambda q: _shared(courses[q], of_group))
                group.append(near)
                of_group |= courses[near]
            if frozenset(group) not in given:
                given.add(frozenset(group))
                yield frozenset(group)


def _shared(courses: set[int], with_these: set[int]) -> float:
    return len(courses & with_these) / max(1, len(courses))
