"""Bringing a plan of the core into rows: new, moved and cancelled appointments, each told."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import F

from loopbrug.core.assessment.model import Appointment, Change, Step
from loopbrug.web.accounts.queries import User
from loopbrug.web.assessment.facts.planning import (
    Picture,
    appointment_of,
    people_rows,
    times_of,
)
from loopbrug.web.assessment.facts.tracks import Track
from loopbrug.web.assessment.models import AppointmentPerson, AppointmentRow, Assessment
from loopbrug.web.assessment.queries.planning import CANCELLED, PLANNED
from loopbrug.web.assessment.services.telling import Kind, Tiding, concerned
from loopbrug.web.audit.services import record_act
from loopbrug.web.organisations.queries import Organisation


@dataclass(frozen=True, slots=True)
class Act:
    """Who changes appointments, and why; ``reason`` "" when the planner did."""

    actor: User | None
    reason: str = ""


def lock_planning(region: str) -> None:
    """Let one plan at a time be made in a region, until the end of the transaction.

    Everything that plans asks this first, after the lock on a dossier if it has one.
    """
    desk = Organisation.objects.filter(region=region, kind=Organisation.Kind.DESK)
    running = Assessment.objects.filter(dossier__region=region, ended_on=None).order_by("pk")
    list(desk.select_for_update(no_key=True).order_by("pk"))
    list(running.select_for_update(of=("self",), no_key=True))


def apply_changes(picture: Picture, changes: Iterable[Change], act: Act) -> list[Tiding]:
    """Carry out changes of tentative or loosened appointments; return what there is to tell.

    Raises ``KeyError`` for a case that is not in the picture.
    """
    return [tiding for change in changes for tiding in _apply(picture, change, act)]


def _apply(picture: Picture, change: Change, act: Act) -> Iterator[Tiding]:
    one = change.after or change.before
    if one is None:
        return
    track = picture.tracks[one.case]
    row = track.appointments.get(one.step)
    if change.after is None:
        if row is not None:
            yield cancel_row(track.row, row, act)
        return
    if row is None:
        yield plan_row(picture, track, change.after, act)
    elif _differs(picture, track, row, change.after):
        yield _move_row(picture, track, row, replace(change, after=change.after), act)


def _differs(picture: Picture, track: Track, row: AppointmentRow, after: Appointment) -> bool:
    now = appointment_of(track, row, picture.problem.grid, fixed=False)
    return (now.block, set(now.people)) != (after.block, set(after.people))


def plan_row(picture: Picture, track: Track, planned: Appointment, act: Act) -> Tiding:
    """Add an appointment, with its people."""
    step = step_of(track, planned.step)
    start, end = times_of(picture.problem.grid, step, planned.block)
    row = AppointmentRow.objects.create(
        assessment=track.row, step=step.code, starts_at=start, ends_at=end, where=step.where.value
    )
    people = _seat(row, people_rows(track, planned))
    # Who asked for a plan has not seen what came of it.
    return Tiding(Kind.PLANNED, track.row, concerned(people), row, None, act.reason)


def _move_row(
    picture: Picture, track: Track, row: AppointmentRow, change: Change, act: Act
) -> Tiding:
    """Move an appointment; whoever no longer takes part hears it as well."""
    if change.after is None:
        raise ValueError(change)
    before, former = row.starts_at, list(row.people.all())
    step = step_of(track, row.step)
    row.starts_at, row.ends_at = times_of(picture.problem.grid, step, change.after.block)
    row.fixed_at = row.fixed_by = None
    row.sequence += 1
    row.save(update_fields=["starts_at", "ends_at", "fixed_at", "fixed_by", "sequence"])
    AppointmentPerson.objects.filter(appointment=row).delete()
    people = _seat(row, people_rows(track, change.after))
    record_act(
        actor=act.actor,
        name="assessment.move",
        subject=track.row.dossier.subject_key,
        assessment_step=row.step,
        reason=act.reason,
    )
    was = {user.pk for user in concerned(former)}
    now = {user.pk for user in concerned(people)}
    return Tiding(
        kind=Kind.MOVED,
        assessment=track.row,
        people=concerned([*former, *people], act.actor),
        appointment=row,
        before=before,
        reason=act.reason,
        actor=act.actor,
        joined=frozenset(now - was),
        left=frozenset(was - now),
    )


def cancel_row(assessment: Assessment, row: AppointmentRow, act: Act) -> Tiding:
    """Cancel a planned appointment; it stays, and says why."""
    people, before = list(row.people.select_related("user", "organisation")), row.starts_at
    AppointmentRow.objects.filter(pk=row.pk, state=PLANNED).update(
        state=CANCELLED, why_cancelled=act.reason[:300], sequence=F("sequence") + 1
    )
    row.refresh_from_db(fields=["state", "why_cancelled", "sequence"])
    record_act(
        actor=act.actor,
        name="assessment.cancel",
        subject=assessment.dossier.subject_key,
        assessment_step=row.step,
        reason=act.reason,
    )
    told = concerned(people, act.actor)
    return Tiding(Kind.CANCELLED, assessment, told, row, before, act.reason, act.actor)


def cancel_open(assessment: Assessment, moment: datetime, act: Act) -> list[Tiding]:
    """Cancel whatever of an assessment is still to come."""
    open_rows = assessment.appointments.filter(state=PLANNED, starts_at__gte=moment)
    return [cancel_row(assessment, row, act) for row in open_rows]


def step_of(track: Track, code: str) -> Step:
    """Return a step of an assessment; raises ``KeyError`` when it has no such step."""
    return {step.code: step for step in track.steps}[code]


def _seat(row: AppointmentRow, people: Iterable[AppointmentPerson]) -> list[AppointmentPerson]:
    rows = list(people)
    for person in rows:
        person.appointment = row
    AppointmentPerson.objects.bulk_create(rows)
    return list(row.people.select_related("user", "organisation"))
