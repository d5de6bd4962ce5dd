"""Keeping the moments at which learning teams could meet."""

from dataclasses import dataclass
from datetime import date, time, timedelta

from django.db import transaction

from loopbrug.core.programme.cohort.model import TeamKind
from loopbrug.core.terms.words import Weekday
from loopbrug.web.audit.services import record_act
from loopbrug.web.organisations.queries import Organisation
from loopbrug.web.programme.models import TeamMoment
from loopbrug.web.programme.permissions.cohorts import Planner, may_change_moment

WEEKS = 26
"""A team meets for half a year, unless somebody says otherwise."""
EVENING, AFTERNOON = (time(19), time(21)), (time(16), time(18))
USUAL = (
    (TeamKind.GENERIC, Weekday.TUE, EVENING),
    (TeamKind.GENERIC, Weekday.THU, EVENING),
    (TeamKind.GENERIC, Weekday.WED, AFTERNOON),
)
"""When learning teams of the region usually meet: moments that many have free."""


@dataclass(frozen=True, slots=True)
class Moment:
    """What is filled in of one moment."""

    kind: str
    subject: str
    weekday: int
    start: time
    end: time
    first: date
    last: date
    place: str
    smallest: int
    largest: int
    coach_hours: int


@transaction.atomic
def keep_moment(*, planner: Planner, institute: Organisation, moment: Moment) -> bool:
    """Add a moment; the same one again changes nothing. Return whether it was added."""
    facts = {name: getattr(moment, name) for name in Moment.__slots__}
    row, added = TeamMoment.objects.get_or_create(institute=institute, ended_on=None, **facts)
    if added:
        record_act(
            actor=planner.user, name="programme.team-moment",
            subject=f"organisation:{institute.pk}", moment=row.pk,
        )  # fmt: skip
    return added


@transaction.atomic
def keep_usual(*, planner: Planner, institute: Organisation, month: date, place: str) -> int:
    """Add the usual moments from a month on; return how many were not there yet."""
    last = month + timedelta(weeks=WEEKS)
    added = 0
    for kind, day, (start, end) in USUAL:
        at = "" if (start, end) == EVENING else place
        moment = Moment(kind.value, "", int(day), start, end, month, last, at, 6, 10, 2)
        added += keep_moment(planner=planner, institute=institute, moment=moment)
    return added


@transaction.atomic
def end_moment(*, planner: Planner, moment: TeamMoment, day: date) -> bool:
    """Take away a moment no team was made for; return whether it was there."""
    if not may_change_moment(planner, moment):
        return False
    free = TeamMoment.objects.filter(pk=moment.pk, ended_on=None, team=None)
    ended = bool(free.update(ended_on=day))
    if ended:
        record_act(
            actor=planner.user, name="programme.team-moment-end",
            subject=f"organisation:{moment.institute_id}", moment=moment.pk,
        )  # fmt: skip
    return ended
