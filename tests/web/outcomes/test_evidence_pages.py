"""The pages of evidence: who sees what, the list, and the way to it."""

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries
from tests.web.outcomes.evidence_pages import at, text_of
from tests.web.outcomes.portfolio import file_piece, text_piece
from tests.web.pathway.stage import TODAY, Cast, walked

from loopbrug.core.pathway.states import Event
from loopbrug.web.outcomes.models import ClaimRow
from loopbrug.web.outcomes.services.invitations import Guest, confirm, invite
from loopbrug.web.pathway.models import Dossier, Participation

pytestmark = pytest.mark.django_db


QUERIES = 16


def test_list_without_evidence_says_how_to_begin(
    client: Client, people: Cast, dossier: Dossier
) -> None:
    client.force_login(people.amina)
    html = text_of(client.get(at("evidence", dossier)))
    assert "Je hebt nog geen bewijs toegevoegd" in html
    assert at("evidence-add", dossier) in html


def test_list_shows_what_each_piece_shows_and_every_test_in_words(
    client: Client, people: Cast, dossier: Dossier
) -> None:
    text_piece(people.amina, dossier, "Lesplan breuken", "VD-1")
    client.force_login(people.amina)
    html = text_of(client.get(at("evidence", dossier)))
    for word in ("Lesplan breuken", "VD-1", "Uitleg aan een groep", "blz. 3", "Eigen werk"):
        assert word in html
    for criterion in ("Relevantie", "Echtheid", "Actualiteit", "Hoeveelheid", "Variatie"):
        assert criterion in html
    assert "outcomes.vraak" not in html


def test_list_keeps_claims_and_invitations_to_the_candidate(
    client: Client, people: Cast, dossier: Dossier
) -> None:
    ClaimRow.objects.create(dossier=dossier, kind="job", title="Chef-kok")
    guest = Guest("Wies", "wies@example.org")
    invite(actor=people.amina, dossier=dossier, guest=guest, item=None, day=TODAY)
    client.force_login(people.amina)
    own = text_of(client.get(at("evidence", dossier)))
    assert "Chef-kok" in own
    assert "Wies" in own
    for user in (people.assessor, people.institute):
        client.force_login(user)
        html = text_of(client.get(at("evidence", dossier)))
        assert "Chef-kok" not in html
        assert "Wies" not in html


@pytest.mark.parametrize("pieces", [1, 3])
def test_list_asks_as_many_queries_for_one_piece_as_for_three(
    client: Client,
    people: Cast,
    dossier: Dossier,
    pieces: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for number in range(pieces):
        item = file_piece(people.amina, dossier, title=f"Stuk {number}")
        ClaimRow.objects.create(dossier=dossier, kind="job", title=f"Baan {number}", evidence=item)
        guest = Guest(f"Wies {number}", "wies@example.org")
        row, _secret = invite(
            actor=people.amina, dossier=dossier, guest=guest, item=item, day=TODAY
        )
        confirm(invitation=row, confirms=True, text="", day=TODAY)
    client.force_login(people.amina)
    client.get(at("evidence", dossier))
    with django_assert_num_queries(QUERIES):
        client.get(at("evidence", dossier))


PAGES = ("evidence", "evidence-add", "evidence-observe", "invite", "claims-bring", "evidence-worth")
SEEN = {
    "amina": {"evidence", "evidence-add", "invite", "claims-bring", "evidence-worth"},
    "institute": {"evidence", "evidence-worth"},
    "assessor": {"evidence", "evidence-worth", "evidence-observe"},
    "school": {"evidence-observe"},
    "board": {"evidence-observe"},
    "coach": {"evidence-observe"},
    "guide": {"evidence", "evidence-worth"},
    "broker": set(),
    "other_board": set(),
    "other_institute": set(),
    "foundation": set(),
    "policy": set(),
}


@pytest.mark.parametrize("who", SEEN)
def test_pages_exist_for_whom_they_are(
    client: Client, people: Cast, dossier: Dossier, who: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("loopbrug.web.outcomes.views.worth.chances_of", lambda *_: None)
    dossier = walked(people, dossier, Event.START_ASSESSMENT)
    Participation.objects.create(dossier=dossier, user=people.other_board, role="guide")
    user = people.other_board if who == "guide" else getattr(people, who)
    if who == "other_board":
        Participation.objects.filter(role="guide").delete()
    client.force_login(user)
    seen = {name for name in PAGES if client.get(at(name, dossier)).status_code == 200}
    assert seen == SEEN[who]


@pytest.mark.parametrize("who", ["broker", "school", "coach", "other_board", "policy"])
def test_a_piece_does_not_exist_for_who_may_not_see_evidence(
    client: Client, people: Cast, dossier: Dossier, who: str
) -> None:
    item = file_piece(people.amina, dossier)
    client.force_login(getattr(people, who))
    for name in ("evidence-piece", "evidence-file", "evidence-text", "evidence-links"):
        assert client.get(at(name, dossier, item.pk)).status_code == 404


def test_a_piece_of_another_dossier_is_not_found_here(
    client: Client, people: Cast, dossier: Dossier
) -> None:
    other = Dossier.objects.create(code="X", candidate=people.coach, started_on=TODAY)
    item = text_piece(people.coach, other)
    client.force_login(people.amina)
    assert client.get(at("evidence-piece", dossier, item.pk)).status_code == 404


def test_a_stranger_is_asked_to_sign_in(client: Client, dossier: Dossier) -> None:
    assert client.get(at("evidence", dossier)).status_code == 302
    assert client.get(at("evidence-add", dossier)).status_code == 302


def test_the_dossier_and_the_gap_lead_to_the_evidence(
    client: Client, people: Cast, dossier: Dossier
) -> None:
    client.force_login(people.amina)
    for url in (
        reverse("pathway:dossier", args=[dossier.pk]),
        reverse("outcomes:gap", args=[dossier.pk]),
    ):
        assert f'href="{at("evidence", dossier)}"' in text_of(client.get(url))


def test_pages_speak_english(client: Client, people: Cast, dossier: Dossier) -> None:
    text_piece(people.amina, dossier, "Lesplan", "VD-1")
    client.cookies["django_language"] = "en"
    client.force_login(people.amina)
    assert client.get(at("evidence", dossier)).status_code == 200
