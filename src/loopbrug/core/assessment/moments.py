"""Where one appointment could be instead, when a person wants to move it by hand.

Nobody else moves: whatever promise is kept stays kept. Written on the values, with calendars as
whole numbers, and without any search.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace

from loopbrug.core.assessment.alone import starts_in, starts_of
from loopbrug.core.assessment.model import Appointment, Case, Part, PlanningProblem, Step

Window = tuple[int, int]
"""The first and the last block in which a step can start."""
People = tuple[tuple[Part, str], ...]


def moments_for(problem: PlanningProblem, key: str, step: str) -> tuple[Appointment, ...]:
    """Return every other moment of one tentative appointment, the earliest first.

    The same people come, in another class of the choices when that helps. It lies outside the
    notice period, between what it waits for and what waits for it, and not after the promise
    (the goal, when nothing was promised). Nothing for what is fixed, held or not planned;
    raises ``KeyError`` for a case that is not there.
    """
    case = {each.key: each for each in problem.cases}[key]
    current = next((each for each in case.planned if each.step == step), None)
    steps = {each.code: each for each in case.steps}
    if current is None or step in case.held or current.fixed or step not in steps:
        return ()
    if current.block < problem.frozen_before:
        return ()
    found: dict[int, Appointment] = {}
    for block, people in _places(problem, case, steps[step], current):
        if block != current.block:
            found.setdefault(block, replace(current, block=block, people=people))
    return tuple(found[block] for block in sorted(found))


def _places(
    problem: PlanningProblem, case: Case, step: Step, current: Appointment
) -> Iterator[tuple[int, People]]:
    """Yield where the step can start, with whom; the people it has now come first."""
    first, last = window_of(problem, case, step)
    free = free_without(problem, current)
    inside = starts_in(problem.grid, step.blocks) & ((1 << max(0, last + 1)) - 1) >> first << first
    for people in _people(case, current):
        masks = {part: free.get(who, 0) for part, who in people}
        if any(part not in masks for part in step.parts):
            continue
        starts = starts_of(step, masks) & inside
        while starts:
            yield (starts & -starts).bit_length() - 1, people
            starts &= starts - 1


def window_of(problem: PlanningProblem, case: Case, step: Step) -> Window:
    """Return between which blocks a step can start, by its own case alone."""
    length = {each.code: each.blocks for each in case.steps}
    ends = {each.step: each.block + length.get(each.step, 1) - 1 for each in case.planned}
    ends |= case.held
    begins = {each.step: each.block for each in case.planned}
    first = max(problem.frozen_before, case.ready, 0)
    last = problem.grid.last_block(case.due_on or case.goal_on) - step.blocks + 1
    for wait in step.after:
        if wait.step in ends:
            first = max(first, ends[wait.step] + 1 + wait.gap)
    for other in case.steps:
        gaps = [wait.gap for wait in other.after if wait.step == step.code]
        if gaps and other.code in begins:
            last = min(last, begins[other.code] - max(gaps) - step.blocks)
    return first, last


def free_without(problem: PlanningProblem, moving: Appointment) -> dict[str, int]:
    """Return when everybody is free, as all but one appointment are planned."""
    used: Counter[tuple[str, int]] = Counter()
    for case in problem.cases:
        length = {step.code: step.blocks for step in case.steps}
        for each in case.planned:
            if (each.case, each.step) != (moving.case, moving.step):
                blocks = range(each.block, each.block + length.get(each.step, 1))
                used.update((who, block) for _, who in each.people for block in blocks)
    inside = (1 << problem.grid.blocks) - 1
    free = {key: resource.free & inside for key, resource in problem.resources.items()}
    for (who, block), count in used.items():
        if who in free and block >= 0 and count >= problem.resources[who].capacity:
            free[who] &= ~(1 << block)
    return free


def _people(case: Case, current: Appointment) -> Iterator[People]:
    """Yield who could come: the same people, and each class that may be chosen."""
    asked: Mapping[Part, str] = dict(current.people)
    classes = [asked[Part.SCHOOL]] if Part.SCHOOL in asked else []
    classes += [key for key in case.choices.get(Part.SCHOOL, ()) if classes and key not in classes]
    for chosen in classes or [""]:
        yield tuple((part, chosen if part is Part.SCHOOL else who) for part, who in current.people)
