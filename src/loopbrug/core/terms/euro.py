"""Amounts of money: ``Decimal`` euros, rounded only where a rule says so."""

from decimal import ROUND_HALF_UP, Decimal

CENT = Decimal("0.01")
NOTHING = Decimal("0.00")


def cents(amount: Decimal) -> Decimal:
    """Return ``amount`` in whole cents, half a cent up."""
    return amount.quantize(CENT, ROUND_HALF_UP)


def whole(amount: Decimal) -> Decimal:
    """Return ``amount`` in whole euros, half a euro up."""
    return amount.quantize(Decimal(1), ROUND_HALF_UP)


def percent(amount: Decimal, rate: Decimal) -> Decimal:
    """Return ``rate`` percent of ``amount``, not rounded."""
    return amount * rate / 100
