"""What would be otherwise for a dossier, computed once for every state it is in."""

import hashlib
from dataclasses import dataclass
from datetime import date

from django.core.cache import cache

from loopbrug.core.bridge.alternatives import Alternatives, alternatives_of
from loopbrug.core.bridge.build import problem_of
from loopbrug.core.programme.model import Catalogue, ProgrammeProblem, Wishes
from loopbrug.web.outcomes.facts import Standing
from loopbrug.web.pathway.facts import told_of
from loopbrug.web.pathway.queries import Dossier
from loopbrug.web.programme.comparison import is_outdated
from loopbrug.web.programme.facts import from_today, programme_of, wishes_then
from loopbrug.web.programme.facts.assignments import region_for
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
    told = f"{needs}{_lines(problem.catalogue)}"
    return hashlib.sha256(told.encode()).hexdigest()[:24]


def _lines(catalogue: Catalogue) -> str:
    units = ((unit.code, unit.covers, unit.fixed_hours) for unit in catalogue.units)
    given = ((one.code, one.period.last, one.capacity) for one in catalogue.offerings)
    return str((list(units), list(given), catalogue.tests))
