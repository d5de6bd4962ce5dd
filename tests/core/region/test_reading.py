"""Reading places and organisations: every error at once, with its line."""

import pytest

from loopbrug.core.terms.finding import BadDataError
from loopbrug.core.terms.words import Sector
from loopbrug.region.organisations import Organisations, read_organisations
from loopbrug.region.places import read_places

PLACES = """
venues:
  hier: {postcode: "3811", name: Instituut}
places:
  - {postcode: "3811", name: Amersfoort, latitude: 52.1557, longitude: 5.3881}
"""

ORGANISATIONS = """
desk: {code: loket, name: Loket, postcode: "3811"}
foundation: {code: stichting, name: Stichting, postcode: "3811"}
municipalities: [{code: stad, name: Stad, postcode: "3811"}]
institutes: [{code: pabo, name: Pabo, postcode: "3811"}]
boards:
  - code: bestuur
    name: Bestuur
    postcode: "3811"
    sectors: [po, so]
    schools:
      - {code: school, name: School, sector: po, kind: bo, postcode: "3811"}
"""


def read(text: str = ORGANISATIONS) -> Organisations:
    return read_organisations(text, read_places(PLACES).by_postcode, "org.yaml")


def test_venue_lies_at_its_postcode_under_its_own_name() -> None:
    places = read_places(PLACES)
    assert places.venues["hier"].name == "Instituut"
    assert places.venues["hier"].latitude == places.by_postcode["3811"].latitude


def test_organisations_are_read_as_written() -> None:
    (board,) = read().boards
    assert board.sectors == (Sector.PO, Sector.SO)
    assert [school.code for school in read().schools] == ["school"]
    assert read().desk.place.name == "Amersfoort"


@pytest.mark.parametrize(
    ("old", "new", "code", "line"),
    [
        ("code: stad", "code: loket", "outcomes.file-name-twice", 4),
        ('bo, postcode: "3811"', 'bo, postcode: "9999"', "outcomes.file-postcode-unknown", 12),
        ("sector: po", "sector: vo", "outcomes.file-choice", 12),
        ("kind: bo", "kind: kleuter", "outcomes.file-choice", 12),
        ("sectors: [po, so]", "sectors: [po, wo]", "outcomes.file-choice", 10),
        ("    sectors: [po, so]\n", "", "outcomes.file-key-missing", 7),
        ("name: Bestuur\n", "naam: Bestuur\n", "outcomes.file-key-unknown", 8),
    ],
)  # fmt: skip
def test_errors_of_organisations_name_their_line(old: str, new: str, code: str, line: int) -> None:
    with pytest.raises(BadDataError) as caught:
        read(ORGANISATIONS.replace(old, new))
    assert (code, f"org.yaml line {line}") in {
        (finding.code, finding.about.split(":")[0]) for finding in caught.value.findings
    }


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ('  - {postcode: "3811"', '  - {postcode: "38"', "outcomes.file-postcode"),
        ('hier: {postcode: "3811"', 'hier: {postcode: "3812"', "outcomes.file-postcode-unknown"),
        ("latitude: 52.1557", "latitude: noord", "outcomes.file-degrees"),
        ("latitude: 52.1557", "latitude: nan", "outcomes.file-degrees"),
    ],
)
def test_errors_of_places_are_found(old: str, new: str, code: str) -> None:
    with pytest.raises(BadDataError) as caught:
        read_places(PLACES.replace(old, new))
    assert code in {finding.code for finding in caught.value.findings}


def test_postcode_twice_is_found() -> None:
    with pytest.raises(BadDataError) as caught:
        read_places(PLACES + PLACES.split("places:\n")[1])
    assert [finding.code for finding in caught.value.findings] == ["outcomes.file-name-twice"]
