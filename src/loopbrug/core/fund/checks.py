"""What cannot be computed with, or only with a mark: every fault of a pool at once."""

from collections.abc import Iterator
from decimal import Decimal

from loopbrug.core.fund.model import Backing, Entrant, Guarantee, Pool, PremiumTerms
from loopbrug.core.law.model import NoLawInForceError
from loopbrug.core.terms.finding import Finding, Weight

FEW = 50
"""Below this many, a pool's own years say hardly anything, and one bad year is felt."""
MOST_GUIDANCE = 400
MOST_STOP = 24
_WHOLE = Decimal(100)
_HALF = Decimal(50)


def checked(pool: Pool) -> tuple[Finding, ...]:
    """Return everything that is wrong with a pool (it blocks), and what must be said beside it."""
    return (
        *_size(pool),
        *(fault for entrant in pool.entrants for fault in entrant_faults(entrant, pool)),
        *_money(pool),
        *terms_faults(pool.terms),
        *guarantee_faults(pool.guarantee),
    )


def entrant_faults(entrant: Entrant, pool: Pool) -> Iterator[Finding]:
    """Yield what is wrong with a place in the pool."""
    if entrant.board not in {board.code for board in pool.boards}:
        yield Finding.of("fund.board-unknown", entrant.board, board=entrant.board)
    yield from place_faults(entrant)


def place_faults(entrant: Entrant) -> Iterator[Finding]:
    """Yield what is wrong with a place, whatever pool it is in."""
    if not 0 <= entrant.guidance_hours <= MOST_GUIDANCE:
        yield Finding.of(
            "fund.guidance-hours", "guidance_hours", hours=entrant.guidance_hours,
            most=MOST_GUIDANCE,
        )  # fmt: skip


def terms_faults(terms: PremiumTerms) -> Iterator[Finding]:
    """Yield what is wrong with how premiums are set."""
    for name in ("loading", "deviations", "variance", "costs"):
        if getattr(terms, name) < 0:
            yield Finding.of("fund.negative", name, amount=getattr(terms, name))
    if not 0 <= terms.own_share < _WHOLE:
        yield Finding.of("fund.own-share", "own_share", share=terms.own_share)
    if not _HALF <= terms.quantile < _WHOLE:
        yield Finding.of("fund.quantile", "quantile", share=terms.quantile)


def guarantee_faults(guarantee: Guarantee) -> Iterator[Finding]:
    """Yield what is wrong with who stands behind the pool."""
    for name in ("level", "most"):
        if getattr(guarantee, name) < 0:
            yield Finding.of("fund.negative", name, amount=getattr(guarantee, name))
    if not 0 <= guarantee.share <= _WHOLE:
        yield Finding.of("fund.guarantee-share", "share", share=guarantee.share)
    if guarantee.kind is Backing.MUNICIPALITY and guarantee.most == 0:
        yield Finding.of("fund.guarantee-nothing", "most", weight=Weight.WARNS)
    if guarantee.kind is Backing.EXTRA_BOARD and not guarantee.entrants:
        yield Finding.of("fund.extra-board-empty", "places", weight=Weight.WARNS)


def _size(pool: Pool) -> Iterator[Finding]:
    places = len(pool.entrants)
    if places == 0:
        yield Finding.of("fund.pool-empty")
    elif places == 1:
        yield Finding.of("fund.pool-of-one", weight=Weight.WARNS)
    elif places < FEW:
        yield Finding.of("fund.pool-small", weight=Weight.WARNS, places=places, few=FEW)
    if places > 1 and len({entrant.board for entrant in pool.entrants}) == 1:
        yield Finding.of("fund.one-board", weight=Weight.WARNS)


def _money(pool: Pool) -> Iterator[Finding]:
    if pool.reserve < 0:
        yield Finding.of("fund.reserve-negative", "reserve", amount=pool.reserve)
    if not pool.covers:
        yield Finding.of("fund.nothing-covered", "covers")
    if pool.stop_months is not None and not 1 <= pool.stop_months <= MOST_STOP:
        yield Finding.of("fund.stop-months", "stop_months", months=pool.stop_months, most=MOST_STOP)


def lacking(error: NoLawInForceError) -> Finding:
    """Return what to say when a figure is not known on a day."""
    return Finding.of("fund.figure-unknown", error.name, name=error.name, day=error.day)
