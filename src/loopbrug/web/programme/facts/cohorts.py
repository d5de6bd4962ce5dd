"""Dossiers of a region as a cohort of the core, and a fingerprint of what that rests on."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from numpy.random import default_rng

from loopbrug.core.bridge.build import gap_in, problem_of, qualification_of
from loopbrug.core.orientation.judge import orient
from loopbrug.core.programme.cohort.model import CohortPlan, CohortProblem, Member, TeamKind
from loopbrug.core.programme.model import (
    Block,
    BlockKind,
    Catalogue,
    PlannedUnit,
    ProgrammeProblem,
    Wishes,
)
from loopbrug.region.cohort import draw_cohort
from loopbrug.web.pathway.facts import law, region_of
from loopbrug.web.pathway.queries import Dossier
from loopbrug.web.programme.facts import dossier_value, programme_of
from loopbrug.web.programme.facts.assignments import region_for
from loopbrug.web.programme.facts.teams import Team, option_of, team_of, venues_of
from loopbrug.web.programme.frozen import thaw
from loopbrug.web.programme.queries import accepted_version, counting_now
from loopbrug.web.programme.queries.cohorts import (
    CohortRun,
    moments_of,
    newest_facts,
    team_places,
    to_plan,
)

SEED, MADE_UP = 1, "proef-"
MARK = "/"
"""Between the code of a dossier and that of a unit which is only this dossier's."""


@dataclass(frozen=True, slots=True)
class AskedCohort:
    """What is asked: whom to plan, for which month of intake, with how many hours of coaches."""

    region: str
    institute: int | None
    month: date
    coach_hours: int | None = None
    drawn: int = 0

    def key(self, mark: str) -> str:
        """A fingerprint of the question on facts with this mark: the same is the same run."""
        asked = (self.region, self.institute, self.month, self.coach_hours, self.drawn, mark)
        return _print_of(asked)


def asked_in(row: CohortRun) -> AskedCohort:
    """Return what a row asks."""
    return AskedCohort(row.region, row.institute_id, row.month, row.coach_hours, row.drawn)


def plan_of(row: CohortRun) -> CohortPlan | None:
    """Return the plan of a row, None as long as there is none."""
    if row.result is None:
        return None
    plan: CohortPlan = thaw(CohortPlan, row.result)
    return plan


def mark_of(asked: AskedCohort, today: date) -> str:
    """Return a fingerprint of everything a plan rests on, in a constant number of questions."""
    catalogue = region_of(asked.region).catalogue
    begun = sum(one.period.first < today for one in catalogue.offerings)
    known: list[object] = [begun, _print_of(repr(catalogue))]
    if not asked.drawn:
        known += _known(asked, today)
    return _print_of(known)


def _known(asked: AskedCohort, today: date) -> Iterable[object]:
    rows = list(to_plan(asked.region, asked.institute))
    yield [(row.code, row.state, row.school_id, row.institute_id) for row in rows]
    for name, newest in sorted(newest_facts(rows).items()):
        yield name, sorted((str(dossier), key) for dossier, key in newest.items())
    yield list(counting_now(asked.region).values_list("pk", flat=True))
    yield [sorted(row.items()) for row in moments_of(asked.region, asked.institute).values()]
    yield list(team_places([row.pk for row in rows], today).values_list("pk", flat=True))


def cohort_of(asked: AskedCohort, today: date) -> CohortProblem:
    """Return everybody there is to plan, with what they share; made-up people where asked for."""
    if asked.drawn:
        return _drawn(asked)
    rows = list(to_plan(asked.region, asked.institute))
    teams = _teams_now(rows, today)
    found = (_member(row, asked, teams.get(row.pk, ()), today) for row in rows)
    members = tuple(member for member in found if member is not None)
    venues = venues_of(asked.region)
    options = tuple(option_of(row, venues) for row in moments_of(asked.region, asked.institute))
    catalogue = _catalogue(asked.region, members)
    return CohortProblem(members, catalogue, options, asked.coach_hours)


def _drawn(asked: AskedCohort) -> CohortProblem:
    """Return made-up candidates, the same ones every time, on what the region offers."""
    found = draw_cohort(asked.drawn, default_rng(SEED), MADE_UP)
    return replace(found, coach_hours=asked.coach_hours)


def own_units(units: Iterable[PlannedUnit]) -> tuple[PlannedUnit, ...]:
    """Return units of a plan with their own codes again, where they are one dossier's only."""
    return tuple(
        replace(
            one,
            unit=one.unit.rpartition(MARK)[2],
            offering=one.offering.rpartition(MARK)[2],
        )
        for one in units
    )


