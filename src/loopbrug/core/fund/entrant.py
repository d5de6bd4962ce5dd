"""A new candidate: what it does to the pool, and what their board pays for it.

It says nothing about the person: a place in the same sector, year, contract and guidance gives
the same answer, whoever takes it. The pool does not choose: everybody a board appoints comes in.
"""

from dataclasses import dataclass, replace
from decimal import Decimal

from loopbrug.core.fund.losses import Costs, Ground, costs_of, leaves, risk_of
from loopbrug.core.fund.model import Board, Entrant, Pool
from loopbrug.core.fund.premium import BoardPremium, premiums, year_of
from loopbrug.core.fund.reserve import SAFE, SAFEST
from loopbrug.core.terms.euro import NOTHING


@dataclass(frozen=True, slots=True)
class Standing:
    """How a pool stands in a year: on average, and what 95 and 99.5 of 100 years stay under."""

    places: int
    expected: float
    safe: float
    safest: float
    premium: Decimal

    @property
    def premium_each(self) -> Decimal:
        """What a place pays on average."""
        return self.premium / self.places if self.places else NOTHING


@dataclass(frozen=True, slots=True)
class Joined:
    """The pool before and after somebody joins, and what their board pays for them.

    ``chance`` is the chance that such a place ends in this year; ``costs`` what it then costs.
    """

    entrant: Entrant
    before: Standing
    after: Standing
    premium: Decimal
    chance: float
    costs: Costs

    @property
    def expected(self) -> float:
        """What the expected loss of a year grows by."""
        return self.after.expected - self.before.expected

    @property
    def safe(self) -> float:
        """What a bad year (5 in 100) grows by."""
        return self.after.safe - self.before.safe

    @property
    def safest(self) -> float:
        """What a very bad year (1 in 200) grows by."""
        return self.after.safest - self.before.safest


def joined(pool: Pool, entrant: Entrant, board: Board, ground: Ground) -> Joined:
    """Return what the pool says of a new place; raises ``NoLawInForceError``."""
    known = {each.code for each in pool.boards}
    boards = pool.boards if board.code in known else (*pool.boards, board)
    larger = replace(pool, boards=boards, entrants=(*pool.entrants, entrant))
    before, paid_before = _stand(pool, ground)
    after, paid_after = _stand(larger, ground)
    more = _paid(paid_after, board.code) - _paid(paid_before, board.code)
    return Joined(
        entrant, before, after, more, leaves(entrant, ground.assumed), costs_of(entrant, ground)
    )


def widened(pool: Pool) -> Pool:
    """Return the pool with the entrants that an extra board would bring."""
    extra = pool.guarantee.entrants
    fresh = dict.fromkeys(entrant.board for entrant in extra)
    known = {board.code for board in pool.boards}
    boards = (*pool.boards, *(Board(code, code) for code in fresh if code not in known))
    return replace(pool, boards=boards, entrants=(*pool.entrants, *extra))


def _stand(pool: Pool, ground: Ground) -> tuple[Standing, tuple[BoardPremium, ...]]:
    if not pool.entrants:
        return Standing(0, 0.0, 0.0, 0.0, NOTHING), ()
    risk = risk_of(pool, ground)
    year = year_of(risk)
    paid = premiums(risk, year, pool.terms)
    spread, mean = year.spread, year.moments.mean
    total = sum((one.total for one in paid), NOTHING)
    return Standing(risk.places, mean, spread.quantile(SAFE), spread.quantile(SAFEST), total), paid


def _paid(paid: tuple[BoardPremium, ...], board: str) -> Decimal:
    return sum((one.total for one in paid if one.board == board), NOTHING)
