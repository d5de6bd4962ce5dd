"""Adding evidence by the pages, without a script: texts, files, links, observations."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings
from tests.web.outcomes import samples
from tests.web.outcomes.evidence_pages import at, text_of
from tests.web.outcomes.portfolio import file_piece, post_file, told
from tests.web.pathway.stage import Cast, walked

from loopbrug.core.pathway.states import Event
from loopbrug.web.audit.queries import acts_on
from loopbrug.web.outcomes.models import ClaimRow, EvidenceItem, StoredFile
from loopbrug.web.pathway.models import Dossier

pytestmark = pytest.mark.django_db


def test_a_text_is_added_with_what_it_shows(client: Client, people: Cast, dossier: Dossier) -> None:
    client.force_login(people.amina)
    response = client.post(at("evidence-add", dossier), told())
    item = EvidenceItem.objects.get()
    assert response.headers["Location"] == at("evidence-piece", dossier, item.pk)
    assert (item.title, item.carrier, item.added_by) == ("Lesplan breuken", "text", people.amina)
    link = item.shown.get()
    assert (link.outcome, link.what, link.where) == ("VD-1", "Een lesplan", "blz. 3")
    assert acts_on(dossier.subject_key)[0].name == "outcomes.add-evidence"
    html = text_of(client.get(at("evidence-piece", dossier, item.pk)))
    assert "Zo legde ik het uit." in html


def test_a_file_is_added_without_a_script(client: Client, people: Cast, dossier: Dossier) -> None:
    client.force_login(people.amina)
    assert post_file(client, dossier, samples.pdf()).status_code == 302
    item = EvidenceItem.objects.get()
    assert item.file is not None
    assert (item.file.state, item.file.media_type, item.file.name) == (
        "kept",
        "application/pdf",
        "verslag.pdf",
    )


def test_a_link_is_added(client: Client, people: Cast, dossier: Dossier) -> None:
    client.force_login(people.amina)
    client.post(
        at("evidence-add", dossier), told(carrier="link", text="", link="https://example.org/x")
    )
    assert EvidenceItem.objects.get().link == "https://example.org/x"


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"title": ""}, "Geef het bewijs een naam."),
        ({"kind": "toverstaf"}, "toverstaf"),
        ({"text": ""}, "Schrijf of plak hier de tekst."),
        ({"carrier": "link", "link": ""}, "Vul de link in."),
        ({"carrier": "link", "link": "javascript:alert(1)"}, "Dit is geen link."),
        ({"carrier": "link", "link": "ftp://example.org/a"}, "Dit is geen link."),
        ({"carrier": "file"}, "Kies een bestand."),
        ({"dated": "2199-01-01"}, "Deze dag moet nog komen."),
        ({"made_from": "2026-11-20", "dated": "2026-11-19"}, "voor de dag waarop het begon"),
        ({"shows-1-outcome": "VD-1"}, "VD-1 staat er twee keer."),
        ({"shows-0-outcome": "QQ-9"}, "QQ-9"),
        ({"shows-0-outcome": ""}, "Kies een leeruitkomst"),
        ({"upload": "geen-sleutel", "carrier": "file"}, "Het bestand is er niet meer"),
    ],
)
def test_what_is_wrong_is_told_and_what_was_filled_in_stays(
    client: Client, people: Cast, dossier: Dossier, wrong: dict[str, str], said: str
) -> None:
    client.force_login(people.amina)
    html = text_of(client.post(at("evidence-add", dossier), told(amount="12 lessen", **wrong)))
    assert said in html
    assert 'value="12 lessen"' in html
    assert not EvidenceItem.objects.exists()


def test_every_error_is_told_at_once_and_the_file_is_kept(
    client: Client, people: Cast, dossier: Dossier
) -> None:
    client.force_login(people.amina)
    html = text_of(post_file(client, dossier, samples.pdf(), title="", dated="2199-01-01"))
    assert "Deze dag moet nog komen." in html
    assert "verslag.pdf" in html
    kept = StoredFile.objects.get()
    assert f'value="{kept.pk}"' in html
    again = told(carrier="file", text="", upload=str(kept.pk))
    assert client.post(at("evidence-add", dossier), again).status_code == 302
    assert EvidenceItem.objects.get().file == kept


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "Dit bestand is leeg"),
        (b"<!doctype html><p>hoi", "Dit is een webpagina"),
        (samples.bomb(), "wordt bij het openen veel te groot"),
    ],
)
def test_a_file_that_is_refused_says_why_and_keeps_the_form(
    client: Client, people: Cast, dossier: Dossier, content: bytes, said: str
) -> None:
    client.force_login(people.amina)
    html = text_of(post_file(client, dossier, content))
    assert said in html
    assert "<title>Fout:" in html
    assert 'value="Lesplan breuken"' in html
    assert not EvidenceItem.objects.exists()


def test_a_file_over_the_limit_is_not_written_and_the_form_stays(
    client: Client, people: Cast, dossier: Dossier, settings: Settings
) -> None:
    settings.FILE_LIMIT = 1_000_000
    client.force_login(people.amina)
    html = text_of(post_file(client, dossier, b"%PDF-" + bytes(3_000_000)))
    assert "hooguit 1 MB" in html
    assert 'value="Lesplan breuken"' in html
    assert not StoredFile.objects.exists()


def test_the_same_file_again_names_the_piece(
    client: Client, people: Cast, dossier: Dossier
) -> None:
    client.force_login(people.amina)
    post_file(client, dossier, samples.pdf())
    html = text_of(post_file(client, dossier, samples.pdf(), title="Nog eens"))
    assert "staat al in je dossier, bij “Lesplan breuken”" in html
    assert EvidenceItem.objects.count() == 1


def test_a_file_that_belongs_to_a_piece_cannot_become_another(
    client: Client, people: Cast, dossier: Dossier
) -> None:
    item = file_piece(people.amina, dossier)
    client.force_login(people.amina)
    html = text_of(
        client.post(
            at("evidence-add", dossier), told(carrier="file", text="", upload=str(item.file_id))
        )
    )
    assert "staat al in je dossier" in html


def test_the_form_needs_the_token_of_its_page(people: Cast, dossier: Dossier) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(people.amina)
    assert strict.post(at("evidence-add", dossier), told()).status_code == 403


def test_the_form_begins_with_what_was_asked_for(
    client: Client, people: Cast, dossier: Dossier
) -> None:
    claim = ClaimRow.objects.create(
        dossier=dossier, kind="training", title="EHBO", organisation="Rode Draad"
    )
    client.force_login(people.amina)
    html = text_of(client.get(at("evidence-add", dossier) + f"?claim={claim.pk}&uitkomst=VD-2"))
    assert 'value="EHBO, Rode Draad"' in html
    assert re.search(r'value="certificate"[^>]* checked', html)
    assert re.search(r'<option value="VD-2" selected', html)
    client.post(at("evidence-add", dossier) + f"?claim={claim.pk}", told())
    claim.refresh_from_db()
    assert claim.evidence == EvidenceItem.objects.get()


@pytest.mark.parametrize("number", ["999", "x", "١"])
def test_a_claim_that_is_not_there_is_not_there(
    client: Client, people: Cast, dossier: Dossier, number: str
) -> None:
    client.force_login(people.amina)
    assert client.get(at("evidence-add", dossier) + f"?claim={number}").status_code == 404


# Observations


@pytest.mark.parametrize("who", ["coach", "school", "assessor"])
def test_an_observation_carries_the_name_of_who_saw_it(
    client: Client, people: Cast, dossier: Dossier, who: str
) -> None:
    dossier = walked(people, dossier, Event.START_ASSESSMENT)
    user = getattr(people, who)
    client.force_login(user)
    response = client.post(at("evidence-observe", dossier), told(title="Les in 2B", kind="diploma"))
    assert response.headers["Location"] == reverse("pathway:dossier", args=[dossier.pk])
    item = EvidenceItem.objects.get()
    assert (item.kind, item.given_by, item.added_by) == ("observation", str(user), user)
    assert acts_on(dossier.subject_key)[0].name == "outcomes.add-observation"
    assert "Les in 2B" in text_of(client.get(at("evidence-observe", dossier)))
    client.force_login(people.amina)
    html = text_of(client.get(at("evidence", dossier)))
    assert f"van {user}" in html
    assert "Bevestigd door iemand anders" in html
