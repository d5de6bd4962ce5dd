"""Reading dossiers."""

from collections import defaultdict
from uuid import UUID

from django.db.models import Count, Prefetch, Q, QuerySet

from loopbrug.web.accounts.queries import Role, User, current_memberships
from loopbrug.web.pathway.models import (
    ENDED,
    ClockRow,
    Dossier,
    Participation,
    PauseRow,
    Record,
)

__all__ = [
    "ClockRow",
    "Dossier",
    "Participation",
    "PauseRow",
    "Record",
    "any_dossier_of",
    "counts_by_state",
    "dossier_with_id",
    "latest_document",
    "living_dossier_of",
    "open_pause",
    "visible_to",
]


def dossier_with_id(key: UUID) -> Dossier | None:
    """Return the dossier with its clocks, pauses and helpers, or None."""
    return _with_all(Dossier.objects.filter(pk=key)).first()


def living_dossier_of(user: User) -> Dossier | None:
    """Return the dossier a candidate walks with, or None; an ended one does not count."""
    return Dossier.objects.filter(candidate=user).exclude(state__in=ENDED).first()


def latest_document(dossier: Dossier) -> dict[str, object]:
    """Return what the candidate told, as it stands now; empty when nothing was told."""
    record = dossier.records.first()
    return dict(record.document) if record else {}


def open_pause(dossier: Dossier) -> PauseRow | None:
    """Return the pause that has not ended, or None."""
    return dossier.pauses.filter(ends=None, ended_by=None).last()


def visible_to(user: User) -> QuerySet[Dossier]:
    """Return every dossier somebody may know of: the list form of ``permissions.roles_on``."""
    places: dict[str, list[int]] = defaultdict(list)
    for membership in current_memberships(user):
        places[membership.role].append(membership.organisation_id)
    personal = [role.value for role in (Role.ASSESSOR, Role.COACH) if role in places]
    if places:
        personal.append(Participation.Role.GUIDE.value)
    helped = Participation.objects.filter(user=user, role__in=personal, ended_on=None).values(
        "dossier"
    )
    reach = Q(candidate=user) | Q(pk__in=helped)
    reach |= Q(desk__in=places[Role.BROKER]) | Q(institute__in=places[Role.INSTITUTE])
    schools = places[Role.SCHOOL]
    reach |= Q(school__in=schools) | Q(school__board__in=schools)
    return _with_all(Dossier.objects.filter(reach))


def _with_all(rows: QuerySet[Dossier]) -> QuerySet[Dossier]:
    pauses = Prefetch("pauses", PauseRow.objects.select_related("ended_by"))
    current = Participation.objects.filter(ended_on=None).select_related("user")
    people = Prefetch("participations", current)
    whole = rows.select_related("candidate", "desk", "school__board", "institute")
    return whole.prefetch_related("clocks", pauses, people)


def counts_by_state(region: str) -> dict[tuple[str, str], int]:
    """Return how many dossiers a region has per state and state they came from: no persons."""
    rows = Dossier.objects.filter(region=region).values("state", "came_from")
    counted = rows.annotate(count=Count("pk")).order_by("state")
    return {(row["state"], row["came_from"]): row["count"] for row in counted}


def any_dossier_of(user: User) -> Dossier | None:
    """Return a candidate's newest dossier, living or ended, or None."""
    return Dossier.objects.filter(candidate=user).first()
