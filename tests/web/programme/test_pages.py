import re

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries
from tests.web.pathway.stage import TODAY, TOLD, Cast
from tests.web.programme.scene import prepared, validate

from loopbrug.web.pathway.models import Dossier
from loopbrug.web.pathway.services import record_document
from loopbrug.web.pathway.spans import SpanState, spans_of
from loopbrug.web.programme.facts import programme_of
from loopbrug.web.programme.models import Acceptance, ProgrammeVersion
from loopbrug.web.programme.services import accept_programme, make_programme

pytestmark = pytest.mark.django_db

PRIVATE = {
    **TOLD,
    "week": {
        "study_hours": 12,
        "start_on_or_after": "2027-02-01",
        "blocks": [
            {"day": "mon", "from": "09:00", "until": "17:00", "kind": "care", "label": "dialyse"},
            {"day": "fri", "from": "09:00", "until": "17:00", "kind": "work", "label": "bakkerij"},
        ],
    },
}


@pytest.fixture
def dossier(people: Cast) -> Dossier:
    dossier = prepared(people)
    record_document(actor=people.amina, dossier=dossier, document=PRIVATE)
    return dossier


@pytest.fixture
def version(people: Cast, dossier: Dossier) -> ProgrammeVersion:
    version = make_programme(actor=people.amina, dossier=dossier, day=TODAY)
    assert version is not None
    return version


def url(name: str, dossier: Dossier, *more: object) -> str:
    return reverse(f"programme:{name}", args=[dossier.pk, *more])


def read(client: Client, user: object, address: str) -> str:
    client.force_login(user)  # type: ignore[arg-type]
    response = client.get(address)
    assert response.status_code == 200
    return re.sub(r"\s+", " ", response.content.decode())


def test_programme_page_says_what_is_proved_and_why_each_unit_is_there(
    client: Client, people: Cast, dossier: Dossier, version: ProgrammeVersion
) -> None:
    html = read(client, people.amina, url("programme", dossier))
    programme = programme_of(version)
    assert "Minder kan niet: dat is bewezen." in html
    assert "Elk onderdeel sluit iets dat je nog mist." in html
    assert f"<strong>{programme.hours}</strong>" in html
    assert f"<strong>{programme.full_route_hours - programme.hours}</strong>" in html
    for unit in programme.units:
        card = html.split(f'id="{unit.unit}"')[1].split("</ul> </div> </li>")[0]
        assert "Omdat dit nog ontbreekt" in card
        assert all(code in html for code in unit.closes)


@pytest.mark.parametrize("who", ["broker", "school", "board", "institute", "coach"])
def test_programme_page_never_tells_others_what_the_week_is_taken_by(
    client: Client, people: Cast, dossier: Dossier, version: ProgrammeVersion, who: str
) -> None:
    html = read(client, getattr(people, who), url("programme", dossier))
    assert "Minder kan niet: dat is bewezen." in html
    assert "Bezet" in html
    for secret in ("dialyse", "bakkerij", "Zorg", "lb-week__item--care", "lb-week__item--work"):
        assert secret not in html
    assert "Verander mijn week" not in html
    assert "Dit programma neem ik" not in html


def test_programme_page_shows_the_candidate_the_own_week(
    client: Client, people: Cast, dossier: Dossier, version: ProgrammeVersion
) -> None:
    html = read(client, people.amina, url("programme", dossier))
    assert "dialyse" in html
    assert "Dit programma neem ik" in html


@pytest.mark.parametrize("who", ["other_board", "other_institute", "assessor", "policy"])
@pytest.mark.parametrize("name", ["programme", "versions", "week", "compare"])
def test_programme_pages_do_not_exist_for_others(
    client: Client, people: Cast, dossier: Dossier, who: str, name: str
) -> None:
    client.force_login(getattr(people, who))
    assert client.get(url(name, dossier)).status_code == 404


