"""The foundation's pool: five years drawn many times, and the same in closed form beside it."""

import time
from dataclasses import dataclass
from datetime import date

import numpy as np
from rich.console import Console
from rich.table import Table

from loopbrug.core.fund import closed
from loopbrug.core.fund.factors import assumptions
from loopbrug.core.fund.losses import Ground, risk_of
from loopbrug.core.fund.model import Board, Entrant, Pool, TrackYear
from loopbrug.core.fund.risk import Numbers, Risk
from loopbrug.core.fund.simulate import simulate
from loopbrug.core.law.loader import load_law
from loopbrug.core.terms.words import Sector

DAY = date(2026, 11, 23)
BOARDS = 20
SECONDS = 2.0
ERRORS = 4.5
"""Standard errors a drawn figure may be off; of the few compared here one in 100,000 is."""
QUANTILES = (50.0, 95.0, 99.5)


@dataclass(frozen=True, slots=True)
class Asked:
    """How large the pool is, and how often its years are drawn."""

    scenarios: int
    places: int
    seed: int


def run(console: Console, asked: Asked) -> int:
    """Draw, compute, compare, print; 1 when the two do not agree."""
    risk = pool(asked.places)
    simulate(risk, 1_000, np.random.default_rng(asked.seed))
    table = Table(title=f"A pool of {risk.places} places at {BOARDS} boards, {risk.years} years")
    for head in ("", "scenarios", "threads", "s", "CPU s", "scenario-years/s"):
        table.add_column(head, justify="right" if head else "left", no_wrap=True)
    losses, clock = np.zeros((0, risk.years)), 0.0
    for threads in (1, 2):
        losses, clock, processor = _drawn(risk, asked, threads)
        table.add_row(
            "drawn", f"{asked.scenarios:,}", str(threads), f"{clock:.2f}", f"{processor:.2f}",
            f"{losses.size / clock:,.0f}",
        )  # fmt: skip
    began = time.perf_counter()
    total, found = closed.total(risk), closed.moments(risk)
    table.add_row("closed form", "", "1", f"{time.perf_counter() - began:.2f}", "", "")
    console.print(table)
    console.print(f"under {SECONDS:.0f} s on two threads: {'yes' if clock < SECONDS else 'no'}")
    return 0 if _compared(console, risk, losses, total, found) else 1


def pool(places: int) -> Risk:
    """Return a pool of all sectors: boards from small to large, all on the law of one day."""
    law = load_law()
    ground = Ground(law, DAY, assumptions(law, DAY))
    weights = np.arange(1, BOARDS + 1)
    shares = np.maximum(np.floor(places * weights / weights.sum()), 1).astype(int)
    shares[-1] += places - shares.sum()
    entrants = tuple(
        Entrant(f"board-{number}", list(Sector)[number % 4], list(TrackYear)[turn % 2], 80)
        for number, count in enumerate(shares)
        for turn in range(count)
    )
    boards = tuple(Board(f"board-{number}", "") for number in range(BOARDS))
    return risk_of(Pool(boards, entrants), ground)


def _drawn(risk: Risk, asked: Asked, threads: int) -> tuple[Numbers, float, float]:
    clock, processor = time.perf_counter(), time.process_time()
    losses = simulate(risk, asked.scenarios, np.random.default_rng(asked.seed), threads)
    return losses, time.perf_counter() - clock, time.process_time() - processor


def _compared(
    console: Console, risk: Risk, losses: Numbers, total: closed.Spread,
    found: closed.Moments,
) -> bool:  # fmt: skip
    """Print what was drawn beside what was computed; return whether all agree."""
    whole, count = losses.sum(axis=1), len(losses)
    mean, variance = found.over(risk.years, risk.year.stays)
    table = Table(title="Five years together: drawn beside closed form")
    for head in ("", "drawn", "closed form", "off, in standard errors"):
        table.add_column(head, justify="right" if head else "left", no_wrap=True)
    fourth = float(np.mean((whole - whole.mean()) ** 4))
    spread = float(whole.var())
    rows = [
        ("mean", whole.mean(), mean, (whole.mean() - mean) / np.sqrt(variance / count)),
        ("deviation", np.sqrt(spread), np.sqrt(variance),
         (spread - variance) / np.sqrt((fourth - spread**2) / count)),
    ]  # fmt: skip
    for percent in QUANTILES:
        share, at = percent / 100, total.quantile(percent)
        below = float(np.mean(whole <= at)) - share
        error = np.sqrt(share * (1 - share) / count)
        rows.append((f"{percent:g} %", np.percentile(whole, percent), at, below / error))
    for name, drawn, computed, off in rows:
        table.add_row(name, f"{drawn:,.0f}", f"{computed:,.0f}", f"{off:+.1f}")
    console.print(table)
    return all(abs(off) < ERRORS for *_others, off in rows)
