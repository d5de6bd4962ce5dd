"""From the rows of calendars to when people, classes and rooms are free, in blocks.

Keys: ``user:12`` a person, ``org:5`` a class of a school that does for every subject,
``org:5:wiskunde`` one for a subject, ``rooms:3`` the rooms of an institute.
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
from loopbrug.core.assessment.grids import working_days_after
from loopbrug.core.assessment.model import Grid, Resource
from loopbrug.core.terms.words import Period, TimeSlot, Weekday
from loopbrug.web.assessment.models import Calendar, CalendarChange, Feed
from loopbrug.web.assessment.queries.planning import calendars_in, room_pools_in
from loopbrug.web.organisations.queries import Organisation, organisations_of_kind
from loopbrug.web.pathway.facts import ground_of

_ENDLESS = time.max
ANSWER_DAYS = 3
"""Working days after which something that waits is worth a reminder: our own choice."""


def user_key(pk: int) -> str:
    """Return how the planner names a person."""
    return f"user:{pk}"


def class_key(pk: int, subject: str = "") -> str:
    """Return how the planner names the class of a school, for a subject or ("") for every one."""
    return f"org:{pk}:{subject}" if subject else f"org:{pk}"


def rooms_key(pk: int) -> str:
    """Return how the planner names the rooms of an institute."""
    return f"rooms:{pk}"


def pk_of(key: str) -> int:
    """Return the primary key inside a key."""
    return int(key.split(":")[1])


def group_of(key: str) -> str:
    """Return the subject of a class inside its key, "" when it does for every subject."""
    return ":".join(key.split(":")[2:])


def closed_days(region: str) -> tuple[tuple[Period, ...], tuple[Period, ...]]:
    """Return the days on which schools are closed, and those on which everybody is."""
    holidays = ground_of(region).catalogue.holidays
    return holidays, tuple(each for each in holidays if each.first == each.last)


def answer_by(said: date, region: str) -> date:
    """Return the day on which what was said on ``said`` should have its answer."""
    return working_days_after(said, ANSWER_DAYS, closed_days(region)[1])


def resources_for(
    region: str, grid: Grid, calendars: Iterable[Calendar] | None = None
) -> dict[str, Resource]:
    """Return everybody of a region who has hours, every class and all rooms, by key.

    A calendar without hours is not among them: nobody knows when its owner can. ``calendars``
    are those of the region, when they were read already.
    """
    closed = closed_days(region)
    rows = calendars_in(region) if calendars is None else calendars
    found = (each for calendar in rows for each in resources_of(calendar, grid, closed))
    resources = {each.key: each for each in found}
    return resources | {each.key: each for each in _rooms(region, grid, closed[1])}


def resources_of(
    calendar: Calendar, grid: Grid, closed: tuple[tuple[Period, ...], tuple[Period, ...]]
) -> Iterator[Resource]:
    """Yield when the owner of a calendar is free; nothing when it has no hours at all.

    Of a school there is one for each subject it has classes for, and one for the classes that do
    for every subject: different classes, so two candidates can come at the same time. ``closed``
    are the days on which schools are closed, and those on which everybody is.
    """
    changes = tuple(changes_of(calendar.changes.all()))
    busy = tuple(busy_of(calendar.feeds.all()))
    holidays = closed[0] if calendar.organisation_id is not None else closed[1]
    extra = any(isinstance(each, ExtraHours) for each in changes)
    groups = {row.subject for row in calendar.hours.all()} | ({""} if extra else set())
    away = tuple(each for each in changes if not isinstance(each, ExtraHours))
    for group in sorted(groups):
        weekly = tuple(weekly_of(calendar, group))
        inside = tuple(each for each in weekly if _in_holiday(each, holidays))
        usual = tuple(each for each in weekly if each not in inside)
        free = free_mask(grid, usual, away if group else changes, busy, holidays)
        free |= free_mask(grid, inside, away, busy)
        yield Resource(key_of(calendar, group), free)


def _in_holiday(hours: WeeklyHours, holidays: Iterable[Period]) -> bool:
    """Return whether hours are given for days within a holiday only: those of a summer school."""
    period = hours.period
    return period is not None and any(
        each.first <= period.first and period.last is not None and period.last in each
        for each in holidays
    )


def key_of(calendar: Calendar, group: str = "") -> str:
    """Return the key of the owner of a calendar; ``group`` is the subject of a class."""
    if calendar.organisation_id is not None:
        return class_key(calendar.organisation_id, group)
    return user_key(calendar.user_id or 0)


def weekly_of(calendar: Calendar, group: str = "") -> Iterator[WeeklyHours]:
    """Yield the hours of every week of one group; rows that end before they start hold nothing."""
    for row in calendar.hours.all():
        if row.subject != group:
            continue
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
    """Yield when the owner is busy according to other calendars; a draft does not count yet."""
    for feed in feeds:
        for start, end in () if feed.draft else feed.busy:
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
