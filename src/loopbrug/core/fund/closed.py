"""What can be computed without drawing: means, variances, and the whole distribution of a loss.

The distribution comes from characteristic functions on a grid of euros: of one who leaves, of a
class, of a board with its luck, of a year, and of years that hang together.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from loopbrug.core.fund.risk import Months, Numbers, Risk, RiskClass

Waves = NDArray[np.complex128]
CELLS = 1 << 13
_SPREADS = 12.0


@dataclass(frozen=True, slots=True)
class Moments:
    """Mean and variance of a year's loss; ``shared`` is the part of years being alike."""

    mean: float
    variance: float
    shared: float

    @property
    def deviation(self) -> float:
        """The standard deviation of a year."""
        return float(np.sqrt(self.variance))

    def over(self, years: int, stays: float) -> tuple[float, float]:
        """Return mean and variance of several years together."""
        lags = sum(2.0 * (years - lag) * float(stays**lag) for lag in range(1, years))
        return self.mean * years, self.variance * years + self.shared * lags


@dataclass(frozen=True, slots=True)
class Spread:
    """A distribution on a grid: ``chances`` of 0, ``step``, 2 × ``step`` … euros."""

    step: float
    chances: Numbers

    def quantile(self, percent: float) -> float:
        """Return the least loss that is not exceeded in ``percent`` of cases."""
        place = np.searchsorted(np.cumsum(self.chances), percent / 100 - 1e-12)
        return min(int(place), len(self.chances) - 1) * self.step

    def above(self, amount: float) -> float:
        """Return the chance of more than ``amount``."""
        return float(self.chances[int(amount / self.step) + 1 :].sum()) if amount >= 0 else 1.0

    @property
    def mean(self) -> float:
        """The mean loss."""
        return float(np.dot(self.chances, np.arange(len(self.chances)))) * self.step


def leaver(one: RiskClass, months: Months) -> tuple[float, float]:
    """Return the mean and the mean square of what one who leaves costs."""
    first, mixed, whole = months.squares()
    benefit = one.early * months.first + one.monthly * months.all
    square = one.early**2 * first + 2 * one.early * one.monthly * mixed + one.monthly**2 * whole
    return one.fixed + benefit, one.fixed**2 + 2 * one.fixed * benefit + square


def expected(risk: Risk) -> float:
    """Return what a year costs on average."""
    return sum(float(np.dot(risk.year.odds, _of_board(risk.only(b)).means)) for b in risk.boards)


def moments(risk: Risk) -> Moments:
    """Return mean and variance of a year of the pool.

    Given the luck of the year boards are independent; the luck itself adds the variance of the
    means it gives.
    """
    boards = [_of_board(risk.only(board)) for board in risk.boards]
    odds, together = np.asarray(risk.year.odds), np.zeros(len(risk.year.odds))
    for one in boards:
        together = together + one.means
    own = sum(float(np.dot(odds, one.variances)) for one in boards)
    shared = _covariance(odds, together, together)
    return Moments(float(np.dot(odds, together)), own + shared, shared)


def contributions(risk: Risk) -> dict[str, float]:
    """Return the covariance of each board's year with the year of the whole pool.

    Together they make up the variance of the pool: each is what a board adds to it.
    """
    boards = {board: _of_board(risk.only(board)) for board in risk.boards}
    odds, together = np.asarray(risk.year.odds), np.zeros(len(risk.year.odds))
    for one in boards.values():
        together = together + one.means
    return {
        board: float(np.dot(odds, one.variances)) + _covariance(odds, one.means, together)
        for board, one in boards.items()
    }


def year(risk: Risk, step: float | None = None) -> Spread:
    """Return the distribution of one year's loss."""
    step = step or grid(risk, 1)
    waves = _mixed(risk.year.odds, _years(risk, step))
    return _spread(waves, step)


def total(risk: Risk, step: float | None = None) -> Spread:
    """Return the distribution of the loss of all years together, years hanging together."""
    step = step or grid(risk, risk.years)
    given, chain = _years(risk, step), risk.year.chain()
    walk = np.asarray(risk.year.odds)[:, None] * given
    for _ in range(risk.years - 1):
        walk = (chain.T @ walk) * given
    return _spread(walk.sum(axis=0), step)


def grid(risk: Risk, years: int) -> float:
    """Return a step that leaves room for far more than is ever lost in ``years``."""
    mean, variance = moments(risk).over(years, risk.year.stays)
    worst = max((_dearest(one, risk.months) for one in risk.classes), default=1.0)
    reach = mean + _SPREADS * np.sqrt(variance) + 2 * worst
    return max(float(reach) / CELLS, 0.01)


@dataclass(frozen=True, slots=True)
class _Board:
    """A board's mean and variance for each luck of the year."""

    means: Numbers
    variances: Numbers


