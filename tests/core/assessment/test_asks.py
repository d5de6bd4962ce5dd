"""Whose turn it is within the five weeks."""

from datetime import date, timedelta

import pytest

from loopbrug.core.assessment.asks import Situation, ask_on
from loopbrug.core.assessment.clock import Course, Stage, standing_on
from loopbrug.core.assessment.model import Part
from loopbrug.core.pathway.model import Party, Pause
from loopbrug.core.terms.words import Period

DAY = date(2027, 3, 1)
PARTS = {
    "intake": (Part.CANDIDATE, Part.GUIDE),
    "judging-field": (Part.FIELD,),
    "decision": (Part.INSTITUTE, Part.FIELD),
}


def in_days(days: int) -> date:
    return DAY + timedelta(days=days)


def asked(*stages: Stage, begun: bool = True, **more: object) -> tuple[Party, str]:
    given: dict[str, object] = {"made_on": in_days(-7), "promised_on": in_days(30), **more}
    course = Course(stages, **given)  # type: ignore[arg-type]
    ask = ask_on(Situation(course, standing_on(course, DAY), begun, PARTS), DAY)
    return ask.party, ask.finding.code.removeprefix("assessment.now-")


INTAKE = Stage("intake", DAY + timedelta(days=9))
JUDGING = Stage("judging-field", DAY + timedelta(days=11))
DECISION = Stage("decision", DAY + timedelta(days=15))


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (asked(INTAKE, DECISION, ended_on=DAY), (Party.NOBODY, "ended")),
        (asked(INTAKE, DECISION, promised_on=None), (Party.BROKER, "find-people")),
        (asked(INTAKE, DECISION, begun=False), (Party.INSTITUTE, "start")),
        (asked(INTAKE, DECISION), (Party.CANDIDATE, "come")),
        (asked(JUDGING, DECISION), (Party.ASSESSORS, "come")),
        (asked(Stage("intake", in_days(-1)), DECISION), (Party.INSTITUTE, "mark")),
        (asked(Stage("judging-field", in_days(-1)), DECISION), (Party.ASSESSORS, "mark")),
        (asked(Stage("intake"), DECISION), (Party.BROKER, "look")),
        (asked(INTAKE, Stage("decision", in_days(40))), (Party.BROKER, "look")),
        (asked(Stage("intake", in_days(-3), held=True), DECISION), (Party.ASSESSORS, "decide")),
    ],
)  # fmt: skip
def test_somebody_has_the_turn(said: tuple[Party, str], expected: tuple[Party, str]) -> None:
    assert said == expected


def test_while_the_clock_stands_still_whoever_is_waited_for_has_the_turn() -> None:
    pause = Pause(Period(in_days(-1), None), Party.SCHOOL, "verbouwing")
    assert asked(INTAKE, DECISION, pauses=(pause,)) == (Party.SCHOOL, "wait")


def test_who_came_past_the_promise_to_the_decision_still_decides() -> None:
    held = Stage("intake", in_days(-30), held=True)
    assert asked(held, DECISION, promised_on=in_days(-1)) == (Party.ASSESSORS, "decide")
