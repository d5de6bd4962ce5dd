"""Where the pool may stand after each year: the chance to fall short, the reserve that prevents it.

A year starts with what is left, premiums come in, losses go out, and whoever stands behind the
pool pays its part. Costs of running the pool are paid by their own part of the premium.
"""

from dataclasses import dataclass

import numpy as np

from loopbrug.core.fund.model import Backing, Guarantee
from loopbrug.core.fund.risk import Numbers

BANDS = (5.0, 25.0, 50.0, 75.0, 95.0)
SAFE, SAFEST = 95.0, 99.5


@dataclass(frozen=True, slots=True)
class Prospect:
    """What drawn years say of a pool with a reserve and a premium.

    ``bands`` has a row for each moment (the start first), with what the pool holds in 5, 25, 50,
    75 and 95 of 100 cases. ``short`` is the chance to fall short at the end of some year, and
    ``error`` how far that chance may be off because cases were drawn. ``backed`` is what others
    pay a year on average.
    """

    scenarios: int
    reserve: float
    premium: float
    bands: tuple[tuple[float, ...], ...]
    short: float
    error: float
    needed: float
    needed_most: float
    worst_year: float
    backed: float


def prospect(
    losses: Numbers, premium: float, reserve: float, guarantee: Guarantee, expected: float
) -> Prospect:
    """Return what ``losses`` (scenario by year) leave of ``reserve`` with ``premium`` a year."""
    backed = _backed(losses, guarantee, expected)
    carried = losses - backed
    drained = np.cumsum(carried - premium, axis=1)
    deepest = np.maximum(drained.max(axis=1), 0.0)
    short = float(np.mean(deepest > reserve))
    return Prospect(
        scenarios=len(losses),
        reserve=reserve,
        premium=premium,
        bands=_bands(reserve - drained, reserve),
        short=short,
        error=float(np.sqrt(max(short * (1 - short), 1 / len(losses)) / len(losses))),
        needed=float(np.percentile(deepest, SAFE)),
        needed_most=float(np.percentile(deepest, SAFEST)),
        worst_year=float(np.percentile(carried, SAFE)),
        backed=float(backed.mean()),
    )


def _backed(losses: Numbers, guarantee: Guarantee, expected: float) -> Numbers:
    """Return what a municipality pays of each year."""
    if guarantee.kind is not Backing.MUNICIPALITY:
        return np.zeros_like(losses)
    above = np.maximum(losses - float(guarantee.level) / 100 * expected, 0.0)
    return np.minimum(above * float(guarantee.share) / 100, float(guarantee.most))


def _bands(held: Numbers, reserve: float) -> tuple[tuple[float, ...], ...]:
    after = np.percentile(held, BANDS, axis=0).T
    return ((reserve,) * len(BANDS), *(tuple(map(float, row)) for row in after))
