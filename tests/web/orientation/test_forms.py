from datetime import date

import pytest

from loopbrug.core.orientation.questions import UNKNOWN, Question, load_questions
from loopbrug.web.orientation.forms import QuestionForm

TODAY = date(2027, 4, 12)


def asked(code: str) -> Question:
    return next(question for question in load_questions() if question.code == code)


def answered(code: str, given: str, **answers: str) -> QuestionForm:
    return QuestionForm(asked(code), answers, "nl", TODAY, {"answer": given})


def test_year_is_kept_as_text() -> None:
    form = answered("year", " 2018 ")
    assert form.is_valid()
    assert form.answer == "2018"


@pytest.mark.parametrize("given", ["1939", "2028", "twintig", "20,5"])
def test_year_out_of_reach_is_told_with_the_reach(given: str) -> None:
    form = answered("year", given)
    assert form.errors["answer"] == ["Vul een jaar in tussen 1940 en 2027."]


def test_optional_year_left_empty_is_an_answer_too() -> None:
    form = answered("year", "")
    assert form.is_valid()
    assert form.answer == UNKNOWN


@pytest.mark.parametrize("given", ["2026-02-28", "28-02-2026", "28/02/2026"])
def test_day_is_read_as_people_write_it(given: str) -> None:
    form = answered("teaching_since", given)
    assert form.is_valid()
    assert form.answer == "2026-02-28"


@pytest.mark.parametrize(
    ("given", "words"), [("2026-02-29", "bestaat"), ("", "bestaat"), ("2027-04-13", "geweest")]
)
def test_day_that_cannot_be_is_told(given: str, words: str) -> None:
    assert words in answered("teaching_since", given).errors["answer"][0]


def test_long_list_folds_out_and_a_short_one_shows_buttons() -> None:
    assert "<select" in str(QuestionForm(asked("subject"), {"sector": "vo"}, "nl", TODAY))
    assert 'type="radio"' in str(QuestionForm(asked("sector"), {}, "nl", TODAY))


def test_choice_that_is_not_offered_is_refused() -> None:
    assert not answered("sector", "wo").is_valid()


def test_question_speaks_the_language_of_the_page() -> None:
    form = QuestionForm(asked("sector"), {}, "en", TODAY)
    assert form["answer"].label == asked("sector").text.en
    assert "Primary education" in str(form)
