"""National tests on screen: the sitting, whether it is an example, and "not known yet"."""

import re
from dataclasses import replace
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from tests.web.pathway.stage import TODAY, Cast, organisation

from loopbrug.core.programme.exchange.listing import Listing, listing_of
from loopbrug.core.programme.model import PlannedUnit, Programme, Status, Wishes
from loopbrug.web.organisations.models import Organisation
from loopbrug.web.pathway.facts import ground_of
from loopbrug.web.pathway.models import Dossier
from loopbrug.web.programme.models import UnitRow
from loopbrug.web.programme.services import keep_version
from loopbrug.web.programme.services.catalogue import publish, seed_catalogue

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]

WISHES = Wishes(12, date(2027, 2, 1))
EARLY, LATE = date(2027, 6, 12), date(2028, 10, 7)


def planned(last: date, unit: str = "B-WI-KT") -> PlannedUnit:
    """Return the offering of a test that ends on a day."""
    offerings = ground_of("midden").catalogue.offerings
    one = next(each for each in offerings if each.unit == unit and each.period.last == last)
    return PlannedUnit(unit, one.code, ("WI-1",), 76, 7, one.period)


def plan(people: Cast, dossier: Dossier, *units: PlannedUnit, wishes: Wishes = WISHES) -> None:
    status = Status.PROVED if units else Status.IMPOSSIBLE
    programme = Programme(status, units, 76, 76, 76, units[0].period.last if units else None, 7)
    keep_version(people.amina, dossier, programme, wishes, (TODAY, "asked"))


def read(client: Client, user: object, name: str, dossier: Dossier, asking: str = "") -> str:
    client.force_login(user)  # type: ignore[arg-type]
    html = client.get(reverse(name, args=[dossier.pk]) + asking).content.decode()
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", html))


def test_the_programme_says_which_sitting_and_that_its_day_is_an_example(
    client: Client, people: Cast, dossier: Dossier
) -> None:
    plan(people, dossier, planned(EARLY))
    text = read(client, people.amina, "programme:programme", dossier)
    assert "Landelijke kennistoets wiskunde: zitting op 12 juni 2027" in text
    assert "voorbeelddatum" in text
    assert "verzonnen voor de demo" in text


def test_the_programme_says_the_last_sitting_before_the_two_years_end(
    client: Client, people: Cast, dossier: Dossier
) -> None:
    wishes = replace(WISHES, finish_by=date(2027, 12, 31))
    plan(people, dossier, planned(EARLY), wishes=wishes)
    text = read(client, people.amina, "programme:programme", dossier)
    assert "is op 9 oktober 2027. De volgende is pas op 22 januari 2028" in text


def test_a_day_nobody_published_is_not_known_on_every_page(
    client: Client, people: Cast, dossier: Dossier
) -> None:
    plan(people, dossier, planned(LATE))
    text = read(client, people.amina, "programme:programme", dossier)
    assert "De datum is nog niet bekend. De opleiding rekent nu met 7 oktober 2028." in text
    weeks = read(client, people.amina, "programme:weekplan", dossier, "?alles")
    assert "de datum is nog niet bekend" in weeks


def test_the_week_says_that_it_is_a_sitting(client: Client, people: Cast, dossier: Dossier) -> None:
    plan(people, dossier, planned(EARLY))
    weeks = read(client, people.amina, "programme:weekplan", dossier, "?alles")
    assert "landelijke zitting" in weeks


def test_a_test_that_is_not_sat_in_time_is_told_where_there_is_no_programme(
    client: Client, people: Cast, dossier: Dossier
) -> None:
    wishes = replace(WISHES, finish_by=date(2027, 3, 1))
    plan(people, dossier, wishes=wishes)
    text = read(client, people.amina, "programme:programme", dossier)
    assert "Van 1 februari 2027 tot je uiterste dag, 1 maart 2027, is er geen zitting" in text
    assert "De eerste daarna is op 13 maart 2027." in text


@pytest.fixture
def institute() -> Organisation:
    place = organisation("hogeschool")
    Organisation.objects.filter(pk=place.pk).update(code="brug")
    place.refresh_from_db()
    whole = listing_of("brug", ground_of("midden").catalogue)
    units = tuple(unit for unit in whole.units if unit.national in ("LKT-WI", "LKT-SK"))
    codes = {unit.code for unit in units}
    offerings = tuple(one for one in whole.offerings if one.unit in codes)
    seed_catalogue(institute=place, listing=Listing(units, offerings), day=TODAY)
    return place


def page(client: Client, user: object, name: str, *more: str) -> str:
    client.force_login(user)  # type: ignore[arg-type]
    html = client.get(reverse(f"catalogue:{name}", args=["brug", *more])).content.decode()
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", html))


def test_the_institute_sees_what_is_known(
    client: Client, people: Cast, institute: Organisation
) -> None:
    assert institute.code == "brug"
    units = page(client, people.institute, "units")
    assert "zittingen bekend tot en met 24 juni 2028" in units
    assert "Landelijke kennistoets scheikunde: de datum is nog niet bekend" in units
    offerings = page(client, people.institute, "offerings")
    assert "landelijke zitting" in offerings
    assert "landelijke toets: de datum is nog niet bekend" in offerings
    one = page(client, people.institute, "unit", "B-WI-KT")
    assert "22 januari 2028" in one
    assert "Wat er na 24 juni 2028 komt, is nog niet bekend." in one


def test_the_institute_is_told_of_days_that_are_not_known_before_publishing(
    client: Client, people: Cast, institute: Organisation
) -> None:
    UnitRow.objects.filter(code="B-WI-KT").update(title_nl="Anders")
    text = page(client, people.institute, "publish")
    assert "De datum van de landelijke toets LKT-WI is in die tijd nog niet bekend." in text
    assert publish(actor=people.institute, institute=institute, day=TODAY) is not None


def test_the_form_keeps_which_national_test_it_is(
    client: Client, people: Cast, institute: Organisation
) -> None:
    client.force_login(people.institute)
    told = {
        "title_nl": "Toets", "form": "kennistoets", "covers": "WI-1: 20", "fixed_hours": "0",
        "national": "LKT-DU",
    }  # fmt: skip
    address = reverse("catalogue:unit", args=["brug", "B-WI-KT"])
    assert client.post(address, told).status_code == 302
    assert UnitRow.objects.get(institute=institute, code="B-WI-KT").national == "LKT-DU"
    wrong = client.post(address, told | {"national": "LKT-QQ"})
    assert wrong.status_code == 200
    assert UnitRow.objects.get(institute=institute, code="B-WI-KT").national == "LKT-DU"
