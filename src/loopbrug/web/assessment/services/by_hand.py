"""A person moves one tentative appointment to another moment that keeps every promise."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from loopbrug.core.assessment.model import Change
from loopbrug.core.assessment.moments import moments_for
from loopbrug.web.accounts.queries import User
from loopbrug.web.assessment.facts.planning import Picture, picture_of
from loopbrug.web.assessment.models import AppointmentRow, Proposal
from loopbrug.web.assessment.queries.planning import PLANNED
from loopbrug.web.assessment.services.losses import NotPlannedError
from loopbrug.web.assessment.services.moves import Act, apply_changes, lock_planning
from loopbrug.web.assessment.services.proposals import plain_changes
from loopbrug.web.assessment.services.telling import tell
from loopbrug.web.audit.services import record_act
from loopbrug.web.pathway.permissions import Act as PathwayAct
from loopbrug.web.pathway.permissions import may
from loopbrug.web.pathway.services import NotAllowedError


class TakenError(ValueError):
    """The moment is not possible any more: somebody else got it, or calendars changed."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment to choose, and every change it comes with; the first is of the appointment."""

    starts: datetime
    changes: tuple[Change, ...]


def moments_of(appointment: AppointmentRow, day: date) -> tuple[Moment, ...]:
    """Return every other moment of an appointment that keeps all promises.

    No other assessment moves; later steps of its own move along where they must.
    """
    return _moments(picture_of(appointment.assessment.dossier.region, day), appointment)


def shown(appointment: AppointmentRow, moment: Moment, day: date) -> Proposal:
    """Return what a moment would change, as a proposal that is not kept: only to look at."""
    picture = picture_of(appointment.assessment.dossier.region, day)
    return Proposal(
        region=picture.region, cause="by-hand", changes=plain_changes(picture, moment.changes)
    )


@transaction.atomic
def move_by_hand(
    *, actor: User, appointment: AppointmentRow, starts: datetime, fix: bool, day: date
) -> None:
    """Put an appointment at another moment, and fix it there when asked; everybody hears it.

    Raises ``NotAllowedError``; ``NotPlannedError`` when it was held, cancelled or moved since;
    ``TakenError`` when the moment is not possible any more.
    """
    dossier = appointment.assessment.dossier
    if not may(actor, PathwayAct.PLAN, dossier):
        raise NotAllowedError
    lock_planning(dossier.region)
    row = AppointmentRow.objects.select_for_update().get(pk=appointment.pk)
    if row.state != PLANNED or row.sequence != appointment.sequence:
        raise NotPlannedError(row.pk)
    picture = picture_of(dossier.region, day)
    chosen = [one for one in _moments(picture, row) if one.starts == starts]
    if not chosen:
        raise TakenError(starts)
    tidings = apply_changes(picture, chosen[0].changes, Act(actor))
    if fix:
        AppointmentRow.objects.filter(pk=row.pk).update(fixed_at=timezone.now(), fixed_by=actor)
    record_act(
        actor=actor,
        name="assessment.move-by-hand",
        subject=dossier.subject_key,
        assessment_step=row.step,
        day=day.isoformat(),
    )
    tell(tidings)


def _moments(picture: Picture, row: AppointmentRow) -> tuple[Moment, ...]:
    key = str(row.assessment_id)
    if key not in picture.lacking:
        return ()
    grid = picture.problem.grid
    now = {each.step: each for each in picture.case(key).planned}
    return tuple(
        Moment(
            timezone.make_aware(grid.starts_at(one.appointment.block)),
            tuple(Change(now[each.step], each) for each in (one.appointment, *one.along)),
        )
        for one in moments_for(picture.problem, key, row.step)
    )
