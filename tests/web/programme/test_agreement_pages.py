import io
from pathlib import Path
from typing import Any

import pdfua
import pypdf
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.web.pathway.stage import TODAY, Cast
from tests.web.programme.agreement_scene import agreeable, fill, forward, own_fields, sign, signed

from loopbrug.core.programme.agreement import Signer
from loopbrug.web.pathway.models import Dossier
from loopbrug.web.post.models import Letter
from loopbrug.web.programme.facts.agreement import differences, papers_of
from loopbrug.web.programme.models import AgreementAnswers, AgreementVersion
from loopbrug.web.programme.queries import latest_version
from loopbrug.web.programme.services import accept_programme
from loopbrug.web.programme.services.assignments import withdraw_assignment

pytestmark = pytest.mark.django_db


@pytest.fixture
def dossier(people: Cast) -> Dossier:
    return agreeable(people)


def url(name: str, dossier: Dossier, *more: object) -> str:
    return reverse(f"programme:agreement{name}", args=[dossier.pk, *more])


def page(client: Client, who: Any, address: str) -> str:
    client.force_login(who)
    response = client.get(address)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def text_in(pdf: bytes) -> str:
    pages = pypdf.PdfReader(io.BytesIO(pdf)).pages
    return " ".join(" ".join(each.extract_text() for each in pages).split())


def test_a_plan_that_no_longer_follows_is_told_to_each_party(
    client: Client,
    people: Cast,
    dossier: Dossier,
    django_capture_on_commit_callbacks: Any,
) -> None:
    signed(people, dossier)
    assert differences(papers_of(dossier, TODAY), dossier, TODAY, "nl") == ()
    with django_capture_on_commit_callbacks(execute=True):
        withdraw_assignment(
            actor=people.school, dossier=dossier, number=1, reason="Ziek", day=TODAY
        )
    found = {one.code for one in differences(papers_of(dossier, TODAY), dossier, TODAY, "nl")}
    assert found == {"programme.differs-cancelled"}
    told = Letter.objects.filter(template="agreement_differs")
    assert {str(one.to) for one in told} == {"Amina", str(people.institute)}
    version = latest_version(dossier)
    assert version is not None
    accept_programme(actor=people.amina, version=version, day=TODAY)
    assert {str(one.to) for one in told.all()} == {
        str(p) for p in (people.amina, people.institute, people.school)
    }
    found = {one.code for one in differences(papers_of(dossier, TODAY), dossier, TODAY, "nl")}
    assert {"programme.differs-gone", "programme.differs-total"} <= found
    for who in (people.amina, people.school, people.institute):
        html = page(client, who, url("", dossier))
        assert "Het plan volgt de overeenkomst niet meer" in html
        assert "staat niet meer in het programma" in html
        assert ("Maak een nieuwe versie" in html) == (who != people.amina)
        programme = page(client, who, reverse("programme:programme", args=[dossier.pk]))
        assert "Het plan volgt de overeenkomst niet meer" in programme
    for who in (people.broker, people.coach):
        programme = page(client, who, reverse("programme:programme", args=[dossier.pk]))
        assert "overeenkomst" not in programme


def test_a_programme_that_follows_the_agreement_is_taken_without_a_letter(
    client: Client, people: Cast, dossier: Dossier
) -> None:
    signed(people, dossier)
    version = latest_version(dossier)
    assert version is not None
    accept_programme(actor=people.amina, version=version, day=TODAY)
    assert not Letter.objects.filter(template="agreement_differs").exists()
    address = reverse("programme:programme", args=[dossier.pk])
    assert "volgt de overeenkomst niet meer" not in page(client, people.amina, address)


def test_who_has_yet_to_sign_reads_that_the_programme_is_other_by_now(
    client: Client,
    people: Cast,
    dossier: Dossier,
    django_capture_on_commit_callbacks: Any,
) -> None:
    fill(people, dossier)
    forward(people, dossier)
    told = "Kijk dat na voordat je tekent."
    assert told not in page(client, people.amina, url("", dossier))
    with django_capture_on_commit_callbacks(execute=True):
        withdraw_assignment(
            actor=people.school, dossier=dossier, number=1, reason="Ziek", day=TODAY
        )
    version = latest_version(dossier)
    assert version is not None
    accept_programme(actor=people.amina, version=version, day=TODAY)
    assert told in page(client, people.amina, url("", dossier))


def test_the_whole_way_on_pages(client: Client, people: Cast, dossier: Dossier) -> None:
    html = page(client, people.school, url("", dossier))
    assert "Wat nog openstaat" in html
    for who, side in ((people.school, Signer.SCHOOL), (people.institute, Signer.INSTITUTE)):
        client.force_login(who)
        answer = client.post(url("-fill", dossier), own_fields(side))
        assert answer.status_code == 302
    client.force_login(people.school)
    assert client.post(url("-put-forward", dossier)).status_code == 302
    version = AgreementVersion.objects.get()
    for who in (people.amina, people.school, people.institute):
        html = page(client, who, url("", dossier))
        assert f'name="mark" value="{version.mark}"' in html
        data = {"version": version.number, "mark": version.mark}
        refusal = client.post(url("-sign", dossier), data).content.decode()
        assert "Zet een vinkje om te tekenen." in refusal
        assert client.post(url("-sign", dossier), data | {"read": "on"}).status_code == 302
    assert "Getekend door alle drie." in page(client, people.institute, url("", dossier))
    assert "Deze overeenkomst geldt" in page(client, people.amina, url("", dossier))
    assert 'id="tekenen"' not in page(client, people.amina, url("", dossier))


