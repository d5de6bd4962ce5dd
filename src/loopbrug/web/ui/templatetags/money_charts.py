"""Pictures of what years may bring, drawn on the server: a fan, and bars beside each other.

Beside a picture the page shows the same figures as a table.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from django import template

from loopbrug.web.ui.parts import BarPair, FanRow, Text

register = template.Library()

LEFT, RIGHT, TOP, FOOT = 56.0, 396.0, 32.0, 214.0
_STEPS = (1, 2, 5, 10)
_LINES = 4
_THOUSAND = 1000


@dataclass(frozen=True, slots=True)
class Bars:
    """A pair of bars as drawn: lengths in percent with a point, whatever the language."""

    pair: BarPair
    first: str
    second: str


@register.inclusion_tag("ui/components/fan_chart.html")
def fan_chart(
    title: Text, rows: Sequence[FanRow], key: str, low: float, high: float
) -> dict[str, object]:
    """Show between which amounts most cases lie, from moment to moment.

    ``low`` and ``high`` are the ends of the axis: two fans beside each other take the same.
    """
    edges = _ends(low, high)
    return {
        "title": title,
        "key": key,
        "rows": rows,
        "wide": _band(rows, edges, lambda row: (row.lowest, row.highest)),
        "narrow": _band(rows, edges, lambda row: (row.low, row.high)),
        "middle": " ".join(_at(n, row.middle, rows, edges) for n, row in enumerate(rows)),
        "zero": _y(0, edges),
        "lines": [(_y(amount, edges), round(amount / _THOUSAND)) for amount in _amounts(edges)],
        "labels": [(f"{_x(n, rows):.1f}", row.label) for n, row in enumerate(rows)],
    }


@register.inclusion_tag("ui/components/bar_pairs.html")
def bar_pairs(
    title: Text, pairs: Sequence[BarPair], first: Text, second: Text
) -> dict[str, object]:
    """Show two amounts for each of a list, as bars below each other on the same scale."""
    most = max((max(pair.first, pair.second) for pair in pairs), default=0) or 1
    return {
        "title": title,
        "first": first,
        "second": second,
        "bars": [
            Bars(pair, f"{100 * pair.first / most:.1f}", f"{100 * pair.second / most:.1f}")
            for pair in pairs
        ],
    }


def _band(
    rows: Sequence[FanRow],
    edges: tuple[float, float],
    ends: Callable[[FanRow], tuple[float, float]],
) -> str:
    """Return the points of an area, along the top and back along the foot."""
    upper = [_at(n, ends(row)[1], rows, edges) for n, row in enumerate(rows)]
    lower = [_at(n, ends(row)[0], rows, edges) for n, row in enumerate(rows)]
    return " ".join((*upper, *reversed(lower)))


def _ends(low: float, high: float) -> tuple[float, float]:
    step = _step(min(low, 0), max(high, 1))
    first = min(low, 0) // step * step
    return first, -(-max(high, 1) // step) * step


def _amounts(edges: tuple[float, float]) -> Iterator[float]:
    step = _step(*edges)
    amount = edges[0]
    while amount <= edges[1] + step / 2:
        yield amount
        amount += step


def _step(low: float, high: float) -> float:
    """Return a round distance between lines, so that there are four or five."""
    raw = (high - low) / _LINES
    power = 10 ** (len(str(int(raw))) - 1)
    return float(next(power * step for step in _STEPS if power * step >= raw))


def _at(number: int, amount: float, rows: Sequence[FanRow], edges: tuple[float, float]) -> str:
    return f"{_x(number, rows):.1f},{_y(amount, edges)}"


def _x(number: int, rows: Sequence[FanRow]) -> float:
    return LEFT + (RIGHT - LEFT) * number / max(len(rows) - 1, 1)


def _y(amount: float, edges: tuple[float, float]) -> str:
    low, high = edges
    return f"{FOOT - (FOOT - TOP) * (amount - low) / (high - low):.1f}"
