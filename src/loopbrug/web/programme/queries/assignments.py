"""Reading workplace assignments, and who at a school can guide and observe."""

from collections.abc import Iterable

from django.db.models import Prefetch, QuerySet

from loopbrug.web.accounts.queries import Membership, Role, people_with_role
from loopbrug.web.pathway.queries import Dossier
from loopbrug.web.programme.models.assignments import (
    AssignmentRow,
    AssignmentWithdrawal,
    CoverageConsent,
    CoverageRow,
)

__all__ = [
    "AssignmentRow",
    "AssignmentWithdrawal",
    "CoverageConsent",
    "CoverageRow",
    "assignment_rows",
    "last_number",
    "latest_assignment",
    "school_people",
    "school_places",
]


def assignment_rows(dossier: Dossier) -> QuerySet[AssignmentRow]:
    """Return every assignment of a dossier, changed and withdrawn ones included."""
    answers = CoverageRow.objects.select_related("decided_by", "consent__agreed_by")
    found = AssignmentRow.objects.filter(dossier=dossier)
    return found.select_related(
        "guide", "observer", "proposed_by", "withdrawal", "replaced_by"
    ).prefetch_related(Prefetch("coverages", answers))


def latest_assignment(dossier: Dossier, number: int) -> AssignmentRow | None:
    """Return an assignment as it was last proposed, or None."""
    return assignment_rows(dossier).filter(number=number, replaced_by=None).first()


def last_number(dossier: Dossier) -> int:
    """Return the highest number of an assignment, 0 when there is none."""
    numbers = AssignmentRow.objects.filter(dossier=dossier).order_by("-number")
    return numbers.values_list("number", flat=True).first() or 0


def school_places(dossier: Dossier) -> tuple[int, ...]:
    """Return the school of a dossier and its board."""
    if dossier.school is None:
        return ()
    return tuple(key for key in (dossier.school_id, dossier.school.board_id) if key)


def school_people(dossier: Dossier) -> Iterable[Membership]:
    """Return who works at the school of a dossier or its board, each once, the candidate never."""
    roles = (Role.COACH, Role.SCHOOL, Role.ASSESSOR)
    found = people_with_role(roles, school_places(dossier)).exclude(user=dossier.candidate_id)
    people: dict[int, Membership] = {}
    for membership in found:
        people.setdefault(membership.user_id, membership)
    return tuple(people.values())
