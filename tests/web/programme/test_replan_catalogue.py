"""What an institute changed in its offerings is an occasion to plan again, filled in by itself."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from tests.web.pathway.stage import TODAY, Cast, organisation

from loopbrug.core.programme.exchange.listing import listing_of
from loopbrug.core.programme.progress import Fate
from loopbrug.web.organisations.models import Organisation
from loopbrug.web.pathway.facts import ground_of
from loopbrug.web.pathway.models import Dossier
from loopbrug.web.programme.changed import Kind, Told
from loopbrug.web.programme.facts import programme_of
from loopbrug.web.programme.facts.catalogue import changes_for, stopped_in
from loopbrug.web.programme.facts.progress import results_of
from loopbrug.web.programme.models import OfferingRow, ProgrammeVersion
from loopbrug.web.programme.queries import accepted_version
from loopbrug.web.programme.services import accept_programme, make_programme
from loopbrug.web.programme.services.catalogue import cancel_offering, publish, seed_catalogue
from loopbrug.web.programme.services.replan import offer_change

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


@pytest.fixture
def institute(dossier: Dossier) -> Organisation:
    assert dossier.institute
    place = organisation("hogeschool")
    Organisation.objects.filter(pk=place.pk).update(code="brug")
    place.refresh_from_db()
    listing = listing_of("brug", ground_of("midden").catalogue)
    seed_catalogue(institute=place, listing=listing, day=TODAY)
    return place


@pytest.fixture
def walking(people: Cast, dossier: Dossier, institute: Organisation) -> Dossier:
    """A dossier with a programme that was taken from the published catalogue."""
    assert institute.code == "brug"
    version = make_programme(actor=people.amina, dossier=dossier, day=TODAY)
    assert version
    accept_programme(actor=people.amina, version=version, day=TODAY)
    return dossier


def go_to(day: date, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_about: day)


def taken(dossier: Dossier) -> ProgrammeVersion:
    version = accepted_version(dossier)
    assert version
    return version


def row_of(dossier: Dossier, institute: Organisation) -> OfferingRow:
    """Return the first offering of the institute in the programme."""
    codes = [one.offering for one in programme_of(taken(dossier)).units]
    rows = OfferingRow.objects.filter(institute=institute, code__in=codes)
    return min(rows, key=lambda row: codes.index(row.code))


def cancel(people: Cast, institute: Organisation, row: OfferingRow, day: date = TODAY) -> None:
    cancel_offering(
        actor=people.institute, institute=institute, key=row.pk, reason="te weinig mensen", day=day
    )


def move(people: Cast, institute: Organisation, row: OfferingRow) -> None:
    weeks = timedelta(weeks=1)
    OfferingRow.objects.filter(pk=row.pk).update(first=row.first + weeks, last=row.last + weeks)
    assert publish(actor=people.institute, institute=institute, day=TODAY)


def post(client: Client, dossier: Dossier, name: str, **told: Any) -> Any:
    return client.post(reverse(f"programme:{name}", args=[dossier.pk]), told, follow=True)


def words(response: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", response.content.decode()))


def test_nothing_changed_offers_no_such_occasion(
    client: Client, people: Cast, walking: Dossier
) -> None:
    client.force_login(people.amina)
    html = client.get(reverse("programme:changed", args=[walking.pk])).content.decode()
    assert 'value="catalogue"' not in html
    answer = post(client, walking, "changed", kind="catalogue")
    assert "Fout:" in answer.content.decode()


def test_a_cancelled_offering_leads_from_the_programme_to_the_new_plan(
    client: Client, people: Cast, walking: Dossier, institute: Organisation
) -> None:
    row = row_of(walking, institute)
    cancel(people, institute, row)
    client.force_login(people.amina)
    page = client.get(reverse("programme:programme", args=[walking.pk])).content.decode()
    assert 'name="kind" value="catalogue"' in page
    html = client.get(reverse("programme:changed", args=[walking.pk])).content.decode()
    assert re.search(r'value="catalogue"[^>]*checked', html)
    plan = words(post(client, walking, "changed", kind="catalogue"))
    assert "gaat niet door. De reden: te weinig mensen" in plan
    assert "Wat er verandert" in plan
    record = walking.records.first()
    done = words(
        post(client, walking, "changed-plan", act="take", seen=record.pk if record else "")
    )
    assert "Bewaard. Dit is nu je programma." in done
    version = taken(walking)
    assert (version.number, version.reason) == (2, "catalogue")
    assert row.code not in [one.offering for one in programme_of(version).units]
    assert changes_for(version, TODAY) == ()
    assert results_of(walking) == ()


def test_a_moved_offering_is_followed_and_says_so(
    client: Client, people: Cast, walking: Dossier, institute: Organisation
) -> None:
    row = row_of(walking, institute)
    move(people, institute, row)
    client.force_login(people.amina)
    plan = words(post(client, walking, "changed", kind="catalogue"))
    assert "is veranderd van dag, tijd of plaats" in plan
    assert "Verschoven" in plan or "Het programma blijft hetzelfde" not in plan


def test_a_change_that_leaves_the_plan_as_it_is_is_over_once_it_was_taken(
    client: Client, people: Cast, walking: Dossier, institute: Organisation
) -> None:
    row = row_of(walking, institute)
    OfferingRow.objects.filter(pk=row.pk).update(postcode="3511", place_name="Elders")
    assert publish(actor=people.institute, institute=institute, day=TODAY)
    before = taken(walking)
    assert changes_for(before, TODAY)
    client.force_login(people.amina)
    post(client, walking, "changed", kind="catalogue")
    record = walking.records.first()
    post(client, walking, "changed-plan", act="take", seen=record.pk if record else "")
    assert taken(walking).number == before.number + 1
    assert changes_for(taken(walking), TODAY) == ()


def test_what_runs_and_was_cancelled_is_broken_off(
    people: Cast, walking: Dossier, institute: Organisation
) -> None:
    row = row_of(walking, institute)
    day = row.first + timedelta(days=8)
    cancel(people, institute, row, day)
    version = taken(walking)
    stopped = stopped_in(version, changes_for(version, day), day)
    assert [offering for _unit, offering in stopped] == [row.code]
    told = Told(Kind.CATALOGUE, stopped=stopped)
    offered = offer_change(actor=people.institute, dossier=walking, told=told, day=day)
    assert offered
    assert taken(walking) == version
    assert [(one.offering, one.fate) for one in results_of(walking)] == [
        (row.code, Fate.BROKEN_OFF)
    ]


def test_the_institute_may_propose_it_too(
    client: Client, people: Cast, walking: Dossier, institute: Organisation
) -> None:
    cancel(people, institute, row_of(walking, institute))
    client.force_login(people.institute)
    post(client, walking, "changed", kind="catalogue")
    done = words(post(client, walking, "changed-plan", act="offer"))
    assert "De kandidaat kiest" in done
    assert taken(walking).number == 1
