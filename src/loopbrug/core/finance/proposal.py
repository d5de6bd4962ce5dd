"""A proposal in the triangle: what board, municipality and ministry each pay for one candidate.

It begins as the best lawful stack. Each party may change its own part within its room; what the
parts come to together never exceeds the costs, and what nobody pays is shown as uncovered.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from loopbrug.core.finance.deadlines import MoneyDeadline
from loopbrug.core.finance.flow import Flow, flowed
from loopbrug.core.finance.model import (
    NOTHING,
    Certainty,
    CostKind,
    FinanceCase,
    Payer,
    SourceStatus,
)
from loopbrug.core.law.model import LawValue, Unit
from loopbrug.core.terms.finding import Finding, LegalSource

OWN = "board-own"
"""What the board pays out of its own: it gives way when another party pays more."""


class Side(StrEnum):
    """A corner of the triangle."""

    BOARD = "board"
    MUNICIPALITY = "municipality"
    MINISTRY = "ministry"
    """The national subsidy, by rule; the broker looks after it, and after what others give."""


@dataclass(frozen=True, slots=True)
class ProposedCost:
    """A cost in the proposal; ``known`` is False for one that could not be computed."""

    kind: CostKind
    amount: Decimal
    since: date
    until: date
    known: bool = True
    told: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """What one source pays: ``amount``, in the room from ``least`` to ``most``.

    ``since`` and ``until`` are when it is paid (None: not known yet), ``grounds`` the rule it
    rests on. ``why`` is the reason its party gave for another amount than was computed.
    """

    source: str
    title: str
    side: Side
    payer: Payer
    amount: Decimal
    most: Decimal
    least: Decimal = NOTHING
    since: date | None = None
    until: date | None = None
    for_kinds: tuple[CostKind, ...] = ()
    status: SourceStatus = SourceStatus.ELIGIBLE
    certainty: Certainty = Certainty.COMPUTED
    grounds: tuple[Finding, ...] = ()
    why: str = ""
    fund_version: int = 0


@dataclass(frozen=True, slots=True)
class UsedFigure:
    """A dated figure as it was used: which value, since when it holds, when it was checked."""

    name: str
    value: LawValue
    unit: Unit
    valid_from: date
    used_for: date
    source: LegalSource
    checked_on: date
    provisional_since: date | None = None


@dataclass(frozen=True, slots=True)
class Proposal:
    """Everything that is agreed: inputs, costs, parts, and every figure they were made with."""

    case: FinanceCase
    parties: tuple[Side, ...]
    costs: tuple[ProposedCost, ...]
    parts: tuple[Part, ...]
    figures: tuple[UsedFigure, ...] = ()
    deadlines: tuple[MoneyDeadline, ...] = ()

    @property
    def total(self) -> Decimal:
        """All costs together."""
        return sum((cost.amount for cost in self.costs), NOTHING)

    @property
    def paid(self) -> Decimal:
        """What all parts come to."""
        return sum((part.amount for part in self.parts), NOTHING)

    @property
    def uncovered(self) -> Decimal:
        """What nobody pays."""
        return self.total - self.paid

    @property
    def open_by_kind(self) -> tuple[tuple[CostKind, Decimal], ...]:
        """What nobody pays, by kind of cost."""
        flow = spread_over(self.parts, self.costs)
        left = ((kind, amount - flow.to(kind)) for kind, amount in by_kind(self.costs).items())
        return tuple((kind, amount) for kind, amount in left if amount)

    def of(self, side: Side) -> tuple[Part, ...]:
        """Return the parts of one corner."""
        return tuple(part for part in self.parts if part.side is side)

    def part(self, source: str) -> Part | None:
        """Return the part that a source pays, or None."""
        return next((part for part in self.parts if part.source == source), None)


def by_kind(costs: Iterable[ProposedCost]) -> dict[CostKind, Decimal]:
    """Return what each kind of cost comes to."""
    found: dict[CostKind, Decimal] = {}
    for cost in costs:
        found[cost.kind] = found.get(cost.kind, NOTHING) + cost.amount
    return found


def spread_over(parts: Iterable[Part], costs: Iterable[ProposedCost]) -> Flow:
    """Return which part pays which costs, as much as fits: no cost twice, none it is not for."""
    totals, listed = by_kind(costs), tuple(parts)
    may = [tuple(kind for kind in totals if _pays(part, kind)) for part in listed]
    return flowed([part.amount for part in listed], may, totals)


def says_the_same(one: Proposal, other: Proposal) -> bool:
    """Return whether two proposals ask the same of everybody, on the same rules and terms."""
    return (one.parties, one.costs, one.parts) == (other.parties, other.costs, other.parts)


def differences(agreed: Proposal, now: Proposal) -> tuple[Finding, ...]:
    """Return what the rules would make of the same case now, where it differs from the agreed.

    It only tells: what was agreed stays as it is.
    """
    return (*_costs_now(agreed, now), *_parts_now(agreed, now))


def changed_figures(agreed: Proposal, now: Mapping[tuple[str, date], LawValue]) -> tuple[str, ...]:
    """Return the names of figures that have another value now for the day they were used for."""
    names = (
        used.name
        for used in agreed.figures
        if (used.name, used.used_for) in now and now[used.name, used.used_for] != used.value
    )
    return tuple(dict.fromkeys(names))


def _costs_now(agreed: Proposal, now: Proposal) -> Iterable[Finding]:
    then, today = by_kind(agreed.costs), by_kind(now.costs)
    for kind in CostKind:
        was, would = then.get(kind, NOTHING), today.get(kind, NOTHING)
        if was != would:
            yield Finding.of(
                "finance.now-cost", kind.value, cost_kind=kind.value, then_amount=was,
                now_amount=would,
            )  # fmt: skip


def _parts_now(agreed: Proposal, now: Proposal) -> Iterable[Finding]:
    for part in agreed.parts:
        other = now.part(part.source)
        would = other.most if other else NOTHING
        if part.source != OWN and part.most != would:
            yield Finding.of(
                "finance.now-part", part.source, money_source=part.title, then_amount=part.most,
                now_amount=would,
            )  # fmt: skip


def _pays(part: Part, kind: CostKind) -> bool:
    return not part.for_kinds or kind in part.for_kinds
