"""What waits for one of the three parties, since when, and by which day it should be done."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.db.models import QuerySet

from loopbrug.core.pathway.model import State
from loopbrug.core.programme.agreement import CHANCES, FIELDS, Signer
from loopbrug.web.accounts.queries import User, current_memberships
from loopbrug.web.assessment.facts.calendars import answer_by
from loopbrug.web.pathway.permissions import Act, Role, allowed
from loopbrug.web.pathway.queries import Dossier
from loopbrug.web.programme.facts.agreement import unsigned_by
from loopbrug.web.programme.facts.assignments import Status, assignment_from
from loopbrug.web.programme.queries.waiting import (
    answers_without_agreement,
    last_agreements,
    open_assignments,
)

ROLES = {
    Signer.CANDIDATE: Role.CANDIDATE,
    Signer.SCHOOL: Role.SCHOOL,
    Signer.INSTITUTE: Role.INSTITUTE,
}


class Kind(StrEnum):
    """What there is to do."""

    ANSWER = "answer"
    """The institute says what an assignment covers."""
    CHANGE = "change"
    """The institute declined an assignment: the school changes it, or takes it back."""
    AGREE = "agree"
    """The institute accepted a part: the school agrees with that, changes it, or takes it back."""
    FILL = "fill"
    """The other side filled in its part of the agreement."""
    SIGN = "sign"
    """The agreement lies ready to be signed."""


PAGES = {
    Kind.ANSWER: "programme:assignments",
    Kind.CHANGE: "programme:assignments",
    Kind.AGREE: "programme:assignments",
    Kind.FILL: "programme:agreement",
    Kind.SIGN: "programme:agreement",
}
"""The page where each is done."""


@dataclass(frozen=True, slots=True)
class Wait:
    """One thing that waits for one party; ``key`` stays the same as long as it is the same thing.

    ``due_on`` is the day after which somebody is reminded: our own choice, no term of the law.
    """

    dossier: Dossier
    kind: Kind
    side: Signer
    key: str
    since: date
    due_on: date
    title: str = ""


def waits_in(dossiers: QuerySet[Dossier]) -> tuple[Wait, ...]:
    """Return what waits in these dossiers, the most urgent first, in three questions."""
    found = (*_assignments(dossiers), *_signatures(dossiers), *_answers(dossiers))
    return tuple(sorted(found, key=lambda one: (one.due_on, one.key)))


def for_user(waits: Iterable[Wait], user: User) -> tuple[Wait, ...]:
    """Return those of ``waits`` that somebody can do: for each party they speak for."""
    places = {(one.role, one.organisation_id) for one in current_memberships(user)}
    return tuple(one for one in waits if _speaks(one, user, places))


def _speaks(one: Wait, user: User, places: set[tuple[str, int]]) -> bool:
    dossier, school = one.dossier, one.dossier.school
    if one.side is Signer.CANDIDATE:
        return bool(dossier.candidate_id == user.pk)
    if dossier.candidate_id == user.pk:
        return False
    if one.side is Signer.INSTITUTE:
        return ("institute", dossier.institute_id) in places
    boards = (school.pk, school.board_id) if school else ()
    return any(("school", place) in places for place in boards)


def _wait(dossier: Dossier, kind: Kind, side: Signer, key: str, told: tuple[date, str]) -> Wait:
    since, title = told
    due_on = answer_by(since, dossier.region)
    return Wait(dossier, kind, side, f"{kind}:{key}", since, due_on, title)


def _assignments(dossiers: QuerySet[Dossier]) -> Iterator[Wait]:
    for row in open_assignments(dossiers):
        dossier, found = row.dossier, assignment_from(row, row.dossier)
        if found.status is Status.PROPOSED and _may(
            dossier, Signer.INSTITUTE, Act.ANSWER_ASSIGNMENT
        ):
            told = (row.proposed_on, row.title)
            yield _wait(dossier, Kind.ANSWER, Signer.INSTITUTE, str(row.pk), told)
        kind = Kind.AGREE if found.to_agree else Kind.CHANGE
        answer, turned = found.answer, found.to_agree or found.status is Status.DECLINED
        if answer and turned and _may(dossier, Signer.SCHOOL, Act.PROPOSE_ASSIGNMENT):
            told = (answer.decided_on, row.title)
            yield _wait(dossier, kind, Signer.SCHOOL, str(answer.pk), told)


def _signatures(dossiers: QuerySet[Dossier]) -> Iterator[Wait]:
    for row in last_agreements(dossiers):
        for side in unsigned_by(row):
            if _may(row.dossier, side, Act.SIGN_AGREEMENT):
                yield _wait(row.dossier, Kind.SIGN, side, f"{row.pk}:{side}", (row.made_on, ""))


def _answers(dossiers: QuerySet[Dossier]) -> Iterator[Wait]:
    """Yield the side that has to fill in what the law asks, once the other side began."""
    filled: dict[Dossier, dict[str, object]] = defaultdict(dict)
    for row in answers_without_agreement(dossiers):
        filled[row.dossier][row.side] = row
    for dossier, rows in filled.items():
        for side in (Signer.SCHOOL, Signer.INSTITUTE):
            others = [row for name, row in rows.items() if name != side.value]
            own = getattr(rows.get(side.value), "answers", {})
            if others and _lacks(side, own) and _may(dossier, side, Act.FILL_AGREEMENT):
                since = max(row.filled_on for row in others)  # type: ignore[attr-defined]
                yield _wait(dossier, Kind.FILL, side, f"{dossier.pk}:{side}", (since, ""))


def _lacks(side: Signer, answers: dict[str, str]) -> bool:
    # The day of the appointment may be known from the dossier; both chances follow from the plan.
    known = {"appointed_on", *CHANCES}
    asked = [one.code for one in FIELDS if one.side is side and one.legal]
    return any(code not in answers for code in asked if code not in known)


def _may(dossier: Dossier, side: Signer, act: Act) -> bool:
    return allowed({ROLES[side]}, act, State(dossier.state))
