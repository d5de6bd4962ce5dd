"""Levelling: public instances of the balanced academic curriculum, with the best known beside."""

import time
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks.levelling_files import (
    BACP,
    BEST,
    BOUND,
    FOLDER,
    GBAC,
    instance_path,
    read_instance,
)
from loopbrug.core.programme.levelling.check import broken, objective_of
from loopbrug.core.programme.levelling.model import Effort, Levelling
from loopbrug.core.programme.levelling.solver import level

QUICK = Effort(moves=300_000, runs=3, repairs=6, branches=20_000, parts=0)
EFFORT = {
    "UD4": Effort(moves=20_000_000, runs=3, repairs=4, branches=2_000, parts=0),
    "UD2": Effort(moves=20_000_000, runs=3, repairs=50, branches=0, parts=5_000),
    "UD8": Effort(moves=20_000_000, runs=3, repairs=50, branches=0, parts=5_000),
}
"""For the large ones: one can be searched to its end, of two the clusters can."""


@dataclass(frozen=True, slots=True)
class Row:
    """One instance with what came of it."""

    name: str
    found: Levelling
    clock: float
    processor: float


def run(console: Console, names: tuple[str, ...], seed: int, folder: Path = FOLDER) -> int:
    """Level the instances, print a table; 1 when one is worse than the best known, or broken."""
    there = [name for name in names or (*BACP, *GBAC) if instance_path(name, folder).exists()]
    if not there:
        console.print(
            f"levelling: left out, as the public instances do not lie in {folder} "
            "(name another folder with LOOPBRUG_INSTANCES)"
        )
        return 0
    rows = []
    for name in there:
        rows.append(_level(name, seed, folder))
        console.print(f"{name}: {rows[-1].found.objective}, {rows[-1].clock:.1f} s")
    console.print(_table(rows))
    worse = [row.name for row in rows if row.found.objective > BEST[row.name]]
    console.print(f"worse than the best known: {', '.join(worse) or 'none'}")
    return 1 if worse else 0


def _level(name: str, seed: int, folder: Path) -> Row:
    problem = read_instance(name, folder)
    clock, processor = time.perf_counter(), time.process_time()
    found = level(problem, EFFORT.get(name, QUICK), seed)
    took = time.perf_counter() - clock, time.process_time() - processor
    periods = dict(found.periods)
    assert not broken(problem, periods)
    assert objective_of(problem, periods) == found.objective
    return Row(name, found, *took)


def _table(rows: list[Row]) -> Table:
    table = Table(title="Levelling: courses over periods")
    for head in ("", "best known", "ours", "bound known", "our bound", "proved", "s", "CPU s"):
        table.add_column(head, justify="right" if head else "left", no_wrap=True)
    for row in rows:
        table.add_row(
            row.name, str(BEST[row.name]), str(row.found.objective), str(BOUND[row.name]),
            str(row.found.bound), "yes" if row.found.bound == row.found.objective else "",
            f"{row.clock:.1f}", f"{row.processor:.1f}",
        )  # fmt: skip
    return table
