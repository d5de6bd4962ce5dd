"""What boards pay: four principles to load a premium, three ways to divide it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from loopbrug.core.fund import closed
from loopbrug.core.fund.closed import Moments, Spread
from loopbrug.core.fund.model import PremiumTerms, Principle, Split
from loopbrug.core.fund.risk import Risk
from loopbrug.core.terms.euro import whole

VARIANCE_UNIT = 10_000.0


@dataclass(frozen=True, slots=True)
class Year:
    """A year of the pool as premiums look at it."""

    moments: Moments
    spread: Spread


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a principle asks of the whole pool in a year, on top of the expected loss."""

    principle: Principle
    expected: float
    loading: float

    @property
    def total(self) -> float:
        """Expected loss and loading together, without the costs of running the pool."""
        return self.expected + self.loading


@dataclass(frozen=True, slots=True)
class BoardPremium:
    """What a board pays a year, and what it rests on; whole euros."""

    board: str
    places: int
    expected: Decimal
    loading: Decimal
    costs: Decimal

    @property
    def total(self) -> Decimal:
        """What it pays in all."""
        return self.expected + self.loading + self.costs

    @property
    def each(self) -> Decimal:
        """What it pays for one entrant, in whole euros."""
        return whole(self.total / self.places)


def year_of(risk: Risk) -> Year:
    """Return what premiums ask of a year of the pool."""
    return Year(closed.moments(risk), closed.year(risk))


def loaded(year: Year, terms: PremiumTerms, principle: Principle) -> Loaded:
    """Return what ``principle`` asks of the pool; a quantile below the mean loads nothing."""
    return Loaded(principle, year.moments.mean, max(_LOADINGS[principle](year, terms), 0.0))


def compared(year: Year, terms: PremiumTerms) -> tuple[Loaded, ...]:
    """Return the four principles beside each other."""
    return tuple(loaded(year, terms, principle) for principle in Principle)


def premiums(
    risk: Risk, year: Year, terms: PremiumTerms, split: Split | None = None
) -> tuple[BoardPremium, ...]:
    """Return the premium of each board, on the principle and the split of ``terms``."""
    asked = loaded(year, terms, terms.principle)
    places = _places(risk)
    own = {board: closed.expected(risk.only(board)) for board in places}
    shares = _shares(risk, own, split or terms.split)
    base = own if (split or terms.split) is not Split.BY_HEADS else _by_heads(risk, asked.expected)
    return tuple(
        BoardPremium(
            board,
            count,
            _euros(base[board]),
            _euros(asked.loading * shares[board]),
            whole(terms.costs * count),
        )
        for board, count in places.items()
    )


def _shares(risk: Risk, own: Mapping[str, float], split: Split) -> dict[str, float]:
    """Return which part of the loading each board carries; together 1."""
    if split is Split.BY_RISK:
        parts = closed.contributions(risk)
    elif split is Split.BY_HEADS:
        parts = {board: float(count) for board, count in _places(risk).items()}
    else:
        parts = dict(own)
    together = sum(parts.values())
    return {board: part / together if together else 0.0 for board, part in parts.items()}


def _places(risk: Risk) -> dict[str, int]:
    return {board: risk.only(board).places for board in risk.boards}


def _by_heads(risk: Risk, expected: float) -> dict[str, float]:
    return {board: expected * count / risk.places for board, count in _places(risk).items()}


def _euros(amount: float) -> Decimal:
    return whole(Decimal(str(round(amount, 2))))


def _by_expected(year: Year, terms: PremiumTerms) -> float:
    return float(terms.loading) / 100 * year.moments.mean


def _by_variance(year: Year, terms: PremiumTerms) -> float:
    return float(terms.variance) / VARIANCE_UNIT * year.moments.variance


def _by_deviation(year: Year, terms: PremiumTerms) -> float:
    return float(terms.deviations * Decimal(str(np.round(year.moments.deviation, 2))))


def _by_quantile(year: Year, terms: PremiumTerms) -> float:
    return year.spread.quantile(float(terms.quantile)) - year.moments.mean


_LOADINGS: dict[Principle, Callable[[Year, PremiumTerms], float]] = {
    Principle.EXPECTED: _by_expected,
    Principle.VARIANCE: _by_variance,
    Principle.DEVIATION: _by_deviation,
    Principle.QUANTILE: _by_quantile,
}
