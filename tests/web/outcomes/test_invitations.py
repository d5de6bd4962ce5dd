"""A third party confirms or adds, by a secret link that works once and shows one thing."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings
from tests.web.outcomes import samples
from tests.web.outcomes.portfolio import file_piece, text_piece
from tests.web.pathway.stage import Cast

from loopbrug.core.outcomes.evidence import Authorship
from loopbrug.core.pathway.states import Event
from loopbrug.web.audit.queries import acts_on
from loopbrug.web.outcomes.facts.evidence import authorship_of
from loopbrug.web.outcomes.models import Confirmation, EvidenceItem, Invitation
from loopbrug.web.outcomes.services.evidence import withdraw_piece
from loopbrug.web.outcomes.services.invitations import (
    Guest,
    LinkClosedError,
    confirm,
    invite,
    state,
    take_back,
)
from loopbrug.web.pathway.models import Dossier
from loopbrug.web.pathway.services import NotAllowedError, advance

pytestmark = pytest.mark.django_db
WIES = Guest("Wies de Vries", "wies@example.org", "Bouwbedrijf De Kei", "Je zag me uitleg geven.")
CLOSED = "Deze link werkt niet meer"


def asked(
    people: Cast, dossier: Dossier, item: EvidenceItem | None = None
) -> tuple[Invitation, str]:
    row, secret = invite(
        actor=people.amina, dossier=dossier, guest=WIES, item=item, day=timezone.localdate()
    )
    return row, reverse("third-party:door", args=[secret])


def text_of(response: Any, status: int = 200) -> str:
    assert response.status_code == status
    return re.sub(r"\s+", " ", response.content.decode())


def test_the_secret_is_kept_nowhere_in_its_row(people: Cast, dossier: Dossier) -> None:
    row, url = asked(people, dossier)
    secret = url.split("/")[-2]
    assert len(secret) >= 43
    assert secret not in str(Invitation.objects.filter(pk=row.pk).values()[0])
    assert secret not in str([act.details for act in acts_on(dossier.subject_key)])


def test_inviting_shows_the_link_once_and_sends_it(
    client: Client,
    people: Cast,
    dossier: Dossier,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    item = text_piece(people.amina, dossier)
    client.force_login(people.amina)
    told = {"item": item.pk, "name": "Wies", "email": "wies@example.org", "note": "Hoi"}
    with django_capture_on_commit_callbacks(execute=True):
        html = text_of(client.post(reverse("outcomes:invite", args=[dossier.pk]), told))
    link = re.search(r'value="([^"]*/derde/[^"]+/)"', html)
    assert link
    assert link[1] in mail.outbox[0].body
    assert "Lesplan" in mail.outbox[0].body
    assert mail.outbox[0].to == ["wies@example.org"]
    listed = text_of(client.get(reverse("outcomes:evidence", args=[dossier.pk])))
    assert "Wacht op antwoord" in listed
    assert link[1] not in listed


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"name": ""}, "Vul dit in."),
        ({"email": "geen adres"}, "geldig e-mailadres"),
        ({"item": "999"}, "999"),
    ],
)
def test_an_invitation_that_is_not_whole_is_told(
    client: Client, people: Cast, dossier: Dossier, wrong: dict[str, str], said: str
) -> None:
    client.force_login(people.amina)
    told = {"item": "", "name": "Wies", "email": "wies@example.org"} | wrong
    html = text_of(client.post(reverse("outcomes:invite", args=[dossier.pk]), told))
    assert said in html
    assert not Invitation.objects.exists()


def test_the_page_says_who_asks_and_shows_that_piece_only(
    client: Client, people: Cast, dossier: Dossier
) -> None:
    item = text_piece(people.amina, dossier, "Lesplan breuken")
    text_piece(people.amina, dossier, "Iets anders")
    _row, url = asked(people, dossier, item)
    response = client.get(url)
    html = text_of(response)
    for shown in ("Amina", "Wies de Vries", "Lesplan breuken", "Je zag me uitleg geven."):
        assert shown in html
    for hidden in ("Iets anders", "wiskunde", "Hogeschool", dossier.code, str(dossier.pk)):
        assert hidden not in html
    assert "no-store" in response.headers["Cache-Control"]
    assert response.headers["Referrer-Policy"] == "same-origin"


def test_a_yes_confirms_once_and_the_link_is_done(
    client: Client, people: Cast, dossier: Dossier
) -> None:
    item = text_piece(people.amina, dossier)
    _row, url = asked(people, dossier, item)
    answer = {"confirms": "ja", "text": "Ik was zijn chef."}
    first = client.post(url, answer)
    assert first.headers["Location"] == reverse("third-party:thanks")
    assert "Dank je wel" in text_of(client.get(first.headers["Location"]))
    assert CLOSED in text_of(client.post(url, answer), 404)
    said = Confirmation.objects.get()
    assert (said.name, said.confirms, said.text) == ("Wies de Vries", True, "Ik was zijn chef.")
    assert authorship_of(item) is Authorship.CONFIRMED
    act = acts_on(dossier.subject_key)[0]
    assert (act.name, act.actor) == ("outcomes.confirm-evidence", None)


@pytest.mark.parametrize(
    ("answer", "said"),
    [({}, "Vul dit in."), ({"confirms": "nee"}, "Schrijf erbij wat er niet klopt.")],
)
def test_an_answer_that_is_not_whole_uses_nothing(
    client: Client, people: Cast, dossier: Dossier, answer: dict[str, str], said: str
) -> None:
    _row, url = asked(people, dossier, text_piece(people.amina, dossier))
    assert said in text_of(client.post(url, answer))
    assert client.get(url).status_code == 200


def test_a_statement_becomes_a_piece_with_the_name_of_who_gave_it(
    client: Client, people: Cast, dossier: Dossier
) -> None:
    row, url = asked(people, dossier)
    client.post(url, {"carrier": "file", "text": "Ze legde alles geduldig uit."})
    item = EvidenceItem.objects.get()
    assert (item.kind, item.given_by) == ("statement", "Wies de Vries, Bouwbedrijf De Kei")
    assert item.text == "Ze legde alles geduldig uit."
    assert item.added_by is None
    row.refresh_from_db()
    assert row.item == item
    client.force_login(people.amina)
    html = text_of(client.get(reverse("outcomes:evidence", args=[dossier.pk])))
    assert "van Wies de Vries" in html
    assert "Beantwoord" in html


def test_a_statement_can_be_a_file(client: Client, people: Cast, dossier: Dossier) -> None:
    _row, url = asked(people, dossier)
    file = SimpleUploadedFile("brief.pdf", samples.pdf())
    assert client.post(url, {"carrier": "file", "text": "", "file": file}).status_code == 302
    item = EvidenceItem.objects.get()
    assert item.file is not None
    assert (item.file.state, item.file.sent_by) == ("kept", None)


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"", "Dit bestand is leeg"), (b"<html><p>hoi", "Dit is een webpagina")],
)
def test_a_file_that_is_refused_says_why_and_uses_nothing(
    client: Client, people: Cast, dossier: Dossier, content: bytes, said: str
) -> None:
    _row, url = asked(people, dossier)
    sent = {"carrier": "file", "text": "Zie de brief.", "file": SimpleUploadedFile("x", content)}
    html = text_of(client.post(url, sent))
    assert said in html
    assert "Zie de brief." in html
    assert not EvidenceItem.objects.exists()


def test_a_file_over_the_limit_is_told_to_a_third_party_too(
    client: Client, people: Cast, dossier: Dossier, settings: Settings
) -> None:
    settings.FILE_LIMIT = 1_000_000
    _row, url = asked(people, dossier)
    file = SimpleUploadedFile("x", bytes(3_000_000))
    html = text_of(client.post(url, {"carrier": "file", "text": "Brief", "file": file}))
    assert "hooguit 1 MB" in html


def test_every_link_that_does_not_work_answers_the_same(
    client: Client, people: Cast, dossier: Dossier
) -> None:
    used, used_url = asked(people, dossier)
    state(invitation=used, text="Ja", file=None, day=timezone.localdate())
    back, back_url = asked(people, dossier)
    assert take_back(actor=people.amina, invitation=back)
    assert not take_back(actor=people.amina, invitation=back)
    old, old_url = asked(people, dossier)
    Invitation.objects.filter(pk=old.pk).update(expires_on=timezone.localdate() - timedelta(days=1))
    unknown = reverse("third-party:door", args=["x" * 43])
    pages = {
        re.sub(r'value="[^"]{20,}"|/derde/[\w-]+/', "", text_of(client.get(url), 404))
        for url in (used_url, back_url, old_url, unknown)
    }
    assert len(pages) == 1
    assert CLOSED in pages.pop()


def test_the_last_day_still_counts(client: Client, people: Cast, dossier: Dossier) -> None:
    row, url = asked(people, dossier)
    assert row.expires_on == timezone.localdate() + timedelta(days=14)
    Invitation.objects.filter(pk=row.pk).update(expires_on=timezone.localdate())
    assert client.get(url).status_code == 200


def test_of_two_answers_at_once_the_second_is_refused(people: Cast, dossier: Dossier) -> None:
    row, _url = asked(people, dossier, text_piece(people.amina, dossier))
    stale = Invitation.objects.get(pk=row.pk)
    confirm(invitation=row, confirms=True, text="", day=timezone.localdate())
    with pytest.raises(LinkClosedError):
        confirm(invitation=stale, confirms=False, text="Nee", day=timezone.localdate())
    assert Confirmation.objects.count() == 1


def test_withdrawing_a_piece_takes_the_question_back(
    client: Client, people: Cast, dossier: Dossier
) -> None:
    item = text_piece(people.amina, dossier)
    _row, url = asked(people, dossier, item)
    withdraw_piece(actor=people.amina, item=item, day=timezone.localdate())
    assert client.get(url).status_code == 404


def test_a_dossier_that_stopped_closes_its_links(
    client: Client, people: Cast, dossier: Dossier
) -> None:
    _row, url = asked(people, dossier)
    advance(actor=people.amina, dossier=dossier, event=Event.STOP, day=timezone.localdate())
    assert client.get(url).status_code == 404


def test_the_file_of_the_piece_opens_by_the_link_and_waits_for_its_scan(
    client: Client, people: Cast, dossier: Dossier, settings: Settings
) -> None:
    item = file_piece(people.amina, dossier)
    _row, url = asked(people, dossier, item)
    assert b"".join(client.get(url + "bestand/").streaming_content) == samples.pdf("Verslag")  # type: ignore[attr-defined]
    settings.FILES_WITHOUT_SCAN = "ask"
    assert client.get(url + "bestand/").status_code == 404
    assert "wacht op de virusscan" in text_of(client.get(url))


def test_the_form_of_a_third_party_needs_its_token(people: Cast, dossier: Dossier) -> None:
    _row, url = asked(people, dossier)
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(url, {"text": "Ja"}).status_code == 403


@pytest.mark.parametrize("who", ["assessor", "institute", "broker", "other_board"])
def test_only_the_candidate_invites(
    client: Client, people: Cast, dossier: Dossier, who: str
) -> None:
    row, _url = asked(people, dossier)
    user = getattr(people, who)
    with pytest.raises(NotAllowedError):
        invite(actor=user, dossier=dossier, guest=WIES, item=None, day=timezone.localdate())
    with pytest.raises(NotAllowedError):
        take_back(actor=user, invitation=row)
    client.force_login(user)
    url = reverse("outcomes:invite-take-back", args=[dossier.pk, row.pk])
    assert client.post(url).status_code == 404


def test_the_candidate_takes_a_question_back(
    client: Client, people: Cast, dossier: Dossier
) -> None:
    row, url = asked(people, dossier)
    client.force_login(people.amina)
    client.post(reverse("outcomes:invite-take-back", args=[dossier.pk, row.pk]))
    assert client.get(url).status_code == 404
    assert "Teruggenomen" in text_of(client.get(reverse("outcomes:evidence", args=[dossier.pk])))
