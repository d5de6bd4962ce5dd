"""Somebody stops: what was spent, what goes back and to whom, what is lost."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from loopbrug.core.finance.cash import spread
from loopbrug.core.finance.cost_line import CostLine
from loopbrug.core.finance.lookup import count, known
from loopbrug.core.finance.model import NOTHING, CostKind, FinanceCase, Payer
from loopbrug.core.finance.sources.subsidy import KINDS as SUBSIDISED
from loopbrug.core.finance.sources.subsidy import SOURCE as SUBSIDY
from loopbrug.core.law.model import Law
from loopbrug.core.law.trace import Figure, Step
from loopbrug.core.orientation.months import months_later
from loopbrug.core.terms.finding import Finding, Weight

_YEAR = 12


class Ending(StrEnum):
    """How a track ends, as far as money asks."""

    STOPPED = "stopped"
    """Left the training or the job before the end."""
    NOT_SUITABLE = "not-suitable"
    """The suitability assessment was not passed."""
    FAILED_FINAL = "failed-final"
    """The final assessment was not passed: nothing goes back for that."""
    QUALIFIED = "qualified"


@dataclass(frozen=True, slots=True)
class Received:
    """Money that came in from a source, and what it may be used for (empty: all)."""

    source: str
    payer: Payer
    amount: Decimal
    for_kinds: tuple[CostKind, ...] = ()
    title: str = ""


@dataclass(frozen=True, slots=True)
class End:
    """The day a track ends, and how."""

    day: date
    how: Ending = Ending.STOPPED


@dataclass(frozen=True, slots=True)
class GoesBack:
    """What happens with money received: how much was spent rightly, how much goes back to whom."""

    source: str
    to: Payer
    received: Decimal
    spent: Decimal
    back: Decimal
    step: Step
    marks: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Stopped:
    """The money of a track that ended on a day: ``lost`` is what the board paid out of its own."""

    day: date
    month: int
    ending: Ending
    spent: Decimal
    lines: tuple[GoesBack, ...]
    lost: Decimal
    findings: tuple[Finding, ...]

    @property
    def back(self) -> Decimal:
        """All that goes back."""
        return sum((line.back for line in self.lines), NOTHING)


def spent_until(costs: Iterable[CostLine], day: date) -> dict[CostKind, Decimal]:
    """Return what was spent by kind up to and including the month of ``day``."""
    spent = dict.fromkeys(CostKind, NOTHING)
    for line in costs:
        for month, part in spread(line.amount, line.since, line.until):
            if month <= day:
                spent[line.kind] += part
    return {kind: amount for kind, amount in spent.items() if amount}


def stopped(
    case: FinanceCase,
    law: Law,
    costs: Sequence[CostLine],
    received: Sequence[Received],
    end: End,
) -> Stopped:
    """Return what goes back and what is lost when a track ends.

    Money is counted against costs in the order it was given, the narrowest use first, so that
    no cost is shown as spent from two sources.
    """
    spent = spent_until(costs, end.day)
    lines = tuple(_lines(law, dict(spent), received, end))
    kept = sum((max(NOTHING, line.received - line.back) for line in lines), NOTHING)
    total = sum(spent.values(), NOTHING)
    return Stopped(
        day=end.day,
        month=_month_of(case, end.day),
        ending=end.how,
        spent=total,
        lines=lines,
        lost=max(NOTHING, total - kept),
        findings=tuple(_findings(case, law, end.day, received)),
    )


def _lines(
    law: Law, left: dict[CostKind, Decimal], received: Sequence[Received], end: End
) -> Iterator[GoesBack]:
    narrow_first = sorted(received, key=lambda each: (len(_kinds(each)), each.source, each.amount))
    for money in narrow_first:
        if money.amount < 0:
            yield _wrong(money)
        else:
            yield _line(law, money, _use(money, left), end)


def _kinds(money: Received) -> tuple[CostKind, ...]:
    kinds = SUBSIDISED if money.source == SUBSIDY else money.for_kinds
    return kinds or tuple(CostKind)


def _use(money: Received, left: dict[CostKind, Decimal]) -> Decimal:
    """Return how much of the money was spent, and take those costs away for the next source."""
    used = NOTHING
    for kind in _kinds(money):
        part = min(left.get(kind, NOTHING), money.amount - used)
        left[kind] = left.get(kind, NOTHING) - part
        used += part
    return used


def _line(law: Law, money: Received, used: Decimal, end: End) -> GoesBack:
    keeps = end.how in (Ending.FAILED_FINAL, Ending.QUALIFIED)
    national = money.source == SUBSIDY
    back = NOTHING if national and keeps else money.amount - used
    marks = () if national or not back else (_ask(money, back),)
    name = "subsidy.pay_back_failed" if keeps else "subsidy.pay_back_unspent"
    rule = known(law, name, end.day) if national else None
    said = Finding.of(
        _told(national=national, keeps=keeps),
        money.source,
        source=rule.dated.source if rule else None,
        weight=Weight.CONDITION if back else Weight.INFORMS,
        money_source=money.title or money.source,
        received_amount=money.amount,
        spent_amount=used,
        amount=back,
    )
    figures: tuple[Figure, ...] = (rule,) if rule else ()
    return GoesBack(
        money.source, money.payer, money.amount, used, back, Step(said, back, figures), marks
    )


def _told(*, national: bool, keeps: bool) -> str:
    if not national:
        return "finance.stop-back-given"
    return "finance.stop-back-nothing" if keeps else "finance.stop-back-unspent"


def _ask(money: Received, back: Decimal) -> Finding:
    return Finding.of(
        "finance.stop-ask-giver",
        money.source,
        weight=Weight.WARNS,
        money_source=money.title or money.source,
        payer=money.payer.value,
        amount=back,
    )


def _wrong(money: Received) -> GoesBack:
    said = Finding.of(
        "finance.received-negative",
        money.source,
        money_source=money.title or money.source,
        amount=money.amount,
    )
    return GoesBack(
        money.source, money.payer, money.amount, NOTHING, NOTHING, Step(said, NOTHING), (said,)
    )


def _findings(
    case: FinanceCase, law: Law, day: date, received: Sequence[Received]
) -> Iterator[Finding]:
    if day < case.terms.starts_on:
        yield Finding.of(
            "finance.stop-before-start",
            weight=Weight.WARNS,
            day=day,
            starts=case.terms.starts_on,
        )
    notify = known(law, "subsidy.notify_change", day)
    if notify and any(money.source == SUBSIDY for money in received):
        yield Finding.of(
            "finance.stop-report",
            source=notify.dated.source,
            weight=Weight.CONDITION,
            last=day + timedelta(weeks=count(notify)),
        )
    yield Finding.of("finance.stop-prices", weight=Weight.WARNS)


def _month_of(case: FinanceCase, day: date) -> int:
    """Return in which month after the first day it ended, the first month being 1."""
    starts = case.terms.starts_on
    months = (day.year - starts.year) * _YEAR + day.month - starts.month
    return months + 1 if months_later(starts, months) <= day else months
