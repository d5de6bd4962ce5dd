from collections.abc import Mapping
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loopbrug.core.law.loader import load_law
from loopbrug.core.orientation.answers import person_from_answers
from loopbrug.core.orientation.judge import orient
from loopbrug.core.orientation.model import Dutch, Level, PostKind
from loopbrug.core.orientation.questions import (
    UNKNOWN,
    QuestionKind,
    load_questions,
    next_question,
    options_of,
    shown,
)
from loopbrug.core.terms.finding import BadDataError
from loopbrug.core.terms.words import Degree, Sector

DAY = date(2026, 11, 23)
MARIE: Mapping[str, object] = {
    "sector": "po",
    "level": "hbo-bachelor",
    "field": "communicatie",
    "year": "2007",
    "teaching": "no",
    "work_since": "2011",
    "school": "no",
}


@st.composite
def walks(draw: st.DrawFn) -> dict[str, object]:
    """A visitor who answers question after question."""
    answers: dict[str, object] = {}
    while (question := next_question(answers)) is not None:
        if question.kind is QuestionKind.CHOICE:
            options = options_of(question, answers)
            answers[question.code] = draw(st.sampled_from(options)).code
        elif question.kind is QuestionKind.YEAR:
            answers[question.code] = draw(st.sampled_from(["1998", 2015, UNKNOWN]))
        else:
            answers[question.code] = draw(st.sampled_from(["2026-02-28", date(2025, 8, 31)]))
    return answers


@settings(max_examples=150, deadline=None)
@given(walks())
def test_every_walk_ends_with_open_doors(answers: dict[str, object]) -> None:
    told = orient(person_from_answers(answers), load_law(), DAY)
    assert told.routes
    assert len(answers) <= 12


def test_stranger_from_work_answers_seven_questions() -> None:
    assert [question.code for question in shown(MARIE)] == list(MARIE)
    assert next_question(MARIE) is None
    person = person_from_answers(MARIE)
    assert person.wanted.degree is Degree.PRIMARY
    assert person.diplomas[0].awarded_on == date(2007, 1, 1)
    assert person.dutch is Dutch.UNKNOWN
    assert not person.appointment


def test_answers_to_hidden_questions_are_left_aside() -> None:
    changed = {**MARIE, "subject": "duits", "teaching_since": "2026-09-01"}
    assert person_from_answers(changed) == person_from_answers(MARIE)


def test_unqualified_teacher_gets_a_post_with_its_start() -> None:
    answers = {
        "sector": "vo",
        "subject": "duits",
        "level": "wo-master",
        "field": "germanistiek",
        "year": UNKNOWN,
        "degree": "second",
        "teaching": "unqualified",
        "teaching_sector": "vo",
        "teaching_since": date(2026, 9, 1),
    }
    assert [question.code for question in shown(answers)] == list(answers)
    (post,) = person_from_answers(answers).posts
    assert (post.kind, post.sector, post.subject) == (PostKind.UNQUALIFIED, Sector.VO, "duits")
    told = orient(person_from_answers(answers), load_law(), DAY)
    assert told.terms[0].last == date(2027, 8, 31)


def test_foreign_diploma_is_valued_only_when_said() -> None:
    answers = {**MARIE, "level": "abroad", "abroad_level": "wo-master", "dutch": "below"}
    valued = person_from_answers({**answers, "valued": "yes"}).diplomas[0]
    not_yet = person_from_answers({**answers, "valued": "no"}).diplomas[0]
    assert (valued.valued_as, not_yet.valued_as) == (Level.WO_MASTER, None)


def test_every_wrong_answer_is_told_at_once() -> None:
    wrong = {**MARIE, "sector": "moon", "year": "07", "school": "", "shoe_size": "42"}
    with pytest.raises(BadDataError) as caught:
        person_from_answers(wrong)
    assert {(finding.code, finding.about) for finding in caught.value.findings} == {
        ("orientation.question-unknown", "shoe_size"),
        ("orientation.answer-no-choice", "sector"),
        ("orientation.answer-no-year", "year"),
        ("orientation.answer-missing", "school"),
    }


@pytest.mark.parametrize("given_day", ["gisteren", "2026-02-29", "01-09-2026", "0001-01-01"])
def test_day_that_does_not_exist_is_refused(given_day: str) -> None:
    answers = {**MARIE, "teaching": "unqualified", "teaching_sector": "po"}
    with pytest.raises(BadDataError, match="answer-no-day"):
        person_from_answers({**answers, "teaching_since": given_day})


def test_questions_only_look_back() -> None:
    before: set[str] = set()
    for question in load_questions():
        assert {earlier for each in question.when for earlier, _ in each} <= before
        before.add(question.code)


def test_conditions_name_answers_that_exist() -> None:
    questions = {question.code: question for question in load_questions()}
    for question in questions.values():
        for earlier, wanted in (pair for each in question.when for pair in each):
            assert set(wanted) <= {option.code for option in questions[earlier].options}


def test_subjects_offered_are_those_of_the_sector() -> None:
    subject = next(question for question in load_questions() if question.code == "subject")
    offered = {option.code for option in options_of(subject, {"sector": "mbo"})}
    assert {"zorg", UNKNOWN} <= offered
    assert "bwi" not in offered


@settings(max_examples=50)
@given(st.dictionaries(st.sampled_from([q.code for q in load_questions()]), st.text(max_size=8)))
def test_any_answers_make_a_person_or_are_refused(answers: dict[str, str]) -> None:
    outcome: list[object] = []
    try:
        outcome.append(person_from_answers(answers).wanted)
    except BadDataError as error:
        outcome.extend(error.findings)
    assert outcome
