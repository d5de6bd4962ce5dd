"""From the answers a visitor gave to the values of the core."""

from datetime import date
from functools import cache

from loopbrug.core.law.loader import load_law
from loopbrug.core.law.model import Law
from loopbrug.core.orientation.answers import checked, person_from_answers
from loopbrug.core.orientation.judge import orient
from loopbrug.core.orientation.model import Orientation
from loopbrug.core.orientation.questions import (
    UNKNOWN,
    Answers,
    Question,
    QuestionKind,
    options_of,
    shown,
)
from loopbrug.core.terms.words import Bilingual


@cache
def law() -> Law:
    """Return every dated parameter, read once."""
    return load_law()


def orientation_of(answers: Answers, day: date) -> Orientation:
    """Return every route as it stands on ``day``; raises ``BadDataError`` with every fault."""
    return orient(person_from_answers(answers), law(), day)


def first_open(answers: Answers) -> Question | None:
    """Return the first question without a usable answer, or None when all have one."""
    _, faults = checked(answers)
    wrong = {fault.about for fault in faults}
    return next(
        (each for each in shown(answers) if each.code in wrong or each.code not in answers), None
    )


def told(question: Question, answers: Answers) -> Bilingual | str:
    """Return an answer as it was given: a text in two languages, or the year or day as typed.

    A question that was skipped, or that has no usable answer, gives "".
    """
    given = str(answers.get(question.code, ""))
    if question.kind is not QuestionKind.CHOICE:
        return "" if given == UNKNOWN else given
    texts = {option.code: option.text for option in options_of(question, answers)}
    return texts.get(given, "")
