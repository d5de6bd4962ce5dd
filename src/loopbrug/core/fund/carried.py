"""One place carried by its board alone, beside the same place carried with the pool."""

from dataclasses import dataclass, replace
from decimal import Decimal

from loopbrug.core.fund import closed
from loopbrug.core.fund.entrant import joined
from loopbrug.core.fund.losses import Ground, leaves, risk_of
from loopbrug.core.fund.model import Board, Entrant, Pool
from loopbrug.core.fund.pricing import range_of
from loopbrug.core.fund.risk import RiskClass
from loopbrug.core.terms.euro import whole

_WHOLE = Decimal(100)


@dataclass(frozen=True, slots=True)
class Carried:
    """What a place comes to for its board: all by itself, and with the pool; whole euros.

    ``expected`` is a year on average, between ``low`` and ``high`` when fewest or most stop;
    ``leaving`` is what it costs when somebody leaves, ``dearest`` the same with the longest
    benefit there is. With the pool the board pays ``premium`` a year and keeps ``own_share``
    percent of each loss.
    """

    chance: float
    expected: Decimal
    low: Decimal
    high: Decimal
    leaving: Decimal
    dearest: Decimal
    premium: Decimal
    own_share: Decimal

    def kept(self, amount: Decimal) -> Decimal:
        """Return what of an amount stays with the board in the pool."""
        return whole(amount * self.own_share / _WHOLE)

    @property
    def pooled(self) -> Decimal:
        """What a year comes to in the pool on average: the premium and the board's own share."""
        return self.premium + self.kept(self.expected)


def carried(pool: Pool, entrant: Entrant, board: Board, ground: Ground) -> Carried:
    """Return a place alone and pooled; raises ``NoLawInForceError``."""
    terms = replace(pool.terms, own_share=Decimal(0))
    lone = Pool((board,), (entrant,), pool.covers, terms=terms)
    risk = risk_of(lone, ground)
    one, swing = risk.classes[0], range_of(lone, board.code, ground)
    return Carried(
        leaves(entrant, ground.assumed),
        _euros(closed.expected(risk)),
        _euros(swing.low),
        _euros(swing.high),
        _euros(closed.leaver(one, risk.months)[0]),
        _euros(_dearest(one, risk.months.most, risk.months.early)),
        joined(pool, entrant, board, ground).premium,
        pool.terms.own_share,
    )


def _dearest(one: RiskClass, most: float, early: float) -> float:
    return one.fixed + one.monthly * most + one.early * min(early, most)


def _euros(amount: float) -> Decimal:
    return whole(Decimal(str(round(amount, 2))))