@pytest.mark.parametrize("who", ["broker", "school", "institute", "coach"])
@pytest.mark.parametrize("name", ["week", "compare"])
def test_week_pages_are_only_for_the_candidate(
    client: Client, people: Cast, dossier: Dossier, who: str, name: str
) -> None:
    client.force_login(getattr(people, who))
    assert client.get(url(name, dossier)).status_code == 404
    assert client.post(url(name, dossier), {"act": "look"}).status_code == 404


@pytest.mark.parametrize("who", ["broker", "school", "institute", "coach"])
def test_nobody_else_takes_or_makes_a_programme(
    client: Client, people: Cast, dossier: Dossier, version: ProgrammeVersion, who: str
) -> None:
    client.force_login(getattr(people, who))
    assert client.post(url("accept", dossier), {"number": 1}).status_code == 404
    assert client.post(url("make", dossier)).status_code == 404
    assert not Acceptance.objects.exists()


def test_programme_page_without_a_programme_shows_the_way(
    client: Client, people: Cast, dossier: Dossier
) -> None:
    html = read(client, people.amina, url("programme", dossier))
    assert "Er is nog geen programma" in html
    assert url("week", dossier) in html
    assert "Vul mijn week in" not in read(client, people.school, url("programme", dossier))


def test_make_then_accept_shows_it_is_agreed(
    client: Client, people: Cast, dossier: Dossier
) -> None:
    client.force_login(people.amina)
    client.post(url("make", dossier))
    html = client.post(url("accept", dossier), {"number": 1}, follow=True).content.decode()
    assert "Afgesproken. Dit is nu je programma." in html
    assert "Dit programma neem ik" not in html
    again = client.post(url("accept", dossier), {"number": 1}, follow=True)
    assert again.status_code == 200
    assert Acceptance.objects.count() == 1


@pytest.mark.parametrize("number", ["", "x", "7", "-1", "²", "9" * 5000])
def test_accept_of_a_version_that_does_not_exist_is_not_found(
    client: Client, people: Cast, dossier: Dossier, version: ProgrammeVersion, number: str
) -> None:
    client.force_login(people.amina)
    assert client.post(url("accept", dossier), {"number": number}).status_code == 404


def test_accept_of_an_old_version_says_there_is_a_newer_one(
    client: Client, people: Cast, dossier: Dossier, version: ProgrammeVersion
) -> None:
    validate(dossier, missing=3)
    make_programme(actor=people.amina, dossier=dossier, day=TODAY)
    client.force_login(people.amina)
    html = client.post(url("accept", dossier), {"number": 1}).content.decode()
    assert "Er is intussen een nieuwer programma gemaakt." in html
    assert not Acceptance.objects.exists()


def test_programme_page_says_when_more_is_validated_than_it_knows(
    client: Client, people: Cast, dossier: Dossier, version: ProgrammeVersion
) -> None:
    sentence = "Er is meer gevalideerd sinds dit programma is gemaakt"
    assert sentence not in read(client, people.amina, url("programme", dossier))
    validate(dossier, missing=3)
    assert sentence in read(client, people.amina, url("programme", dossier))


def test_a_new_proposal_is_shown_beside_the_agreed_programme(
    client: Client, people: Cast, dossier: Dossier, version: ProgrammeVersion
) -> None:
    accept_programme(actor=people.amina, version=version, day=TODAY)
    validate(dossier, missing=3)
    make_programme(actor=people.amina, dossier=dossier, day=TODAY)
    html = read(client, people.amina, url("programme", dossier))
    assert "Er ligt een nieuw voorstel" in html
    html = read(client, people.amina, url("version", dossier, 2))
    assert "uur minder" in html
    assert "Dit programma neem ik" in html


def test_an_old_version_stays_readable(
    client: Client, people: Cast, dossier: Dossier, version: ProgrammeVersion
) -> None:
    validate(dossier, missing=3)
    make_programme(actor=people.amina, dossier=dossier, day=TODAY)
    html = read(client, people.school, url("version", dossier, 1))
    assert "Je leest versie 1" not in html or "gemaakt op 23 november 2026" in html
    assert "dialyse" not in html
    assert client.get(url("version", dossier, 9)).status_code == 404


