from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from tests.web.pathway.pages import document_of, page_of, text_of
from tests.web.pathway.stage import TOLD, cast, matched, opened

from loopbrug.web.accounts.models import User

pytestmark = pytest.mark.django_db


def test_private_week_is_the_candidates_alone(enter: Callable[[User], Client]) -> None:
    people = cast()
    dossier = matched(people)
    path = reverse("pathway:told", args=[dossier.pk])

    assert "moeder" in enter(people.amina).get(path).content.decode()
    for user in (people.broker, people.institute, people.assessor):
        response = enter(user).get(path)
        assert response.status_code == 200
        assert "moeder" not in response.content.decode()
    for user in (people.school, people.coach):
        assert enter(user).get(path).status_code == 404


def test_routes_of_a_dossier_are_for_those_who_may_see_what_was_told(
    enter: Callable[[User], Client],
) -> None:
    people = cast()
    dossier = matched(people)
    path = reverse("pathway:routes", args=[dossier.pk])

    page = enter(people.amina).get(path).content.decode()

    assert page.count('class="lb-card lb-route"') > 3
    assert enter(people.institute).get(path).status_code == 200
    assert enter(people.school).get(path).status_code == 404


def test_stored_facts_that_can_no_longer_be_read_are_told_and_lose_nothing(
    enter: Callable[[User], Client],
) -> None:
    people = cast()
    dossier = opened(people)
    dossier.records.create(document={**TOLD, "wanted": {"sector": "maan"}})
    client = enter(people.amina)

    for name in ("routes", "told"):
        response = client.get(reverse(f"pathway:{name}", args=[dossier.pk]))
        assert response.status_code == 409
        assert "maan" in text_of(response)
    assert client.get(page_of(dossier)).status_code == 200
    assert dossier.records.count() == 2


def test_candidate_changes_what_they_told(enter: Callable[[User], Client]) -> None:
    people = cast()
    dossier = opened(people)
    client = enter(people.amina)
    start = reverse("pathway:change", args=[dossier.pk, "start"])

    assert 'value="2027-02-01"' in client.get(start).content.decode()
    client.post(start, {"start_on_or_after": "2027-03-01", "study_hours": "10"})

    document = document_of(dossier)
    assert document["week"]["start_on_or_after"] == "2027-03-01"
    assert document["week"]["blocks"] == TOLD["week"]["blocks"]


def test_candidate_adds_changes_and_removes_a_diploma(enter: Callable[[User], Client]) -> None:
    people = cast()
    dossier = opened(people)
    client = enter(people.amina)
    add = reverse("pathway:change-item", args=[dossier.pk, "diploma", 999])
    first = reverse("pathway:change-item", args=[dossier.pk, "diploma", 0])

    client.post(add, {"title": "شهادة جامعية", "level": "wo-bachelor", "unfinished": "on"})
    client.post(first, {"title": "Bouwkunde", "level": "hbo-bachelor", "awarded_on": "2009-07-01"})

    assert document_of(dossier)["diplomas"] == [
        {"title": "Bouwkunde", "level": "hbo-bachelor", "awarded_on": "2009-07-01"},
        {"title": "شهادة جامعية", "level": "wo-bachelor", "finished": False},
    ]
    client.post(reverse("pathway:remove-item", args=[dossier.pk, "diploma", 0]))
    assert len(document_of(dossier)["diplomas"]) == 1
    assert dossier.records.count() == 4


def test_taking_away_what_is_gone_already_is_told_and_changes_nothing(
    enter: Callable[[User], Client],
) -> None:
    people = cast()
    dossier = opened(people)
    there = len(TOLD["diplomas"])

    gone = reverse("pathway:remove-item", args=[dossier.pk, "diploma", there])

    assert enter(people.amina).post(gone).status_code == 404
    assert dossier.records.count() == 1


def test_candidate_hears_what_does_not_fit(enter: Callable[[User], Client]) -> None:
    people = cast()
    dossier = opened(people)
    client = enter(people.amina)

    response = client.post(
        reverse("pathway:change-item", args=[dossier.pk, "werk", 0]),
        {"title": "Bakker", "since": "2020-01-01", "until": "2019-01-01"},
    )

    assert "ligt voor de dag waarop je begon" in text_of(response)
    assert dossier.records.count() == 1


def test_nobody_else_changes_what_the_candidate_told(enter: Callable[[User], Client]) -> None:
    people = cast()
    dossier = matched(people)

    for user in (people.broker, people.institute, people.school):
        for path in ("gegevens/start/", "gegevens/diploma/0/", "gegevens/diploma/0/weg/"):
            assert enter(user).post(page_of(dossier) + path).status_code == 404
