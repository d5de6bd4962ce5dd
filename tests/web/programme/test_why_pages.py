"""The programme page tells why: at each unit, and of the hours that were saved."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.web.pathway.stage import TODAY, Cast
from tests.web.programme.scene import prepared, validate

from loopbrug.web.outcomes.models import EvidenceItem, EvidenceShown
from loopbrug.web.pathway.models import Dossier
from loopbrug.web.programme.services import make_programme

pytestmark = pytest.mark.django_db


@pytest.fixture
def dossier(people: Cast) -> Dossier:
    dossier = prepared(people)
    make_programme(actor=people.amina, dossier=dossier, day=TODAY)
    return dossier


def piece(dossier: Dossier, code: str, *outcomes: str) -> EvidenceItem:
    item = EvidenceItem.objects.create(
        dossier=dossier, code=code, title=f"Lesplan {code}", kind="work-product"
    )
    for outcome in outcomes:
        EvidenceShown.objects.create(item=item, outcome=outcome)
    return item


def shown(client: Client, dossier: Dossier) -> str:
    page = client.get(reverse("programme:programme", args=[dossier.pk]))
    assert page.status_code == 200
    return page.content.decode()


def test_each_unit_tells_what_would_make_it_needless_and_why_not_sooner(
    client: Client, people: Cast, dossier: Dossier
) -> None:
    client.force_login(people.amina)
    html = shown(client, dossier)
    assert "dan is dit onderdeel niet meer nodig" in html
    assert "Waarom niet eerder?" in html
    assert "niet beginnen voor 1 februari 2027" in html


def test_hours_saved_lead_to_judgement_and_evidence(
    client: Client, people: Cast, dossier: Dossier
) -> None:
    item = piece(dossier, "b1", "VI-1")
    client.force_login(people.amina)
    html = shown(client, dossier)
    assert "Zonder dit: minstens" in html
    assert "beoordeeld door" in html
    assert reverse("outcomes:evidence-piece", args=[dossier.pk, item.pk]) in html


@pytest.mark.parametrize("name", ["broker", "school"])
def test_who_may_not_see_evidence_reads_the_judgement_only(
    client: Client, people: Cast, dossier: Dossier, name: str
) -> None:
    piece(dossier, "b1", "VI-1")
    client.force_login(getattr(people, name))
    html = shown(client, dossier)
    assert "beoordeeld door" in html
    assert "Lesplan b1" not in html


@pytest.mark.parametrize("name", ["broker", "school", "institute"])
def test_others_read_nothing_private_in_a_reason(
    client: Client, people: Cast, dossier: Dossier, name: str
) -> None:
    client.force_login(getattr(people, name))
    html = shown(client, dossier)
    assert "Waarom niet eerder?" in html
    assert "moeder" not in html


def test_a_programme_that_is_behind_explains_no_dates(
    client: Client, people: Cast, dossier: Dossier
) -> None:
    validate(dossier, 5)
    client.force_login(people.amina)
    html = shown(client, dossier)
    assert "Waarom niet eerder?" not in html


def test_more_evidence_asks_the_database_no_more_often(
    client: Client, people: Cast, dossier: Dossier
) -> None:
    piece(dossier, "b1", "VI-1")
    client.force_login(people.amina)
    shown(client, dossier)
    with CaptureQueriesContext(connection) as one:
        shown(client, dossier)
    piece(dossier, "b2", "VI-1", "VI-2")
    piece(dossier, "b3", "VI-3")
    with CaptureQueriesContext(connection) as three:
        shown(client, dossier)
    assert len(three) == len(one)
