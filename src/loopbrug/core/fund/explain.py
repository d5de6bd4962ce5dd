"""What a factor is, told: its value, between which ends, and on what it rests."""

from loopbrug.core.fund.model import Factor
from loopbrug.core.terms.finding import Finding, Weight
from loopbrug.core.terms.words import Sector


def said(factor: Factor) -> Finding:
    """Return what a factor says, with its value and the ends between which it may be.

    Examples
    --------
    >>> from decimal import Decimal
    >>> said(Factor("absence-po", Decimal(6), Decimal(5), Decimal(7))).code
    'fund.assume-absence'
    """
    name, _, last = factor.name.rpartition("-")
    sectors = {sector.value for sector in Sector}
    kind, sector = (name, last) if last in sectors else (factor.name, "")
    return Finding.of(
        f"fund.assume-{kind}", factor.name, weight=Weight.INFORMS, sector=sector,
        value=factor.value, low=factor.low, high=factor.high,
    )  # fmt: skip
