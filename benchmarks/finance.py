"""Rules of money: one case with its trace, a million people at once, OpenFisca beside both."""

import gc
import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray
from rich.console import Console
from rich.table import Table

from benchmarks import finance_openfisca
from loopbrug.core.bridge.build import build_bridge
from loopbrug.core.bridge.dossier_file import read_dossier
from loopbrug.core.bridge.money import finance_case
from loopbrug.core.finance.business import business_case
from loopbrug.core.finance.model import FinanceCase, Payer, SupplementPlan
from loopbrug.core.finance.population import (
    FTE_PARTS,
    SCALES,
    SECTORS,
    People,
    cost_of_all,
    in_parts,
    pay_of_all,
)
from loopbrug.core.finance.population_gap import (
    OldPay,
    comparable_of_all,
    old_income_of_all,
    supplement_of_all,
)
from loopbrug.core.finance.population_grant import Applicants, subsidy_of_all
from loopbrug.core.finance.whole_cents import Cents, percent_of
from loopbrug.core.law.loader import load_law
from loopbrug.core.law.model import Law
from loopbrug.region.midden import load_region

T = TypeVar("T")
CASE_MS, MILLION_S = 5.0, 1.5
ROUNDS = 30
DAY, STARTS = date(2026, 11, 23), date(2027, 8, 23)
PLAN = SupplementPlan(Payer.OLD_EMPLOYER, tuple(map(Decimal, (100, 75, 50, 25))), Decimal(20))
_EXAMPLES = Path(__file__).parents[1] / "examples"
_CENTS = 100


@dataclass(frozen=True, slots=True)
class Crowd:
    """The same people for every rule."""

    people: People
    old: OldPay
    applicants: Applicants


def run(console: Console, count: int, seed: int) -> int:
    """Run, print two tables, and return 1 when one case or the crowd takes too long."""
    law = load_law()
    crowd = _drawn(count, seed)
    slow_case = _one_case(console, law)
    slow_crowd = _everybody(console, law, crowd)
    _beside(console, law, crowd)
    return int(slow_case or slow_crowd)


def timed(work: Callable[[], T]) -> tuple[float, T]:
    """Return the seconds of the processor that ``work`` took, and what it gave.

    Everything here runs on one core, so on a quiet machine the clock says the same; other work
    does not move these figures.
    """
    start = time.process_time()
    result = work()
    return time.process_time() - start, result


def _one_case(console: Console, law: Law) -> bool:
    table = Table(title="One business case with its full trace, median of 30 in milliseconds")
    for head in ("persona", "shown", "steps", "own", "steps"):
        table.add_column(head, justify="right")
    slow, examples = False, list(_cases(law))
    # Regions and catalogues stay for as long as we run: looking for garbage in them is not ours.
    gc.collect()
    gc.freeze()
    for name, *cases in examples:
        cells = []
        for case in cases:
            milliseconds, steps = _median(case, law)
            cells += [f"{milliseconds:.2f}", str(steps)]
            slow |= milliseconds > CASE_MS
        table.add_row(name, *cells)
    console.print(table)
    console.print(f"at most {CASE_MS:g} ms asked: {'too slow' if slow else 'kept'}")
    return slow


def _median(case: FinanceCase, law: Law) -> tuple[float, int]:
    """Return the milliseconds of one case, and the steps in its trace."""
    found = business_case(case, law)
    took = [timed(partial(business_case, case, law))[0] for _ in range(ROUNDS)]
    return 1000 * statistics.median(took), sum(1 for step in found.steps for _ in step.walk())


def _cases(law: Law) -> Iterator[tuple[str, FinanceCase, FinanceCase]]:
    """Yield each example as others see it, and as the candidate does."""
    region = load_region()
    for path in sorted(_EXAMPLES.glob("p*.yaml")):
        dossier = read_dossier(path.read_text(encoding="utf-8"), region.places)
        bridge = build_bridge(dossier, region, law, DAY)
        yield path.stem, finance_case(dossier, bridge), finance_case(dossier, bridge, private=True)


