"""Input nobody hopes for, on the pages: specific, nothing lost, nothing half imported."""

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.web.pathway.stage import TODAY, Cast, organisation
from tests.web.programme.agreement_scene import agreeable, signed
from tests.web.programme.scene import prepared, wishes_of

from loopbrug.core.programme.exchange.listing import Listing, listing_of
from loopbrug.core.programme.exchange.sheets import write_sheets
from loopbrug.core.programme.model import Offering, Unit
from loopbrug.core.terms.words import Period
from loopbrug.web.organisations.models import Organisation
from loopbrug.web.pathway.facts import ground_of
from loopbrug.web.pathway.models import Dossier
from loopbrug.web.post.models import Letter
from loopbrug.web.programme.facts import programme_of
from loopbrug.web.programme.facts.agreement import papers_of
from loopbrug.web.programme.facts.catalogue_file import around_of
from loopbrug.web.programme.models import CatalogueFile, CatalogueVersion, OfferingRow, UnitRow
from loopbrug.web.programme.queries import accepted_version
from loopbrug.web.programme.services import take_week
from loopbrug.web.programme.services.catalogue import cancel_offering, seed_catalogue
from loopbrug.web.programme.services.catalogue_rows import take_listing
from loopbrug.web.programme.spreadsheet import xlsx_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
MANY = 10_000


def words(html: bytes) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", html.decode()))


def many(count: int) -> Listing:
    """Return a listing with so many offerings of ten units."""
    whole = listing_of("brug", ground_of("midden").catalogue)
    units = tuple(replace(one, needs_units=(), needs_outcomes=(), national="")
                  for one in whole.units[:10])  # fmt: skip
    return Listing(units, tuple(_offering(units[n % 10], n) for n in range(count)))


def _offering(unit: Unit, number: int) -> Offering:
    first = date(2027, 2, 1) + timedelta(days=number % 500)
    return Offering(f"{unit.code}.{number}", unit.code, Period(first, first + timedelta(days=60)))


@pytest.fixture
def brug(people: Cast) -> Organisation:
    place = organisation("hogeschool")
    Organisation.objects.filter(pk=place.pk).update(code="brug")
    place.refresh_from_db()
    return place


