"""Exact money for many at once: whole cents in arrays, rounded half up as for one person."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import lcm
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Cents: TypeAlias = NDArray[np.int64]
"""Amounts in cents, never below zero."""
Codes: TypeAlias = NDArray[np.int8]
"""Places in a list of words: of sectors, of scales."""


def half_up(top: Cents, bottom: int | Cents) -> Cents:
    """Return ``top`` / ``bottom`` in whole numbers, a half up.

    Examples
    --------
    >>> half_up(np.array([5, 4, 15], np.int64), 10).tolist()
    [1, 0, 2]
    """
    return (2 * top + bottom) // (2 * bottom)


def part_of(amounts: Cents, part: Fraction) -> Cents:
    """Return ``part`` of amounts, each in whole cents."""
    return half_up(amounts * part.numerator, part.denominator)


def percent_of(amounts: Cents, rate: Decimal) -> Cents:
    """Return ``rate`` percent of amounts, each in whole cents.

    Examples
    --------
    >>> percent_of(np.array([12_500, 10_006], np.int64), Decimal("8.33")).tolist()
    [1041, 833]
    """
    return part_of(amounts, Fraction(rate) / 100)


def cents_of(amount: Decimal) -> int:
    """Return an amount of whole cents as a number; raises ``ValueError`` for half a cent."""
    found = Fraction(amount) * 100
    if found.denominator != 1:
        msg = f"{amount} is no whole number of cents"
        raise ValueError(msg)
    return found.numerator


@dataclass(frozen=True, slots=True)
class ByCode:
    """A percentage for each sector, as whole numbers over one divisor."""

    tops: Cents
    bottom: int

    @classmethod
    def of(cls, rates: Sequence[Decimal]) -> "ByCode":
        """Return percentages, the first sector first."""
        parts = [Fraction(rate) / 100 for rate in rates]
        bottom = lcm(*(part.denominator for part in parts))
        tops = [part.numerator * (bottom // part.denominator) for part in parts]
        return cls(np.array(tops, np.int64), bottom)

    def part_of(self, amounts: Cents, codes: Codes) -> Cents:
        """Return for each amount its sector's percentage of it, in whole cents."""
        return half_up(amounts * self.tops[codes], self.bottom)
