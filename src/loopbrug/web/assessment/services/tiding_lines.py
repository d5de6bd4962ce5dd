"""What one person reads of one appointment that changed: when, where, with whom, never why not.

Reasons people gave stay where they are: somebody reads that an earlier moment is not possible,
and never for whom or what for.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.conf import settings
from django.utils import timezone

from loopbrug.core.assessment.model import Part, Where
from loopbrug.core.assessment.steps import load_steps
from loopbrug.core.pathway.states import Event
from loopbrug.core.terms.words import Bilingual, Profile
from loopbrug.web.accounts.queries import User
from loopbrug.web.assessment.facts.tracks import is_fixed, local
from loopbrug.web.assessment.models import AppointmentPerson, AppointmentRow, Assessment
from loopbrug.web.assessment.papers.ics import Entry
from loopbrug.web.assessment.services.following import REASONS
from loopbrug.web.assessment.services.telling import Kind, Tiding
from loopbrug.web.post.services import line_of


class Why(StrEnum):
    """Why an appointment changed, as far as anybody but the desk may know."""

    PLANNER = "planner"
    """A better moment was found, so that every promise holds."""
    CANNOT = "cannot"
    """The earlier moment is not possible any more."""
    STOPPED = "stopped"
    DECIDED = "decided"
    PAUSED = "paused"


_WHY = {
    Event.STOP: Why.STOPPED,
    Event.TRANSFER: Why.STOPPED,
    Event.FIND_SUITABLE: Why.DECIDED,
    Event.FIND_NOT_YET_SUITABLE: Why.DECIDED,
    Event.PAUSE: Why.PAUSED,
}
_KNOWN: Mapping[str, Why] = {reason: _WHY[event] for event, reason in REASONS.items()}
_HELD_BY = {Where.SCHOOL: Part.SCHOOL, Where.ROOM: Part.ROOM}


@dataclass(frozen=True, slots=True)
class Line:
    """One appointment as it is told to one person.

    ``candidate`` is "" to the candidate; ``people`` are the others who take part; ``before`` is
    None unless it was at another moment. ``fixed``: it stays there.
    """

    kind: Kind
    step: Bilingual
    starts: datetime
    ends: datetime
    where: Where
    place: str
    candidate: str
    people: tuple[str, ...]
    why: Why
    fixed: bool
    before: datetime | None = None

    @property
    def same_moment(self) -> bool:
        """Whether it stays where it was, with other people."""
        return self.kind is Kind.MOVED and self.before == self.starts


def line_for(user: User, tiding: Tiding, row: AppointmentRow) -> Line:
    """Return what ``user`` reads of a tiding about an appointment."""
    kind, dossier = kind_for(user, tiding), tiding.assessment.dossier
    people = list(row.people.all())
    others = [line_of(one.user) for one in people if one.user and one.user_id != user.pk]
    candidate = "" if user.pk == dossier.candidate_id else line_of(dossier.candidate)
    start = local(row.starts_at)
    before = local(tiding.before) if tiding.before and kind is Kind.MOVED else None
    if kind is Kind.CANCELLED and tiding.before:
        before, start = None, local(tiding.before)
    return Line(
        kind=kind,
        step=title_of(tiding, row),
        starts=start,
        ends=start + (row.ends_at - row.starts_at),
        where=Where(row.where),
        place=place_of(row, people),
        candidate=candidate,
        people=tuple(name for name in others if name != candidate),
        why=why_of(tiding),
        fixed=is_fixed(row, timezone.localdate(), dossier.region),
        before=before,
    )


def kind_for(user: User, tiding: Tiding) -> Kind:
    """Return what a tiding is to somebody: a move brings one in, or lets another go."""
    if tiding.kind is Kind.MOVED and user.pk in tiding.joined:
        return Kind.PLANNED
    if tiding.kind is Kind.MOVED and user.pk in tiding.left:
        return Kind.CANCELLED
    return tiding.kind


def why_of(tiding: Tiding) -> Why:
    """Return why something changed, without a word of what anybody wrote."""
    if not tiding.reason:
        return Why.PLANNER
    return _KNOWN.get(tiding.reason, Why.CANNOT)


def title_of(tiding: Tiding, row: AppointmentRow) -> Bilingual:
    """Return what a step is called, in the words of its profile."""
    return title_in(tiding.assessment, row.step)


def title_in(assessment: Assessment, step: str) -> Bilingual:
    """Return what a step is called in an assessment."""
    found = {plan.code: plan.title for plan in load_steps().profiles[Profile(assessment.profile)]}
    return found.get(step, Bilingual(step, step))


def place_of(row: AppointmentRow, people: list[AppointmentPerson]) -> str:
    """Return the name and town of where it is, "" for online or one's own desk."""
    part = _HELD_BY.get(Where(row.where))
    found = [one.organisation for one in people if one.part == part and one.organisation]
    return line_of(", ".join(filter(None, (found[0].name, found[0].town)))) if found else ""


def entry_for(line: Line, row: AppointmentRow, language: str, link: str) -> Entry:
    """Return the appointment as the calendar of one person shows it."""
    title = f"Loopbrug: {line.step.text(language)}"
    return Entry(
        key=row.pk,
        sequence=row.sequence,
        title=f"{title} ({line.candidate})" if line.candidate else title,
        starts=line.starts,
        ends=line.ends,
        where=line.place,
        link=f"{settings.ADDRESS}{link}" if link else "",
        fixed=line.fixed,
        cancelled=line.kind is Kind.CANCELLED,
    )
