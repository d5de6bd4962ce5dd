"""The proposal as a page shows it: each corner with its parts, and what waits for whom."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from loopbrug.core.finance.model import NOTHING
from loopbrug.core.finance.proposal import Part, Proposal, Side
from loopbrug.web.accounts.queries import User
from loopbrug.web.finance.facts.proposals import open_sides, withdrawal_of
from loopbrug.web.finance.permissions import sides_of
from loopbrug.web.finance.queries.proposals import ProposalVersion


@dataclass(frozen=True, slots=True)
class CornerRow:
    """One corner of the triangle with what it pays."""

    side: Side
    parts: tuple[Part, ...]
    own: bool

    @property
    def amount(self) -> Decimal:
        """What this corner pays in all."""
        return sum((part.amount for part in self.parts), NOTHING)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A proposal in a list: who must still agree, and whether that is the visitor."""

    row: ProposalVersion
    left: tuple[Side, ...]
    mine: bool
    withdrawn: bool = False


def rows_of(told: Proposal, own: Iterable[Side]) -> tuple[CornerRow, ...]:
    """Return the corners in their order, those of the visitor marked."""
    mine = frozenset(own)
    return tuple(CornerRow(side, told.of(side), side in mine) for side in told.parties)


def waiting_for(row: ProposalVersion, user: User) -> Waiting:
    """Return a proposal with whom it waits for."""
    left = open_sides(row)
    own = sides_of(user, row.dossier, row.municipality_id)
    mine = any(side in left for side in own)
    return Waiting(row, left, mine, withdrawal_of(row) is not None)
