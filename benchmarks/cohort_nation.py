"""A nation: many regions of the cohort bench, on processes and on a cluster, with the same result.

Region ``n`` is the cohort of the bench with seed ``seed + n``, without learning teams. It is drawn
in the worker that plans it; only its plan travels.
"""

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import TypeVar

from rich.console import Console
from rich.table import Table

from benchmarks.cohort import WITHIN, memory
from benchmarks.cohort_instances import make_group
from loopbrug.core.programme.cohort.group import GroupPlan
from loopbrug.core.programme.cohort.regions import BareSource, Nation, solve_regions
from loopbrug.core.programme.cohort.solver import solve_group
from loopbrug.core.programme.cohort.workers import Spread
from loopbrug.core.terms.finding import BadDataError
from loopbrug.web.site.compute import DASK, PROCESSES, spread_by

WORKERS = 2
MOST_MEMORY = 2_000
"""MB that a worker may use at most."""

A = TypeVar("A")
B = TypeVar("B")


@dataclass(frozen=True, slots=True)
class Asked:
    """How many regions, one row each; how many candidates in a region; regions on the cluster."""

    regions: tuple[int, ...]
    candidates: int
    tightness: float
    seed: int
    cluster: int


@dataclass(frozen=True, slots=True)
class Spent:
    """What a region took in its worker: processor seconds, and MB at most since it began."""

    processor: float
    memory: int


@dataclass(slots=True)
class Measured:
    """A spread that also measures: in the worker, so that it holds wherever that is."""

    spread: Spread
    tell: Callable[[str], None]
    spent: list[Spent] = field(default_factory=list)

    def __call__(self, work: Callable[[A], B], to: Iterable[A], /) -> Iterator[B]:
        """Return ``work`` done to each, and keep what each took."""
        for found, spent in self.spread(partial(_spending, work), to):
            self.spent.append(spent)
            self.tell(f"{len(self.spent)}: {spent.processor:.1f} s CPU, {spent.memory:,} MB")
            yield found


@dataclass(frozen=True, slots=True)
class Row:
    """One run: where, the plans, seconds by the clock, and what the workers spent."""

    where: str
    nation: Nation[GroupPlan]
    seconds: float
    spent: tuple[Spent, ...]

    @property
    def work(self) -> float:
        """Seconds of the processor for a region, on average: level when the time is linear."""
        return sum(spent.processor for spent in self.spent) / len(self.spent)

    @property
    def memory(self) -> int:
        """MB of the worker that used most."""
        return max(spent.memory for spent in self.spent)

    def cells(self, candidates: int) -> tuple[str, ...]:
        """Return the cells of the table."""
        nation, regions = self.nation, len(self.nation.regions)
        unplanned = sum(
            sum(chosen is None for chosen in plan.chosen) - len(plan.unmeetable)
            for plan in nation.regions
        )
        return (
            self.where, str(regions), f"{regions * candidates:,}", f"{self.seconds:.1f}",
            f"{self.seconds / regions:.1f}", f"{self.work:.1f}", f"{nation.objective:,}",
            f"{nation.bound:,.0f}", f"{nation.gap:.3%}", str(unplanned), f"{self.memory:,}",
        )  # fmt: skip


def run(console: Console, asked: Asked) -> int:
    """Plan, print a table; 1 when a worker used too much memory, or a gap is too wide."""
    solve_group(make_group(2, asked.seed, 1.0))  # compiled once, kept on disk for the workers
    rows = [_planned(PROCESSES, regions, asked, console) for regions in asked.regions]
    if asked.cluster:
        rows += _on_cluster(console, asked, rows)
    console.print(_table(rows, asked))
    large = [row for row in rows if row.memory >= MOST_MEMORY]
    wide = [row for row in rows if row.nation.gap > WITHIN]
    console.print(
        f"runs with a worker of {MOST_MEMORY:,} MB or more: {len(large)}; "
        f"further than {WITHIN:.1%} above the bound: {len(wide)}"
    )
    return int(bool(large or wide))


def _spending(work: Callable[[A], B], to: A) -> tuple[B, Spent]:
    began = time.process_time()
    found = work(to)
    return found, Spent(time.process_time() - began, memory())


def _sources(regions: int, asked: Asked) -> list[BareSource]:
    return [
        partial(make_group, asked.candidates, asked.seed + n, asked.tightness)
        for n in range(regions)
    ]


def _planned(where: str, regions: int, asked: Asked, console: Console) -> Row:
    """Return a run on workers of its own: their memory is of this run only."""
    began = time.perf_counter()
    with spread_by(where, WORKERS) as spread:
        measured = Measured(spread, lambda told: console.print(f"{where}, region {told}"))
        nation = solve_regions(_sources(regions, asked), spread=measured)
        took = time.perf_counter() - began
    return Row(where, nation, took, tuple(measured.spent))


def _on_cluster(console: Console, asked: Asked, rows: list[Row]) -> list[Row]:
    """Return the first regions planned on a Dask cluster here, after they proved to be the same."""
    try:
        row = _planned(DASK, asked.cluster, asked, console)
    except BadDataError:
        console.print("dask: left out, as its library is not installed")
        return []
    longest = max((each.nation.regions for each in rows), key=len, default=())
    for here, there in zip(longest, row.nation.regions, strict=False):
        assert here.objective == there.objective
        assert here.chosen == there.chosen
        assert here == there
    return [row]


def _table(rows: list[Row], asked: Asked) -> Table:
    table = Table(
        title=f"A nation: regions of {asked.candidates} candidates, capacity × {asked.tightness}, "
        f"seeds from {asked.seed}, {WORKERS} workers"
    )
    heads = "where regions candidates seconds s/region CPU/region objective bound gap unplanned MB"
    for head in heads.split():
        table.add_column(head, justify="left" if head == "where" else "right", no_wrap=True)
    for row in rows:
        table.add_row(*row.cells(asked.candidates))
    return table
