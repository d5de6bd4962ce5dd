"""The table of alternatives of the ten personas: how long it takes, and how much is proved."""

import time
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from rich.console import Console
from rich.table import Table

from loopbrug.core.bridge.alternatives import Alternatives, alternatives_of
from loopbrug.core.bridge.build import gap_in, problem_of, qualification_of
from loopbrug.core.bridge.dossier_file import read_dossier
from loopbrug.core.bridge.effects import is_unchanged
from loopbrug.core.law.loader import load_law
from loopbrug.core.orientation.judge import orient
from loopbrug.core.programme.model import Programme, ProgrammeProblem
from loopbrug.core.programme.solver import solve, warm_up
from loopbrug.region.midden import load_region

EXAMPLES = Path(__file__).parents[1] / "examples"
DAY = date(2026, 11, 23)
TARGET = 1.0
"""Seconds for the whole table of one person, on a machine that does nothing else."""


@dataclass(frozen=True, slots=True)
class Measured:
    """One persona's table, with the seconds on the clock and of the processor."""

    name: str
    table: Alternatives
    seconds: float
    processor: float


def run(console: Console) -> int:
    """Run, print a table, and return 1 when one costs the processor more than the target."""
    warm_up()
    region, law = load_region(), load_law()
    measured = []
    for path in sorted(EXAMPLES.glob("p*.yaml")):
        dossier = read_dossier(path.read_text("utf-8"), region.places)
        qualification = qualification_of(dossier, region, orient(dossier.person, law, DAY))
        if qualification is None:
            continue
        gap = gap_in(dossier, region, qualification)
        problem = problem_of(dossier, region, gap, qualification)
        measured.append(_measured(dossier.code or path.stem, problem, solve(problem)))
    console.print(_shown(measured))
    slowest = max(one.processor for one in measured)
    console.print(f"slowest: {slowest:.2f} s of processor time; target {TARGET:.0f} s")
    return int(slowest > TARGET)


def _measured(name: str, problem: ProgrammeProblem, now: Programme) -> Measured:
    clock, processor = time.perf_counter(), time.process_time()
    table = alternatives_of(problem, now, DAY)
    return Measured(name, table, time.perf_counter() - clock, time.process_time() - processor)


def _shown(measured: list[Measured]) -> Table:
    shown = Table(title="What if: all alternatives of one person")
    for head in (
        "", "rows", "unchanged", "searched", "nodes", "hours proved", "finish proved", "none fits",
        "ms", "ms of processor",
    ):  # fmt: skip
        shown.add_column(head, justify="left" if not head else "right", no_wrap=True)
    for one in measured:
        rows = one.table.rows
        figures = [row.figures for row in rows if row.figures]
        shown.add_row(
            one.name, str(len(rows)), str(sum(is_unchanged(row, one.table.now) for row in rows)),
            str(one.table.solves), f"{one.table.nodes:,}",
            f"{sum(each.exact for each in figures)}/{len(figures)}",
            f"{sum(each.earliest for each in figures)}/{len(figures)}",
            str(len(rows) - len(figures)), f"{one.seconds * 1000:.0f}",
            f"{one.processor * 1000:.0f}",
        )  # fmt: skip
    return shown
