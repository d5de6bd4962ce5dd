"""Figures and steps of a computation on a page."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from django import template

from loopbrug.core.finance.cash import CashMonth
from loopbrug.core.law.model import Dated
from loopbrug.core.law.titles import groups
from loopbrug.core.terms.finding import Finding, Value, Weight
from loopbrug.core.terms.words import Bilingual
from loopbrug.web.finance.figure_words import value_in_words

register = template.Library()


@cache
def _titles() -> dict[str, Bilingual]:
    return {name: title for group in groups() for name, title in group.figures.items()}


@register.filter
def figure_title(dated: Dated) -> Bilingual:
    """Return what a figure is called; its name when the register has no title for it."""
    return _titles().get(dated.name) or Bilingual(dated.name, dated.name)


@register.filter
def figure_value(dated: Dated) -> str:
    """Return a figure as people write it."""
    return value_in_words(dated)


@register.filter
def worth_showing(result: Value, said: Finding) -> bool:
    """Say whether a step came to a number; a warning that counts for nothing did not."""
    warns = said.weight is Weight.WARNS and not result
    return isinstance(result, Decimal) and not warns


@register.filter
def below_nothing(amount: Decimal | None) -> bool:
    """Say whether an amount is less than nothing."""
    return amount is not None and amount < 0


@register.filter
def lessened(amount: Decimal) -> Decimal:
    """Return an amount without its sign."""
    return abs(amount)


CHART_LEFT, CHART_RIGHT, CHART_TOP, CHART_FOOT = 64, 632, 12, 172
_HALF = Decimal("0.5")


@dataclass(frozen=True, slots=True)
class Bar:
    """A month as drawn: places and sizes are text with a point, whatever the language."""

    month: CashMonth
    left: str
    middle: str
    width: str
    up: tuple[str, str]
    down: tuple[str, str]


@register.inclusion_tag("finance/parts/cash_chart.html")
def cash_chart(months: Sequence[CashMonth], key: str) -> dict[str, object]:
    """Show per month what comes in and goes out, and the balance as a line."""
    highest = max((max(one.received, one.balance) for one in months), default=Decimal(0))
    deepest = min((min(-one.paid, one.balance) for one in months), default=Decimal(0))
    top, foot = max(highest, Decimal(0)), min(deepest, Decimal(0))
    scale = (CHART_FOOT - CHART_TOP) / ((top - foot) or Decimal(1))

    def y(amount: Decimal) -> Decimal:
        return CHART_TOP + (top - amount) * scale

    slot = Decimal(CHART_RIGHT - CHART_LEFT) / max(len(months), 1)
    bars = [
        Bar(
            one,
            left=_point(CHART_LEFT + slot * place + slot / 6),
            middle=_point(CHART_LEFT + slot * (place + _HALF)),
            width=_point(slot * 2 / 3),
            up=(_point(y(one.received)), _point(one.received * scale)),
            down=(_point(y(Decimal(0))), _point(one.paid * scale)),
        )
        for place, one in enumerate(months)
    ]
    return {
        "bars": bars, "labels": bars[:: 1 + len(bars) // 9], "key": key,
        "zero": _point(y(Decimal(0))),
        "line": " ".join(f"{bar.middle},{_point(y(bar.month.balance))}" for bar in bars),
        "top": top, "foot": foot,
    }  # fmt: skip


def _point(number: Decimal) -> str:
    return f"{number:.1f}"
