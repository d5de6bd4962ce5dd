"""Saying that somebody cannot, or that a step was not held: a fact, and a proposal to mend it."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction

from loopbrug.core.terms.words import Period
from loopbrug.web.accounts.queries import User
from loopbrug.web.assessment.facts.calendars import class_key, user_key
from loopbrug.web.assessment.facts.tracks import local
from loopbrug.web.assessment.models import (
    AppointmentPerson,
    AppointmentRow,
    Calendar,
    CalendarChange,
    Proposal,
)
from loopbrug.web.assessment.permissions import may_decline, may_mark, may_report
from loopbrug.web.assessment.queries.planning import HELD, PLANNED
from loopbrug.web.assessment.services.calendars_keep import calendar_of
from loopbrug.web.assessment.services.moves import Act, cancel_row, lock_planning
from loopbrug.web.assessment.services.proposals import Loss, propose
from loopbrug.web.assessment.services.telling import tell
from loopbrug.web.audit.services import record_act
from loopbrug.web.organisations.queries import Organisation
from loopbrug.web.pathway.permissions import roles_on
from loopbrug.web.pathway.services import NotAllowedError


class NotPlannedError(ValueError):
    """The appointment has been held or cancelled since, or moved: there is nothing to decline."""


@dataclass(frozen=True, slots=True)
class Away:
    """Who or what is away, for which days; ``reason`` is read by who plans, and nobody else."""

    owner: User | Organisation
    period: Period
    reason: str = ""


@transaction.atomic
def decline(
    *, actor: User, appointment: AppointmentRow, person: AppointmentPerson, reason: str, day: date
) -> Proposal | None:
    """Say that somebody cannot come; they are not planned then, and a proposal is made.

    ``person`` is the part of whoever cannot. Twice is once. Raises ``NotAllowedError``;
    ``NotPlannedError`` when the appointment is over, gone or elsewhere by now.
    """
    region = appointment.assessment.dossier.region
    lock_planning(region)
    row = _planned(appointment)
    owner = person.user or person.organisation
    start, end = local(row.starts_at), local(row.ends_at)
    if owner is None or start.date() < day:
        raise NotPlannedError(appointment.pk)
    if not may_decline(actor, appointment, person):
        raise NotAllowedError
    case = str(row.assessment_id)
    if waiting := _declined(region, case, row.step, key_of(owner)):
        return waiting
    change = CalendarChange.objects.create(
        calendar=calendar_of(owner),
        first=start.date(),
        last=start.date(),
        start=start.time(),
        end=end.time(),
    )
    record_act(
        actor=actor,
        name="assessment.decline",
        subject=appointment.assessment.dossier.subject_key,
        assessment_step=row.step,
        day=day.isoformat(),
    )
    steps = ((case, row.step),)
    loss = Loss("decline", str(owner), reason, steps, (change.pk,), key_of(owner))
    return propose(actor=actor, region=region, loss=loss, day=day)


@transaction.atomic
def report_away(*, actor: User, away: Away, region: str, day: date) -> Proposal | None:
    """Say that somebody is ill, or that a school falls out, for some days; propose what to do.

    The same report twice is one. None: no appointment is hit. Raises ``NotAllowedError`` for who
    may not report this here.
    """
    owner, period = away.owner, away.period
    if not may_report(actor, owner, region):
        raise NotAllowedError
    lock_planning(region)
    calendar: Calendar = calendar_of(owner)
    ill = isinstance(owner, User)
    cause = "ill" if ill else "school-out"
    change, new = CalendarChange.objects.get_or_create(
        calendar=calendar,
        first=period.first,
        last=period.last or period.first,
        ill=ill,
        reported=True,
        start=None,
        end=None,
    )
    if new:
        subject = f"region:{region}"
        record_act(actor=actor, name=f"assessment.{cause}", subject=subject, who=str(owner))
    elif waiting := _reported(region, change.pk):
        return waiting
    loss = Loss(cause, str(owner), away.reason, (), (change.pk,), key_of(owner))
    return propose(actor=actor, region=region, loss=loss, day=day)


@transaction.atomic
def back_again(*, actor: User, change: CalendarChange, region: str, day: date) -> None:
    """Say that somebody who was away is there again from ``day``; twice is once.

    What was planned anew meanwhile stays. Raises ``NotAllowedError``.
    """
    row = CalendarChange.objects.select_related("calendar__user", "calendar__organisation").get(
        pk=change.pk
    )
    owner = row.calendar.user or row.calendar.organisation
    if owner is None or not row.reported or not may_report(actor, owner, region):
        raise NotAllowedError
    lock_planning(region)
    if row.last < day:
        return
    row.last = day - timedelta(days=1)
    if row.last < row.first:
        row.delete()
    else:
        row.save(update_fields=["last"])
    record_act(actor=actor, name="assessment.back", subject=f"region:{region}", who=str(owner))


@transaction.atomic
def not_held(
    *, actor: User, appointment: AppointmentRow, reason: str, day: date
) -> Proposal | None:
    """Say that a step did not take place, and why; it is planned anew once somebody confirms.

    Raises ``NotAllowedError``; ``NotPlannedError`` when it is to come, or elsewhere by now.
    """
    region = appointment.assessment.dossier.region
    lock_planning(region)
    row = _marked(actor, appointment, day)
    tell([cancel_row(row.assessment, row, Act(actor, reason))])
    loss = Loss("not-held", "", reason, ((str(row.assessment_id), row.step),))
    return propose(actor=actor, region=region, loss=loss, day=day)


@transaction.atomic
def held(*, actor: User, appointment: AppointmentRow, day: date) -> None:
    """Say that a step took place; twice is once.

    Raises ``NotAllowedError``; ``NotPlannedError`` when it is to come, or elsewhere by now.
    """
    lock_planning(appointment.assessment.dossier.region)
    if AppointmentRow.objects.filter(pk=appointment.pk, state=HELD).exists():
        return
    row = _marked(actor, appointment, day)
    row.state = HELD
    row.save(update_fields=["state"])
    record_act(
        actor=actor,
        name="assessment.held",
        subject=appointment.assessment.dossier.subject_key,
        assessment_step=row.step,
        day=day.isoformat(),
    )


def key_of(owner: User | Organisation) -> str:
    """Return how the planner names a person or the class of a school."""
    return user_key(owner.pk) if isinstance(owner, User) else class_key(owner.pk)


def _marked(actor: User, appointment: AppointmentRow, day: date) -> AppointmentRow:
    """Return an appointment of today or before of which somebody may say what became of it."""
    row = _planned(appointment)
    if local(row.starts_at).date() > day:
        raise NotPlannedError(row.pk)
    if not may_mark(actor, appointment, roles_on(actor, appointment.assessment.dossier)):
        raise NotAllowedError
    return row


def _planned(appointment: AppointmentRow) -> AppointmentRow:
    row = AppointmentRow.objects.select_for_update().get(pk=appointment.pk)
    if row.state != PLANNED or row.sequence != appointment.sequence:
        raise NotPlannedError(row.pk)
    return row


def _waiting(region: str) -> list[Proposal]:
    return list(Proposal.objects.filter(region=region, confirmed_at=None, dropped_at=None))


def _declined(region: str, case: str, step: str, owner: str) -> Proposal | None:
    """Return the proposal that waits since the same was said before, or None."""
    return next(
        (
            row
            for row in _waiting(region)
            if row.cause == "decline"
            and row.values.get("owner") == owner
            and [case, step] in row.values["steps"]
        ),
        None,
    )


def _reported(region: str, change: int) -> Proposal | None:
    return next((row for row in _waiting(region) if change in row.values["calendar"]), None)
