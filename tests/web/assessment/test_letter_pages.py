"""The log of letters: who may see it, what it shows, and what a broker does about failures."""

from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django import DjangoCaptureOnCommitCallbacks
from tests.web.pathway.stage import Cast, cast, matched, organisation, somebody

from loopbrug.web.organisations.services import keep_organisation
from loopbrug.web.pathway.models import Dossier
from loopbrug.web.post.models import Letter
from loopbrug.web.post.services import write_letter

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def dossier(people: Cast) -> Dossier:
    return matched(people)


def letter(dossier: Dossier, state: str = "failed", **more: Any) -> Letter:
    values = {"candidate": "Amina", "name": "Piet", "other": "Anna", "link": "/x/"}
    row = write_letter(
        template="sign", values=values, address="piet@example.org", about=dossier.subject_key
    )
    assert row is not None
    problem = "SMTPRecipientsRefused: 550 unknown" if state == "failed" else ""
    Letter.objects.filter(pk=row.pk).update(state=state, problem=problem, tries=1, **more)
    row.refresh_from_db()
    return row


def log(client: Client, who: Any, dossier: Dossier) -> Any:
    client.force_login(who)
    return client.get(reverse("assessment:letters", args=[dossier.pk]))


def test_log_says_what_left_and_what_did_not_and_never_the_text(
    client: Client, people: Cast, dossier: Dossier
) -> None:
    row = letter(dossier)
    shown = log(client, people.broker, dossier).text

    assert "het adres werd geweigerd" in shown
    assert "SMTPRecipientsRefused" not in shown
    assert "Probeer opnieuw" in shown
    assert row.body.splitlines()[2] not in shown


def test_institute_sees_the_log_and_sends_nothing(
    client: Client, people: Cast, dossier: Dossier
) -> None:
    row = letter(dossier)
    assert "Probeer opnieuw" not in log(client, people.institute, dossier).text
    assert client.post(reverse("assessment:letter-again", args=[row.pk])).status_code == 404


@pytest.mark.parametrize("who", ["amina", "school", "assessor", "coach", "policy"])
def test_log_is_not_for_everybody(client: Client, people: Cast, dossier: Dossier, who: str) -> None:
    assert log(client, getattr(people, who), dossier).status_code == 404
    assert client.get(reverse("assessment:letters-failed")).status_code == 404


def test_broker_tries_again_and_hears_how_it_went(
    client: Client,
    people: Cast,
    dossier: Dossier,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    row = letter(dossier)
    client.force_login(people.broker)
    page = reverse("assessment:letters-failed")
    assert row.title in client.get(page).text
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(reverse("assessment:letter-again", args=[row.pk]), {"back": page})

    assert answer.headers["Location"] == page
    assert mail.outbox[0].to == ["piet@example.org"]
    assert row.title not in client.get(page).text


def test_broker_says_that_a_letter_came_back(
    client: Client, people: Cast, dossier: Dossier
) -> None:
    row = letter(dossier, "sent")
    client.force_login(people.broker)
    client.post(reverse("assessment:letter-again", args=[row.pk]), {"returned": "1"})
    row.refresh_from_db()

    assert row.state == "returned"
    assert row.title in client.get(reverse("assessment:letters-failed")).text
    assert reverse("assessment:letters-failed") in client.get(reverse("pathway:home")).text


def test_broker_of_another_desk_sees_and_sends_none(
    client: Client, people: Cast, dossier: Dossier
) -> None:
    keep_organisation(code="desk-2", board="", kind="desk", name="Ander loket", region="elders")
    other = somebody("Bea", "broker", "desk-2")
    row = letter(dossier)
    client.force_login(other)

    assert organisation("desk-2").region == "elders"
    assert row.title not in client.get(reverse("assessment:letters-failed")).text
    assert client.post(reverse("assessment:letter-again", args=[row.pk])).status_code == 404


@pytest.mark.parametrize("back", ["https://kwaad.example/", "//kwaad.example/", "/\\kwaad"])
def test_way_back_stays_in_the_house(
    client: Client, people: Cast, dossier: Dossier, back: str
) -> None:
    row = letter(dossier)
    client.force_login(people.broker)
    answer = client.post(reverse("assessment:letter-again", args=[row.pk]), {"back": back})

    assert answer.headers["Location"] == reverse("assessment:letters-failed")


def test_list_asks_as_many_questions_for_three_as_for_one(
    client: Client, people: Cast, dossier: Dossier
) -> None:
    counts = []
    for _ in range(3):
        letter(dossier)
        client.force_login(people.broker)
        with CaptureQueriesContext(connection) as context:
            client.get(reverse("assessment:letters-failed"))
        counts.append(len(context))

    assert counts[0] == counts[2]
