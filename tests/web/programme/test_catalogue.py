"""Catalogues in the database: what is published counts, and a programme keeps what it had."""

import html
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.signals import request_finished, request_started
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries
from tests.web.pathway.stage import TODAY, Cast, organisation
from tests.web.programme.scene import prepared

from loopbrug.core.programme.exchange.listing import Listing, listing_of
from loopbrug.core.terms.finding import BadDataError
from loopbrug.web.assessment.papers.telling import longday
from loopbrug.web.audit.models import Act
from loopbrug.web.organisations.models import Organisation
from loopbrug.web.pathway.facts import ground_of, region_of
from loopbrug.web.pathway.models import Dossier
from loopbrug.web.post.models import Letter
from loopbrug.web.programme.facts import programme_of
from loopbrug.web.programme.facts.catalogue import (
    changes_for,
    people_ahead,
    published_listing,
    working_listing,
)
from loopbrug.web.programme.models import (
    CatalogueVersion,
    OfferingRow,
    ProgrammeVersion,
    UnitRow,
)
from loopbrug.web.programme.services import accept_programme, make_programme
from loopbrug.web.programme.services.catalogue import cancel_offering, publish, seed_catalogue
from loopbrug.web.programme.services.catalogue_rows import remove_unit, take_listing

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


def seeded(code: str = "brug") -> Organisation:
    """Let the first institute give what the files say of ``code``, under its own name."""
    institute = organisation("hogeschool")
    Organisation.objects.filter(pk=institute.pk).update(code=code)
    institute.refresh_from_db()
    listing = listing_of(code, ground_of("midden").catalogue)
    assert seed_catalogue(institute=institute, listing=listing, day=TODAY)
    return institute


def walking(people: Cast) -> tuple[Organisation, ProgrammeVersion]:
    """Return the institute, and the programme that Amina took from its catalogue."""
    dossier = prepared(people)
    institute = seeded()
    version = make_programme(actor=people.amina, dossier=dossier, day=TODAY)
    assert version is not None
    accept_programme(actor=people.amina, version=version, day=TODAY)
    return institute, version


def chosen(version: ProgrammeVersion, institute: Organisation) -> OfferingRow:
    """Return an offering of the institute that is in a programme."""
    codes = [unit.offering for unit in programme_of(version).units]
    return OfferingRow.objects.filter(institute=institute, code__in=codes)[0]


def test_without_rows_the_files_are_what_a_region_offers(people: Cast) -> None:
    assert region_of("midden") is ground_of("midden")
    assert region_of("midden").version == 0


def test_a_seeded_catalogue_is_that_of_the_files(people: Cast) -> None:
    institute = seeded()
    found, files = region_of("midden"), ground_of("midden")
    assert found.version == 1
    assert set(found.catalogue.offerings) == set(files.catalogue.offerings)
    assert set(found.catalogue.units) == set(files.catalogue.units)
    assert working_listing(institute) == published_listing(institute)
    assert not seed_catalogue(institute=institute, listing=Listing(), day=TODAY)


