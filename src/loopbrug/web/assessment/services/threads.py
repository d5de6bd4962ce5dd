"""Acts on questions in a dossier: each one a transaction, with its line in the record."""

from collections.abc import Iterable

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from loopbrug.web.accounts.queries import Membership, User, people_with_role
from loopbrug.web.assessment.models import Message, Thread
from loopbrug.web.audit.services import record_act
from loopbrug.web.pathway.permissions import Act, Role, may
from loopbrug.web.pathway.queries import Dossier
from loopbrug.web.pathway.services import NotAllowedError
from loopbrug.web.post.services import write_letter

TALKERS = (Role.CANDIDATE, Role.GUIDE, Role.BROKER, Role.INSTITUTE)
"""Who can ask and answer, in the order in which somebody with more roles speaks."""


@transaction.atomic
def ask_question(
    *, actor: User, role: Role, dossier: Dossier, title: str, text: str, turn: Role
) -> Thread:
    """Open a question; ``turn`` is the role that is to answer, and hears of it by letter."""
    _ask(actor, Act.WRITE_THREADS, dossier)
    thread = Thread.objects.create(dossier=dossier, title=title, opened_by=actor)
    _say(actor, role, thread, text, turn)
    record_act(
        actor=actor, name="assessment.ask-question", subject=dossier.subject_key, title=title
    )
    return thread


@transaction.atomic
def say_in_thread(
    *, actor: User, role: Role, thread: Thread, text: str, turn: Role | None
) -> Message:
    """Answer; ``turn`` None: nobody has to. A closed question opens again: there is more to say."""
    row = Thread.objects.select_for_update().select_related("dossier").get(pk=thread.pk)
    _ask(actor, Act.WRITE_THREADS, row.dossier)
    if row.closed_at is not None:
        row.closed_at, row.closed_by = None, None
        row.save(update_fields=["closed_at", "closed_by"])
    message = _say(actor, role, row, text, turn)
    record_act(
        actor=actor,
        name="assessment.answer-question",
        subject=row.dossier.subject_key,
        title=row.title,
    )
    return message


@transaction.atomic
def close_thread(*, actor: User, thread: Thread) -> None:
    """Close a question; twice is once."""
    row = Thread.objects.select_for_update().select_related("dossier").get(pk=thread.pk)
    _ask(actor, Act.WRITE_THREADS, row.dossier)
    if row.closed_at is not None:
        return
    row.closed_at, row.closed_by = timezone.now(), actor
    row.save(update_fields=["closed_at", "closed_by"])
    record_act(
        actor=actor,
        name="assessment.close-question",
        subject=row.dossier.subject_key,
        title=row.title,
    )


def people_in(dossier: Dossier, role: Role) -> tuple[User, ...]:
    """Return who has a role in a dossier and can be written to."""
    if role is Role.CANDIDATE:
        return (dossier.candidate,)
    if role is Role.GUIDE:
        parts = dossier.participations.filter(role=Role.GUIDE, ended_on=None)
        return tuple(part.user for part in parts.select_related("user"))
    places = {Role.BROKER: dossier.desk_id, Role.INSTITUTE: dossier.institute_id}
    place = places.get(role)
    held: Iterable[Membership] = people_with_role([role], [place]) if place else ()
    return tuple(membership.user for membership in held)


def _say(actor: User, role: Role, thread: Thread, text: str, turn: Role | None) -> Message:
    message: Message = Message.objects.create(
        thread=thread, author=actor, role=role, text=text, turn=turn or ""
    )
    dossier = thread.dossier
    values = {
        "asker": str(actor),
        "candidate": str(dossier.candidate),
        "link": reverse("assessment:threads", args=[dossier.pk]),
    }
    for person in people_in(dossier, turn) if turn else ():
        if person.pk != actor.pk:
            write_letter(
                template="question",
                values={
                    **values,
                    "name": str(person),
                    "own": person.pk == dossier.candidate_id,
                },
                to=person,
                about=dossier.subject_key,
            )
    return message


def _ask(actor: User, act: Act, dossier: Dossier) -> None:
    if not may(actor, act, dossier):
        raise NotAllowedError
