"""A cohort without our engine: one after another, and everybody in one plain CP-SAT model.

Both on the bare group and without learning teams: a greedy planner cannot know whether a team
will reach its smallest size. They give a ``GroupPlan``, so that they stand in the same table.
"""

from typing import Any

import numpy as np
from ortools.sat.python import cp_model

from loopbrug.core.programme.cohort.group import PER_HOUR, PER_WEEK, Group, GroupPlan, Person, cost
from loopbrug.core.programme.compiled import Ints
from loopbrug.core.programme.optimise import Answer, Search

STEPS, ALONE_STEPS = 200_000, 5_000_000
"""Most search steps for one person's exact programme, and when nobody else is there."""
Chosen = tuple[tuple[int, ...] | None, ...]


def alone(group: Group) -> list[Answer]:
    """Return everybody's best programme if nobody else were there."""
    everything = np.ones_like(group.capacity)
    return [_best(person, everything, ALONE_STEPS) for person in group.people]


def greedy(group: Group, own: list[Answer], *, arrival: bool) -> GroupPlan:
    """Return exact programmes one after another, each with the places that are left.

    In order of arrival, or the least flexible first: who has fewest offerings to choose from.
    """
    order = list(range(len(group.people)))
    if not arrival:
        order.sort(key=lambda n: (len(group.people[n].kernel.unit), n))
    left = group.capacity.copy()
    chosen: list[tuple[int, ...] | None] = [None] * len(order)
    for n in order:
        person = group.people[n]
        answer = _best(person, left) if own[n].found else own[n]
        if answer.found:
            chosen[n] = answer.offerings
            taken = person.shared[list(answer.offerings)]
            left[taken[taken >= 0]] -= 1
    return told(group, own, tuple(chosen), 0.0)


def _best(person: Person, left: Ints, steps: int = STEPS) -> Answer:
    """Return the best programme among the offerings with a place."""
    kernel = person.kernel
    kept = np.flatnonzero((person.shared < 0) | (left[person.shared] > 0))
    names = ("unit", "start", "end", "pattern", "load")
    narrowed = kernel._replace(**{name: getattr(kernel, name)[kept] for name in names})
    answer = Search(narrowed, steps).best()
    offerings = tuple(kept[list(answer.offerings)].tolist())
    return Answer(
        answer.found, answer.proved, answer.bound, offerings, answer.hours, answer.finish,
        answer.peak, answer.nodes,
    )  # fmt: skip


def told(group: Group, own: list[Answer], chosen: Chosen, bound: float) -> GroupPlan:
    """Return the plan with its cost; who has no programme even alone is left out, as in ours."""
    costs = [
        group.unplanned if offerings is None else cost(person, offerings)
        for person, offerings, answer in zip(group.people, chosen, own, strict=True)
        if answer.found
    ]
    impossible = frozenset(n for n, a in enumerate(own) if not a.found and a.proved)
    undecided = frozenset(n for n, a in enumerate(own) if not a.found and not a.proved)
    return GroupPlan(chosen, sum(costs), bound, impossible, undecided)


class Monolith:
    """Everybody in one model: a Boolean per person and offering, capacities over all."""

    def __init__(self, group: Group, own: list[Answer]) -> None:
        self.group, self.own, self.model = group, own, cp_model.CpModel()
        self.users: dict[int, list[Any]] = {}
        self.takes: dict[int, list[Any]] = {}
        self.costs: list[Any] = []
        for n, person in enumerate(group.people):
            if own[n].found:
                self._person(n, person)
        for offering, users in self.users.items():
            self.model.add(sum(users) <= int(group.capacity[offering]))
        self.model.minimize(sum(self.costs))

    def solve(self, seconds: float, workers: int = 1) -> GroupPlan:
        """Return the best within so many seconds; nobody has a programme when there is none."""
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = workers
        solver.parameters.linearization_level = 2
        solver.parameters.max_time_in_seconds = seconds
        status = solver.solve(self.model)
        chosen: list[tuple[int, ...] | None] = [None] * len(self.group.people)
        if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            for n, takes in self.takes.items():
                found = tuple(o for o, taken in enumerate(takes) if solver.value(taken))
                chosen[n] = found or None
        bound = max(0.0, solver.best_objective_bound)
        return told(self.group, self.own, tuple(chosen), bound)

    def _person(self, n: int, person: Person) -> None:
        model, kernel = self.model, person.kernel
        takes = self.takes[n] = [model.new_bool_var("") for _ in kernel.unit]
        planned = model.new_bool_var("")
        for taken, shared in zip(takes, person.shared, strict=True):
            model.add_implication(taken, planned)
            if shared >= 0:
                self.users.setdefault(int(shared), []).append(taken)
        for unit in range(len(kernel.hours)):
            model.add_at_most_one(takes[o] for o in np.flatnonzero(kernel.unit == unit))
        for outcome, needed in enumerate(kernel.needed):
            if needed:
                model.add_bool_or([takes[o] for o in self._closing(person, outcome)] + [~planned])
        self._prerequisites(person, takes)
        finish, peak = self._weeks(person, takes)
        hours = sum(int(kernel.hours[u]) * t for u, t in zip(kernel.unit, takes, strict=True))
        without = self.group.unplanned * (1 - planned)
        self.costs.append(hours * PER_HOUR + finish * PER_WEEK + peak + without)

    def _closing(self, person: Person, outcome: int) -> list[int]:
        units = person.kernel.covers[:, outcome]
        return [o for o, unit in enumerate(person.kernel.unit) if units[unit]]

    def _prerequisites(self, person: Person, takes: list[Any]) -> None:
        kernel = person.kernel
        for outcome in range(kernel.needs.shape[1]):
            sources = self._closing(person, outcome)
            for o, unit in enumerate(kernel.unit):
                if kernel.needs[unit, outcome]:
                    before = [takes[s] for s in sources if kernel.end[s] <= kernel.start[o]]
                    self.model.add_bool_or([*before, ~takes[o]])

    def _weeks(self, person: Person, takes: list[Any]) -> tuple[Any, Any]:
        model, kernel = self.model, person.kernel
        last = int(kernel.end.max(initial=0))
        finish, peak = model.new_int_var(0, last, ""), model.new_int_var(0, kernel.ceiling, "")
        for o, end in enumerate(kernel.end):
            model.add(finish >= int(end) * takes[o])
        for week in range(last):
            now = [o for o, end in enumerate(kernel.end) if kernel.start[o] <= week < end]
            sessions: dict[int, list[Any]] = {}
            for o in now:
                if kernel.pattern[o] >= 0:
                    sessions.setdefault(int(kernel.pattern[o]), []).append(takes[o])
            for each in sessions.values():
                model.add_at_most_one(each)
            if now:
                model.add(peak >= sum(int(kernel.load[o]) * takes[o] for o in now))
        return finish, peak