def _of_board(alone: Risk) -> _Board:
    """Return mean and variance of a board's year, its own luck mixed in, by luck of the year."""
    means, variances = [], []
    for factor in alone.year.factors:
        given = np.array([_lucky(alone, factor * own) for own in alone.board.factors])
        mean = float(np.dot(alone.board.odds, given[:, 0]))
        square = float(np.dot(alone.board.odds, given[:, 1] + given[:, 0] ** 2))
        means.append(mean)
        variances.append(square - mean**2)
    return _Board(np.array(means), np.array(variances))


def _lucky(alone: Risk, factor: float) -> tuple[float, float]:
    """Return mean and variance of a board's year when all luck is given."""
    mean = variance = 0.0
    for one in alone.classes:
        leave, spells = min(one.leaves * factor, 1.0), one.spells * factor
        first, second = leaver(one, alone.months)
        mean += one.count * (leave * first + spells * one.spell)
        variance += one.count * (leave * second - (leave * first) ** 2)
        variance += one.count * spells * 2 * one.spell**2
    return mean, variance


def _covariance(odds: Numbers, one: Numbers, other: Numbers) -> float:
    return float(np.dot(odds, one * other) - np.dot(odds, one) * np.dot(odds, other))


def _years(risk: Risk, step: float) -> Waves:
    """Return the characteristic function of a year, a row for each luck of the year."""
    kinds: dict[tuple[float, ...], tuple[Waves, Waves]] = {}
    out = np.ones((len(risk.year.factors), CELLS // 2 + 1), dtype=np.complex128)
    for board in risk.boards:
        classes = risk.only(board).classes
        for row, factor in enumerate(risk.year.factors):
            given = [_given(classes, risk.months, step, factor * b, kinds)
                     for b in risk.board.factors]  # fmt: skip
            out[row] *= _mixed(risk.board.odds, given)
    return out


def _mixed(odds: tuple[float, ...], waves: Iterable[Waves]) -> Waves:
    """Return waves weighed by odds; sums of two or three are quicker without a matrix library."""
    out = np.zeros(CELLS // 2 + 1, dtype=np.complex128)
    for chance, wave in zip(odds, waves, strict=True):
        out += chance * wave
    return out


def _given(
    classes: tuple[RiskClass, ...],
    months: Months,
    step: float,
    factor: float,
    kinds: dict[tuple[float, ...], tuple[Waves, Waves]],
) -> Waves:
    """Return the characteristic function of a board's year, given all luck."""
    out = np.ones(CELLS // 2 + 1, dtype=np.complex128)
    for one in classes:
        key = (one.fixed, one.monthly, one.early, one.spell)
        if key not in kinds:
            kinds[key] = (np.fft.rfft(_leaving(one, months, step)),
                          np.fft.rfft(_spells(one.spell, step)))  # fmt: skip
        left, ill = kinds[key]
        out *= (1 + min(one.leaves * factor, 1.0) * (left - 1)) ** one.count
        if one.spells:
            out *= np.exp(one.count * one.spells * factor * (ill - 1))
    return out


def _leaving(one: RiskClass, months: Months, step: float) -> Numbers:
    """Return the chances of what one who leaves costs, on the grid.

    Up to an amount it costs its fixed part and then months, the first ones dearer.
    """
    upto = np.arange(CELLS + 1) * step
    early = min(months.early, months.most)
    rates = (one.monthly + one.early, one.monthly)
    beyond, knee = np.maximum(upto - one.fixed, 0.0), rates[0] * early
    days = np.zeros(CELLS + 1)
    if rates[1] > 0:
        days = np.where(beyond <= knee, beyond / rates[0], early + (beyond - knee) / rates[1])
    left = np.exp(-np.minimum(days, months.most) / months.mean)
    turned = np.exp(-np.minimum(days, early) / months.mean)
    paid = rates[0] * (1 - turned) + rates[1] * (turned - left)
    return _on_grid(np.minimum(upto, one.fixed) + months.mean * paid, step)


def _spells(mean: float, step: float) -> Numbers:
    """Return the chances of what a long illness costs, on the grid."""
    upto = np.arange(CELLS + 1) * step
    return _on_grid(mean * -np.expm1(-upto / mean) if mean > 0 else np.zeros(CELLS + 1), step)


def _on_grid(limited: Numbers, step: float) -> Numbers:
    """Return chances on the grid that keep the mean, from the mean limited to each amount.

    An amount between two cells is divided over both, so that nothing is rounded away.
    """
    slopes = np.diff(limited) / step
    chances = np.empty(CELLS)
    chances[0], chances[1:] = 1 - slopes[0], slopes[:-1] - slopes[1:]
    return chances


def _dearest(one: RiskClass, months: Months) -> float:
    return one.fixed + one.monthly * months.most + one.early * min(months.early, months.most)


def _spread(waves: Waves, step: float) -> Spread:
    chances = np.clip(np.fft.irfft(waves, CELLS), 0.0, None)
    return Spread(step, chances / chances.sum())