def test_versions_page_lists_every_version_the_newest_first(
    client: Client, people: Cast, dossier: Dossier, version: ProgrammeVersion
) -> None:
    validate(dossier, missing=3)
    make_programme(actor=people.amina, dossier=dossier, day=TODAY)
    html = read(client, people.school, url("versions", dossier))
    assert re.findall(r">Versie (\d)<", html) == ["2", "1"]


def test_impossible_programme_names_the_wishes_and_where_to_change_them(
    client: Client, people: Cast, dossier: Dossier
) -> None:
    week = {**PRIVATE["week"], "study_hours": 1, "finish_by": "2027-03-01"}
    record_document(actor=people.amina, dossier=dossier, document={**PRIVATE, "week": week})
    make_programme(actor=people.amina, dossier=dossier, day=TODAY)
    html = read(client, people.amina, url("programme", dossier))
    assert "Zo past het niet: dat is bewezen" in html
    assert re.search(rf"{re.escape(url('week', dossier))}#(hours|finish)", html)
    others = read(client, people.school, url("programme", dossier))
    assert "Zo past het niet: dat is bewezen" in others
    assert "dialyse" not in others


def test_wishes_that_name_private_things_are_told_to_the_candidate_only(
    client: Client, people: Cast, dossier: Dossier
) -> None:
    days = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
    blocks = [
        {"day": day, "from": "00:00", "until": "23:59", "kind": "care", "label": "dialyse"}
        for day in days
    ]
    week = {**PRIVATE["week"], "blocks": blocks}
    record_document(actor=people.amina, dossier=dossier, document={**PRIVATE, "week": week})
    version = make_programme(actor=people.amina, dossier=dossier, day=TODAY)
    assert version is not None
    wishes = [wish.code for one in programme_of(version).conflicts for wish in one.wishes]
    assert "programme.wish-block" in wishes
    others = read(client, people.school, url("programme", dossier))
    assert "dialyse" not in others
    assert "een deel van de week dat bezet is" in others.lower()


def test_everything_validated_says_there_is_nothing_left(
    client: Client, people: Cast, dossier: Dossier
) -> None:
    validate(dossier, missing=0)
    make_programme(actor=people.amina, dossier=dossier, day=TODAY)
    assert "Er is niets meer te leren" in read(client, people.amina, url("programme", dossier))


def test_programme_page_speaks_english(
    client: Client, people: Cast, dossier: Dossier, version: ProgrammeVersion
) -> None:
    client.cookies["django_language"] = "en"
    html = read(client, people.amina, url("programme", dossier))
    assert "Less is not possible: that is proved." in html
    assert "Omdat" not in html


@pytest.mark.parametrize(("missing", "name"), [(3, "programme"), (9, "programme")])
def test_programme_page_asks_as_many_queries_for_few_units_as_for_many(
    client: Client,
    people: Cast,
    missing: int,
    name: str,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    dossier = prepared(people, missing)
    make_programme(actor=people.amina, dossier=dossier, day=TODAY)
    client.force_login(people.amina)
    with django_assert_num_queries(21):
        client.get(url(name, dossier))


@pytest.mark.parametrize("left", [(5,), (5, 4, 2)])
def test_versions_page_asks_as_many_queries_for_one_version_as_for_three(
    client: Client,
    people: Cast,
    left: tuple[int, ...],
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    dossier = prepared(people)
    for missing in left:
        validate(dossier, missing)
        make_programme(actor=people.amina, dossier=dossier, day=TODAY)
    client.force_login(people.amina)
    with django_assert_num_queries(9):
        html = client.get(url("versions", dossier)).content.decode()
    assert len(re.findall(r">Versie \d<", html)) == len(left)


def test_span_walks_from_nothing_to_agreed(people: Cast, dossier: Dossier) -> None:
    def state() -> SpanState:
        spans = {span.code: span for span in spans_of(dossier, people.amina, TODAY)}
        return spans["programme"].state

    assert state() is SpanState.NEXT
    version = make_programme(actor=people.amina, dossier=dossier, day=TODAY)
    assert version is not None
    assert state() is SpanState.NEXT
    accept_programme(actor=people.amina, version=version, day=TODAY)
    assert state() is SpanState.NOW
