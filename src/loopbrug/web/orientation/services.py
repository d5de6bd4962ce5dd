"""The answers of a stranger: kept in their own session and nowhere else."""

from collections.abc import Mapping, MutableMapping
from typing import Any

from loopbrug.core.orientation.questions import load_questions

ANSWERS_KEY = "orientation_answers"
"""Where the session keeps the answers, by question code."""

FAULTY_KEY = "orientation_faulty"
"""Where the session keeps what could not be used, so that a page with an error is a plain page."""

Answers = dict[str, str]


def answers_in(session: Mapping[str, Any]) -> Answers:
    """Return the answers by question code, those to questions we no longer ask left out."""
    kept = session.get(ANSWERS_KEY)
    if not isinstance(kept, Mapping):
        return {}
    known = {question.code for question in load_questions()}
    return {code: str(answer) for code, answer in kept.items() if code in known}


def keep_answer(session: MutableMapping[str, Any], code: str, answer: str) -> Answers:
    """Keep the answer to one question, and return all of them."""
    answers = {**answers_in(session), code: answer}
    session[ANSWERS_KEY] = answers
    session.pop(FAULTY_KEY, None)
    return answers


def keep_faulty(session: MutableMapping[str, Any], code: str, given: str) -> None:
    """Keep what somebody gave that is no answer to a question."""
    session[FAULTY_KEY] = {code: given[:100]}


def faulty_in(session: Mapping[str, Any], code: str) -> str | None:
    """Return what was given last to a question and is no answer, or None."""
    kept = session.get(FAULTY_KEY)
    return str(kept[code]) if isinstance(kept, Mapping) and code in kept else None


def forget_answers(session: MutableMapping[str, Any]) -> None:
    """Forget every answer."""
    session.pop(ANSWERS_KEY, None)
    session.pop(FAULTY_KEY, None)
