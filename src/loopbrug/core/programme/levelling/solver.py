"""Levelling: local search first, parts levelled anew exactly, then the proof."""

from math import ceil

from loopbrug.core.programme.levelling.anneal import anneal, drift
from loopbrug.core.programme.levelling.chance import below, chance_of, fraction
from loopbrug.core.programme.levelling.check import broken, objective_of
from loopbrug.core.programme.levelling.exact.solver import Periods, Work, exact
from loopbrug.core.programme.levelling.floors import floors_of
from loopbrug.core.programme.levelling.layout import layout_of
from loopbrug.core.programme.levelling.mixed import (
    ALMOST,
    INFINITE,
    Allowed,
    Floor,
    Known,
    sum_of,
)
from loopbrug.core.programme.levelling.model import Effort, Goal, Levelling, LevellingProblem
from loopbrug.core.programme.levelling.rules import levelling_findings
from loopbrug.core.programme.model import Status

REPAIR = Work(branches=40)
DRIFT = 2_000_000
"""Moves of the local search before each repair."""


def level(problem: LevellingProblem, effort: Effort = Effort(), seed: int = 0) -> Levelling:  # noqa: B008
    """Return a period for every course, as level as can be found, and a proved bound.

    Raises nothing: a problem that is not sound comes back with findings and nothing decided.
    """
    findings = levelling_findings(problem)
    if findings:
        return Levelling(Status.UNDECIDED, findings=findings)
    return _Levelling(problem, effort, seed).best()


class _Levelling:
    """One run: the best so far, and how it was made better."""

    def __init__(self, problem: LevellingProblem, effort: Effort, seed: int) -> None:
        self.problem, self.effort = problem, effort
        self.layout = layout_of(problem)
        self.chance = chance_of(seed)
        self.floors: tuple[Floor, ...] = ()
        self.found: Periods | None = None
        self.cost = 0
        self.steps = 0

    def best(self) -> Levelling:
        for run in range(self.effort.runs):
            self._offer(anneal(self.layout, self.effort.moves, self.chance, run))
            self.steps += self.effort.moves
        floors = self._apart()
        if floors is None:
            return self._told(INFINITE)
        self.floors = floors
        for turn in range(self.effort.repairs if self.found else 0):
            if self.cost > self._bound():
                self._repair(turn)
        return self._told(self._proof())

    def _apart(self) -> tuple[Floor, ...] | None:
        apart = self.effort.parts and self.layout.goal is Goal.EVEN
        return floors_of(self.layout, self.effort.parts, self.chance) if apart else ()

    def _bound(self) -> int:
        """Return what everything costs at least, by the floors and the means."""
        if self.layout.goal is Goal.PEAK:
            return 0
        return sum_of(self.layout, self.floors, range(len(self.layout.curricula)))

    def _proof(self) -> float:
        """Look at everything at once, also for better periods; return the bound."""
        layout, apart = self.layout, self._bound()
        if not self.effort.branches or (self.found and self.cost == apart):
            return apart
        everything = tuple(tuple(layout.window(n)) for n in range(len(layout.codes)))
        work = Work(self.effort.branches, guessing=0.0)
        periods, bound = exact(layout, everything, work, self.found, self._known())
        self._offer(periods)
        return max(apart, bound)

    def _known(self) -> Known:
        return Known(self.cost if self.found else None, self.floors)

    def _offer(self, periods: Periods | None) -> None:
        """Keep periods that may be and are no worse."""
        if periods is None or broken(self.problem, self._named(periods)):
            return
        cost = objective_of(self.problem, self._named(periods))
        if self.found is None or cost <= self.cost:
            self.found, self.cost = periods, cost

    def _repair(self, turn: int) -> None:
        """Level a part anew, all else as it is: some periods, or curricula that share courses."""
        assert self.found is not None  # noqa: S101
        self._offer(drift(self.layout, DRIFT, self.chance, self.found))
        free = self._some_periods() if turn % 2 == 0 else self._some_curricula()
        if any(len(periods) > 1 for periods in free):
            self._offer(exact(self.layout, free, REPAIR, self.found, self._known())[0])

    def _some_periods(self) -> Allowed:
        now, count = self.found or (), self.layout.periods
        luck = [fraction(self.chance) for _ in range(count)]
        some = set(sorted(range(count), key=lambda p: luck[p])[:3])
        return [
            tuple(p for p in self.layout.window(n) if p in some) if period in some else (period,)
            for n, period in enumerate(now)
        ]

    def _some_curricula(self) -> Allowed:
        now, curricula = self.found or (), self.layout.curricula
        first = set(curricula[below(self.chance, len(curricula))]) if curricula else set()
        luck = [fraction(self.chance) for _ in curricula]
        near = sorted(
            range(len(curricula)), key=lambda q: luck[q] * 4 - len(first & {*curricula[q]})
        )
        free = {n for q in near[: 2 + below(self.chance, 2)] for n in curricula[q]}
        return [
            tuple(self.layout.window(n)) if n in free else (period,) for n, period in enumerate(now)
        ]

    def _named(self, periods: Periods) -> dict[str, int]:
        return dict(zip(self.layout.codes, periods, strict=True))

    def _told(self, bound: float) -> Levelling:
        if self.found is None:
            status = Status.IMPOSSIBLE if bound == INFINITE else Status.UNDECIDED
            return Levelling(status, bound=0, steps=self.steps)
        least = max(0, ceil(min(self.cost, bound - ALMOST)))
        status = Status.PROVED if least == self.cost else Status.FEASIBLE
        periods = tuple(sorted(self._named(self.found).items()))
        return Levelling(status, periods, self.cost, least, steps=self.steps)
