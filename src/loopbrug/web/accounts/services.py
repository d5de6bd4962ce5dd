"""Acts on people and their roles."""

from django.db import transaction

from loopbrug.web.accounts.models import Membership, User
from loopbrug.web.audit.services import record_act
from loopbrug.web.organisations.queries import organisation_with_code


@transaction.atomic
def keep_demo_person(*, email: str, name: str, story: str) -> User:
    """Add or bring up to date one of the demo's people; such a person has no password."""
    user = User.objects.filter(email=email).first() or User.objects.create_user(email)
    user.name, user.story, user.is_demo = name, story, True
    user.save()
    return user


@transaction.atomic
def join(*, actor: User | None, user: User, organisation: str, role: str) -> Membership:
    """Give ``user`` a role in the organisation with that code; twice changes nothing."""
    membership, added = Membership.objects.get_or_create(
        user=user, organisation=organisation_with_code(organisation), role=role
    )
    if added:
        record_act(actor=actor, name="accounts.join", subject=f"user:{user.pk}", role=role)
    return membership
