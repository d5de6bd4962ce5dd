"""What is computed for many at once is, for each of them, what the rule computes: to the cent."""

from datetime import date
from decimal import Decimal

import numpy as np
import pytest
from tests.core.finance.crowd import (
    CROWD,
    applicant_case,
    drawn_applicants,
    drawn_old_pay,
    drawn_people,
    gap_case,
    old_job_of,
    terms_of,
)

from loopbrug.core.finance.employer_cost import employer_cost
from loopbrug.core.finance.model import Payer, SupplementPlan
from loopbrug.core.finance.old_income import old_income
from loopbrug.core.finance.pay import Pay, pay_of
from loopbrug.core.finance.population import (
    SECTORS,
    People,
    cost_of_all,
    in_parts,
    pay_of_all,
)
from loopbrug.core.finance.population_gap import old_income_of_all, supplement_of_all
from loopbrug.core.finance.population_grant import STATUSES, subsidy_of_all
from loopbrug.core.finance.sources.subsidy import subsidy
from loopbrug.core.finance.supplement import supplement
from loopbrug.core.finance.whole_cents import cents_of
from loopbrug.core.law.loader import load_law
from loopbrug.core.law.model import NoLawInForceError

LAW = load_law()
FEW, SOME = 1_000, 2_500
STARTS = date(2027, 8, 23)
AMOUNTS = ("monthly", "holiday", "year_end", "october", "allowance", "yearly")


def pay_of_one(people: People, place: int, day: date) -> Pay:
    terms = terms_of(people, place, day)
    assert terms.step is not None
    sector = SECTORS[people.sector[place]]
    return pay_of(
        LAW, sector, terms.scale, terms.step, terms.fte, day, terms.allowance
    ).value  # fmt: skip


@pytest.mark.parametrize(
    ("day", "count"), [(STARTS, CROWD), (date(2026, 3, 2), FEW), (date(2024, 11, 1), FEW)]
)
def test_pay_and_cost_of_all_are_those_of_each(day: date, count: int) -> None:
    people = drawn_people(1, count)
    paid = pay_of_all(people, LAW, day)
    cost = cost_of_all(people, paid, LAW, day)
    for place in range(count):
        pay = pay_of_one(people, place, day)
        found = {name: int(getattr(paid, name)[place]) for name in AMOUNTS}
        assert found == {name: cents_of(getattr(pay, name)) for name in AMOUNTS}, place
        sector = SECTORS[people.sector[place]]
        one = employer_cost(pay, terms_of(people, place, day), sector, LAW, day).value
        assert int(cost[place]) == cents_of(one.yearly), place


@pytest.mark.parametrize(
    "plan",
    [
        SupplementPlan(Payer.OLD_EMPLOYER, tuple(map(Decimal, (100, 75, 50, 25))), Decimal(20)),
        SupplementPlan(Payer.FOUNDATION, (Decimal("33.3"),)),
    ],
    ids=["with a cap", "without"],
)
def test_supplement_of_all_is_that_of_each(plan: SupplementPlan) -> None:
    seed = len(plan.percentages)
    people, old = drawn_people(seed, SOME), drawn_old_pay(seed, SOME)
    years = list(supplement_of_all(people, old, plan, LAW, STARTS))
    for place in range(SOME):
        each = supplement(gap_case(people, old, place, plan, STARTS), LAW)
        assert [int(year[place]) for year in years] == [cents_of(one.amount) for one in each], place


def test_old_income_of_all_is_that_of_each() -> None:
    old = drawn_old_pay(4)
    yearly = old_income_of_all(old)
    for place in range(CROWD):
        one = old_income(old_job_of(old, place)).value
        assert int(yearly[place]) == cents_of(one.yearly), place


@pytest.mark.parametrize(
    ("day", "count"),
    [
        (date(2026, 11, 23), CROWD),
        (date(2024, 2, 29), FEW),
        (date(2016, 3, 1), FEW),
        (date(2029, 1, 1), FEW),
    ],
)
def test_subsidy_of_all_is_that_of_each(day: date, count: int) -> None:
    people = drawn_applicants(5, day, count)
    statuses, amounts = subsidy_of_all(people, LAW, day)
    for place in range(count):
        one = subsidy(applicant_case(people, place, day), LAW)
        found = STATUSES[statuses[place]], int(amounts[place])
        assert found == (one.status, cents_of(one.amount)), place


def test_the_crowd_meets_every_status() -> None:
    statuses, _ = subsidy_of_all(drawn_applicants(5, date(2026, 11, 23)), LAW, date(2026, 11, 23))
    assert {STATUSES[each] for each in statuses} == set(STATUSES)


def test_parts_together_are_the_whole() -> None:
    people = drawn_people(6, 1000)
    parts = [pay_of_all(part, LAW, STARTS).yearly for part in in_parts(people, 300)]
    assert [len(part) for part in parts] == [300, 300, 300, 100]
    assert np.array_equal(np.concatenate(parts), pay_of_all(people, LAW, STARTS).yearly)


def test_a_day_before_the_tables_has_no_pay() -> None:
    with pytest.raises(NoLawInForceError):
        pay_of_all(drawn_people(1, 3), LAW, date(2015, 1, 1))


def test_half_a_cent_is_no_amount() -> None:
    with pytest.raises(ValueError, match="no whole number of cents"):
        cents_of(Decimal("0.005"))
