"""Everybody together: column generation at both tightnesses, with and without learning teams."""

import resource
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from rich.console import Console
from rich.table import Table

from benchmarks.cohort_instances import make_group
from loopbrug.core.programme.cohort.group import Group, GroupPlan
from loopbrug.core.programme.cohort.solver import solve_group

TIGHTNESSES = (0.5, 0.3)
CORES = 2
WITHIN = 0.001
"""The share above the bound that is promised."""


@dataclass(frozen=True, slots=True)
class Row:
    """One run: what it was, what came out, seconds by the clock and of the processor."""

    name: str
    plan: GroupPlan
    seconds: float
    processor: float

    @property
    def gap(self) -> float:
        """How far above the bound, as a share."""
        return (self.plan.objective - self.plan.bound) / max(1, self.plan.objective)

    def cells(self) -> tuple[str, ...]:
        """Return the cells of the table."""
        plan = self.plan
        unplanned = sum(chosen is None for chosen in plan.chosen) - len(plan.unmeetable)
        return (
            self.name, f"{plan.objective:,}", f"{plan.bound:,.0f}", f"{self.gap:.3%}",
            f"{self.seconds:.1f}", f"{self.processor:.1f}", str(unplanned), str(len(plan.formed)),
            str(plan.columns), str(plan.rounds), f"{memory():,}",
        )  # fmt: skip


def memory() -> int:
    """Return the most memory this process has used, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def measured(name: str, solve: Callable[[], GroupPlan]) -> Row:
    """Return a run with what it took."""
    clock, processor = time.perf_counter(), time.process_time()
    plan = solve()
    return Row(name, plan, time.perf_counter() - clock, time.process_time() - processor)


def ours(group: Group) -> GroupPlan:
    """Return our plan, with two threads for the prices."""
    with ThreadPoolExecutor(CORES) as pool:
        return solve_group(group, spread=pool.map)


def run(console: Console, candidates: int, seed: int, loads: tuple[float, ...]) -> int:
    """Run, print a table, and return 1 when a plan is further from its bound than promised."""
    ours(make_group(4, seed, 1.0))
    table = Table(title=f"Everybody together: {candidates} candidates, seed {seed}")
    names = "run objective bound gap seconds cpu unplanned teams columns rounds MB"
    for name in names.split():
        table.add_column(name, justify="left" if name == "run" else "right")
    rows = []
    for tight in loads:
        for teams in (False, True):
            group = make_group(candidates, seed, tight, teams=teams)
            name = f"capacity × {tight}{', teams' if teams else ''}"
            rows.append(measured(name, lambda group=group: ours(group)))  # type: ignore[misc]
            table.add_row(*rows[-1].cells())
    console.print(table)
    return int(any(row.gap > WITHIN for row in rows))
