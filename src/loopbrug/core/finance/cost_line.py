"""A cost with its days: the word that costs, stack, cash and account share."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from loopbrug.core.finance.model import NOTHING, CostKind
from loopbrug.core.law.trace import Step
from loopbrug.core.terms.finding import Finding, Weight


@dataclass(frozen=True, slots=True)
class CostLine:
    """One cost: what for, how much in all, from and until which day it falls due.

    ``marks`` say what is assumed or not known. A cost nobody can compute is a line of 0 with a
    mark that says so: shown, never silently absent.
    """

    kind: CostKind
    amount: Decimal
    since: date
    until: date
    step: Step
    marks: tuple[Finding, ...] = ()

    @property
    def known(self) -> bool:
        """Whether the amount could be computed at all."""
        return all(mark.code != "finance.track-unknown" for mark in self.marks)


def unknown(kind: CostKind, first: date, last: date) -> CostLine:
    """Return a cost that cannot be computed, because a figure of that day is not known."""
    mark = Finding.of("finance.track-unknown", weight=Weight.WARNS, cost_kind=kind.value, day=first)
    return CostLine(kind, NOTHING, first, last, Step(mark, NOTHING), (mark,))
