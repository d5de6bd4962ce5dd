"""Rows of workplace assignments as values of the core, and the region they are planned in."""

import functools
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from loopbrug.core.bridge.model import Region
from loopbrug.core.programme.assignments import (
    AcceptedAssignment,
    Coverage,
    CoverageVerdict,
    LibraryAssignment,
    accepted_covers,
    with_assignments,
)
from loopbrug.core.terms.words import Bilingual, Period
from loopbrug.region import midden
from loopbrug.web.pathway.facts import region_of
from loopbrug.web.pathway.queries import Dossier
from loopbrug.web.programme.facts.editions import region_in
from loopbrug.web.programme.frozen import thaw
from loopbrug.web.programme.queries.assignments import (
    AssignmentRow,
    CoverageConsent,
    CoverageRow,
    assignment_rows,
)

_LIBRARIES = {midden.CODE: midden.load_assignments}


class Status(StrEnum):
    """Where an assignment is: with the institute, answered, or taken back."""

    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    PARTLY = "partly"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Assignment:
    """One assignment as it stands: the last row, the last answer, and what follows from both."""

    row: AssignmentRow
    status: Status
    verdicts: tuple[CoverageVerdict, ...]
    answer: CoverageRow | None
    accepted: AcceptedAssignment | None

    @property
    def covers(self) -> tuple[tuple[str, int], ...]:
        """What was proposed: outcomes with hours."""
        return covers_of(self.row)

    @property
    def hours(self) -> int:
        """The hours that were proposed, together."""
        return sum(hours for _code, hours in self.covers)

    @property
    def consent(self) -> CoverageConsent | None:
        """That the school agreed with an answer that covers a part, or None."""
        return getattr(self.answer, "consent", None)

    @property
    def to_agree(self) -> bool:
        """Whether the school still has to say what it does with an answer that covers a part."""
        return self.status is Status.PARTLY and self.consent is None

    @property
    def open(self) -> bool:
        """Whether it counts, or may come to count."""
        return self.status not in (Status.DECLINED, Status.WITHDRAWN)

    @property
    def counts(self) -> bool:
        """Whether the planner may use it now."""
        return self.accepted is not None and self.status is not Status.WITHDRAWN


@functools.cache
def library_of(region: str) -> tuple[LibraryAssignment, ...]:
    """Return the assignments that schools of a region can start from."""
    load = _LIBRARIES.get(region)
    return load() if load else ()


def covers_of(row: AssignmentRow) -> tuple[tuple[str, int], ...]:
    """Return the outcomes of a row with their hours."""
    return tuple((code, hours) for code, hours in row.covers)


def assignments_of(dossier: Dossier) -> tuple[Assignment, ...]:
    """Return the assignments of a dossier as they stand now, the first one first."""
    rows = assignment_rows(dossier)
    return tuple(assignment_from(row, dossier) for row in rows if not _replaced(row))


def assignment_from(row: AssignmentRow, dossier: Dossier) -> Assignment:
    """Return one row with its last answer."""
    answer = next(iter(row.coverages.all()), None)
    verdicts = verdicts_of(answer)
    accepted = _accepted(row, verdicts, dossier)
    return Assignment(row, _status(row, answer, verdicts), verdicts, answer, accepted)


def verdicts_of(answer: CoverageRow | None) -> tuple[CoverageVerdict, ...]:
    """Return an answer outcome by outcome; empty without one."""
    if answer is None:
        return ()
    return tuple(thaw(CoverageVerdict, one) for one in answer.verdicts)


def region_for(dossier: Dossier, *, ever: bool = False, catalogue: int | None = None) -> Region:
    """Return what may be planned for one dossier: what the region offers, and its assignments.

    ``ever`` takes in accepted assignments that were changed or withdrawn since, ``catalogue`` is
    the number of an earlier catalogue: for the words of a programme that was made when they
    counted, never to plan with.
    """
    region = region_of(dossier.region)
    if catalogue is not None and catalogue != region.version:
        region = region_in(dossier.region, catalogue)
    accepted = _ever(dossier) if ever else _now(dossier)
    return replace(region, catalogue=with_assignments(region.catalogue, accepted))


def _now(dossier: Dossier) -> Iterable[AcceptedAssignment]:
    return tuple(
        one.accepted for one in assignments_of(dossier) if one.counts and one.accepted is not None
    )


def _ever(dossier: Dossier) -> Iterable[AcceptedAssignment]:
    found: dict[str, AcceptedAssignment] = {}
    for row in assignment_rows(dossier):
        one = assignment_from(row, dossier).accepted
        if one is not None:
            found[one.code] = one
    return tuple(found.values())


def _accepted(
    row: AssignmentRow, verdicts: tuple[CoverageVerdict, ...], dossier: Dossier
) -> AcceptedAssignment | None:
    covers = accepted_covers(covers_of(row), verdicts)
    if not covers:
        return None
    institute = dossier.institute.code if dossier.institute else ""
    title = Bilingual(row.title, row.title)
    return AcceptedAssignment(row.code, title, institute, covers, Period(row.first, row.last))


def _status(
    row: AssignmentRow, answer: CoverageRow | None, verdicts: tuple[CoverageVerdict, ...]
) -> Status:
    if hasattr(row, "withdrawal"):
        return Status.WITHDRAWN
    if answer is None:
        return Status.PROPOSED
    said = {verdict.coverage for verdict in verdicts}
    if said == {Coverage.ACCEPTED}:
        return Status.ACCEPTED
    return Status.DECLINED if said == {Coverage.DECLINED} else Status.PARTLY


def _replaced(row: AssignmentRow) -> bool:
    return hasattr(row, "replaced_by")
