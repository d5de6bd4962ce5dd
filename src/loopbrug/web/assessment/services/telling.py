"""Telling people what changed in their appointments: whoever sends letters hooks in here.

A listener runs inside the transaction of the act: what is told and what happened stand or fall
together. A letter is written then, and sent later.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from loopbrug.web.accounts.queries import Role, User, people_with_role
from loopbrug.web.assessment.models import AppointmentPerson, AppointmentRow, Assessment


class Kind(StrEnum):
    """What there is to tell."""

    PROMISED = "promised"
    """A day was promised; there is no appointment in it."""
    PLANNED = "planned"
    MOVED = "moved"
    CANCELLED = "cancelled"
    FIXED = "fixed"


@dataclass(frozen=True, slots=True)
class Tiding:
    """Something to tell to ``people``.

    ``appointment`` None: it is about the promise. ``before`` is when it was, None when it is
    new; ``reason`` is in words for people, "" when the planner found a better moment.
    """

    kind: Kind
    assessment: Assessment
    people: tuple[User, ...]
    appointment: AppointmentRow | None = None
    before: datetime | None = None
    reason: str = ""
    actor: User | None = None


Listener = Callable[[tuple[Tiding, ...]], None]
_LISTENERS: dict[str, Listener] = {}


def listen(name: str, listener: Listener) -> None:
    """Register who passes tidings on; the same name again replaces it."""
    _LISTENERS[name] = listener


def tell(tidings: Iterable[Tiding]) -> tuple[Tiding, ...]:
    """Tell everybody concerned, all tidings of one act at once; return what was told."""
    told = tuple(tiding for tiding in tidings if tiding.people)
    if told:
        for listener in _LISTENERS.values():
            listener(told)
    return told


def concerned(people: Iterable[AppointmentPerson], without: User | None = None) -> tuple[User, ...]:
    """Return who must hear of an appointment with these people; for a class, who is of its school.

    ``without`` knows already: they did it.
    """
    rows = list(people)
    users = {row.user_id: row.user for row in rows if row.user is not None}
    schools = {row.organisation_id for row in rows if row.part == "school"} - {None}
    if schools:
        for membership in people_with_role([Role.SCHOOL], [pk for pk in schools if pk]):
            users[membership.user_id] = membership.user
    known = without.pk if without else None
    return tuple(user for pk, user in sorted(users.items()) if pk != known)
