"""Saying that somebody cannot, or that a step was not held: a fact, and a proposal to mend it."""

from datetime import date

from django.db import transaction

from loopbrug.core.terms.words import Period
from loopbrug.web.accounts.queries import User
from loopbrug.web.assessment.facts.tracks import local
from loopbrug.web.assessment.models import (
    AppointmentPerson,
    AppointmentRow,
    Calendar,
    CalendarChange,
    Proposal,
)
from loopbrug.web.assessment.permissions import desk_of_user
from loopbrug.web.assessment.queries.planning import HELD, PLANNED
from loopbrug.web.assessment.services.calendars_keep import calendar_of
from loopbrug.web.assessment.services.moves import Act, cancel_row, lock_planning
from loopbrug.web.assessment.services.proposals import Loss, propose
from loopbrug.web.assessment.services.telling import tell
from loopbrug.web.audit.services import record_act
from loopbrug.web.organisations.queries import Organisation
from loopbrug.web.pathway.services import NotAllowedError


class NotPlannedError(ValueError):
    """The appointment has been held or cancelled since, or moved: there is nothing to decline."""


@transaction.atomic
def decline(
    *, actor: User, appointment: AppointmentRow, person: AppointmentPerson, reason: str, day: date
) -> Proposal | None:
    """Say that somebody cannot come; they are not planned then, and a proposal is made.

    ``person`` is the part of whoever cannot. Raises ``NotPlannedError``.
    """
    region = appointment.assessment.dossier.region
    lock_planning(region)
    row = _planned(appointment)
    owner = person.user or person.organisation
    if owner is None:
        raise NotPlannedError(appointment.pk)
    start, end = local(row.starts_at), local(row.ends_at)
    change = CalendarChange.objects.create(
        calendar=calendar_of(owner),
        first=start.date(),
        last=start.date(),
        start=start.time(),
        end=end.time(),
    )
    subject = appointment.assessment.dossier.subject_key
    record_act(
        actor=actor,
        name="assessment.decline",
        subject=subject,
        assessment_step=row.step,
        day=day.isoformat(),
    )
    case = str(row.assessment_id)
    loss = Loss("decline", str(owner), reason, ((case, row.step),), (change.pk,))
    return propose(actor=actor, region=region, loss=loss, day=day)


@transaction.atomic
def report_away(
    *,
    actor: User,
    owner: User | Organisation,
    period: Period,
    region: str,
    reason: str,
    day: date,
) -> Proposal | None:
    """Say that somebody is ill, or that a school falls out, for some days; propose what to do.

    None: no appointment is hit. Raises ``NotAllowedError`` for who does not plan in the region.
    """
    desk = desk_of_user(actor)
    if desk is None or desk.region != region:
        raise NotAllowedError
    lock_planning(region)
    calendar: Calendar = calendar_of(owner)
    ill = isinstance(owner, User)
    change = CalendarChange.objects.create(
        calendar=calendar, first=period.first, last=period.last or period.first, ill=ill
    )
    cause = "ill" if ill else "school-out"
    record_act(actor=actor, name=f"assessment.{cause}", subject=f"region:{region}", who=str(owner))
    loss = Loss(cause, str(owner), reason, (), (change.pk,))
    return propose(actor=actor, region=region, loss=loss, day=day)


@transaction.atomic
def not_held(
    *, actor: User, appointment: AppointmentRow, reason: str, day: date
) -> Proposal | None:
    """Say that a step did not take place, and why; it is planned anew once somebody confirms."""
    region = appointment.assessment.dossier.region
    lock_planning(region)
    row = _planned(appointment)
    tell([cancel_row(row.assessment, row, Act(actor, reason))])
    loss = Loss("not-held", "", reason, ((str(row.assessment_id), row.step),))
    return propose(actor=actor, region=region, loss=loss, day=day)


@transaction.atomic
def held(*, actor: User, appointment: AppointmentRow, day: date) -> None:
    """Say that a step took place; twice is once. Raises ``NotPlannedError`` when it is to come."""
    lock_planning(appointment.assessment.dossier.region)
    row = AppointmentRow.objects.select_for_update().get(pk=appointment.pk)
    if row.state == HELD:
        return
    if row.state != PLANNED or local(row.starts_at).date() > day:
        raise NotPlannedError(row.pk)
    row.state = HELD
    row.save(update_fields=["state"])
    record_act(
        actor=actor,
        name="assessment.held",
        subject=appointment.assessment.dossier.subject_key,
        assessment_step=row.step,
        day=day.isoformat(),
    )


def _planned(appointment: AppointmentRow) -> AppointmentRow:
    row = AppointmentRow.objects.select_for_update().get(pk=appointment.pk)
    if row.state != PLANNED or row.sequence != appointment.sequence:
        raise NotPlannedError(row.pk)
    return row
