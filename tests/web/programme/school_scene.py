"""A candidate at a school that proposes work, and an institute that says what it covers."""

from datetime import date
from typing import Any

from tests.web.pathway.stage import TODAY, Cast

from loopbrug.core.programme.assignments import Coverage, CoverageVerdict, ProposedAssignment
from loopbrug.core.programme.model import Form
from loopbrug.web.outcomes.facts import gap_for
from loopbrug.web.pathway.models import Dossier
from loopbrug.web.programme.facts import programme_of
from loopbrug.web.programme.facts.assignments import assignments_of, region_for
from loopbrug.web.programme.models import AssignmentRow, ProgrammeVersion
from loopbrug.web.programme.services.assignments import (
    Wanted,
    answer_assignment,
    propose_assignment,
)

FIRST, LAST = date(2027, 2, 15), date(2027, 6, 25)


def needed(dossier: Dossier) -> list[str]:
    """Return the outcomes the candidate still needs."""
    gap = gap_for(dossier, TODAY)
    assert gap is not None
    return [need.outcome for need in gap.needs]


def taught_in(dossier: Dossier, version: ProgrammeVersion) -> tuple[str, ...]:
    """Return what the longest taught unit of a programme covers of what is needed."""
    forms = {unit.code: unit for unit in region_for(dossier).catalogue.units}
    units = [u for u in programme_of(version).units if forms[u.unit].form is Form.TAUGHT]
    longest = max(units, key=lambda unit: unit.hours)
    codes = set(needed(dossier))
    return tuple(code for code, _ in forms[longest.unit].covers if code in codes)


def wanted(people: Cast, covers: Any, **other: Any) -> Wanted:
    """Return a proposal of the school with ``covers``, some parts changed."""
    texts = {"title": "Een reeks lessen", "what": "Je ontwerpt zes lessen.", "evidence": "Plannen."}
    days = {"first": FIRST, "last": LAST}
    more = {k: other.pop(k) for k in ("guide", "observer", "library", "changes") if k in other}
    proposed = ProposedAssignment(**(texts | days | {"covers": tuple(covers)} | other))
    people_of_it = {"guide": people.coach, "observer": people.school}
    return Wanted(proposed, **(people_of_it | more))


def proposed(people: Cast, dossier: Dossier, covers: Any, **other: Any) -> AssignmentRow:
    """Return an assignment that the school proposed."""
    return propose_assignment(
        actor=people.school, dossier=dossier, wanted=wanted(people, covers, **other), day=TODAY
    )


def answered(people: Cast, row: AssignmentRow, *verdicts: CoverageVerdict) -> None:
    """Let the institute answer; without verdicts it accepts everything."""
    all_of_it = tuple(CoverageVerdict(code, Coverage.ACCEPTED) for code, _ in row.covers)
    answer_assignment(
        actor=people.institute,
        dossier=row.dossier,
        key=row.pk,
        verdicts=verdicts or all_of_it,
        day=TODAY,
    )


def statuses(dossier: Dossier) -> list[str]:
    """Return how every assignment stands."""
    return [one.status.value for one in assignments_of(dossier)]
