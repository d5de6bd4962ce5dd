"""Money by month: costs evenly, income on the day it is paid, the balance that follows."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st
from tests.core.finance.builders import a_case, codes, cost, source

from loopbrug.core.finance.cash import CashMonth, cash_calendar, lowest, spread
from loopbrug.core.finance.model import CostKind, SourceVerdict
from loopbrug.core.finance.stacking import best_stack

TRAINING, GUIDANCE = CostKind.TRAINING, CostKind.GUIDANCE
COSTS = [
    cost(TRAINING, 1200, date(2027, 9, 1), date(2027, 12, 31)),
    cost(GUIDANCE, 100, date(2027, 11, 15)),
]


def calendar(*verdicts: SourceVerdict) -> tuple[CashMonth, ...]:
    return cash_calendar(COSTS, best_stack(a_case(), COSTS, verdicts))


def test_every_month_is_there_and_the_balance_runs_on() -> None:
    paid = replace(source("a", 1000), paid_on=date(2028, 2, 10))
    months = calendar(paid)
    assert [month.first.month for month in months] == [9, 10, 11, 12, 1, 2]
    assert [month.balance for month in months] == [-300, -600, -1000, -1300, -1300, -300]
    assert lowest(months) == months[3]
    assert months[-1].income == (("a", Decimal(1000)),)


def test_only_what_is_used_comes_in() -> None:
    months = calendar(replace(source("a", 99999), paid_on=date(2027, 9, 1)))
    assert months[0].received == 1300
    assert months[-1].balance == 0


def test_a_monthly_sum_comes_every_month_until_it_is_used() -> None:
    monthly = replace(
        source("a", 600, GUIDANCE), paid_on=date(2027, 9, 1), paid_until=date(2028, 2, 1)
    )
    months = calendar(monthly)
    assert [month.received for month in months] == [100, 0, 0, 0]


def test_money_of_an_unknown_day_comes_last_and_is_marked() -> None:
    months = calendar(source("a", 500))
    assert [month.received for month in months] == [0, 0, 0, 500]
    assert codes(months[-1].marks) == ["cash-day-unknown"]


def test_without_costs_there_is_no_calendar() -> None:
    months = cash_calendar([], best_stack(a_case(), [], []))
    assert months == ()
    assert lowest(months) is None


@given(
    st.decimals(0, 100000, places=2), st.dates(date(2020, 1, 1), date(2030, 1, 1)),
    st.integers(0, 1500),
)  # fmt: skip
def test_spreading_loses_no_cent(amount: Decimal, since: date, days: int) -> None:
    until = date.fromordinal(since.toordinal() + days)
    parts = list(spread(amount, since, until))
    assert sum(part for _, part in parts) == amount
    assert parts[0][0] == since.replace(day=1)
    assert parts[-1][0] == until.replace(day=1)
    assert max(part for _, part in parts) - min(part for _, part in parts) <= Decimal("0.5")
