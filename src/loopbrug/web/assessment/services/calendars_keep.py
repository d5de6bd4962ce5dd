"""Keeping who judges what, and who is there when: twice the same changes nothing."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, time

from django.db import transaction

from loopbrug.core.outcomes.judging import Side
from loopbrug.core.terms.words import Period, TimeSlot
from loopbrug.web.accounts.queries import User
from loopbrug.web.assessment.models import (
    AssessorProfile,
    Calendar,
    CalendarChange,
    Hours,
    RoomPool,
)
from loopbrug.web.organisations.queries import Organisation


@dataclass(frozen=True, slots=True)
class Times:
    """When somebody is there: hours of every week, hours in a period only, days away.

    ``extra`` are hours on top in a period, such as those of a summer school.
    """

    weekly: tuple[TimeSlot, ...]
    away: tuple[Period, ...] = ()
    extra: tuple[tuple[TimeSlot, Period], ...] = field(default=())


@transaction.atomic
def keep_profile(
    *, user: User, side: Side, subjects: Iterable[str], certified_until: date | None = None
) -> bool:
    """Keep for which side somebody judges and what; ``subjects`` may hold whole sectors ("po").

    Returns whether anything changed.
    """
    wanted = {
        "side": side.value,
        "subjects": sorted(set(subjects)),
        "certified_until": certified_until,
        "active": True,
    }
    known = AssessorProfile.objects.filter(user=user).first()
    if known and all(getattr(known, name) == value for name, value in wanted.items()):
        return False
    AssessorProfile.objects.update_or_create(user=user, defaults=wanted)
    return True


@transaction.atomic
def keep_calendar(*, owner: User | Organisation, times: Times) -> bool:
    """Keep when a person, or a class of a school, is there; return whether anything changed.

    What the owner or a colleague entered apart (hours of a day, illness) stays.
    """
    calendar = calendar_of(owner)
    kept_hours = [
        (row.weekday, row.start, row.end, row.first, row.last) for row in calendar.hours.all()
    ]
    kept_away = set(
        calendar.changes.filter(free=False, ill=False, start=None).values_list("first", "last")
    )
    hours = sorted(_hours(times), key=str)
    missing = [each for each in times.away if (each.first, each.last) not in kept_away]
    if sorted(kept_hours, key=str) == hours and not missing:
        return False
    calendar.hours.all().delete()
    Hours.objects.bulk_create(
        Hours(calendar=calendar, weekday=day, start=start, end=end, first=first, last=last)
        for day, start, end, first, last in hours
    )
    CalendarChange.objects.bulk_create(
        CalendarChange(calendar=calendar, first=each.first, last=each.last or each.first)
        for each in missing
    )
    calendar.save(update_fields=["changed_at"])
    return True


@transaction.atomic
def keep_rooms(*, institute: Organisation, rooms: int) -> bool:
    """Keep how many rooms an institute has; return whether anything changed."""
    if RoomPool.objects.filter(institute=institute, rooms=rooms).exists():
        return False
    RoomPool.objects.update_or_create(institute=institute, defaults={"rooms": rooms})
    return True


def calendar_of(owner: User | Organisation) -> Calendar:
    """Return the calendar of a person or a school, an empty one when there was none."""
    if isinstance(owner, User):
        return Calendar.objects.get_or_create(user=owner)[0]
    return Calendar.objects.get_or_create(organisation=owner)[0]


def _hours(
    times: Times,
) -> Iterable[tuple[int, time, time, date | None, date | None]]:
    for slot in times.weekly:
        yield int(slot.day), slot.start, slot.end, None, None
    for slot, period in times.extra:
        yield int(slot.day), slot.start, slot.end, period.first, period.last
