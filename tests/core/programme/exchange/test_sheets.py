"""Units and offerings as a spreadsheet: nothing lost on the way, every error told at once."""

from datetime import UTC, date, datetime, time
from typing import Any

import pytest
from hypothesis import given
from tests.core.programme.exchange.listings import OUTCOMES, PLACES, TESTS, listings

from loopbrug.core.programme.exchange.cells import Table
from loopbrug.core.programme.exchange.difference import difference
from loopbrug.core.programme.exchange.listing import Listing
from loopbrug.core.programme.exchange.sheets import Around, read_sheets, write_sheets
from loopbrug.core.programme.model import Form
from loopbrug.core.terms.finding import BadDataError
from loopbrug.core.terms.words import Weekday

AROUND = Around(
    "brug", OUTCOMES, PLACES, {one.postcode: one for one in PLACES.values()}, tests=TESTS
)
UNIT_HEAD = ("Code", "Titel", "Vorm", "Uren per leeruitkomst")
HEAD = ("Code", "Leereenheid", "Begint", "Eindigt", "Dag", "Van", "Tot", "Plaats", "Plekken")
LES = ("A-1", "Lessen", "les", "VD-3: 16; VD-4: 8")


def sheets(units: list[Any], offerings: list[Any]) -> tuple[Table, Table]:
    return (
        Table("Leereenheden", (UNIT_HEAD, *units)),
        Table("Aanbod", (HEAD, *offerings)),
    )


def wrong(units: list[Any], offerings: list[Any]) -> dict[str, str]:
    with pytest.raises(BadDataError) as caught:
        read_sheets(sheets(units, offerings), AROUND)
    return {one.about: one.code for one in caught.value.findings}


@given(listings(cancelled=False))
def test_what_is_written_is_read_back_and_changes_nothing(listing: Listing) -> None:
    found = read_sheets(write_sheets(listing, AROUND), AROUND)
    assert found.listing == listing
    assert found.parts == ("units", "offerings")
    for before, after in (
        (listing.units, found.listing.units),
        (listing.offerings, found.listing.offerings),
    ):
        assert difference(before, after).nothing  # type: ignore[type-var]


def test_cells_are_read_as_people_and_programs_fill_them_in() -> None:
    first = datetime(2027, 1, 5, tzinfo=UTC)
    row = (None, "A-1", first, "25-01-2027", "Dinsdag", time(18, 30), "21.30",
           "utrecht", 20.0)  # fmt: skip
    (offering,) = read_sheets(sheets([LES], [row]), AROUND).listing.offerings
    assert offering.period.last == date(2027, 1, 25)
    assert offering.slot is not None
    assert (offering.slot.day, offering.slot.end) == (Weekday.TUE, time(21, 30))
    assert (offering.capacity, offering.place) == (20, PLACES["utrecht"])
    assert offering.code == "A-1.20270105.tue1830.utrecht"


def test_english_names_and_words_do_as_well() -> None:
    table = Table(
        "x", (("code", "Title", "Form", "Hours per outcome"), ("U", "T", "test-only", ""))
    )
    (unit,) = read_sheets([table], AROUND).listing.units
    assert (unit.form, unit.title.en) == (Form.TEST_ONLY, "T")


def test_every_wrong_cell_is_told_with_its_sheet_row_and_column() -> None:
    found = wrong(
        [LES, ("A-1", "", "college", "VD-3; NERGENS: 4; VD-4: 0"), ()],
        [
            ("", "X", "31-02-2027", "2027-03-01", "di", "18:30", "", "utrecht", "veel"),
            ("", "A-1", "2027-03-01", "2027-02-01", "", "", "", "9999 Nergens", 5),
            ("K", "A-1", "2027-03-01", "2027-03-01", "ma", "20:00", "19:00", "", 5),
        ],
    )
    assert found == {
        "Leereenheden!3:Code": "programme.cell-twice",
        "Leereenheden!3:Titel": "programme.cell-empty",
        "Leereenheden!3:Vorm": "programme.cell-choice",
        "Leereenheden!3:Uren per leeruitkomst": "programme.cell-hours",
        "Aanbod!2:Leereenheid": "programme.cell-unit",
        "Aanbod!2:Begint": "programme.cell-day",
        "Aanbod!2:Dag": "programme.cell-slot-part",
        "Aanbod!2:Plekken": "programme.cell-number",
        "Aanbod!3:Eindigt": "programme.cell-ends-first",
        "Aanbod!3:Plaats": "programme.cell-place",
        "Aanbod!4:Tot": "programme.cell-clock-order",
    }


def test_columns_that_are_missing_or_unknown_are_told() -> None:
    table = Table("U", (("Code", "Vorm", "Kleur"), ("A", "les", "rood")))
    with pytest.raises(BadDataError) as caught:
        read_sheets([table], AROUND)
    codes = [one.code for one in caught.value.findings]
    assert codes[:2] == ["programme.column-unknown", "programme.column-missing"]


@pytest.mark.parametrize("tables", [[], [Table("x", ())], [Table("x", (("iets", "anders"),))]])
def test_a_file_without_either_sheet_is_told(tables: list[Table]) -> None:
    with pytest.raises(BadDataError) as caught:
        read_sheets(tables, AROUND)
    assert [one.code for one in caught.value.findings] == ["programme.sheet-unknown"]


def test_offerings_alone_belong_to_units_that_are_there() -> None:
    only = Table("Aanbod", (HEAD, ("", "A-1", "2027-03-01", "2027-04-01")))
    around = Around("brug", OUTCOMES, PLACES, {}, units={"A-1"})
    found = read_sheets([only], around)
    assert (found.parts, len(found.listing.offerings)) == (("offerings",), 1)


def test_too_many_rows_are_refused_before_they_are_read() -> None:
    rows = [("", "A-1", "2027-03-01", "2027-04-01")] * 20_001
    with pytest.raises(BadDataError) as caught:
        read_sheets(sheets([LES], rows), AROUND)
    assert [one.code for one in caught.value.findings] == ["programme.sheet-too-long"]
