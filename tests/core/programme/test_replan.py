"""Made again with as little disruption as can be: by example, and for any small problem."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, time, timedelta
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.core.programme.builders import MONDAY, offering, problem, unit, weeks
from tests.core.programme.test_properties import random_problem

from loopbrug.core.programme.change_reasons import Occasion
from loopbrug.core.programme.check import check_programme
from loopbrug.core.programme.model import (
    Block,
    BlockKind,
    Offering,
    PlannedUnit,
    Programme,
    ProgrammeProblem,
    Status,
    Wishes,
)  # fmt: skip
from loopbrug.core.programme.progress import Fate, UnitResult
from loopbrug.core.programme.replan import Course, replanned, still_to_choose
from loopbrug.core.programme.solver import solve
from loopbrug.core.terms.words import Period, TimeSlot, Weekday

SEEDS = st.integers(0, 2**32 - 1)
LATER = MONDAY + timedelta(weeks=4)


def course(programme: Programme, today: date, *results: UnitResult) -> Course:
    return Course(programme.units, results, today)


def places(programme: Programme) -> list[str]:
    return [planned.offering for planned in programme.units]


def three() -> ProgrammeProblem:
    """Return three units: one over, one running and one to come, in week four."""
    given = [
        offering("a-1", 0, 3, Weekday.TUE),
        offering("a-2", 12, 3, Weekday.TUE),
        offering("b-1", 3, 4, Weekday.WED),
        offering("b-2", 8, 4, Weekday.WED),
        offering("c-1", 7, 4, Weekday.THU),
        offering("c-2", 12, 4, Weekday.THU),
    ]
    units = [unit("a", "A"), unit("b", "B"), unit("c", "C")]
    return problem("A B C", units, given, Wishes(7, MONDAY))


def test_without_a_change_nothing_moves() -> None:
    asked = three()
    old = solve(asked)
    assert places(old) == ["a-1", "b-1", "c-1"]
    assert replanned(asked, course(old, LATER)) == replace(
        old, nodes=replanned(asked, course(old, LATER)).nodes
    )


def test_a_failed_test_is_taken_again_and_the_rest_stays() -> None:
    asked = three()
    old = solve(asked)
    new = replanned(asked, course(old, LATER, UnitResult("a", "a-1", LATER, Fate.FAILED)))
    assert places(new) == ["b-1", "c-1", "a-2"]
    assert new.proved


def test_eight_weeks_away_break_off_what_runs_and_move_what_comes() -> None:
    asked = three()
    old = solve(asked)
    away = replace(asked.wishes, away=(weeks(4, 8),))
    longer = (*asked.catalogue.offerings, offering("b-3", 17, 4, Weekday.WED))
    asked = replace(asked, wishes=away, catalogue=replace(asked.catalogue, offerings=longer))
    new = replanned(asked, course(old, LATER))
    assert places(new) == ["a-1", "c-2", "b-3"]


def test_what_has_no_sessions_waits_and_asks_more_hours_after() -> None:
    units, given = [unit("a", "A", 24)], [offering("a-1", 0, 12), offering("a-2", 12, 12)]
    asked = problem("A", units, given, Wishes(7, MONDAY))
    old = solve(asked)
    away = replace(asked, wishes=replace(asked.wishes, away=(weeks(5, 3),)))
    new = replanned(away, course(old, LATER))
    # Four weeks of two hours done; sixteen left in the five weeks that are left.
    assert [(one.offering, one.hours_per_week) for one in new.units] == [("a-1", 4)]
    too_long = replace(asked, wishes=replace(asked.wishes, away=(weeks(5, 6),)))
    assert places(replanned(too_long, course(old, LATER))) == ["a-2"]


def test_a_school_that_changes_days_moves_only_what_meets_then() -> None:
    asked = three()
    old = solve(asked)
    lessons = Block(TimeSlot(Weekday.THU, time(8), time(19)), BlockKind.CLASS, "", Period(LATER))
    new = replanned(
        replace(asked, wishes=replace(asked.wishes, blocks=(lessons,))), course(old, LATER)
    )
    assert new.status is Status.IMPOSSIBLE
    until = replace(lessons, period=Period(LATER, weeks(11, 1).last))
    new = replanned(
        replace(asked, wishes=replace(asked.wishes, blocks=(until,))), course(old, LATER)
    )
    assert places(new) == ["a-1", "b-1", "c-2"]


def test_a_cancelled_offering_that_has_not_begun_is_not_planned_again() -> None:
    asked = three()
    old = solve(asked)
    gone = UnitResult("c", "c-1", LATER, Fate.BROKEN_OFF)
    assert places(replanned(asked, course(old, LATER, gone))) == ["a-1", "b-1", "c-2"]


def test_running_units_that_no_longer_fit_together_are_given_up_one_at_most() -> None:
    units = [unit("a", "A"), unit("b", "B")]
    given = [offering("a-1", 0, 5), offering("b-1", 0, 5), offering("a-2", 6, 5)]
    asked = problem("A B", units, [*given, offering("b-2", 6, 5)], Wishes(8, MONDAY))
    old = solve(asked)
    less = replace(asked, wishes=replace(asked.wishes, study_hours=4))
    new = replanned(less, course(old, MONDAY))
    assert sorted(places(new)) in (["a-1", "b-2"], ["a-2", "b-1"])


def test_a_running_unit_with_nothing_left_to_learn_stops() -> None:
    asked = three()
    old = solve(asked)
    shown = replace(
        asked,
        needs=tuple(need for need in asked.needs if need.outcome != "B"),
        held=frozenset("B"),
    )
    assert places(replanned(shown, course(old, LATER))) == ["a-1", "c-1"]


def test_the_fewest_changes_come_before_an_earlier_finish() -> None:
    units = [unit("a", "A"), unit("b", "B")]
    given = [offering("a-1", 5, 3, Weekday.TUE), offering("b-1", 9, 3), offering("b-2", 5, 4)]
    asked = problem("A B", units, given)
    old = solve(replace(asked, catalogue=replace(asked.catalogue, offerings=tuple(given[:2]))))
    assert places(solve(asked)) == ["a-1", "b-2"]
    assert places(replanned(asked, course(old, MONDAY))) == ["a-1", "b-1"]


def draws(seed: int) -> tuple[ProgrammeProblem, Programme, date, Random]:
    asked = random_problem(seed)
    draw = Random(seed)  # noqa: S311 - no secrets here
    return asked, solve(asked), MONDAY + timedelta(days=draw.randint(0, 90)), draw


@settings(max_examples=60, deadline=None)
@given(SEEDS)
def test_a_replan_without_a_change_is_the_same_plan(seed: int) -> None:
    asked, old, today, _ = draws(seed)
    if old.status is Status.PROVED:
        new = replanned(asked, course(old, today))
        assert replace(new, nodes=0) == replace(old, nodes=0)


@settings(max_examples=60, deadline=None)
@given(SEEDS)
def test_more_evidence_never_makes_a_plan_longer(seed: int) -> None:
    asked, old, today, draw = draws(seed)
    if old.status is not Status.PROVED or not asked.needs:
        return
    shown = draw.choice(asked.needs)
    more = replace(
        asked,
        needs=tuple(need for need in asked.needs if need is not shown),
        held=asked.held | {shown.outcome},
    )
    new = replanned(more, course(old, today))
    assert new.status is Status.PROVED
    assert new.hours <= old.hours


@settings(max_examples=60, deadline=None)
@given(SEEDS)
def test_a_replan_is_sound_keeps_what_it_can_and_holds_nothing_superfluous(seed: int) -> None:
    asked, old, today, draw = draws(seed)
    if old.status is not Status.PROVED or not old.units:
        return
    lost = draw.choice(old.units)
    result = UnitResult(
        lost.unit, lost.offering, today, draw.choice([Fate.FAILED, Fate.BROKEN_OFF])
    )
    new = replanned(asked, course(old, today, result))
    if new.status is Status.IMPOSSIBLE:
        return
    assert lost.offering not in places(new)
    stays = {one.offering for one in old.units if one.period.first <= today and one is not lost}
    assert {
        one.offering
        for one in old.units
        if one.period.last and one.period.last < today and one is not lost
    } <= set(places(new))
    kept = tuple(one for one in new.units if one.offering in stays)
    assert not check_programme(replace(asked, kept=kept), new)
    for one in new.units:
        if one.offering not in stays:
            assert closes_alone(asked, one, new.units)


def closes_alone(asked: ProgrammeProblem, one: PlannedUnit, units: Iterable[PlannedUnit]) -> bool:
    """Return whether leaving a unit out leaves something open, or a unit without what it asks."""
    left = tuple(each for each in units if each is not one)
    thinner = Programme(Status.FEASIBLE, left, finish=one.period.last)
    wrong = {finding.code for finding in check_programme(asked, thinner)}
    return bool({"programme.wrong-open", "programme.wrong-order"} & wrong)


def with_moved(asked: ProgrammeProblem, *moved: Offering) -> ProgrammeProblem:
    """Return the problem in which institutes give these offerings in another way."""
    now = {one.code: one for one in moved}
    offerings = tuple(now.get(one.code, one) for one in asked.catalogue.offerings)
    return replace(asked, catalogue=replace(asked.catalogue, offerings=offerings))


def test_what_runs_follows_its_institute_to_another_day() -> None:
    asked = three()
    old = solve(asked)
    moved = with_moved(asked, offering("b-1", 3, 4, Weekday.FRI))
    new = replanned(moved, course(old, LATER))
    (running,) = [one for one in new.units if one.unit == "b"]
    assert (running.offering, running.slot) == ("b-1", offering("x", 0, 1, Weekday.FRI).slot)
    assert [one for one in new.units if one.unit != "b"] == [
        one for one in old.units if one.unit != "b"
    ]
    why = Occasion(moved, course(old, LATER)).why(old.units[1], running)
    assert why.code == "programme.change-moved"


def test_what_runs_on_a_day_that_is_taken_now_is_given_elsewhere() -> None:
    asked = three()
    old = solve(asked)
    moved = with_moved(asked, offering("b-1", 3, 4, Weekday.FRI))
    moved = replace(moved, wishes=replace(moved.wishes, days_off=(Weekday.FRI,)))
    new = replanned(moved, course(old, LATER))
    assert places(new) == ["a-1", "b-2", "c-2"]


def test_what_comes_follows_its_institute_to_other_weeks() -> None:
    asked = three()
    old = solve(asked)
    later = offering("c-1", 9, 4, Weekday.THU)
    new = replanned(with_moved(asked, later), course(old, LATER))
    (coming,) = [one for one in new.units if one.unit == "c"]
    assert (coming.offering, coming.period) == ("c-1", later.period)


def test_what_runs_and_left_the_catalogue_goes_on_until_somebody_says_it_does_not() -> None:
    asked = three()
    old = solve(asked)
    left = tuple(one for one in asked.catalogue.offerings if one.code != "b-1")
    without = replace(asked, catalogue=replace(asked.catalogue, offerings=left))
    assert places(replanned(without, course(old, LATER))) == ["a-1", "b-1", "c-1"]
    stopped = UnitResult("b", "b-1", LATER, Fate.BROKEN_OFF)
    assert places(replanned(without, course(old, LATER, stopped))) == ["a-1", "b-2", "c-2"]


def test_what_is_still_to_choose_keeps_what_is_over_or_runs() -> None:
    asked = three()
    old = solve(asked)
    ahead = still_to_choose(asked, course(old, LATER))
    assert [one.unit for one in ahead.kept] == ["a", "b"]
    assert places(solve(ahead)) == places(old)
