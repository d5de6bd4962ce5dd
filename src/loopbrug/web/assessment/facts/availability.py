"""A calendar as its owner reads it: what the planner makes of it, and what stands in it."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from urllib.parse import urlsplit

from loopbrug.core.assessment.calendars import calendar_findings
from loopbrug.core.assessment.grids import monday_of, standard_grid
from loopbrug.core.assessment.model import Grid, Part
from loopbrug.core.terms.finding import Finding, Weight
from loopbrug.core.terms.words import Period, Profile
from loopbrug.web.accounts.queries import User
from loopbrug.web.assessment.facts.calendars import (
    changes_of,
    closed_days,
    key_of,
    resources_of,
    user_key,
    weekly_of,
)
from loopbrug.web.assessment.facts.findings import findings_in
from loopbrug.web.assessment.facts.planning import block_of
from loopbrug.web.assessment.facts.told import resource_from
from loopbrug.web.assessment.facts.tracks import LESSON, Track, local, tracks_of
from loopbrug.web.assessment.models import (
    AppointmentPerson,
    AppointmentRow,
    Assessment,
    Calendar,
    CalendarChange,
    Feed,
    Hours,
)
from loopbrug.web.assessment.queries.calendars import Owner
from loopbrug.web.assessment.queries.planning import calendars_in, running_of, told_in

WEEKS = 6
"""Weeks to come that are shown."""
STALE_DAYS = 3
_WORKWEEK = 5
_WEEKEND = timedelta(days=2)
Closed = tuple[tuple[Period, ...], tuple[Period, ...]]


@dataclass(frozen=True, slots=True)
class Standing:
    """An appointment in a calendar; ``fits`` is False when the calendar says one cannot then."""

    row: AppointmentRow
    starts: datetime
    ends: datetime
    fits: bool
    label: str = ""

    @property
    def candidate(self) -> User:
        """Whose assessment it is."""
        candidate: User = self.row.assessment.dossier.candidate
        return candidate


@dataclass(frozen=True, slots=True)
class DayView:
    """A day of the preview: what is free, from and until, and what is planned then."""

    day: date
    free: tuple[tuple[time, time], ...]
    planned: tuple[Standing, ...]
    past: bool
    closed: bool


@dataclass(frozen=True, slots=True)
class Availability:
    """What the planner makes of a calendar; ``assumed``: of the week a candidate told."""

    weeks: tuple[tuple[DayView, ...], ...]
    standing: tuple[Standing, ...]
    findings: tuple[Finding, ...]
    assumed: bool
    blocks: int


@dataclass(frozen=True, slots=True)
class FeedView:
    """Another calendar as its owner reads it: from where, how it goes, until when it reaches."""

    row: Feed
    host: str
    findings: tuple[Finding, ...]
    failed: bool
    stale_days: int
    ends_on: date | None


def week_mark(calendar: Calendar | None) -> str:
    """Return a fingerprint of the hours of every week: a form says which it started from."""
    rows = calendar.hours.all() if calendar else ()
    told = sorted(f"{row.weekday}{row.start}{row.end}{row.first}{row.last}" for row in rows)
    return hashlib.sha256("|".join(told).encode()).hexdigest()[:16]


def usual_hours(calendar: Calendar | None) -> Mapping[int, tuple[tuple[time, time], ...]]:
    """Return the hours of every week by weekday, without those of a period."""
    rows = [row for row in calendar.hours.all() if _always(row)] if calendar else []
    return {
        day: tuple((row.start, row.end) for row in rows if row.weekday == day)
        for day in range(_WORKWEEK)
    }


def hours_of_periods(calendar: Calendar | None) -> tuple[Hours, ...]:
    """Return the hours that hold in a period only."""
    rows = calendar.hours.all() if calendar else ()
    return tuple(row for row in rows if not _always(row))


def changes_to_come(calendar: Calendar | None, day: date) -> tuple[CalendarChange, ...]:
    """Return the exceptions that are not over."""
    rows = calendar.changes.all() if calendar else ()
    return tuple(row for row in rows if row.last >= day)


def availability_of(
    owner: Owner,
    calendar: Calendar | None,
    parts: Iterable[AppointmentPerson],
    day: date,
    region: str | None,
) -> Availability:
    """Return what the planner makes of a calendar in the weeks to come, and what stands in it.

    ``parts`` are what the owner takes part in; ``region`` None: whose days off count, nobody knows.
    """
    # In a weekend the week that was is of no use to anybody.
    grid = standard_grid(monday_of(day + _WEEKEND), WEEKS)
    closed: Closed = closed_days(region) if region else ((), ())
    free, assumed = _free(owner, calendar, grid, closed, day)
    standing = tuple(_standing(part, calendar, grid, free) for part in parts)
    holidays = closed[1] if isinstance(owner, User) else closed[0]
    shown = _without(free, grid, standing)
    weeks = _weeks(grid, shown, standing, day, holidays)
    findings = () if assumed else odd_in(calendar, grid, holidays)
    ahead = shown >> grid.first_block(day)
    return Availability(weeks, standing, findings, assumed, ahead.bit_count())


def odd_in(
    calendar: Calendar | None, grid: Grid, holidays: Iterable[Period]
) -> tuple[Finding, ...]:
    """Return what is odd about a calendar: no hours, hours in which nothing fits."""
    if calendar is None:
        return calendar_findings(grid, ())
    groups = {row.subject for row in calendar.hours.all()}
    weekly = [each for group in groups for each in weekly_of(calendar, group)]
    return calendar_findings(grid, weekly, changes_of(calendar.changes.all()), holidays)


def free_blocks(region: str, day: date) -> dict[str, int]:
    """Return per person or class of a region in how many blocks of the next weeks they can.

    Who has no hours is not among them.
    """
    grid, closed = standard_grid(monday_of(day + _WEEKEND), WEEKS), closed_days(region)
    found: dict[str, int] = {}
    for calendar in calendars_in(region):
        key = key_of(calendar)
        for each in resources_of(calendar, grid, closed):
            found[key] = found.get(key, 0) + (each.free >> grid.first_block(day)).bit_count()
    return found


def feed_view(feed: Feed, day: date) -> FeedView:
    """Return a feed as its owner reads it."""
    findings = findings_in(feed.problem)
    failed = any(each.weight is Weight.BLOCKS for each in findings)
    since = (day - local(feed.good_at).date()).days if feed.good_at else 0
    host = urlsplit(feed.address).hostname or ""
    reaches = feed.covers_until if not feed.address else None
    return FeedView(feed, host, findings, failed, since if since >= STALE_DAYS else 0, reaches)


def _always(row: Hours) -> bool:
    return row.first is None and row.last is None


def _free(
    owner: Owner, calendar: Calendar | None, grid: Grid, closed: Closed, day: date
) -> tuple[int, bool]:
    """Return the free blocks of an owner, and whether that is an assumption about a candidate."""
    if isinstance(owner, User) and not (calendar and calendar.hours.all()):
        track = _candidate_track(owner, day)
        if track is not None and track.week is not None:
            key = user_key(owner.pk)
            return resource_from(key, track.week, grid, closed[1], calendar).free, True
    bits = 0
    for each in resources_of(calendar, grid, closed) if calendar else ():
        bits |= each.free
    return bits, False


def _candidate_track(owner: User, day: date) -> Track | None:
    rows = list(running_of(owner.dossiers.all()))
    if not rows:
        return None
    return tracks_of(rows[:1], told_in(rows[0].dossier.region), day)[0]


def _standing(
    part: AppointmentPerson, calendar: Calendar | None, grid: Grid, free: int
) -> Standing:
    row = part.appointment
    starts, ends = local(row.starts_at), local(row.ends_at)
    first = block_of(grid, row.starts_at)
    last = block_of(grid, row.ends_at - timedelta(minutes=1))
    bits = ((1 << (last - first + 1)) - 1) << first
    beyond = last >= grid.blocks or starts.date() < grid.monday
    fits = beyond or _own_class(part) or free & bits == bits
    return Standing(row, starts, ends, fits, _label(part, calendar, starts))


def _own_class(part: AppointmentPerson) -> bool:
    """Return whether it is a lesson in the class that the candidate teaches: that is told apart."""
    assessment: Assessment = part.appointment.assessment
    if part.appointment.step != LESSON or assessment.profile != Profile.UNQUALIFIED:
        return False
    at_work = part.organisation_id == assessment.dossier.school_id
    return part.part == Part.CANDIDATE or (part.part == Part.SCHOOL and at_work)


def _label(part: AppointmentPerson, calendar: Calendar | None, starts: datetime) -> str:
    """Return which class of a school it is, as far as its hours say."""
    if part.part != Part.SCHOOL or calendar is None:
        return ""
    labels = {
        row.label
        for row in calendar.hours.all()
        if row.weekday == starts.weekday()
        and row.subject == part.group
        and row.start <= starts.time() < row.end
        and (row.first is None or row.first <= starts.date())
        and (row.last is None or starts.date() <= row.last)
    }
    return ", ".join(sorted(labels - {""}))


def _without(free: int, grid: Grid, standing: Iterable[Standing]) -> int:
    """Return the free blocks without those in which something is planned."""
    for each in standing:
        if each.starts.date() < grid.monday:
            continue
        first = block_of(grid, each.row.starts_at)
        last = block_of(grid, each.row.ends_at - timedelta(minutes=1))
        free &= ~(((1 << (last - first + 1)) - 1) << first)
    return free


def _weeks(
    grid: Grid, free: int, standing: tuple[Standing, ...], today: date, holidays: Iterable[Period]
) -> tuple[tuple[DayView, ...], ...]:
    closed = tuple(holidays)

    def view(day: date) -> DayView:
        return DayView(
            day=day,
            free=_spans(grid, day, free),
            planned=tuple(each for each in standing if each.starts.date() == day),
            past=day < today,
            closed=any(day in each for each in closed),
        )

    mondays = (grid.monday + timedelta(days=7 * week) for week in range(grid.weeks))
    return tuple(
        tuple(view(monday + timedelta(days=place)) for place in range(_WORKWEEK))
        for monday in mondays
    )


def _spans(grid: Grid, day: date, free: int) -> tuple[tuple[time, time], ...]:
    """Return the free blocks of a day as spans: two that touch are one."""
    first = grid.first_block(day)
    found: list[tuple[time, time]] = []
    for place, (start, end) in enumerate(grid.times):
        if not free >> (first + place) & 1:
            continue
        if found and found[-1][1] == start:
            found[-1] = found[-1][0], end
        else:
            found.append((start, end))
    return tuple(found)


def busy_days(feed: Feed, day: date) -> list[tuple[date, tuple[tuple[time, time], ...]]]:
    """Return per working day of the weeks to come when a feed says its owner is busy.

    Days without anything are not among them; the end of a day is told as midnight.
    """
    found: list[tuple[date, tuple[tuple[time, time], ...]]] = []
    moments = [tuple(local(datetime.fromisoformat(each)) for each in pair) for pair in feed.busy]
    for past in range(WEEKS * 7):
        on = day + timedelta(days=past)
        spans = tuple(
            (
                start.time() if start.date() == on else time.min,
                end.time() if end.date() == on else time.min,
            )
            for start, end in moments
            if start.date() <= on
            and (end.date() > on or (end.date() == on and end.time() > time.min))
        )
        if spans and on.weekday() < _WORKWEEK:
            found.append((on, spans))
    return found
