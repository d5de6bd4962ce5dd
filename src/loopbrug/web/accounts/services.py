"""Acts on people and their roles."""

from datetime import date

from django.db import transaction

from loopbrug.web.accounts.models import Membership, User
from loopbrug.web.audit.services import record_act
from loopbrug.web.organisations.queries import organisation_with_code


@transaction.atomic
def keep_demo_person(
    *, email: str, name: str, story: str, enters: bool = True
) -> tuple[User, bool]:
    """Add or bring up to date one of the demo's people; such a person has no password.

    With ``enters`` a visitor can come in as this person. Returns the person, and whether anything
    changed.
    """
    user = User.objects.filter(email=email).first() or User.objects.create_user(email)
    if (user.name, user.story, user.is_demo) == (name, story, enters):
        return user, False
    user.name, user.story, user.is_demo = name, story, enters
    user.save()
    return user, True


@transaction.atomic
def rename(*, user: User, name: str) -> None:
    """Keep the name a person wants to be called by."""
    user.name = name
    user.save(update_fields=["name"])


def speak(*, user: User, language: str) -> None:
    """Keep the language somebody reads in; letters to them are written in it."""
    user.language = language
    user.save(update_fields=["language"])


@transaction.atomic
def join(
    *, actor: User | None, user: User, organisation: str, role: str
) -> tuple[Membership, bool]:
    """Give ``user`` a role in the organisation with that code; twice changes nothing.

    Returns the membership, and whether it was added.
    """
    membership, added = Membership.objects.get_or_create(
        user=user, organisation=organisation_with_code(organisation), role=role, ended_on=None
    )
    if added:
        record_act(
            actor=actor,
            name="accounts.join",
            subject=f"user:{user.pk}",
            role=role,
            organisation=organisation,
        )
    return membership, added


@transaction.atomic
def leave(*, actor: User | None, membership: Membership, day: date) -> None:
    """End a role in an organisation; from then on it opens no dossier."""
    Membership.objects.filter(pk=membership.pk, ended_on=None).update(ended_on=day)
    record_act(
        actor=actor,
        name="accounts.leave",
        subject=f"user:{membership.user_id}",
        role=membership.role,
        organisation=membership.organisation.code,
    )
