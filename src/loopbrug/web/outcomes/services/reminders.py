"""Whom to remind of judging: a seat whose day is near, a question, an invitation that runs out."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from django.urls import reverse

from loopbrug.core.outcomes.judging import Rule
from loopbrug.core.outcomes.rounds import NEEDED
from loopbrug.web.accounts.queries import User
from loopbrug.web.outcomes.due_days import due_days
from loopbrug.web.outcomes.facts.rounds import Stage, current_seat, open_questions, stage_of
from loopbrug.web.outcomes.models import QuestionRow, Round
from loopbrug.web.outcomes.queries.evidence import invitations_ending
from loopbrug.web.outcomes.queries.rounds import rounds_in_hand
from loopbrug.web.outcomes.services.letters import asked_in
from loopbrug.web.pathway.queries import Dossier
from loopbrug.web.post.services import line_of
from loopbrug.web.post.services.reminding import Reminder

NEAR_DAYS = 3
"""So many days before its day something is near: our own choice."""


def judging_reminders(day: date) -> Iterator[Reminder]:
    """Return what assessors and whoever they ask should be reminded of."""
    rows = list(rounds_in_hand(day))
    due = due_days([row.dossier for row in rows], day)
    near = day + timedelta(days=NEAR_DAYS)
    for row in rows:
        by = row.due_on or due.get(row.dossier_id)
        stage, waits = stage_of(row), open_questions(row)
        if by is not None and by <= near and not waits and stage is not Stage.DONE:
            yield from _seats(row, stage, by, day)
    questions = [(one, row) for row in rows for one in open_questions(row) if one.due_on <= near]
    asked = asked_in(questions)
    for one, row in questions:
        yield from _question(one, row, asked[one.pk], day)
    yield from _invitations(day)


def _seats(row: Round, stage: Stage, by: date, day: date) -> Iterator[Reminder]:
    """Remind who has not handed in; once all have and they differ, both."""
    done = {one.side for one in row.submissions.all()}
    for side in NEEDED[Rule(row.rule)]:
        seat = current_seat(row, side)
        if seat is None or (stage is not Stage.SETTLING and side.value in done):
            continue
        settling = stage is Stage.SETTLING
        page = "judging:differences" if settling else "judging:round"
        when = "late" if by < day else "near"
        yield Reminder(
            to=seat.assessor,
            key=f"seat:{seat.pk}:{stage}:{when}",
            template="seat",
            values={"due_on": by, "late": by < day, "settling": settling, **_of(row.dossier)},
            link=reverse(page, args=[row.pk]),
            about=row.dossier.subject_key,
        )


def _question(one: QuestionRow, row: Round, asked: Iterable[User], day: date) -> Iterator[Reminder]:
    late = one.due_on < day
    for user in asked:
        yield Reminder(
            to=user,
            key=f"question:{one.pk}:{'late' if late else 'near'}",
            template="question",
            values={"due_on": one.due_on, "late": late, **_of(row.dossier, user)},
            link=reverse("judging:answer", args=[row.dossier_id, one.pk]),
            about=row.dossier.subject_key,
        )
    seat = current_seat(row, one.side)
    if late and seat:
        yield Reminder(
            to=seat.assessor,
            key=f"unanswered:{one.pk}",
            template="unanswered",
            values={"due_on": one.due_on, **_of(row.dossier)},
            link=reverse("judging:round", args=[row.pk]),
            about=row.dossier.subject_key,
        )


def _invitations(day: date) -> Iterator[Reminder]:
    for row in invitations_ending(day, day + timedelta(days=NEAR_DAYS)):
        yield Reminder(
            to=row.dossier.candidate,
            key=f"invitation:{row.pk}",
            template="invitation",
            values={"guest": line_of(row.name), "until": row.expires_on},
            link=reverse("outcomes:evidence", args=[row.dossier_id]),
            about=row.dossier.subject_key,
        )


def _of(dossier: Dossier, user: User | None = None) -> dict[str, object]:
    own = user is not None and dossier.candidate_id == user.pk
    return {"candidate": "" if own else line_of(dossier.candidate)}
