"""Beside a business case: the risk alone or with the foundation, for who works for the board."""

import pytest
from django.test import Client
from django.urls import reverse
from tests.web.pathway.stage import TODAY, Cast, cast, matched, organisation

from loopbrug.web.fund.services import PlaceDraft, add_place
from loopbrug.web.organisations.services import keep_organisation
from loopbrug.web.pathway.models import Dossier

TITLE = "Het risico van het eerste jaar"


@pytest.fixture
def people(db: None) -> Cast:
    found = cast()
    keep_organisation(code="stichting", kind="foundation", name="Stichting", region="midden")
    for board in ("linde", "beuk", "beuk"):
        draft = PlaceDraft(organisation(board), "vo", TODAY, 80)
        add_place(actor=None, foundation=organisation("stichting"), draft=draft, day=TODAY)
    return found


@pytest.fixture
def dossier(people: Cast) -> Dossier:
    return matched(people)


def page(client: Client, dossier: Dossier) -> str:
    return client.get(reverse("finance:business", args=[dossier.pk])).content.decode()


def test_the_board_sees_the_risk_alone_and_with_the_foundation(
    client: Client, people: Cast, dossier: Dossier
) -> None:
    client.force_login(people.board)
    text = page(client, dossier)
    assert TITLE in text
    assert "Zelf dragen" in text
    assert "Aanname" in text


def test_school_and_broker_do_not_see_what_the_board_pays(
    client: Client, people: Cast, dossier: Dossier
) -> None:
    for who in (people.school, people.broker):
        client.force_login(who)
        text = page(client, dossier)
        assert "Zakelijke onderbouwing" in text
        assert TITLE not in text


def test_without_a_foundation_nothing_is_said(client: Client, people: Cast) -> None:
    keep_organisation(code="stichting", kind="foundation", name="Stichting", region="elders")
    client.force_login(people.board)
    text = page(client, matched(people))
    assert "Zakelijke onderbouwing" in text
    assert TITLE not in text