def _teams_now(rows: Iterable[Dossier], today: date) -> Mapping[object, tuple[Team, ...]]:
    found: dict[object, tuple[Team, ...]] = {}
    for row in team_places([each.pk for each in rows], today):
        found[row.dossier_id] = (*found.get(row.dossier_id, ()), team_of(row))
    return found


def _member(
    row: Dossier, asked: AskedCohort, teams: tuple[Team, ...], today: date
) -> Member | None:
    """Return somebody as a member; None for who has nothing to plan, or starts in a later month."""
    value, region = dossier_value(row), region_for(row)
    qualification = qualification_of(value, region, orient(value.person, law(), today))
    if qualification is None:
        return None
    gap, taken = gap_in(value, region, qualification), accepted_version(row)
    start = value.wishes.start_on_or_after
    if not gap.needs or (taken is None and start >= _next_month(asked.month)):
        return None
    begins = start if taken else max(start, asked.month, today)
    told = replace(
        value, wishes=_with_teams(replace(value.wishes, start_on_or_after=begins), teams)
    )
    needed = {need.outcome for need in gap.needs}
    kept = programme_of(taken).units if taken else ()
    return Member(
        code=row.code,
        problem=_marked(row, problem_of(told, region, gap, qualification)),
        school=row.school.code if row.school else "",
        subject=qualification.subject or qualification.sector.value,
        keeps=_marked_units(row, (one for one in kept if not needed.isdisjoint(one.closes))),
        in_teams=frozenset(TeamKind(team.kind) for team in teams),
    )


def _with_teams(wishes: Wishes, teams: Iterable[Team]) -> Wishes:
    """Return wishes in which the meetings of somebody's teams are taken."""
    taken = tuple(Block(team.slot, BlockKind.OTHER, period=team.period) for team in teams)
    return replace(wishes, blocks=(*wishes.blocks, *taken))


def _marked(row: Dossier, problem: ProgrammeProblem) -> ProgrammeProblem:
    """Return the problem with codes of their own for units that are only this dossier's."""
    own, catalogue = _own_codes(row.region, problem.catalogue), problem.catalogue
    units = tuple(
        replace(one, code=_of(row, one.code)) if one.code in own else one for one in catalogue.units
    )
    offerings = tuple(
        replace(one, code=_of(row, one.code), unit=_of(row, one.unit)) if one.unit in own else one
        for one in catalogue.offerings
    )
    return replace(problem, catalogue=replace(catalogue, units=units, offerings=offerings))


def _marked_units(row: Dossier, units: Iterable[PlannedUnit]) -> tuple[PlannedUnit, ...]:
    shared = {unit.code for unit in region_of(row.region).catalogue.units}
    return tuple(
        one
        if one.unit in shared
        else replace(one, unit=_of(row, one.unit), offering=_of(row, one.offering))
        for one in units
    )


def _of(row: Dossier, code: str) -> str:
    return f"{row.code}{MARK}{code}"


def _own_codes(region: str, catalogue: Catalogue) -> frozenset[str]:
    shared = {unit.code for unit in region_of(region).catalogue.units}
    return frozenset(unit.code for unit in catalogue.units) - shared


def _catalogue(region: str, members: Iterable[Member]) -> Catalogue:
    """Return what the region offers, less the places of others, and what is only one member's."""
    shared, taken = region_of(region).catalogue, _taken(region, {one.code for one in members})
    offerings = [
        replace(one, capacity=max(0, one.capacity - taken[one.code])) for one in shared.offerings
    ]
    units = list(shared.units)
    for member in members:
        own = member.problem.catalogue
        units += [one for one in own.units if MARK in one.code]
        offerings += [one for one in own.offerings if MARK in one.code]
    return replace(shared, units=tuple(units), offerings=tuple(offerings))


def _taken(region: str, members: Iterable[str]) -> Counter[str]:
    """Return how many places of each offering have been taken by who is not planned now."""
    planned, taken = set(members), Counter[str]()
    for version in counting_now(region):
        if version.dossier.code not in planned:
            taken.update(one.offering for one in programme_of(version).units)
    return taken


def _next_month(month: date) -> date:
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)


def _print_of(plain: object) -> str:
    return hashlib.sha256(json.dumps(plain, sort_keys=True, default=str).encode()).hexdigest()
