"""Drawn cases: as many and of the kinds that are expected, and always possible to assess."""

from collections import Counter
from datetime import date

import pytest
from numpy.random import default_rng

from loopbrug.core.assessment.draw import daily_rates, draw, expected_of
from loopbrug.core.assessment.grids import blocks_within, standard_grid
from loopbrug.core.assessment.model import Part
from loopbrug.core.assessment.region_load import resources_of
from loopbrug.core.terms.words import Period, Profile
from loopbrug.region.assessment import load_assessment

REGION = load_assessment()
YEAR = Period(date(2027, 1, 4), date(2028, 1, 3))
GRID = standard_grid(date(2027, 1, 4), 66)
DRAWN = draw(REGION, GRID, YEAR, 35, default_rng(1))


def test_same_seed_draws_the_same_people() -> None:
    assert draw(REGION, GRID, YEAR, 35, default_rng(1)) == DRAWN
    assert draw(REGION, GRID, YEAR, 35, default_rng(2)) != DRAWN


def test_rates_of_a_year_add_up_to_what_is_expected() -> None:
    rates = daily_rates(REGION, Period(date(2027, 1, 1), date(2027, 12, 31)))
    assert sum(rate for _, rate in rates) == pytest.approx(224)
    days = {day for day, _ in rates}
    assert date(2027, 4, 27) not in days
    assert all(day.weekday() < 5 for day in days)


def test_as_many_come_as_expected_and_of_every_profile() -> None:
    assert 224 - 3 * 15 < len(DRAWN.cases) < 224 + 3 * 15
    profiles = Counter(DRAWN.inflow[case.key].profile for case in DRAWN.cases)
    assert profiles[Profile.WORK_TO_WORK] > profiles[Profile.UNQUALIFIED]
    assert profiles[Profile.UNQUALIFIED] > profiles[Profile.SECOND_QUALIFICATION] > 0


def test_cases_come_in_order_on_days_of_the_period() -> None:
    days = [case.arrived_on for case in DRAWN.cases]
    assert days == sorted(days)
    assert all(day in YEAR for day in days)
    assert all((case.goal_on - case.arrived_on).days == 35 for case in DRAWN.cases)
    assert all(GRID.day_of(case.ready) > case.arrived_on for case in DRAWN.cases)


def test_every_part_of_every_step_has_somebody_who_exists() -> None:
    known = resources_of(REGION, GRID).keys() | DRAWN.resources.keys()
    for case in DRAWN.cases:
        for step in case.steps:
            for part in step.parts:
                assert case.choices[part], (case.key, part)
                assert set(case.choices[part]) <= known


def test_who_teaches_is_seen_in_their_own_class_or_a_summer_school() -> None:
    summer = {each.key for each in REGION.lessons if each.open_in}
    for case in DRAWN.cases:
        first, *others = case.choices[Part.SCHOOL]
        if DRAWN.inflow[case.key].profile is Profile.UNQUALIFIED:
            own, candidate = DRAWN.resources[first], DRAWN.resources[f"{case.key}-candidate"]
            assert own.free & ~candidate.free == 0
            assert own.free & blocks_within(GRID, REGION.school_holidays) == 0
            assert set(others) <= summer
        else:
            assert first in {each.key for each in REGION.lessons}


def test_candidate_can_always_be_there_when_some_lesson_is_seen() -> None:
    resources = {**resources_of(REGION, GRID), **DRAWN.resources}
    for case in DRAWN.cases:
        free = resources[case.choices[Part.CANDIDATE][0]].free
        assert any(free & resources[key].free for key in case.choices[Part.SCHOOL]), case.key


def test_expected_cases_weigh_as_often_as_they_come() -> None:
    expected = expected_of(REGION, GRID)
    assert 0.7 < expected.per_day < 1
    assert sum(weight for _, weight in expected.examples) == 224
    assert all(case.steps for case, _ in expected.examples)
