from dataclasses import replace
from datetime import date, time

import pytest
from tests.core.programme.builders import (
    AMERSFOORT,
    MONDAY,
    UTRECHT,
    offering,
    problem,
    unit,
    weeks,
)  # fmt: skip

from loopbrug.core.programme.model import (
    Block,
    BlockKind,
    Programme,
    ProgrammeProblem,
    Status,
    Wishes,
)  # fmt: skip
from loopbrug.core.programme.solver import solve
from loopbrug.core.terms.words import Period, TimeSlot, Weekday

TUE, WED = Weekday.TUE, Weekday.WED


def codes(programme: Programme) -> list[tuple[str, ...]]:
    assert programme.status is Status.IMPOSSIBLE
    return [
        tuple(wish.code.removeprefix("programme.") for wish in conflict.wishes)
        for conflict in programme.conflicts
    ]


def wednesdays(wishes: Wishes) -> ProgrammeProblem:
    """Return a choice between a Wednesday soon and a Tuesday late."""
    given = [offering("a-1", 0, 4, WED), offering("a-2", 20, 4, TUE)]
    return problem("A", [unit("a", "A")], given, wishes)


def test_day_off_and_finish_exclude_each_other_only_together() -> None:
    by = weeks(0, 10).last
    both = Wishes(12, MONDAY, finish_by=by, days_off=(WED,))
    assert codes(solve(wednesdays(both))) == [("wish-day-off", "wish-finish-by")]
    assert solve(wednesdays(replace(both, days_off=()))).proved
    assert solve(wednesdays(replace(both, finish_by=None))).status is Status.PROVED


def test_wish_that_has_no_part_in_it_is_not_named() -> None:
    wishes = Wishes(12, MONDAY, days_off=(WED, TUE), travel_minutes=90, home=UTRECHT)
    assert codes(solve(wednesdays(wishes))) == [("wish-day-off", "wish-day-off")]


@pytest.mark.parametrize(
    ("wishes", "code"),
    [
        (Wishes(3, MONDAY), "wish-study-hours"),
        (Wishes(12, MONDAY, away=(weeks(1, 1),)), "wish-away"),
        (Wishes(12, MONDAY, home=AMERSFOORT, travel_minutes=20), "wish-travel"),
        (Wishes(12, MONDAY, online_only=True), "wish-online"),
        (Wishes(12, date(2028, 1, 1)), "wish-start"),
    ],
)
def test_single_wish_that_makes_it_impossible_is_named(wishes: Wishes, code: str) -> None:
    given = problem("A", [unit("a", "A")], [offering("a-1", 0, 4, TUE, UTRECHT)], wishes)
    assert codes(solve(given)) == [(code,)]


def test_block_counts_with_the_travel_before_a_session() -> None:
    work = Block(TimeSlot(TUE, time(9), time(17, 30)), BlockKind.WORK, "work")
    given = problem("A", [unit("a", "A")], [offering("a-1", 0, 4, TUE, AMERSFOORT)])
    near = replace(given, wishes=Wishes(12, MONDAY, blocks=(work,), home=AMERSFOORT))
    assert solve(near).status is Status.PROVED
    far = replace(given, wishes=replace(near.wishes, home=UTRECHT))
    programme = solve(far)
    assert codes(programme) == [("wish-block",)]
    assert programme.conflicts[0].wishes[0].value("label") == "work"


def test_block_outside_its_period_is_not_in_the_way() -> None:
    slot = TimeSlot(TUE, time(18), time(21))
    block = Block(slot, BlockKind.CARE, period=Period(date(2027, 1, 1), date(2027, 6, 30)))
    given = problem("A", [unit("a", "A")], [offering("a-1", 0, 4, TUE)])
    assert solve(replace(given, wishes=Wishes(12, MONDAY, blocks=(block,)))).proved
    always = Wishes(12, MONDAY, blocks=(replace(block, period=None),))
    assert codes(solve(replace(given, wishes=always))) == [("wish-block-care",)]


def test_zero_study_hours_is_its_own_finding() -> None:
    given = problem("A", [unit("a", "A")], [offering("a-1", 0, 4)], Wishes(0, MONDAY))
    assert codes(solve(given)) == [("no-study-hours",)]


def test_untaught_outcome_is_named() -> None:
    programme = solve(problem("A B", [unit("a", "A")], [offering("a-1", 0, 4)]))
    assert codes(programme) == [("untaught-outcome",)]
    assert programme.conflicts[0].wishes[0].about == "B"


def test_prerequisite_nobody_teaches_is_named() -> None:
    programme = solve(problem("A", [unit("a", "A", needs="Z")], [offering("a-1", 0, 4)]))
    assert codes(programme) == [("prerequisite-untaught",)]
    assert programme.conflicts[0].wishes[0].value("outcome") == "Z"


def test_ring_of_prerequisites_is_named_per_unit() -> None:
    units = [unit("a", "A", needs="B"), unit("b", "B", needs="A")]
    offerings = [offering("a-1", 0, 4), offering("b-1", 0, 4), offering("a-2", 5, 4)]
    assert codes(solve(problem("A B", units, offerings))) == [
        ("prerequisite-ring",), ("prerequisite-ring",)
    ]  # fmt: skip


def test_two_units_only_at_the_same_moment_leave_no_room() -> None:
    units = [unit("a", "A"), unit("b", "B")]
    offerings = [offering("a-1", 0, 4, TUE), offering("b-1", 0, 4, TUE)]
    assert codes(solve(problem("A B", units, offerings))) == [("no-room",)]
