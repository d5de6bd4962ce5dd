"""Rows of a pool as values of the core, and the pool priced."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache

from numpy.random import default_rng

from loopbrug.core.fund.entrant import Joined, joined
from loopbrug.core.fund.factors import assumptions
from loopbrug.core.fund.losses import Ground
from loopbrug.core.fund.model import (
    Board,
    Contract,
    Entrant,
    Guarantee,
    LossKind,
    Pool,
    PremiumTerms,
    Principle,
    Split,
    TrackYear,
)
from loopbrug.core.fund.pricing import Draw, Priced, Swing, price, range_of, swings
from loopbrug.core.law.loader import load_law
from loopbrug.core.terms.words import Sector
from loopbrug.web.fund.queries import ClaimRow, PlaceRow, TermsRow, places_of, terms_of
from loopbrug.web.organisations.queries import Organisation

SEED = 2026
KEPT = 64
"""Pools whose price is kept: the same pool is asked for by several pages."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A pool as its foundation keeps it on a day; ``terms`` None: conditions of ours are used."""

    foundation: Organisation
    day: date
    pool: Pool
    terms: TermsRow | None


def ground_on(day: date) -> Ground:
    """Return what amounts are computed on; raises ``NoLawInForceError``."""
    law = load_law()
    return Ground(law, day, assumptions(law, day))


def kept_pool(foundation: Organisation, day: date) -> Kept:
    """Return the pool of a foundation on ``day``."""
    rows, terms = list(places_of(foundation, day)), terms_of(foundation)
    boards = {row.board.code: Board(row.board.code, row.board.name) for row in rows}
    entrants = tuple(entrant_of(row, day) for row in rows)
    pool = Pool(tuple(boards.values()), entrants)
    return Kept(foundation, day, with_terms(pool, terms) if terms else pool, terms)


def entrant_of(row: PlaceRow, day: date) -> Entrant:
    """Return a place as the core knows it on ``day``."""
    return Entrant(
        row.board.code, Sector(row.sector), _phase(row.starts_on, day), row.guidance_hours,
        Contract(row.contract), row.effort_made,
    )  # fmt: skip


def with_terms(pool: Pool, row: TermsRow) -> Pool:
    """Return the pool on these conditions."""
    terms = PremiumTerms(
        Principle(row.principle), Split(row.split), row.loading, row.deviations, row.variance,
        row.quantile, row.costs, row.own_share,
    )  # fmt: skip
    covers = frozenset(LossKind(kind) for kind in row.covers)
    return Pool(
        pool.boards, pool.entrants, covers, row.reserve, terms, Guarantee(), row.stop_months
    )


@lru_cache(maxsize=KEPT)
def priced(pool: Pool, day: date, seed: int = SEED) -> Priced:
    """Return what a pool comes to; raises ``BadDataError`` and ``NoLawInForceError``."""
    return price(pool, ground_on(day), default_rng(seed), Draw(seed))


@lru_cache(maxsize=KEPT)
def swings_of(pool: Pool, day: date) -> tuple[Swing, ...]:
    """Return what moves the expected loss of a pool most; raises ``NoLawInForceError``."""
    return swings(pool, ground_on(day))


@lru_cache(maxsize=KEPT)
def board_range(pool: Pool, board: str, day: date) -> Swing:
    """Return what a board expects to lose when fewest and when most stop."""
    return range_of(pool, board, ground_on(day))


@lru_cache(maxsize=KEPT)
def joining(pool: Pool, entrant: Entrant, board: Board, day: date) -> Joined:
    """Return what the pool says of a new place; raises ``NoLawInForceError``."""
    return joined(pool, entrant, board, ground_on(day))


class ClaimState(StrEnum):
    """How far a claim is; it follows from what was done, and stands nowhere else."""

    REGISTERED = "registered"
    GRANTED = "granted"
    DECLINED = "declined"
    PAID = "paid"


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim with how far it is and what was granted."""

    row: ClaimRow
    state: ClaimState
    granted: Decimal | None


_AFTER = {"grant": ClaimState.GRANTED, "decline": ClaimState.DECLINED, "pay": ClaimState.PAID}


def claim_of(row: ClaimRow) -> Claim:
    """Return a claim with what its acts come to."""
    acts = list(row.acts.all())
    state = _AFTER[acts[-1].act] if acts else ClaimState.REGISTERED
    granted = next((act.amount for act in acts if act.act == "grant"), None)
    return Claim(row, state, granted)


def paid_in(claims: Iterable[Claim], year: int) -> Decimal:
    """Return what was paid out in a year."""
    return sum(
        (act.amount for claim in claims for act in claim.row.acts.all()
         if act.act == "pay" and act.done_on.year == year),
        Decimal(0),
    )  # fmt: skip


def _phase(starts_on: date, day: date) -> TrackYear:
    """Return the year of the track on ``day``."""
    years = day.year - starts_on.year - ((day.month, day.day) < (starts_on.month, starts_on.day))
    return TrackYear.FIRST_YEAR if years < 1 else TrackYear.SECOND_YEAR
