"""Reading reports, decisions, signatures and statements."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Prefetch, QuerySet
from django.db.models.functions import Length

from loopbrug.web.accounts.queries import Role, User, current_memberships
from loopbrug.web.assessment.models import (
    Assessment,
    DecisionRow,
    ReportRow,
    SignatureRow,
    StatementRow,
)
from loopbrug.web.audit.queries import Act
from loopbrug.web.organisations.queries import Kind, Organisation
from loopbrug.web.pathway.queries import Dossier


def newest_of(dossier: Dossier) -> Assessment | None:
    """Return the last assessment of a dossier, running or ended, or None."""
    return Assessment.objects.filter(dossier=dossier).first()


def reports_of(assessment: Assessment) -> QuerySet[ReportRow]:
    """Return every version of the report, the newest first."""
    return ReportRow.objects.filter(assessment=assessment).select_related("made_by")


def decisions_of(assessments: Iterable[Assessment]) -> QuerySet[DecisionRow]:
    """Return what was put forward in some assessments, the first one first, with who signed."""
    signatures = SignatureRow.objects.select_related("user")
    found = DecisionRow.objects.filter(report__assessment__in=list(assessments))
    return found.select_related(
        "report", "put_forward_by", "statement__replaces", "replaces"
    ).prefetch_related(Prefetch("signatures", signatures))


def statement_with_secret(secret: str) -> StatementRow | None:
    """Return the statement with this secret code and what replaced it, or None."""
    found = StatementRow.objects.filter(secret=secret)
    return found.select_related("replaced_by", "decision__report__assessment__dossier").first()


def last_number(year: int) -> str:
    """Return the highest number of a statement that was issued in a year, "" when none was."""
    numbers = StatementRow.objects.filter(number__startswith=f"GV-{year}-")
    longest_first = numbers.order_by(Length("number").desc(), "-number")
    return longest_first.values_list("number", flat=True).first() or ""


def appointed_on(dossier: Dossier) -> date | None:
    """Return the day the board appointed the candidate, as it stands in the record, or None."""
    act = Act.objects.filter(subject=dossier.subject_key, name="pathway.appoint").first()
    return date.fromisoformat(act.details["day"]) if act and "day" in act.details else None


def institutes_of(user: User) -> list[Organisation]:
    """Return the institutes somebody works for now."""
    memberships = current_memberships(user).filter(
        role=Role.INSTITUTE, organisation__kind=Kind.INSTITUTE
    )
    return [membership.organisation for membership in memberships]


def assessments_by(institute: Organisation) -> QuerySet[Assessment]:
    """Return every assessment that an institute did or does."""
    found = Assessment.objects.filter(dossier__institute=institute)
    return found.select_related("dossier").order_by("pk")


def statements_by(institute: Organisation) -> QuerySet[StatementRow]:
    """Return every statement that an institute issued."""
    found = StatementRow.objects.filter(decision__report__assessment__dossier__institute=institute)
    return found.select_related("replaces")


def days_of_acts(name: str, dossiers: Iterable[Dossier]) -> dict[str, list[date]]:
    """Return on which days something was done to dossiers, by their subject keys."""
    keys = [dossier.subject_key for dossier in dossiers]
    found: dict[str, list[date]] = {}
    for act in Act.objects.filter(name=name, subject__in=keys).order_by("pk"):
        if "day" in act.details:
            found.setdefault(act.subject, []).append(date.fromisoformat(act.details["day"]))
    return found


def dossiers_of(institute: Organisation) -> QuerySet[Dossier]:
    """Return every dossier that an institute is joined to."""
    return Dossier.objects.filter(institute=institute)


def coordinators_of(institute: Organisation | None) -> list[User]:
    """Return who works for an institute now: whom a candidate can turn to."""
    if institute is None:
        return []
    found = institute.memberships.filter(role=Role.INSTITUTE, ended_on=None)
    return [each.user for each in found.select_related("user").order_by("user__name", "pk")]
