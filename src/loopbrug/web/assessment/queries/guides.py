"""Reading who guides, and who could."""

from collections.abc import Iterable

from django.db.models import Count, QuerySet

from loopbrug.core.pathway.states import TERMINAL
from loopbrug.web.accounts.queries import Membership, Role, User
from loopbrug.web.assessment.models import AssessorProfile
from loopbrug.web.pathway.queries import Dossier, Participation

GUIDING = (Role.COACH, Role.INSTITUTE)
"""The roles from which somebody can guide."""


def guides_of(dossier: Dossier) -> list[User]:
    """Return who guides in a dossier now; by right there is one."""
    parts = Participation.objects.filter(
        dossier=dossier, role=Participation.Role.GUIDE, ended_on=None
    )
    return [part.user for part in parts.select_related("user").order_by("pk")]


def may_guide_in(dossier: Dossier) -> QuerySet[Membership]:
    """Return the memberships of a region from which somebody can guide; who judges cannot."""
    judging = AssessorProfile.objects.filter(active=True).values("user")
    here = Participation.objects.filter(
        dossier=dossier, role=Participation.Role.ASSESSOR, ended_on=None
    )
    found = Membership.objects.filter(
        role__in=GUIDING,
        ended_on=None,
        organisation__region=dossier.region,
        user__is_active=True,
    )
    found = found.exclude(user__in=judging).exclude(user__in=here.values("user"))
    found = found.exclude(user=dossier.candidate_id)
    return found.select_related("user", "organisation").order_by("user__name", "pk")


def guide_counts(users: Iterable[int]) -> dict[int, int]:
    """Return how many dossiers on their way each of these users guides now."""
    ended = [state.value for state in TERMINAL]
    parts = Participation.objects.filter(
        user__in=list(users), role=Participation.Role.GUIDE, ended_on=None
    ).exclude(dossier__state__in=ended)
    return dict(parts.order_by().values_list("user").annotate(count=Count("pk")))
