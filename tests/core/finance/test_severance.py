"""Severance pay: due or not, and how much; amounts worked out by hand."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.core.finance.cases import old_job

from loopbrug.core.finance.marks import marks
from loopbrug.core.finance.model import EndedBy, OldJob
from loopbrug.core.finance.severance import (
    Due,
    Severance,
    school_severance,
    service_months,
    severance,
)
from loopbrug.core.finance.training_budget import budget_or_severance
from loopbrug.core.law.loader import load_law
from loopbrug.core.law.trace import Traced

LAW = load_law()
DAY = date(2026, 9, 1)


def ended(monthly: str = "5500", **others: object) -> OldJob:
    """Return fifteen years of service that the employer ended on 31 December 2025."""
    usual: dict[str, object] = {"until": date(2025, 12, 31), "ended_by": EndedBy.EMPLOYER}
    return old_job(monthly, **(usual | others))


def found(job: OldJob, day: date = DAY) -> Traced[Severance]:
    return severance(job, LAW, day)


def codes(traced: Traced[Severance]) -> set[str]:
    return {step.said.code for step in traced.step.walk()}


def test_fifteen_years_at_5500_is_29700() -> None:
    # The reference: 5,500 + 8 % = 5,940; 15 / 3 x 5,940.
    made = found(ended()).value
    assert (made.due, made.month_pay, made.amount) == (Due.DUE, 5940, 29_700)
    assert (made.months, made.maximum) == (180, 98_000)


@pytest.mark.parametrize(
    ("by", "due"),
    [
        (EndedBy.EMPLOYEE, Due.NOT_DUE),
        (EndedBy.NOT_ENDED, Due.NOT_DUE),
        (EndedBy.AGREEMENT, Due.NEGOTIABLE),
        (EndedBy.UNKNOWN, Due.UNKNOWN),
    ],
)
def test_only_an_end_by_the_employer_makes_a_right(by: EndedBy, due: Due) -> None:
    made = found(ended(ended_by=by)).value
    assert (made.due, made.amount, made.by_formula) == (due, 0, 29_700)
    assert made.claim_by is None


def test_rest_of_a_year_counts_by_month_and_day() -> None:
    # 2 years, 3 months and 15 of 30 days = 27.5 months; 3,240 / 3 x 27.5 / 12 = 2,475.
    job = ended("3000", since=date(2023, 1, 1), until=date(2025, 4, 15))
    assert found(job).value.amount == Decimal("2475.00")


def test_from_the_first_day_since_2020_and_after_two_years_before() -> None:
    one_month = {"since": date(2020, 2, 1), "until": date(2020, 2, 29)}
    assert found(ended("3600", **one_month)).value.amount == Decimal("108.00")
    short = ended("3600", since=date(2018, 7, 1), until=date(2019, 12, 31))
    assert found(short).value.due is Due.NOT_DUE
    assert "finance.severance-too-short" in codes(found(short))


def test_before_2020_half_years_counted_and_weighed_more_after_ten() -> None:
    # 12 years and 5 months: 24 whole half years; 20 x 1/6 + 4 x 1/4 = 4.3333 x 4,320 = 18,720.
    job = ended("4000", since=date(2007, 1, 1), until=date(2019, 5, 31))
    made = found(job)
    assert made.value.amount == Decimal("18720.00")
    assert "finance.severance-over-50" in {mark.code for mark in marks([made.step])}


def test_end_before_any_rule_is_unknown_not_nothing_in_silence() -> None:
    made = found(ended(since=date(2001, 1, 1), until=date(2014, 12, 31)))
    assert (made.value.due, made.value.by_formula) == (Due.UNKNOWN, None)
    assert [mark.code for mark in marks([made.step])] == ["finance.severance-no-formula"]


def test_maximum_of_the_year_or_a_year_of_pay() -> None:
    long = {"since": date(1980, 1, 1), "until": date(2025, 12, 31)}
    # 46 years / 3 x 7,560 = 115,920: at most 98,000; a year is 90,720.
    capped = found(ended("7000", **long))
    assert capped.value.amount == 98_000
    assert "finance.severance-capped" in codes(capped)
    # A year of 10,000 a month is 129,600: higher than the maximum.
    assert found(ended("10000", **long)).value.amount == Decimal("129600.00")


def test_month_of_pay_counts_bonus_and_shifts() -> None:
    job = ended("3000", fixed_monthly=Decimal(300), variable_yearly=Decimal(1_200))
    assert found(job).value.month_pay == Decimal("3664.00")  # 3,300 x 1.08 + 100


def test_claim_ends_three_months_later_and_late_is_warned_of() -> None:
    soon = found(ended(until=date(2025, 11, 30)), date(2026, 1, 10))
    assert soon.value.claim_by == date(2026, 2, 28)
    assert not marks([soon.step])
    late = found(ended(until=date(2025, 11, 30)), date(2026, 3, 1))
    assert [mark.code for mark in marks([late.step])] == ["finance.severance-claim-late"]


def test_deductions_are_told_with_their_conditions() -> None:
    now, before = found(ended()), found(ended("4000", until=date(2019, 5, 31)))
    assert "finance.severance-deductions" in codes(now) & codes(before)
    assert "finance.severance-deduct-own-function" in codes(now) - codes(before)
    assert "finance.severance-deductions" not in codes(found(ended(ended_by=EndedBy.EMPLOYEE)))


def test_school_that_does_not_continue_after_two_years_owes_3246() -> None:
    # The reference: 4,185 x 1.1633 x 2 / 3 = 3,245.61.
    made = school_severance(Decimal(4185), 24, LAW, DAY)
    assert made is not None
    assert made.value == Decimal("3245.61")
    assert [mark.code for mark in marks([made.step])] == ["finance.severance-article-4"]
    assert school_severance(Decimal(4185), 24, LAW, date(2019, 1, 1)) is None


def test_training_budget_leaves_all_and_severance_what_tax_leaves() -> None:
    # 2026, on top of 60,000: 37.56 % + 6.398 % + 6.51 % of 5,000 = 2,523.40 tax.
    made = budget_or_severance(Decimal(5_000), Decimal(60_000), LAW, DAY).value
    assert (made.as_budget, made.as_severance) == (5_000, 2_477)
    early = budget_or_severance(Decimal(5_000), Decimal(60_000), LAW, date(2019, 1, 1)).value
    assert (early.as_budget, early.as_severance) == (None, None)


DAYS = st.dates(date(2000, 1, 1), date(2026, 12, 31))


@given(first=DAYS, middle=DAYS, last=DAYS)
def test_longer_service_never_counts_less(first: date, middle: date, last: date) -> None:
    since, until, later = sorted((first, middle, last))
    assert 0 < service_months(since, until) <= service_months(since, later)
