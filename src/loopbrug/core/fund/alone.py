"""What a board faces alone, beside what it faces in the pool; small boards beside large ones."""

from dataclasses import dataclass

from loopbrug.core.fund import closed
from loopbrug.core.fund.premium import Year
from loopbrug.core.fund.reserve import SAFE, SAFEST
from loopbrug.core.fund.risk import Risk


@dataclass(frozen=True, slots=True)
class Buffer:
    """What must lie ready above the expected loss of a year, for 95 and for 99.5 of 100 years."""

    safe: float
    safest: float


@dataclass(frozen=True, slots=True)
class Faced:
    """One board, all amounts a year: what it loses on average, and its buffer alone and pooled."""

    board: str
    places: int
    expected: float
    alone: Buffer
    pooled: Buffer

    @property
    def spared(self) -> float:
        """Which share of the buffer for 95 of 100 years the pool saves it, from 0 to 1."""
        return 1 - self.pooled.safe / self.alone.safe if self.alone.safe else 0.0


def faced(risk: Risk, year: Year) -> tuple[Faced, ...]:
    """Return every board, largest first; the buffer of the pool is divided by what each adds."""
    pool, variance = _buffer(year.spread, year.moments.mean), year.moments.variance
    parts = closed.contributions(risk)
    shares = {board: part / variance if variance else 0.0 for board, part in parts.items()}
    found = [_one(risk.only(board), board, pool, share) for board, share in shares.items()]
    return tuple(sorted(found, key=lambda one: (-one.places, one.board)))


def _one(mine: Risk, board: str, pool: Buffer, part: float) -> Faced:
    expected = closed.expected(mine)
    return Faced(
        board, mine.places, expected,
        alone=_buffer(closed.year(mine), expected),
        pooled=Buffer(pool.safe * part, pool.safest * part),
    )  # fmt: skip


def _buffer(spread: closed.Spread, expected: float) -> Buffer:
    return Buffer(
        max(spread.quantile(SAFE) - expected, 0.0), max(spread.quantile(SAFEST) - expected, 0.0)
    )
