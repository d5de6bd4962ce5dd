"""A levelling held against its problem, apart from how it was found."""

from collections.abc import Mapping
from math import ceil, floor

from loopbrug.core.programme.levelling.model import Curriculum, Goal, LevellingProblem


def objective_of(problem: LevellingProblem, periods: Mapping[str, int]) -> int:
    """Return how level it is: the highest load, or all distances and what is undesired."""
    loads = [loads_of(problem, curriculum, periods) for curriculum in problem.curricula]
    if problem.goal is Goal.PEAK:
        return max((load for each in loads for load in each), default=0)
    undesired = sum(periods[course.code] in course.undesired for course in problem.courses)
    return undesired + sum(
        distance(load, sum(each), problem.periods) ** 2 for each in loads for load in each
    )


def distance(load: int, total: int, periods: int) -> int:
    """Return how far a load is from the mean, rounded to the side where it lies.

    Examples
    --------
    >>> [distance(load, 10, 4) for load in (0, 2, 3, 5)]
    [2, 0, 0, 2]
    """
    mean = total / periods
    return max(0, load - ceil(mean), floor(mean) - load)


def loads_of(
    problem: LevellingProblem, curriculum: Curriculum, periods: Mapping[str, int]
) -> list[int]:
    """Return the load of a curriculum in every period."""
    load = {course.code: course.load for course in problem.courses}
    found = [0] * problem.periods
    for code in curriculum.courses:
        found[periods[code]] += load[code]
    return found


def broken(problem: LevellingProblem, periods: Mapping[str, int]) -> list[str]:
    """Return in words what a levelling breaks; nothing for one that may be."""
    wrong = [f"{c.code} has no period" for c in problem.courses if c.code not in periods]
    if wrong:
        return wrong
    wrong += [f"{c} is outside" for c, p in periods.items() if not 0 <= p < problem.periods]
    wrong += [f"{a} not before {b}" for a, b in problem.before if periods[a] >= periods[b]]
    for curriculum in problem.curricula:
        counts = [0] * problem.periods
        for code in curriculum.courses:
            counts[periods[code]] += 1
        for period, load in enumerate(loads_of(problem, curriculum, periods)):
            if counts[period] not in problem.counts or load not in problem.loads:
                wrong.append(f"{curriculum.code} in period {period}")
    return wrong
