"""Telling people what changed in their appointments: whoever sends letters hooks in here.

A listener runs inside the transaction of the act: what is told and what happened stand or fall
together. A letter is written then, and sent later.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from loopbrug.web.accounts.queries import Role, User, people_with_role
from loopbrug.web.assessment.models import AppointmentPerson, AppointmentRow, Assessment
from loopbrug.web.organisations.queries import Organisation


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
    new; ``reason`` is in words for people, "" when the planner found a better moment. Of
    ``people``, those with a key in ``joined`` take part since, those in ``left`` no longer.
    """

    kind: Kind
    assessment: Assessment
    people: tuple[User, ...]
    appointment: AppointmentRow | None = None
    before: datetime | None = None
    reason: str = ""
    actor: User | None = None
    joined: frozenset[int] = frozenset()
    left: frozenset[int] = frozenset()


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
    """Return who must hear of an appointment with these people.

    For a class that is who is of its school, or of the board when the school has nobody here.
    ``without`` knows already: they did it.
    """
    rows = list(people)
    users = {row.user.pk: row.user for row in rows if row.user is not None}
    schools = [row.organisation for row in rows if row.part == "school" and row.organisation]
    if schools:
        users |= people_of(schools)
    known = without.pk if without else None
    return tuple(user for pk, user in sorted(users.items()) if pk != known)


def people_of(schools: Iterable[Organisation]) -> dict[int, User]:
    """Return who speaks for schools, by key; for a school without anybody, its board."""
    rows = list(schools)
    places = {place for row in rows for place in (row.pk, row.board_id) if place}
    found: dict[int, dict[int, User]] = defaultdict(dict)
    for membership in people_with_role([Role.SCHOOL], places):
        found[membership.organisation_id][membership.user_id] = membership.user
    return {
        pk: user
        for row in rows
        for pk, user in (found.get(row.pk) or found.get(row.board_id or 0) or {}).items()
    }
