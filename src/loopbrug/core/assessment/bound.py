"""How many cases can be on time at most, whoever plans: a number that can be proved.

Two things are left out of the problem, so that nobody can do better. Each case is looked at alone
in empty calendars: who cannot be on time then, never can. And for each kind of people by itself,
blocks are handed out one by one: that the same person must do all steps of a case, that blocks
lie together and that steps have an order is forgotten; a case counts for the share it was given.
"""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from loopbrug.core.assessment.alone import any_of, can_end_by, free_of, soonest, starts_in
from loopbrug.core.assessment.matching import Slots
from loopbrug.core.assessment.model import Part, PlanningProblem, Step
from loopbrug.core.assessment.rows import Row, rows_of

MOST_SEATS = 4
"""Of a pool with more seats than this it is not asked whether it fills up."""
Window = tuple[int, int]
"""The first and the last block in which a step can lie."""


def bound_on_time(problem: PlanningProblem) -> int:
    """Return how many cases at most can end by their goal.

    What is fixed or held stays as it is. The least of: the cases that could be on time if they
    were alone, and per kind of people the cases for which it has time.
    """
    able = [row for row in rows_of(problem) if can_be_on_time(row, problem)]
    shares = (_served(able, part, problem) for part in Part)
    return min([len(able), *shares])


def can_be_on_time(row: Row, problem: PlanningProblem, *, by_due: bool = False) -> bool:
    """Return whether a case can end by its goal in empty calendars; by its promise on request."""
    day = row.case.due_on if by_due and row.case.due_on else row.case.goal_on
    return can_end_by(row, problem, free_of_row(row, problem), problem.grid.last_block(day))


def free_of_row(row: Row, problem: PlanningProblem) -> dict[str, int]:
    """Return the empty calendars of whoever can take part in a case."""
    keys = {key: problem.resources[key] for choices in row.choices for key in choices}
    inside = (1 << problem.grid.blocks) - 1
    return {key: resource.free & inside for key, resource in keys.items()}


def _served(rows: Sequence[Row], part: Part, problem: PlanningProblem) -> int:
    """Return how many cases at most get the blocks they need of one kind of people."""
    free = _left(rows, problem)
    slots = Slots(
        {key: problem.resources[key].capacity for row in rows for key in _choices(row, part)}
    )
    asked = [(row, list(_wishes(row, part, problem, free))) for row in rows]
    if any(seats > MOST_SEATS for seats in slots.seats.values()):
        return len(rows)
    total = Fraction(sum(1 for _, wishes in asked if not wishes))
    for _, wishes in sorted(asked, key=lambda pair: len(pair[1])):
        given = sum(slots.give(wish) for wish in wishes)
        total += Fraction(given, len(wishes)) if wishes else 0
    return int(total)


def _left(rows: Sequence[Row], problem: PlanningProblem) -> dict[str, int]:
    """Return everybody's free blocks without what is pinned."""
    free = free_of(problem)
    for row in rows:
        for step in row.shape.steps:
            pinned = row.pinned.get(step.code)
            if pinned is None:
                continue
            for _, key in pinned.people:
                if key in free and problem.resources[key].capacity == 1:
                    free[key] &= ~(((1 << step.blocks) - 1) << pinned.block)
    return free


def _choices(row: Row, part: Part) -> tuple[str, ...]:
    return row.choices[row.parts.index(part)] if part in row.parts else ()


def _wishes(
    row: Row, part: Part, problem: PlanningProblem, free: dict[str, int]
) -> Iterator[dict[str, int]]:
    """Yield for each block that a case needs of a part: per person, in which blocks it can be."""
    windows = _windows(row, problem)
    masks = {p: any_of(keys, free) for p, keys in zip(row.parts, row.choices, strict=True)}
    for step in row.shape.steps:
        if part not in step.parts or step.code in row.pinned:
            continue
        wish = {
            key: _covered(step, {**masks, part: free[key]}, windows[step.code], problem)
            for key in _choices(row, part)
        }
        for _ in range(step.blocks):
            yield wish


def _covered(step: Step, free: dict[Part, int], window: Window, problem: PlanningProblem) -> int:
    """Return the blocks that a step can cover, starting anywhere it can."""
    together = -1
    for part in step.parts:
        together &= free[part]
    first, last = window
    starts = together & starts_in(problem.grid, step.blocks)
    for later in range(1, step.blocks):
        starts &= together >> later
    starts &= ((1 << max(0, last - step.blocks + 2)) - 1) >> first << first
    covered = 0
    for later in range(step.blocks):
        covered |= starts << later
    return covered


def _windows(row: Row, problem: PlanningProblem) -> dict[str, Window]:
    """Return between which blocks each step lies when the case is on time; calendars aside."""
    case = row.case
    first, last = dict(case.held), problem.grid.last_block(case.goal_on)
    for step in row.shape.steps:
        pinned = row.pinned.get(step.code)
        waits = [first[w.step] + 1 + w.gap for w in step.after if w.step in first]
        start = max([soonest(case, problem), *waits])
        first[step.code] = (start if pinned is None else pinned.block) + step.blocks - 1
    until = {step.code: last for step in row.shape.steps}
    for step in reversed(row.shape.steps):
        pinned = row.pinned.get(step.code)
        begin = until[step.code] - step.blocks + 1 if pinned is None else pinned.block
        for wait in step.after:
            if wait.step in until:
                until[wait.step] = min(until[wait.step], begin - wait.gap - 1)
    return {
        step.code: (first[step.code] - step.blocks + 1, until[step.code])
        for step in row.shape.steps
    }
