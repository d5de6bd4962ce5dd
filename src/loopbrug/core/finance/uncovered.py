"""What no source pays, and who is left with it."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from loopbrug.core.finance.model import CostKind, FinanceCase, Payer
from loopbrug.core.finance.stacking import Stack
from loopbrug.core.terms.finding import Finding, Weight

_EMPLOYERS = (CostKind.GUIDANCE, CostKind.STUDY_LEAVE, CostKind.DOUBLE_STAFFING, CostKind.PREMIUM)
"""Paid hours and their risk: who employs pays them, agreed or not."""


@dataclass(frozen=True, slots=True)
class Uncovered:
    """A part of a kind of cost no source pays; ``bearer`` None: nobody agreed to pay it yet."""

    kind: CostKind
    amount: Decimal
    bearer: Payer | None
    why: Finding


def uncovered(case: FinanceCase, stack: Stack) -> tuple[Uncovered, ...]:
    """Return what stays uncovered by kind of cost, and for whom."""
    return tuple(_each(case, stack))


def _each(case: FinanceCase, stack: Stack) -> Iterator[Uncovered]:
    for kind, amount in stack.open_by_kind:
        bearer, why = _bearer(case, kind)
        yield Uncovered(kind, amount, bearer, why)


def _bearer(case: FinanceCase, kind: CostKind) -> tuple[Payer | None, Finding]:
    """Return who is left with a cost: the employer for paid hours, the board that signed the rest.

    Before the agreement is signed nobody has promised what the institute asks, so it is nobody's
    yet; wage supplement that nobody pays is a gap the candidate has.
    """
    if kind is CostKind.SUPPLEMENT:
        return Payer.CANDIDATE, Finding.of("finance.open-candidate", weight=Weight.WARNS)
    if kind in _EMPLOYERS:
        return Payer.BOARD, Finding.of("finance.open-employer", weight=Weight.INFORMS)
    if case.training.agreement_signed:
        return Payer.BOARD, Finding.of("finance.open-signed", weight=Weight.INFORMS)
    return None, Finding.of("finance.open-nobody", weight=Weight.WARNS)
