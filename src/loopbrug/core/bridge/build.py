"""One call: a dossier goes in, the bridge comes out."""

from dataclasses import replace
from datetime import date

from loopbrug.core.bridge.crossings import (
    contracts_that_end_first,
    no_qualification,
    no_way_in,
    unknown_outcomes,
    usable,
)
from loopbrug.core.bridge.key_dates import key_dates
from loopbrug.core.bridge.model import Bridge, Dossier, Region
from loopbrug.core.law.model import Law
from loopbrug.core.orientation.judge import orient
from loopbrug.core.orientation.model import Orientation
from loopbrug.core.orientation.wanted import qualification_code
from loopbrug.core.outcomes.gap import findings_of, gap_of
from loopbrug.core.outcomes.model import Gap, Qualification
from loopbrug.core.programme.model import Catalogue, Limits, Programme, ProgrammeProblem, Wishes
from loopbrug.core.programme.replan import Course, replanned
from loopbrug.core.programme.solver import solve
from loopbrug.core.terms.finding import Finding


def build_bridge(
    dossier: Dossier,
    region: Region,
    law: Law,
    day: date,
    limits: Limits | None = None,
    *,
    course: Course | None = None,
) -> Bridge:
    """Return the bridge for a dossier as it stands on ``day``.

    With ``course`` the programme is made again: what of it is over or running stays.

    ``findings`` are those of all rooms together; what makes one route closed stays with that
    route. Without a qualification in the region the gap and the programme are None.
    """
    orientation = orient(dossier.person, law, day)
    qualification = qualification_of(dossier, region, orientation)
    gap = gap_in(dossier, region, qualification) if qualification else None
    programme = None
    if gap and qualification:
        problem, most = problem_of(dossier, region, gap, qualification), limits or Limits()
        programme = replanned(problem, course, most) if course else solve(problem, most)
    return Bridge(
        day=day,
        orientation=orientation,
        qualification=qualification,
        gap=gap,
        programme=programme,
        dates=key_dates(dossier, programme, orientation.terms, region.catalogue, law, day=day),
        findings=_findings(dossier, region, orientation, programme, day),
    )


def qualification_of(
    dossier: Dossier, region: Region, orientation: Orientation
) -> Qualification | None:
    """Return the wanted qualification as the region knows it, for this person's profile."""
    code = qualification_code(dossier.person.wanted, orientation.profile)
    return next((each for each in region.qualifications if each.code == code), None)


def gap_in(dossier: Dossier, region: Region, qualification: Qualification) -> Gap:
    """Return what stands between the dossier and a qualification."""
    return gap_of(qualification, region.framework, usable(dossier, region.framework))


def problem_of(
    dossier: Dossier, region: Region, gap: Gap, qualification: Qualification
) -> ProgrammeProblem:
    """Return the planning problem that closes a gap within the wishes of the dossier.

    Only units for the sector count: nobody learns to teach Duits in a group of six-year-olds.
    """
    catalogue = region.catalogue.for_sector(qualification.sector)
    return ProgrammeProblem(
        needs=gap.needs,
        held=frozenset(gap.validated),
        catalogue=catalogue,
        wishes=_from_first_offering(dossier.wishes, catalogue),
        required=qualification.requires,
    )


def _from_first_offering(wishes: Wishes, catalogue: Catalogue) -> Wishes:
    """Return wishes that start no earlier than anything is given: the years before hold nothing.

    A start in 1900 would otherwise have the planner count a century of empty weeks.
    """
    first = min((offering.period.first for offering in catalogue.offerings), default=None)
    if first is None or wishes.start_on_or_after >= first:
        return wishes
    if wishes.finish_by is not None and wishes.finish_by < first:
        return wishes
    return replace(wishes, start_on_or_after=first)


def _findings(
    dossier: Dossier,
    region: Region,
    orientation: Orientation,
    programme: Programme | None,
    day: date,
) -> tuple[Finding, ...]:
    code = qualification_code(dossier.person.wanted, orientation.profile)
    qualification = qualification_of(dossier, region, orientation)
    judged = usable(dossier, region.framework)
    return (
        *dossier.findings,
        *orientation.findings,
        *no_way_in(orientation),
        *no_qualification(region, code),
        *unknown_outcomes(dossier, region.framework),
        *(findings_of(qualification, region.framework, judged) if qualification else ()),
        *(programme.findings if programme else ()),
        *contracts_that_end_first(dossier, programme, day),
    )
