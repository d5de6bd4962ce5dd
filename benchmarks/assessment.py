"""The five weeks: our planner day by day, beside first-fit, hindsight, its bound and CP-SAT."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from time import perf_counter

import numpy as np
from rich.console import Console
from rich.table import Table

from benchmarks.assessment_cpsat import SETTINGS, solve
from benchmarks.assessment_instances import DAYS, PREPARATION, draw, expected_of, world
from loopbrug.core.assessment.model import Case, Limits, PlanningProblem
from loopbrug.core.assessment.rolling import Roller, World
from loopbrug.core.assessment.solver import hindsight, warm_up

PER_DAY = 2
RATES = (3.0, 8.0, 18.0)
GROWTH_CASES, GROWTH_MOVES, MEASURED_DAYS = 60, 100, 10
"""For the cost by cases in hand: cases to a unit of rate, cheap moves until it has settled."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be measured: see the options of the command."""

    loads: tuple[int, ...] = (100, 500, 2000)
    notice: tuple[int, ...] = (3, 5, 10)
    moves: int = 2000
    hindsight: int = 600
    cpsat_seconds: float = 60.0
    seed: int = 1
    strict: bool = False


@dataclass(slots=True)
class Measured:
    """One row: days from arrival to the end per case that was done, and what it took."""

    cases: int
    method: str
    notice: str = ""
    days: list[int] = field(default_factory=list)
    broken: int | None = None
    promises: list[float] = field(default_factory=list)
    replans: list[float] = field(default_factory=list)
    took: float = 0.0
    hand: float = 0.0
    ends: tuple[Case, ...] = ()

    @property
    def on_time(self) -> float:
        """The share of all cases that was done within the goal."""
        return sum(each <= DAYS for each in self.days) / self.cases


class Watched(Roller):
    """A region on its way with a stopwatch: seconds per promise, per re-planned day."""

    def __init__(
        self, life: World, notice: int, moves: int, seed: int, *, foresees: bool = True
    ) -> None:
        super().__init__(life, notice, Limits(moves), seed, expected_of(life) if foresees else None)
        self.promises: list[float] = []
        self.replans: list[float] = []
        self.hands: list[int] = []

    def _welcome(self, case: Case, now: int) -> None:
        start = perf_counter()
        super()._welcome(case, now)
        self.promises.append(perf_counter() - start)

    def _day(self, now: int, seed: int) -> None:
        start, before = perf_counter(), len(self.promises)
        super()._day(now, seed)
        self.replans.append(perf_counter() - start - sum(self.promises[before:]))
        self.hands.append(len(self.hand))


def run(console: Console, asked: Asked) -> int:
    """Run, print two tables, and return 1 when a promise of ours was broken."""
    start = perf_counter()
    warm_up()
    console.print(f"compiling, or loading from disk: {perf_counter() - start:.1f} s")
    rows = []
    for load in asked.loads:
        for row in _of_load(load, asked):
            rows.append(row)
            console.print(f"  {row.cases} {row.method} {row.notice}: {row.took:.0f} s", style="dim")
    console.print(_table(rows))
    console.print(_growth_table([_growth(rate, asked) for rate in RATES]))
    return int(any(row.broken for row in rows if row.method.startswith("ours")))


def _of_load(load: int, asked: Asked) -> Iterator[Measured]:
    drawn = draw(load, asked.seed)
    life = replace(world(drawn), lead=PREPARATION)
    yield _rolled(life, "first-fit", PREPARATION, 0, asked.seed)
    played = []
    for days in asked.notice:
        played.append(_rolled(life, "ours", days * PER_DAY, asked.moves, asked.seed))
        yield played[-1]
        if asked.strict and days * PER_DAY > PREPARATION:
            strict = world(drawn, days * PER_DAY)
            yield _rolled(strict, "ours, strict", days * PER_DAY, asked.moves, asked.seed)
    best = max(played, key=lambda row: row.on_time)
    yield from _knowing_all(PlanningProblem(life.grid, life.resources, life.arrivals), best, asked)


def _rolled(life: World, method: str, notice: int, moves: int, seed: int) -> Measured:
    start = perf_counter()
    roller = Watched(life, notice, moves, seed, foresees=moves > 0)
    for _ in roller.days():
        pass
    ends = roller.done.values()
    return Measured(
        cases=len(life.arrivals),
        method=method,
        notice=f"{notice // PER_DAY} d" if moves else "",
        days=[(day - case.arrived_on).days for case, day in ends],
        broken=sum(case.due_on is not None and day > case.due_on for case, day in ends),
        promises=roller.promises,
        replans=roller.replans if moves else [],
        took=perf_counter() - start,
        hand=float(np.mean(roller.hands)),
        ends=tuple(case for case, _ in ends),
    )


