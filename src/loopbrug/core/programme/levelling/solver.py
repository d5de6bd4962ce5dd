"""Levelling: local search first, parts levelled anew exactly, then the proof."""

from math import ceil

import highspy
import numpy as np

from loopbrug.core.programme.levelling.anneal import anneal
from loopbrug.core.programme.levelling.chance import below, chance_of, fraction
from loopbrug.core.programme.levelling.check import broken, objective_of
from loopbrug.core.programme.levelling.layout import Layout, layout_of
from loopbrug.core.programme.levelling.mixed import INFINITE, Allowed, Builder, Mixed
from loopbrug.core.programme.levelling.model import Effort, Levelling, LevellingProblem
from loopbrug.core.programme.levelling.rules import levelling_findings
from loopbrug.core.programme.model import Status

ALMOST = 1e-5
"""Costs are whole numbers: a bound that is a hair above one still means that one."""
PART_BRANCHES = 40

Periods = tuple[int, ...]


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
        self.found: Periods | None = None
        self.cost = 0
        self.steps = 0

    def best(self) -> Levelling:
        for _ in range(self.effort.runs):
            self._offer(anneal(self.layout, self.effort.moves, self.chance))
            self.steps += self.effort.moves
        for turn in range(self.effort.repairs if self.found else 0):
            self._repair(turn)
        everything = tuple(tuple(self.layout.window(n)) for n in range(len(self.layout.codes)))
        periods, bound = _exact(self.layout, everything, self.found, self.effort.branches)
        self._offer(periods)
        return self._told(bound)

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
        free = self._some_periods() if turn % 2 == 0 else self._some_curricula()
        if any(len(periods) > 1 for periods in free):
            self._offer(_exact(self.layout, free, self.found, PART_BRANCHES)[0])

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
        least = min(self.cost, max(0, ceil(bound - ALMOST)))
        status = Status.PROVED if least == self.cost else Status.FEASIBLE
        periods = tuple(sorted(self._named(self.found).items()))
        return Levelling(status, periods, self.cost, least, steps=self.steps)


def _exact(
    layout: Layout, allowed: Allowed, start: Periods | None, branches: int
) -> tuple[Periods | None, float]:
    """Return the best periods with what is free, and a bound; infinite when there are none."""
    mixed = Builder(layout, allowed).mixed
    if any(not columns for _, _, columns, _ in mixed.rows):
        return None, INFINITE
    highs = _engine(mixed, branches)
    if start is not None:
        places = np.arange(mixed.choices, dtype=np.int32)
        values = [float(start[course] == period) for course, period in mixed.column]
        highs.setSolution(mixed.choices, places, np.array(values))
    highs.run()
    if highs.getModelStatus() == highspy.HighsModelStatus.kInfeasible:
        return None, INFINITE
    info = highs.getInfo()
    bound = info.mip_dual_bound + mixed.base
    if info.primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
        return None, bound
    chosen = highs.getSolution().col_value
    found = [periods[0] for periods in allowed]
    for (course, period), column in mixed.column.items():
        if chosen[column] > 0.5:  # noqa: PLR2004
            found[course] = period
    return tuple(found), bound


def _engine(mixed: Mixed, branches: int) -> highspy.Highs:
    """Return the solver with the programme in it; steps are branches, never seconds."""
    highs, count = highspy.Highs(), len(mixed.costs)  # type: ignore[no-untyped-call]
    highs.setOptionValue("output_flag", False)  # noqa: FBT003
    highs.setOptionValue("threads", 1)
    highs.setOptionValue("mip_max_nodes", branches)
    highs.setOptionValue("mip_rel_gap", 0.0)
    highs.setOptionValue("mip_abs_gap", 1 - 10 * ALMOST)
    most = [1.0] * mixed.choices + [INFINITE] * (count - mixed.choices)
    highs.addVars(count, np.array(mixed.least), np.array(most))
    highs.changeColsCost(count, np.arange(count, dtype=np.int32), np.array(mixed.costs))
    whole = np.array([highspy.HighsVarType.kInteger] * mixed.choices)
    highs.changeColsIntegrality(mixed.choices, np.arange(mixed.choices, dtype=np.int32), whole)
    for least, above, columns, factors in mixed.rows:
        places = np.array(columns, dtype=np.int32)
        highs.addRow(least, above, len(columns), places, np.array(factors))
    return highs
