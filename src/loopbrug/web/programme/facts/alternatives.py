"""What would be otherwise for a dossier, computed once for every state it is in."""

import hashlib
from dataclasses import dataclass, replace
from datetime import date

from django.core.cache import cache

from loopbrug.core.bridge.alternatives import Alternatives, alternatives_of
from loopbrug.core.bridge.build import problem_of
from loopbrug.core.programme.model import Catalogue, ProgrammeProblem, Wishes
from loopbrug.core.programme.replan import still_to_choose
from loopbrug.web.outcomes.facts import Standing
from loopbrug.web.pathway.facts import told_of
from loopbrug.web.pathway.queries import Dossier
from loopbrug.web.programme.comparison import is_outdated
from loopbrug.web.programme.facts import from_today, programme_of, wishes_then
from loopbrug.web.programme.facts.assignments import region_for
from loopbrug.web.programme.facts.catalogue import changes_for
from loopbrug.web.programme.facts.replan import course_of, over_of
from loopbrug.web.programme.queries import ProgrammeVersion

KEPT_SECONDS = 60 * 60 * 24


@dataclass(frozen=True, slots=True)
class Today:
    """What would be planned today, the wishes as told, and the number of the catalogue."""

    problem: ProgrammeProblem
    wishes: Wishes
    catalogue: int


def today_of(dossier: Dossier, standing: Standing, day: date) -> Today | None:
    """Return what would be planned; None when no outcomes are known for what is wanted."""
    if standing.gap is None or standing.qualification is None:
        return None
    told = told_of(dossier, standing.judgements)
    value = from_today(told, dossier, day)
    region = region_for(dossier)
    problem = problem_of(value, region, standing.gap, standing.qualification)
    return Today(problem, told.wishes, region.version)


def is_behind(version: ProgrammeVersion, today: Today, standing: Standing) -> bool:
    """Return whether planning today could give another programme than this version.

    Then alternatives would be laid beside what is no longer so.
    """
    programme, start = programme_of(version), today.problem.wishes.start_on_or_after
    moved = start > today.wishes.start_on_or_after
    begun = moved and any(unit.period.first < start for unit in programme.units)
    other = wishes_then(version) != today.wishes
    return other or begun or is_outdated(programme, standing.gap)


def ahead_of(dossier: Dossier, standing: Standing, day: date) -> Today | None:
    """Return what can still be chosen of a programme that has begun; None when nothing can.

    What is over or running stays as it is.
    """
    today, course = today_of(dossier, standing, day), course_of(dossier, day)
    if today is None or course is None:
        return None
    coming = any(not course.over(one) and not course.running(one) for one in course.standing)
    return replace(today, problem=still_to_choose(today.problem, course)) if coming else None


def is_behind_ahead(version: ProgrammeVersion, today: Today, standing: Standing, day: date) -> bool:
    """Return whether making the programme again could give another one than this version."""
    dossier, programme = version.dossier, programme_of(version)
    course = course_of(dossier, day)
    lost = course.lost if course else frozenset()
    return (
        wishes_then(version) != today.wishes
        or any(unit.offering in lost for unit in programme.units)
        or is_outdated(programme, standing.gap, over_of(dossier, day))
        or bool(changes_for(version, day))
    )


def has_begun(version: ProgrammeVersion, day: date) -> bool:
    """Return whether a unit has begun: then what lies behind is no choice any more."""
    return any(unit.period.first <= day for unit in programme_of(version).units)


def alternatives_for(version: ProgrammeVersion, today: Today, day: date) -> Alternatives:
    """Return every alternative beside ``version``; kept until something it rests on changes."""
    problem, rests_on = today.problem, f"{today.catalogue}:{mark_of(today.problem)}"
    name = f"programme.whatif:{version.pk}:{rests_on}:{day:%Y%m%d}"
    known: Alternatives | None = cache.get(name)
    if known is None:
        known = alternatives_of(problem, programme_of(version), day)
        cache.set(name, known, KEPT_SECONDS)
    return known


def mark_of(problem: ProgrammeProblem) -> str:
    """Return a mark that tells one problem from another."""
    needs = (sorted(map(str, problem.needs)), sorted(problem.held), str(problem.wishes))
    told = f"{needs}{_lines(problem.catalogue)}{problem.kept}"
    return hashlib.sha256(told.encode()).hexdigest()[:24]


def _lines(catalogue: Catalogue) -> str:
    units = ((unit.code, unit.covers, unit.fixed_hours) for unit in catalogue.units)
    given = ((one.code, one.period.last, one.capacity) for one in catalogue.offerings)
    return str((list(units), list(given), catalogue.tests))
