"""The register of second-career offers: read by anybody, kept by the institute itself."""

import json
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries
from tests.web.pathway.stage import TODAY, Cast, organisation

from loopbrug.core.terms.finding import BadDataError
from loopbrug.web.audit.models import Act
from loopbrug.web.programme.models import OfferRow
from loopbrug.web.programme.services.register import (
    Draft,
    confirm_offer,
    keep_offer,
    withdraw_offer,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
START = date(2027, 2, 1)
FILLED = {
    "institute": "hogeschool", "qualification": "vo2-wiskunde", "starts_on": "01-02-2027",
    "closes_on": "2026-12-18", "assessments": "9-12-2026, 13-1-2027", "price": "9850",
    "places": "16", "contact": "zib@hogeschool.example", "source": "https://hogeschool.example",
}  # fmt: skip


def kept(people: Cast, qualification: str = "vo2-wiskunde", **other: Any) -> OfferRow:
    draft = Draft(qualification, START, "https://hogeschool.example", **other)
    return keep_offer(
        actor=people.institute, institute=organisation("hogeschool"), draft=draft, day=TODAY
    )


def test_a_stranger_reads_what_is_known_and_what_is_not(client: Client, people: Cast) -> None:
    kept(people, price=Decimal("9850.00"))
    page = client.get(reverse("register:offers")).content.decode()
    assert "wiskunde" in page
    assert "€&nbsp;9.850" in page
    assert "niet bekend" in page
    assert "1 opleiding gevonden" in page
    assert reverse("register:kept") not in page


def test_a_stranger_finds_by_the_word_they_use(client: Client, people: Cast) -> None:
    kept(people)
    kept(people, "vo2-duits")
    address = reverse("register:offers")
    assert "2 opleidingen gevonden" in client.get(address, {"words": "zibben"}).content.decode()
    duits = client.get(address, {"words": "zijinstroom duits"}).content.decode()
    assert "1 opleiding gevonden" in duits
    none = client.get(address, {"words": "gymnastiek"}).content.decode()
    assert "Nergens in het aanbod staat “gymnastiek”." in none


@pytest.mark.parametrize("asked", [{"sector": "maan"}, {"month": "2031-13"}, {"institute": "x"}])
def test_a_choice_that_is_none_is_told(client: Client, people: Cast, asked: Any) -> None:
    kept(people)
    page = client.get(reverse("register:offers"), asked)
    assert page.status_code == 200
    assert "Dit klopt nog niet" in page.content.decode()


def test_what_closed_shows_only_when_asked(client: Client, people: Cast) -> None:
    kept(people, closes_on=TODAY - timedelta(days=1))
    address = reverse("register:offers")
    assert "0 opleidingen gevonden" in client.get(address).content.decode()
    assert "gesloten" in client.get(address, {"closed": "on"}).content.decode()


def test_others_may_load_it_as_json(client: Client, people: Cast) -> None:
    row = kept(people)
    answer = client.get(reverse("register:document"))
    assert answer["Access-Control-Allow-Origin"] == "*"
    document = json.loads(answer.content)
    assert [each["code"] for each in document["offers"]] == [str(row.pk)]
    assert document["as_of"] == TODAY.isoformat()


def test_the_institute_adds_changes_confirms_and_withdraws(client: Client, people: Cast) -> None:
    client.force_login(people.institute)
    assert client.post(reverse("register:add"), FILLED).url == reverse("register:kept")  # type: ignore[attr-defined]
    row = OfferRow.objects.get()
    assert (row.price, row.places, row.closes_on) == (Decimal(9850), 16, date(2026, 12, 18))
    assert row.assessments == ["2026-12-09", "2027-01-13"]
    page = client.get(reverse("register:change", args=[row.pk])).content.decode()
    assert "09-12-2026" in page
    client.post(reverse("register:change", args=[row.pk]), FILLED | {"price": ""})
    row.refresh_from_db()
    assert row.price is None
    client.post(reverse("register:confirm", args=[row.pk]))
    client.post(reverse("register:withdraw", args=[row.pk]))
    row.refresh_from_db()
    assert row.withdrawn_on == TODAY
    names = list(Act.objects.filter(subject=f"offer:{row.pk}").values_list("name", flat=True))
    assert sorted(names) == [
        "programme.keep-offer", "programme.keep-offer", "programme.withdraw-offer",
    ]  # fmt: skip
    assert client.get(reverse("register:change", args=[row.pk])).status_code == 404


def test_every_error_at_once_and_nothing_lost(client: Client, people: Cast) -> None:
    client.force_login(people.institute)
    wrong = FILLED | {"assessments": "morgen", "price": "veel", "places": "-1", "source": ""}
    page = client.post(reverse("register:add"), wrong).content.decode()
    for said in ("Dit zijn geen datums: morgen", "Schrijf een bedrag", "Schrijf op waar dit staat"):
        assert said in page
    assert 'value="veel"' in page
    late = FILLED | {"closes_on": "2027-02-02", "assessments": "3-2-2027"}
    page = client.post(reverse("register:add"), late).content.decode()
    assert "Aanmelden kan niet tot" in page
    assert "is na de start" in page
    page = client.post(reverse("register:add"), late | {"price": "veel"}).content.decode()
    for said in ("Aanmelden kan niet tot", "is na de start", "Schrijf een bedrag"):
        assert said in page
    assert not OfferRow.objects.exists()


@pytest.mark.parametrize(
    "name", ["amina", "broker", "school", "assessor", "coach", "policy", "other_institute"]
)
def test_only_the_institute_itself_keeps_its_offers(
    client: Client, people: Cast, name: str
) -> None:
    row = kept(people)
    client.force_login(getattr(people, name))
    for page in ("change", "withdraw"):
        assert client.get(reverse(f"register:{page}", args=[row.pk])).status_code == 404
    assert client.post(reverse("register:confirm", args=[row.pk])).status_code == 404
    if name != "other_institute":
        assert client.get(reverse("register:kept")).status_code == 404
        assert client.post(reverse("register:add"), FILLED).status_code == 404


def test_the_same_offer_again_is_that_offer(people: Cast) -> None:
    first = kept(people)
    assert kept(people, places=4).pk == first.pk
    assert OfferRow.objects.get().places == 4


def test_an_offer_never_becomes_another_one(client: Client, people: Cast) -> None:
    kept(people)
    other = kept(people, "vo2-duits")
    client.force_login(people.institute)
    page = client.post(reverse("register:change", args=[other.pk]), FILLED).content.decode()
    assert "staat er al aanbod dat op 1 februari 2027 begint" in page
    assert 'value="9850"' in page
    other.refresh_from_db()
    assert other.qualification == "vo2-duits"


def test_what_was_withdrawn_meanwhile_does_not_come_back(people: Cast) -> None:
    row = kept(people)
    withdraw_offer(actor=people.institute, row=row, day=TODAY)
    draft = Draft("vo2-wiskunde", START, "https://hogeschool.example", places=3)
    with pytest.raises(BadDataError) as caught:
        keep_offer(
            actor=people.institute,
            institute=organisation("hogeschool"),
            draft=draft,
            day=TODAY,
            row=row,
        )
    assert [one.code for one in caught.value.findings] == ["programme.offer-withdrawn"]
    row.refresh_from_db()
    assert row.withdrawn_on == TODAY


def test_confirming_and_withdrawing_twice_is_once(people: Cast) -> None:
    row = kept(people)
    later = TODAY + timedelta(days=200)
    for _again in range(2):
        confirm_offer(actor=people.institute, row=row, day=later)
        withdraw_offer(actor=people.institute, row=row, day=later)
    assert Act.objects.filter(name="programme.check-offer").count() == 1
    assert Act.objects.filter(name="programme.withdraw-offer").count() == 1


def test_what_cannot_be_right_is_not_kept(people: Cast) -> None:
    with pytest.raises(BadDataError):
        kept(people, closes_on=START + timedelta(days=1), price=Decimal(-1))
    assert not OfferRow.objects.exists()


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_asks_as_often_for_one_offer_as_for_three(
    client: Client, people: Cast, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    for qualification in ("vo2-wiskunde", "vo2-duits", "po")[:count]:
        kept(people, qualification)
    with django_assert_num_queries(1):
        client.get(reverse("register:offers"))
