"""Everybody together: column generation beside greedy planning and one plain CP-SAT model.

Our engine runs with and without learning teams, the others without: somebody who plans one
person after another cannot know whether a team will reach its smallest size.
"""

import resource
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks.cohort_baselines import Monolith, alone, greedy
from benchmarks.cohort_instances import make_group
from loopbrug.core.programme.cohort.group import Group, GroupPlan
from loopbrug.core.programme.cohort.solver import solve_group

CORES = 2
WITHIN = 0.001
"""The share above the bound that is promised."""
HEADS = "run objective bound gap seconds cpu unplanned teams columns rounds MB"


@dataclass(frozen=True, slots=True)
class Asked:
    """What the command line asks for: people, shares of the capacity, seed, and CP-SAT's time."""

    candidates: int
    tightness: tuple[float, ...]
    seed: int
    monolith_seconds: float


@dataclass(frozen=True, slots=True)
class Row:
    """One run: what it was, what came out, seconds by the clock and of the processor, and MB.

    ``megabytes`` is the most that the process had used when the run was over.
    """

    name: str
    plan: GroupPlan
    seconds: float
    processor: float
    megabytes: int

    def gap(self, bound: float) -> float:
        """How far above a bound, as a share."""
        return (self.plan.objective - bound) / max(1, self.plan.objective)

    def cells(self, bound: float) -> tuple[str, ...]:
        """Return the cells of the table; the gap is to a bound for the same people."""
        plan = self.plan
        unplanned = sum(chosen is None for chosen in plan.chosen) - len(plan.unmeetable)
        own = f"{plan.bound:,.0f}" if plan.bound else ""
        inside = (str(plan.columns), str(plan.rounds)) if plan.rounds else ("", "")
        return (
            self.name, f"{plan.objective:,}", own, f"{self.gap(bound):.3%}",
            f"{self.seconds:.1f}", f"{self.processor:.1f}", str(unplanned),
            str(len(plan.formed) or ""), *inside, f"{self.megabytes:,}",
        )  # fmt: skip


def memory() -> int:
    """Return the most memory this process has used since it began, in MB.

    Linux tells it by name. Its usage of resources, which other systems tell too, counts what the
    process that started this one had.
    """
    told = Path("/proc/self/status")
    if told.exists():
        most = next(line for line in told.read_text().splitlines() if line.startswith("VmHWM"))
        return int(most.split()[1]) // 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def measured(name: str, solve: Callable[[], GroupPlan]) -> Row:
    """Return a run with what it took."""
    clock, processor = time.perf_counter(), time.process_time()
    plan = solve()
    return Row(
        name, plan, time.perf_counter() - clock, time.process_time() - processor, memory()
    )  # fmt: skip


def ours(group: Group) -> GroupPlan:
    """Return our plan, with two threads for the prices."""
    with ThreadPoolExecutor(CORES) as pool:
        return solve_group(group, spread=pool.map)


def others(group: Group, tight: float, seconds: float) -> Iterator[Row]:
    """Give both greedy ways, and one CP-SAT model unless it gets no seconds."""
    own = alone(group)
    for name, arrival in (("order of arrival", True), ("least flexible first", False)):
        yield measured(f"× {tight}, greedy, {name}", partial(greedy, group, own, arrival=arrival))
    if seconds > 0:
        name = f"× {tight}, one CP-SAT model, {seconds:g} s"
        yield measured(name, lambda: Monolith(group, own).solve(seconds))


def run(console: Console, asked: Asked) -> int:
    """Run, print a table, and return 1 when a plan is further from its bound than promised.

    Ours goes first, as the memory of a process only grows and the one model takes most.
    """
    ours(make_group(4, asked.seed, 1.0))
    mine = {tight: _ours(asked, tight) for tight in asked.tightness}
    table = Table(title=f"Everybody together: {asked.candidates} candidates, seed {asked.seed}")
    for head in HEADS.split():
        table.add_column(head, justify="left" if head == "run" else "right", no_wrap=True)
    for tight, (bare, teams) in mine.items():
        group = make_group(asked.candidates, asked.seed, tight)
        for row in (*others(group, tight, asked.monolith_seconds), bare):
            table.add_row(*row.cells(bare.plan.bound))
        table.add_row(*teams.cells(teams.plan.bound), end_section=True)
    console.print(table)
    return int(any(row.gap(row.plan.bound) > WITHIN for rows in mine.values() for row in rows))


def _ours(asked: Asked, tight: float) -> tuple[Row, Row]:
    """Return our run without learning teams, and with them."""
    bare = make_group(asked.candidates, asked.seed, tight)
    teams = make_group(asked.candidates, asked.seed, tight, teams=True)
    return (
        measured(f"× {tight}, ours", partial(ours, bare)),
        measured(f"× {tight}, ours, with teams", partial(ours, teams)),
    )
