"""What would be otherwise for a dossier, computed once for every state it is in."""

import hashlib
from datetime import date

from django.core.cache import cache

from loopbrug.core.bridge.alternatives import Alternatives, alternatives_of
from loopbrug.core.bridge.build import problem_of
from loopbrug.core.programme.model import Catalogue, ProgrammeProblem
from loopbrug.web.outcomes.facts import Standing
from loopbrug.web.pathway.queries import Dossier
from loopbrug.web.programme.comparison import is_outdated
from loopbrug.web.programme.facts import dossier_value, from_today, programme_of, wishes_then
from loopbrug.web.programme.facts.assignments import region_for
from loopbrug.web.programme.queries import ProgrammeVersion

KEPT_SECONDS = 60 * 60 * 24


def problem_now(dossier: Dossier, standing: Standing, day: date) -> ProgrammeProblem | None:
    """Return what would be planned today; None when no outcomes are known for what is wanted."""
    if standing.gap is None or standing.qualification is None:
        return None
    value = from_today(dossier_value(dossier), dossier, day)
    return problem_of(value, region_for(dossier), standing.gap, standing.qualification)


def is_behind(
    version: ProgrammeVersion, problem: ProgrammeProblem, standing: Standing, dossier: Dossier
) -> bool:
    """Return whether planning today could give another programme than this version.

    Then alternatives would be laid beside what is no longer so.
    """
    wishes = dossier_value(dossier).wishes
    moved = problem.wishes.start_on_or_after > wishes.start_on_or_after
    begins_past = moved and any(
        unit.period.first < problem.wishes.start_on_or_after for unit in programme_of(version).units
    )
    other = wishes_then(version) != wishes
    return other or begins_past or is_outdated(programme_of(version), standing.gap)


def alternatives_for(
    version: ProgrammeVersion, problem: ProgrammeProblem, day: date
) -> Alternatives:
    """Return every alternative beside ``version``; kept until something it rests on changes."""
    name = f"programme.whatif:{version.pk}:{_mark(problem)}:{day:%Y%m%d}"
    known: Alternatives | None = cache.get(name)
    if known is None:
        known = alternatives_of(problem, programme_of(version), day)
        cache.set(name, known, KEPT_SECONDS)
    return known


def _mark(problem: ProgrammeProblem) -> str:
    """Return a mark that tells one problem from another."""
    needs = (sorted(map(str, problem.needs)), sorted(problem.held), str(problem.wishes))
    told = f"{needs}{_lines(problem.catalogue)}"
    return hashlib.sha256(told.encode()).hexdigest()[:24]


def _lines(catalogue: Catalogue) -> str:
    units = ((unit.code, unit.covers, unit.fixed_hours) for unit in catalogue.units)
    given = ((one.code, one.period.last, one.capacity) for one in catalogue.offerings)
    return str((list(units), list(given)))
