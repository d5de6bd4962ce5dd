"""The pages of evidence: who sees what, adding without a script, links, withdrawing, files."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries, Settings
from tests.web.outcomes import samples
from tests.web.outcomes.portfolio import file_piece, judged_on, post_file, text_piece, told
from tests.web.pathway.stage import TODAY, Cast, cast, matched, walked

from loopbrug.core.pathway.states import Event
from loopbrug.web.audit.queries import acts_on
from loopbrug.web.outcomes.models import ClaimRow, Confirmation, EvidenceItem, StoredFile
from loopbrug.web.outcomes.services.evidence import withdraw_piece
from loopbrug.web.outcomes.services.invitations import Guest, confirm, invite
from loopbrug.web.pathway.models import Dossier, Participation

pytestmark = pytest.mark.django_db

QUERIES = 14


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def dossier(people: Cast) -> Dossier:
    return matched(people)


def at(name: str, dossier: Dossier, *more: object) -> str:
    return reverse(f"outcomes:{name}", args=[dossier.pk, *more])


def text_of(response: Any) -> str:
    assert response.status_code == 200, response.status_code
    return re.sub(r"\s+", " ", response.content.decode())


def body(response: Any) -> bytes:
    return b"".join(response.streaming_content)


# The list


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


# Adding


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


# Links and suggestions


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


# Files


def test_a_pdf_is_served_guarded(client: Client, people: Cast, dossier: Dossier) -> None:
    item = file_piece(people.amina, dossier, title="Een ‘verslag’/../x")
    client.force_login(people.assessor)
    response = client.get(at("evidence-file", dossier, item.pk))
    assert body(response) == samples.pdf("Een ‘verslag’/../x")
    headers = response.headers
    assert headers["Content-Type"] == "application/pdf"
    assert headers["Content-Disposition"] == 'inline; filename="een-verslagx.pdf"'
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "SAMEORIGIN"
    assert headers["Cache-Control"] == "private, no-store"
    assert "frame-ancestors 'self'; sandbox" in headers["Content-Security-Policy"]
    download = client.get(at("evidence-file", dossier, item.pk) + "?download")
    assert download.headers["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize(
    ("content", "start"),
    [
        (samples.png(), "inline"),
        (samples.film(), "inline"),
        (samples.archive(samples.DOCX), "attachment"),
        (b"Gewone tekst", "attachment"),
    ],
)
def test_only_what_a_browser_shows_safely_comes_inline(
    client: Client, people: Cast, dossier: Dossier, content: bytes, start: str
) -> None:
    item = file_piece(people.amina, dossier, content)
    client.force_login(people.amina)
    response = client.get(at("evidence-file", dossier, item.pk))
    assert response.headers["Content-Disposition"].startswith(start)
    assert "sandbox" in response.headers["Content-Security-Policy"]


def test_a_part_of_a_video_is_served(client: Client, people: Cast, dossier: Dossier) -> None:
    film = samples.film()
    item = file_piece(people.amina, dossier, film)
    client.force_login(people.amina)
    url = at("evidence-file", dossier, item.pk)
    response = client.get(url, headers={"Range": "bytes=10-19"})
    assert (response.status_code, body(response)) == (206, film[10:20])
    assert response.headers["Content-Range"] == f"bytes 10-19/{len(film)}"
    outside = client.get(url, headers={"Range": "bytes=99999-"})
    assert outside.status_code == 416
    assert outside.headers["Content-Range"] == f"bytes */{len(film)}"
    assert client.head(url).headers["Content-Length"] == str(len(film))


def test_the_page_of_a_pdf_may_frame_it_at_its_page(
    client: Client, people: Cast, dossier: Dossier
) -> None:
    item = file_piece(people.amina, dossier)
    client.force_login(people.assessor)
    response = client.get(at("evidence-piece", dossier, item.pk))
    html = text_of(response)
    url = at("evidence-file", dossier, item.pk)
    assert f'src="{url}"' in html
    assert f'href="{url}#page=3"' in html
    policy = response.headers["Content-Security-Policy"]
    assert "frame-src 'self'" in policy
    assert "media-src 'self'" in policy


def test_without_a_scan_others_wait_and_an_assessor_opens_it_on_the_record(
    client: Client, people: Cast, dossier: Dossier, settings: Settings
) -> None:
    settings.FILES_WITHOUT_SCAN = "ask"
    item = file_piece(people.amina, dossier)
    file, page = (at(name, dossier, item.pk) for name in ("evidence-file", "evidence-piece"))
    client.force_login(people.amina)
    assert client.get(file).status_code == 200
    client.force_login(people.assessor)
    assert client.get(file).status_code == 404
    assert "niet gescand op virussen" in text_of(client.get(page))
    opened = client.post(at("evidence-open", dossier, item.pk), {"next": page})
    assert opened.headers["Location"] == page
    assert client.get(file).status_code == 200
    assert acts_on(dossier.subject_key)[0].name == "outcomes.open-unscanned"
    assert acts_on(dossier.subject_key)[0].actor == people.assessor
    client.force_login(people.field_assessor)
    assert client.get(file).status_code == 404


def test_a_guide_waits_for_the_scan(
    client: Client, people: Cast, dossier: Dossier, settings: Settings
) -> None:
    settings.FILES_WITHOUT_SCAN = "ask"
    item = file_piece(people.amina, dossier)
    Participation.objects.create(dossier=dossier, user=people.other_board, role="guide")
    client.force_login(people.other_board)
    assert "wacht op de virusscan" in text_of(client.get(at("evidence-piece", dossier, item.pk)))
    assert client.get(at("evidence-file", dossier, item.pk)).status_code == 404
    assert client.post(at("evidence-open", dossier, item.pk)).status_code == 404


def test_opening_anyway_never_leads_to_another_site(
    client: Client, people: Cast, dossier: Dossier, settings: Settings
) -> None:
    settings.FILES_WITHOUT_SCAN = "ask"
    item = file_piece(people.amina, dossier)
    client.force_login(people.institute)
    response = client.post(
        at("evidence-open", dossier, item.pk), {"next": "https://elders.example/"}
    )
    assert response.headers["Location"] == at("evidence-piece", dossier, item.pk)


def test_the_text_of_a_pdf_without_text_says_so(
    client: Client, people: Cast, dossier: Dossier
) -> None:
    item = file_piece(people.amina, dossier)
    client.force_login(people.amina)
    html = text_of(client.get(at("evidence-text", dossier, item.pk)))
    assert "zit geen leesbare tekst" in html


def test_pages_speak_english(client: Client, people: Cast, dossier: Dossier) -> None:
    text_piece(people.amina, dossier, "Lesplan", "VD-1")
    client.cookies["django_language"] = "en"
    client.force_login(people.amina)
    assert client.get(at("evidence", dossier)).status_code == 200
