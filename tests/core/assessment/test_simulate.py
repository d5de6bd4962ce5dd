"""A region tried out: the same seed tells the same story, and promises are kept."""

from dataclasses import replace
from datetime import date

import pytest
from numpy.random import default_rng

from loopbrug.core.assessment.draw import Drawn, draw
from loopbrug.core.assessment.model import Part
from loopbrug.core.assessment.simulate import (
    Ending,
    Simulated,
    Trial,
    most_on_time,
    play,
    scene_of,
    simulate,
)
from loopbrug.core.terms.words import Period, Profile
from loopbrug.region.assessment import load_assessment

REGION = load_assessment()
TRIAL = Trial(months=2, moves=50)


@pytest.fixture(scope="module")
def found() -> Simulated:
    return simulate(REGION, TRIAL, default_rng(1), 1)


def test_same_seed_gives_the_same_answer(found: Simulated) -> None:
    assert simulate(REGION, TRIAL, default_rng(1), 1) == found


def test_promises_are_kept_and_the_bound_is_never_below(found: Simulated) -> None:
    assert found.moved_promises == 0
    assert found.on_time_share <= found.bound_on_time_share <= 1
    assert found.on_time_share > 0.9
    assert found.cases > 20


def test_days_are_within_the_aims(found: Simulated) -> None:
    assert found.median_days_by_profile[Profile.WORK_TO_WORK] <= 21
    assert found.median_days_by_profile[Profile.UNQUALIFIED] <= 14
    assert found.median_days <= found.p95_days <= 35


def test_more_notice_takes_more_days(found: Simulated) -> None:
    slow = simulate(REGION, replace(TRIAL, notice_days=10), default_rng(1), 1)
    assert slow.cases == found.cases
    assert slow.median_days > found.median_days


def test_use_is_what_was_asked_of_what_there_was(found: Simulated) -> None:
    assert set(found.use) == {Part.INSTITUTE, Part.FIELD, Part.GUIDE, Part.ROOM}
    assert all(0 < share < 1 for share in found.use.values())


def test_region_with_nobody_to_judge_breaks_no_promise() -> None:
    none = replace(REGION, guides=())
    found = simulate(none, replace(TRIAL, months=1), default_rng(1), 1)
    assert (found.on_time_share, found.bound_on_time_share, found.moved_promises) == (0, 0, 0)
    assert found.median_days_by_profile == {}


def test_region_to_which_nobody_comes_is_all_on_time() -> None:
    scene = scene_of(REGION, Period(date(2027, 1, 4), date(2027, 1, 10)))
    nobody = Drawn((), {}, {})
    assert play(scene, nobody, TRIAL, 1) == ()
    assert most_on_time(scene, nobody, TRIAL) == 0


@pytest.mark.parametrize("months", [0, 25])
def test_months_outside_the_limits_are_refused(months: int) -> None:
    with pytest.raises(ValueError, match="months"):
        simulate(REGION, replace(TRIAL, months=months), default_rng(1), 1)


@pytest.mark.parametrize(
    ("months", "last"), [(1, date(2027, 2, 3)), (12, date(2028, 1, 3)), (24, date(2029, 1, 3))]
)
def test_period_of_months_ends_the_day_before(months: int, last: date) -> None:
    nobody = replace(REGION, month_weights=(0,) * 5 + (1,) + (0,) * 6, expected=REGION.expected[:1])
    nobody = replace(nobody, expected=(replace(nobody.expected[0], per_year=1),))
    found = simulate(nobody, Trial(months=months, moves=0), default_rng(1), 1)
    assert found.period == Period(date(2027, 1, 4), last)


def test_ending_knows_its_days_and_whether_it_was_kept() -> None:
    scene = scene_of(REGION, Period(date(2027, 1, 4), date(2027, 1, 31)))
    case = draw(REGION, scene.grid, scene.period, 35, default_rng(1)).cases[0]
    day = case.goal_on
    assert Ending(case, day, day).on_time
    assert Ending(case, day, day).kept
    assert Ending(case, day, day).days == 35
    late = Ending(case, date(2027, 1, 5), day)
    assert not late.kept
    never = Ending(case, day, None)
    assert (never.on_time, never.kept, never.days) == (False, False, None)
