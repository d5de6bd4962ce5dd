"""Reading applications, what happened to them, what was spent, and samples."""

from collections.abc import Iterable

from django.db.models import Prefetch, Q, QuerySet

from loopbrug.web.accounts.queries import Role, User, current_memberships
from loopbrug.web.finance.models.applications import (
    Application,
    ApplicationStep,
    SampleCheck,
    SampleDraw,
    SpentLine,
)
from loopbrug.web.finance.queries.funds import KEEPS_FUNDS, current_funds
from loopbrug.web.pathway.queries import Dossier

__all__ = [
    "Application",
    "ApplicationStep",
    "SampleCheck",
    "SampleDraw",
    "SpentLine",
    "application_with",
    "applications_of",
    "applications_of_person",
    "applications_to",
    "applications_with",
    "draws_of",
    "living_applications",
]


def applications_of(dossier: Dossier) -> QuerySet[Application]:
    """Return the applications of a dossier, with what happened and what was spent."""
    return _whole(Application.objects.filter(dossier=dossier))


def applications_of_person(candidate: int) -> QuerySet[Application]:
    """Return the applications for somebody in any dossier of theirs."""
    return _whole(Application.objects.filter(dossier__candidate=candidate))


def applications_to(sources: Iterable[str], dossiers: Iterable[Dossier]) -> QuerySet[Application]:
    """Return what was asked of some sources for some dossiers."""
    rows = Application.objects.filter(source__in=list(sources), dossier__in=list(dossiers))
    return rows.prefetch_related("steps")


def application_with(dossier: Dossier, number: int) -> Application | None:
    """Return an application of a dossier by its number, or None."""
    return applications_of(dossier).filter(pk=number).first()


def applications_with(user: User) -> QuerySet[Application]:
    """Return what somebody may account for: of their desk, their schools, or their own funds."""
    reach, keeps = Q(pk=None), []
    for one in current_memberships(user):
        place = one.organisation_id
        if one.role == Role.BROKER:
            reach |= Q(dossier__desk=place)
        elif one.role == Role.SCHOOL:
            reach |= Q(dossier__school=place) | Q(dossier__school__board=place)
        if one.role in KEEPS_FUNDS:
            keeps.append(place)
    if keeps:
        codes = current_funds(managers=keeps).values_list("code", flat=True)
        reach |= Q(source__in=list(codes))
    return _whole(Application.objects.filter(reach).exclude(dossier__candidate=user))


def draws_of(organisations: Iterable[int], source: str) -> QuerySet[SampleDraw]:
    """Return the samples of a source that these organisations drew, the newest first."""
    checks = Prefetch("checks", SampleCheck.objects.select_related("checked_by"))
    rows = SampleDraw.objects.filter(organisation__in=list(organisations), source=source)
    return rows.select_related("drawn_by").prefetch_related(checks)


def _whole(rows: QuerySet[Application]) -> QuerySet[Application]:
    steps = Prefetch("steps", ApplicationStep.objects.select_related("entered_by"))
    lines = Prefetch("lines", SpentLine.objects.select_related("entered_by"))
    seen = ("dossier__candidate", "dossier__school__board", "dossier__desk", "prepared_by")
    return rows.select_related(*seen).prefetch_related(steps, lines)


def living_applications() -> QuerySet[Application]:
    """Return every application, for what has to be done about it."""
    return _whole(Application.objects.all())
