import pytest
from pytest_django import DjangoAssertNumQueries

from loopbrug.web.organisations.models import Organisation
from loopbrug.web.organisations.queries import desk_of, organisations_of_kind
from loopbrug.web.organisations.services import keep_organisation

pytestmark = pytest.mark.django_db


def keep(code: str, kind: str, board: str = "", name: str = "") -> bool:
    return keep_organisation(
        code=code, kind=kind, board=board, name=name or code.title(), region="midden"
    )


def test_keep_organisation_adds_once_and_brings_up_to_date() -> None:
    assert keep("linde", "board")
    assert not keep("linde", "board")
    assert keep("linde", "board", name="De Linde")
    assert Organisation.objects.get().name == "De Linde"


def test_keep_organisation_knows_its_board() -> None:
    keep("linde", "board")
    keep("beuk", "board")
    keep("lindeschool", "school", "linde")

    assert keep("lindeschool", "school", "beuk")
    assert Organisation.objects.get(code="lindeschool").board == Organisation.objects.get(
        code="beuk"
    )


def test_keep_organisation_refuses_an_unknown_board() -> None:
    with pytest.raises(Organisation.DoesNotExist):
        keep("lindeschool", "school", "nergens")

    assert not Organisation.objects.exists()


def test_desk_of_a_region_without_one_is_none() -> None:
    assert desk_of("midden") is None
    keep("desk", "desk")
    assert desk_of("midden") == Organisation.objects.get()


def test_schools_come_with_their_board_in_one_question(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    keep("linde", "board")
    for name in ("a", "b", "c"):
        keep(name, "school", "linde")

    with django_assert_num_queries(1):
        assert {str(school.board) for school in organisations_of_kind("midden", "school")} == {
            "Linde"
        }
