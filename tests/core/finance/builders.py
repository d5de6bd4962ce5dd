"""Small values for tests on costs and money: one case, changed where a test needs it."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from loopbrug.core.finance.cost_line import CostLine
from loopbrug.core.finance.model import (
    Background,
    Certainty,
    CostKind,
    FinanceCase,
    Payer,
    SourceStatus,
    SourceVerdict,
    Terms,
    Training,
)
from loopbrug.core.law.trace import Step
from loopbrug.core.terms.finding import Finding
from loopbrug.core.terms.words import Degree, Sector

DAY = date(2026, 11, 28)
STARTS = date(2027, 9, 1)
STEP = Step(Finding.of("finance.price-told", cost_kind="training", amount=Decimal(0)), Decimal(0))


def a_case(**changes: Any) -> FinanceCase:
    """Return somebody who starts in primary education in September 2027, not a student before."""
    case = FinanceCase(
        day=DAY,
        sector=Sector.PO,
        degree=Degree.PRIMARY,
        terms=Terms(starts_on=STARTS, fte=Decimal("0.8"), step=3),
        training=Training(starts_on=STARTS, ends_on=date(2029, 8, 31)),
        background=Background(
            granted_before=False, support_post=False, on_benefit=False, years_worked=15
        ),
    )
    return replace(case, **changes)


def cost(
    kind: CostKind, amount: int | str, since: date = STARTS, until: date | None = None
) -> CostLine:
    return CostLine(kind, Decimal(amount), since, until or since, STEP)


def source(
    name: str, amount: int | str, *kinds: CostKind, share: int = 100,
    excludes: tuple[str, ...] = (), certainty: Certainty = Certainty.COMPUTED,
    status: SourceStatus = SourceStatus.ELIGIBLE,
) -> SourceVerdict:  # fmt: skip
    return SourceVerdict(
        name, Payer.OTHER, status, Decimal(amount), (), for_kinds=kinds, share=Decimal(share),
        excludes=excludes, certainty=certainty,
    )  # fmt: skip


def codes(findings: Any) -> list[str]:
    return [finding.code.removeprefix("finance.") for finding in findings]
