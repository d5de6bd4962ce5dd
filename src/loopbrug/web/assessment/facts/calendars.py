"""From the rows of calendars to when people, classes and rooms are free, in blocks.

Keys: ``user:12`` a person, ``org:5`` a class of a school, ``rooms:3`` the rooms of an institute.
"""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta

from loopbrug.core.assessment.calendars import (
    Busy,
    Change,
    ExtraHours,
    TimeOff,
    WeeklyHours,
    free_mask,
)
from loopbrug.core.assessment.model import Grid, Resource
from loopbrug.core.terms.words import Period, TimeSlot, Weekday
from loopbrug.web.assessment.models import Calendar, CalendarChange, Feed
from loopbrug.web.assessment.queries.planning import calendars_in, room_pools_in
from loopbrug.web.organisations.queries import Organisation, organisations_of_kind
from loopbrug.web.pathway.facts import region_of

_ENDLESS = time.max


def user_key(pk: int) -> str:
    """Return how the planner names a person."""
    return f"user:{pk}"


def class_key(pk: int) -> str:
    """Return how the planner names the class of a school."""
    return f"org:{pk}"


def rooms_key(pk: int) -> str:
    """Return how the planner names the rooms of an institute."""
    return f"rooms:{pk}"


def pk_of(key: str) -> int:
    """Return the primary key inside a key."""
    return int(key.partition(":")[2])


def closed_days(region: str) -> tuple[tuple[Period, ...], tuple[Period, ...]]:
    """Return the days on which schools are closed, and those on which everybody is."""
    holidays = region_of(region).catalogue.holidays
    return holidays, tuple(each for each in holidays if each.first == each.last)


def resources_for(
    region: str, grid: Grid, calendars: Iterable[Calendar] | None = None
) -> dict[str, Resource]:
    """Return everybody of a region who has hours, every class and all rooms, by key.

    A calendar without hours is not among them: nobody knows when its owner can. ``calendars``
    are those of the region, when they were read already.
    """
    closed = closed_days(region)
    rows = calendars_in(region) if calendars is None else calendars
    found = (resource_of(calendar, grid, closed) for calendar in rows)
    resources = {each.key: each for each in found if each}
    return resources | {each.key: each for each in _rooms(region, grid, closed[1])}


def resource_of(
    calendar: Calendar, grid: Grid, closed: tuple[tuple[Period, ...], tuple[Period, ...]]
) -> Resource | None:
    """Return when the owner of a calendar is free; None when it has no hours at all.

    ``closed`` are the days on which schools are closed, and those on which everybody is.
    """
    weekly, changes = tuple(weekly_of(calendar)), tuple(changes_of(calendar.changes.all()))
    if not weekly and not any(isinstance(each, ExtraHours) for each in changes):
        return None
    of_school = calendar.organisation_id is not None
    holidays = closed[0] if of_school else closed[1]
    free = free_mask(grid, weekly, changes, busy_of(calendar.feeds.all()), holidays)
    return Resource(key_of(calendar), free)


def key_of(calendar: Calendar) -> str:
    """Return the key of the owner of a calendar."""
    if calendar.organisation_id is not None:
        return class_key(calendar.organisation_id)
    return user_key(calendar.user_id or 0)


def weekly_of(calendar: Calendar) -> Iterator[WeeklyHours]:
    """Yield the hours of every week; rows that end before they start hold nothing."""
    for row in calendar.hours.all():
        if row.start < row.end and not (row.first and row.last and row.last < row.first):
            period = Period(row.first or date.min, row.last) if row.first or row.last else None
            yield WeeklyHours((TimeSlot(Weekday(row.weekday), row.start, row.end),), period)


def changes_of(rows: Iterable[CalendarChange]) -> Iterator[Change]:
    """Yield what differs from the weekly hours: days away, and extra hours day by day."""
    for row in rows:
        if row.last < row.first:
            continue
        if not row.free:
            start, end = row.start or time.min, row.end or _ENDLESS
            yield TimeOff(Period(row.first, row.last), start, end)
            continue
        for past in range((row.last - row.first).days + 1):
            day = row.first + timedelta(days=past)
            yield ExtraHours(day, row.start or time.min, row.end or _ENDLESS)


def busy_of(feeds: Iterable[Feed]) -> Iterator[Busy]:
    """Yield when the owner is busy according to other calendars."""
    for feed in feeds:
        for start, end in feed.busy:
            yield Busy(datetime.fromisoformat(start), datetime.fromisoformat(end))


def _rooms(region: str, grid: Grid, closed: tuple[Period, ...]) -> Iterator[Resource]:
    """Yield the rooms of every institute; who never said how many has one."""
    pools = room_pools_in(region)
    week = WeeklyHours(
        tuple(TimeSlot(Weekday(day), time.min, _ENDLESS) for day in range(Weekday.SAT))
    )
    free = free_mask(grid, [week], holidays=closed)
    for institute in organisations_of_kind(region, Organisation.Kind.INSTITUTE):
        rooms = pools.get(institute.pk, 1)
        yield Resource(rooms_key(institute.pk), free if rooms else 0, max(rooms, 1))
