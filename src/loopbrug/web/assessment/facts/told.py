"""What a candidate told, as far as planning needs it: sector, hours, the class they teach.

Nothing of why somebody is busy leaves this module: only when.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time

from loopbrug.core.assessment.calendars import Busy, Change, TimeOff, WeeklyHours, free_mask
from loopbrug.core.assessment.model import Grid, Resource
from loopbrug.core.bridge.dossier_file import dossier_from
from loopbrug.core.bridge.model import Dossier as Told
from loopbrug.core.outcomes.panel import subject_judged
from loopbrug.core.programme.model import Block, BlockKind
from loopbrug.core.terms.words import Period, Profile, Sector, TimeSlot, Weekday
from loopbrug.web.assessment.facts.calendars import busy_of, changes_of
from loopbrug.web.assessment.models import Calendar
from loopbrug.web.pathway.facts import places_of
from loopbrug.web.pathway.queries import Record

OPENS, CLOSES = time(8), time(21)
"""Without a calendar somebody can on working days between these hours, unless they are busy."""


@dataclass(frozen=True, slots=True)
class Week:
    """A candidate's week: sector, subject, when they are busy, when they teach their class."""

    sector: Sector
    subject: str
    busy: tuple[Block, ...]
    teaches: tuple[Block, ...]
    away: tuple[Period, ...]
    contract_ends: date | None


def week_of(record: Record, region: str, profile: Profile, day: date) -> Week:
    """Return the week as it was told; raises ``BadDataError`` when it can no longer be read."""
    return week_in(dossier_from(record.document, places_of(region)), profile, day)


def week_in(told: Told, profile: Profile, day: date) -> Week:
    """Return the week of a dossier.

    Hours before a class count for who teaches one now; for others they are of a job to come.
    """
    wanted = told.person.wanted
    in_class = profile is not Profile.WORK_TO_WORK
    classes = tuple(each for each in told.wishes.blocks if each.kind is BlockKind.CLASS)
    others = tuple(each for each in told.wishes.blocks if each.kind is not BlockKind.CLASS)
    ends = [
        post.until
        for post in told.person.posts
        if post.until and post.until >= day and post.since <= day
    ]
    return Week(
        sector=wanted.sector,
        subject=subject_judged(wanted.subject, wanted.sector),
        busy=(*others, *classes) if in_class else others,
        teaches=classes if profile is Profile.UNQUALIFIED else (),
        away=told.wishes.away,
        contract_ends=min(ends, default=None),
    )


def resource_from(
    key: str,
    week: Week,
    grid: Grid,
    closed: tuple[Period, ...],
    calendar: Calendar | None = None,
) -> Resource:
    """Return when a candidate without hours of their own can, from the week they told.

    Days away and busy times that they did put in a calendar count.
    """
    open_hours = WeeklyHours(
        tuple(TimeSlot(Weekday(day), OPENS, CLOSES) for day in range(Weekday.SAT))
    )
    changes: list[Change] = [TimeOff(each) for each in week.away]
    busy = list(_busy(week.busy, grid))
    if calendar is not None:
        changes.extend(changes_of(calendar.changes.all()))
        busy.extend(busy_of(calendar.feeds.all()))
    return Resource(key, free_mask(grid, [open_hours], changes, busy, closed))


def class_from(key: str, week: Week, grid: Grid, closed: tuple[Period, ...]) -> Resource:
    """Return when somebody teaches their own class: then a lesson can be seen."""
    hours = [WeeklyHours((each.slot,), each.period) for each in week.teaches]
    away = [TimeOff(each) for each in week.away]
    return Resource(key, free_mask(grid, hours, away, (), closed))


def _busy(blocks: tuple[Block, ...], grid: Grid) -> Iterator[Busy]:
    """Yield every moment of the grid in which somebody is busy."""
    last = grid.day_of(grid.blocks - 1)
    every = Period(grid.monday, last)
    for block in blocks:
        period = block.period or every
        for place in range(grid.weeks):
            if block.slot.day >= Weekday.SAT:
                continue
            day = grid.day_of((place * 5 + block.slot.day) * grid.per_day)
            if day in period:
                yield Busy(
                    datetime.combine(day, block.slot.start), datetime.combine(day, block.slot.end)
                )
