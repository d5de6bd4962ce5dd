"""Reading people and their roles."""

from collections.abc import Iterable

from django.db.models import QuerySet

from loopbrug.web.accounts.models import Membership, User

__all__ = [
    "Membership",
    "User",
    "current_memberships",
    "demo_people",
    "demo_person",
    "people_with_role",
    "user_with_email",
]

Role = Membership.Role


def current_memberships(user: User) -> QuerySet[Membership]:
    """Return the memberships of ``user`` that have not ended, with their organisations."""
    return user.memberships.filter(ended_on=None).select_related("organisation__board")


def people_with_role(roles: Iterable[str], organisations: Iterable[int]) -> QuerySet[Membership]:
    """Return the current memberships with one of ``roles`` at one of ``organisations``."""
    found = Membership.objects.filter(
        ended_on=None, role__in=list(roles), organisation__in=list(organisations)
    )
    return found.select_related("user", "organisation").order_by("user__name", "pk")


def demo_people() -> QuerySet[User]:
    """Return the people one can enter the demo as, in the order they were added."""
    people = User.objects.filter(is_demo=True).order_by("pk")
    return people.prefetch_related("memberships__organisation")


def demo_person(pk: int) -> User | None:
    """Return one of the demo's people, or None."""
    return User.objects.filter(is_demo=True, pk=pk).first()


def user_with_email(email: str) -> User | None:
    """Return the user with ``email``, or None."""
    return User.objects.filter(email__iexact=email).first()
