"""Where one appointment could be instead, when a person wants to move it by hand.

No other case moves, so that every promise that is kept stays kept; later steps of the same case
move along only where they must. Written on the values, with calendars as whole numbers, and
without any search.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from loopbrug.core.assessment.alone import starts_in, starts_of
from loopbrug.core.assessment.model import Appointment, Case, Part, PlanningProblem, Step
from loopbrug.core.assessment.rows import shape_of

People = tuple[tuple[Part, str], ...]
Free = dict[str, int]


@dataclass(frozen=True, slots=True)
class Option:
    """Another moment for an appointment; ``along`` are later steps that move with it."""

    appointment: Appointment
    along: tuple[Appointment, ...] = ()


@dataclass(frozen=True, slots=True)
class _Open:
    """A case among all others, and when everybody is free for what moves."""

    problem: PlanningProblem
    case: Case
    free: Free


def moments_for(problem: PlanningProblem, key: str, step: str) -> tuple[Option, ...]:
    """Return every other moment of one tentative appointment, the earliest first.

    The same people come, in another class of the choices when that helps. It lies outside the
    notice period, after what it waits for, and everything ends by the promise (the goal, when
    nothing was promised). Nothing for what is fixed, held or not planned; raises ``KeyError`` for
    a case that is not there.
    """
    case = {each.key: each for each in problem.cases}[key]
    current = {each.step: each for each in case.planned}.get(step)
    steps = {each.code: each for each in case.steps}
    if current is None or step in case.held or step not in steps:
        return ()
    if not _may_move(problem, current):
        return ()
    later = _later(case, steps[step])
    free = _free_without(problem, case, {step, *(each.code for each in later)})
    found: dict[int, Option] = {}
    for one in _places(_Open(problem, case, free), steps[step], current):
        if one.block == current.block or one.block in found:
            continue
        along = _along(_Open(problem, case, dict(free)), one, later)
        if along is not None:
            found[one.block] = Option(one, along)
    return tuple(found[block] for block in sorted(found))


def _may_move(problem: PlanningProblem, one: Appointment) -> bool:
    return not one.fixed and one.block >= problem.frozen_before


def _later(case: Case, step: Step) -> list[Step]:
    """Return the steps to come that wait for this one, also by way of others, in order."""
    found: list[Step] = []
    behind = {step.code}
    for each in shape_of(case.steps, frozenset(case.held)).steps:
        if any(wait.step in behind for wait in each.after):
            behind.add(each.code)
            found.append(each)
    return found


def _places(among: _Open, step: Step, current: Appointment) -> Iterator[Appointment]:
    """Yield where the step can be, with whom; the people it has now come first."""
    first = _first(among, step, _ends(among.case))
    for people in _people(among.case, current):
        for block in _starts(among, step, people, first):
            yield replace(current, block=block, people=people)


def _first(among: _Open, step: Step, ends: Mapping[str, int]) -> int:
    return max(among.problem.frozen_before, among.case.ready, 0, *_waits(step, ends))


def _waits(step: Step, ends: Mapping[str, int]) -> list[int]:
    """Return the blocks before which a step cannot start, for what it waits for."""
    return [0, *(ends[wait.step] + 1 + wait.gap for wait in step.after if wait.step in ends)]


def _starts(among: _Open, step: Step, people: People, first: int) -> Iterator[int]:
    """Yield the blocks from which all people are free for the whole step, by the promise."""
    masks = {part: among.free.get(who, 0) for part, who in people}
    if any(part not in masks for part in step.parts):
        return
    grid, case = among.problem.grid, among.case
    last = grid.last_block(case.due_on or case.goal_on) - step.blocks + 1
    inside = ((1 << max(0, last + 1)) - 1) >> first << first
    starts = starts_of(step, masks) & starts_in(grid, step.blocks) & inside
    while starts:
        yield (starts & -starts).bit_length() - 1
        starts &= starts - 1


def _along(
    among: _Open, moved: Appointment, later: Iterable[Step]
) -> tuple[Appointment, ...] | None:
    """Return the later steps that must move, each as early as it can; None: it does not fit."""
    case = among.case
    length = {each.code: each.blocks for each in case.steps}
    planned = {each.step: each for each in case.planned}
    ends = {**_ends(case), moved.step: moved.block + length[moved.step] - 1}
    _take(among.free, moved, length[moved.step])
    found: list[Appointment] = []
    for step in later:
        now = planned.get(step.code)
        if now is None:
            continue
        new = _next(among, step, now, ends)
        if new is None:
            return None
        _take(among.free, new, step.blocks)
        ends[step.code] = new.block + step.blocks - 1
        found += [new] if new != now else []
    return tuple(found)


def _next(
    among: _Open, step: Step, now: Appointment, ends: Mapping[str, int]
) -> Appointment | None:
    """Return a step where it is if that still can be, else as early as it can; None: nowhere."""
    blocks = ((1 << step.blocks) - 1) << now.block
    stays = now.block >= max(_waits(step, ends)) and all(
        among.free.get(who, 0) & blocks == blocks for _, who in now.people
    )
    if stays or not _may_move(among.problem, now):
        return now if stays else None
    first = _first(among, step, ends)
    block = next(_starts(among, step, now.people, first), None)
    return None if block is None else replace(now, block=block)


def _take(free: Free, one: Appointment, blocks: int) -> None:
    for part, who in one.people:
        # A pool of rooms has more seats than this case can take at a time.
        if who in free and part is not Part.ROOM:
            free[who] &= ~(((1 << blocks) - 1) << one.block)


def _ends(case: Case) -> dict[str, int]:
    length = {each.code: each.blocks for each in case.steps}
    ends = {each.step: each.block + length.get(each.step, 1) - 1 for each in case.planned}
    return {**ends, **case.held}


def _free_without(problem: PlanningProblem, moving: Case, steps: set[str]) -> Free:
    """Return when everybody is free, as all is planned but these steps of one case."""
    used: Counter[tuple[str, int]] = Counter()
    for case in problem.cases:
        length = {step.code: step.blocks for step in case.steps}
        for each in case.planned:
            if case.key == moving.key and each.step in steps and each.step not in case.held:
                continue
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