def _drawn(count: int, seed: int) -> Crowd:
    dice = np.random.default_rng(seed)

    def some(share: float) -> NDArray[np.bool_]:
        return dice.random(count) < share

    people = People(
        dice.integers(0, len(SECTORS), count, np.int8),
        dice.integers(0, len(SCALES), count, np.int8),
        dice.integers(1, 13, count, np.int8), dice.integers(1, FTE_PARTS + 1, count),
        np.where(some(0.8), 0, dice.integers(0, 50_000, count)), some(0.3),
    )  # fmt: skip
    hours = dice.integers(1600, 4001, count)
    old = OldPay(
        dice.integers(200_000, 800_000, count), np.where(some(0.7), 0, 30_000),
        np.where(some(0.7), 0, 500_000), np.full(count, 1633), hours, np.full(count, 4000),
    )  # fmt: skip
    begins = np.datetime64(DAY, "D") + dice.integers(-400, 400, count)
    last = np.where(some(0.7), np.datetime64("NaT"), begins - dice.integers(0, 2000, count))
    applicants = Applicants(
        begins, last, some(0.5), some(0.05), dice.integers(0, 3, count, np.int8), some(0.2),
        some(0.8), some(0.8), some(0.8), some(0.05),
    )  # fmt: skip
    return Crowd(people, old, applicants)


def _everybody(console: Console, law: Law, crowd: Crowd) -> bool:
    """Compute every rule for everybody, part by part, and tell what each rule took."""
    took = dict.fromkeys(("pay", "cost to the board", "old income", "supplement", "subsidy"), 0.0)
    groups = (in_parts(crowd.people), in_parts(crowd.old), in_parts(crowd.applicants))
    for people, old, applicants in zip(*groups, strict=True):
        seconds, paid = timed(partial(pay_of_all, people, law, STARTS))
        took["pay"] += seconds
        took["cost to the board"] += timed(partial(cost_of_all, people, paid, law, STARTS))[0]
        took["old income"] += timed(partial(old_income_of_all, old))[0]
        years = supplement_of_all(people, old, PLAN, law, STARTS)
        took["supplement"] += timed(partial(list[Cents], years))[0]
        took["subsidy"] += timed(partial(subsidy_of_all, applicants, law, DAY))[0]
    together = sum(took.values())
    table = Table(title=f"{len(crowd.people.step):,} people at once, in seconds")
    table.add_column("rule")
    table.add_column("s", justify="right")
    for name, seconds in (took | {"together": together}).items():
        table.add_row(name, f"{seconds:.3f}")
    console.print(table)
    slow = together > MILLION_S
    console.print(f"at most {MILLION_S:g} s asked for a million: {'too slow' if slow else 'kept'}")
    return slow


def _beside(console: Console, law: Law, crowd: Crowd) -> None:
    """Compute pay, cost and the first year's supplement with OpenFisca as well."""
    if not finance_openfisca.INSTALLED:
        console.print("OpenFisca: not installed")
        return
    system = finance_openfisca.system_of(law, STARTS, PLAN)
    before = comparable_of_all(crowd.people, crowd.old)
    table = Table(title="The same three rules: yearly pay, cost to the board, first supplement")
    for head in (
        "people",
        "ours, s",
        "OpenFisca, s",
        "ratio",
        "a cent or more apart",
        "most apart",
    ):
        table.add_column(head, justify="right")
    for count in (1, len(before)):
        people = next(in_parts(crowd.people, count))
        then = before[: len(people.step)]
        ours, mine = timed(partial(_three, people, then, law))
        theirs, found = timed(partial(finance_openfisca.computed, system, people, then, STARTS))
        pairs = zip(mine, found, strict=True)
        apart = [np.abs(a - np.round(b.astype(np.float64) * _CENTS)) for a, b in pairs]
        table.add_row(
            f"{count:,}", f"{ours:.4f}", f"{theirs:.4f}", f"{theirs / ours:.1f} ×",
            f"{np.mean(np.maximum.reduce(apart) >= 1):.1%}",
            f"€ {max(float(each.max()) for each in apart) / _CENTS:.2f}",
        )  # fmt: skip
    console.print(table)


def _three(
    people: People, before: NDArray[np.int64], law: Law
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Return yearly pay, cost and the first year's supplement, in cents."""
    found = []
    first = 0
    for part in in_parts(people):
        paid = pay_of_all(part, law, STARTS)
        then = before[first : first + len(part.step)]
        first += len(part.step)
        gap = percent_of(np.maximum(then - paid.yearly, 0), PLAN.percentages[0])
        most = percent_of(then, PLAN.cap or Decimal(100))
        found.append((paid.yearly, cost_of_all(part, paid, law, STARTS), np.minimum(gap, most)))
    yearly, cost, supplement = (np.concatenate(each) for each in zip(*found, strict=True))
    return yearly, cost, supplement
