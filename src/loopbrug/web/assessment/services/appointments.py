"""Acts on appointments that need no proposal: fix one, name the panel, begin with it."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from loopbrug.core.assessment.clock import Stand
from loopbrug.core.assessment.model import Part
from loopbrug.core.pathway.states import Event
from loopbrug.core.terms.finding import Finding
from loopbrug.web.accounts.queries import User
from loopbrug.web.assessment.facts.planning import picture_of
from loopbrug.web.assessment.facts.tracks import Track, track_on
from loopbrug.web.assessment.models import AppointmentRow, Assessment
from loopbrug.web.assessment.queries.planning import PLANNED, latest_of
from loopbrug.web.assessment.services.losses import NotPlannedError
from loopbrug.web.assessment.services.moves import lock_planning
from loopbrug.web.assessment.services.planning import plan_missing
from loopbrug.web.assessment.services.telling import Kind, Tiding, concerned, tell
from loopbrug.web.audit.services import record_act
from loopbrug.web.pathway.permissions import Act as PathwayAct
from loopbrug.web.pathway.permissions import may
from loopbrug.web.pathway.queries import Dossier
from loopbrug.web.pathway.services import (
    NotAllowedError,
    NotReadyError,
    advance,
    end_help,
    name_helper,
)

PANEL = {Part.INSTITUTE: "institute", Part.FIELD: "field"}
ANOTHER = "Er beoordeelt iemand anders."


@transaction.atomic
def fix(*, actor: User, appointment: AppointmentRow) -> None:
    """Fix an appointment before its notice period; twice is once.

    Raises ``NotAllowedError``; ``NotPlannedError`` when it was held, cancelled or moved since.
    """
    assessment = appointment.assessment
    if not may(actor, PathwayAct.PLAN, assessment.dossier):
        raise NotAllowedError
    lock_planning(assessment.dossier.region)
    row = AppointmentRow.objects.select_for_update().get(pk=appointment.pk)
    if row.state != PLANNED or row.sequence != appointment.sequence:
        raise NotPlannedError(row.pk)
    if row.fixed_at is not None:
        return
    row.fixed_at, row.fixed_by = timezone.now(), actor
    row.save(update_fields=["fixed_at", "fixed_by"])
    record_act(
        actor=actor,
        name="assessment.fix",
        subject=assessment.dossier.subject_key,
        assessment_step=row.step,
    )
    people = row.people.select_related("user", "organisation")
    tell([Tiding(Kind.FIXED, assessment, concerned(people, actor), row, actor=actor)])


@transaction.atomic
def name_judge(*, actor: User, dossier: Dossier, side: str, user: User, day: date) -> None:
    """Have somebody else judge for a side, and plan with them.

    Raises ``NotAllowedError``; ``NotReadyError`` when the promise would not be kept, and then
    nothing has changed.
    """
    if not may(actor, PathwayAct.PLAN, dossier):
        raise NotAllowedError
    named = dossier.participations.filter(role="assessor", side=side, ended_on=None)
    for part in named.exclude(user=user).select_related("user"):
        end_help(
            actor=actor, dossier=dossier, user=part.user, role="assessor", reason=ANOTHER, day=day
        )
    name_helper(actor=actor, dossier=dossier, user=user, role="assessor", side=side, day=day)
    row = latest_of(dossier)
    if row is None or row.ended_on is not None:
        return
    kept = _keeps(track_on(row, day))
    lock_planning(dossier.region)
    picture, key = picture_of(dossier.region, day), str(row.pk)
    if lacking := picture.lacking.get(key, ()):
        raise NotReadyError(tuple(lacking))
    tell(plan_missing(actor, picture, key))
    fresh = latest_of(dossier)
    if kept and fresh and not _keeps(track_on(fresh, day)):
        raise NotReadyError((Finding.of("assessment.panel-breaks-promise"),))


@transaction.atomic
def start_with_panel(*, actor: User, dossier: Dossier, day: date, seen: str) -> Dossier:
    """Confirm who judges and guides as planned, and begin the assessment.

    Raises ``NotReadyError`` when somebody is missing in the plan, ``NotAllowedError``,
    ``StaleError`` when the dossier has moved since.
    """
    if not may(actor, PathwayAct.NAME_HELPER, dossier):
        raise NotAllowedError
    row = latest_of(dossier)
    people = planned_people(row) if row else {}
    missing = [part for part in PANEL if part not in people]
    if missing:
        raise NotReadyError(
            tuple(Finding.of(f"assessment.nobody-{part.value}", part.value) for part in missing)
        )
    for part, side in PANEL.items():
        name_helper(
            actor=actor, dossier=dossier, user=people[part], role="assessor", side=side, day=day
        )
    if guide := people.get(Part.GUIDE):
        name_helper(actor=actor, dossier=dossier, user=guide, role="guide", side="", day=day)
    return advance(actor=actor, dossier=dossier, event=Event.START_ASSESSMENT, day=day, seen=seen)


def planned_people(row: Assessment) -> dict[Part, User]:
    """Return who is planned for each part of an assessment; who comes last counts."""
    return {
        Part(person.part): person.user
        for appointment in row.appointments.all()
        for person in appointment.people.all()
        if person.user is not None
    }


def _keeps(track: Track) -> bool:
    standing = track.standing
    if standing.due_on is None or standing.done_on is None:
        return False
    return standing.stand is not Stand.LATE and standing.done_on <= standing.due_on
