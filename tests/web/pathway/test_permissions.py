import pytest
from tests.web.pathway.stage import TODAY, cast, matched, opened, organisation

from loopbrug.core.pathway.states import Event
from loopbrug.web.accounts.models import Membership, User
from loopbrug.web.accounts.services import join, leave
from loopbrug.web.pathway.models import Dossier
from loopbrug.web.pathway.permissions import Act, Role, may, may_fire, roles_on
from loopbrug.web.pathway.queries import visible_to

pytestmark = pytest.mark.django_db


def test_roles_come_from_memberships_and_a_part_in_the_dossier() -> None:
    people = cast()
    dossier = matched(people)

    roles = {name: set(roles_on(getattr(people, name), dossier)) for name in people.__slots__}

    assert roles == {
        "amina": {Role.CANDIDATE},
        "broker": {Role.BROKER},
        "school": {Role.SCHOOL},
        "board": {Role.SCHOOL},
        "other_board": set(),
        "institute": {Role.INSTITUTE},
        "other_institute": set(),
        "assessor": {Role.ASSESSOR},
        "field_assessor": {Role.ASSESSOR},
        "coach": {Role.COACH},
        "foundation": set(),
        "policy": set(),
    }


def test_roles_before_a_match_are_only_those_of_candidate_and_desk() -> None:
    people = cast()
    dossier = opened(people)

    with_a_role = {n for n in people.__slots__ if roles_on(getattr(people, n), dossier)}

    assert with_a_role == {"amina", "broker"}


def test_roles_end_with_the_membership() -> None:
    people = cast()
    dossier = matched(people)
    for user in (people.school, people.assessor):
        leave(actor=None, membership=Membership.objects.get(user=user), day=TODAY)

    assert roles_on(people.school, dossier) == frozenset()
    assert roles_on(people.assessor, dossier) == frozenset()


def test_roles_come_back_with_a_new_membership() -> None:
    people = cast()
    dossier = matched(people)
    leave(actor=None, membership=Membership.objects.get(user=people.school), day=TODAY)

    join(actor=None, user=people.school, organisation="lindeschool", role="school")

    assert roles_on(people.school, dossier) == {Role.SCHOOL}


def test_roles_of_a_blocked_account_are_none() -> None:
    people = cast()
    dossier = matched(people)
    people.broker.is_active = False

    assert roles_on(people.broker, dossier) == frozenset()


def test_roles_of_the_old_school_end_when_another_is_joined() -> None:
    people = cast()
    dossier = matched(people)
    dossier.school = organisation("beukschool")

    assert roles_on(people.board, dossier) == frozenset()
    assert roles_on(people.other_board, dossier) == {Role.SCHOOL}


def test_visible_list_and_single_dossier_agree_for_everybody() -> None:
    people = cast()
    dossier = matched(people)

    for user in User.objects.all():
        listed = visible_to(user).filter(pk=dossier.pk).exists()
        assert listed == may(user, Act.SEE_DOSSIER, dossier), user


def test_only_who_may_can_fire() -> None:
    people = cast()
    dossier = opened(people)

    firing = {n for n in people.__slots__ if may_fire(getattr(people, n), Event.INVITE, dossier)}

    assert firing == {"broker"}


def test_a_candidate_is_nothing_to_the_dossier_of_another() -> None:
    people = cast()
    theirs = Dossier.objects.create(
        code="X", candidate=people.policy, started_on=TODAY, desk=organisation("desk")
    )

    assert roles_on(people.amina, theirs) == frozenset()
