"""Other moments for one appointment, nobody else moving."""

from dataclasses import replace
from datetime import date, time

import pytest

from loopbrug.core.assessment.model import (
    Appointment,
    Case,
    Grid,
    Part,
    PlanningProblem,
    Resource,
    Step,
    Wait,
)
from loopbrug.core.assessment.moments import moments_for

MONDAY = date(2027, 1, 4)
GRID = Grid(MONDAY, 2, ((time(9), time(12)), (time(13), time(16))), (0, 1))
C, G, S = Part.CANDIDATE, Part.GUIDE, Part.SCHOOL
EVERY = (1 << GRID.blocks) - 1
TALK, LESSON, END = (
    Step("talk", (C, G)),
    Step("lesson", (C, S), after=(Wait("talk", 1),)),
    Step("end", (C, G), after=(Wait("lesson", 1),)),
)


def blocks(*free: int) -> int:
    return sum(1 << block for block in free)


def planned(step: str, block: int, *people: tuple[Part, str], fixed: bool = False) -> Appointment:
    return Appointment("a", step, block, people, fixed)


def case() -> Case:
    return Case(
        key="a", arrived_on=MONDAY, ready=0, steps=(TALK, LESSON, END),
        choices={C: ("c",), G: ("g",), S: ("s", "t")}, goal_on=date(2027, 1, 15),
        due_on=date(2027, 1, 13),
        planned=(
            planned("talk", 2, (C, "c"), (G, "g")),
            planned("lesson", 6, (C, "c"), (S, "s")),
            planned("end", 10, (C, "c"), (G, "g")),
        ),
    )  # fmt: skip


def problem(*others: Case, **free: int) -> PlanningProblem:
    masks = {"c": EVERY, "g": EVERY, "s": EVERY, "t": 0} | free
    resources = {key: Resource(key, mask) for key, mask in masks.items()}
    return PlanningProblem(GRID, resources, (case(), *others), now=0, notice=1)


def found(asked: PlanningProblem, step: str) -> list[int]:
    """Where it can be with nothing else moving."""
    return [each.appointment.block for each in moments_for(asked, "a", step) if not each.along]


def test_a_step_stays_between_what_it_waits_for_and_what_waits_for_it() -> None:
    assert found(problem(), "lesson") == [4, 5, 7, 8]


def test_later_steps_move_along_where_they_must_and_end_by_the_promise() -> None:
    moments = {
        each.appointment.block: [(one.step, one.block) for one in each.along]
        for each in moments_for(problem(), "a", "lesson")
        if each.along
    }
    assert moments == {9: [("end", 11)], 10: [("end", 12)], 11: [("end", 13)], 12: [("end", 14)],
                       13: [("end", 15)]}  # fmt: skip


def test_a_later_step_that_is_fixed_does_not_move_along() -> None:
    one = case()
    *before, end = one.planned
    fixed = replace(one, planned=(*before, replace(end, fixed=True)))
    moments = moments_for(replace(problem(), cases=(fixed,)), "a", "lesson")
    assert [each.appointment.block for each in moments] == [4, 5, 7, 8]


def test_the_last_step_ends_by_the_promise() -> None:
    assert found(problem(), "end") == [8, 9, 11, 12, 13, 14, 15]


def test_nothing_moves_into_the_notice_period() -> None:
    assert found(replace(problem(), notice=2), "talk") == [3, 4]
    assert found(problem(), "talk") == [1, 3, 4]


def test_everybody_is_free_and_in_one_place() -> None:
    other = replace(
        case(), key="b", steps=(TALK,), planned=(
            Appointment("b", "talk", 12, ((C, "d"), (G, "g"))),
        ),
    )  # fmt: skip
    asked = problem(other, c=blocks(2, 6, 9, 10, 12, 13), d=EVERY)
    assert found(asked, "end") == [9, 13]


def test_another_class_may_take_the_lesson_and_the_same_one_goes_first() -> None:
    moments = moments_for(problem(s=blocks(6, 7), t=blocks(7, 8)), "a", "lesson")
    found_ = [(one.appointment.block, dict(one.appointment.people)[S]) for one in moments]
    assert found_ == [(7, "s"), (8, "t")]


def test_a_pool_of_rooms_is_taken_when_all_are() -> None:
    room = (Part.ROOM, "r")
    roomy = replace(TALK, parts=(C, G, Part.ROOM))
    own = replace(
        case(), steps=(roomy,), planned=(planned("talk", 2, (C, "c"), (G, "g"), room),)
    )  # fmt: skip
    others = [
        replace(
            own, key=key, planned=(Appointment(key, "talk", 3, ((C, key), (G, key), room)),),
        )
        for key in ("x", "y")
    ]  # fmt: skip
    people = {key: Resource(key, EVERY) for key in ("c", "g", "x", "y")}
    asked = PlanningProblem(
        GRID, {**people, "r": Resource("r", blocks(2, 3, 4), 2)}, (own, *others)
    )  # fmt: skip
    assert found(asked, "talk") == [4]


@pytest.mark.parametrize("change", ["fixed", "held", "near", "gone"])
def test_what_is_fixed_held_or_not_planned_has_no_other_moment(change: str) -> None:
    one = case()
    changed = {
        "fixed": replace(one, planned=(planned("talk", 2, (C, "c"), (G, "g"), fixed=True),)),
        "held": replace(one, held={"talk": 2}),
        "near": replace(one, planned=(planned("talk", 0, (C, "c"), (G, "g")),)),
        "gone": replace(one, planned=()),
    }[change]
    assert found(replace(problem(), cases=(changed,)), "talk") == []
