"""Years to come, the supplement, net pay and benefit; amounts worked out by hand."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.core.finance.cases import case, old_job

from loopbrug.core.finance.ahead import pay_ahead
from loopbrug.core.finance.benefit import after_new_job, benefit, months_of_benefit
from loopbrug.core.finance.marks import marks
from loopbrug.core.finance.model import (
    Background,
    Certainty,
    EndedBy,
    FinanceCase,
    Payer,
    Scale,
    SupplementPlan,
)
from loopbrug.core.finance.net import net_effect, net_pay
from loopbrug.core.finance.placement import placements
from loopbrug.core.finance.private import private_case
from loopbrug.core.finance.room import practice, room
from loopbrug.core.finance.supplement import supplement
from loopbrug.core.finance.tax import income_tax, tax_year
from loopbrug.core.law.loader import load_law
from loopbrug.core.terms.words import Sector

LAW = load_law()
DAY = date(2026, 9, 1)
PLAN = SupplementPlan(
    Payer.FOUNDATION, tuple(Decimal(each) for each in (100, 75, 50, 25)), Decimal(20),
    Certainty.AGREED,
)  # fmt: skip


def banker(**others: object) -> FinanceCase:
    """Return P2: 6,100 at 40 hours with a bonus, to 0.8 in secondary education."""
    job = old_job("6100", variable_yearly=Decimal(6_000))
    person = replace(case(Sector.VO, fte=Decimal("0.8"), step=4), old_job=job, supplement=PLAN)
    return replace(person, **others)  # type: ignore[arg-type]


def test_a_step_a_year_by_the_agreement_of_that_day() -> None:
    years = pay_ahead(case(step=10), LAW)
    assert [year.step for year in years] == [10, 11, 12, 12, 12]
    assert [year.pay.value.monthly for year in years[:2]] == [4976, 5297]
    assert [year.since for year in years[:2]] == [DAY, date(2027, 9, 1)]
    assert years[0].until == date(2027, 8, 31)


def test_years_after_the_agreement_are_provisional_since_its_end() -> None:
    years = pay_ahead(case(step=2), LAW)
    assert years[0].provisional_since is None
    assert {year.provisional_since for year in years[1:]} == {date(2027, 3, 1)}


def test_start_on_a_leap_day_has_its_years() -> None:
    years = pay_ahead(case(starts_on=date(2028, 2, 29), step=1), LAW, 2)
    assert [year.until for year in years] == [date(2029, 2, 27), date(2030, 2, 27)]


def test_supplement_of_the_gap_at_the_size_of_the_new_job() -> None:
    # Old: 6,100 x 12 x 1.08 + 6,000 = 85,056; for 0.8: 68,044.80. New, vo LB step 4 at 0.8:
    # 3,008.00 a month, 36,096 + 2,887.68 + 3,006.80 = 41,990.48. Gap 26,054.32; 20 % is 13,608.96.
    first, second, _, last = supplement(banker(), LAW)
    assert (first.old, first.new) == (Decimal("68044.80"), Decimal("41990.48"))
    assert first.gap == Decimal("26054.32")
    assert (first.amount, first.capped) == (Decimal("13608.96"), True)
    assert second.capped
    # Year 4, step 7: 3,325.60 a month, 46,424.05 a year; 25 % of 21,620.75.
    assert (last.new, last.amount, last.capped) == (
        Decimal("46424.05"),
        Decimal("5405.19"),
        False,
    )
    assert {year.payer for year in supplement(banker(), LAW)} == {Payer.FOUNDATION}
    assert not first.proposal


def test_standard_plan_is_marked_as_a_proposal() -> None:
    years = supplement(banker(supplement=None), LAW)
    assert [year.percentage for year in years] == [100, 75, 50, 25]
    assert all(year.proposal and year.certainty is Certainty.COMPUTED for year in years)
    assert "finance.supplement-proposal" in {mark.code for mark in marks([years[0].step])}


def test_no_gap_no_supplement_and_no_old_job_none_at_all() -> None:
    rich = supplement(banker(old_job=old_job("2500")), LAW)
    assert {year.amount for year in rich} == {0}
    assert supplement(banker(old_job=None), LAW) == ()
    assert supplement(banker(old_job=old_job(currency="USD", rate=None)), LAW) == ()


def test_longer_hours_than_before_are_not_compared_as_if_they_were_worked() -> None:
    half = banker(old_job=old_job("3050", "20"), terms=replace(banker().terms, fte=Decimal(1)))
    assert supplement(half, LAW)[0].old == Decimal("39528.00")  # 3,050 x 12 x 1.08


def test_net_pay_2026_by_hand() -> None:
    # 58,723.43 gross; pension 39,551.43 x 27.73 % x 30 % = 3,290.28; taxable 55,433.15.
    # Tax 13,900.67 + 6,216.24 - 1,470.90 - 5,044.34 = 13,601.67; left 41,831.48.
    made = net_pay(Decimal("58723.43"), Decimal(1), LAW, DAY)
    assert made.value is not None
    assert (made.value.pension, made.value.tax) == (Decimal("3290.28"), Decimal("13601.67"))
    assert (made.value.yearly, made.value.monthly) == (41_831, 3_486)
    assert [mark.code for mark in marks([made.step])] == ["finance.net-estimate"]


def test_net_pay_of_an_unknown_year_says_so() -> None:
    made = net_pay(Decimal(50_000), Decimal(1), LAW, date(2023, 9, 1))
    assert made.value is None
    assert [mark.code for mark in marks([made.step])] == ["finance.net-unknown-year"]


@pytest.mark.parametrize(
    ("taxable", "tax"),
    [
        ("11000", "0.00"),  # 3,932.50 - 3,115 - 915.64 is below zero
        ("38883", "5816.66"),  # 13,900.6725 - 2,529.7675 - (5,300 + 1.95 % of 13,038 = 5,554.241)
        ("140000", "59232.15"),  # 13,900.6725 + 14,852.3508 + 30,479.13: no credits left
    ],
)
def test_tax_of_2026_in_each_bracket(taxable: str, tax: str) -> None:
    year = tax_year(LAW, DAY)
    assert year is not None
    assert income_tax(year, Decimal(taxable)).value == Decimal(tax)


def test_net_effect_compares_both_with_the_same_pension() -> None:
    person = banker()
    effect = net_effect(person, placements(person, LAW).chosen.value.pay, LAW)
    assert effect is not None
    assert effect.monthly == effect.new.value.monthly - effect.old.value.monthly < 0
    assert "finance.net-same-pension" in {mark.code for mark in marks([effect.old.step])}
    assert net_effect(banker(old_job=None), placements(person, LAW).chosen.value.pay, LAW) is None


@pytest.mark.parametrize(
    ("years", "months"),
    [
        (0, "3"),
        (2, "3"),
        (8, "8"),
        (10, "10"),
        (12, "11"),  # 2 years before 2016 and 8 since make 10, two more at half
        (26, "21"),  # 16 before 2016, ten since at half
        (40, "24"),
    ],
)
def test_months_of_benefit_in_2026(years: int, months: str) -> None:
    assert months_of_benefit(years, LAW, DAY) == Decimal(months)


def test_benefit_amount_is_75_then_70_percent_up_to_the_day_maximum() -> None:
    # 4,000 x 12 x 1.08 / 261 = 198.62 a day, 4,319.99 a month (261 / 12 days).
    made = benefit(old_job(), Background(years_worked=15), LAW, DAY).value
    assert (made.first, made.later, made.first_months) == (
        Decimal("3239.99"),
        Decimal("3023.99"),
        2,
    )
    top = benefit(old_job("9000"), Background(), LAW, DAY)
    assert top.value.first == Decimal("4963.08")  # 304.25 x 21.75 x 75 %
    assert top.value.months is None
    assert "finance.benefit-years-unknown" in {mark.code for mark in marks([top.step])}


def test_who_resigns_is_told_that_benefit_is_unlikely() -> None:
    made = benefit(old_job(ended_by=EndedBy.EMPLOYEE), Background(years_worked=5), LAW, DAY)
    assert "finance.benefit-resigned" in {mark.code for mark in marks([made.step])}


def test_after_the_new_job_the_board_pays_its_sector_share() -> None:
    shares = {
        sector: next(
            step.result
            for step in after_new_job(case(sector), LAW)
            if step.said.code.startswith("finance.benefit-board-share")
        )
        for sector in Sector
    }
    assert shares == {Sector.PO: 10, Sector.SO: 10, Sector.VO: 25, Sector.MBO: 100}
    lasting = after_new_job(case(temporary=False), LAW)
    assert 50 in {step.result for step in lasting}
    assert lasting[-1].said.code == "finance.bridge-benefit-unknown"


def test_practice_of_others_is_told_from_five_cases() -> None:
    four = [(3, Decimal(4)), (5, Decimal(8)), (6, Decimal(10)), (8, Decimal(14))]
    assert practice(four) is None
    told = practice([*four, (9, Decimal(16))])
    assert told is not None
    assert (told.cases, told.step, told.years) == (5, 6, 10)
    assert told.recognised == Decimal("0.50")


def test_room_tells_the_ground_of_each_sector() -> None:
    grounds = {sector: {found.code for found in room(case(sector), LAW)} for sector in Sector}
    assert "finance.room-starter" in grounds[Sector.PO] & grounds[Sector.SO]
    assert "finance.room-secondary" in grounds[Sector.VO]
    assert "finance.room-vocational" in grounds[Sector.MBO]
    assert all("finance.room-allowance" in codes for codes in grounds.values())
    higher = {found.code for found in room(case(scale=Scale.LC), LAW)}
    assert "finance.room-scale" not in higher


@given(
    monthly=st.decimals("1500", "12000", places=2),
    fte=st.decimals("0.1", "1", places=2),
    step=st.integers(1, 12),
)
def test_supplement_never_fills_more_than_the_gap_or_the_cap(
    monthly: Decimal, fte: Decimal, step: int
) -> None:
    person = banker(
        old_job=old_job(str(monthly)), terms=replace(banker().terms, fte=fte, step=step)
    )
    for year in supplement(person, LAW):
        assert 0 <= year.amount <= max(year.gap, Decimal(0))
        assert year.amount <= year.old * Decimal("0.2") + Decimal("0.01")


@given(taxable=st.decimals("0", "200000", places=2), more=st.decimals("1", "5000", places=2))
def test_earning_more_never_leaves_less(taxable: Decimal, more: Decimal) -> None:
    year = tax_year(LAW, DAY)
    assert year is not None
    lower, higher = income_tax(year, taxable), income_tax(year, taxable + more)
    assert taxable - lower.value <= taxable + more - higher.value + 1


def test_candidate_is_told_what_comes_after_and_who_resigns_sees_no_sum_to_divide() -> None:
    person = banker(old_job=old_job("6100", ended_by=EndedBy.EMPLOYEE))
    own = private_case(person, LAW, placements(person, LAW))
    assert own is not None
    told = {step.said.code for step in own.steps}
    assert {"finance.bridge-benefit-unknown", "finance.benefit-board-share"} <= told
    assert own.budget is None
    settled = banker(old_job=old_job("6100", ended_by=EndedBy.AGREEMENT))
    own = private_case(settled, LAW, placements(settled, LAW))
    assert own is not None
    assert own.budget is not None
    assert own.budget.value.amount == own.severance.value.by_formula
