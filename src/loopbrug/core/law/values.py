"""From the text of a figure to its value, by the unit it counts in."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation

import yaml

from loopbrug.core.law.model import LawValue, Unit
from loopbrug.core.law.nodes import Page, text_of

_YES_NO = {"true": True, "false": False}


def _whole(text: str) -> int:
    if not text.isascii() or not text.isdigit():
        raise ValueError(text)
    return int(text)


def _amount(text: str) -> Decimal:
    value = Decimal(text)
    if not value.is_finite() or value < 0:
        raise ValueError(text)
    return value


def _factor(text: str) -> Decimal:
    """Read a factor; "1/3" is a fraction, which no decimal writes in full."""
    whole, stroke, parts = text.partition("/")
    if not stroke:
        return _amount(text)
    if not _whole(parts):
        raise ValueError(text)
    return Decimal(_whole(whole)) / Decimal(_whole(parts))


def _yes_no(text: str) -> bool:
    return _YES_NO[text]


_READ: Mapping[Unit, Callable[[str], LawValue]] = {
    Unit.DAYS: _whole,
    Unit.WEEKS: _whole,
    Unit.MONTHS: _whole,
    Unit.YEARS: _whole,
    Unit.SCHOOL_YEARS: _whole,
    Unit.HOURS: _whole,
    Unit.SCORE: _whole,
    Unit.COUNT: _whole,
    Unit.HOURS_PER_WEEK: _amount,
    Unit.EUR: _amount,
    Unit.EUR_PER_YEAR: _amount,
    Unit.EUR_PER_MONTH: _amount,
    Unit.EUR_PER_DAY: _amount,
    Unit.EUR_PER_HOUR: _amount,
    Unit.EUR_PER_KM: _amount,
    Unit.FACTOR: _factor,
    Unit.FTE: _amount,
    Unit.PERCENT: _amount,
    Unit.DATE: date.fromisoformat,
    Unit.YES_NO: _yes_no,
}


_LISTS = frozenset({Unit.EUR_PER_MONTH_BY_STEP, Unit.PERCENT_BY_YEAR})


def unit_of(node: yaml.Node | None, page: Page) -> Unit | None:
    """Return the unit a node names, or None (with an error) when there is no such unit."""
    if node is None:
        return None
    found = text_of(node, page)
    try:
        return Unit(found)
    except ValueError:
        allowed = tuple(unit.value for unit in Unit)
        page.wrong("law.unit-unknown", node, found=found, allowed=allowed)
        return None


def value_of(node: yaml.Node | None, unit: Unit | None, page: Page) -> LawValue | None:
    """Return the value of a node in ``unit``; None (with an error) when it does not fit.

    Whole numbers for terms, scores and counts; ``Decimal`` for money, hours a week, fte and
    percentages; true or false; a day; a list of codes; a list of ``Decimal`` for a scale.
    """
    if node is None or unit is None:
        return None
    if unit is Unit.CODES:
        return _codes(node, page)
    if unit in _LISTS:
        return _amounts(node, unit, page)
    found = text_of(node, page)
    try:
        return _READ[unit](found)
    except (ValueError, KeyError, InvalidOperation):
        page.wrong("law.value-wrong", node, found=found, unit=unit.value)
        return None


def _codes(node: yaml.Node, page: Page) -> tuple[str, ...] | None:
    if not isinstance(node, yaml.SequenceNode) or not node.value:
        page.wrong("law.value-wrong", node, found="", unit=Unit.CODES.value)
        return None
    return tuple(text_of(item, page) for item in node.value)


def _amounts(node: yaml.Node, unit: Unit, page: Page) -> tuple[Decimal, ...] | None:
    if not isinstance(node, yaml.SequenceNode) or not node.value:
        page.wrong("law.value-wrong", node, found="", unit=unit.value)
        return None
    found = [text_of(item, page) for item in node.value]
    try:
        return tuple(_amount(text) for text in found)
    except (ValueError, InvalidOperation):
        page.wrong("law.value-wrong", node, found=", ".join(found), unit=unit.value)
        return None
