"""Files of evidence in the browser: guarded, in parts, after a scan."""

import pytest
from django.test import Client
from pytest_django import Settings
from tests.web.outcomes import samples
from tests.web.outcomes.evidence_pages import at, body, text_of
from tests.web.outcomes.portfolio import file_piece
from tests.web.pathway.stage import Cast

from loopbrug.web.audit.queries import acts_on
from loopbrug.web.pathway.models import Dossier, Participation

pytestmark = pytest.mark.django_db


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
    assert f'src="{url}#navpanes=0&amp;view=FitH"' in html
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