def test_ten_thousand_offerings_are_taken_over_in_batches(brug: Organisation) -> None:
    asked = []
    for count in (MANY // 2, MANY):
        with CaptureQueriesContext(connection) as captured:
            take_listing(brug, many(count))
        asked.append(len(captured))
        assert OfferingRow.objects.count() == count
    # Half are new in each round: the same number of batches, one per sixty rows or so.
    assert asked[0] <= 100
    assert asked[1] <= asked[0] + 5
    with CaptureQueriesContext(connection) as captured:
        take_listing(brug, many(MANY))
    assert len(captured) <= 10


def sheet(brug: Organisation, listing: Listing, spoil: int | None = None) -> bytes:
    """Return a listing as a spreadsheet; row ``spoil`` of the offerings ends before it starts."""
    units, offerings = write_sheets(listing, around_of(brug))
    rows = [list(row) for row in offerings.rows]
    if spoil is not None:
        rows[spoil - 1][3] = date(2020, 1, 1)
    return xlsx_of([units, replace(offerings, rows=tuple(map(tuple, rows)))])


def test_one_bad_row_among_ten_thousand_keeps_everything_out(
    client: Client, people: Cast, brug: Organisation
) -> None:
    take_listing(brug, many(3))
    client.force_login(people.institute)
    data = sheet(brug, many(MANY), spoil=7_000)
    with CaptureQueriesContext(connection) as captured:
        answer = client.post(
            reverse("catalogue:read", args=["brug"]),
            {"file": SimpleUploadedFile("catalogus.xlsx", data)},
        )
    told = words(answer.content)
    assert "Blad Aanbod, rij 7000, kolom Eindigt" in told
    assert (OfferingRow.objects.count(), UnitRow.objects.count()) == (3, 10)
    assert CatalogueFile.objects.count() == 0
    assert len(captured) <= 30


def test_ten_thousand_offerings_go_the_whole_way_and_a_second_time_changes_nothing(
    client: Client, people: Cast, brug: Organisation
) -> None:
    client.force_login(people.institute)
    data = sheet(brug, many(MANY))

    def post(name: str, *about: object, **given: object) -> tuple[str, int]:
        with CaptureQueriesContext(connection) as captured:
            answer = client.post(reverse(f"catalogue:{name}", args=["brug", *about]), given)
        assert answer.status_code == 302, words(answer.content)[:2000]
        return str(answer["Location"]), len(captured)

    def shown(address: str) -> tuple[str, int]:
        with CaptureQueriesContext(connection) as captured:
            told = words(client.get(address).content)
        return told, len(captured)

    def file() -> SimpleUploadedFile:
        return SimpleUploadedFile("catalogus.xlsx", data)

    looked_at, read = post("read", file=file())
    assert OfferingRow.objects.count() == 0
    told, look = shown(looked_at)
    assert "10000" in re.sub(r"[.\u00a0\u202f]", "", told)
    key = CatalogueFile.objects.get().pk
    to_publish, taken = post("file", key)
    told, checked = shown(to_publish)
    published, publish = post("publish")
    assert OfferingRow.objects.count() == MANY
    assert CatalogueVersion.objects.get().document["offerings"]
    # The same number of questions for ten as for ten thousand, but for the rows that are written.
    assert max(read, look, checked, publish) <= 40, (read, look, checked, publish)
    assert taken <= 220
    again, _count = post("read", file=file())
    told, _count = shown(again)
    assert "Dit bestand verandert niets" in told
    assert shown(published)[1] <= 20


def tight(people: Cast, hours: int) -> Dossier:
    dossier = prepared(people)
    wishes = wishes_of(dossier, study_hours=hours, finish_by=date(2028, 2, 1))
    record = dossier.records.first()
    take_week(
        actor=people.amina, dossier=dossier, wishes=wishes, day=TODAY,
        seen=record.pk if record else None,
    )  # fmt: skip
    return dossier


def test_two_hours_a_week_on_the_page(client: Client, people: Cast) -> None:
    dossier = tight(people, 2)
    client.force_login(people.amina)
    html = client.get(reverse("programme:programme", args=[dossier.pk])).content
    told = words(html)
    assert "Wat niet past, en wat wel" in told
    assert "uur per week. Er is hoogstens 2 uur." in told
    found = re.search(r"Met (\d+) uur studie per week past het wel", told)
    assert found
    hours = int(found[1])
    record = dossier.records.first()
    version = take_week(
        actor=people.amina, dossier=dossier,
        wishes=wishes_of(dossier, study_hours=hours), day=TODAY,
        seen=record.pk if record else None,
    )  # fmt: skip
    assert version
    assert programme_of(version).units


def test_a_signed_agreement_whose_offering_is_cancelled(client: Client, people: Cast) -> None:
    dossier = agreeable(people)
    place = organisation("hogeschool")
    Organisation.objects.filter(pk=place.pk).update(code="brug")
    place.refresh_from_db()
    seed_catalogue(
        institute=place, listing=listing_of("brug", ground_of("midden").catalogue), day=TODAY
    )
    dossier = Dossier.objects.get(pk=dossier.pk)
    row = signed(people, dossier)
    version = accepted_version(dossier)
    assert version
    codes = [one.offering for one in programme_of(version).units]
    offering = OfferingRow.objects.filter(institute=place, code__in=codes)[0]
    reason = "te weinig mensen"
    cancel_offering(
        actor=people.institute, institute=place, key=offering.pk, reason=reason, day=TODAY
    )
    told = differing(client, people.amina, dossier)
    assert "Het plan volgt de overeenkomst niet meer" in told
    assert offering.unit.title_nl in told
    assert papers_of(dossier, TODAY).in_force == row
    assert "Deze overeenkomst geldt." in told
    assert Letter.objects.filter(template="offering_cancelled", to=people.amina).count() == 1
    (letter,) = Letter.objects.filter(template="agreement_differs")
    assert letter.to == people.school
    programme = client.get(reverse("programme:programme", args=[dossier.pk])).content
    assert reason in words(programme)


def differing(client: Client, who: Any, dossier: Dossier) -> str:
    client.force_login(who)
    return words(client.get(reverse("programme:agreement", args=[dossier.pk])).content)
