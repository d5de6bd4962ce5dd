"""Candidates who do not exist: drawn with a gap, a week and a school, on the region's catalogue.

For trying out a cohort's planning at any size. The shares are plausible for the demo, not
measured; nobody real stands behind any of them.
"""

from dataclasses import dataclass, replace
from datetime import date, time, timedelta

import numpy as np

from loopbrug.core.bridge.model import Region
from loopbrug.core.outcomes.model import Need, Outcome, Qualification
from loopbrug.core.programme.cohort.model import CohortProblem, Member
from loopbrug.core.programme.model import Block, BlockKind, ProgrammeProblem, Wishes
from loopbrug.core.terms.geography import travel_minutes
from loopbrug.core.terms.words import Place, Profile, Sector, TimeSlot, Weekday
from loopbrug.region.cohort_teams import team_options
from loopbrug.region.midden import load_organisations, load_region
from loopbrug.region.organisations import School

Draw = np.random.Generator

PROFILES = {
    Profile.WORK_TO_WORK: 0.55, Profile.UNQUALIFIED: 0.30, Profile.SECOND_QUALIFICATION: 0.15,
}  # fmt: skip
SECTORS = {Sector.PO: 0.38, Sector.SO: 0.08, Sector.VO: 0.42, Sector.MBO: 0.12}
SHOWN = {
    Profile.WORK_TO_WORK: 0.45, Profile.UNQUALIFIED: 0.6, Profile.SECOND_QUALIFICATION: 0.4,
}  # fmt: skip
"""The share of what is required that people of a profile have shown, on average."""

STUDY_HOURS = (10, 12, 12, 14, 14, 15, 16, 18)
TRAVEL = (45, 45, 60, 60, 75, 90)
LAST_INTAKE = 3
"""People start in this many months, from the first one in which anything is given."""
NEAR = 6
"""Somebody works at one of so many schools of their sector that are nearest to home."""

SCHOOL_DAY = (time(8, 15), time(16, 0))
OFFICE_DAY = (time(9), time(17))
SUPPER = (time(17, 30), time(18, 30))
SCHOOL_WEEK = tuple(Weekday)[:5]


@dataclass(frozen=True, slots=True)
class _Place:
    """What is the same for everybody who is drawn."""

    region: Region
    schools: tuple[School, ...]
    outcomes: dict[str, Outcome]
    first: date


