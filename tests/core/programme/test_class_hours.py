"""Workplace units are done in the hours in class."""

from dataclasses import replace
from datetime import time

from tests.core.programme.builders import MONDAY, offering, problem, unit, weeks

from loopbrug.core.programme.check import check_programme
from loopbrug.core.programme.class_hours import hours_in_class
from loopbrug.core.programme.model import (
    Block,
    BlockKind,
    Form,
    InWeeks,
    ProgrammeProblem,
    Status,
    Wishes,
)  # fmt: skip
from loopbrug.core.programme.solver import solve
from loopbrug.core.terms.words import Period, TimeSlot, Weekday

MORNING = TimeSlot(Weekday.TUE, time(8, 30), time(12, 30))
IN_CLASS = Block(MORNING, BlockKind.CLASS)


def asked(*blocks: Block, study_hours: int = 6) -> ProgrammeProblem:
    """Return a taught unit of 5 hours a week beside two workplace units of 3 and 2."""
    at_work = [
        replace(unit(c, c.upper(), h), form=Form.WORKPLACE) for c, h in (("b", 12), ("c", 8))
    ]
    offerings = [offering(f"{code}-1", 0, 4) for code in "abc"]
    wishes = Wishes(study_hours, MONDAY, blocks=blocks)
    return problem("A B C", [unit("a", "A", 20), *at_work], offerings, wishes)


def test_without_hours_in_class_workplace_units_take_study_hours() -> None:
    assert solve(asked()).status is Status.IMPOSSIBLE
    assert solve(asked(study_hours=10)).peak_week_hours == 10


def test_in_class_they_take_none_and_the_hours_still_count() -> None:
    given = asked(IN_CLASS)
    programme = solve(given)
    assert (programme.hours, programme.peak_week_hours) == (40, 5)
    assert {planned.unit: planned.in_class for planned in programme.units} == {
        "a": False,
        "b": True,
        "c": True,
    }
    assert check_programme(given, programme) == ()


def test_more_than_there_is_in_class_is_told() -> None:
    assert solve(asked(IN_CLASS)).findings[0].code == "programme.class-hours-full"
    longer = replace(IN_CLASS, slot=replace(MORNING, end=time(13, 30)))
    assert solve(asked(longer)).findings == ()


def test_too_few_hours_in_class_count_as_study() -> None:
    short = replace(IN_CLASS, slot=replace(MORNING, end=time(10, 30)))
    given = asked(short, study_hours=8)
    programme = solve(given)
    assert [planned.in_class for planned in programme.units] == [False, False, True]
    assert programme.peak_week_hours == 8


def test_checker_sees_hours_in_class_that_are_not_there() -> None:
    programme = solve(asked(IN_CLASS))
    wrong = check_programme(asked(study_hours=10), programme)
    assert "programme.wrong-load" in {finding.code for finding in wrong}


def test_hours_in_class_are_those_of_the_whole_period_and_half_for_alternate_weeks() -> None:
    period = weeks(2, 4)
    assert hours_in_class(Wishes(8, MONDAY, blocks=(IN_CLASS,)), period) == 4
    for block, hours in (
        (replace(IN_CLASS, weeks=InWeeks.EVEN), 2),
        (replace(IN_CLASS, period=Period(MONDAY)), 4),
        (replace(IN_CLASS, period=weeks(3, 9)), 0),
        (replace(IN_CLASS, period=weeks(0, 4)), 0),
        (replace(IN_CLASS, kind=BlockKind.WORK), 0),
    ):
        assert hours_in_class(Wishes(8, MONDAY, blocks=(block,)), period) == hours