def test_a_request_asks_once_which_catalogue_counts(
    people: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    seeded()
    region_of("midden")
    request_started.send(sender=None)
    with django_assert_num_queries(1):
        for _ in range(3):
            region_of("midden")
    request_finished.send(sender=None)


def test_publishing_the_same_is_no_new_version(people: Cast) -> None:
    institute = seeded()
    assert publish(actor=people.institute, institute=institute, day=TODAY) is None
    assert CatalogueVersion.objects.count() == 1


def test_what_is_worked_on_counts_once_it_is_published(people: Cast) -> None:
    institute = seeded()
    unit = UnitRow.objects.filter(institute=institute)[0]
    UnitRow.objects.filter(pk=unit.pk).update(fixed_hours=77)

    def hours() -> int:
        units = region_of("midden").catalogue.units
        return next(one.fixed_hours for one in units if one.code == unit.code)

    before = hours()
    assert before != 77
    version = publish(actor=people.institute, institute=institute, day=TODAY)
    assert version is not None
    assert (version.number, hours()) == (2, 77)
    assert Act.objects.filter(name="programme.publish-catalogue", actor=people.institute).exists()


def test_what_is_wrong_blocks_publishing_and_changes_nothing(people: Cast) -> None:
    institute = seeded()
    UnitRow.objects.filter(institute=institute, code="B-LES").update(covers=[["NERGENS", 3]])
    with pytest.raises(BadDataError) as caught:
        publish(actor=people.institute, institute=institute, day=TODAY)
    assert [one.code for one in caught.value.findings] == ["programme.unknown-outcome"]
    assert CatalogueVersion.objects.count() == 1


def test_a_code_of_another_institute_is_refused(people: Cast) -> None:
    seeded()
    other = organisation("andere-opleiding")
    taken = listing_of("brug", ground_of("midden").catalogue).units[:1]
    take_listing(other, Listing(taken))
    with pytest.raises(BadDataError) as caught:
        publish(actor=people.other_institute, institute=other, day=TODAY)
    assert "programme.unit-code-taken" in {one.code for one in caught.value.findings}


@pytest.mark.parametrize("who", ["other_institute", "broker", "school", "amina", "coach"])
def test_nobody_else_publishes_or_cancels(people: Cast, who: str) -> None:
    institute = seeded()
    row = OfferingRow.objects.filter(institute=institute)[0]
    with pytest.raises(BadDataError):
        publish(actor=getattr(people, who), institute=institute, day=TODAY)
    with pytest.raises(BadDataError):
        cancel_offering(
            actor=getattr(people, who), institute=institute, key=row.pk, reason="ziek", day=TODAY
        )
    assert CatalogueVersion.objects.count() == 1


def test_a_programme_keeps_what_it_was_planned_on(people: Cast, client: Client) -> None:
    institute, version = walking(people)
    assert version.catalogue == 1
    assert changes_for(version, TODAY) == ()
    row = chosen(version, institute)
    title = row.unit.title_nl
    UnitRow.objects.filter(pk=row.unit_id).update(title_nl="Een heel andere naam")
    told = cancel_offering(
        actor=people.institute, institute=institute, key=row.pk, reason="Docent ziek", day=TODAY
    )
    assert told == 1
    remove_unit(actor=people.institute, institute=institute, code=row.unit.code)
    publish(actor=people.institute, institute=institute, day=TODAY)

    version.refresh_from_db()
    (found,) = changes_for(version, TODAY)
    assert (found.code, found.about) == ("programme.offering-cancelled", row.code)
    client.force_login(people.amina)
    page = client.get(f"/dossier/{version.dossier_id}/programma/").content.decode()
    assert title in page
    assert "Docent ziek" in page
    assert "Een heel andere naam" not in page


def test_cancelling_writes_one_letter_and_leaves_other_work_unpublished(
    people: Cast, django_capture_on_commit_callbacks: Any
) -> None:
    institute, version = walking(people)
    row = chosen(version, institute)
    UnitRow.objects.filter(institute=institute).update(fixed_hours=77)
    for _ in range(2):
        cancel_offering(
            actor=people.institute, institute=institute, key=row.pk, reason="ziek", day=TODAY
        )
    letters = Letter.objects.filter(template="offering_cancelled")
    assert [letter.to for letter in letters] == [people.amina]
    assert "ziek" in letters[0].body
    catalogue = region_of("midden").catalogue
    assert row.code not in {one.code for one in catalogue.offerings}
    assert not any(one.fixed_hours == 77 for one in catalogue.units)


def test_before_publishing_it_is_told_whose_programme_changes(people: Cast, client: Client) -> None:
    institute, version = walking(people)
    row = chosen(version, institute)
    others = OfferingRow.objects.filter(institute=institute).exclude(
        code__in=[unit.offering for unit in programme_of(version).units]
    )
    client.force_login(people.institute)

    def page() -> str:
        return client.get(f"/catalogus/{institute.code}/publiceren/").content.decode()

    others[0].delete()
    assert "Dit staat in programma" not in page()
    OfferingRow.objects.filter(pk=row.pk).update(capacity=7)
    assert "Dit staat in programma" not in page()
    OfferingRow.objects.filter(pk=row.pk).update(last=row.last + timedelta(days=7))
    told = f"<li>{row.unit.title_nl}, {longday(row.first)}: 1 kandidaat</li>"
    assert told in page()
    OfferingRow.objects.filter(pk=row.pk).delete()
    assert told in page()
    assert people_ahead("midden", {row.code}, date(2035, 1, 1)) == ()


def test_who_stopped_hears_nothing_of_a_cancelled_offering(people: Cast) -> None:
    institute, version = walking(people)
    row = chosen(version, institute)
    Dossier.objects.filter(pk=version.dossier_id).update(state="stopped")
    told = cancel_offering(
        actor=people.institute, institute=institute, key=row.pk, reason="ziek", day=TODAY
    )
    assert told == 0
    assert not Letter.objects.filter(template="offering_cancelled").exists()


def test_what_was_never_published_cannot_be_cancelled(people: Cast) -> None:
    institute = seeded()
    row = OfferingRow.objects.filter(institute=institute)[0]
    row.pk, row.code = None, "NIEUW-1"
    row.save()
    for reason, code in (
        ("ziek", "programme.cancel-unpublished"),
        (" ", "programme.cancel-no-reason"),
    ):
        with pytest.raises(BadDataError) as caught:
            cancel_offering(
                actor=people.institute, institute=institute, key=row.pk, reason=reason, day=TODAY
            )
        assert [one.code for one in caught.value.findings] == [code]


def test_taking_over_the_same_keeps_every_row_and_what_is_gone_goes(people: Cast) -> None:
    institute = organisation("hogeschool")
    few = listing_of("brug", ground_of("midden").catalogue)
    take_listing(institute, few)
    assert OfferingRow.objects.filter(institute=institute).count() == len(few.offerings)
    kept = set(OfferingRow.objects.values_list("pk", flat=True))
    take_listing(institute, few)
    assert set(OfferingRow.objects.values_list("pk", flat=True)) == kept
    take_listing(institute, Listing(few.units[:3]))
    assert OfferingRow.objects.count() == 0
    assert UnitRow.objects.count() == 3


def test_who_never_published_keeps_to_the_files(people: Cast) -> None:
    seeded()
    institutes = {unit.institute for unit in region_of("midden").catalogue.units}
    assert institutes == {"brug", "eemland", "singel"}
    assert date(2029, 8, 19) in {one.last for one in region_of("midden").catalogue.holidays}


def test_before_an_offering_with_people_in_it_is_changed_it_says_how_many(
    people: Cast, client: Client
) -> None:
    institute, version = walking(people)
    row = chosen(version, institute)
    client.force_login(people.institute)
    told = "1 kandidaat heeft dit in het programma"
    page = reverse("catalogue:offering", args=[institute.code, row.pk])
    assert told in client.get(page).text
    free = OfferingRow.objects.filter(institute=institute).exclude(
        code__in=[one.offering for one in programme_of(version).units]
    )[0]
    assert "in het programma" not in client.get(
        reverse("catalogue:offering", args=[institute.code, free.pk])
    ).text  # fmt: skip
    OfferingRow.objects.filter(pk=row.pk).update(capacity=3, last=date(2027, 12, 1))
    shown = client.get(reverse("catalogue:publish", args=[institute.code])).text
    assert "Dit staat in programma's van kandidaten" in html.unescape(shown)
    assert f"{row.unit.title_nl}, " in shown
