"""One case by itself: how early its steps can be when nobody else asks anything.

Written on the values, with calendars as whole numbers: independent of the compiled search.
"""

from collections.abc import Iterator, Mapping
from itertools import product
from math import prod

from loopbrug.core.assessment.model import Case, Grid, Part, PlanningProblem, Step
from loopbrug.core.assessment.rows import Row

MOST_PANELS = 3000
"""Beyond so many choices of people, each step is given whoever is free."""

Free = Mapping[Part, int]
"""Per part the blocks in which it can be filled, bit by bit."""


def panels(row: Row, free: Mapping[str, int]) -> Iterator[Free]:
    """Yield per choice of people when each part is free.

    When there are too many choices, ``anybody`` instead: a relaxation, never too strict.
    """
    if prod(len(keys) for keys in row.choices) > MOST_PANELS:
        yield anybody(row, free)
        return
    for keys in product(*row.choices):
        yield dict(zip(row.parts, (free[key] for key in keys), strict=True))


def anybody(row: Row, free: Mapping[str, int]) -> Free:
    """Return when each part can be filled if every step may have other people."""
    return {part: any_of(keys, free) for part, keys in zip(row.parts, row.choices, strict=True)}


def any_of(keys: tuple[str, ...], free: Mapping[str, int]) -> int:
    """Return the blocks in which at least one of these is free."""
    found = 0
    for key in keys:
        found |= free[key]
    return found


def can_end_by(row: Row, problem: PlanningProblem, free: Mapping[str, int], until: int) -> bool:
    """Return whether the case can end in block ``until`` or before with these calendars.

    Steps of the case that have no order between them may overlap here, so that the answer is
    never a wrong no.
    """
    runs = _runs(row, problem)
    loose = _end(row, problem, anybody(row, free), runs)
    if loose is None or loose > until:
        return False
    ends = (_end(row, problem, panel, runs) for panel in panels(row, free))
    return any(end is not None and end <= until for end in ends)


def somewhere(row: Row, problem: PlanningProblem, free: Mapping[str, int]) -> bool:
    """Return whether the case may have room anywhere; False is certain."""
    return _end(row, problem, anybody(row, free), _runs(row, problem)) is not None


def _runs(row: Row, problem: PlanningProblem) -> dict[int, int]:
    return {step.blocks: starts_in(problem.grid, step.blocks) for step in row.shape.steps}


def _end(row: Row, problem: PlanningProblem, panel: Free, runs: Mapping[int, int]) -> int | None:
    """Return the last block when every step is as early as it can be."""
    case = row.case
    ends = dict(case.held)
    for step in row.shape.steps:
        pinned = row.pinned.get(step.code)
        if pinned is not None:
            ends[step.code] = pinned.block + step.blocks - 1
            continue
        start = soonest(case, problem)
        for wait in step.after:
            if wait.step in ends:
                start = max(start, ends[wait.step] + 1 + wait.gap)
        open_ = starts_of(step, panel) & runs[step.blocks]
        open_ = open_ >> start << start
        if not open_:
            return None
        ends[step.code] = (open_ & -open_).bit_length() + step.blocks - 2
    return max(ends.values(), default=None)


def soonest(case: Case, problem: PlanningProblem) -> int:
    """Return the first block in which anything of a case may still be planned."""
    return max(case.ready, min(problem.open_from, problem.frozen_before), 0)


def starts_of(step: Step, free: Free) -> int:
    """Return the blocks from which everybody of a step is free for as long as it takes."""
    together = -1
    for part in step.parts:
        together &= free[part]
    starts = together
    for later in range(1, step.blocks):
        starts &= together >> later
    return starts


def starts_in(grid: Grid, length: int) -> int:
    """Return the blocks of the grid from which ``length`` blocks are in one part of a day."""
    day = sum(
        1 << start
        for start in range(grid.per_day - length + 1)
        if len(set(grid.parts[start : start + length])) == 1
    )
    days = grid.blocks // grid.per_day
    every = ((1 << grid.blocks) - 1) // ((1 << grid.per_day) - 1) if days else 0
    return day * every


def free_of(problem: PlanningProblem) -> dict[str, int]:
    """Return everybody's calendar as it is, without anything planned, within the grid."""
    inside = (1 << problem.grid.blocks) - 1
    return {key: resource.free & inside for key, resource in problem.resources.items()}
