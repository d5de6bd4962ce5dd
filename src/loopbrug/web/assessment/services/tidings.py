"""Passing tidings on: one letter to one person for one act, in their language, with a calendar.

Written in the transaction of the act, sent after it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import prefetch_related_objects
from django.urls import reverse
from django.utils import timezone

from loopbrug.web.accounts.queries import User
from loopbrug.web.assessment.models import AppointmentRow, Assessment, PromiseRow
from loopbrug.web.assessment.papers.ics import calendar_text
from loopbrug.web.assessment.services.telling import Kind, Tiding, people_of
from loopbrug.web.assessment.services.tiding_lines import Line, entry_for, line_for
from loopbrug.web.pathway.permissions import Act, may
from loopbrug.web.pathway.queries import Dossier
from loopbrug.web.post.services import Enclosed, line_of, write_letter

TEMPLATE = "tidings"
_ORDER = (Kind.MOVED, Kind.CANCELLED, Kind.PLANNED, Kind.FIXED, Kind.PROMISED)


@dataclass(frozen=True, slots=True)
class Promised:
    """The day that was promised; ``candidate`` is "" to the candidate."""

    day: date
    candidate: str


@dataclass(frozen=True, slots=True)
class _Told:
    """Everything one act has to tell one person."""

    user: User
    tidings: tuple[Tiding, ...]

    @property
    def dossiers(self) -> tuple[Dossier, ...]:
        """What it is about, each once."""
        found = {one.assessment.dossier_id: one.assessment.dossier for one in self.tidings}
        return tuple(found.values())


def write_tidings(tidings: tuple[Tiding, ...]) -> None:
    """Write everybody concerned one letter with all there is to tell them."""
    rows = [one.appointment for one in tidings if one.appointment is not None]
    prefetch_related_objects(rows, "people__user", "people__organisation")
    for told in _per_person(tidings):
        _write(told)


def _per_person(tidings: Sequence[Tiding]) -> Iterable[_Told]:
    users: dict[int, User] = {}
    heard: dict[int, list[Tiding]] = {}
    for tiding in tidings:
        for user in _readers(tiding):
            users[user.pk] = user
            heard.setdefault(user.pk, []).append(tiding)
    return [
        _Told(user, tuple(heard[pk]))
        for pk, user in sorted(users.items())
        if user.is_active and user.email
    ]


def _readers(tiding: Tiding) -> tuple[User, ...]:
    """Return who hears of a tiding; of a promise, the school of the candidate as well."""
    school = tiding.assessment.dossier.school
    if tiding.kind is not Kind.PROMISED or school is None:
        return tiding.people
    found = {user.pk: user for user in tiding.people} | people_of([school])
    return tuple(found.values())


def _write(told: _Told) -> None:
    user = told.user
    lines = sorted(_lines(told), key=lambda pair: (_ORDER.index(pair[0].kind), pair[0].starts))
    links = {dossier.pk: _link(user, dossier) for dossier in told.dossiers}
    entries = [
        entry_for(line, row, user.language, links[row.assessment.dossier_id]) for line, row in lines
    ]
    values = {
        "name": str(user),
        "lines": [line for line, _ in lines],
        "kinds": {kind.value: _count(lines, kind) for kind in Kind},
        "single": lines[0][0] if len(lines) == 1 else None,
        "promises": _promises(told),
        "link": next(iter(links.values())) if len(links) == 1 else reverse("assessment:agenda"),
    }
    write_letter(
        template=TEMPLATE,
        values=values,
        to=user,
        about=[dossier.subject_key for dossier in told.dossiers],
        enclosed=Enclosed(calendar=calendar_text(entries, timezone.now()) if entries else ""),
    )


def _lines(told: _Told) -> Iterable[tuple[Line, AppointmentRow]]:
    for tiding in told.tidings:
        if tiding.appointment is not None:
            yield line_for(told.user, tiding, tiding.appointment), tiding.appointment


def _count(lines: Iterable[tuple[Line, AppointmentRow]], kind: Kind) -> int:
    return sum(line.kind is kind for line, _ in lines)


def _promises(told: _Told) -> list[Promised]:
    found = []
    for tiding in told.tidings:
        day = _promised_on(tiding.assessment) if tiding.kind is Kind.PROMISED else None
        if day is not None:
            dossier = tiding.assessment.dossier
            own = dossier.candidate_id == told.user.pk
            found.append(Promised(day, "" if own else line_of(dossier.candidate)))
    return found


def _promised_on(assessment: Assessment) -> date | None:
    """Return the day that was promised last; asked anew, since it was written just now."""
    made = PromiseRow.objects.filter(assessment=assessment)
    row = made.exclude(promised_on=None).last()
    return row.promised_on if row else None


def _link(user: User, dossier: Dossier) -> str:
    """Return the path of the plan, or of the own calendar for who may not see it (yet)."""
    if may(user, Act.SEE_PLAN, dossier):
        return reverse("assessment:plan", args=[dossier.pk])
    return reverse("assessment:agenda")
