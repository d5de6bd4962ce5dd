"""The risk of a pool as numbers only: classes of equal places, luck they share, how it is drawn.

Everything the engines compute with is here; where the numbers come from is in ``losses``.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class RiskClass:
    """Places that are equal in everything the risk asks.

    ``leaves`` is the chance to leave in a year. Who leaves costs ``fixed`` euros, ``monthly``
    for each month of benefit and ``early`` on top in the first months. Each place has ``spells``
    long illnesses a year on average, which cost ``spell`` on average.
    """

    board: str
    count: int
    leaves: float
    fixed: float
    monthly: float
    early: float = 0.0
    spells: float = 0.0
    spell: float = 0.0


@dataclass(frozen=True, slots=True)
class Months:
    """How long a benefit lasts: exponential with ``mean``, cut at ``most``.

    In the first ``early`` months it is higher.
    """

    mean: float = 7.0
    most: float = 24.0
    early: float = 2.0

    @property
    def first(self) -> float:
        """The mean of months that are paid higher."""
        return _mean_cut(self.mean, min(self.early, self.most))

    @property
    def all(self) -> float:
        """The mean of all months paid."""
        return _mean_cut(self.mean, self.most)

    def squares(self) -> tuple[float, float, float]:
        """Return the mean of early months squared, early times all, and all squared."""
        early = min(self.early, self.most)
        first = _square_cut(self.mean, early)
        beyond = np.exp(-early / self.mean) * _mean_cut(self.mean, self.most - early)
        return first, first + early * float(beyond), _square_cut(self.mean, self.most)


@dataclass(frozen=True, slots=True)
class Luck:
    """What several places share: a factor on every chance, one of few values each with its odds.

    ``stays`` is how much a year's luck depends on the year before: 0 not at all, 1 wholly.
    """

    factors: tuple[float, ...] = (1.0,)
    odds: tuple[float, ...] = (1.0,)
    stays: float = 0.0

    @classmethod
    def of(cls, factor: float, chance: float, stays: float = 0.0) -> "Luck":
        """Return luck that is bad with ``chance``, then times ``factor``, and 1 on average."""
        if factor == 1.0 or chance == 0.0:
            return cls()
        usual = (1 - chance * factor) / (1 - chance)
        return cls((usual, factor), (1 - chance, chance), stays)

    @property
    def variance(self) -> float:
        """The variance of the factor; its mean is 1."""
        return float(np.dot(self.odds, np.square(self.factors))) - 1.0

    def chain(self) -> Numbers:
        """Return the chances of next year's luck (columns) given this year's (rows)."""
        count = len(self.odds)
        return self.stays * np.eye(count) + (1 - self.stays) * np.tile(self.odds, (count, 1))


@dataclass(frozen=True, slots=True)
class Risk:
    """A pool as the engines see it, over ``years``; its size stays as it is.

    Who leaves is replaced at the start of the next year, so that each year holds the same places.
    """

    classes: tuple[RiskClass, ...]
    months: Months = Months()
    year: Luck = Luck()
    board: Luck = Luck()
    years: int = 5

    @property
    def boards(self) -> tuple[str, ...]:
        """Every board in it, in order of first place."""
        return tuple(dict.fromkeys(each.board for each in self.classes))

    @property
    def places(self) -> int:
        """How many entrants it holds."""
        return sum(each.count for each in self.classes)

    def only(self, board: str) -> "Risk":
        """Return what ``board`` would carry by itself, with the same luck."""
        kept = tuple(each for each in self.classes if each.board == board)
        return Risk(kept, self.months, self.year, self.board, self.years)


def merged(classes: Iterable[RiskClass]) -> tuple[RiskClass, ...]:
    """Return the classes with equal ones taken together."""
    counts: dict[RiskClass, int] = {}
    for each in classes:
        key = RiskClass(
            each.board, 1, each.leaves, each.fixed, each.monthly, each.early, each.spells,
            each.spell,
        )  # fmt: skip
        counts[key] = counts.get(key, 0) + each.count
    return tuple(
        RiskClass(
            key.board, count, key.leaves, key.fixed, key.monthly, key.early, key.spells, key.spell
        )
        for key, count in counts.items()
    )


def _mean_cut(mean: float, most: float) -> float:
    """Return the mean of an exponential, cut at ``most``."""
    return float(mean * -np.expm1(-most / mean))


def _square_cut(mean: float, most: float) -> float:
    """Return the mean square of an exponential, cut at ``most``."""
    return float(2 * mean**2 - 2 * mean * (mean + most) * np.exp(-most / mean))
