"""One search from start to end: lay the cases out, put them on the board, improve, read off."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from loopbrug.core.assessment.alone import free_of, somewhere
from loopbrug.core.assessment.arrays import Costs, Frame, frame_of, memory_of
from loopbrug.core.assessment.model import (
    Appointment,
    Case,
    CasePlan,
    Change,
    PlanningProblem,
)  # fmt: skip
from loopbrug.core.assessment.rows import Row
from loopbrug.core.assessment.search import Aim, improve
from loopbrug.core.assessment.standing import stand

SLACK_WEEKS = 8
"""Weeks that are looked at after the last day that is asked or planned."""
_WORKDAYS = 5
_NEVER_ENOUGH = -1


@dataclass(frozen=True, slots=True)
class Effort:
    """How to search.

    ``keep``: leave steps where they were wherever that costs less. ``heat``: the worsening that
    is accepted at first, in units of cost.
    """

    moves: int
    seed: int
    keep: bool = False
    heat: float = 300.0


class Desk:
    """A problem on the board: cases stand where they are, what has no place has been planned.

    When a case finds no room in the weeks at hand, the whole grid is looked at.
    """

    def __init__(
        self, problem: PlanningProblem, rows: Sequence[Row], costs: Costs, effort: Effort
    ) -> None:
        self.problem, self.rows, self.effort = problem, rows, effort
        self.frame = self._stand(costs, _until(problem, rows))
        if self.shorter_than_grid() and self._unplanned_could_be():
            self.frame = self._stand(costs, problem.grid.blocks)
        self.memory = memory_of(self.frame, effort.seed)
        self.moves = 0

    def _stand(self, costs: Costs, until: int) -> Frame:
        frame = frame_of(self.problem, self.rows, costs, until)
        stand(frame.tables, frame.board, frame.scratch, int(self.effort.keep))
        return frame

    def _unplanned_could_be(self) -> bool:
        """Whether a case without room has any in empty calendars; if not, why look further."""
        free = free_of(self.problem)
        unplanned = [self.frame.rows[n] for n in np.flatnonzero(self.frame.board.end < 0)]
        return any(somewhere(row, self.problem, free) for row in unplanned)

    def shorter_than_grid(self) -> bool:
        """Whether there are blocks of the grid that are not looked at."""
        seen = self.frame.base + int(self.frame.board.load.shape[1])
        return seen < self.problem.grid.blocks

    def improve(self, moves: int, focus: int = -1, enough: int = _NEVER_ENOUGH) -> None:
        """Search on; ``focus`` is the case every move starts at (-1: any)."""
        if not self.frame.rows:
            return
        f, effort = self.frame, self.effort
        aim = Aim(moves, focus, int(effort.keep), float(effort.heat), enough)
        self.moves += improve(f.tables, f.board, f.scratch, self.memory, aim)

    def place_of(self, key: str) -> int:
        """Return the place of a case on the board; raises ``ValueError`` when it has none."""
        return [row.case.key for row in self.frame.rows].index(key)

    def plans(self) -> tuple[CasePlan, ...]:
        """Return the plan of every case, also of those with nothing left to plan."""
        grid = self.problem.grid
        found = {row.case.key: self.frame.plan_of(n, grid) for n, row in enumerate(self.frame.rows)}
        return tuple(
            found.get(row.case.key) or _settled(row, self.problem) for row in self.rows
        )  # fmt: skip


def _settled(row: Row, problem: PlanningProblem) -> CasePlan:
    made = tuple(sorted(row.pinned.values(), key=lambda each: (each.block, each.step)))
    return CasePlan(row.case.key, made, done_on(row.case, made, problem))


def done_on(
    case: Case, appointments: Iterable[Appointment], problem: PlanningProblem
) -> date | None:
    """Return the day of the last step, held or planned; None for a case without steps."""
    length = {step.code: step.blocks for step in case.steps}
    ends = [each.block + length[each.step] - 1 for each in appointments]
    last = max([*ends, *case.held.values()], default=None)
    return None if last is None else problem.grid.day_of(last)


def changes_of(rows: Iterable[Row], plans: Iterable[CasePlan]) -> tuple[Change, ...]:
    """Return every appointment that is not where it was, by case and step."""
    found = []
    for row, plan in zip(rows, plans, strict=True):
        after = {each.step: each for each in plan.appointments}
        for code in [step.code for step in row.shape.steps]:
            old, new = row.current.get(code), after.get(code)
            if _spot(old) != _spot(new):
                found.append(Change(old, new))
    return tuple(found)


def _spot(appointment: Appointment | None) -> object:
    return appointment and (appointment.block, appointment.people)


def late_of(cases: Iterable[Case], plans: Iterable[CasePlan]) -> tuple[str, ...]:
    """Return the cases that end after what was promised to them, or not at all."""
    days = {plan.case: plan.done_on for plan in plans}
    return tuple(case.key for case in cases if _after(days[case.key], case.due_on))


def _after(day: date | None, due_on: date | None) -> bool:
    return due_on is not None and (day is None or day > due_on)


def _until(problem: PlanningProblem, rows: Iterable[Row]) -> int:
    """Return the end of the blocks looked at: well past every end that is asked or planned."""
    grid = problem.grid
    cases = [row.case for row in rows]
    days = [day for case in cases for day in (case.goal_on, case.due_on) if day is not None]
    blocks = [each.block for case in cases for each in case.planned]
    ready = [case.ready for case in cases]
    last = max([problem.open_from, *ready, *blocks, *(grid.last_block(day) for day in {*days})])
    return last + SLACK_WEEKS * _WORKDAYS * grid.per_day
