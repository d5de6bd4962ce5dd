"""Levelling exactly what is free, with a bound: the mixed integer programme in HiGHS."""

from dataclasses import dataclass

import highspy
import numpy as np

from loopbrug.core.programme.levelling.layout import Layout, peak_of
from loopbrug.core.programme.levelling.mixed import (
    ALMOST,
    INFINITE,
    Allowed,
    Builder,
    Known,
    Mixed,
)

GUESSES = ("rens", "rins")
"""Kinds of guessing that HiGHS does even with no share for it."""

Periods = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Work:
    """How much may be done: branches, and the share that HiGHS may guess for solutions."""

    branches: int
    guessing: float = 0.05


def exact(
    layout: Layout, allowed: Allowed, work: Work, start: Periods | None = None,
    known: Known = Known(),  # noqa: B008
) -> tuple[Periods | None, float]:  # fmt: skip
    """Return the best periods with what is free, and a bound; infinite when there are none.

    ``start`` may be; with ``known.most``, what is dearer is not looked at.
    """
    mixed = Builder(layout, allowed, known).mixed
    if any(not columns for _, _, columns, _ in mixed.rows):
        return None, INFINITE
    highs = _engine(mixed, work)
    if start is not None:
        highs.setSolution(_solution(layout, mixed, start))
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


def _solution(layout: Layout, mixed: Mixed, periods: Periods) -> highspy.HighsSolution:
    """Return periods as values of the columns."""
    values = np.zeros(len(mixed.costs))
    for (course, period), column in mixed.column.items():
        values[column] = periods[course] == period
    for (number, period), columns in mixed.load.items():
        courses = layout.curricula[number]
        load = sum(int(layout.load[c]) for c in courses if periods[c] == period)
        values[columns[load]] = 1.0
    if mixed.peak is not None:
        values[mixed.peak] = peak_of(layout, periods)
    solution = highspy.HighsSolution()
    solution.col_value = values.tolist()
    return solution


def _engine(mixed: Mixed, work: Work) -> highspy.Highs:
    """Return the solver with the programme in it; steps are branches, never seconds."""
    highs, count = highspy.Highs(), len(mixed.costs)  # type: ignore[no-untyped-call]
    highs.setOptionValue("output_flag", False)  # noqa: FBT003
    highs.setOptionValue("threads", 1)
    highs.setOptionValue("mip_max_nodes", work.branches)
    highs.setOptionValue("mip_heuristic_effort", work.guessing)
    for kind in GUESSES if work.guessing == 0 else ():
        highs.setOptionValue(f"mip_heuristic_run_{kind}", False)  # noqa: FBT003
    highs.setOptionValue("mip_rel_gap", 0.0)
    highs.setOptionValue("mip_abs_gap", 1 - 10 * ALMOST)
    most = np.array([INFINITE if n == mixed.peak else 1.0 for n in range(count)])
    highs.addVars(count, np.zeros(count), most)
    highs.changeColsCost(count, np.arange(count, dtype=np.int32), np.array(mixed.costs))
    whole = np.array([n for n in range(count) if n != mixed.peak], dtype=np.int32)
    kinds = np.array([highspy.HighsVarType.kInteger] * len(whole))
    highs.changeColsIntegrality(len(whole), whole, kinds)
    for least, above, columns, factors in mixed.rows:
        places = np.array(columns, dtype=np.int32)
        highs.addRow(least, above, len(columns), places, np.array(factors))
    return highs
