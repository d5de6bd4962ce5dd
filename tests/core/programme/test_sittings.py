"""National tests: sat on days nobody of us chooses, and unknown where nobody published them."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from tests.core.programme.builders import MONDAY, offering, problem, unit

from loopbrug.core.outcomes.framework import load_framework
from loopbrug.core.programme.check import check_programme
from loopbrug.core.programme.exchange.listing import Listing
from loopbrug.core.programme.listing_rules import listing_findings
from loopbrug.core.programme.model import Catalogue, Form, Offering, PlannedUnit, Status, Unit
from loopbrug.core.programme.sitting_rules import no_sitting, sitting_findings
from loopbrug.core.programme.sittings import NationalTest
from loopbrug.core.programme.sittings_file import read_sittings
from loopbrug.core.programme.solver import solve
from loopbrug.core.programme.window import Window
from loopbrug.core.terms.finding import BadDataError, Confidence, Finding, LegalSource, Weight
from loopbrug.core.terms.words import Bilingual
from loopbrug.region.midden import load_region

FIRST = offering("T-1", 0, 4).period.last or MONDAY
SECOND = FIRST + timedelta(weeks=10)
SOURCE = LegalSource("Examenbureau", confidence=Confidence.PUBLISHED)
FILE = """
source: {law: Examenbureau, confidence: published}
checked_on: 2026-11-01
tests:
  - code: LKT-X
    title: {nl: Toets X, en: Test X}
    sittings: [2027-06-12, 2027-03-13]
