"""The questions of the orientation as data: one a page, each only when it matters."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from loopbrug.core.orientation.subjects import load_fields, load_subjects
from loopbrug.core.terms.words import Bilingual

UNKNOWN = "unknown"
"""The answer to an optional question that somebody skips."""
_SKIP = Bilingual("Dat weet ik nog niet", "I don't know yet")
Answers = Mapping[str, object]
Condition = tuple[tuple[str, tuple[str, ...]], ...]
"""Per earlier question the answers of which one must have been given."""


class QuestionKind(StrEnum):
    """How a question is answered: by a choice, a year, or a day."""

    CHOICE = "choice"
    YEAR = "year"
    DAY = "day"


@dataclass(frozen=True, slots=True)
class Option:
    """One answer to choose."""

    code: str
    text: Bilingual


@dataclass(frozen=True, slots=True)
class Question:
    """One question, its help line, and which earlier answers make it appear.

    One of the conditions in ``when`` must hold; without any it always appears.
    ``options_from`` is "subjects" or "fields" when the options come from a list.
    """

    code: str
    kind: QuestionKind
    text: Bilingual
    help: Bilingual
    options: tuple[Option, ...] = ()
    options_from: str = ""
    when: tuple[Condition, ...] = ()
    optional: bool = False

    def appears(self, answers: Answers) -> bool:
        """Return whether the answers so far make it matter."""
        return not self.when or any(
            all(answers.get(earlier) in wanted for earlier, wanted in condition)
            for condition in self.when
        )


@cache
def load_questions() -> tuple[Question, ...]:
    """Return every question, in the order in which they are asked."""
    text = (files(__package__) / "questions.yaml").read_text(encoding="utf-8")
    page: Mapping[str, Mapping[str, Any]] = yaml.safe_load(text)
    return tuple(_question(code, row) for code, row in page.items())


def _question(code: str, row: Mapping[str, Any]) -> Question:
    options = row.get("options", {})
    return Question(
        code=code,
        kind=QuestionKind(row["kind"]),
        text=Bilingual(**row["text"]),
        help=Bilingual(**row["help"]),
        options=tuple(Option(each, Bilingual(**words)) for each, words in options.items()),
        options_from=row.get("options_from", ""),
        when=_conditions(row.get("when", [])),
        optional=row.get("optional", False),
    )


def _conditions(given: Any) -> tuple[Condition, ...]:
    alternatives = given if isinstance(given, list) else [given]
    return tuple(
        tuple((earlier, tuple(wanted)) for earlier, wanted in each.items()) for each in alternatives
    )


def shown(answers: Answers) -> tuple[Question, ...]:
    """Return the questions that matter given the answers so far, answered or not.

    A question whose earlier question is hidden stays hidden, whatever was once answered there.
    """
    visible: dict[str, object] = {}
    found = []
    for question in load_questions():
        if question.appears(visible):
            found.append(question)
            visible[question.code] = answers.get(question.code)
    return tuple(found)


def next_question(answers: Answers) -> Question | None:
    """Return the first question without an answer, or None when all are answered."""
    return next((each for each in shown(answers) if each.code not in answers), None)


def options_of(question: Question, answers: Answers) -> tuple[Option, ...]:
    """Return what can be chosen, with "I don't know yet" last when a choice may be skipped.

    Subjects are those of the chosen sector.
    """
    listed = question.options
    if question.options_from == "subjects":
        sector = answers.get("sector")
        listed = tuple(
            Option(each.code, each.name)
            for each in load_subjects().values()
            if sector in each.sectors
        )
    elif question.options_from == "fields":
        listed = tuple(Option(each.code, each.name) for each in load_fields().values())
    skippable = question.optional and question.kind is QuestionKind.CHOICE
    return (*listed, Option(UNKNOWN, _SKIP)) if skippable else listed
