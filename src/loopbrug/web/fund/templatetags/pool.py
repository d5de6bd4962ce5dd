"""Amounts and chances of a pool as people read them."""

from decimal import Decimal

from django import template

from loopbrug.web.fund import page

register = template.Library()


@register.filter
def euros(amount: float | Decimal) -> str:
    """Return whole euros."""
    return page.euros(amount)


@register.filter
def rounded(amount: float) -> str:
    """Return an amount that was drawn, in hundreds."""
    return page.rounded(amount)


@register.filter
def percents(share: float) -> str:
    """Return a share in percents."""
    return page.percents(share)


@register.filter
def in_hundred(share: float) -> str:
    """Return a chance as so many of 100 cases."""
    return page.in_hundred(share)
