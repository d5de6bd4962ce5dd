from dataclasses import replace
from datetime import date, timedelta

from tests.core.programme.builders import (
    AMERSFOORT,
    MONDAY,
    UTRECHT,
    evening,
    offering,
    problem,
    unit,
    weeks,
)  # fmt: skip

from loopbrug.core.outcomes.model import Need
from loopbrug.core.programme.check import check_programme
from loopbrug.core.programme.model import Form, Limits, Offering, Status, Wishes
from loopbrug.core.programme.solver import solve
from loopbrug.core.terms.words import Period, Weekday

TUE, WED = Weekday.TUE, Weekday.WED


def test_nothing_needed_is_an_empty_proved_programme() -> None:
    programme = solve(problem("", [unit("a", "A")], [offering("a-1", 0, 4)]))
    assert programme.status is Status.PROVED
    assert (programme.units, programme.hours, programme.finish) == ((), 0, None)


def test_one_wide_unit_beats_two_narrow_ones_when_shorter() -> None:
    wide = replace(unit("w", "A B", 15), exemptible=False)
    given = problem(
        "A B",
        [unit("a", "A"), unit("b", "B"), wide],
        [offering("a-1", 0, 4), offering("b-1", 0, 4), offering("w-1", 8, 4)],
    )
    programme = solve(given)
    assert [planned.offering for planned in programme.units] == ["w-1"]
    assert programme.hours == programme.bound == 30
    assert programme.units[0].closes == ("A", "B")


def test_hours_of_outcomes_not_needed_fall_away_only_when_exemptible() -> None:
    both = replace(unit("w", "A B", 15), fixed_hours=2)
    given = problem("A", [both], [offering("w-1", 0, 4)])
    assert solve(given).hours == 17
    whole = replace(
        given, catalogue=replace(given.catalogue, units=(replace(both, exemptible=False),))
    )
    assert solve(whole).hours == 32


def test_partly_validated_outcome_costs_the_hours_left() -> None:
    given = problem("A", [unit("a", "A", 20)], [offering("a-1", 0, 4)])
    programme = solve(replace(given, needs=(Need("A", 6),)))
    assert (programme.hours, programme.full_route_hours) == (6, 20)


def test_equal_hours_take_the_earliest_finish_then_the_lowest_peak() -> None:
    offerings = [offering("a-1", 0, 4), offering("a-2", 3, 4), offering("a-3", 0, 5)]
    offerings += [offering("b-1", 0, 8), offering("b-2", 4, 4)]
    programme = solve(problem("A B", [unit("a", "A"), unit("b", "B")], offerings))
    assert programme.finish == weeks(0, 8).last
    assert programme.peak_week_hours == 5
    assert {planned.offering for planned in programme.units} == {"a-1", "b-2"}


def test_prerequisite_nobody_needs_is_studied_before() -> None:
    units = [unit("a", "A", needs="P"), unit("p", "P", 5)]
    offerings = [offering("a-1", 0, 4), offering("a-2", 6, 4), offering("p-1", 2, 4)]
    given = problem("A", units, offerings)
    programme = solve(given)
    assert [planned.offering for planned in programme.units] == ["p-1", "a-2"]
    assert check_programme(given, programme) == ()
    held = solve(replace(given, held=frozenset({"P"})))
    assert [planned.offering for planned in held.units] == ["a-1"]


def test_needed_unit_is_finished_before_or_all_of_it_held() -> None:
    units = [unit("a", "A", after="x"), unit("x", "X", 5)]
    offerings = [offering("a-1", 4, 4), offering("x-1", 0, 4)]
    given = problem("A", units, offerings)
    programme = solve(given)
    assert [planned.unit for planned in programme.units] == ["x", "a"]
    assert programme.hours == 25
    assert check_programme(given, programme) == ()
    assert solve(replace(given, held=frozenset({"X"}))).hours == 20


def test_redundant_looking_unit_is_taken_for_an_early_prerequisite() -> None:
    units = [unit("a", "A", needs="P"), replace(unit("late", "P Q", 5), exemptible=False)]
    units += [unit("early", "P", 3)]
    offerings = [offering("a-1", 4, 4), offering("late-1", 9, 4), offering("early-1", 0, 4)]
    given = problem("A P Q", units, offerings)
    programme = solve(given)
    assert {planned.unit for planned in programme.units} == {"a", "late", "early"}
    assert {p.unit: p.closes for p in programme.units} == {
        "early": ("P",), "a": ("A",), "late": ("Q",)
    }  # fmt: skip
    assert check_programme(given, programme) == ()


def test_workplace_unit_has_no_session_to_be_in_the_way() -> None:
    at_work = replace(unit("a", "A"), form=Form.WORKPLACE)
    wishes = Wishes(12, MONDAY, days_off=(WED,), online_only=True)
    programme = solve(problem("A", [at_work], [offering("a-1", 0, 4, WED, UTRECHT)], wishes))
    assert programme.proved
    assert programme.units[0].slot is None


def test_holiday_weeks_carry_no_load_and_do_not_count() -> None:
    given = problem("A", [unit("a", "A", 20)], [offering("a-1", 0, 6, TUE)])
    holiday = Period(MONDAY + timedelta(weeks=2), MONDAY + timedelta(weeks=4, days=-1))
    resting = replace(given, catalogue=replace(given.catalogue, holidays=(holiday,)))
    assert (solve(given).peak_week_hours, solve(resting).peak_week_hours) == (4, 5)


def test_offering_with_every_session_on_a_holiday_is_left_out_and_told() -> None:
    one_day = MONDAY + timedelta(days=1)
    given = problem("A", [unit("a", "A")], [offering("a-1", 0, 1, TUE), offering("a-2", 5, 4, TUE)])
    given = replace(given, catalogue=replace(given.catalogue, holidays=(Period(one_day, one_day),)))
    programme = solve(replace(given, wishes=Wishes(40, MONDAY)))
    assert [planned.offering for planned in programme.units] == ["a-2"]
    assert [f.code for f in programme.findings] == ["programme.offering-on-holiday"]


def test_period_until_a_leap_day_is_planned_to_that_day() -> None:
    course = Offering("a-1", "a", Period(date(2028, 2, 1), date(2028, 2, 29)), evening(TUE))
    programme = solve(problem("A", [unit("a", "A")], [course]))
    assert programme.finish == date(2028, 2, 29)
    assert programme.units[0].hours_per_week == 4


def test_travel_limit_keeps_far_sessions_out() -> None:
    offerings = [offering("a-1", 0, 4, TUE, AMERSFOORT), offering("a-2", 8, 4, TUE, UTRECHT)]
    wishes = Wishes(12, MONDAY, home=UTRECHT, travel_minutes=30)
    programme = solve(problem("A", [unit("a", "A")], offerings, wishes))
    assert [planned.offering for planned in programme.units] == ["a-2"]


def test_limit_reached_is_told_and_bound_stays_below() -> None:
    programme = solve(problem("A", [unit("a", "A")], [offering("a-1", 0, 4)]), Limits(nodes=0))
    assert programme.status is Status.FEASIBLE
    assert programme.bound <= 20 <= programme.hours
