"""Costs of a track by hand: 71,321.86 and the like come from the wage rules, tested there."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from tests.core.finance.builders import STARTS, a_case, codes

from loopbrug.core.finance.cost_line import CostLine
from loopbrug.core.finance.costs import costs, years_between
from loopbrug.core.finance.employer_cost import employer_cost
from loopbrug.core.finance.model import Background, CostKind, Scale, Terms, Training
from loopbrug.core.finance.pay import pay_of
from loopbrug.core.law.loader import load_law
from loopbrug.core.terms.euro import cents
from loopbrug.core.terms.words import Degree, Sector

LAW = load_law()
TERMS = Terms(
    starts_on=STARTS, fte=Decimal("0.8"), step=3, study_fte=Decimal("0.2"),
    double_fte=Decimal("0.2"), double_months=3, guidance_hours=(80, 0, 20),
)  # fmt: skip


def of(kind: CostKind, **changes: object) -> list[CostLine]:
    return [line for line in costs(a_case(**changes), LAW) if line.kind is kind]


def full_year(step: int, day: date, sector: Sector = Sector.PO) -> Decimal:
    """What a full-time year costs, from the size of the job in the case."""
    pay = pay_of(LAW, sector, Scale.LB, step, TERMS.fte, day, Decimal(0)).value
    return employer_cost(pay, TERMS, sector, LAW, day).value.yearly / TERMS.fte


@pytest.mark.parametrize(
    ("sector", "degree", "amount"),
    [
        # 12,300 of 2022, five years at 4 %: 12,300 x 1.2166529024 = 14,964.83
        (Sector.PO, Degree.PRIMARY, 14965),
        (Sector.SO, Degree.PRIMARY, 14965),
        (Sector.VO, Degree.SECOND, 18250),  # 15,000
        (Sector.VO, Degree.FIRST, 10098),  # 8,300
        (Sector.MBO, Degree.PDG, 8517),  # 7,000
    ],
)
def test_average_price_is_raised_and_marked(sector: Sector, degree: Degree, amount: int) -> None:
    (line,) = of(CostKind.TRAINING, sector=sector, degree=degree)
    assert (line.amount, codes(line.marks)) == (amount, ["price-average"])
    names = {figure.dated.name for figure in line.step.figures}
    assert "cost.indexation" in names


def test_the_price_of_the_institute_goes_first_and_is_not_raised() -> None:
    training = Training(STARTS, date(2029, 8, 31), price=Decimal(9000))
    (line,) = of(CostKind.TRAINING, training=training)
    assert (line.amount, line.marks) == (9000, ())


def test_a_price_below_zero_is_told_and_counts_as_nothing() -> None:
    training = Training(STARTS, date(2029, 8, 31), price=Decimal(-1))
    (line,) = of(CostKind.TRAINING, training=training)
    assert (line.amount, codes(line.marks)) == (0, ["price-negative"])


def test_assessments_fall_before_and_at_the_end() -> None:
    (before,), (after,) = of(CostKind.ASSESSMENT), of(CostKind.FINAL_ASSESSMENT)
    # (1,900 + 2,600) / 2 x 1.2166529024 = 2,737.47
    assert (before.amount, before.since) == (2737, date(2027, 8, 1))
    # (1,268.50 x 1.04^6 + 1,800 x 1.04^5) / 2 = (1,605.05 + 2,189.98) / 2 = 1,897.51
    assert (after.amount, after.since) == (1898, date(2029, 8, 31))


def test_who_is_qualified_needs_no_suitability_assessment() -> None:
    assert of(CostKind.ASSESSMENT, background=Background(qualified=True)) == []


def test_guidance_is_hours_at_the_top_of_the_scale() -> None:
    first, third = of(CostKind.GUIDANCE, terms=TERMS)
    pay = pay_of(LAW, Sector.PO, Scale.LB, 12, Decimal(1), STARTS, Decimal(0)).value
    full = replace(TERMS, fte=Decimal(1))
    hour = cents(employer_cost(pay, full, Sector.PO, LAW, STARTS).value.yearly / 1659)
    assert first.amount == 80 * hour
    assert (third.since, third.until) == (date(2029, 9, 1), date(2030, 8, 31))
    assert codes(first.marks) == ["wage-guide-hour"]


def test_study_leave_is_its_part_of_the_year_and_a_step_higher_in_the_second() -> None:
    first, second = of(CostKind.STUDY_LEAVE, terms=TERMS)
    assert first.amount == cents(full_year(3, STARTS) / 5)
    # 0.2 x 1659 = 331 whole hours of an agency at 95 euros.
    assert [(mark.value("hours"), mark.value("amount")) for mark in first.marks] == [(331, 31445)]
    assert second.amount == cents(full_year(4, date(2028, 9, 1)) / 5)


def test_double_staffing_is_three_months_of_a_year() -> None:
    (line,) = of(CostKind.DOUBLE_STAFFING, terms=TERMS)
    assert line.amount == cents(full_year(3, STARTS) / 5 / 4)
    assert (line.since, line.until) == (STARTS, date(2027, 11, 30))


def test_without_an_end_two_years_are_counted_and_told() -> None:
    lines = of(CostKind.TRAINING, training=Training(STARTS))
    assert lines[0].until == date(2029, 8, 31)
    assert "training-end-assumed" in codes(lines[0].marks)


def test_a_start_before_the_first_table_gives_marked_nothing_and_no_error() -> None:
    early = date(1990, 9, 1)
    terms = replace(TERMS, starts_on=early)
    lines = costs(a_case(terms=terms, training=Training(early)), LAW)
    assert {line.amount for line in lines} == {Decimal(0)}
    assert all("track-unknown" in codes(line.marks) and not line.known for line in lines)


def test_a_year_and_a_half_counts_one_and_a_half() -> None:
    shares = [share for _, _, share in years_between(date(2027, 2, 1), date(2028, 7, 31))]
    assert shares[0] == 1
    assert shares[1] == Decimal(182) / 366
