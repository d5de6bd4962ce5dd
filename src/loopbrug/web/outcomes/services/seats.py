"""Who judges: giving somebody a seat, and moving it when they fall ill."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from loopbrug.core.outcomes.judging import Side
from loopbrug.core.terms.finding import Finding, blocking
from loopbrug.web.accounts.queries import Role, User, current_memberships
from loopbrug.web.audit.services import record_act
from loopbrug.web.outcomes.facts import standing_of
from loopbrug.web.outcomes.facts.panel import keeping_out, seated_in, speaks_against
from loopbrug.web.outcomes.facts.rounds import Stage, stage_of
from loopbrug.web.outcomes.models import Round, Seat
from loopbrug.web.outcomes.seat_following import tell_seated
from loopbrug.web.outcomes.services.chairs import (
    HandedInError,
    NotAllowedError,
    NotReadyError,
    locked,
)
from loopbrug.web.outcomes.services.letters import tell_seat, tell_seat_left
from loopbrug.web.pathway.permissions import Act, may
from loopbrug.web.pathway.services import end_help, name_helper

HELPS_AS = "assessor"
MOVED = "Een ander neemt het beoordelen over."
"""What the dossier says of a change: who reads along need not know that somebody is ill."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """Who takes a seat; ``why_anyway`` answers what good practice has against it."""

    user: User
    why_anyway: str = ""


@transaction.atomic
def seat_assessor(*, actor: User, round_: Round, side: Side, chosen: Chosen, day: date) -> Seat:
    """Give somebody the empty seat of a side, and with it a part in the dossier.

    A third assessor is asked once both handed in and still differ. Raises ``NotAllowedError``,
    ``NotReadyError`` with what speaks against it.
    """
    row = _arranged_by(actor, round_)
    stage = stage_of(row)
    fits = stage is Stage.SETTLING if side is Side.THIRD else stage is Stage.SEATING
    if not fits or row.seats.filter(side=side, left_on=None).exists():
        raise NotReadyError((Finding.of("outcomes.seat-not-free", side=side.value),))
    return _seated(actor, row, side, chosen, day)


@transaction.atomic
def move_seat(
    *, actor: User, round_: Round, side: Side, chosen: Chosen, reason: str, day: date
) -> Seat:
    """Let somebody take over a seat with everything drafted on it (illness, another job).

    ``reason`` is for who arranges panels; the dossier tells only that somebody else judges.
    Raises ``HandedInError`` when the side handed in, ``NotAllowedError``, ``NotReadyError``.
    """
    row = _arranged_by(actor, round_)
    if row.submissions.filter(side=side).exists():
        raise HandedInError
    seat = row.seats.filter(side=side, left_on=None).select_related("assessor").first()
    if seat is None or seat.assessor_id == chosen.user.pk:
        raise NotReadyError((Finding.of("outcomes.seat-not-taken", side=side.value),))
    seat.left_on, seat.left_why = day, reason[:200]
    seat.save(update_fields=["left_on", "left_why"])
    _end_part(actor, row, seat, day)
    tell_seat_left(seat.assessor, row)
    return _seated(actor, row, side, chosen, day)


def _arranged_by(actor: User, round_: Round) -> Round:
    row = locked(round_)
    if row.dropped_on or not may(actor, Act.SEAT_ASSESSOR, row.dossier):
        raise NotAllowedError
    return row


def _seated(actor: User, row: Round, side: Side, chosen: Chosen, day: date) -> Seat:
    user = chosen.user
    if not current_memberships(user).filter(role=Role.ASSESSOR).exists():
        raise NotReadyError((Finding.of("outcomes.seat-no-assessor", str(user.pk)),))
    standing = standing_of(row.dossier, day)
    others = [(key, place) for key, place in seated_in(row) if place is not side]
    against = speaks_against((user.pk, side), others, row.dossier, standing, day)
    stops = blocking(against) if chosen.why_anyway.strip() else keeping_out(against)
    if stops:
        raise NotReadyError(stops)
    _take_part(actor, row, side, user, day)
    seat: Seat = Seat.objects.create(
        round=row, side=side, assessor=user, since=day, why_anyway=chosen.why_anyway.strip()[:200]
    )
    details = {"side": side.value, "day": day.isoformat()}
    record_act(
        actor=actor, name="outcomes.seat-assessor", subject=row.dossier.subject_key, **details
    )
    tell_seated(actor, row.dossier, side, user, day)
    tell_seat(seat, day)
    return seat


def _take_part(actor: User, row: Round, side: Side, user: User, day: date) -> None:
    """Let somebody take part in the dossier on this side, also who took part on another."""
    dossier = row.dossier
    part = dossier.participations.filter(user=user, role=HELPS_AS, ended_on=None).first()
    if part and part.side != side:
        end_help(actor=actor, dossier=dossier, user=user, role=HELPS_AS, reason=MOVED, day=day)
    name_helper(actor=actor, dossier=dossier, user=user, role=HELPS_AS, side=side, day=day)


def _end_part(actor: User, row: Round, seat: Seat, day: date) -> None:
    """End the part of who left, unless they still sit in another round of this dossier."""
    still = Seat.objects.filter(
        round__dossier=row.dossier_id, assessor=seat.assessor_id, left_on=None
    )
    going = (one for one in still.select_related("round") if stage_of(one.round) in _GOING)
    if next(going, None) is None:
        end_help(
            actor=actor,
            dossier=row.dossier,
            user=seat.assessor,
            role=HELPS_AS,
            reason=MOVED,
            day=day,
        )


_GOING = (Stage.SEATING, Stage.JUDGING, Stage.SETTLING)