def _knowing_all(problem: PlanningProblem, best: Measured, asked: Asked) -> Iterator[Measured]:
    cases, limits = len(problem.cases), Limits(asked.hindsight * len(problem.cases))
    lived = {case.key: case.planned for case in best.ends}
    begun = replace(
        problem, cases=tuple(replace(c, planned=lived.get(c.key, ())) for c in problem.cases)
    )
    for name, start_from in (("hindsight", problem), ("hindsight, from ours", begun)):
        start = perf_counter()
        plan = hindsight(start_from, limits, asked.seed)
        days = _days(problem, {each.case: each.done_on for each in plan.cases})
        yield Measured(cases, name, days=days, took=perf_counter() - start)
    yield Measured(cases, "  bound", days=[0] * plan.bound_on_time)
    for name, parameters in SETTINGS.items() if asked.cpsat_seconds else ():
        start = perf_counter()
        days = _days(problem, solve(problem, parameters, asked.cpsat_seconds))
        yield Measured(cases, f"CP-SAT, {name}", days=days, took=perf_counter() - start)


def _days(problem: PlanningProblem, ends: dict[str, date | None]) -> list[int]:
    pairs = ((ends.get(case.key), case.arrived_on) for case in problem.cases)
    return [(end - arrived).days for end, arrived in pairs if end is not None]


def _growth(rate: float, asked: Asked) -> Measured:
    """Return what promises and days take with as many cases in hand as a rate gives."""
    count = round(GROWTH_CASES * rate)
    life = replace(world(draw(count, asked.seed, rate)), lead=PREPARATION)
    last = life.grid.first_block(life.arrivals[-1].arrived_on - timedelta(days=7))
    roller = Watched(life, 5 * PER_DAY, GROWTH_MOVES, asked.seed)
    settled = last // PER_DAY - MEASURED_DAYS
    for now in roller.days():
        if now // PER_DAY == settled:
            roller.limits = Limits(asked.moves)
            roller.promises.clear()
            roller.replans.clear()
            roller.hands.clear()
        if now // PER_DAY == settled + MEASURED_DAYS:
            break
    return Measured(
        count, f"{rate:g} a day", promises=roller.promises, replans=roller.replans,
        hand=float(np.mean(roller.hands)),
    )  # fmt: skip


def _at(values: Sequence[float], percentile: float, factor: float = 1.0) -> str:
    return f"{factor * float(np.percentile(values, percentile)):.2f}" if values else ""


def _table(rows: Sequence[Measured]) -> Table:
    table = Table(title="The five weeks", padding=(0, 0, 0, 1))
    for head in (
        "cases", "method", "notice", "on time", "mean d", "median d", "broken", "in hand",
        "promise ms", "95 %", "day s", "max", "total s",
    ):  # fmt: skip
        table.add_column(head, justify="left" if head == "method" else "right", no_wrap=True)
    for row in rows:
        known = row.days if "bound" not in row.method else []
        table.add_row(
            str(row.cases), row.method, row.notice, f"{row.on_time:.1%}",
            f"{np.mean(known):.1f}" if known else "", _at(known, 50),
            "" if row.broken is None else str(row.broken), f"{row.hand:.0f}" if row.hand else "",
            _at(row.promises, 50, 1000), _at(row.promises, 95, 1000),
            _at(row.replans, 50), _at(row.replans, 100), f"{row.took:.0f}",
        )  # fmt: skip
    return table


def _growth_table(rows: Sequence[Measured]) -> Table:
    table = Table(title="Cost by cases in hand, 5 days' notice")
    for head in ("arrive", "in hand", "promise ms", "95 %", "day s", "max", "day ms a case"):
        table.add_column(head, justify="right", no_wrap=True)
    for row in rows:
        per_case = 1000 * float(np.median(row.replans)) / row.hand
        table.add_row(
            row.method, f"{row.hand:.0f}", _at(row.promises, 50, 1000), _at(row.promises, 95, 1000),
            _at(row.replans, 50), _at(row.replans, 100), f"{per_case:.1f}",
        )  # fmt: skip
    return table
