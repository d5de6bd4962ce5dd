"""Drawing what years may bring: by class of equal places, not by person.

How many leave is drawn for each class, how long each benefit lasts for each who leaves; illness
is drawn for all places with the same cost at once. The generator comes in from outside: the same
generator gives the same figures, on any number of threads.
"""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from loopbrug.core.fund.risk import Months, Numbers, Risk, RiskClass

BLOCK = 2_500
"""Scenarios drawn together; fixed, so that threads do not change what comes out."""

Places = NDArray[np.intp]


class Dice(Protocol):
    """What is asked of a generator of chance; numpy's ``Generator`` is one."""

    @property
    def spawn(self) -> Callable[..., Any]:
        """Makes generators that are independent of this one and of each other."""

    @property
    def random(self) -> Callable[..., Any]:
        """Draws evenly from 0 to 1."""

    @property
    def binomial(self) -> Callable[..., Any]:
        """Draws how many of a number."""

    @property
    def poisson(self) -> Callable[..., Any]:
        """Draws how often."""

    @property
    def standard_exponential(self) -> Callable[..., Any]:
        """Draws how long, 1 on average."""

    @property
    def standard_gamma(self) -> Callable[..., Any]:
        """Draws the sum of so many of those."""


@dataclass(frozen=True, slots=True)
class _Lucks:
    """Which luck each year (scenario × year, flat) and each board in it has."""

    year: Places
    boards: dict[str, Places]
    alike: dict[str, tuple[tuple[float, Places], ...]]
    """For each board: a factor on its chances, and the years in which it is that."""


def simulate(risk: Risk, scenarios: int, rng: Dice, threads: int = 2) -> Numbers:
    """Return the loss of the pool in each scenario (rows) and year (columns), in euros."""
    sizes = [min(BLOCK, scenarios - start) for start in range(0, scenarios, BLOCK)]
    dice = rng.spawn(len(sizes))
    if len(sizes) == 1 or threads == 1:
        blocks = [_block(risk, size, one) for size, one in zip(sizes, dice, strict=True)]
    else:
        with ThreadPoolExecutor(threads) as pool:
            blocks = list(pool.map(_block, [risk] * len(sizes), sizes, dice))
    return np.concatenate(blocks) if blocks else np.zeros((0, risk.years))


def _block(risk: Risk, scenarios: int, rng: Dice) -> Numbers:
    rows = scenarios * risk.years
    lucks = _lucks(risk, scenarios, rng)
    losses = np.zeros(rows)
    together: dict[tuple[float, float], Places] = {}
    for one in risk.classes:
        gone = _gone(one, lucks, rng)
        losses += one.fixed * gone
        rate = (one.monthly, one.early)
        together[rate] = together[rate] + gone if rate in together else gone
    for (monthly, early), gone in together.items():
        losses += _benefits(gone, monthly, early, risk.months, rng)
    for spell, often in _illness(risk, lucks):
        losses += spell * rng.standard_gamma(rng.poisson(often))
    return losses.reshape(scenarios, risk.years)


def _lucks(risk: Risk, scenarios: int, rng: Dice) -> _Lucks:
    """Draw the luck of every year, hanging together, and of every board in it."""
    now = _pick(risk.year.odds, rng.random(scenarios))
    columns = [now]
    for _ in range(risk.years - 1):
        fresh = _pick(risk.year.odds, rng.random(scenarios))
        now = np.where(rng.random(scenarios) < risk.year.stays, now, fresh)
        columns.append(now)
    rows = scenarios * risk.years
    boards = {board: _pick(risk.board.odds, rng.random(rows)) for board in risk.boards}
    year = np.stack(columns, axis=1).reshape(-1)
    alike = {board: _alike(risk, year, luck) for board, luck in boards.items()}
    return _Lucks(year, boards, alike)


def _alike(risk: Risk, year: Places, board: Places) -> tuple[tuple[float, Places], ...]:
    """Return each factor that luck of year and board make together, with where it holds."""
    factors = np.outer(risk.year.factors, risk.board.factors).reshape(-1)
    both = year * len(risk.board.factors) + board
    return tuple(
        (float(factor), np.flatnonzero(both == number)) for number, factor in enumerate(factors)
    )


def _pick(odds: tuple[float, ...], draws: Numbers) -> Places:
    """Return which of the odds each draw falls in."""
    found = np.zeros(len(draws), dtype=np.intp)
    for edge in np.cumsum(odds)[:-1]:
        found += draws >= edge
    return found


def _gone(one: RiskClass, lucks: _Lucks, rng: Dice) -> Places:
    """Draw how many of a class leave, for all years with the same luck at once."""
    gone = np.zeros(len(lucks.year), dtype=np.intp)
    for factor, here in lucks.alike[one.board]:
        gone[here] = rng.binomial(one.count, min(one.leaves * factor, 1.0), size=len(here))
    return gone


def _benefits(gone: Places, monthly: float, early: float, months: Months, rng: Dice) -> Numbers:
    """Draw how long each benefit lasts; return what all of a row cost."""
    if monthly <= 0:
        return np.zeros(len(gone))
    ends = np.cumsum(gone)
    drawn = rng.standard_exponential(int(ends[-1]), dtype=np.float32)
    drawn *= np.float32(months.mean)
    cost = np.minimum(drawn, np.float32(months.most))
    cost *= np.float32(monthly)
    if early:
        np.minimum(drawn, np.float32(min(months.early, months.most)), out=drawn)
        drawn *= np.float32(early)
        cost += drawn
    sums, some = np.zeros(len(gone)), gone > 0
    if some.any():
        sums[some] = np.add.reduceat(cost, (ends - gone)[some])
    return sums


def _illness(risk: Risk, lucks: _Lucks) -> Iterator[tuple[float, Numbers]]:
    """Yield what a long illness costs and how many are to be expected, for each cost."""
    often: dict[float, dict[str, float]] = {}
    for one in risk.classes:
        if one.spells:
            boards = often.setdefault(one.spell, {})
            boards[one.board] = boards.get(one.board, 0.0) + one.count * one.spells
    year = np.asarray(risk.year.factors)[lucks.year]
    for spell, boards in often.items():
        by_board = np.zeros(len(year))
        for board, spells in boards.items():
            by_board += spells * np.asarray(risk.board.factors)[lucks.boards[board]]
        yield spell, by_board * year
