from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.web.pathway.pages import page_of, step_of, text_of
from tests.web.pathway.stage import TOLD, cast, matched, opened

from loopbrug.core.pathway.states import Event
from loopbrug.web.accounts.models import User
from loopbrug.web.pathway import services

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", ["home", "start"])
def test_pages_ask_to_sign_in_first(client: Client, name: str) -> None:
    response = client.get(reverse(f"pathway:{name}"))

    assert response.status_code == 302
    assert response["Location"].startswith(reverse("account_login"))


def test_dossier_page_asks_to_sign_in_first(client: Client) -> None:
    dossier = opened(cast())

    for path in (page_of(dossier), step_of(dossier, Event.STOP), page_of(dossier) + "gegevens/"):
        assert client.get(path)["Location"].startswith(reverse("account_login"))
    assert client.post(step_of(dossier, Event.INVITE)).status_code == 302


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("amina", 200),
        ("broker", 200),
        ("school", 200),
        ("board", 200),
        ("institute", 200),
        ("assessor", 200),
        ("field_assessor", 200),
        ("coach", 200),
        ("other_board", 404),
        ("other_institute", 404),
        ("foundation", 404),
        ("policy", 404),
    ],
)
def test_dossier_page_exists_for_those_who_help_and_nobody_else(
    enter: Callable[[User], Client], who: str, status: int
) -> None:
    people = cast()
    dossier = matched(people)

    assert enter(getattr(people, who)).get(page_of(dossier)).status_code == status


def test_dossier_that_is_not_there_looks_like_one_that_is_not_yours(
    enter: Callable[[User], Client],
) -> None:
    people = cast()
    dossier = matched(people)
    client = enter(people.other_board)

    hidden = client.get(page_of(dossier))
    absent = client.get(reverse("pathway:dossier", args=["00000000-0000-4000-8000-000000000000"]))

    assert hidden.status_code == absent.status_code == 404
    assert "Amina" not in hidden.content.decode()


def test_dossier_shows_the_one_next_action_to_who_has_the_turn(
    enter: Callable[[User], Client],
) -> None:
    people = cast()
    dossier = opened(people)

    for_broker = enter(people.broker).get(page_of(dossier)).content.decode()
    for_candidate = enter(people.amina).get(page_of(dossier)).content.decode()

    assert step_of(dossier, Event.INVITE) in for_broker
    assert step_of(dossier, Event.INVITE) not in for_candidate
    assert "Je hoeft nu niets te doen" in for_candidate


def test_dossier_page_asks_as_much_for_many_acts_as_for_few(
    enter: Callable[[User], Client],
) -> None:
    people = cast()
    dossier = matched(people)
    client = enter(people.broker)
    counts = []
    for number in range(2):
        with CaptureQueriesContext(connection) as queries:
            client.get(page_of(dossier))
        counts.append(len(queries))
        for letter in "abcdef":
            told = {**TOLD, "name": f"{letter}{number}"}
            services.record_document(actor=people.amina, dossier=dossier, document=told)

    assert counts[0] == counts[1]


def test_english_page_has_no_dutch_left_in_its_own_texts(enter: Callable[[User], Client]) -> None:
    people = cast()
    dossier = opened(people)
    client = enter(people.amina)
    client.cookies["django_language"] = "en"

    text = text_of(client.get(page_of(dossier)))

    assert "Your bridge to the classroom" in text
    assert "Jouw brug" not in text
