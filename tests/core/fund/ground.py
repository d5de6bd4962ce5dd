"""Places and pools of boards, on the law of one day."""

from datetime import date
from decimal import Decimal
from functools import cache

from loopbrug.core.fund.factors import assumptions
from loopbrug.core.fund.losses import Ground
from loopbrug.core.fund.model import Board, Contract, Entrant, Pool, TrackYear
from loopbrug.core.law.loader import load_law
from loopbrug.core.terms.words import Sector

DAY = date(2026, 11, 23)
LINDE, BEUK = Board("linde", "Linde"), Board("beuk", "Beuk")


@cache
def ground() -> Ground:
    law = load_law()
    return Ground(law, DAY, assumptions(law, DAY))


def entrant(
    board: str = "linde",
    sector: Sector = Sector.PO,
    phase: TrackYear = TrackYear.FIRST_YEAR,
    hours: int = 80,
    contract: Contract = Contract.TEMPORARY,
) -> Entrant:
    return Entrant(board, sector, phase, hours, contract)


def pool(linde: int = 6, beuk: int = 2, **more: object) -> Pool:
    """Return a pool of two boards, half of the places in the first year."""
    entrants = tuple(
        entrant(board.code, phase=list(TrackYear)[number % 2])
        for board, count in ((LINDE, linde), (BEUK, beuk))
        for number in range(count)
    )
    return Pool((LINDE, BEUK), entrants, **{"reserve": Decimal(20_000), **more})  # type: ignore[arg-type]
