"""Lists of a hundred: in pages, and asked in as many questions as a short one."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.web.pathway.stage import TODAY, Cast

from loopbrug.web.finance.models import (
    Application,
    ApplicationStep,
    FundVersion,
    SampleDraw,
    SpentLine,
)
from loopbrug.web.organisations.models import Organisation
from loopbrug.web.pathway.models import Dossier

pytestmark = pytest.mark.django_db
MANY = 100


def fill(people: Cast, dossier: Dossier, count: int, source: str = "") -> None:
    """Let a dossier have this many applications, each sent, with a payment."""
    for number in range(count):
        row = Application.objects.create(
            dossier=dossier, source=source or f"fonds-{number}", title=f"Fonds {number}",
            amount=Decimal(1000), verdict=VERDICT, prepared_by=people.school, prepared_on=TODAY,
        )  # fmt: skip
        ApplicationStep.objects.create(
            application=row, stage="sent", day=TODAY, entered_by=people.school, entered_on=TODAY
        )
        SpentLine.objects.create(
            application=row, kind="training", amount=Decimal(10), day=TODAY, proof=f"F-{number}",
            entered_by=people.school, entered_on=TODAY,
        )  # fmt: skip


VERDICT = {
    "source": "fonds", "payer": "region", "status": "eligible", "amount": "1000", "reasons": [],
}  # fmt: skip


def questions(client: Client, address: str) -> tuple[int, str]:
    with CaptureQueriesContext(connection) as caught:
        answer = client.get(address)
    assert answer.status_code == 200
    return len(caught), answer.content.decode()


def test_applications_of_a_dossier(client: Client, people: Cast, dossier: Dossier) -> None:
    client.force_login(people.school)
    address = reverse("finance:applications", args=[dossier.pk])
    fill(people, dossier, 1)
    few, _ = questions(client, address)
    fill(people, dossier, MANY - 1)
    many, page = questions(client, address)
    assert many == few
    assert "Bladzijde 1 van 4" in page
    assert page.count("gevraagd. Nu:") == 25
    assert "Bladzijde 4 van 4" in questions(client, address + "?page=99")[1]


def test_accounts_by_source(client: Client, people: Cast, dossier: Dossier) -> None:
    client.force_login(people.school)
    address = reverse("money:accounts")
    fill(people, dossier, 1)
    few, _ = questions(client, address)
    fill(people, dossier, MANY - 1)
    many, page = questions(client, address)
    assert many == few
    assert page.count("<h2>") <= 26
    assert "Bladzijde 1 van 4" in page


def test_account_of_a_source_with_its_samples(
    client: Client, people: Cast, dossier: Dossier
) -> None:
    client.force_login(people.school)
    address = reverse("money:account", args=["potje"])

    def drawn(count: int) -> None:
        keys = list(SpentLine.objects.values_list("pk", flat=True)[:3])
        for seed in range(count):
            SampleDraw.objects.create(
                organisation=Organisation.objects.get(code="lindeschool"), source="potje",
                seed=seed, size=3, drawn=keys, drawn_by=people.school, drawn_on=TODAY,
            )  # fmt: skip

    fill(people, dossier, 1, "potje")
    drawn(1)
    few, _ = questions(client, address)
    fill(people, dossier, MANY - 1, "potje")
    drawn(11)
    many, page = questions(client, address)
    assert many == few
    assert page.count("<h3>Amina</h3>") == 25
    assert "Bladzijde 1 van 4" in page
    assert "Bladzijde 1 van 3" in page
    assert 'href="?draws=2#draws"' in page
    assert "Bladzijde 3 van 3" in questions(client, address + "?draws=3")[1]


def test_payments_of_an_application(client: Client, people: Cast, dossier: Dossier) -> None:
    client.force_login(people.school)
    fill(people, dossier, 1)
    row = Application.objects.get()
    address = reverse("finance:spending", args=[dossier.pk, row.pk])
    few, _ = questions(client, address)
    for number in range(MANY - 1):
        SpentLine.objects.create(
            application=row, kind="training", amount=Decimal(1), day=TODAY, proof=f"P-{number}",
            entered_by=people.school, entered_on=TODAY,
        )  # fmt: skip
    many, page = questions(client, address)
    assert many == few
    assert page.count("Haal weg") == 25
    assert "Bladzijde 1 van 4" in page


def test_funds(client: Client, people: Cast) -> None:
    desk = Organisation.objects.get(code="desk")
    client.force_login(people.broker)

    def kept(first: int, last: int) -> None:
        for number in range(first, last):
            FundVersion.objects.create(
                code=f"f-{number}", number=1, manager=desk, region="midden", name=f"Fonds {number}",
                amount=Decimal(1000), valid_from=date(2026, 1, 1), made_by=people.broker,
                made_on=TODAY,
            )  # fmt: skip

    kept(0, 1)
    few, _ = questions(client, reverse("money:funds"))
    kept(1, MANY)
    many, page = questions(client, reverse("money:funds"))
    assert many == few
    assert "Bladzijde 1 van 4" in page
