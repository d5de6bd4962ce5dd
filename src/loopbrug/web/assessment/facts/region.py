"""From the rows of a region to what a forecast asks: people, places, who is expected."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from loopbrug.core.assessment.region_load import (
    Assessor,
    Grade,
    Guide,
    Inflow,
    LessonPlace,
    RegionAssessment,
    Rooms,
    Side,
    SubjectGroup,
)
from loopbrug.core.orientation.subjects import load_subjects
from loopbrug.core.outcomes.judging import Side as Judges
from loopbrug.core.terms.finding import Finding, Weight
from loopbrug.core.terms.words import Period, Profile, Sector, TimeSlot, Weekday
from loopbrug.region.assessment import load_assessment
from loopbrug.web.accounts.queries import Role
from loopbrug.web.assessment.facts.calendars import class_key, closed_days, rooms_key, user_key
from loopbrug.web.assessment.facts.panels import Talent
from loopbrug.web.assessment.models import AssessorProfile, Calendar, Estimate, EstimateLine, Hours
from loopbrug.web.assessment.queries.planning import room_pools_in
from loopbrug.web.organisations.queries import Organisation, organisations_of_kind

_SIDES = {Judges.INSTITUTE: Side.INSTITUTE, Judges.FIELD: Side.FIELD}
_GUIDING = frozenset({Role.COACH, Role.INSTITUTE})
_SECTORS = frozenset(sector.value for sector in Sector)
_EVEN = (1,) * 12
_GROUPS = {"midden": load_assessment}


@dataclass(frozen=True, slots=True)
class Sources:
    """What was read of a region: who there is, all calendars, and what is expected, if told."""

    region: str
    talent: Talent
    calendars: tuple[Calendar, ...]
    estimate: Estimate | None


def region_on(sources: Sources, day: date) -> RegionAssessment:
    """Return a region as it can assess from ``day`` on, with what the figures rest on."""
    assessors = tuple(_assessors(sources.talent, day))
    school, public = closed_days(sources.region)
    guides, lessons = tuple(_guides(sources.talent)), tuple(_lessons(sources))
    return RegionAssessment(
        first_day=day,
        institutes=_institutes(assessors),
        assessors=assessors,
        guides=guides,
        rooms=tuple(_rooms(sources.region)),
        lessons=lessons,
        expected=tuple(inflow_of(sources.estimate)),
        groups=groups_of_region(sources.region),
        month_weights=tuple(sources.estimate.months) if sources.estimate else _EVEN,
        school_holidays=school,
        public_holidays=public,
        assumptions=(
            *_told_inflow(sources.estimate),
            _informs("assessment.assumed-calendars", Grade.OFFICIAL, assessors=len(assessors),
                     guides=len(guides), schools=len({each.school for each in lessons})),
            *_without_hours(sources.talent),
        ),
    )  # fmt: skip


@cache
def groups_of_region(region: str) -> tuple[SubjectGroup, ...]:
    """Return the subjects of a region that the same people judge; none for an unknown region."""
    return _GROUPS[region]().groups if region in _GROUPS else ()


def inflow_of(estimate: Estimate | None) -> Iterator[Inflow]:
    """Yield who is expected; nobody when nothing was laid down."""
    for line in estimate.lines.all() if estimate else ():
        yield Inflow(Profile(line.profile), Sector(line.sector), line.subject, line.per_year)


def _assessors(talent: Talent, day: date) -> Iterator[Assessor]:
    for profile in talent.profiles:
        key, ends = user_key(profile.user_id), profile.certified_until
        if key not in talent.with_hours or (ends and ends < day):
            continue
        side = _SIDES[Judges(profile.side)]
        sectors, subjects = _judged(profile)
        places = tuple(sorted(_places(profile, talent, side)))
        yield Assessor(
            key, str(profile.user), places, (), (), side=side, sectors=sectors, subjects=subjects
        )


def _judged(profile: AssessorProfile) -> tuple[tuple[Sector, ...], tuple[str, ...]]:
    """Return the sectors and subjects somebody judges; no subjects: all of these sectors.

    A profile holds subjects ("wiskunde"), whole sectors ("vo"), or both. The subject of special
    education is "po" too.
    """
    words = set(profile.subjects)
    whole = words & _SECTORS
    if words == whole:
        whole |= {Sector.SO.value} if Sector.PO.value in whole else set()
        return tuple(sector for sector in Sector if sector.value in whole), ()
    of_sectors = {
        subject.code
        for subject in load_subjects().values()
        if whole & {sector.value for sector in subject.sectors}
    }
    return tuple(Sector), tuple(sorted(words | of_sectors))


def _places(profile: AssessorProfile, talent: Talent, side: Side) -> Iterator[str]:
    """Yield the institutes of one side, the boards of the other."""
    kinds = Organisation.Kind
    own = kinds.INSTITUTE if side is Side.INSTITUTE else kinds.BOARD
    for membership in talent.places.get(profile.user_id, ()):
        place = membership.organisation
        if place.kind == own:
            yield place.code
        elif side is Side.FIELD and place.board is not None:
            yield place.board.code


def _institutes(assessors: Iterable[Assessor]) -> dict[Sector, tuple[str, ...]]:
    """Return per sector the institutes that have somebody who judges in it."""
    found: dict[Sector, set[str]] = {sector: set() for sector in Sector}
    for each in assessors:
        if each.side is Side.INSTITUTE:
            for sector in each.sectors:
                found[sector] |= set(each.organisations)
    return {sector: tuple(sorted(codes)) for sector, codes in found.items()}


def _guides(talent: Talent) -> Iterator[Guide]:
    judging = {profile.user_id for profile in talent.profiles}
    for pk, places in talent.places.items():
        guiding = [place for place in places if place.role in _GUIDING]
        if guiding and pk not in judging and user_key(pk) in talent.with_hours:
            codes = tuple(sorted({place.organisation.code for place in guiding}))
            yield Guide(user_key(pk), str(guiding[0].user), codes, (), ())


def _rooms(region: str) -> Iterator[Rooms]:
    pools = room_pools_in(region)
    for institute in organisations_of_kind(region, Organisation.Kind.INSTITUTE):
        rooms = pools.get(institute.pk, 1)
        if rooms:
            yield Rooms(rooms_key(institute.pk), institute.code, rooms, ())


def _lessons(sources: Sources) -> Iterator[LessonPlace]:
    """Yield the classes of every school: those for all subjects, and those for one."""
    hours = {each.organisation_id: tuple(each.hours.all()) for each in sources.calendars}
    for school in sources.talent.schools:
        rows = hours.get(school.pk, ())
        for subject in sorted({row.subject for row in rows}):
            own = [row for row in rows if row.subject == subject and row.start < row.end]
            yield from _classes(school, subject, own)


def _classes(school: Organisation, subject: str, rows: Iterable[Hours]) -> Iterator[LessonPlace]:
    weekly, summer = [], set()
    for row in rows:
        if row.first and row.last:
            summer.add(Period(row.first, row.last))
        elif not row.first and not row.last:
            weekly.append(TimeSlot(Weekday(row.weekday), row.start, row.end))
    if weekly and school.sector in _SECTORS:
        yield LessonPlace(
            key=class_key(school.pk, subject),
            school=school.code,
            board=school.board.code if school.board else "",
            sectors=(Sector(school.sector),),
            hours=tuple(weekly),
            open_in=tuple(sorted(summer, key=lambda one: one.first)),
            subject=subject,
        )


def _told_inflow(estimate: Estimate | None) -> Iterator[Finding]:
    """Yield what is expected by whom, one finding for each source."""
    if estimate is None:
        return
    by_source: dict[tuple[str, str], int] = {}
    line: EstimateLine
    for line in estimate.lines.all():
        key = line.told_by, line.grade
        by_source[key] = by_source.get(key, 0) + line.per_year
    for (told_by, grade), count in by_source.items():
        if count:
            yield _informs("assessment.assumed-inflow", Grade(grade), count=count,
                           day=estimate.valid_from, told_by=told_by)  # fmt: skip
    yield _informs("assessment.assumed-months-row", Grade(estimate.months_grade),
                   day=estimate.valid_from, told_by=estimate.months_told_by)  # fmt: skip


def _without_hours(talent: Talent) -> Iterator[Finding]:
    keys = (user_key(profile.user_id) for profile in talent.profiles)
    if count := sum(key not in talent.with_hours for key in keys):
        yield _informs("assessment.assumed-without-hours", Grade.OFFICIAL, count=count)


def _informs(code: str, grade: Grade, **values: str | int | date) -> Finding:
    named = {**values, "grade": grade.value}
    return Finding(code, "", tuple(sorted(named.items())), None, Weight.INFORMS)
