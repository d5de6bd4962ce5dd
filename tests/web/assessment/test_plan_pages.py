"""The plan of the five weeks on a page, and the planning desk."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries
from tests.web.assessment.scene import Stage, requested, staged
from tests.web.pathway.stage import TODAY

from loopbrug.web.accounts.models import User
from loopbrug.web.assessment.models import AppointmentRow, Hours, PromiseRow
from loopbrug.web.site.sentences.book import tell_day

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


@pytest.fixture
def stage() -> Stage:
    return staged()


def seen(client: Client, who: User, stage: Stage, name: str = "plan") -> Any:
    row = requested(stage)
    client.force_login(who)
    return row, client.get(reverse(f"assessment:{name}", args=[row.dossier_id]))


@pytest.mark.parametrize("who", ["amina", "broker", "school", "board", "institute"])
def test_plan_shows_the_promise_to_everybody_who_takes_part(
    client: Client, stage: Stage, who: str
) -> None:
    row, answer = seen(client, getattr(stage.cast, who), stage)
    promised = PromiseRow.objects.get(assessment=row).promised_on

    assert promised is not None
    assert promised <= TODAY + timedelta(days=35)
    assert tell_day(promised, "nl") in answer.text
    assert answer.text.count("Kan nog schuiven") + answer.text.count("Staat vast") >= 5


@pytest.mark.parametrize("who", ["other_board", "other_institute", "foundation", "policy"])
def test_plan_is_not_there_for_others(client: Client, stage: Stage, who: str) -> None:
    _, answer = seen(client, getattr(stage.cast, who), stage)
    assert answer.status_code == 404


def test_plan_without_promise_says_who_is_short_and_can_be_tried_again(
    client: Client, stage: Stage
) -> None:
    kept = list(Hours.objects.filter(calendar__user=stage.cast.assessor))
    Hours.objects.filter(calendar__user=stage.cast.assessor).delete()
    row, answer = seen(client, stage.cast.broker, stage)
    assert "Er is nog geen datum beloofd." in answer.text
    assert "een assessor van de opleiding" in answer.text

    Hours.objects.bulk_create(kept)
    client.post(reverse("assessment:retry", args=[row.dossier_id]))

    assert PromiseRow.objects.filter(assessment=row).exclude(promised_on=None).exists()
    assert AppointmentRow.objects.filter(assessment=row).count() >= 5


def test_candidate_cannot_plan(client: Client, stage: Stage) -> None:
    row, _ = seen(client, stage.cast.amina, stage)
    assert client.post(reverse("assessment:retry", args=[row.dossier_id])).status_code == 404


def test_desk_plans_the_day_anew_without_touching_promises(client: Client, stage: Stage) -> None:
    row, _ = seen(client, stage.cast.broker, stage)
    before = [each.promised_on for each in PromiseRow.objects.filter(assessment=row)]

    answer = client.post(reverse("assessment:desk"), follow=True)

    assert "afspraken zijn verschoven" in answer.text
    assert [each.promised_on for each in PromiseRow.objects.filter(assessment=row)] == before


def test_dossier_page_leads_to_the_plan(client: Client, stage: Stage) -> None:
    row = requested(stage)
    client.force_login(stage.cast.amina)
    shown = client.get(reverse("pathway:dossier", args=[row.dossier_id])).text
    assert reverse("assessment:plan", args=[row.dossier_id]) in shown


def test_plan_asks_a_fixed_number_of_queries(
    client: Client, stage: Stage, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    row = requested(stage)
    client.force_login(stage.cast.amina)
    with django_assert_num_queries(QUERIES):
        client.get(reverse("assessment:plan", args=[row.dossier_id]))


QUERIES = 20


@pytest.mark.parametrize(
    ("who", "there"), [("broker", True), ("institute", True), ("school", False)]
)
def test_home_leads_who_plans_to_the_desk(
    client: Client, stage: Stage, who: str, there: bool
) -> None:
    client.force_login(getattr(stage.cast, who))
    shown = client.get(reverse("pathway:home")).text
    assert (reverse("assessment:desk") in shown) is there
