"""Amounts of money: ``Decimal`` euros, rounded only where a rule says so."""

import re
from decimal import ROUND_HALF_UP, Decimal

CENT = Decimal("0.01")
NOTHING = Decimal("0.00")
MINUS = "\N{MINUS SIGN}"
"""How a loss is written; a hyphen may be taken for a dash, and read out as nothing."""
_SIGN_INSIDE = re.compile(rf"€(\s?){MINUS}")


def cents(amount: Decimal) -> Decimal:
    """Return ``amount`` in whole cents, half a cent up."""
    return amount.quantize(CENT, ROUND_HALF_UP)


def whole(amount: Decimal) -> Decimal:
    """Return ``amount`` in whole euros, half a euro up."""
    return amount.quantize(Decimal(1), ROUND_HALF_UP)


def percent(amount: Decimal, rate: Decimal) -> Decimal:
    """Return ``rate`` percent of ``amount``, not rounded."""
    return amount * rate / 100


def sign_first(text: str) -> str:
    """Return a text in which the sign of an amount stands before the euro sign.

    Examples
    --------
    >>> sign_first("stand € −5.880")
    'stand −€ 5.880'
    """
    return _SIGN_INSIDE.sub(rf"{MINUS}€\1", text)
