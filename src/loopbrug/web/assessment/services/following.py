"""What the five weeks do when their dossier takes a step: in the transaction of that step."""

from datetime import date, datetime, time

from django.utils import timezone

from loopbrug.core.assessment.model import Part
from loopbrug.core.outcomes.judging import Side
from loopbrug.core.pathway.model import State
from loopbrug.core.pathway.states import Event
from loopbrug.web.accounts.queries import User
from loopbrug.web.assessment.facts.calendars import user_key
from loopbrug.web.assessment.facts.planning import picture_of
from loopbrug.web.assessment.facts.tracks import EXPLANATION, IN_HAND
from loopbrug.web.assessment.models import AppointmentPerson, Assessment
from loopbrug.web.assessment.queries.planning import HELD, PLANNED, running_of
from loopbrug.web.assessment.services.moves import Act, cancel_row, lock_planning
from loopbrug.web.assessment.services.planning import plan_missing
from loopbrug.web.assessment.services.promising import keep_shifted, promise_case
from loopbrug.web.assessment.services.proposals import PANEL, Loss, propose
from loopbrug.web.assessment.services.telling import tell
from loopbrug.web.pathway.queries import Dossier

JUDGED = (Event.FIND_SUITABLE, Event.FIND_NOT_YET_SUITABLE)
PARTS = {Side.INSTITUTE: Part.INSTITUTE, Side.FIELD: Part.FIELD}
ENDED = (Event.STOP, Event.TRANSFER)
# Reasons are kept with what was cancelled and shown to people, in the language of the region.
REASONS = {
    Event.STOP: "Het dossier is gestopt.",
    Event.TRANSFER: "Het dossier is overgedragen aan een andere regio.",
    Event.FIND_SUITABLE: "Het besluit is genomen.",
    Event.FIND_NOT_YET_SUITABLE: "Het besluit is genomen.",
    Event.PAUSE: "Het dossier staat stil.",
}


def follow_end(actor: User | None, dossier: Dossier, event: Event, day: date) -> None:
    """End the assessment with its pathway: stopped, handed over, or judged.

    What is still to come is cancelled and told. After a judgement the talk that explains it
    stays, and what was planned before today was held.
    """
    row = running_of([dossier]).first()
    if row is None:
        return
    lock_planning(dossier.region)
    planned = row.appointments.filter(state=PLANNED)
    if event in JUDGED:
        planned.filter(starts_at__lt=_start_of(day)).exclude(step=EXPLANATION).update(state=HELD)
        planned = planned.exclude(step=EXPLANATION)
    act = Act(actor, REASONS[event])
    told = [cancel_row(row, each, act) for each in planned.filter(starts_at__gte=_start_of(day))]
    Assessment.objects.filter(pk=row.pk).update(ended_on=day)
    tell(told)


def follow_pause(actor: User | None, dossier: Dossier, event: Event, day: date) -> None:
    """Give everybody their time back while a dossier rests; what was held stays."""
    row = running_of([dossier]).first()
    if row is None:
        return
    lock_planning(dossier.region)
    planned = row.appointments.filter(state=PLANNED, starts_at__gte=_start_of(day))
    act = Act(actor, REASONS[event])
    tell([cancel_row(row, each, act) for each in planned])


def follow_resume(actor: User | None, dossier: Dossier, _event: Event, day: date) -> None:
    """Plan anew after a pause; the promised day is later by the days it took."""
    row = running_of([dossier]).first()
    if row is None:
        return
    lock_planning(dossier.region)
    picture, key = picture_of(dossier.region, day), str(row.pk)
    track = picture.tracks[key]
    if not track.in_hand:
        return
    if track.promise is None:
        tell(promise_case(actor, picture, key))
        return
    keep_shifted(actor, track)
    tell(plan_missing(actor, picture, key))


def follow_panel(actor: User | None, dossier: Dossier, _event: Event, day: date) -> None:
    """Plan with the people who were named, when they are others than was planned with."""
    row = running_of([dossier]).first()
    if row is None:
        return
    lock_planning(dossier.region)
    picture, key = picture_of(dossier.region, day), str(row.pk)
    if picture.lacking.get(key, True) or picture.tracks[key].promise is None:
        return
    case = picture.case(key)
    others = [
        who for each in case.planned for part, who in each.people if who not in case.choices[part]
    ]
    if others:
        tell(plan_missing(actor, picture, key))


def follow_seat(actor: User, dossier: Dossier, side: Side, user: User, day: date) -> None:
    """Propose to plan with who took a seat, when others are planned for its side.

    Nothing moves before somebody confirms it; steps without a moment are in it too.
    """
    row, part = running_of([dossier]).first(), PARTS.get(side)
    if row is None or part is None or State(dossier.state) not in IN_HAND:
        return
    planned = row.appointments.filter(state=PLANNED, starts_at__gte=_start_of(day))
    others = planned.filter(people__part=part.value).exclude(
        people__in=AppointmentPerson.objects.filter(part=part.value, user=user)
    )
    steps = tuple((str(row.pk), each.step) for each in others)
    if steps:
        loss = Loss(PANEL, str(user), "", steps, (), user_key(user.pk))
        propose(actor=actor, region=dossier.region, loss=loss, day=day)


def _start_of(day: date) -> datetime:
    """Return the first moment of a day, or now when that day is today."""
    start = timezone.make_aware(datetime.combine(day, time()))
    now = timezone.now()
    return now if timezone.localdate() == day else start
