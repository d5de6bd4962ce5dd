"""The public page where anybody with the code verifies a statement, and nobody without it."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from tests.web.assessment.verdict import put, reported, signed, suitable
from tests.web.pathway.stage import TODAY

from loopbrug.core.pathway.states import Event
from loopbrug.web.assessment.models import StatementRow
from loopbrug.web.pathway import services
from loopbrug.web.pathway.models import Dossier

pytestmark = pytest.mark.django_db


def verified(client: Client, secret: str) -> Any:
    return client.get(reverse("assessment:verify", args=[secret]))


def text_of(response: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def test_anybody_with_the_code_sees_that_a_statement_is_real(client: Client) -> None:
    _bench, statement = suitable()
    response = verified(client, statement.secret)

    assert response.status_code == 200
    page = text_of(response)
    for said in ("Deze verklaring geldt", "Amina", statement.number, "Hogeschool",
                 "23 november 2026", "Wiskunde",
                 "2 schooljaren", "Vraag het de opleiding"):  # fmt: skip
        assert said in page, said


def test_page_says_no_more_than_the_statement_itself(client: Client) -> None:
    bench, statement = suitable()
    page = verified(client, statement.secret).content.decode()
    for hidden in ("Je les was helder", "Lesplan breuken", "Ruim aangetoond", "amina@example.org",
                   bench.dossier.code, str(bench.dossier.pk), "Anna", "Femke"):  # fmt: skip
        assert hidden not in page, hidden


def test_page_is_kept_out_of_indexes_and_caches(client: Client) -> None:
    _bench, statement = suitable()
    for secret in (statement.secret, "bestaat-niet"):
        response = verified(client, secret)
        assert response["X-Robots-Tag"].startswith("noindex")
        assert "no-store" in response["Cache-Control"]
        assert response["Referrer-Policy"] == "no-referrer"
        assert 'name="robots" content="noindex' in response.content.decode()


@pytest.mark.parametrize("secret", ["x", "é", "GV-2026-00001-M", "a" * 48, "a" * 3000, "%00"])
def test_every_wrong_code_gets_the_same_page(client: Client, secret: str) -> None:
    suitable()
    response = verified(client, secret)
    assert response.status_code == 404
    assert "Deze verklaring kennen we niet" in text_of(response)


def test_code_in_other_letters_is_another_code(client: Client) -> None:
    _bench, statement = suitable()
    assert statement.secret != statement.secret.swapcase()
    assert verified(client, statement.secret.swapcase()).status_code == 404


def test_replaced_statement_names_the_number_and_day_of_the_new_one(client: Client) -> None:
    bench, old = suitable()
    later = TODAY + timedelta(days=3)
    reported(bench, why="Uren.", day=later)
    new = signed(bench, put(bench, seen=old.decision_id), later)
    assert new is not None

    page = text_of(verified(client, old.secret))

    assert "Deze verklaring is vervangen" in page
    assert f"Nummer {new.number} kwam op 26 november 2026 in de plaats." in page
    assert "Deze verklaring geldt" not in page
    assert new.secret not in page
    assert "Deze verklaring geldt" in text_of(verified(client, new.secret))


def test_day_of_appointment_is_on_the_statement_once_the_board_appointed(client: Client) -> None:
    bench, statement = suitable()
    assert "Benoemd op" not in text_of(verified(client, statement.secret))
    for event in (Event.DRAFT_AGREEMENT, Event.APPOINT):
        services.advance(
            actor=bench.people.school,
            dossier=Dossier.objects.get(pk=bench.dossier.pk),
            event=event,
            day=TODAY + timedelta(days=20),
        )
    assert "Benoemd op 13 december 2026" in text_of(verified(client, statement.secret))


def test_secrets_are_long_and_different() -> None:
    bench, old = suitable()
    reported(bench, why="Uren.")
    signed(bench, put(bench, seen=old.decision_id))
    secrets = list(StatementRow.objects.values_list("secret", flat=True))
    assert len(set(secrets)) == 2
    assert all(len(secret) >= 32 for secret in secrets)


def test_verifying_asks_no_account_and_sets_no_session(client: Client) -> None:
    _bench, statement = suitable()
    verified(client, statement.secret)
    assert "sessionid" not in client.cookies