"""


def national(*days: date) -> NationalTest:
    return NationalTest("LKT-X", Bilingual("Toets X", "Test X"), days, SOURCE, MONDAY)


def exam(code: str = "T", covers: str = "VD-3") -> Unit:
    return replace(unit(code, covers), form=Form.KNOWLEDGE_TEST, national="LKT-X")


def found_in(
    offerings: tuple[Offering, ...], test: NationalTest | None, one: Unit | None = None
) -> list[Finding]:
    others = Catalogue((), (), (), (test,) if test else ())
    found = listing_findings(Listing((one or exam(),), offerings), others, load_framework())
    return [each for each in found if "sitting" in each.code or "national" in each.code]


def planned(number: str = "T-1", start: int = 0) -> PlannedUnit:
    return PlannedUnit("T", number, ("VD-3",), 20, 5, offering(number, start, 4).period)


def test_an_offering_on_a_sitting_is_no_finding() -> None:
    assert found_in((offering("T-1", 0, 4),), national(FIRST)) == []


def test_an_offering_beside_the_sittings_blocks_with_the_nearest_one() -> None:
    (found,) = found_in((offering("T-1", 1, 4),), national(FIRST, SECOND))
    assert (found.code, found.weight) == ("programme.offering-off-sitting", Weight.BLOCKS)
    assert found.value("nearest") == FIRST


@pytest.mark.parametrize("days", [(), (FIRST - timedelta(days=1),)])
def test_an_offering_after_what_is_known_only_deserves_a_look(days: tuple[date, ...]) -> None:
    (found,) = found_in((offering("T-1", 0, 4),), national(*days))
    assert (found.code, found.weight) == ("programme.sitting-not-known", Weight.WARNS)


def test_a_test_that_does_not_exist_blocks_with_those_that_do() -> None:
    wrong = replace(exam(), national="LKT-Y")
    (found,) = found_in((offering("T-1", 0, 4),), national(FIRST), wrong)
    assert found.code == "programme.national-test-unknown"
    assert found.value("allowed") == ("LKT-X",)


def test_the_planner_takes_a_sitting_and_never_a_day_beside_it() -> None:
    beside, on = offering("T-1", 0, 4), offering("T-2", 6, 4)
    given = problem("VD-3", [exam()], [beside, on])
    assert [one.offering for one in solve(given).units] == ["T-1"]
    day = on.period.last or MONDAY
    tests = (national(day),)
    dated = replace(given, catalogue=replace(given.catalogue, tests=tests))
    found = solve(dated)
    assert [one.offering for one in found.units] == ["T-2"]
    assert check_programme(dated, found) == ()
    assert check_programme(dated, solve(given)) != ()


def test_the_planner_has_no_programme_when_every_offering_is_beside_a_sitting() -> None:
    given = problem("VD-3", [exam()], [offering("T-1", 0, 4)])
    dated = replace(given.catalogue, tests=(national(SECOND),))
    assert solve(replace(given, catalogue=dated)).status is Status.IMPOSSIBLE


def test_what_is_not_known_is_planned_and_said() -> None:
    given = problem("VD-3", [exam()], [offering("T-1", 0, 4)])
    dated = replace(given.catalogue, tests=(national(),))
    assert solve(replace(given, catalogue=dated)).status is Status.PROVED
    (found,) = sitting_findings(planned(), national())
    assert (found.code, found.value("day")) == ("programme.sitting-unknown", FIRST)


@pytest.mark.parametrize(
    ("days", "term", "code"),
    [
        ((FIRST, SECOND), True, "programme.sitting-last-term"),
        ((FIRST, SECOND), False, "programme.sitting-last"),
        ((FIRST,), True, "programme.sitting-last-known"),
    ],
)
def test_the_last_sitting_in_time_is_told_with_the_next(
    days: tuple[date, ...], term: bool, code: str
) -> None:
    window = Window(MONDAY, SECOND - timedelta(days=1), term)
    (found,) = sitting_findings(planned(), national(*days), window)
    assert (found.code, found.value("last")) == (code, FIRST)
    if len(days) > 1:
        assert found.value("following") == SECOND


def test_a_planned_day_that_is_no_sitting_is_told() -> None:
    (found,) = sitting_findings(planned(start=1), national(FIRST, SECOND))
    assert (found.code, found.value("nearest")) == ("programme.sitting-off", FIRST)


def test_no_sitting_in_time_is_told_with_the_first_after_it() -> None:
    window = Window(MONDAY, FIRST - timedelta(days=1))
    found = no_sitting("T", national(FIRST), window)
    assert found is not None
    assert (found.code, found.value("following")) == ("programme.sitting-none-term", FIRST)
    unknown = no_sitting("T", national(), window)
    assert unknown is not None
    assert unknown.code == "programme.sitting-unknown-yet"
    assert no_sitting("T", national(FIRST), Window(MONDAY, FIRST)) is None


def test_a_file_gives_sittings_in_order_with_their_source() -> None:
    (test,) = read_sittings(FILE)
    assert test.sittings == (date(2027, 3, 13), date(2027, 6, 12))
    assert (test.source, test.checked_on, test.example) == (SOURCE, date(2026, 11, 1), False)


def test_everything_wrong_in_a_file_is_told_at_once() -> None:
    wrong = FILE.replace("2027-03-13]", "2027-02-30, 2027-06-12]").replace("published", "zeker")
    with pytest.raises(BadDataError) as caught:
        read_sittings(wrong, "toetsen.yaml")
    assert [one.code for one in caught.value.findings] == [
        "outcomes.file-choice", "outcomes.file-day", "outcomes.file-name-twice",
    ]  # fmt: skip
    assert caught.value.findings[1].about.startswith("toetsen.yaml line 7")


def test_the_days_of_the_demo_region_are_marked_as_examples() -> None:
    tests = load_region().catalogue.tests
    assert tests
    assert all(one.example for one in tests)
    assert all(one.source.confidence is Confidence.REMEMBERED for one in tests)
    assert [one.code for one in tests if not one.sittings] == ["LKT-SK"]


def test_every_national_unit_of_the_region_names_a_test_that_exists() -> None:
    catalogue = load_region().catalogue
    known = {one.code for one in catalogue.tests}
    named = {one.national for one in catalogue.units if one.national}
    assert named == known
