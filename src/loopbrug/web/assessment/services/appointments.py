"""Acts on appointments that need no proposal: fix one, begin with the panel as planned."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from loopbrug.core.assessment.model import Part
from loopbrug.core.pathway.states import Event
from loopbrug.core.terms.finding import Finding
from loopbrug.web.accounts.queries import User
from loopbrug.web.assessment.models import AppointmentRow, Assessment
from loopbrug.web.assessment.queries.guides import guides_of
from loopbrug.web.assessment.queries.planning import PLANNED, latest_of
from loopbrug.web.assessment.services.guides import tell_guide
from loopbrug.web.assessment.services.losses import NotPlannedError
from loopbrug.web.assessment.services.moves import lock_planning
from loopbrug.web.assessment.services.telling import Kind, Tiding, concerned, tell
from loopbrug.web.audit.services import record_act
from loopbrug.web.pathway.permissions import Act as PathwayAct
from loopbrug.web.pathway.permissions import may
from loopbrug.web.pathway.queries import Dossier
from loopbrug.web.pathway.services import (
    NotAllowedError,
    NotReadyError,
    advance,
    name_helper,
)

PANEL = {Part.INSTITUTE: "institute", Part.FIELD: "field"}


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
    guide = people.get(Part.GUIDE)
    if guide and guide not in guides_of(dossier):
        name_helper(actor=actor, dossier=dossier, user=guide, role="guide", side="", day=day)
        tell_guide(dossier, guide, [])
    return advance(actor=actor, dossier=dossier, event=Event.START_ASSESSMENT, day=day, seen=seen)


def planned_people(row: Assessment) -> dict[Part, User]:
    """Return who is planned for each part of an assessment; who comes last counts."""
    return {
        Part(person.part): person.user
        for appointment in row.appointments.all()
        for person in appointment.people.all()
        if person.user is not None
    }
