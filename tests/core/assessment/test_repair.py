"""A promise that cannot be kept is broken by as few days as can be."""

from datetime import date, time, timedelta

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
from loopbrug.core.assessment.solver import repair

MONDAY = date(2027, 1, 4)
GRID = Grid(MONDAY, 8, ((time(9), time(12)),), (0,))
STEPS = (
    Step("judging", (Part.FIELD,)),
    Step("lesson", (Part.CANDIDATE, Part.FIELD), after=(Wait("judging"),)),
    Step("decision", (Part.FIELD,), after=(Wait("lesson"),)),
)


def held_by_ill(back_in: int, other_from: int, due_in: int) -> PlanningProblem:
    """Return a case whose judge fell ill after the first step.

    The judge is back in block ``back_in``, another is free from ``other_from``, and the promise
    is ``due_in`` working blocks after the start.
    """
    whole = (1 << GRID.blocks) - 1
    resources = {
        "ill": Resource("ill", whole & ~((1 << back_in) - 1) | 1),
        "other": Resource("other", whole & ~((1 << other_from) - 1)),
        "c": Resource("c", whole),
    }
    planned = (
        Appointment("case", "judging", 0, ((Part.FIELD, "ill"),), fixed=True),
        Appointment("case", "lesson", 2, ((Part.CANDIDATE, "c"), (Part.FIELD, "ill")), fixed=True),
        Appointment("case", "decision", 3, ((Part.FIELD, "ill"),), fixed=True),
    )
    case = Case(
        key="case",
        arrived_on=MONDAY,
        ready=0,
        steps=STEPS,
        choices={Part.CANDIDATE: ("c",), Part.FIELD: ("ill", "other")},
        goal_on=MONDAY + timedelta(days=35),
        due_on=GRID.day_of(due_in),
        planned=planned,
        held={"judging": 0},
    )
    return PlanningProblem(GRID, resources, (case,), now=1, notice=5, lead=1)


def taken_by(problem: PlanningProblem) -> tuple[str, date | None]:
    [plan] = repair(problem).cases
    lesson = next(each for each in plan.appointments if each.step == "lesson")
    return dict(lesson.people)[Part.FIELD], plan.done_on


def test_who_began_goes_on_while_the_promise_holds() -> None:
    assert taken_by(held_by_ill(back_in=8, other_from=2, due_in=12)) == ("ill", GRID.day_of(9))


def test_another_takes_over_where_that_keeps_the_promise() -> None:
    assert taken_by(held_by_ill(back_in=20, other_from=2, due_in=12)) == ("other", GRID.day_of(3))


def test_another_takes_over_rather_than_a_month_late() -> None:
    assert taken_by(held_by_ill(back_in=34, other_from=6, due_in=4)) == ("other", GRID.day_of(7))


def test_who_began_goes_on_when_that_is_hardly_later() -> None:
    assert taken_by(held_by_ill(back_in=7, other_from=6, due_in=4))[0] == "ill"
