"""Somebody who stops in month n: what it costs, what goes back, what is not the pool's to pay."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from loopbrug.core.finance.model import EndedBy
from loopbrug.core.fund.closed import leaver
from loopbrug.core.fund.losses import (
    TRACK,
    Ground,
    benefit_of,
    effort_of,
    monthly_pay,
    number,
    severance_of,
    training_of,
)
from loopbrug.core.fund.model import Contract, Entrant, LossKind
from loopbrug.core.fund.risk import Months, RiskClass
from loopbrug.core.law.trace import Step
from loopbrug.core.terms.euro import NOTHING, cents, whole
from loopbrug.core.terms.finding import BadDataError, Finding, Weight

MOST_MONTHS = 48
EFFORT_AFTER = 6
WEEKS_A_MONTH = Decimal(52) / 12


@dataclass(frozen=True, slots=True)
class StopLine:
    """One cost of stopping: what the board bears, expected and at most, and how it was made."""

    kind: LossKind
    expected: Decimal
    most: Decimal
    step: Step


@dataclass(frozen=True, slots=True)
class Stopped:
    """What stopping in a month costs; ``gives_back`` is received money not yet spent on training.

    Amounts of lines are expected values with assumptions in them; findings say what is uncertain.
    """

    month: int
    lines: tuple[StopLine, ...]
    gives_back: Decimal
    findings: tuple[Finding, ...]

    @property
    def expected(self) -> Decimal:
        """What the board bears on average, in cents."""
        return cents(sum((line.expected for line in self.lines), NOTHING))


def stopped(
    entrant: Entrant, month: int, ended_by: EndedBy, received: Decimal, ground: Ground
) -> Stopped:
    """Return what it costs when somebody stops in ``month`` with ``received`` euros of grants.

    Raises ``BadDataError`` with everything that cannot be, and ``NoLawInForceError``.
    """
    if wrong := tuple(_wrong(month, received)):
        raise BadDataError(wrong)
    served, own_wish = Decimal(month), ended_by is EndedBy.EMPLOYEE
    pay, training = monthly_pay(entrant.sector, ground), training_of(entrant.sector, served, ground)
    lines = [_line(LossKind.TRAINING, training)]
    if not own_wish:
        lines = [
            _benefit(entrant, pay, served, ground),
            _line(LossKind.SEVERANCE, severance_of(pay, served, ground)),
            *lines,
        ]
    unspent = max(received * (1 - min(served / TRACK, Decimal(1))), NOTHING)
    findings = (*_said(entrant, month, ended_by, ground), *_money(unspent))
    return Stopped(month, tuple(lines), cents(unspent), findings)


def _benefit(entrant: Entrant, pay: Step, served: Decimal, ground: Ground) -> StopLine:
    monthly, early, step = benefit_of(entrant, pay, ground)
    most = float(number(ground.figure("ww.max_months")))
    first = float(number(ground.figure("ww.first_months")))
    months = Months(ground.assumed.number("benefit-months"), most, first)
    one = RiskClass("", 1, 1.0, 0.0, float(monthly), float(early))
    effort = effort_of(entrant, served, ground) if served > EFFORT_AFTER else None
    extra = effort.result if effort and isinstance(effort.result, Decimal) else NOTHING
    dearest = monthly * Decimal(str(most)) + early * Decimal(str(first)) + extra
    return StopLine(
        LossKind.BENEFIT, cents(Decimal(str(leaver(one, months)[0])) + extra), cents(dearest),
        Step(step.said, step.result, step.figures, (*step.parts, *((effort,) if effort else ()))),
    )  # fmt: skip


def _line(kind: LossKind, step: Step) -> StopLine:
    amount = step.result if isinstance(step.result, Decimal) else NOTHING
    return StopLine(kind, cents(amount), cents(amount), step)


def _wrong(month: int, received: Decimal) -> Iterator[Finding]:
    if not 1 <= month <= MOST_MONTHS:
        yield Finding.of("fund.stop-month", "month", number=month, most=MOST_MONTHS)
    if received < 0:
        yield Finding.of("fund.negative", "received", amount=received)


def _said(entrant: Entrant, month: int, ended_by: EndedBy, ground: Ground) -> Iterator[Finding]:
    if ended_by is EndedBy.EMPLOYEE:
        yield Finding.of("fund.stop-own-wish", weight=Weight.INFORMS)
    elif ended_by in (EndedBy.UNKNOWN, EndedBy.NOT_ENDED):
        yield Finding.of("fund.stop-by-whom", weight=Weight.WARNS)
    weeks, of = (ground.figure(f"ww.weeks_{name}") for name in ("worked", "of"))
    if month * WEEKS_A_MONTH < number(weeks):
        yield Finding.of(
            "fund.stop-weeks", weight=Weight.WARNS, source=weeks.dated.source, number=month,
            weeks=number(weeks), of=number(of),
        )  # fmt: skip
    if month <= EFFORT_AFTER and ended_by is not EndedBy.EMPLOYEE:
        yield Finding.of("fund.stop-no-effort", weight=Weight.INFORMS, months=EFFORT_AFTER)
    if entrant.contract is Contract.PERMANENT:
        yield Finding.of("fund.stop-permanent", weight=Weight.WARNS)


def _money(unspent: Decimal) -> Iterator[Finding]:
    if unspent > 0:
        yield Finding.of(
            "fund.stop-gives-back", weight=Weight.CONDITION, amount=whole(unspent)
        )  # fmt: skip