def test_filling_in_tells_all_mistakes_and_loses_nothing(
    client: Client, people: Cast, dossier: Dossier
) -> None:
    client.force_login(people.school)
    data = own_fields(Signer.SCHOOL) | {"appointed_on": "32-1", "guide_hours": "veel",
                                        "class_hours": "-3", "guide": "Sofie"}  # fmt: skip
    html = client.post(url("-fill", dossier), data).content.decode()
    for said in ("Deze datum bestaat niet", "“veel” is geen getal.", "Minder dan 0 kan niet."):
        assert said in html
    assert 'value="veel"' in html
    assert 'value="Sofie"' in html
    assert not AgreementAnswers.objects.exists()


def test_a_chance_is_not_set_on_a_day_that_is_over_and_hours_may_have_a_thousands_mark(
    client: Client, people: Cast, dossier: Dossier
) -> None:
    client.force_login(people.institute)
    data = own_fields(Signer.INSTITUTE) | {"second_chance": "2020-01-06"}
    html = client.post(url("-fill", dossier), data).content.decode()
    assert "Deze dag is al voorbij. Kies een dag vanaf vandaag." in html
    client.post(url("-fill", dossier), own_fields(Signer.INSTITUTE) | {"costs": "19.500"})
    assert AgreementAnswers.objects.get().answers["costs"] == "19500"


def test_the_pdf_is_accessible_and_whole(
    client: Client, people: Cast, dossier: Dossier, tmp_path: Path
) -> None:
    version = signed(people, dossier)
    client.force_login(people.amina)
    response = client.get(url("-pdf", dossier, 1))
    assert response["Content-Type"] == "application/pdf"
    assert "no-store" in response["Cache-Control"]
    (tmp_path / "paper.pdf").write_bytes(response.content)
    report = pdfua.validate(str(tmp_path / "paper.pdf"))
    assert [one for one in report.findings if one.severity == pdfua.Severity.ERROR] == []
    text = text_in(response.content)
    for said in ("Tripartiete overeenkomst", "16. Klachten en beroep", "over complaints",
                 f"/overeenkomst/{version.secret}/", version.mark[:8], "Amina, 23 november 2026",
                 "WVO 2020, niet nagezocht", "Een reeks lessen"):  # fmt: skip
        assert said in text, said
    assert "Nog niet bekend" not in text


def test_any_words_make_an_agreement(
    client: Client, people: Cast, dossier: Dossier, tmp_path: Path
) -> None:
    odd = "#panic() $x$ <b> \\ 😀 العربية " + "w" * 900
    fill(people, dossier, replacement=odd, other_boards=odd)
    forward(people, dossier)
    client.force_login(people.school)
    (tmp_path / "paper.pdf").write_bytes(client.get(url("-pdf", dossier, 1)).content)
    report = pdfua.validate(str(tmp_path / "paper.pdf"))
    assert [one for one in report.findings if one.severity == pdfua.Severity.ERROR] == []


def test_a_stranger_verifies_without_learning_whose_it_is(
    client: Client, people: Cast, dossier: Dossier
) -> None:
    version = signed(people, dossier)
    address = reverse("programme:agreement-verify", args=[version.secret])
    html = client.get(address).content.decode()
    assert "Deze overeenkomst geldt" in html
    assert version.mark in html
    assert not any(name in html for name in ("Amina", "Linde", "Sofie"))
    assert client.get(reverse("programme:agreement-verify", args=["x" * 32])).status_code == 404


@pytest.mark.parametrize(
    ("who", "status"),
    [("amina", 200), ("school", 200), ("board", 200), ("institute", 200), ("broker", 404),
     ("coach", 404), ("assessor", 404), ("other_board", 404), ("policy", 404)],
)  # fmt: skip
def test_only_parties_read_it(
    client: Client, people: Cast, dossier: Dossier, who: str, status: int
) -> None:
    fill(people, dossier)
    forward(people, dossier)
    client.force_login(getattr(people, who))
    assert client.get(url("", dossier)).status_code == status
    assert client.get(url("-pdf", dossier, 1)).status_code == status


def test_the_page_asks_as_many_queries_for_one_version_as_for_three(
    client: Client, people: Cast, dossier: Dossier
) -> None:
    client.force_login(people.amina)
    asked = []
    for number in range(3):
        fill(people, dossier, guide=f"Begeleider {number}")
        version = forward(people, dossier, why="Anders")
        for who in (people.amina, people.school, people.institute):
            sign(who, version)
        client.get(url("", dossier))
        with CaptureQueriesContext(connection) as queries:
            client.get(url("", dossier))
        asked.append(len(queries))
    assert asked[0] == asked[2]
