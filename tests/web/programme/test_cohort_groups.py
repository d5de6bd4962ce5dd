"""What there is to decide about groups: in words, the most useful first, with the door to do it."""

from dataclasses import replace
from datetime import date

import pytest
from django.urls import reverse
from tests.web.pathway.stage import TODAY, Cast, organisation

from loopbrug.core.programme.cohort.model import Demand
from loopbrug.core.programme.exchange.listing import Listing, listing_of
from loopbrug.core.programme.model import Catalogue
from loopbrug.web.pathway.facts import ground_of
from loopbrug.web.programme.cohort_groups import Words, decisions_of, months_of
from loopbrug.web.programme.models import OfferingRow
from loopbrug.web.programme.services.catalogue import seed_catalogue


def three() -> Catalogue:
    """Return the region's catalogue with three offerings of one unit, for six at least."""
    whole = ground_of("midden").catalogue
    some = [one for one in whole.offerings if one.unit == "B-LES"][:3]
    return replace(whole, offerings=tuple(replace(one, smallest=6) for one in some))


def words_with(cancelled: dict[str, list[int]]) -> tuple[Words, tuple[str, ...]]:
    catalogue = three()
    words = Words(catalogue, "nl", {"cancelled": cancelled})
    return words, tuple(one.code for one in catalogue.offerings)


def test_what_saves_most_comes_first_and_no_place_is_not_called_full() -> None:
    words, (a, b, c) = words_with({})
    found = decisions_of(
        [Demand(a, 20, 20, 12.4), Demand(b, 0, 0, 40.2), Demand(c, 9, 20, 0.3)], words, None
    )
    assert [one.note for one in found.to_open] == [
        "Niet open. Elke plaats die je opent, scheelt samen ongeveer 40 uur studie.",
        "Vol. Eén plaats meer scheelt samen ongeveer 12 uur studie.",
    ]
    assert found.too_small == ()


def test_what_costs_least_to_cancel_comes_first_and_every_cost_is_told() -> None:
    a, b, c = (one.code for one in three().offerings)
    words, _codes = words_with({a: [30, 1], b: [8, 0], c: [0, 0]})
    found = decisions_of([Demand(one, 3, 20, 0.0, below_smallest=True) for one in (a, b, c)],
                         words, None)  # fmt: skip
    notes = [one.note for one in found.too_small]
    assert notes[0].endswith("dan past ieder zonder extra studie in een andere groep.")
    assert notes[1] == (
        "Te klein: 3 van minstens 6. "
        "Gaat de groep niet door, dan kost dat samen minstens 8 uur studie."
    )
    assert notes[2].endswith("30 uur studie. 1 kandidaat heeft dan geen programma meer.")


def test_what_was_not_reckoned_is_said_and_comes_last() -> None:
    a, b, _c = (one.code for one in three().offerings)
    words, _codes = words_with({b: [30, 2]})
    found = decisions_of([Demand(one, 1, 20, 0.0, below_smallest=True) for one in (a, b)],
                         words, None)  # fmt: skip
    assert "is niet uitgerekend" in found.too_small[-1].note


def test_demand_is_told_per_month_and_unit() -> None:
    words, codes = words_with({})
    months = months_of([Demand(one, n, 20, 0.0) for n, one in enumerate(codes)], words)
    assert sum(month.taken for month in months) == 3
    assert sum(month.groups for month in months) == 2
    january = months_of([Demand(one, 4, 20, 0.0) for one in codes], words)[0]
    assert [(one.title, one.taken) for one in january.units] == [
        ("Lessen ontwerpen en geven", 4 * january.groups)
    ]
    gone = months_of([Demand("weg", 2, 20, 0.0)], words)
    assert (gone[0].first, gone[0].units[0].title) == (None, "weg")


@pytest.mark.django_db
def test_an_institute_finds_the_door_to_its_own_groups_only(people: Cast) -> None:
    place = organisation("hogeschool")
    listing = listing_of("brug", ground_of("midden").catalogue)
    some = tuple(one for one in listing.offerings if one.unit == "B-LES")[:3]
    units = tuple(one for one in listing.units if one.code == "B-LES")
    seed_catalogue(institute=place, listing=Listing(units, some), day=TODAY)
    words, (a, b, c) = words_with({})
    OfferingRow.objects.filter(code=c).update(cancelled_on=date(2026, 11, 1))
    demand = [
        Demand(a, 3, 20, 0.0, below_smallest=True), Demand(b, 20, 20, 12.0),
        Demand(c, 3, 20, 0.0, below_smallest=True),
    ]  # fmt: skip
    key = {row.code: row.pk for row in OfferingRow.objects.all()}
    found = decisions_of(demand, words, place)
    assert found.to_open[0].url == reverse("catalogue:offering", args=[place.code, key[b]])
    urls = {one.url for one in found.too_small}
    assert urls == {reverse("catalogue:cancel", args=[place.code, key[a]]), ""}
    other = decisions_of(demand, words, None)
    assert {one.url for one in (*other.to_open, *other.too_small)} == {""}
