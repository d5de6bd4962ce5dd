"""OEAPI: version 6 in and out without loss, version 5 in, the official schema satisfied."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from tests.core.programme.exchange.listings import PLACES, TESTS, listings

from loopbrug.core.outcomes.framework import load_framework
from loopbrug.core.programme.exchange.listing import Listing
from loopbrug.core.programme.exchange.oeapi_in import read_oeapi
from loopbrug.core.programme.exchange.oeapi_out import oeapi_document
from loopbrug.core.programme.exchange.sheets import Around, SheetsRead
from loopbrug.core.programme.model import Form
from loopbrug.core.terms.finding import BadDataError

FRAMEWORK = load_framework()
EC = Decimal(28)
AROUND = Around(
    "brug", {one.code for one in FRAMEWORK.outcomes}, PLACES,
    {one.postcode: one for one in PLACES.values()}, tests=TESTS,
)  # fmt: skip
OFFICIAL = next(
    (up / "shared/data/oeapi" for up in Path(__file__).parents if (up / "shared/data").is_dir()),
    Path("shared"),
)
COURSE = {
    "courseId": "6a0ecb80-7a1b-4c2c-a1a4-2a5b7a2a8d10",
    "primaryCode": {"codeType": "identifier", "code": "LES1"},
    "name": [{"language": "nl-NL", "value": "Lesgeven"}],
}


def read(document: object) -> SheetsRead:
    return read_oeapi(json.dumps(document), AROUND, FRAMEWORK, EC)


def wrong(document: object) -> dict[str, str]:
    with pytest.raises(BadDataError) as caught:
        read(document)
    return {one.about: one.code for one in caught.value.findings}


@given(listings())
def test_version_6_out_and_in_is_the_same_listing(listing: Listing) -> None:
    found = read(oeapi_document(listing, FRAMEWORK, EC))
    assert found.listing.units == listing.units
    assert found.listing.offerings == listing.offerings
    assert found.unresolved == {}


@given(listings())
def test_version_6_out_satisfies_the_official_schema(listing: Listing) -> None:
    source = OFFICIAL / "oeapi-v6.0.json"
    if not source.exists():
        pytest.skip("needs the official OEAPI document in ../shared/data/oeapi")
    schemas = _official(source)
    document = oeapi_document(listing, FRAMEWORK, EC)
    for name, members in (
        ("Course", document["courses"]),
        ("CourseOffering", document["courseOfferings"]),
        ("LearningOutcome", document["learningOutcomes"]),
    ):
        for one in members:
            schemas[name].validate(one)


_VALIDATORS: dict[str, Any] = {}


def _official(source: Path) -> dict[str, Any]:
    if not _VALIDATORS:
        document = json.loads(source.read_text())
        for name in ("Course", "CourseOffering", "LearningOutcome"):
            schema = {"$ref": f"#/components/schemas/{name}", "components": document["components"]}
            checker = jsonschema.Draft202012Validator.FORMAT_CHECKER
            _VALIDATORS[name] = jsonschema.Draft202012Validator(schema, format_checker=checker)
    return _VALIDATORS


def test_credits_are_hours_by_law_and_outcomes_share_them() -> None:
    first, second = FRAMEWORK.outcomes[:2]
    load = [{"studyLoadUnit": "ects", "value": 2.5}]
    ids = [first.identifier, second.identifier]
    (unit,) = read(
        {"courses": [COURSE | {"studyLoad": load, "learningOutcomeIds": ids}]}
    ).listing.units
    assert unit.covers == ((first.code, 35), (second.code, 35))
    assert (unit.fixed_hours, unit.hours) == (0, 70)


def test_a_version_5_course_keeps_the_texts_of_outcomes_until_somebody_matches_them() -> None:
    known = FRAMEWORK.outcomes[0]
    course = COURSE | {
        "studyLoad": {"studyLoadUnit": "ects", "value": 1},
        "modeOfDelivery": ["work-based", "x-eigen"],
        "learningOutcomes": [
            [{"language": "nl-NL", "value": known.statement.nl}],
            [{"language": "en-GB", "value": "Sails"}, {"language": "nl-NL", "value": "Kan zeilen"}],
        ],
    }
    offering = {
        "offeringId": "1", "course": COURSE["courseId"], "startDate": "2027-02-01",
        "endDate": "2027-06-30", "primaryCode": {"codeType": "offering_code", "code": "LES1-feb"},
    }  # fmt: skip
    found = read({"courses": [course], "courseOfferings": [offering]})
    assert found.unresolved == {"LES1": ("Kan zeilen",)}
    assert found.listing.units[0].covers == ((known.code, 28),)
    assert found.listing.offerings[0].code == "LES1-feb"


def test_without_known_outcomes_all_hours_are_fixed() -> None:
    course = COURSE | {"studyLoad": {"studyLoadUnit": "sbu", "value": 40}}
    (unit,) = read([course]).listing.units
    assert (unit.covers, unit.fixed_hours) == ((), 40)


def test_a_page_of_items_and_unknown_words_are_taken() -> None:
    course = COURSE | {"modesOfDelivery": ["work_based", "x-boat"], "level": "x-nieuw", "meer": 1}
    (unit,) = read({"pageSize": 10, "items": [course]}).listing.units
    assert unit.form is Form.WORKPLACE


def test_what_is_wrong_is_told_with_its_place() -> None:
    offered = [
        {"courseId": "nergens", "startDateTime": "2027-02-01T00:00:00+01:00", "endDateTime": "x"},
        {"courseId": COURSE["courseId"], "startDate": "2027-03-01", "endDate": "2027-02-01"},
    ]
    courses = [COURSE | {"studyLoad": [{"studyLoadUnit": "hour", "value": -1}]}, {"name": []}]
    assert wrong({"courses": courses, "courseOfferings": offered}) == {
        "courses[0].studyLoad": "programme.oeapi-load",
        "courses[1]": "programme.oeapi-no-name",
        "courseOfferings[0]": "programme.oeapi-course-unknown",
        "courseOfferings[0].endDateTime": "programme.oeapi-day",
        "courseOfferings[1]": "programme.oeapi-ends-first",
    }


@pytest.mark.parametrize(
    ("text", "code"),
    [("{", "programme.oeapi-not-json"), ("3", "programme.oeapi-nothing"),
     ('{"programmes": []}', "programme.oeapi-nothing"),
     ("[]", "programme.oeapi-nothing"), ('{"courses": []}', "programme.oeapi-nothing"),
     ('{"items": [1, 2]}', "programme.oeapi-shape"), ('[{"a": 1}, 5]', "programme.oeapi-shape"),
     ('{"courses": 3}', "programme.oeapi-shape"), ("[" * 200_000, "programme.oeapi-not-json")],
)  # fmt: skip
def test_what_is_no_oeapi_is_told(text: str, code: str) -> None:
    with pytest.raises(BadDataError) as caught:
        read_oeapi(text, AROUND, FRAMEWORK, EC)
    assert [one.code for one in caught.value.findings] == [code]
