"""The answers of a stranger: kept in their own session and nowhere else."""

from collections.abc import Mapping, MutableMapping
from typing import Any

ANSWERS_KEY = "orientation_answers"

Session = MutableMapping[str, Any]


def answers_in(session: Mapping[str, Any]) -> dict[str, Any]:
    """Return the answers by question code; empty when there are none."""
    kept = session.get(ANSWERS_KEY)
    return dict(kept) if isinstance(kept, Mapping) else {}


def keep_answer(session: Session, code: str, answer: object) -> None:
    """Keep the answer to one question in the visitor's session."""
    session[ANSWERS_KEY] = {**answers_in(session), code: answer}


def forget_answers(session: Session) -> None:
    """Forget every answer."""
    session.pop(ANSWERS_KEY, None)
