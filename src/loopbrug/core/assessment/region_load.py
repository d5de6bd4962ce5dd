"""What a region has to assess with, and who is expected: people, rooms, classes, arrivals."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from loopbrug.core.assessment.calendars import WeeklyHours, free_mask
from loopbrug.core.assessment.model import Grid, Part, Resource
from loopbrug.core.terms.finding import Finding
from loopbrug.core.terms.words import Bilingual, Period, Profile, Sector, TimeSlot


class Side(StrEnum):
    """On whose behalf an assessor judges; a panel has as many of the one as of the other."""

    INSTITUTE = "institute"
    FIELD = "field"


class Grade(StrEnum):
    """How well a figure is known (*bewijsgraad*)."""

    OFFICIAL = "A"
    """An official statistic or a study of administrative data."""
    SINGLE = "B"
    """A figure of one institute, or from the news."""
    DERIVED = "C"
    """Computed from figures of grade A or B."""
    JUDGED = "D"
    """An estimate of our own; no source found."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with a place to work, weekly hours for assessments, and leave."""

    key: str
    name: str
    organisations: tuple[str, ...]
    hours: tuple[TimeSlot, ...]
    leave: tuple[Period, ...]


@dataclass(frozen=True, slots=True)
class Assessor(Person):
    """Somebody who judges, for the institute or for the field.

    ``organisations`` are institutes on the one side, boards on the other: nobody of an involved
    board judges for the field. ``subjects`` empty: every subject of ``sectors``.
    """

    side: Side
    sectors: tuple[Sector, ...]
    subjects: tuple[str, ...] = ()

    def judges(self, sector: Sector, subject: str) -> bool:
        """Return whether this person may judge a subject in a sector."""
        return sector in self.sectors and (not self.subjects or subject in self.subjects)


@dataclass(frozen=True, slots=True)
class Guide(Person):
    """Somebody who walks along with candidates."""


@dataclass(frozen=True, slots=True)
class Rooms:
    """Rooms of one institute that can be used side by side."""

    key: str
    institute: str
    count: int
    hours: tuple[TimeSlot, ...]
    leave: tuple[Period, ...] = ()


@dataclass(frozen=True, slots=True)
class LessonPlace:
    """A class of a school in which a lesson can be observed.

    It is closed in school holidays, except in ``open_in``: the weeks of a summer school. With a
    ``subject`` only lessons of that subject can be seen there.
    """

    key: str
    school: str
    board: str
    sectors: tuple[Sector, ...]
    hours: tuple[TimeSlot, ...]
    open_in: tuple[Period, ...] = ()
    subject: str = ""


@dataclass(frozen=True, slots=True)
class Inflow:
    """How many people a year are expected with one profile for one subject (po: "po")."""

    profile: Profile
    sector: Sector
    subject: str
    per_year: int


@dataclass(frozen=True, slots=True)
class SubjectGroup:
    """Subjects that the same people judge."""

    code: str
    title: Bilingual
    subjects: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RegionAssessment:
    """Everything about a region that planning and forecasting need.

    ``month_weights`` are twelve numbers, January first: how busy a month is beside the others.
    ``school_holidays`` close classes, ``public_holidays`` close everything. ``assumptions`` say
    what the figures rest on, each with the grade of its evidence.
    """

    first_day: date
    institutes: Mapping[Sector, tuple[str, ...]]
    assessors: tuple[Assessor, ...]
    guides: tuple[Guide, ...]
    rooms: tuple[Rooms, ...]
    lessons: tuple[LessonPlace, ...]
    expected: tuple[Inflow, ...]
    groups: tuple[SubjectGroup, ...]
    month_weights: tuple[int, ...]
    school_holidays: tuple[Period, ...] = ()
    public_holidays: tuple[Period, ...] = ()
    assumptions: tuple[Finding, ...] = ()

    def assessors_for(
        self, side: Side, sector: Sector, subject: str, board: str = ""
    ) -> tuple[Assessor, ...]:
        """Return who may judge for a side; nobody of ``board`` when it is the field's side."""
        wanted = set(self.institutes.get(sector, ()))
        return tuple(
            each
            for each in self.assessors
            if each.side is side
            and each.judges(sector, subject)
            and (board not in each.organisations if side is Side.FIELD else True)
            and (wanted & set(each.organisations) if side is Side.INSTITUTE else True)
        )

    def keys_by_part(self) -> dict[Part, tuple[str, ...]]:
        """Return the resources of the region by the part they take; classes are left out."""
        return {
            Part.INSTITUTE: _keys(a for a in self.assessors if a.side is Side.INSTITUTE),
            Part.FIELD: _keys(a for a in self.assessors if a.side is Side.FIELD),
            Part.GUIDE: _keys(self.guides),
            Part.ROOM: _keys(self.rooms),
        }

    def choices(
        self, sector: Sector, subject: str, board: str = "", school: str = ""
    ) -> dict[Part, tuple[str, ...]]:
        """Return who may take each part but the candidate's, for somebody hired by ``board``.

        The lesson is never at ``school``, where they will work.
        """
        institutes = self.institutes.get(sector, ())
        places = (
            each
            for each in self.lessons
            if sector in each.sectors and each.subject in ("", subject)
        )
        return {
            Part.INSTITUTE: _keys(self.assessors_for(Side.INSTITUTE, sector, subject)),
            Part.FIELD: _keys(self.assessors_for(Side.FIELD, sector, subject, board)),
            Part.GUIDE: _keys(self.guides),
            Part.ROOM: _keys(each for each in self.rooms if each.institute in institutes),
            Part.SCHOOL: tuple(each.key for each in places if each.school != school),
        }


def _keys(things: Iterable[Person | Rooms]) -> tuple[str, ...]:
    return tuple(each.key for each in things)


def resources_of(region: RegionAssessment, grid: Grid) -> dict[str, Resource]:
    """Return everybody and everything of the region with the blocks in which they are free."""
    found: dict[str, Resource] = {}
    things: tuple[Person | Rooms, ...] = (*region.assessors, *region.guides, *region.rooms)
    for each in things:
        closed = (*region.public_holidays, *each.leave)
        free = free_mask(grid, [WeeklyHours(each.hours)], holidays=closed)
        count = each.count if isinstance(each, Rooms) else 1
        found[each.key] = Resource(each.key, free, count)
    for place in region.lessons:
        found[place.key] = Resource(place.key, lesson_mask(region, place, grid))
    return found


def lesson_mask(region: RegionAssessment, place: LessonPlace, grid: Grid) -> int:
    """Return the blocks in which a class can be taught by a guest."""
    weekly = [WeeklyHours(place.hours)]
    closed = (*region.school_holidays, *region.public_holidays)
    summer = [WeeklyHours(place.hours, each) for each in place.open_in]
    return free_mask(grid, weekly, holidays=closed) | free_mask(
        grid, summer, holidays=region.public_holidays
    )
