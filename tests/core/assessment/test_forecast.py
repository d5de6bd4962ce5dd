"""The forecast: load that adds up, a chance that falls with the people, extra days that help."""

from dataclasses import replace
from datetime import date

import pytest
from numpy.random import default_rng

from loopbrug.core.assessment.forecast import (
    Extra,
    Forecast,
    Question,
    RoleLoad,
    forecast,
    loads_in,
    with_extra,
)
from loopbrug.core.assessment.model import Part
from loopbrug.core.assessment.region_load import Side
from loopbrug.core.assessment.simulate import Trial, scene_of
from loopbrug.core.terms.words import Period, Sector
from loopbrug.region.assessment import load_assessment

REGION = load_assessment()
APRIL = Period(date(2027, 4, 1), date(2027, 4, 30))
QUESTION = Question(date(2027, 4, 15), months=2, runs=2, trial=Trial(moves=20))
DAY = Extra(Side.INSTITUTE, Sector.PO, "po", date(2027, 4, 9))


@pytest.fixture(scope="module")
def found() -> Forecast:
    return forecast(REGION, QUESTION, default_rng(7), 7)


def test_forecast_is_the_same_for_the_same_seed(found: Forecast) -> None:
    assert forecast(REGION, QUESTION, default_rng(7), 7) == found


def test_forecast_tells_each_month_and_every_role(found: Forecast) -> None:
    assert [each.month for each in found.months] == [date(2027, 4, 1), date(2027, 5, 1)]
    for month in found.months:
        roles = {(load.part, load.group) for load in month.loads}
        groups = {(Part.FIELD, group.code) for group in REGION.groups}
        assert roles == groups | {(part, "") for part in (Part.INSTITUTE, Part.GUIDE, Part.ROOM)}
        assert month.on_time is not None
        assert month.low is not None
        assert month.high is not None
        assert 0 <= month.low <= month.on_time <= month.high <= 1


def test_forecast_says_what_it_rests_on(found: Forecast) -> None:
    codes = [finding.code for finding in found.assumptions]
    assert "assessment.assumed-runs" in codes
    assert all(finding.value("grade") in {"A", "B", "C", "D"} for finding in found.assumptions)


def test_field_is_divided_over_its_groups_without_loss() -> None:
    scene = scene_of(REGION, APRIL)
    loads = loads_in(scene, APRIL)
    asked = {load.part: 0.0 for load in loads}
    for load in loads:
        asked[load.part] += load.asked
    assert asked[Part.FIELD] == pytest.approx(asked[Part.INSTITUTE])
    fielders = [each.key for each in REGION.assessors if each.side is Side.FIELD]
    april = sum(
        scene.resources[key].free >> block & 1
        for key in fielders
        for block in range(scene.grid.blocks)
        if scene.grid.day_of(block) in APRIL
    )
    has = sum(load.free for load in loads if load.part is Part.FIELD)
    assert has == pytest.approx(april)


def test_extra_day_gives_somebody_able_more_time_in_that_month_only() -> None:
    scene = scene_of(REGION, Period(date(2027, 4, 1), date(2027, 5, 31)))
    more = with_extra(scene, [DAY])
    changed = [key for key in scene.resources if scene.resources[key] != more.resources[key]]
    able = {each.key for each in REGION.assessors_for(Side.INSTITUTE, Sector.PO, "po")}
    assert len(changed) == 1
    assert set(changed) <= able
    before = {(load.part, load.group): load for load in loads_in(scene, APRIL)}
    after = {(load.part, load.group): load for load in loads_in(more, APRIL)}
    assert after[Part.INSTITUTE, ""].free == before[Part.INSTITUTE, ""].free + 4
    assert after[Part.INSTITUTE, ""].use < before[Part.INSTITUTE, ""].use
    may = Period(date(2027, 5, 1), date(2027, 5, 31))
    assert loads_in(scene, may) == loads_in(more, may)


def test_extra_day_of_nobody_changes_nothing() -> None:
    scene = scene_of(REGION, APRIL)
    nobody = Extra(Side.FIELD, Sector.VO, "latijn", date(2027, 4, 9))
    assert with_extra(scene, [nobody]) == scene


def test_more_people_than_can_be_judged_lower_the_chance(found: Forecast) -> None:
    crowd = tuple(replace(each, per_year=4 * each.per_year) for each in REGION.expected)
    busy = forecast(
        replace(REGION, expected=crowd),
        replace(QUESTION, months=1, runs=1),
        default_rng(7),
        7,
    )
    assert busy.months[0].on_time is not None
    assert found.months[0].on_time is not None
    assert busy.months[0].on_time < found.months[0].on_time
    institute = next(load for load in busy.months[0].loads if load.part is Part.INSTITUTE)
    assert institute.use > 1


def test_use_of_a_role_without_anybody_is_full_when_asked() -> None:
    assert RoleLoad(Part.ROOM, "", 3, 0).use == 1
    assert RoleLoad(Part.ROOM, "", 0, 0).use == 0
