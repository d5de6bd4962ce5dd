"""Files that come over the line in chunks: what upload.js does, step by step."""

import io
import json
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings
from tests.web.outcomes.sending import LESSON
from tests.web.pathway.stage import Cast

from loopbrug.web.accounts.models import User
from loopbrug.web.outcomes.services import uploads
from loopbrug.web.pathway.models import Dossier

pytestmark = pytest.mark.django_db


class Line:
    """What upload.js does, with the answers as values."""

    def __init__(self, client: Client, user: User, dossier: Dossier) -> None:
        client.force_login(user)
        self.client, self.dossier = client, dossier

    def start(self, size: int, name: str = "les.pdf") -> Any:
        url = reverse("outcomes:upload-start", args=[self.dossier.pk])
        told = json.dumps({"name": name, "size": size})
        return self.client.post(url, told, content_type="text/plain")

    def put(self, url: str, offset: object, data: bytes) -> Any:
        return self.client.put(
            f"{url}?offset={offset}", data, content_type="application/octet-stream"
        )


@pytest.fixture
def line(client: Client, people: Cast, dossier: Dossier) -> Line:
    return Line(client, people.amina, dossier)


def test_a_dropped_line_goes_on_where_it_stopped(line: Line) -> None:
    begun = line.start(len(LESSON)).json()
    assert line.put(begun["chunk"], 0, LESSON[:100]).json()["received"] == 100
    state = line.client.get(begun["chunk"]).json()
    assert (state["state"], state["received"], state["size"]) == ("receiving", 100, len(LESSON))
    assert line.put(begun["chunk"], 100, LESSON[100:]).json()["received"] == len(LESSON)
    done = line.client.post(begun["end"])
    assert (done.status_code, done.json()["state"]) == (200, "kept")
    assert line.client.post(begun["end"]).json() == done.json()


def test_a_chunk_out_of_order_hears_where_to_go_on(line: Line) -> None:
    begun = line.start(len(LESSON)).json()
    answer = line.put(begun["chunk"], 100, LESSON[100:])
    assert (answer.status_code, answer.json()["received"]) == (409, 0)


def test_finishing_too_early_hears_where_to_go_on(line: Line) -> None:
    begun = line.start(len(LESSON)).json()
    line.put(begun["chunk"], 0, LESSON[:100])
    answer = line.client.post(begun["end"])
    assert (answer.status_code, answer.json()["received"]) == (409, 100)


def test_half_a_chunk_counts_for_nothing(line: Line) -> None:
    begun = line.start(len(LESSON)).json()
    broken: Any = {"wsgi.input": io.BytesIO(LESSON[:60]), "CONTENT_LENGTH": "100"}
    answer = line.client.put(begun["chunk"] + "?offset=0", **broken)
    assert (answer.status_code, answer.json()["received"]) == (409, 0)


@pytest.mark.parametrize("offset", ["-1", "x", "", "9" * 40, "١"])
def test_an_offset_that_is_none_is_refused(line: Line, offset: str) -> None:
    begun = line.start(len(LESSON)).json()
    assert line.put(begun["chunk"], offset, b"x").status_code == 400


def test_a_chunk_that_is_too_large_is_refused(line: Line) -> None:
    begun = line.start(50_000_000).json()
    assert line.put(begun["chunk"], 0, bytes(uploads.BLOCK + 1)).status_code == 400


@pytest.mark.parametrize("told", ["", "[]", "{}", '{"name": "x", "size": "groot"}', "nee"])
def test_a_start_that_says_nothing_is_refused(line: Line, told: str) -> None:
    url = reverse("outcomes:upload-start", args=[line.dossier.pk])
    assert line.client.post(url, told, content_type="text/plain").status_code == 400


def test_two_gigabytes_are_refused_with_a_sentence(line: Line, settings: Settings) -> None:
    settings.FILE_LIMIT = 500_000_000
    answer = line.start(2_000_000_000)
    assert answer.status_code == 422
    assert "hooguit 500 MB" in answer.json()["html"]


def test_a_web_page_called_pdf_is_refused_with_a_sentence(line: Line) -> None:
    page = b"<!doctype html><p>hoi</p>"
    begun = line.start(len(page), "verslag.pdf").json()
    line.put(begun["chunk"], 0, page)
    answer = line.client.post(begun["end"])
    assert answer.status_code == 422
    assert "Dit is een webpagina" in answer.json()["html"]
    assert line.client.get(begun["chunk"]).status_code == 422


@pytest.mark.parametrize("who", ["assessor", "institute", "broker", "other_board"])
def test_nobody_else_reaches_an_upload(line: Line, people: Cast, who: str) -> None:
    begun = line.start(len(LESSON)).json()
    line.client.force_login(getattr(people, who))
    for answer in (
        line.client.get(begun["chunk"]),
        line.put(begun["chunk"], 0, b"x"),
        line.client.post(begun["end"]),
    ):
        assert answer.status_code == 404


def test_an_upload_needs_the_token_of_its_page(people: Cast, dossier: Dossier) -> None:
    strict = Line(Client(enforce_csrf_checks=True), people.amina, dossier)
    assert strict.start(5).status_code == 403


def test_an_upload_that_is_not_there_is_not_there(line: Line) -> None:
    key: UUID = uuid4()
    url = reverse("outcomes:upload-chunk", args=[line.dossier.pk, key])
    assert line.client.get(url).status_code == 404
