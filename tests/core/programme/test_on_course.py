"""Ahead, on course, behind: from facts, with a reason, and never because somebody rested."""

from dataclasses import replace
from datetime import date, timedelta

from tests.core.programme.builders import MONDAY, evening, weeks

from loopbrug.core.programme.course import Course, Stage, Walked
from loopbrug.core.programme.lived import Taken, lived_sessions
from loopbrug.core.programme.model import Form, PlannedUnit
from loopbrug.core.programme.on_course import progress_of
from loopbrug.core.programme.progress import Fate, Presence, Side, UnitResult
from loopbrug.core.terms.words import Period, Weekday


def planned(unit: str, start: int, count: int, closes: str = "") -> PlannedUnit:
    codes = tuple(closes.split()) or (f"O-{unit}",)
    period, slot = weeks(start, count), evening(Weekday.TUE)
    return PlannedUnit(unit, f"{unit}-{start}", codes, 20, 2, period, slot)


A, B = planned("A", 0, 4), planned("B", 4, 4)


def walked(*units: PlannedUnit, **more: object) -> Walked:
    sessions = lived_sessions([Taken(MONDAY - timedelta(days=30), units)], [])
    return replace(Walked(units, sessions), **more)  # type: ignore[arg-type]


def result(unit: PlannedUnit, fate: Fate, on: date) -> UnitResult:
    return UnitResult(unit.unit, unit.offering, on, fate)


def after(week: int) -> date:
    return MONDAY + timedelta(weeks=week)


def codes(walk: Walked, day: date) -> list[str]:
    return [one.code.removeprefix("programme.course-") for one in progress_of(walk, day).reasons]


def test_without_a_programme_there_is_no_course() -> None:
    assert progress_of(walked(), MONDAY).course is Course.NO_PROGRAMME


def test_before_the_first_unit_the_day_it_begins_is_told() -> None:
    found = progress_of(walked(A, B), after(-1))
    assert found.course is Course.NOT_BEGUN
    assert found.reasons[0].value("day") == A.period.first


def test_on_course_while_a_unit_runs_and_when_its_result_came() -> None:
    assert progress_of(walked(A, B), after(2)).course is Course.ON_COURSE
    passed = walked(A, B, results=(result(A, Fate.PASSED, after(4)),))
    found = progress_of(passed, after(5))
    assert found.course is Course.ON_COURSE
    assert (found.units_done, found.units_due, found.hours_done) == (1, 1, 20)


def test_a_result_may_take_two_weeks_and_then_the_unit_is_late() -> None:
    soon, late = after(5), after(6) + timedelta(days=1)
    assert progress_of(walked(A, B), soon).course is Course.ON_COURSE
    assert "awaited" in codes(walked(A, B), soon)
    found = progress_of(walked(A, B), late)
    assert found.course is Course.BEHIND
    assert [unit.planned.unit for unit in found.open] == ["A"]
    assert found.reasons[0].code == "programme.course-unit-late"


def test_a_test_that_is_open_is_called_a_test() -> None:
    test = walked(A, forms={"A": Form.KNOWLEDGE_TEST})
    assert codes(test, after(9)) == ["test-open"]


def test_ahead_when_a_unit_is_done_before_its_end() -> None:
    found = progress_of(walked(A, B, results=(result(A, Fate.PASSED, after(1)),)), after(2))
    assert found.course is Course.AHEAD
    assert found.reasons[0].value("unit") == "A"


def test_evidence_that_shows_everything_closes_a_unit_too() -> None:
    found = progress_of(walked(A, B, shown={"O-B": after(1)}), after(2))
    assert found.course is Course.AHEAD
    assert found.units[1].stage is Stage.SHOWN


def test_failed_is_behind_until_it_is_planned_anew() -> None:
    failed = (result(A, Fate.FAILED, after(4)),)
    assert codes(walked(A, B, results=failed), after(5))[0] == "failed"
    again = planned("A", 10, 4)
    found = progress_of(walked(A, B, again, results=failed), after(5))
    assert found.course is Course.ON_COURSE
    assert [unit.planned.offering for unit in found.units] == [B.offering, again.offering]


def test_who_pauses_is_not_behind_and_gets_the_days_afterwards() -> None:
    late = after(7)
    rest = Period(after(2), after(4) - timedelta(days=1))
    assert progress_of(walked(A), late).course is Course.BEHIND
    assert progress_of(walked(A, paused=True), late).course is Course.PAUSED
    assert progress_of(walked(A, rests=(rest,)), late).course is Course.ON_COURSE
    assert progress_of(walked(A, rests=(rest,)), late).units[0].due_on == after(6) - timedelta(
        days=1
    )


def test_everything_done_is_done() -> None:
    found = progress_of(walked(A, results=(result(A, Fate.PASSED, after(4)),)), after(5))
    assert found.course is Course.DONE


def test_attendance_counts_hours_and_a_missed_session_is_told_but_is_not_behind() -> None:
    days = [session.day for session in walked(A).sessions]
    said = tuple(
        Presence("A", A.offering, day, attended=there, side=Side.INSTITUTE)
        for day, there in zip(days[:2], (True, False), strict=True)
    )
    found = progress_of(walked(A, presences=said), after(2))
    assert found.course is Course.ON_COURSE
    assert found.units[0].hours_done == 5
    assert (found.units[0].attended, found.units[0].missed, found.units[0].met) == (1, 1, 2)
    assert codes(walked(A, presences=said), after(2)) == ["walking", "missed"]


def test_the_institutes_word_counts_before_ones_own() -> None:
    day = walked(A).sessions[0].day
    own = Presence("A", A.offering, day, attended=True, side=Side.CANDIDATE)
    theirs = Presence("A", A.offering, day, attended=False, side=Side.INSTITUTE)
    for said in ((own, theirs), (theirs, own)):
        assert progress_of(walked(A, presences=said), after(1)).units[0].attended == 0


def test_outcomes_over_time_expect_what_is_due_and_know_nothing_of_the_future() -> None:
    walk = walked(A, B, results=(result(A, Fate.PASSED, after(4)),), shown={"O-A": after(4)})
    points = progress_of(walk, after(5)).points
    assert [(point.day.month, point.expected, point.shown) for point in points] == [
        (8, 0, 0),
        (9, 1, 1),
        (10, 2, 1),
    ]
    assert progress_of(walk, after(2)).points[-1].shown is None


def test_the_order_of_units_does_not_matter() -> None:
    assert progress_of(walked(A, B), after(5)) == progress_of(walked(B, A), after(5))
