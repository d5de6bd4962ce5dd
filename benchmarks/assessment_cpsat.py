"""A plain CP-SAT model of all cases of an instance, known beforehand.

Made as one would at first: an optional interval for each step and assessor, no two on one person.
A case may be left out, at a price above any plan, so that there is always an answer.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from ortools.sat.python import cp_model

from loopbrug.core.assessment.model import Case, Part, PlanningProblem, Step

SETTINGS: Mapping[str, Mapping[str, int]] = {
    "1 worker, level 2": {"num_workers": 1, "linearization_level": 2},
    "8 workers": {"num_workers": 8},
}
LATE, LEFT_OUT, WEEKS_AFTER_GOAL = 10_000, 1_000_000, 8


@dataclass(frozen=True, slots=True)
class Planned:
    """The variables of a case: whether it is in, and where its last step is."""

    present: Any
    end: Any


class Model:
    """All cases, and per person the blocks that each step would take."""

    def __init__(self, problem: PlanningProblem) -> None:
        self.problem = problem
        self.model: Any = cp_model.CpModel()
        self.busy: dict[str, list[Any]] = defaultdict(list)
        self.terms: list[Any] = []
        self.cases = {case.key: self._case(case) for case in problem.cases}
        for intervals in self.busy.values():
            self.model.add_no_overlap(intervals)
        self.model.minimize(sum(self.terms))

    def _case(self, case: Case) -> Planned:
        grid, model = self.problem.grid, self.model
        present, late = model.new_bool_var(""), model.new_bool_var("")
        goal = grid.last_block(case.goal_on)
        last = min(grid.blocks - 1, goal + WEEKS_AFTER_GOAL * 5 * grid.per_day)
        chosen = {part: self._choices(keys, present) for part, keys in case.choices.items()}
        starts = {step.code: model.new_int_var(case.ready, last, "") for step in case.steps}
        for step in case.steps:
            self._step(step, starts, chosen)
            for wait in step.after:
                model.add(starts[step.code] > starts[wait.step] + wait.gap)
        end = starts[case.steps[-1].code]
        model.add(end <= goal).only_enforce_if(late.negated())
        self.terms += [LATE * late + end, LEFT_OUT * present.negated()]
        return Planned(present, end)

    def _choices(self, keys: tuple[str, ...], present: Any) -> dict[str, Any]:
        if len(keys) == 1:
            return {keys[0]: present}
        taken = {key: self.model.new_bool_var("") for key in keys}
        self.model.add(sum(taken.values()) == present)
        return taken

    def _step(
        self, step: Step, starts: Mapping[str, Any], chosen: Mapping[Part, Mapping[str, Any]]
    ) -> None:
        start = starts[step.code]
        for part in step.parts:
            for key, taken in chosen[part].items():
                free = cp_model.Domain.from_intervals(_spans(self.problem.resources[key].free))
                self.model.add_linear_expression_in_domain(start, free).only_enforce_if(taken)
                self.busy[key].append(
                    self.model.new_optional_fixed_size_interval_var(start, 1, taken, "")
                )


def solve(
    problem: PlanningProblem, parameters: Mapping[str, int], seconds: float
) -> dict[str, date | None]:
    """Return the day on which each case is done in the best plan found in so many seconds."""
    model, solver = Model(problem), cp_model.CpSolver()
    settings: Any = solver.parameters
    for name, value in parameters.items():
        setattr(settings, name, value)
    settings.max_time_in_seconds = seconds
    status = solver.solve(model.model)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return {}
    return {
        key: problem.grid.day_of(solver.value(planned.end))
        for key, planned in model.cases.items()
        if solver.value(planned.present)
    }


def _spans(free: int) -> list[list[int]]:
    """Return runs of free blocks, first and last."""
    spans, block = [], 0
    while free >> block:
        block += ((free >> block) & -(free >> block)).bit_length() - 1
        first = block
        while free >> block & 1:
            block += 1
        spans.append([first, block - 1])
    return spans or [[-1, -1]]
