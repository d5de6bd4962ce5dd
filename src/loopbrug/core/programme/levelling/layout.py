"""A levelling problem laid out in numbers, for the search and for the proof."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import ceil, floor

import numpy as np

from loopbrug.core.programme.compiled import Ints
from loopbrug.core.programme.levelling.model import Goal, LevellingProblem, Range

NOT_ALLOWED = 80
"""What the search reckons for each course, or hour, that a period is beyond its range."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Courses and curricula by number.

    Parameters
    ----------
    earliest, latest
        Per course the periods between which the order leaves room.
    price
        Course × period, 1 where undesired.
    load_cost
        Curriculum × load: what a period with that load costs.
    """

    periods: int
    codes: tuple[str, ...]
    load: Ints
    curricula: tuple[tuple[int, ...], ...]
    before: tuple[tuple[int, int], ...]
    earliest: tuple[int, ...]
    latest: tuple[int, ...]
    price: Ints
    load_cost: Ints
    counts: Range
    loads: Range
    goal: Goal

    def window(self, course: int) -> range:
        """Return the periods in which a course may come."""
        return range(self.earliest[course], self.latest[course] + 1)


def layout_of(problem: LevellingProblem) -> Layout:
    """Return the layout of a sound problem; courses stand in order of code."""
    courses = sorted(problem.courses, key=lambda course: course.code)
    place = {course.code: n for n, course in enumerate(courses)}
    load = np.array([course.load for course in courses], dtype=np.int64)
    ordered = sorted(problem.curricula, key=lambda curriculum: curriculum.code)
    curricula = tuple(tuple(sorted(place[code] for code in each.courses)) for each in ordered)
    before = tuple(sorted({(place[first], place[then]) for first, then in problem.before}))
    price = np.zeros((len(courses), problem.periods), dtype=np.int64)
    undesired = problem.goal is Goal.EVEN
    for n, course in enumerate(courses):
        for period in course.undesired:
            if undesired and 0 <= period < problem.periods:
                price[n, period] = 1
    earliest = _depths(len(courses), before)
    tails = _depths(len(courses), tuple((then, first) for first, then in before))
    return Layout(
        problem.periods, tuple(place), load, curricula, before, earliest,
        tuple(problem.periods - 1 - tail for tail in tails), price,
        _load_costs(problem, load, curricula), problem.counts, problem.loads, problem.goal,
    )  # fmt: skip


def _depths(count: int, before: tuple[tuple[int, int], ...]) -> tuple[int, ...]:
    depth = [0] * count
    changed = True
    while changed:
        changed = False
        for first, then in before:
            if depth[then] <= depth[first]:
                depth[then], changed = depth[first] + 1, True
    return tuple(depth)


def _load_costs(
    problem: LevellingProblem, load: Ints, curricula: tuple[tuple[int, ...], ...]
) -> Ints:
    """Return what each load costs: squared distance, or for the highest load simply its square."""
    most = max((int(load[list(each)].sum()) for each in curricula), default=0)
    costs = np.zeros((len(curricula), most + 1), dtype=np.int64)
    at = np.arange(most + 1)
    for n, each in enumerate(curricula):
        mean = load[list(each)].sum() / problem.periods
        if problem.goal is Goal.EVEN:
            costs[n] = np.maximum(0, np.maximum(at - ceil(mean), floor(mean) - at)) ** 2
        else:
            costs[n] = at**2
    return costs


def beyond(allowed: Range, size: int) -> Ints:
    """Return per number below ``size`` how far it is outside a range."""
    at = np.arange(size)
    most = size if allowed.most is None else allowed.most
    return np.maximum(0, np.maximum(at - most, allowed.least - at)).astype(np.int64)


def peak_of(layout: Layout, periods: Sequence[int]) -> int:
    """Return the highest load of a curriculum in a period."""
    highest = 0
    for courses in layout.curricula:
        loads = [0] * layout.periods
        for course in courses:
            loads[periods[course]] += int(layout.load[course])
        highest = max(highest, *loads)
    return highest


def cost_of(layout: Layout, periods: Sequence[int]) -> int | None:
    """Return what periods cost, with distances as the goal; None where a range is broken."""
    cost = sum(int(layout.price[n, period]) for n, period in enumerate(periods))
    for number, courses in enumerate(layout.curricula):
        for period in range(layout.periods):
            inside = [course for course in courses if periods[course] == period]
            load = int(layout.load[inside].sum())
            if len(inside) not in layout.counts or load not in layout.loads:
                return None
            cost += int(layout.load_cost[number, load])
    return cost


def part_of(layout: Layout, curricula: Iterable[int]) -> Layout:
    """Return the layout of some curricula alone; what comes first comes first there too."""
    kept = sorted(curricula)
    courses = sorted({course for number in kept for course in layout.curricula[number]})
    place = {course: n for n, course in enumerate(courses)}
    return replace(
        layout,
        codes=tuple(layout.codes[c] for c in courses),
        load=layout.load[courses],
        curricula=tuple(tuple(place[c] for c in layout.curricula[number]) for number in kept),
        before=tuple((place[a], place[b]) for a, b in layout.before if a in place and b in place),
        earliest=tuple(layout.earliest[c] for c in courses),
        latest=tuple(layout.latest[c] for c in courses),
        price=layout.price[courses],
        load_cost=layout.load_cost[kept],
    )


def loads_within(
    layout: Layout, courses: Iterable[int], start: tuple[int, int] = (0, 0)
) -> list[int]:
    """Return the loads that a period can have with any of the courses, from load and count on."""
    found = {start}
    for course in courses:
        weight = int(layout.load[course])
        found |= {
            (load + weight, count + 1)
            for load, count in found
            if layout.counts.most is None or count < layout.counts.most
        }
    fits = {load for load, count in found if count in layout.counts and load in layout.loads}
    return sorted(fits)


def least_by_means(layout: Layout) -> list[float]:
    """Return what each curriculum costs at least, by the mean of its loads only."""
    return [_least(layout, number) for number in range(len(layout.curricula))]


def _least(layout: Layout, number: int) -> float:
    courses = layout.curricula[number]
    loads = loads_within(layout, courses)
    mean = float(layout.load[list(courses)].sum()) / layout.periods
    corners = lower_hull([(load, int(layout.load_cost[number, load])) for load in loads])
    for (x, height), (after, higher) in pairwise(corners):
        if x <= mean <= after:
            return layout.periods * (height + (higher - height) * (mean - x) / (after - x))
    return 0.0


def lower_hull(points: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the corners of the lower hull of points, which stand from left to right.

    Examples
    --------
    >>> lower_hull([(0, 9), (1, 8), (2, 1), (3, 0), (4, 7)])
    [(0, 9), (2, 1), (3, 0), (4, 7)]
    """
    hull: list[tuple[int, int]] = []
    for x, y in points:
        while len(hull) > 1 and _not_below(hull[-2], hull[-1], (x, y)):
            hull.pop()
        hull.append((x, y))
    return hull


def _not_below(left: tuple[int, int], middle: tuple[int, int], right: tuple[int, int]) -> bool:
    up = (middle[1] - left[1]) * (right[0] - left[0])
    return up >= (right[1] - left[1]) * (middle[0] - left[0])
