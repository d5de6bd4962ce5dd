"""The forecast: load that adds up, a chance that falls with the people, changes that help."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from numpy.random import default_rng

from loopbrug.core.assessment.forecast import Forecast, forecast, gains, replays, told
from loopbrug.core.assessment.grids import blocks_within
from loopbrug.core.assessment.model import Part
from loopbrug.core.assessment.region_load import Side
from loopbrug.core.assessment.role_load import RoleLoad, loads_in
from loopbrug.core.assessment.simulate import Trial
from loopbrug.core.assessment.stage import Question, months_of, playable, stage_of, window
from loopbrug.core.assessment.whatif import Extra, Kind
from loopbrug.core.terms.words import Period, Sector
from loopbrug.region.assessment import load_assessment

REGION = load_assessment()
APRIL = Period(date(2027, 4, 1), date(2027, 4, 30))
MAY = Period(date(2027, 5, 1), date(2027, 5, 31))
QUESTION = Question(date(2027, 4, 15), months=2, runs=2, trial=Trial(moves=20))
DAY = Extra(Kind(Side.INSTITUTE, Sector.PO, "po"), date(2027, 4, 9))


@pytest.fixture(scope="module")
def found() -> Forecast:
    return forecast(REGION, QUESTION, default_rng(7), 7)


def test_forecast_is_the_same_for_the_same_seed(found: Forecast) -> None:
    assert forecast(REGION, QUESTION, default_rng(7), 7) == found


def test_forecast_tells_each_month_and_every_role(found: Forecast) -> None:
    assert [each.month for each in found.months] == [date(2027, 4, 1), date(2027, 5, 1)]
    others = {Part.INSTITUTE, Part.GUIDE, Part.ROOM, Part.SCHOOL}
    for month in found.months:
        roles = {(load.part, load.group) for load in month.loads}
        groups = {(Part.FIELD, group.code) for group in REGION.groups}
        assert roles == groups | {(part, "") for part in others}
        assert month.on_time is not None
        assert month.low is not None
        assert month.high is not None
        assert 0 <= month.low <= month.on_time <= month.high <= 1


def test_forecast_says_what_it_rests_on(found: Forecast) -> None:
    codes = [finding.code for finding in found.assumptions]
    assert "assessment.assumed-runs" in codes
    assert all(finding.value("grade") in {"A", "B", "C", "D"} for finding in found.assumptions)


def test_forecast_names_the_tightest_role(found: Forecast) -> None:
    assert found.tightest is not None
    month, tightest = found.tightest
    assert month in found.months
    assert tightest.use == max(load.use for each in found.months for load in each.loads)


def test_field_is_divided_over_its_groups_without_loss() -> None:
    stage = stage_of(REGION, QUESTION)
    loads = loads_in(stage, APRIL)
    asked = {load.part: 0.0 for load in loads}
    for load in loads:
        asked[load.part] += load.asked
    assert asked[Part.FIELD] == pytest.approx(asked[Part.INSTITUTE])
    fielders = [each.key for each in REGION.assessors if each.side is Side.FIELD]
    inside = blocks_within(stage.grid, [APRIL])
    april = sum((stage.resources[key].free & inside).bit_count() for key in fielders)
    has = sum(load.free for load in loads if load.part is Part.FIELD)
    assert has == pytest.approx(april)


def test_extra_day_gives_somebody_able_more_time_in_that_month_only() -> None:
    stage = stage_of(REGION, QUESTION)
    more = stage.after(replace(QUESTION, extra=(DAY,)))
    changed = [key for key in stage.resources if stage.resources[key] != more.resources[key]]
    able = {each.key for each in REGION.assessors_for(Side.INSTITUTE, Sector.PO, "po")}
    assert len(changed) == 1
    assert set(changed) <= able
    before = {(load.part, load.group): load for load in loads_in(stage, APRIL)}
    after = {(load.part, load.group): load for load in loads_in(more, APRIL)}
    assert after[Part.INSTITUTE, ""].free == before[Part.INSTITUTE, ""].free + 4
    assert after[Part.INSTITUTE, ""].use < before[Part.INSTITUTE, ""].use
    assert loads_in(stage, MAY) == loads_in(more, MAY)


def test_extra_day_of_one_person_is_theirs() -> None:
    stage = stage_of(REGION, QUESTION)
    more = stage.after(replace(QUESTION, extra=(Extra("f-domstad-1", DAY.day),)))
    assert (
        more.resources["f-domstad-1"].free.bit_count()
        > stage.resources["f-domstad-1"].free.bit_count()
    )


def test_extra_day_of_nobody_changes_nothing() -> None:
    stage = stage_of(REGION, QUESTION)
    nobody = Extra(Kind(Side.FIELD, Sector.VO, "latijn"), DAY.day)
    assert stage.after(replace(QUESTION, extra=(nobody,))) == stage


def test_somebody_less_meets_the_same_candidates(found: Forecast) -> None:
    less = replace(QUESTION, less=("a-singel-1", "a-singel-2", "assessor-institute"))
    fewer = forecast(REGION, less, default_rng(7), 7)
    for one, other in zip(found.months, fewer.months, strict=True):
        assert [each.cases for each in one.runs] == [each.cases for each in other.runs]
    worse = gains(found, fewer)
    assert worse[0].low <= worse[0].mean < 0
    assert worse[0].low <= worse[0].high <= 0


def test_what_cases_in_hand_ask_is_counted_and_not_given_twice() -> None:
    stage = stage_of(REGION, QUESTION)
    at = stage.grid.first_block(date(2027, 4, 5))
    key = next(each.key for each in REGION.assessors if each.side is Side.INSTITUTE)
    block = next(n for n in range(at, stage.grid.blocks) if stage.resources[key].free >> n & 1)
    busy = replace(stage, taken=((key, block, block),))
    load = next(one for one in loads_in(busy, APRIL) if one.part is Part.INSTITUTE)
    assert load.taken == 1
    assert load.free == next(
        one.free for one in loads_in(stage, APRIL) if one.part is Part.INSTITUTE
    )
    assert not busy.scene().resources[key].free >> block & 1


def test_month_that_has_begun_counts_from_today() -> None:
    today = date(2027, 4, 12)
    asked = replace(QUESTION, today=today)
    assert months_of(asked)[0] == Period(today, APRIL.last)
    grid, period = window(asked)
    assert (grid.monday, period.first) == (today, today)
    rest, whole = (
        stage_of(REGION, one) for one in (asked, replace(asked, today=today - timedelta(days=60)))
    )
    assert loads_in(rest, months_of(asked)[0])[0].asked < loads_in(whole, APRIL)[0].asked


def test_who_cannot_be_judged_is_not_played() -> None:
    latin = replace(REGION.expected[0], sector=Sector.VO, subject="klassieke-talen", per_year=40)
    region = replace(REGION, expected=(latin,))
    assert playable(region) == ()
    stage = stage_of(region, QUESTION)
    assert list(replays(stage, QUESTION, default_rng(1), 1)) == []
    months = told(stage, QUESTION, (), 1).months
    assert months[0].on_time is None
    load = next(each for each in months[0].loads if each.group == "klassieke-talen")
    assert load.use == 1


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