def draw_cohort(count: int, draw: Draw, prefix: str = "K") -> CohortProblem:
    """Return a cohort of ``count`` drawn candidates with learning teams that could be formed.

    The same generator state gives the same cohort; a larger ``count`` starts with the same
    people. Codes are ``prefix`` and a number.
    """
    region = load_region()
    place = _Place(
        region,
        load_organisations().schools,
        {outcome.code: outcome for outcome in region.framework.outcomes},
        min(offering.period.first for offering in region.catalogue.offerings),
    )
    members = tuple(_member(f"{prefix}{n + 1:04}", place, draw) for n in range(count))
    venues = {o.place.name: o.place for o in region.catalogue.offerings if o.place is not None}
    teams = team_options(members, place.first, tuple(venues[name] for name in sorted(venues)))
    return CohortProblem(members, region.catalogue, teams, coach_hours=-(-count // 2))


def _member(code: str, place: _Place, draw: Draw) -> Member:
    profile = _one_of(PROFILES, draw)
    qualification = _qualification(profile, place.region, draw)
    home = place.region.places[int(draw.integers(len(place.region.places)))]
    school = _school(home, qualification.sector, place, draw)
    needs, held = _gap(profile, qualification, place, draw)
    problem = ProgrammeProblem(
        needs, held, place.region.catalogue.for_sector(qualification.sector),
        _wishes(profile, home, school, place, draw), qualification.requires,
    )  # fmt: skip
    return Member(code, problem, school.code, qualification.subject or qualification.sector)


def _one_of(shares: dict[Profile, float], draw: Draw) -> Profile:
    names = tuple(shares)
    return names[int(draw.choice(len(names), p=tuple(shares.values())))]


def _qualification(profile: Profile, region: Region, draw: Draw) -> Qualification:
    sectors = tuple(SECTORS)
    sector = sectors[int(draw.choice(len(sectors), p=tuple(SECTORS.values())))]
    second = profile is Profile.SECOND_QUALIFICATION
    fitting = [q for q in region.qualifications if q.sector is sector and q.second is second]
    return fitting[int(draw.integers(len(fitting)))]


def _school(home: Place, sector: Sector, place: _Place, draw: Draw) -> School:
    schools = [school for school in place.schools if school.sector is sector] or place.schools
    near = sorted(schools, key=lambda school: (travel_minutes(home, school.place), school.code))
    return near[int(draw.integers(min(NEAR, len(near))))]


def _gap(
    profile: Profile, qualification: Qualification, place: _Place, draw: Draw
) -> tuple[tuple[Need, ...], frozenset[str]]:
    """Return what is to be closed and what is held: an earlier career shows whole areas at once."""
    shown: dict[str, float] = {}
    needs, held = list[Need](), set[str]()
    for code in qualification.requires:
        area = code.split("-")[0]
        if area not in shown:
            mean = SHOWN[profile]
            shown[area] = float(draw.beta(4 * mean, 4 * (1 - mean)))
        if draw.random() < shown[area]:
            held.add(code)
        else:
            partly = draw.random() < 0.1  # noqa: PLR2004
            half = place.outcomes[code].hours // 2
            needs.append(Need(code, half if partly and half else None))
    return tuple(needs), frozenset(held)


def _wishes(profile: Profile, home: Place, school: School, place: _Place, draw: Draw) -> Wishes:
    month = int(draw.integers(LAST_INTAKE))
    start = (place.first.replace(day=1) + timedelta(days=31 * month)).replace(day=1)
    return Wishes(
        study_hours=int(draw.choice(STUDY_HOURS)),
        start_on_or_after=max(start, place.first),
        blocks=_week(profile, school, draw),
        home=home,
        travel_minutes=int(draw.choice(TRAVEL)),
        online_only=bool(draw.random() < 0.04),  # noqa: PLR2004
    )


def _week(profile: Profile, school: School, draw: Draw) -> tuple[Block, ...]:
    """Return class days, days in the old job, care: one day is left for study, mostly more."""
    days = [SCHOOL_WEEK[n] for n in draw.permutation(len(SCHOOL_WEEK))]
    classes = int(draw.integers(1, 4)) if profile is Profile.WORK_TO_WORK else 3
    office = int(draw.integers(4 - classes + 1)) if profile is Profile.WORK_TO_WORK else 0
    taken = [(day, SCHOOL_DAY, BlockKind.CLASS, school.name) for day in days[:classes]]
    taken += [(day, OFFICE_DAY, BlockKind.WORK, "") for day in days[classes : classes + office]]
    care = draw.random(len(SCHOOL_WEEK)) < 0.15  # noqa: PLR2004
    taken += [
        (day, SUPPER, BlockKind.CARE, "")
        for day, cares in zip(SCHOOL_WEEK, care, strict=True) if cares
    ]  # fmt: skip
    return tuple(
        Block(TimeSlot(day, first, last), kind, label) for day, (first, last), kind, label in taken
    )


def draw_regions(regions: int, count: int, seed: int) -> tuple[CohortProblem, ...]:
    """Return so many cohorts of ``count``, each as if in a region of its own, from one seed.

    They share the demo region's catalogue as pattern, not its places: each has its own.
    """
    return tuple(region_cohort(number, regions, count, seed) for number in range(regions))


def region_cohort(number: int, regions: int, count: int, seed: int) -> CohortProblem:
    """Return one of ``draw_regions``; the only region of a cohort has no number in its codes."""
    prefix = f"R{number + 1:02}-K" if regions > 1 else "K"
    problem = draw_cohort(count, np.random.default_rng([seed, number]), prefix)
    if regions == 1:
        return problem
    teams = tuple(replace(team, code=f"R{number + 1:02}-{team.code}") for team in problem.teams)
    return replace(problem, teams=teams)
