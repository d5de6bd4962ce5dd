"""From values to arrays and back: what the compiled search works on."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

import numpy as np

from loopbrug.core.assessment.insertion import (
    CHOICE_FIELDS,
    NOW_FIELDS,
    PART_FIELDS,
    STEP_FIELDS,
    Scratch,
)  # fmt: skip
from loopbrug.core.assessment.kernel import FULL, NONE, WEIGHTS, Board, Tables
from loopbrug.core.assessment.model import (
    Appointment,
    CasePlan,
    Grid,
    Part,
    PlanningProblem,
    Resource,
    Step,
)  # fmt: skip
from loopbrug.core.assessment.rows import Row
from loopbrug.core.assessment.search import MOST, Memory
from loopbrug.core.terms.compiling import BITS, Ints

NEVER = 1 << 40


@dataclass(frozen=True, slots=True)
class Costs:
    """What the search counts, in units: a lexicographic order by sheer size.

    ``end`` per block that a case ends later, ``late`` per case past its goal, ``broken`` per
    promise not kept, ``sound`` the same for a case whose appointments keep it as they stand:
    nobody's loss is made good at its expense. ``unplanned`` per case without room, ``change`` per
    appointment that is not where it was, ``takeover`` per part that goes to another person,
    ``handover`` if the one who had it held a step already; ``charge`` what giving a resource to
    a case costs, by key.
    """

    end: int = 10
    late: int = 10**6
    broken: int = 10**9
    sound: int = 10**14
    unplanned: int = 10**12
    change: int = 1
    takeover: int = 0
    handover: int = 0
    charge: Mapping[str, int] = field(default_factory=dict)


@dataclass(slots=True)
class Lists:
    """The arrays of ``Tables`` while they grow."""

    step: list[int] = field(default_factory=lambda: [0])
    part: list[int] = field(default_factory=lambda: [0])
    choice: list[int] = field(default_factory=lambda: [0])
    choices: list[int] = field(default_factory=list)
    need: list[int] = field(default_factory=lambda: [0])
    needs: list[int] = field(default_factory=list)
    wait: list[int] = field(default_factory=lambda: [0])
    waits: list[int] = field(default_factory=list)
    gaps: list[int] = field(default_factory=list)
    side: list[int] = field(default_factory=lambda: [0])
    sides: list[int] = field(default_factory=list)
    length: list[int] = field(default_factory=list)
    earliest: list[int] = field(default_factory=list)
    pinned: list[int] = field(default_factory=list)
    before: list[int] = field(default_factory=list)
    holder: list[int] = field(default_factory=list)
    goal: list[int] = field(default_factory=list)
    due: list[int] = field(default_factory=list)
    promise: list[int] = field(default_factory=list)
    takeover: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Frame:
    """A problem as arrays.

    ``rows`` are the cases with something to plan, in the order of the arrays; ``keys`` the
    resources in theirs; ``base`` the block of the grid that is block 0 of the arrays.
    """

    rows: tuple[Row, ...]
    keys: tuple[str, ...]
    base: int
    tables: Tables
    board: Board
    scratch: Scratch

    def plan_of(self, place: int, grid: Grid) -> CasePlan:
        """Return the plan on the board for the case in a place: all its steps not yet held."""
        row, t, b = self.rows[place], self.tables, self.board
        if b.end[place] < 0:
            return CasePlan(row.case.key, (), None)
        who = dict(zip(row.parts, b.pick[t.part[place] : t.part[place + 1]].tolist(), strict=True))
        made = []
        for step, at in zip(
            row.shape.steps, b.at[t.step[place] : t.step[place + 1]].tolist(), strict=True
        ):
            if (pinned := row.pinned.get(step.code)) is not None:
                made.append(pinned)
                continue
            people = tuple((part, self.keys[who[part]]) for part in step.parts)
            made.append(Appointment(row.case.key, step.code, at + self.base, people))
        made.sort(key=lambda a: (a.block, a.step))
        return CasePlan(row.case.key, tuple(made), grid.day_of(int(b.end[place]) + self.base))


def frame_of(problem: PlanningProblem, rows: Iterable[Row], costs: Costs, until: int) -> Frame:
    """Return the arrays for the blocks from today up to ``until`` (not included).

    Cases with nothing to plan only take their blocks; on the board no case is planned yet.
    """
    every = tuple(rows)
    open_rows = tuple(row for row in every if not row.settled)
    base = problem.now - problem.now % problem.grid.per_day
    words = -(-(min(until, problem.grid.blocks) - base) // BITS)
    index = _index(problem, every)
    lists = Lists()
    for row in open_rows:
        _add(lists, row, index, problem, base)
        lists.promise.append(_stake(row, problem, costs))
        held = _held_a_step(row)
        lists.takeover += [costs.handover if p in held else costs.takeover for p in row.parts]
    tables = _tables(problem, lists, tuple(index), (base, words), costs)
    resources, blocks = len(index), words * BITS
    steps, parts, cases = lists.step[-1], lists.part[-1], len(open_rows)
    board = Board(
        tables.free.copy(), np.zeros((resources, blocks), np.int64),
        np.full((resources, blocks), NONE, np.int64), _none(steps), _none(parts),
        np.zeros(cases, np.int64), _none(cases),
    )  # fmt: skip
    _take_pinned(every, index, tables, board, base)
    return Frame(open_rows, tuple(index), base, tables, board, _scratch(lists, words))


def memory_of(frame: Frame, seed: int) -> Memory:
    """Return room for the search to remember plans in, and its dice."""
    t, b = frame.tables, frame.board
    widest = int(np.diff(t.step).max(initial=1)), int(np.diff(t.part).max(initial=1))
    return Memory(
        b.at.copy(), b.pick.copy(), b.cost.copy(), b.end.copy(),
        _none(MOST * widest[0]), _none(MOST * widest[1]), _none(MOST), _none(MOST), _none(MOST),
        _none(MOST), np.array([seed % 2147483646 + 1], np.int64),
    )  # fmt: skip


def _none(count: int) -> Ints:
    return np.full(count, NONE, np.int64)


def _index(problem: PlanningProblem, rows: Iterable[Row]) -> dict[str, int]:
    """Return a place for every resource that a case in hand can use or uses."""
    index: dict[str, int] = {}
    for row in rows:
        if not row.settled:
            for choices in row.choices:
                for key in choices:
                    index.setdefault(key, len(index))
    for row in rows:
        for appointment in row.pinned.values():
            for _, key in appointment.people:
                if key in problem.resources:
                    index.setdefault(key, len(index))
    return index


def _add(
    lists: Lists, row: Row, index: Mapping[str, int], problem: PlanningProblem, base: int
) -> None:
    """Append one case to the lists."""
    case, grid = row.case, problem.grid
    first_step, first_part = len(lists.length), len(lists.holder)
    place = {step.code: first_step + n for n, step in enumerate(row.shape.steps)}
    part_at = {part: first_part + n for n, part in enumerate(row.parts)}
    for part, choices in zip(row.parts, row.choices, strict=True):
        lists.choices += [index[key] for key in choices]
        lists.choice.append(len(lists.choices))
        lists.holder.append(index.get(row.holders.get(part, ""), NONE))
    for step, sides in zip(row.shape.steps, row.shape.sides, strict=True):
        at = row.pinned.get(step.code)
        current = None if step.code in row.loose else row.current.get(step.code)
        lists.length.append(step.blocks)
        lists.pinned.append(NONE if at is None else max(at.block - base, 0))
        lists.before.append(NONE if current is None else current.block - base)
        lists.needs += [part_at[part] for part in step.parts]
        lists.need.append(len(lists.needs))
        lists.sides += [first_step + other for other in sides]
        lists.side.append(len(lists.sides))
        opening = problem.open_from if current is None else problem.frozen_before
        earliest = max(case.ready, opening) - base
        for wait in step.after:
            if wait.step in place:
                lists.waits.append(place[wait.step])
                lists.gaps.append(wait.gap)
            elif wait.step in case.held:
                earliest = max(earliest, case.held[wait.step] + 1 + wait.gap - base)
        lists.wait.append(len(lists.waits))
        lists.earliest.append(earliest)
    lists.step.append(len(lists.length))
    lists.part.append(len(lists.holder))
    lists.goal.append(grid.last_block(case.goal_on) - base)
    lists.due.append(NEVER if case.due_on is None else grid.last_block(case.due_on) - base)


def _held_a_step(row: Row) -> set[Part]:
    """Return the parts of a case of which somebody held a step."""
    case = row.case
    return {part for each in case.planned if each.step in case.held for part, _ in each.people}


def _stake(row: Row, problem: PlanningProblem, costs: Costs) -> int:
    """Return what it costs to break the promise of a case: most if it is kept as it stands."""
    if row.case.due_on is None:
        return 0
    due = problem.grid.last_block(row.case.due_on)
    sound = all(_stands(step, row, problem, due) for step in row.shape.steps)
    return costs.sound if sound else costs.broken


def _stands(step: Step, row: Row, problem: PlanningProblem, due: int) -> bool:
    """Return whether a step has an appointment that ends by ``due``, with all of them free."""
    current = row.current.get(step.code)
    if current is None or step.code in row.loose or current.block + step.blocks - 1 > due:
        return False
    asked = ((1 << step.blocks) - 1) << current.block
    found = (problem.resources.get(key) for _, key in current.people)
    return all(one is not None and one.free & asked == asked for one in found)


def _tables(
    problem: PlanningProblem,
    lists: Lists,
    keys: Sequence[str],
    window: tuple[int, int],
    costs: Costs,
) -> Tables:
    if unknown := [key for key in keys if key not in problem.resources]:
        raise ValueError(f"who may take a part is not among the resources: {unknown}")
    resources = [problem.resources[key] for key in keys]
    if full := [each.key for each in resources if each.capacity < 1]:
        raise ValueError(f"a resource has a capacity of at least 1: {full}")
    weights = _none(WEIGHTS)
    weights[:] = (costs.end, costs.late, costs.change, costs.unplanned)
    array = {name: np.array(getattr(lists, name), np.int64) for name in Lists.__slots__}
    return Tables(
        free=_free(resources, window, problem.grid.blocks),
        capacity=np.array([resource.capacity for resource in resources], np.int64),
        runs=_runs(problem.grid.parts, max(lists.length, default=1), window),
        charge=np.array([costs.charge.get(key, 0) for key in keys], np.int64),
        weights=weights,
        **array,
    )


def _free(resources: Sequence[Resource], window: tuple[int, int], blocks: int) -> Ints:
    """Return the free blocks of a window as words, resource × word."""
    base, words = window
    inside = (1 << max(0, min(blocks - base, words * BITS))) - 1
    rows = [_words(resource.free >> base & inside, words) for resource in resources]
    return np.array(rows, np.int64).reshape(len(resources), words)


def _words(members: int, words: int) -> list[int]:
    return [members >> n * BITS & FULL for n in range(words)]


@lru_cache(maxsize=64)
def _runs(parts: tuple[int, ...], longest: int, window: tuple[int, int]) -> Ints:
    """Return per length and word where a step can start and end within one part of a day."""
    _base, words = window
    days = -(-words * BITS // len(parts)) + 1
    rows = [[0] * words]
    for length in range(1, longest + 1):
        day = 0
        for start in range(len(parts) - length + 1):
            if len(set(parts[start : start + length])) == 1:
                day |= 1 << start
        every = sum(day << n * len(parts) for n in range(days))
        rows.append(_words(every, words))
    return np.array(rows, np.int64)


def _take_pinned(
    rows: Iterable[Row], index: Mapping[str, int], t: Tables, b: Board, base: int
) -> None:
    for row in rows:
        length = {step.code: step.blocks for step in row.shape.steps}
        for appointment in row.pinned.values():
            first = appointment.block - base
            last = min(first + length[appointment.step], b.load.shape[1])
            for _, key in appointment.people:
                for block in range(max(first, 0), last):
                    if key in index:
                        _take(t, b, index[key], block)


def _take(t: Tables, b: Board, resource: int, block: int) -> None:
    b.load[resource, block] += 1
    if b.load[resource, block] >= t.capacity[resource]:
        b.room[resource, block // BITS] &= ~(1 << block % BITS)


def _scratch(lists: Lists, words: int) -> Scratch:
    steps, parts, choices = _widest(lists.step), _widest(lists.part), _widest(lists.choice)
    return Scratch(
        np.zeros((parts + 1, steps, words), np.int64),
        np.zeros((steps, STEP_FIELDS), np.int64),
        np.zeros((2, steps, steps), np.int64),
        np.zeros((parts, steps), np.int64),
        np.zeros((parts, choices, CHOICE_FIELDS), np.int64),
        np.zeros((parts, PART_FIELDS), np.int64),
        np.zeros(NOW_FIELDS, np.int64),
    )


def _widest(starts: Sequence[int]) -> int:
    return max((b - a for a, b in pairwise(starts)), default=1)
