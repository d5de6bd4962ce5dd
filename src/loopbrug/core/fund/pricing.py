"""A pool priced: one validated pool in, one result out, with its range, seed and findings."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from loopbrug.core.fund import closed
from loopbrug.core.fund.alone import Faced, faced
from loopbrug.core.fund.checks import checked
from loopbrug.core.fund.entrant import widened
from loopbrug.core.fund.factors import Assumptions
from loopbrug.core.fund.losses import Ground, costs_of, risk_of
from loopbrug.core.fund.model import Backing, Factor, Pool
from loopbrug.core.fund.premium import (
    BoardPremium,
    Loaded,
    Year,
    compared,
    loaded,
    premiums,
    year_of,
)
from loopbrug.core.fund.reserve import Prospect, prospect
from loopbrug.core.fund.risk import Risk
from loopbrug.core.fund.simulate import Dice, simulate
from loopbrug.core.law.trace import Step
from loopbrug.core.terms.finding import BadDataError, Finding, blocking
from loopbrug.core.terms.words import Sector

SCENARIOS = 20_000
_UNMOVED = 1.0
"""Euros: what moves the outcome less is not told."""


@dataclass(frozen=True, slots=True)
class Draw:
    """How many times years are drawn, and from which seed: the same again gives the same."""

    seed: int
    scenarios: int = SCENARIOS


@dataclass(frozen=True, slots=True)
class Swing:
    """What the expected loss of a year is when one factor is at its low and at its high end."""

    name: str
    low: float
    high: float

    @property
    def width(self) -> float:
        """How far apart they are."""
        return abs(self.high - self.low)


@dataclass(frozen=True, slots=True)
class Priced:
    """What a pool comes to.

    ``low`` and ``high`` are the expected loss of a year with the lowest and the highest drop-out
    that is assumed possible. ``prospect`` is with whoever stands behind the pool; ``few`` and
    ``many`` are the same with the premium as it is, when fewest and when most stop.
    """

    pool: Pool
    draw: Draw
    risk: Risk
    year: Year
    low: float
    high: float
    principles: tuple[Loaded, ...]
    premiums: tuple[BoardPremium, ...]
    prospect: Prospect
    few: Prospect
    many: Prospect
    boards: tuple[Faced, ...]
    assumed: Assumptions
    steps: tuple[tuple[Sector, tuple[Step, ...]], ...]
    findings: tuple[Finding, ...]

    @property
    def dropout(self) -> Factor:
        """What is assumed of how many stop: the range of the expected loss rests on it."""
        return self.assumed.of("dropout")

    @property
    def expected(self) -> float:
        """The expected loss of a year."""
        return self.year.moments.mean


def price(pool: Pool, ground: Ground, dice: Dice, draw: Draw) -> Priced:
    """Return what a pool comes to; ``dice`` were made from the seed of ``draw``.

    Raises ``BadDataError`` with every fault of the pool at once, and ``NoLawInForceError``.
    """
    findings = checked(pool)
    if wrong := blocking(findings):
        raise BadDataError(wrong)
    if pool.guarantee.kind is Backing.EXTRA_BOARD:
        pool = widened(pool)
    risk = risk_of(pool, ground)
    year = year_of(risk)
    drop = _swing(pool, ground, ground.assumed.of("dropout"))
    seen, few, many = _prospects(pool, ground, year, dice, draw.scenarios)
    return Priced(
        pool=pool, draw=draw, risk=risk, year=year, low=drop.low, high=drop.high,
        principles=compared(year, pool.terms),
        premiums=premiums(risk, year, pool.terms),
        prospect=seen, few=few, many=many,
        boards=faced(risk, year),
        assumed=ground.assumed, steps=_steps(pool, ground), findings=findings,
    )  # fmt: skip


def _prospects(
    pool: Pool, ground: Ground, year: Year, dice: Dice, scenarios: int
) -> Iterator[Prospect]:
    """Yield what is ahead as assumed, when fewest stop and when most do; the premium stays."""
    asked, mean = loaded(year, pool.terms, pool.terms.principle), year.moments.mean
    drop = ground.assumed.of("dropout")
    fewer = max(scenarios // 4, 1)
    asked_for = ((drop.value, scenarios), (drop.low, fewer), (drop.high, fewer))
    for (assumed, count), rng in zip(asked_for, dice.spawn(3), strict=True):
        risk = risk_of(pool, _changed(ground, "dropout", assumed))
        losses = simulate(risk, count, rng)
        yield prospect(losses, asked.total, float(pool.reserve), pool.guarantee, mean)


def range_of(pool: Pool, board: str, ground: Ground) -> Swing:
    """Return the expected loss of one board in a year, when fewest and when most stop."""
    own = replace(pool, entrants=tuple(one for one in pool.entrants if one.board == board))
    return _swing(own, ground, ground.assumed.of("dropout"))


def swings(pool: Pool, ground: Ground) -> tuple[Swing, ...]:
    """Return what each factor does to the expected loss of a year, what moves it most first."""
    found = (_swing(pool, ground, factor) for factor in ground.assumed.factors)
    moving = [swing for swing in found if swing.width > _UNMOVED]
    return tuple(sorted(moving, key=lambda swing: -swing.width))


def _swing(pool: Pool, ground: Ground, factor: Factor) -> Swing:
    low, high = (_mean_at(pool, ground, factor.name, end) for end in (factor.low, factor.high))
    return Swing(factor.name, low, high)


def _mean_at(pool: Pool, ground: Ground, name: str, value: Decimal) -> float:
    return closed.expected(risk_of(pool, _changed(ground, name, value)))


def _changed(ground: Ground, name: str, value: Decimal) -> Ground:
    return replace(ground, assumed=ground.assumed.changed(name, value))


def _steps(pool: Pool, ground: Ground) -> tuple[tuple[Sector, tuple[Step, ...]], ...]:
    """Return how the amounts were made, once for each sector in the pool."""
    first = {entrant.sector: entrant for entrant in reversed(pool.entrants)}
    return tuple(
        (sector, costs_of(first[sector], ground).steps) for sector in Sector if sector in first
    )
