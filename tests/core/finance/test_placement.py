"""Where somebody stands on the scale, and the years that brought them there."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.core.finance.cases import case, old_job

from loopbrug.core.finance.career import career
from loopbrug.core.finance.marks import marks
from loopbrug.core.finance.model import Experience, ExperienceKind, FinanceCase, Recognition, Scale
from loopbrug.core.finance.old_income import old_income
from loopbrug.core.finance.placement import Placements, chosen_step, placements
from loopbrug.core.law.loader import load_law
from loopbrug.core.terms.finding import BadDataError
from loopbrug.core.terms.words import Period, Sector

LAW = load_law()
CONTENT, COACHING = ExperienceKind.CONTENT, ExperienceKind.COACHING
START = date(2026, 9, 1)


def placed(given_case: FinanceCase) -> Placements:
    return placements(given_case, LAW)


def codes(found: Placements, which: str) -> list[str]:
    return [mark.code for mark in marks([getattr(found, which).step])]


def worked(kind: ExperienceKind, since: date, until: date | None, fte: str = "1") -> Experience:
    return Experience(kind, since, until, Decimal(fte))


def test_starter_in_primary_stands_on_step_1_and_may_get_three() -> None:
    found = placed(case())
    assert (found.floor.value.step, found.likely.value.step) == (1, 1)
    assert found.floor.step.said.value("most") == 3
    assert found.fitting is None
    assert found.chosen.value == found.likely.value


def test_fifteen_years_half_recognised_make_step_8() -> None:
    years = (worked(CONTENT, date(2011, 9, 1), date(2026, 8, 31)),)
    found = placed(replace(case(), experience=years))
    assert found.likely.value.step == 8  # 1 + floor(15 x 0.5)
    assert found.likely.step.result == 8
    assert found.likely.step.said.value("counted") == Decimal("7.5")


def test_exact_years_are_never_one_day_short() -> None:
    years = (worked(ExperienceKind.EDUCATION, date(2013, 1, 1), date(2015, 12, 31)),)
    assert career(years, Recognition(), START).counted == 3


def test_part_time_counts_by_its_size() -> None:
    years = (worked(ExperienceKind.EDUCATION, date(2016, 9, 1), None, "0.6"),)
    assert career(years, Recognition(), START).relevant == 6


def test_overlapping_jobs_count_once_the_best_recognised_first() -> None:
    both = (
        worked(CONTENT, date(2020, 1, 1), date(2023, 12, 31)),
        worked(COACHING, date(2022, 1, 1), date(2025, 12, 31)),
    )
    found = career(both, Recognition(content=Decimal(1), coaching=Decimal("0.5")), START)
    assert dict(found.years) == {CONTENT: 4, COACHING: 2}
    assert found.counted == 5
    assert found.overlaps == (Period(date(2022, 1, 1), date(2023, 12, 31)),)


def test_two_half_jobs_beside_each_other_are_one_full_week_and_no_double() -> None:
    both = (
        worked(CONTENT, date(2020, 1, 1), date(2021, 12, 31), "0.5"),
        worked(COACHING, date(2020, 1, 1), date(2021, 12, 31), "0.5"),
    )
    found = career(both, Recognition(), START)
    assert (found.relevant, found.overlaps) == (2, ())


def test_gaps_of_more_than_a_month_are_told() -> None:
    found = career(
        (
            worked(CONTENT, date(2015, 1, 1), date(2017, 12, 31)),
            worked(CONTENT, date(2018, 1, 20), date(2019, 12, 31)),
            worked(CONTENT, date(2021, 1, 1), None),
        ),
        Recognition(),
        START,
    )
    assert found.gaps == (Period(date(2020, 1, 1), date(2020, 12, 31)),)


def test_likely_never_passes_the_top_of_the_scale() -> None:
    long = (worked(ExperienceKind.EDUCATION, date(1990, 1, 1), None),)
    found = placed(replace(case(), experience=long))
    assert found.likely.value.step == 12
    assert "finance.floor-worked-in-school" in codes(found, "floor")


def test_last_salary_in_vocational_education_sets_the_floor() -> None:
    # P3: 5,900 a month; LC pays 5,850 in step 10 and 6,030 in step 11.
    person = replace(case(Sector.MBO, scale=Scale.LC), old_job=old_job("5900"))
    found = placed(person)
    assert (found.floor.value.step, found.floor.value.pay.monthly) == (11, 6030)
    assert found.likely.value.step == 11
    assert "finance.floor-not-shared" in codes(found, "floor")


def test_school_only_sees_the_step_that_was_shared() -> None:
    found = placed(case(Sector.MBO, scale=Scale.LC, last_salary_step=11))
    assert found.floor.value.step == 11
    unknown = placed(case(Sector.MBO, scale=Scale.LC))
    assert (unknown.floor.value.step, codes(unknown, "floor")) == (
        1,
        ["finance.floor-last-salary-unknown"],
    )


def test_part_time_last_salary_is_converted_to_a_full_week_first() -> None:
    # P6: 4,700 at 28 of 36 hours is 6,042.86 at full time: above LB, capped at its top.
    job = old_job("4700", "28", full_time_hours=Decimal(36))
    found = placed(replace(case(Sector.MBO), old_job=job))
    assert old_income(job).value.full_time_monthly == Decimal("6042.86")
    assert found.floor.value.step == 12
    assert "finance.floor-above-scale" in codes(found, "floor")


def test_other_sectors_do_not_look_at_the_last_salary_for_the_floor() -> None:
    for sector in (Sector.PO, Sector.SO, Sector.VO):
        assert placed(replace(case(sector), old_job=old_job("5900"))).floor.value.step == 1


def test_fitting_is_the_first_step_at_ninety_percent() -> None:
    # P1: 4,350 at 36 of 36 hours with 8 % holiday pay is 56,376; 90 % is 50,738.40. LB in po pays
    # 12 x 3,622 x 1.1633 + 302.50 = 50,864.54 in step 1 already.
    job = old_job("4350", "36", full_time_hours=Decimal(36))
    found = placed(replace(case(), old_job=job))
    assert found.fitting is not None
    assert found.fitting.value.step == 1
    # 5,000 is 64,800, 90 % 58,320: step 5 pays 56,783.05, step 6 pays 58,723.43.
    higher = placed(replace(case(), old_job=old_job("5000"))).fitting
    assert higher is not None
    assert (higher.value.step, marks([higher.step])) == (6, ())


def test_beyond_the_scale_fitting_points_at_allowance_and_supplement() -> None:
    job = old_job("7500", variable_yearly=Decimal(9_000))
    found = placed(replace(case(), old_job=job)).fitting
    assert found is not None
    assert found.value.step == 12
    # (12 x 7,500 x 1.08 + 9,000) x 90 % = 95,580; step 12 pays 77,056.99 + 1,591.09 + ...
    beyond = marks([found.step])[0]
    assert beyond.code == "finance.fitting-beyond"
    assert beyond.value("short_amount") == Decimal("95580.00") - found.value.pay.yearly


def test_step_the_school_chose_below_the_floor_is_marked() -> None:
    found = placed(case(Sector.MBO, step=3, last_salary_step=5))
    assert found.chosen.value.step == 3
    assert codes(found, "chosen") == ["finance.chosen-below-floor"]


@pytest.mark.parametrize(
    "person",
    [
        case(step=4),
        case(Sector.MBO, last_salary_step=7),
        replace(case(Sector.MBO, scale=Scale.LC), old_job=old_job("5900")),
        replace(case(), experience=(worked(CONTENT, date(2011, 9, 1), None),)),
    ],
    ids=("offered", "told", "last salary", "years"),
)
def test_chosen_step_alone_is_the_step_of_the_placement(person: FinanceCase) -> None:
    assert chosen_step(person, LAW) == placed(person).chosen.value.step


def test_allowance_is_only_in_what_the_school_offers() -> None:
    found = placed(case(step=4, allowance=Decimal(200)))
    assert found.chosen.value.pay.allowance == 2400
    assert found.floor.value.pay.allowance == found.likely.value.pay.allowance == 0


def test_foreign_pay_with_a_rate_is_converted_and_marked() -> None:
    found = old_income(old_job("5000", currency="CHF", rate=Decimal("1.05")))
    assert found.value.monthly == 5250
    assert [mark.code for mark in marks([found.step])] == ["finance.old-exchange"]


def test_foreign_pay_without_a_rate_makes_no_amount() -> None:
    job = old_job("5000", currency="CHF", rate=None)
    with pytest.raises(BadDataError):
        old_income(job)
    assert placed(replace(case(), old_job=job)).fitting is None


def test_old_year_counts_fixed_and_variable_pay() -> None:
    job = old_job(
        "3000", "32", fixed_monthly=Decimal(400), variable_yearly=Decimal(1_200),
        year_end=Decimal(2),
    )  # fmt: skip
    found = old_income(job).value
    assert found.fte == Decimal("0.8")
    assert found.yearly == Decimal("46080.00")  # 40,800 x 1.10 + 1,200
    assert found.full_time_yearly == Decimal("57600.00")


DAYS = st.dates(date(1990, 1, 1), date(2026, 8, 31))


@given(
    spans=st.lists(
        st.tuples(DAYS, DAYS, st.sampled_from(ExperienceKind), st.decimals("0.1", "1", places=2)),
        max_size=6,
    )
)
def test_no_day_of_a_career_counts_for_more_than_a_day(
    spans: list[tuple[date, date, ExperienceKind, Decimal]],
) -> None:
    jobs = tuple(Experience(kind, min(a, b), max(a, b), fte) for a, b, kind, fte in spans)
    everything = Recognition(Decimal(1), Decimal(1), Decimal(1), Decimal(1))
    found = career(jobs, everything, START)
    first = min((job.since for job in jobs), default=START)
    assert found.counted == found.relevant
    assert 0 <= found.relevant <= Fraction((START - first).days, 365) + 1
    assert career((*jobs, *jobs), everything, START).relevant >= found.relevant
