"""What a piece of evidence shows, and changing, withdrawing and denying it, by the pages."""

import re

import pytest
from django.test import Client
from tests.web.outcomes.evidence_pages import at, text_of
from tests.web.outcomes.portfolio import file_piece, judged_on, text_piece, told
from tests.web.pathway.stage import TODAY, Cast

from loopbrug.web.audit.queries import acts_on
from loopbrug.web.outcomes.models import Confirmation
from loopbrug.web.outcomes.services.evidence import withdraw_piece
from loopbrug.web.outcomes.services.invitations import Guest, confirm, invite
from loopbrug.web.pathway.models import Dossier

pytestmark = pytest.mark.django_db


def test_links_are_changed_added_and_taken_away(
    client: Client, people: Cast, dossier: Dossier
) -> None:
    item = text_piece(people.amina, dossier, "Lesplan", "VD-1", "VD-2")
    client.force_login(people.amina)
    rows = {
        "shows-TOTAL_FORMS": "4", "shows-INITIAL_FORMS": "2",
        "shows-0-outcome": "VD-1", "shows-0-what": "Nieuw", "shows-0-where": "",
        "shows-1-outcome": "VD-2", "shows-1-what": "x", "shows-1-where": "", "shows-1-DELETE": "on",
        "shows-2-outcome": "VD-3", "shows-2-what": "Erbij", "shows-2-where": "12:40",
        "shows-3-outcome": "", "shows-3-what": "", "shows-3-where": "",
    }  # fmt: skip
    assert client.post(at("evidence-links", dossier, item.pk), rows).status_code == 302
    found = {link.outcome: (link.what, link.where) for link in item.shown.all()}
    assert found == {"VD-1": ("Nieuw", ""), "VD-3": ("Erbij", "12:40")}
    assert acts_on(dossier.subject_key)[0].name == "outcomes.link-evidence"


def test_a_link_stays_when_somebody_judged_on_the_piece(
    client: Client, people: Cast, dossier: Dossier
) -> None:
    item = text_piece(people.amina, dossier, "Lesplan", "VD-1")
    judged_on(item, people.field_assessor)
    client.force_login(people.amina)
    rows = {
        "shows-TOTAL_FORMS": "1", "shows-INITIAL_FORMS": "1",
        "shows-0-outcome": "VD-1", "shows-0-DELETE": "on",
    }  # fmt: skip
    html = text_of(client.post(at("evidence-links", dossier, item.pk), rows))
    assert "De koppeling met VD-1 blijft staan" in html
    assert item.shown.count() == 1


def test_suggestions_show_the_words_and_are_added_with_one_button(
    client: Client, people: Cast, dossier: Dossier
) -> None:
    item = text_piece(people.amina, dossier, "Lesvoorbereiding en leerdoelen voor een lessenserie")
    client.force_login(people.amina)
    html = text_of(client.get(at("evidence-piece", dossier, item.pk)))
    assert "Dit laat misschien ook zien" in html
    words = re.findall(r"<mark>([^<]+)</mark>", html)
    assert words
    assert all(word.lower() in f"{item.title} {item.text}".lower() for word in words)
    code = re.search(r'name="outcome" value="([^"]+)"', html)
    assert code
    for _ in range(2):
        client.post(at("evidence-show", dossier, item.pk), {"outcome": code[1]})
    assert [link.outcome for link in item.shown.all()] == [code[1]]
    after = text_of(client.get(at("evidence-piece", dossier, item.pk)))
    assert f'name="outcome" value="{code[1]}"' not in after


def test_an_outcome_that_does_not_exist_is_not_added(
    client: Client, people: Cast, dossier: Dossier
) -> None:
    item = text_piece(people.amina, dossier)
    client.force_login(people.amina)
    response = client.post(at("evidence-show", dossier, item.pk), {"outcome": "QQ-1"})
    assert response.status_code == 404


def test_others_see_no_buttons_on_a_piece(client: Client, people: Cast, dossier: Dossier) -> None:
    item = text_piece(people.amina, dossier, "Lesplan", "VD-1")
    client.force_login(people.assessor)
    html = text_of(client.get(at("evidence-piece", dossier, item.pk)))
    assert "Lesplan" in html
    assert "Trek dit bewijs in" not in html
    assert "Dit laat misschien" not in html
    for name in ("evidence-withdraw", "evidence-show", "evidence-put-back"):
        assert client.post(at(name, dossier, item.pk)).status_code == 404


# Changing and withdrawing


def test_what_is_said_of_a_piece_can_change_until_somebody_judged_on_it(
    client: Client, people: Cast, dossier: Dossier
) -> None:
    item = text_piece(people.amina, dossier)
    client.force_login(people.amina)
    url = at("evidence-change", dossier, item.pk)
    assert client.post(url, told(title="Beter lesplan")).status_code == 302
    item.refresh_from_db()
    assert item.title == "Beter lesplan"
    judged_on(item, people.assessor)
    assert "is al een oordeel gebaseerd" in text_of(client.post(url, told(title="Anders")))
    item.refresh_from_db()
    assert item.title == "Beter lesplan"


def test_a_withdrawn_piece_is_gone_for_others_and_can_be_put_back(
    client: Client, people: Cast, dossier: Dossier
) -> None:
    item = file_piece(people.amina, dossier)
    client.force_login(people.amina)
    assert "Anderen zien dit bewijs dan niet meer" in text_of(
        client.get(at("evidence-withdraw", dossier, item.pk))
    )
    client.post(at("evidence-withdraw", dossier, item.pk))
    assert "Ingetrokken op" in text_of(client.get(at("evidence", dossier)))
    client.force_login(people.assessor)
    assert "Verslag" not in text_of(client.get(at("evidence", dossier)))
    assert client.get(at("evidence-file", dossier, item.pk)).status_code == 404
    client.force_login(people.amina)
    client.post(at("evidence-put-back", dossier, item.pk))
    client.force_login(people.assessor)
    assert "Verslag" in text_of(client.get(at("evidence", dossier)))


def test_a_withdrawn_piece_stays_in_sight_of_who_judged_on_it(
    client: Client, people: Cast, dossier: Dossier
) -> None:
    item = text_piece(people.amina, dossier, "Lesplan", "VD-1")
    judged_on(item, people.assessor)
    withdraw_piece(actor=people.amina, item=item, day=TODAY)
    client.force_login(people.assessor)
    html = text_of(client.get(at("evidence", dossier)))
    assert "Lesplan" in html
    assert "Ingetrokken op 23 november 2026" in html


def test_who_denies_a_piece_takes_its_confirmation_away(
    client: Client, people: Cast, dossier: Dossier
) -> None:
    item = text_piece(people.amina, dossier, "Lesplan", "VD-1")
    guest = Guest("Wies", "wies@example.org", "Bouwbedrijf")
    row, _secret = invite(actor=people.amina, dossier=dossier, guest=guest, item=item, day=TODAY)
    confirm(invitation=row, confirms=False, text="Dat was ik.", day=TODAY)
    client.force_login(people.assessor)
    html = text_of(client.get(at("evidence-piece", dossier, item.pk)))
    assert "Wies bevestigt dit niet" in html
    assert "Dat was ik." in html
    assert "Nog niet gezegd van wie het is" in html
    assert Confirmation.objects.count() == 1
