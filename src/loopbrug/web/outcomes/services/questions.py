"""Asking for more evidence: one question, one deadline, and a clock that waits visibly."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from loopbrug.core.outcomes.judging import Side
from loopbrug.core.pathway.model import Party
from loopbrug.web.accounts.queries import User
from loopbrug.web.audit.services import record_act
from loopbrug.web.outcomes.facts.rounds import question_of
from loopbrug.web.outcomes.models import AnswerRow, QuestionRow, Round
from loopbrug.web.outcomes.services.chairs import HandedInError, NotAllowedError, locked, sit
from loopbrug.web.outcomes.services.letters import (
    tell_answered,
    tell_question,
    tell_taken_back,
)
from loopbrug.web.pathway.permissions import Role, roles_on
from loopbrug.web.pathway.services import hold_clock, release_clock

# The other assessor reads this on the dossier as well: it must say nothing of what was asked.
WAITS = "Er is om meer bewijs gevraagd."
ANSWERS = {Party.CANDIDATE.value: Role.CANDIDATE, Party.SCHOOL.value: Role.SCHOOL}
"""Who can be asked, and which role answers."""


class QuestionOpenError(ValueError):
    """The side has a question out already."""


class AnsweredError(ValueError):
    """The question was answered or taken back already."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question: to whom (a party), what, until when; ``outcome`` "" when it is about more."""

    to: str
    text: str
    due_on: date
    outcome: str = ""


@transaction.atomic
def ask_more(*, actor: User, round_: Round, asked: Asked, day: date) -> QuestionRow:
    """Ask for more evidence; the clock waits until there is an answer.

    Raises ``NotAllowedError``, ``HandedInError``, and ``QuestionOpenError`` as long as the side
    has another question out.
    """
    row, side = sit(actor, round_)
    if side is Side.THIRD or asked.to not in ANSWERS:
        raise NotAllowedError
    if row.submissions.filter(side=side).exists():
        raise HandedInError
    if question_of(row, side):
        raise QuestionOpenError
    party = Party(asked.to)
    pause = hold_clock(actor=actor, dossier=row.dossier, day=day, waiting_for=party, reason=WAITS)
    question: QuestionRow = QuestionRow.objects.create(
        round=row,
        outcome=asked.outcome,
        to=asked.to,
        text=asked.text,
        asked_by=actor,
        side=side,
        asked_on=day,
        due_on=asked.due_on,
        pause=pause,
    )
    details = {"party": asked.to, "day": day.isoformat()}
    record_act(actor=actor, name="outcomes.ask-more", subject=row.dossier.subject_key, **details)
    tell_question(question, row)
    return question


@transaction.atomic
def answer_question(*, actor: User, question: QuestionRow, text: str, day: date) -> AnswerRow:
    """Answer for whom the question was put to; the clock runs on.

    Raises ``NotAllowedError`` for others, ``AnsweredError`` when it is over already.
    """
    row = locked(question.round)
    if row.dropped_on or ANSWERS.get(question.to) not in roles_on(actor, row.dossier):
        raise NotAllowedError
    answer = _ended(actor, question, day, text=text)
    record_act(
        actor=actor,
        name="outcomes.answer-question",
        subject=row.dossier.subject_key,
        day=day.isoformat(),
    )
    tell_answered(question, row)
    return answer


@transaction.atomic
def take_back(*, actor: User, question: QuestionRow, day: date) -> AnswerRow:
    """Take a question back, by whoever sits on the side that asked; the clock runs on.

    Raises ``NotAllowedError`` for others, ``AnsweredError`` when it is over already.
    """
    row, side = sit(actor, question.round)
    if side.value != question.side:
        raise NotAllowedError
    answer = _ended(actor, question, day, taken_back=True)
    record_act(
        actor=actor,
        name="outcomes.take-back-question",
        subject=row.dossier.subject_key,
        day=day.isoformat(),
    )
    tell_taken_back(question, row)
    return answer


def _ended(
    actor: User, question: QuestionRow, day: date, *, text: str = "", taken_back: bool = False
) -> AnswerRow:
    if AnswerRow.objects.filter(question=question).exists():
        raise AnsweredError
    answer: AnswerRow = AnswerRow.objects.create(
        question=question, by=actor, text=text, taken_back=taken_back, answered_on=day
    )
    if question.pause:
        release_clock(
            actor=actor, dossier=question.round.dossier, pause_row=question.pause, day=day
        )
    return answer
