"""What a catalogue would change, before anybody publishes it or takes over a file."""

from dataclasses import replace
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from tests.web.pathway.stage import Cast
from tests.web.programme.catalogue_scene import brug, text, url

from loopbrug.core.programme.exchange.difference import difference
from loopbrug.web.assessment.papers.telling import longday
from loopbrug.web.organisations.models import Organisation
from loopbrug.web.programme.difference_page import changes_in
from loopbrug.web.programme.facts.catalogue import working_listing
from loopbrug.web.programme.models import CatalogueVersion, OfferingRow, UnitRow

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


@pytest.fixture
def institute(people: Cast) -> Organisation:
    return brug()


@pytest.fixture
def kept(client: Client, people: Cast, institute: Organisation) -> Client:
    client.force_login(people.institute)
    return client


def test_everything_that_changes_about_a_unit_or_an_offering_is_told(
    kept: Client, institute: Organisation
) -> None:
    row = OfferingRow.objects.select_related("unit")[0]
    OfferingRow.objects.filter(pk=row.pk).update(
        first=date(2027, 2, 1), last=date(2027, 5, 3), weekday=None, starts_at=None, ends_at=None,
        capacity=0, smallest=1, every=1, postcode="", place_name="",
    )  # fmt: skip
    UnitRow.objects.filter(pk=row.unit_id).update(fixed_hours=7, exemptible=False)
    page = text(kept.get(url("publish")))
    was = longday(row.first)
    for told in (f"{row.unit.title_nl}, {was}", f"{was} → 1 februari 2027", "→ 3 mei 2027",
                 "Plekken: 20 → 0", "→ eigen tempo", "→ 7", "ja → nee"):  # fmt: skip
        assert told in page
    assert "Titel:" not in page


def test_only_the_first_changes_are_written_out_and_the_rest_is_counted(
    institute: Organisation,
) -> None:
    before = working_listing(institute)
    some = tuple(replace(before.offerings[0], code=f"x{n}") for n in range(12))
    after = tuple(replace(one, capacity=1) for one in some)
    found = changes_in(difference(some, after), before.units)
    assert (len(found.shown), found.more) == (10, 2)


def test_a_code_of_another_institute_is_told_by_name_before_anything_is_taken_over(
    client: Client, people: Cast, kept: Client, institute: Organisation
) -> None:
    unit = UnitRow.objects.filter(institute=institute)[0]
    client.force_login(people.other_institute)
    data = f"Code;Titel;Vorm;Uren per leeruitkomst\n{unit.code};Van ons;les;VD-3: 16\n"
    read, publish = (
        reverse(f"catalogue:{name}", args=["andere-opleiding"]) for name in ("read", "publish")
    )
    file = SimpleUploadedFile("leereenheden.csv", data.encode())
    address = str(client.post(read, {"file": file})["Location"])
    told = f"al van een leereenheid van {institute.name}"
    assert told in text(client.get(address))
    client.post(address)
    page = text(client.get(publish))
    assert told in page
    assert "ANDERE-OPLEIDING-" in page
    assert client.post(publish).status_code == 200
    assert not CatalogueVersion.objects.filter(institute__code="andere-opleiding").exists()
