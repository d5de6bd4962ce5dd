from datetime import date

import pytest
from django.db import IntegrityError, transaction

from loopbrug.web.accounts.models import Membership, User
from loopbrug.web.accounts.queries import current_memberships, people_with_role
from loopbrug.web.accounts.services import join, keep_demo_person, leave, rename
from loopbrug.web.audit.models import Act
from loopbrug.web.organisations.services import keep_organisation

pytestmark = pytest.mark.django_db


@pytest.fixture
def bram() -> User:
    keep_organisation(code="desk", kind="desk", name="Loket", region="midden")
    return User.objects.create_user("bram@example.org")


def test_join_twice_changes_nothing(bram: User) -> None:
    _, first = join(actor=None, user=bram, organisation="desk", role="broker")
    _, second = join(actor=None, user=bram, organisation="desk", role="broker")

    assert (first, second) == (True, False)
    assert Act.objects.filter(name="accounts.join").count() == 1


def test_leave_ends_the_role_and_a_new_one_may_begin(bram: User) -> None:
    membership, _ = join(actor=None, user=bram, organisation="desk", role="broker")

    leave(actor=None, membership=membership, day=date(2026, 11, 1))
    assert not current_memberships(bram).exists()
    assert not people_with_role(["broker"], [membership.organisation_id]).exists()

    _, again = join(actor=None, user=bram, organisation="desk", role="broker")
    assert again
    assert Membership.objects.count() == 2


def test_current_role_stands_once_in_the_database(bram: User) -> None:
    membership, _ = join(actor=None, user=bram, organisation="desk", role="broker")

    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.create(
            user=bram, organisation=membership.organisation, role=membership.role
        )


def test_keep_demo_person_says_whether_anything_changed() -> None:
    told = {"email": "p01@demo.example", "name": "Marloes", "story": "Komt uit de verzekering."}

    assert [keep_demo_person(**told)[1] for _ in range(2)] == [True, False]
    assert keep_demo_person(**{**told, "story": "Wil in augustus beginnen."})[1]
    assert User.objects.count() == 1


def test_rename_keeps_the_name(bram: User) -> None:
    rename(user=bram, name="Bram de Wit")

    bram.refresh_from_db()
    assert str(bram) == "Bram de Wit"
