"""One person's programme: our engine beside staged CP-SAT."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

import numpy as np
from rich.console import Console
from rich.table import Table

from benchmarks.baseline import Baseline, Proved
from benchmarks.instances import Person, Region, kernel_for, make_people, make_region
from loopbrug.core.programme.optimise import Answer, Search
from loopbrug.core.programme.solver import warm_up

T = TypeVar("T")
QUICK_MS, SLOW_MS = 150.0, 2000.0


@dataclass(frozen=True, slots=True)
class Timed:
    """Milliseconds per candidate, and per candidate whether the answer is proved."""

    name: str
    milliseconds: Sequence[float]
    proved: Sequence[bool]
    impossible: int
    nodes: int | None = None

    def at(self, percentile: float) -> float:
        """Return the milliseconds at a percentile."""
        return float(np.percentile(self.milliseconds, percentile))

    def share_within(self, limit: float) -> float:
        """Return the share decided, with proof, within so many milliseconds."""
        pairs = zip(self.milliseconds, self.proved, strict=True)
        return sum(took <= limit and proved for took, proved in pairs) / len(self.proved)


def timed(work: Callable[[], T]) -> tuple[float, T]:
    """Return the milliseconds that ``work`` took, and what it gave."""
    start = time.perf_counter()
    result = work()
    return (time.perf_counter() - start) * 1000, result


def goals(answer: Answer) -> tuple[int, int, int] | None:
    """Return the three goals of an answer as the baseline gives them."""
    return (answer.hours, answer.finish, answer.peak) if answer.found else None


def run(console: Console, candidates: int, baseline: int, seed: int) -> int:
    """Run, print a table, and return 1 when a proved objective differs from the baseline's."""
    region = make_region(seed)
    people = make_people(region, candidates, seed)
    console.print(f"compiling, or loading from disk: {timed(warm_up)[0] / 1000:.1f} s")
    ours = [timed(partial(_plan, region, person)) for person in people]
    theirs = [timed(partial(_prove, region, person)) for person in people[:baseline]]
    first = _ours("ours", ours)
    rows = [first]
    if theirs:
        same = _ours("ours, same", ours[: len(theirs)])
        rows += [same, _theirs(theirs)]
    console.print(_table(rows))
    differing = _differing([a for _, a in ours], [b for _, b in theirs])
    if theirs:
        both = [timed_pair for timed_pair in theirs if timed_pair[1].done]
        console.print(
            f"ratio over the same candidates: {rows[2].at(50) / rows[1].at(50):.0f} × at the "
            f"median, {rows[2].at(95) / rows[1].at(95):.1f} × at the 95th percentile"
        )
        console.print(f"objectives compared: {len(both)}, differing: {differing or 'none'}")
    return 1 if differing else 0


def _plan(region: Region, person: Person) -> Answer:
    return Search(kernel_for(region, person)).best()


def _prove(region: Region, person: Person) -> Proved:
    return Baseline(kernel_for(region, person)).solve()


def _ours(name: str, results: Sequence[tuple[float, Answer]]) -> Timed:
    answers = [answer for _, answer in results]
    return Timed(
        name, [took for took, _ in results], [answer.proved for answer in answers],
        sum(answer.proved and not answer.found for answer in answers),
        sum(answer.nodes for answer in answers),
    )  # fmt: skip


def _theirs(results: Sequence[tuple[float, Proved]]) -> Timed:
    proofs = [proof for _, proof in results]
    return Timed(
        "staged CP-SAT", [took for took, _ in results], [proof.done for proof in proofs],
        sum(proof.done and proof.goals is None for proof in proofs),
    )  # fmt: skip


def _differing(ours: Sequence[Answer], theirs: Sequence[Proved]) -> list[int]:
    """Return the candidates on which two proofs contradict each other."""
    pairs = enumerate(zip(ours, theirs, strict=False))
    return [n for n, (a, b) in pairs if a.proved and b.done and goals(a) != b.goals]


def _table(rows: Sequence[Timed]) -> Table:
    table = Table(title="One person's programme, in milliseconds")
    for head in (
        "", "n", "median", "95 %", "max", "≤150 ms", "≤2 s", "optimal", "none", "nodes"
    ):  # fmt: skip
        table.add_column(head, justify="left" if not head else "right", no_wrap=True)
    for row in rows:
        table.add_row(
            row.name, str(len(row.proved)), f"{row.at(50):.1f}", f"{row.at(95):.1f}",
            f"{row.at(100):.0f}", f"{row.share_within(QUICK_MS):.1%}",
            f"{row.share_within(SLOW_MS):.1%}", str(sum(row.proved) - row.impossible),
            str(row.impossible), "" if row.nodes is None else f"{row.nodes / 1e6:.1f} M",
        )  # fmt: skip
    return table
