"""The fair baseline: staged CP-SAT, hours first, then finish, then peak.

One worker with linearization level 2: on two cores better than the default. No redundant
constraints that would help or hamper.
"""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from ortools.sat.python import cp_model

from loopbrug.core.programme.kernel import Kernel

SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Proved:
    """What CP-SAT proved: the three goals, or None for impossible; ``done`` False at a limit."""

    done: bool
    goals: tuple[int, int, int] | None = None


class Baseline:
    """One CP-SAT model of a kernel, tightened from goal to goal."""

    def __init__(self, kernel: Kernel) -> None:
        self.k = kernel
        self.model: Any = cp_model.CpModel()
        self.take = [self.model.new_bool_var("") for _ in kernel.unit]
        self.of_unit: dict[int, list[int]] = defaultdict(list)
        for offering, unit in enumerate(kernel.unit):
            self.of_unit[int(unit)].append(offering)
        self._units_once()
        self._covered()
        self._prerequisites()
        self._weeks()

    def solve(self) -> Proved:
        """Return what is proved of hours, then finish, then peak."""
        goals = []
        for goal in (self._hours, self._finish, self._peak):
            value = goal()
            self.model.minimize(value)
            solver: Any = cp_model.CpSolver()
            solver.parameters.num_workers = 1
            solver.parameters.linearization_level = 2
            solver.parameters.max_time_in_seconds = SECONDS
            status = solver.solve(self.model)
            if status != cp_model.OPTIMAL:
                return Proved(status == cp_model.INFEASIBLE)
            best = round(solver.objective_value)
            self.model.add(value == best)
            self._hint(solver)
            goals.append(best)
        return Proved(done=True, goals=(goals[0], goals[1], goals[2]))

    def _hint(self, solver: Any) -> None:
        self.model.clear_hints()
        for taken in self.take:
            self.model.add_hint(taken, solver.value(taken))

    def _units_once(self) -> None:
        for offerings in self.of_unit.values():
            self.model.add_at_most_one(self.take[n] for n in offerings)

    def _coverers(self, outcome: int) -> list[int]:
        return [n for n, unit in enumerate(self.k.unit) if self.k.covers[unit, outcome]]

    def _covered(self) -> None:
        for outcome, needed in enumerate(self.k.needed):
            if needed:
                self.model.add_bool_or([self.take[n] for n in self._coverers(outcome)])

    def _prerequisites(self) -> None:
        for outcome in range(self.k.needs.shape[1]):
            sources = self._coverers(outcome)
            for n, unit in enumerate(self.k.unit):
                if self.k.needs[unit, outcome]:
                    before = [self.take[s] for s in sources if self.k.end[s] <= self.k.start[n]]
                    self.model.add_bool_or([*before, self.take[n].negated()])

    def _weeks(self) -> None:
        self.loads = []
        ends = self.k.end
        for week in range(int(ends.max(initial=0))):
            now = [n for n in range(len(ends)) if self.k.start[n] <= week < ends[n]]
            by_slot = defaultdict(list)
            for n in now:
                if self.k.pattern[n] >= 0:
                    by_slot[int(self.k.pattern[n])].append(self.take[n])
            for sessions in by_slot.values():
                self.model.add_at_most_one(sessions)
            if now:
                load = sum(int(self.k.load[n]) * self.take[n] for n in now)
                self.model.add(load <= self.k.ceiling)
                self.loads.append(load)

    def _hours(self) -> Any:
        return sum(int(self.k.hours[unit]) * self.take[n] for n, unit in enumerate(self.k.unit))

    def _finish(self) -> Any:
        finish = self.model.new_int_var(0, int(self.k.end.max(initial=0)), "")
        for n, end in enumerate(self.k.end):
            self.model.add(finish >= int(end)).only_enforce_if(self.take[n])
        return finish

    def _peak(self) -> Any:
        peak = self.model.new_int_var(0, self.k.ceiling, "")
        for load in self.loads:
            self.model.add(peak >= load)
        return peak
