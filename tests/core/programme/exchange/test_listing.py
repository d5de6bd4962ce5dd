"""What an institute offers: kept without loss, and what is wrong with it before it is published."""

import json
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from tests.core.programme.builders import MONDAY, UTRECHT, offering, unit, weeks
from tests.core.programme.exchange.listings import listings

from loopbrug.core.outcomes.framework import load_framework
from loopbrug.core.programme.catalogue_changes import catalogue_changes
from loopbrug.core.programme.exchange.listing import Cancelled, Listing
from loopbrug.core.programme.exchange.stored import listing_from, stored
from loopbrug.core.programme.listing_rules import listing_findings
from loopbrug.core.programme.model import Catalogue, Form, PlannedUnit
from loopbrug.core.terms.finding import Finding, Weight
from loopbrug.core.terms.words import Period, Weekday
from loopbrug.region.midden import load_region

NOBODY = Catalogue((), (), (Period(date(2029, 8, 1), date(2029, 8, 19)),))
FRAMEWORK = load_framework()


def codes(found: tuple[Finding, ...]) -> set[str]:
    return {one.code for one in found}


def against(listing: Listing, others: Catalogue = NOBODY) -> tuple[Finding, ...]:
    return listing_findings(listing, others, FRAMEWORK)


@given(listings())
def test_a_stored_listing_is_the_same_listing(listing: Listing) -> None:
    assert listing_from(json.loads(json.dumps(stored(listing)))) == listing


def test_the_listings_of_the_region_have_nothing_that_blocks() -> None:
    catalogue = load_region().catalogue
    found = listing_findings(
        Listing(catalogue.units, catalogue.offerings),
        replace(NOBODY, tests=catalogue.tests),
        FRAMEWORK,
    )
    assert [one for one in found if one.weight is Weight.BLOCKS] == []


def test_a_unit_that_waits_for_itself_two_steps_away_is_told_with_the_way() -> None:
    units = (
        unit("A", "VD-3", after="B"),
        unit("B", "VD-4", after="C"),
        unit("C", "VD-5", after="A"),
    )
    found = [one for one in against(Listing(units)) if one.code == "programme.unit-needs-itself"]
    assert [one.about for one in found] == ["A", "B", "C"]
    assert found[0].value("way") == "A → B → C → A"


def test_a_unit_before_a_ring_is_not_in_it() -> None:
    units = (
        unit("A", "VD-3", after="B"),
        unit("B", "VD-4", after="C"),
        unit("C", "VD-5", after="B"),
    )
    found = [one.about for one in against(Listing(units)) if one.code.endswith("needs-itself")]
    assert found == ["B", "C"]


def test_a_code_of_another_institute_is_refused_with_whose_it_is_and_a_free_one() -> None:
    theirs = replace(unit("A", "VD-3"), institute="singel")
    others = replace(NOBODY, units=(theirs,), offerings=(offering("A-1", 0, 4),))
    mine = replace(unit("A", "VD-3"), institute="brug")
    found = against(Listing((mine,), (offering("A-1", 0, 4),)), others)
    taken = next(one for one in found if one.code == "programme.unit-code-taken")
    assert (taken.value("institute"), taken.value("free")) == ("singel", "BRUG-A")
    assert "programme.offering-code-taken" in codes(found)
    assert taken.weight is Weight.BLOCKS


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"capacity": 0}, "programme.offering-full"),
        ({"smallest": 30}, "programme.offering-smallest-over"),
        ({"unit": "X"}, "programme.offering-of-unknown-unit"),
        ({"period": Period(date(2029, 8, 6), date(2029, 9, 30))},
         "programme.offering-outside-horizon"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_an_offering_is_told(changed: dict[str, object], code: str) -> None:
    one = replace(offering("A-1", 0, 4), **changed)  # type: ignore[arg-type]
    assert code in codes(against(Listing((unit("A", "VD-3"),), (one,))))


def test_a_test_after_the_last_known_holiday_is_outside_the_horizon() -> None:
    day = date(2030, 1, 20)
    test = replace(unit("T", "VD-3"), form=Form.KNOWLEDGE_TEST)
    one = replace(offering("T-1", 0, 1), period=Period(day, day))
    found = against(Listing((test,), (one,)))
    assert "programme.test-outside-horizon" in codes(found)


def test_others_are_judged_by_themselves() -> None:
    others = replace(NOBODY, units=(unit("B", "NERGENS-1"),))
    assert not any(one.about == "B" for one in against(Listing((unit("A", "VD-3"),)), others))


def planned(code: str) -> PlannedUnit:
    return PlannedUnit("A", code, ("VD-3",), 20, 5, weeks(0, 4))


def changes(after: Catalogue, *cancelled: Cancelled, day: date = MONDAY) -> tuple[Finding, ...]:
    before = Catalogue((unit("A", "VD-3"),), (offering("A-1", 0, 4, Weekday.MON),))
    return catalogue_changes([planned("A-1"), planned("WPO-1")], before, after, cancelled, day)


def test_what_stays_is_no_change() -> None:
    same = Catalogue((unit("A", "VD-3"),), (offering("A-1", 0, 4, Weekday.MON),))
    wider = replace(same.offerings[0], capacity=5, smallest=2)
    assert changes(same) == ()
    assert changes(replace(same, offerings=(wider,))) == ()


@pytest.mark.parametrize(
    ("offerings", "code"),
    [
        ((), "programme.offering-gone"),
        ((offering("A-1", 1, 4, Weekday.MON),), "programme.offering-changed"),
        ((offering("A-1", 0, 4, Weekday.TUE),), "programme.offering-changed"),
        ((offering("A-1", 0, 4, Weekday.MON, UTRECHT),), "programme.offering-changed"),
    ],
)
def test_another_offering_is_a_change(offerings: tuple[object, ...], code: str) -> None:
    after = Catalogue((unit("A", "VD-3"),), offerings)  # type: ignore[arg-type]
    assert [one.code for one in changes(after)] == [code]


def test_a_cancelled_one_is_told_with_its_reason_until_it_would_be_over() -> None:
    gone = Cancelled(offering("A-1", 0, 4, Weekday.MON), MONDAY, "te weinig mensen")
    after = Catalogue((unit("A", "VD-3"),), ())
    (found,) = changes(after, gone)
    assert (found.code, found.value("reason")) == (
        "programme.offering-cancelled", "te weinig mensen",
    )  # fmt: skip
    assert changes(after, gone, day=MONDAY + timedelta(weeks=9)) == ()


def test_a_unit_that_asks_other_hours_is_told() -> None:
    after = Catalogue((unit("A", "VD-3", 30),), (offering("A-1", 0, 4, Weekday.MON),))
    (found,) = changes(after)
    assert (found.code, found.value("before"), found.value("after")) == (
        "programme.unit-changed", 20, 30,
    )  # fmt: skip
