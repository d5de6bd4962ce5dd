"""Pictures of figures, drawn on the server: each has a title and says in words what it shows.

Beside a picture the page shows the same figures as a table.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django import template

from loopbrug.web.ui.parts import Chance, LoadBar, Text

register = template.Library()

LOAD_TOP, LOAD_FOOT, LOAD_WIDTH = 26, 122, 320
CHANCE_TOP, CHANCE_FOOT, CHANCE_LEFT, CHANCE_RIGHT = 22, 172, 44, 400
_HALF = 0.5


@dataclass(frozen=True, slots=True)
class Column:
    """A bar as drawn: places and sizes are text with a point, whatever the language."""

    bar: LoadBar
    left: str
    middle: str
    width: str
    whole: tuple[str, str]
    taken: tuple[str, str]
    asked: tuple[str, str]
    tip: str

    @property
    def percent(self) -> int:
        """The share that is asked, in whole percents."""
        return round(100 * self.bar.use)

    @property
    def over(self) -> bool:
        """Whether more is asked than there is."""
        return self.bar.use > 1


@dataclass(frozen=True, slots=True)
class Dot:
    """A chance as drawn: a dot on a line from low to high."""

    chance: Chance
    x: str
    y: str
    low: str
    high: str
    tip: str

    @property
    def percent(self) -> int:
        """The share in whole percents."""
        return round(100 * (self.chance.share or 0))


@register.inclusion_tag("ui/components/load_chart.html")
def load_chart(title: Text, bars: Sequence[LoadBar], key: str) -> dict[str, object]:
    """Show per month what is asked beside what there is; ``key`` is unique on the page."""
    return {"title": title, "key": key, "columns": list(_columns(bars))}


@register.inclusion_tag("ui/components/chance_chart.html")
def chance_chart(
    title: Text, now: Sequence[Chance], key: str, then: Sequence[Chance] = ()
) -> dict[str, object]:
    """Show a chance per month with how far it was off, and beside it another (``then``)."""
    lows = [one.low for one in (*now, *then) if one.low is not None]
    floor = _HALF if min(lows, default=0) >= _HALF else 0.0
    step = (CHANCE_RIGHT - CHANCE_LEFT) / max(len(now), 1)
    aside = step / 6 if then else 0.0
    lines = [(_y(share, floor), round(100 * share)) for share in (floor, (1 + floor) / 2, 1.0)]
    return {
        "title": title, "key": key, "lines": lines, "cut": floor > 0,
        "labels": [(_point(_x(place, step)), one.label) for place, one in enumerate(now)],
        "now": list(_dots(now, step, -aside, floor)),
        "then": list(_dots(then, step, aside, floor)),
    }  # fmt: skip


def _columns(bars: Sequence[LoadBar]) -> Iterator[Column]:
    tallest = max((max(bar.whole, bar.taken + bar.asked) for bar in bars), default=0) or 1
    slot = LOAD_WIDTH / max(len(bars), 1)

    def tall(amount: float) -> float:
        return (LOAD_FOOT - LOAD_TOP) * amount / tallest

    for place, bar in enumerate(bars):
        both, taken = tall(bar.taken + bar.asked), tall(bar.taken)
        top = max(both, tall(bar.whole))
        yield Column(
            bar,
            left=_point(place * slot + slot / 6),
            middle=_point(place * slot + slot / 2),
            width=_point(slot * 2 / 3),
            whole=(_point(LOAD_FOOT - tall(bar.whole)), _point(tall(bar.whole))),
            taken=(_point(LOAD_FOOT - taken), _point(taken)),
            asked=(_point(LOAD_FOOT - both), _point(both - taken)),
            tip=_point(LOAD_FOOT - top - 6),
        )


def _dots(chances: Sequence[Chance], step: float, aside: float, floor: float) -> Iterator[Dot]:
    for place, one in enumerate(chances):
        if one.share is None or one.low is None or one.high is None:
            continue
        high = _y(one.high, floor)
        yield Dot(
            one,
            _point(_x(place, step) + aside), _y(one.share, floor), _y(one.low, floor), high,
            _point(float(high) - 8),
        )  # fmt: skip


def _x(place: int, step: float) -> float:
    return CHANCE_LEFT + (place + _HALF) * step


def _y(share: float, floor: float) -> str:
    return _point(CHANCE_FOOT - (CHANCE_FOOT - CHANCE_TOP) * (share - floor) / (1 - floor))


def _point(number: float) -> str:
    return f"{number:.1f}"
