"""Reading people and their roles."""

from django.db.models import QuerySet

from loopbrug.web.accounts.models import Membership, User


def current_memberships(user: User) -> QuerySet[Membership]:
    """Return the memberships of ``user`` that have not ended, with their organisations."""
    return user.memberships.filter(ended_on=None).select_related("organisation__board")


def demo_people() -> QuerySet[User]:
    """Return the people one can enter the demo as, in the order they were added."""
    return User.objects.filter(is_demo=True).order_by("pk").prefetch_related(
        "memberships__organisation"
    )


def demo_person(pk: int) -> User | None:
    """Return one of the demo's people, or None."""
    return User.objects.filter(is_demo=True, pk=pk).first()


def user_with_email(email: str) -> User | None:
    """Return the user with ``email``, or None."""
    return User.objects.filter(email__iexact=email).first()
