"""A programme that was taken keeps the words of the catalogue it was planned on, on every page."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from tests.web.pathway.stage import TODAY, Cast, organisation
from tests.web.programme.scene import prepared

from loopbrug.core.pathway.model import State
from loopbrug.core.programme.exchange.listing import listing_of
from loopbrug.web.organisations.models import Organisation
from loopbrug.web.pathway.facts import ground_of
from loopbrug.web.pathway.models import Dossier
from loopbrug.web.programme.facts import programme_of
from loopbrug.web.programme.facts.calendar import calendar_of
from loopbrug.web.programme.models import UnitRow
from loopbrug.web.programme.queries import accepted_version
from loopbrug.web.programme.services import accept_programme, make_programme
from loopbrug.web.programme.services.catalogue import publish, seed_catalogue
from loopbrug.web.programme.services.catalogue_rows import remove_unit

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


@pytest.fixture
def walking(people: Cast) -> Dossier:
    """A dossier whose programme was taken before its first unit got another name."""
    dossier = prepared(people)
    Dossier.objects.filter(pk=dossier.pk).update(state=State.SUITABLE)
    place = organisation("hogeschool")
    Organisation.objects.filter(pk=place.pk).update(code="brug")
    place.refresh_from_db()
    seed_catalogue(
        institute=place, listing=listing_of("brug", ground_of("midden").catalogue), day=TODAY
    )
    dossier = Dossier.objects.get(pk=dossier.pk)
    version = make_programme(actor=people.amina, dossier=dossier, day=TODAY)
    assert version
    accept_programme(actor=people.amina, version=version, day=TODAY)
    return dossier


def renamed(people: Cast, dossier: Dossier, *, meets: bool = False) -> str:
    """Give a unit of the programme another name, and return the one it had."""
    row = first(dossier, meets=meets)
    was = str(row.title_nl)
    UnitRow.objects.filter(pk=row.pk).update(title_nl="Iets heel anders")
    assert publish(actor=people.institute, institute=row.institute, day=TODAY)
    return was


def first(dossier: Dossier, *, meets: bool = False) -> UnitRow:
    version = accepted_version(dossier)
    assert version
    units = [one for one in programme_of(version).units if one.slot or not meets]
    return UnitRow.objects.get(code=units[0].unit)


@pytest.mark.parametrize(
    ("name", "asking"),
    [
        ("programme:programme", ""),
        ("programme:weekplan", "?alles"),
        ("programme:progress", ""),
        ("programme:agreement-draft", ""),
    ],
)
def test_pages_keep_the_words_of_then(
    client: Client, people: Cast, walking: Dossier, name: str, asking: str
) -> None:
    was = renamed(people, walking)
    client.force_login(people.institute)
    html = client.get(reverse(name, args=[walking.pk]) + asking).content.decode()
    assert was in html
    assert "Iets heel anders" not in html


def test_the_calendar_keeps_the_words_of_then(people: Cast, walking: Dossier) -> None:
    was = renamed(people, walking, meets=True)
    file = calendar_of(walking, date(2026, 11, 24), "nl").decode().replace("\r\n ", "")
    assert "Iets heel anders" not in file
    assert was.split(":")[0][:20] in file


def test_a_unit_that_left_the_catalogue_still_has_its_name_beside_the_new_plan(
    client: Client, people: Cast, walking: Dossier
) -> None:
    row = first(walking)
    title, institute = str(row.title_nl), row.institute
    remove_unit(actor=people.institute, institute=institute, code=row.code)
    assert publish(actor=people.institute, institute=institute, day=TODAY)
    client.force_login(people.amina)
    address = reverse("programme:changed", args=[walking.pk])
    html = client.post(address, {"kind": "catalogue"}, follow=True).content.decode()
    assert title in html
    assert row.code not in html.replace(f'id="{row.code}"', "")
