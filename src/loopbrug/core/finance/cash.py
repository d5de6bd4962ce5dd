"""A calendar by month: what goes out, what comes in, and how deep it goes before money comes."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from loopbrug.core.finance.cost_line import CostLine
from loopbrug.core.finance.model import NOTHING, CostKind
from loopbrug.core.finance.stacking import Stack, StackLine
from loopbrug.core.terms.euro import cents
from loopbrug.core.terms.finding import Finding, Weight

_YEAR = 12
_KINDS = tuple(CostKind)


@dataclass(frozen=True, slots=True)
class CashMonth:
    """One month: costs by kind, income by source, and the balance after it since the first month.

    ``first`` is its first day. ``marks`` say what was assumed to place money in this month.
    """

    first: date
    out: tuple[tuple[CostKind, Decimal], ...]
    income: tuple[tuple[str, Decimal], ...]
    balance: Decimal
    marks: tuple[Finding, ...] = ()

    @property
    def paid(self) -> Decimal:
        """What goes out."""
        return sum((amount for _, amount in self.out), NOTHING)

    @property
    def received(self) -> Decimal:
        """What comes in."""
        return sum((amount for _, amount in self.income), NOTHING)


def cash_calendar(costs: Sequence[CostLine], stack: Stack) -> tuple[CashMonth, ...]:
    """Return every month from the first to the last in which money moves, none left out.

    Costs fall evenly over their months. Of a source only what is used comes in, on the day it is
    paid; when nobody knows that day, in the last month, so that nobody counts on it too early.
    """
    out = _spent(costs)
    months = sorted(out) or [_month(line.verdict.paid_on) for line in _dated(stack.used)]
    if not months:
        return ()
    income, marks = _income(stack.used, last=max(months))
    return tuple(_calendar(out, income, marks))


def lowest(calendar: Iterable[CashMonth]) -> CashMonth | None:
    """Return the month in which the balance is at its lowest, the first of them; None without."""
    return min(calendar, key=lambda month: (month.balance, month.first), default=None)


def spread(amount: Decimal, since: date, until: date) -> Iterator[tuple[date, Decimal]]:
    """Yield an amount in equal parts over the months it touches, in cents; the last takes the rest.

    Examples
    --------
    >>> [str(part) for _, part in spread(Decimal(100), date(2027, 1, 15), date(2027, 3, 1))]
    ['33.33', '33.33', '33.34']
    """
    first, last = _month(since), _month(max(since, until))
    count = (last.year - first.year) * _YEAR + last.month - first.month + 1
    part = cents(amount / count)
    month = first
    for _ in range(count - 1):
        yield month, part
        month = _next(month)
    yield month, amount - part * (count - 1)


def _month(day: date | None) -> date:
    return (day or date.min).replace(day=1)


def _next(month: date) -> date:
    """Return the first day of the month after."""
    if month.month == _YEAR:
        return date(month.year + 1, 1, 1)
    return date(month.year, month.month + 1, 1)


def _dated(used: Iterable[StackLine]) -> Iterator[StackLine]:
    return (line for line in used if line.verdict.paid_on is not None)


def _spent(costs: Iterable[CostLine]) -> dict[date, dict[CostKind, Decimal]]:
    out: dict[date, dict[CostKind, Decimal]] = defaultdict(lambda: defaultdict(lambda: NOTHING))
    for line in costs:
        for month, part in spread(line.amount, line.since, line.until):
            out[month][line.kind] += part
    return out


_Income = dict[date, dict[str, Decimal]]
_Marks = dict[date, list[Finding]]


def _income(used: Iterable[StackLine], last: date) -> tuple[_Income, _Marks]:
    income: _Income = defaultdict(lambda: defaultdict(lambda: NOTHING))
    marks: _Marks = defaultdict(list)
    for line in used:
        for month, part in _paid(line, last):
            income[month][line.verdict.source] += part
        if line.verdict.paid_on is None:
            marks[last].append(
                Finding.of(
                    "finance.cash-day-unknown",
                    line.verdict.source,
                    weight=Weight.WARNS,
                    money_source=line.verdict.title or line.verdict.source,
                    amount=line.amount,
                )
            )
    return income, marks


def _paid(line: StackLine, last: date) -> Iterator[tuple[date, Decimal]]:
    """Yield when the used part of a source comes in; a monthly sum comes until it is used up."""
    verdict, left = line.verdict, line.amount
    if verdict.paid_on is None or verdict.paid_until is None:
        yield _month(verdict.paid_on) if verdict.paid_on else last, left
        return
    for month, part in spread(verdict.amount, verdict.paid_on, verdict.paid_until):
        if (now := min(part, left)) > 0:
            yield month, now
            left -= now


def _calendar(
    out: dict[date, dict[CostKind, Decimal]], income: _Income, marks: _Marks
) -> Iterator[CashMonth]:
    moving = sorted({*out, *income})
    month, balance = moving[0], NOTHING
    while month <= moving[-1]:
        spent, got = out.get(month, {}), income.get(month, {})
        balance += sum(got.values(), NOTHING) - sum(spent.values(), NOTHING)
        yield CashMonth(
            month,
            tuple((kind, spent[kind]) for kind in _KINDS if spent.get(kind)),
            tuple(sorted(got.items())),
            balance,
            tuple(marks.get(month, ())),
        )
        month = _next(month)
