"""Faults that many fields can have: below zero, outside its bounds, ended before it began."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from loopbrug.core.terms.finding import Finding


def below_zero(about: str, found: Decimal) -> Iterator[Finding]:
    """Yield a fault when ``found`` is negative."""
    if found < 0:
        yield Finding.of("finance.below-zero", about, found=found)


def outside(about: str, found: Decimal, least: Decimal, most: Decimal) -> Iterator[Finding]:
    """Yield a fault when ``found`` is not from ``least`` to ``most``."""
    if not least <= found <= most:
        yield Finding.of("finance.outside", about, found=found, least=least, most=most)


def ends_first(about: str, since: date | None, until: date | None) -> Iterator[Finding]:
    """Yield a fault when something ends before it begins."""
    if since is not None and until is not None and until < since:
        yield Finding.of("finance.ends-first", about, first=since, last=until)
