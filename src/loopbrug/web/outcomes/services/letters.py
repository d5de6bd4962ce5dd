"""Letters about judging: who is asked what, by when. Never what anybody finds or was asked."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from django.urls import reverse

from loopbrug.core.outcomes.judging import Side
from loopbrug.core.outcomes.rounds import open_differences
from loopbrug.web.accounts.queries import Role, User, people_with_role
from loopbrug.web.outcomes.due_days import due_days
from loopbrug.web.outcomes.facts.rounds import Stage, current_seat, judged_of, stage_of
from loopbrug.web.outcomes.models import QuestionRow, Round, Seat, SettlementRow
from loopbrug.web.outcomes.queries.rounds import round_with_key
from loopbrug.web.pathway.models import Dossier
from loopbrug.web.pathway.permissions import Role as Part
from loopbrug.web.post.services import write_letter

_SIDES = (Side.INSTITUTE, Side.FIELD)


def tell_seat(seat: Seat, day: date) -> None:
    """Ask an assessor to judge."""
    row = seat.round
    due = row.due_on or due_days([row.dossier], day).get(row.dossier.pk)
    facts = {"due_on": due, "count": len(row.outcomes)}
    _write(seat.assessor, "seat", row.dossier, reverse("judging:round", args=[row.pk]), **facts)


def tell_seat_left(user: User, row: Round) -> None:
    """Tell an assessor that somebody else judges; not why."""
    _write(user, "seat_left", row.dossier, reverse("judging:queue"))


def tell_question(question: QuestionRow, row: Round) -> None:
    """Tell whoever is asked for more evidence that there is a question."""
    link = reverse("judging:answer", args=[row.dossier_id, question.pk])
    for user in asked_in([(question, row)])[question.pk]:
        own = user.pk == row.dossier.candidate_id
        _write(user, "evidence_question", row.dossier, link, due_on=question.due_on, own=own)


def tell_answered(question: QuestionRow, row: Round) -> None:
    """Tell who sits on the side that asked."""
    if seat := current_seat(row, question.side):
        link = reverse("judging:round", args=[row.pk])
        _write(seat.assessor, "evidence_answer", row.dossier, link)


def tell_taken_back(question: QuestionRow, row: Round) -> None:
    """Tell whoever was asked that they need not answer any more."""
    for user in asked_in([(question, row)])[question.pk]:
        link = reverse("pathway:dossier", args=[row.dossier_id])
        _write(user, "evidence_question_back", row.dossier, link)


def tell_put_forward(settlement: SettlementRow, row: Round) -> None:
    """Ask the other side whether it agrees."""
    link = reverse("judging:differences", args=[row.pk])
    for side in _SIDES:
        seat = current_seat(row, side)
        if seat and side.value != settlement.side:
            other = str(settlement.by)
            _write(seat.assessor, "put_forward", row.dossier, link, other=other)


def tell_what_is_next(key: int) -> None:
    """Tell both assessors what follows once everybody handed in: a talk, or the decision."""
    row = round_with_key(key)
    if row is None:
        return
    stage = stage_of(row)
    seats = [seat for side in _SIDES if (seat := current_seat(row, side))]
    if stage is Stage.SETTLING:
        count = len(open_differences(judged_of(row)))
        link = reverse("judging:differences", args=[row.pk])
        for seat in seats:
            others = [str(each.assessor) for each in seats if each.pk != seat.pk]
            facts = {"count": count, "other": ", ".join(others)}
            _write(seat.assessor, "differences", row.dossier, link, **facts)
    elif stage is Stage.DONE and row.why == Round.Why.ASSESSMENT:
        link = reverse("pathway:dossier", args=[row.dossier_id])
        for seat in seats:
            _write(seat.assessor, "judged", row.dossier, link)


def asked_in(questions: Iterable[tuple[QuestionRow, Round]]) -> dict[int, tuple[User, ...]]:
    """Return who can answer each question, by its key: the candidate, or who speaks for the school.

    A school without anybody here is spoken for by its board. Asks once for all of them.
    """
    found = list(questions)
    schools = [row.dossier.school for one, row in found if one.to != Part.CANDIDATE]
    places = {key for school in schools if school for key in (school.pk, school.board_id) if key}
    speak: dict[int | None, list[User]] = defaultdict(list)
    for membership in people_with_role([Role.SCHOOL], places) if places else ():
        speak[membership.organisation_id].append(membership.user)
    return {
        one.pk: (row.dossier.candidate,)
        if one.to == Part.CANDIDATE
        else tuple(_of_school(row.dossier, speak))
        for one, row in found
    }


def _of_school(dossier: Dossier, speak: Mapping[int | None, list[User]]) -> list[User]:
    school = dossier.school
    if school is None:
        return []
    return speak.get(school.pk) or speak.get(school.board_id) or []


def _write(user: User, template: str, dossier: Dossier, link: str, **facts: object) -> None:
    values = {"name": str(user), "candidate": str(dossier.candidate), "link": link, **facts}
    if user.is_active and user.email:
        write_letter(template=template, values=values, to=user, about=dossier.subject_key)
