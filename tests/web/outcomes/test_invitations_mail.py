"""The mail to a third party: it fails in sight, goes again, and its secret is with nobody else."""

from typing import Any

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks
from tests.web.pathway.stage import Cast, cast, matched

from loopbrug.web.outcomes.services.invitations import Guest, invite
from loopbrug.web.pathway.models import Dossier
from loopbrug.web.post.models import Letter
from loopbrug.web.post.services.sending import mark_returned

pytestmark = pytest.mark.django_db
WIES = Guest("Wies", "wies@example.org", "Bouw BV", "Regel een\nRegel twee")


class Down(EmailBackend):
    """A server nobody can reach."""

    def send_messages(self, _messages: Any) -> int:
        raise ConnectionRefusedError("closed")


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def dossier(people: Cast) -> Dossier:
    return matched(people)


def page(client: Client, dossier: Dossier) -> str:
    return client.get(reverse("outcomes:evidence", args=[dossier.pk])).text


def test_mail_that_fails_is_seen_and_goes_again(
    client: Client,
    people: Cast,
    dossier: Dossier,
    settings: Any,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    settings.EMAIL_BACKEND = f"{__name__}.Down"
    client.force_login(people.amina)
    with django_capture_on_commit_callbacks(execute=True):
        row, secret = invite(
            actor=people.amina, dossier=dossier, guest=WIES, item=None, day=timezone.localdate()
        )
    again = reverse("outcomes:invite-again", args=[dossier.pk, row.pk])
    assert "De mail aan wies@example.org is niet aangekomen." in page(client, dossier)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(again)
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    with django_capture_on_commit_callbacks(execute=True):
        client.post(again)
    shown = page(client, dossier)

    assert "is niet aangekomen" not in shown
    assert "mail verstuurd op" in shown
    [sent] = mail.outbox
    assert secret in sent.body
    assert "> Regel een\n> Regel twee" in sent.body


def test_mail_that_came_back_asks_for_another_address(
    client: Client,
    people: Cast,
    dossier: Dossier,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        invite(actor=people.amina, dossier=dossier, guest=WIES, item=None, day=timezone.localdate())
    mark_returned(actor=None, letter=Letter.objects.get(address=WIES.email))
    client.force_login(people.amina)
    shown = page(client, dossier)

    assert "is niet aangekomen" in shown
    assert "Stuur de mail opnieuw" not in shown


def test_without_an_address_there_is_a_link_and_no_mail(
    client: Client, people: Cast, dossier: Dossier
) -> None:
    client.force_login(people.amina)
    told = {"item": "", "name": "Wies", "email": "", "note": ""}
    shown = client.post(reverse("outcomes:invite", args=[dossier.pk]), told).text

    assert "Stuur deze link zelf aan Wies." in shown
    assert "/derde/" in shown
    assert not Letter.objects.filter(template="third_party").exists()
    assert "link zelf gestuurd" in page(client, dossier)


def test_secret_stands_in_no_log(
    client: Client,
    people: Cast,
    dossier: Dossier,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        _, secret = invite(
            actor=people.amina, dossier=dossier, guest=WIES, item=None, day=timezone.localdate()
        )
    client.force_login(people.broker)
    shown = client.get(reverse("assessment:letters", args=[dossier.pk])).text

    assert "wies@example.org" in shown
    assert secret not in shown
    assert secret not in str(list(Letter.objects.values()))


def test_question_that_is_taken_back_is_not_mailed_any_more(
    client: Client, people: Cast, dossier: Dossier
) -> None:
    row, _ = invite(
        actor=people.amina, dossier=dossier, guest=WIES, item=None, day=timezone.localdate()
    )
    client.force_login(people.amina)
    client.post(reverse("outcomes:invite-take-back", args=[dossier.pk, row.pk]))
    letter = Letter.objects.get(address=WIES.email)

    assert (letter.secret, letter.tries) == ("", 5)
