"""The page "what if": what it tells to whom, and that looking keeps nothing."""

import re
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.web.pathway.stage import TODAY, Cast
from tests.web.programme.scene import prepared, validate, wishes_of
from tests.web.programme.test_week_pages import fields

from loopbrug.web.pathway.models import Dossier, Record
from loopbrug.web.programme.facts import dossier_value, wishes_then
from loopbrug.web.programme.models import ProgrammeVersion
from loopbrug.web.programme.services import make_programme, take_week

pytestmark = pytest.mark.django_db


@pytest.fixture
def dossier(people: Cast) -> Dossier:
    dossier = prepared(people)
    make_programme(actor=people.amina, dossier=dossier, day=TODAY)
    return dossier


@pytest.fixture
def amina(client: Client, people: Cast) -> Client:
    client.force_login(people.amina)
    return client


def url(name: str, dossier: Dossier) -> str:
    return reverse(f"programme:{name}", args=[dossier.pk])


def shown(client: Client, dossier: Dossier) -> str:
    page = client.get(url("whatif", dossier))
    assert page.status_code == 200
    return page.content.decode()


def test_the_candidate_sees_what_every_choice_does(amina: Client, dossier: Dossier) -> None:
    html = shown(amina, dossier)
    assert "Zoals het nu is" in html
    assert "Eén leeruitkomst meer gevalideerd" in html
    assert re.search(r"Het scheelt \d+ studie-uren", html)
    assert "14 uur studie per week" in html
    assert "Wat niets oplevert" in html


def test_the_programme_page_leads_there(amina: Client, dossier: Dossier) -> None:
    assert url("whatif", dossier) in amina.get(url("programme", dossier)).content.decode()


def test_a_choice_fills_the_week_and_keeps_nothing(amina: Client, dossier: Dossier) -> None:
    link = re.search(r'href="([^"]+[?]wat-als=[^"]+)"', shown(amina, dossier))
    assert link
    assert "Ingevuld: " in amina.get(link[1]).content.decode()
    page = amina.get(url("week", dossier) + "?wat-als=hours-14")
    assert "Ingevuld: 14 uur studie per week" in page.content.decode()
    assert fields(page)["study_hours"] == "14"
    assert dossier_value(dossier).wishes.study_hours == 12
    assert fields(amina.get(url("week", dossier)))["study_hours"] == "12"
    assert ProgrammeVersion.objects.count() == Record.objects.count() == 1


def test_a_free_day_fills_a_week_without_what_was_on_it(amina: Client, dossier: Dossier) -> None:
    page = amina.get(url("week", dossier) + "?wat-als=day-0")
    assert fields(page)["blocks-INITIAL_FORMS"] == "0"
    sent = fields(page) | {"act": "look"}
    after = amina.post(url("week", dossier), sent, follow=True)
    assert "Er is nog niets veranderd. Jij kiest." in after.content.decode()


@pytest.mark.parametrize("key", ["", "hours-0", "hours-999", "validation-VI-1", "x", "day-9", "🤷"])
def test_a_choice_that_is_none_says_so_and_shows_the_week(
    amina: Client, dossier: Dossier, key: str
) -> None:
    page = amina.get(url("week", dossier), {"wat-als": key}, follow=True)
    assert "Deze keuze is er niet" in page.content.decode()
    assert fields(page)["study_hours"] == "12"


@pytest.mark.parametrize("name", ["broker", "institute"])
def test_others_see_the_same_without_links_or_reasons(
    client: Client, people: Cast, dossier: Dossier, name: str
) -> None:
    client.force_login(getattr(people, name))
    html = shown(client, dossier)
    assert "14 uur studie per week" in html
    assert "wat-als=" not in html
    assert "moeder" not in html
    assert "zorg" not in html.lower()


@pytest.mark.parametrize("name", ["school", "board", "other_board", "assessor", "policy"])
def test_who_has_no_business_there_finds_nothing(
    client: Client, people: Cast, dossier: Dossier, name: str
) -> None:
    client.force_login(getattr(people, name))
    assert client.get(url("whatif", dossier)).status_code == 404
    assert url("whatif", dossier) not in client.get(url("programme", dossier)).content.decode()


def test_after_a_change_it_asks_to_work_it_out_again(
    amina: Client, people: Cast, dossier: Dossier
) -> None:
    validate(dossier, 5)
    html = shown(amina, dossier)
    assert "Reken eerst opnieuw" in html
    assert url("make", dossier) in html


def test_without_a_programme_it_points_to_the_programme(client: Client, people: Cast) -> None:
    dossier = prepared(people)
    client.force_login(people.amina)
    assert "Er is nog geen programma" in shown(client, dossier)


def test_where_nothing_fits_it_tells_what_makes_room(
    amina: Client, people: Cast, dossier: Dossier
) -> None:
    wishes = wishes_of(dossier, study_hours=1)
    record = Record.objects.get(dossier=dossier)
    take_week(actor=people.amina, dossier=dossier, wishes=wishes, day=TODAY, seen=record.pk)
    html = shown(amina, dossier)
    assert "Nu past er geen programma" in html
    assert "Zo wel." in html or "Dan past er geen programma:" in html


def test_looking_again_asks_the_planner_nothing(
    amina: Client, dossier: Dossier, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = shown(amina, dossier)

    def never(*_args: object) -> None:
        raise AssertionError

    monkeypatch.setattr("loopbrug.web.programme.facts.alternatives.alternatives_of", never)
    assert "Zoals het nu is" in first
    shown(amina, dossier)


def test_the_page_asks_the_database_as_often_for_one_version_as_for_three(
    amina: Client, people: Cast, dossier: Dossier
) -> None:
    shown(amina, dossier)
    with CaptureQueriesContext(connection) as one:
        shown(amina, dossier)
    for hours in (9, 12):
        record = Record.objects.filter(dossier=dossier).latest("pk")
        wishes = wishes_of(dossier, study_hours=hours)
        take_week(actor=people.amina, dossier=dossier, wishes=wishes, day=TODAY, seen=record.pk)
    with CaptureQueriesContext(connection) as three:
        shown(amina, dossier)
    assert len(three) == len(one)


def test_another_week_with_the_same_programme_is_compared_as_well(
    amina: Client, people: Cast, dossier: Dossier
) -> None:
    record = Record.objects.filter(dossier=dossier).latest("pk")
    wishes = wishes_of(dossier, study_hours=wishes_of(dossier).study_hours + 1)
    took = take_week(actor=people.amina, dossier=dossier, wishes=wishes, day=TODAY, seen=record.pk)
    assert took is not None
    assert (took.number, wishes_then(took)) == (2, wishes)
    html = shown(amina, dossier)
    assert "Reken eerst opnieuw" not in html
    assert "Zoals het nu is" in html


def test_a_proposal_that_should_have_begun_is_made_again_first(
    amina: Client, dossier: Dossier, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "loopbrug.web.programme.views.door.timezone.localdate", lambda: date(2027, 9, 1)
    )
    html = shown(amina, dossier)
    assert "Reken eerst opnieuw" in html
    assert "Zoals het nu is" not in html
