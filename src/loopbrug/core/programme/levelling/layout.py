"""A levelling problem laid out in numbers, for the search and for the proof."""

from dataclasses import dataclass
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
