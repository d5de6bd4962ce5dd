"""Costs of a track that ended early: only what had been spent by then."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from loopbrug.core.finance.cash import spread
from loopbrug.core.finance.cost_line import CostLine
from loopbrug.core.finance.model import NOTHING
from loopbrug.core.terms.finding import Finding, Weight


def clipped(costs: Iterable[CostLine], stopped_on: date | None) -> tuple[CostLine, ...]:
    """Return the costs up to and including the month of stopping; all of them when nobody did."""
    if stopped_on is None:
        return tuple(costs)
    return tuple(_clipped(costs, stopped_on))


def _clipped(costs: Iterable[CostLine], day: date) -> Iterator[CostLine]:
    for line in costs:
        parts = [
            part for month, part in spread(line.amount, line.since, line.until) if month <= day
        ]
        if not parts:
            continue
        amount = sum(parts, NOTHING)
        if amount == line.amount:
            yield line
            continue
        mark = Finding.of(
            "finance.track-stopped",
            weight=Weight.WARNS,
            cost_kind=line.kind.value,
            stopped=day,
            planned_amount=line.amount,
            amount=amount,
        )
        yield replace(line, amount=amount, until=max(line.since, day), marks=(*line.marks, mark))
