"""Reading whom somebody walks along with: own candidates in training, for coach and school."""

from collections import defaultdict

from django.db.models import Prefetch, Q, QuerySet

from loopbrug.web.accounts.queries import Role, User, current_memberships
from loopbrug.web.pathway.models import ENDED
from loopbrug.web.pathway.queries import Dossier, Participation, PauseRow


def walked_with(user: User) -> QuerySet[Dossier]:
    """Return the dossiers whose progress somebody may see in a role, without their own.

    The list form of ``Act.SEE_PROGRESS``, for those with a programme that was taken.
    """
    places: dict[str, list[int]] = defaultdict(list)
    for membership in current_memberships(user):
        places[membership.role].append(membership.organisation_id)
    reach = Q(pk=None)
    if Role.INSTITUTE in places:
        reach |= Q(institute__in=places[Role.INSTITUTE])
    if Role.SCHOOL in places:
        schools = places[Role.SCHOOL]
        reach |= Q(school__in=schools) | Q(school__board__in=schools)
    if Role.COACH in places:
        coached = Participation.objects.filter(
            user=user, role=Participation.Role.COACH, ended_on=None
        )
        reach |= Q(pk__in=coached.values("dossier"))
    pauses = Prefetch("pauses", PauseRow.objects.select_related("ended_by"))
    found = Dossier.objects.filter(reach, programmes__acceptance__isnull=False)
    whole = found.exclude(state__in=ENDED).exclude(candidate=user).distinct()
    return whole.select_related("candidate", "school__board", "institute").prefetch_related(pauses)


def institutes_of(user: User) -> frozenset[int]:
    """Return the institutes for which somebody writes results down."""
    memberships = current_memberships(user)
    return frozenset(one.organisation_id for one in memberships if one.role == Role.INSTITUTE)
