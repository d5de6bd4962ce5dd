"""Keeping a catalogue on screen and by file: only one's own, everything wrong told at once."""

import io
import json
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook
from pytest_django import DjangoAssertNumQueries
from tests.web.pathway.stage import Cast
from tests.web.programme.catalogue_scene import brug, text, upload, url

from loopbrug.core.programme.exchange.cells import Table
from loopbrug.core.programme.exchange.sheets import OFFERING_COLUMNS, UNIT_COLUMNS
from loopbrug.web.organisations.models import Organisation
from loopbrug.web.pathway.facts import region_of
from loopbrug.web.programme.facts.catalogue import working_listing
from loopbrug.web.programme.models import CatalogueFile, CatalogueVersion, OfferingRow, UnitRow
from loopbrug.web.programme.spreadsheet import xlsx_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]

UNIT = {
    "code": "N-1", "title_nl": "Nieuw", "form": "les", "covers": "VD-3: 16\nVD-4: 8",
    "fixed_hours": "4", "exemptible": "on", "sectors": ["vo"],
}  # fmt: skip
OFFERING = {
    "unit": "N-1", "first": "2027-02-02", "last": "2027-06-29", "day": "di", "start": "18:30",
    "end": "21:30", "every": "2", "place": "utrecht", "capacity": "12", "smallest": "6",
}  # fmt: skip


@pytest.fixture
def institute(people: Cast) -> Organisation:
    return brug()


@pytest.fixture
def kept(client: Client, people: Cast, institute: Organisation) -> Client:
    client.force_login(people.institute)
    return client


PAGES = ("units", "add-unit", "offerings", "add-offering", "publish", "versions", "read",
         "workbook", "oeapi")  # fmt: skip
ALLOWED = {"institute"}


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize(
    "who",
    ["amina", "broker", "school", "board", "institute", "other_institute", "assessor", "coach",
     "foundation", "policy"],
)  # fmt: skip
def test_only_who_works_for_the_institute_gets_in(
    client: Client, people: Cast, institute: Organisation, who: str, name: str
) -> None:
    client.force_login(getattr(people, who))
    expected = 200 if who in ALLOWED else 404
    assert client.get(url(name)).status_code == expected


def test_a_stranger_has_to_sign_in(client: Client, institute: Organisation) -> None:
    assert client.get(url("units")).status_code == 302


def test_acts_of_others_change_nothing(
    client: Client, people: Cast, institute: Organisation
) -> None:
    client.force_login(people.other_institute)
    row = OfferingRow.objects.all()[0]
    before = working_listing(institute)
    for address in (
        url("add-unit"), url("unit-gone", row.unit.code), url("offering-gone", row.pk),
        url("cancel", row.pk), url("publish"), url("read"),
    ):  # fmt: skip
        assert client.post(address, UNIT | {"reason": "ziek"}).status_code == 404
    assert working_listing(institute) == before


def test_the_menu_leads_to_the_own_catalogue(kept: Client) -> None:
    response = kept.get(reverse("catalogue:own"))
    assert response.headers["Location"] == url("units")
    assert reverse("catalogue:own") in text(kept.get(url("units")))


def test_a_unit_and_an_offering_are_made_and_count_once_published(
    kept: Client, institute: Organisation
) -> None:
    assert kept.post(url("add-unit"), UNIT).status_code == 302
    assert kept.post(url("add-offering"), OFFERING).status_code == 302
    row = OfferingRow.objects.get(unit__code="N-1")
    assert row.code == "N-1.20270202.tue1830x2.utrecht"
    assert (row.smallest, row.every, row.postcode) == (6, 2, "3584")
    assert "N-1" not in {unit.code for unit in region_of("midden").catalogue.units}
    page = text(kept.get(url("publish")))
    assert "N-1" in page
    assert kept.post(url("publish")).status_code == 302
    assert "N-1" in {unit.code for unit in region_of("midden").catalogue.units}
    assert "Versie 2" in text(kept.get(url("versions")))


def test_what_is_wrong_with_a_unit_is_told_at_its_fields_and_nothing_is_lost(kept: Client) -> None:
    page = text(kept.post(url("add-unit"), UNIT | {"covers": "NERGENS: 4\nVD-3", "title_nl": "T!"}))
    assert "leeruitkomst NERGENS staat niet in het raamwerk" in page.lower().replace(
        "l", "l", 1
    ) or ("NERGENS staat niet in het raamwerk" in page)
    assert "is geen leeruitkomst met uren" in page
    assert "T!" in page
    assert not UnitRow.objects.filter(code="N-1").exists()


def test_a_field_that_is_wrong_by_itself_hides_nothing_else(kept: Client) -> None:
    wrong = UNIT | {"fixed_hours": "veel", "covers": "VD-99: 3\nVD-3 veel"}
    html = text(kept.post(url("add-unit"), wrong))
    for told in ("Schrijf een heel getal.", "VD-99 staat niet in het raamwerk",
                 "is geen leeruitkomst met uren"):  # fmt: skip
        assert told in html
    assert html.count('class="lb-form-field lb-form-field--invalid"') == 2


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"last": "2027-01-01"}, "maar begint pas op 2 februari 2027"),
        ({"end": ""}, "alle drie in, of geen van drie"),
        ({"end": "17:00"}, "eindigt om 17:00, maar begint om 18:30"),
        ({"place": "Timboektoe"}, "is geen plaats"),
        ({"capacity": "veel"}, "Schrijf een heel getal"),
        ({"day": "", "start": "", "end": ""}, "kan alleen met een dag en een tijd"),
    ],
)
def test_what_is_wrong_with_an_offering_is_told(
    kept: Client, changed: dict[str, str], told: str
) -> None:
    unit = UnitRow.objects.all()[0].code
    page = text(kept.post(url("add-offering"), OFFERING | {"unit": unit} | changed))
    assert told in page
    assert not OfferingRow.objects.filter(first=date(2027, 2, 2), smallest=6).exists()


def test_a_unit_that_waits_for_itself_cannot_be_published(kept: Client) -> None:
    for code, needs in (("N-1", "N-2"), ("N-2", "N-1")):
        kept.post(url("add-unit"), UNIT | {"code": code, "needs_units": needs})
    page = text(kept.post(url("publish")))
    assert "N-1 → N-2 → N-1" in page
    assert CatalogueVersion.objects.count() == 1


def test_the_offerings_can_be_searched(kept: Client, institute: Organisation) -> None:
    row = OfferingRow.objects.all()[0]
    page = text(kept.get(url("offerings"), {"unit": row.unit.code, "q": row.code}))
    assert url("offering", row.pk) in page
    assert "Er is geen aanbod gevonden" in text(kept.get(url("offerings"), {"q": "bestaat-niet"}))
    kept.post(url("cancel", row.pk), {"reason": "Te weinig mensen"})
    assert url("offering", row.pk) not in text(kept.get(url("offerings"), {"q": row.code}))
    found = text(kept.get(url("offerings"), {"show": "cancelled"}))
    assert url("offering", row.pk) in found
    assert "Te weinig mensen" in text(kept.get(url("offering", row.pk)))


def test_cancelling_asks_for_a_reason(kept: Client) -> None:
    row = OfferingRow.objects.all()[0]
    assert "Schrijf op waarom" in text(kept.post(url("cancel", row.pk), {"reason": " "}))
    row.refresh_from_db()
    assert row.cancelled_on is None


def test_an_exported_spreadsheet_changes_nothing_when_read_twice(
    kept: Client, institute: Organisation
) -> None:
    data = kept.get(url("workbook")).content
    before = working_listing(institute)
    for _ in range(2):
        response = upload(kept, data)
        assert response.status_code == 302
        page = text(kept.get(response.headers["Location"]))
        assert "Dit bestand verandert niets" in page
        assert "Neem over" not in page
        kept.post(response.headers["Location"])
    assert working_listing(institute) == before
    assert CatalogueFile.objects.count() == 0


@pytest.mark.parametrize("name", ["leereenheden", "aanbod"])
def test_one_exported_sheet_with_semicolons_changes_nothing(kept: Client, name: str) -> None:
    data = kept.get(url("commas", name)).content
    response = upload(kept, data, f"{name}.csv")
    assert "Dit bestand verandert niets" in text(kept.get(response.headers["Location"]))


def test_a_file_whose_unit_is_gone_since_it_was_read_is_told(
    kept: Client, institute: Organisation
) -> None:
    waiting = upload(kept, kept.get(url("commas", "aanbod")).content, "aanbod.csv")
    unit = OfferingRow.objects.all()[0].unit.code
    kept.post(url("unit-gone", unit))
    page = kept.post(waiting.headers["Location"])
    assert page.status_code == 200
    assert "Dit moet eerst anders" in text(page)
    assert unit in text(page)
    assert CatalogueFile.objects.count() == 1


def test_exported_oeapi_changes_nothing_when_read(kept: Client) -> None:
    data = kept.get(url("oeapi")).content
    assert len(json.loads(data)["courses"]) == 3
    response = upload(kept, data, "catalogus.json")
    assert "Dit bestand verandert niets" in text(kept.get(response.headers["Location"]))


def test_a_changed_spreadsheet_shows_what_is_new_different_and_gone(
    kept: Client, institute: Organisation
) -> None:
    book = load_workbook(io.BytesIO(kept.get(url("workbook")).content))
    offerings: Any = book["Aanbod"]
    gone = offerings.cell(row=3, column=1).value
    offerings.delete_rows(3)
    offerings.cell(row=2, column=10, value=99)
    unit = offerings.cell(row=2, column=2).value
    offerings.append([None, unit, date(2028, 3, 7), date(2028, 5, 9), "di", "19:00", "21:00"])
    out = io.BytesIO()
    book.save(out)
    response = upload(kept, out.getvalue())
    page = text(kept.get(response.headers["Location"]))
    assert gone in page
    assert "Plekken: 20 → 99" in page
    assert f"{unit}.20280307.tue1900.online" in page
    assert OfferingRow.objects.filter(code=gone).exists()
    kept.post(response.headers["Location"])
    assert not OfferingRow.objects.filter(code=gone).exists()
    assert OfferingRow.objects.filter(capacity=99).count() == 1
    assert OfferingRow.objects.count() == 6


def test_a_file_without_a_unit_shows_that_its_offerings_go_too(
    kept: Client, institute: Organisation
) -> None:
    unit = OfferingRow.objects.all()[0].unit
    lines = kept.get(url("commas", "leereenheden")).content.decode().splitlines()
    left = [line for line in lines if not line.startswith(f"{unit.code};")]
    response = upload(kept, "\n".join(left).encode(), "leereenheden.csv")
    shown = kept.get(response.headers["Location"]).context["preview"].offerings
    kept.post(response.headers["Location"])
    assert len(shown.gone) == 6 - OfferingRow.objects.count() > 0
    assert shown.same == OfferingRow.objects.count()


def test_wrong_rows_are_told_all_at_once_and_nothing_is_taken(
    kept: Client, institute: Organisation
) -> None:
    before = working_listing(institute)
    units = Table(
        "Leereenheden", (tuple(one.name for one in UNIT_COLUMNS), ("X", "Titel", "", "college"))
    )
    offered = Table("Aanbod", (tuple(one.name for one in OFFERING_COLUMNS),
                               ("", "Y", "31-02-2027", "2027-01-01")))  # fmt: skip
    response = upload(kept, xlsx_of([units, offered]))
    assert response.status_code == 200
    page = text(response)
    assert "Blad Leereenheden, rij 2, kolom Vorm" in page
    assert "Blad Aanbod, rij 2, kolom Begint" in page
    assert "Blad Aanbod, rij 2, kolom Leereenheid" in page
    assert CatalogueFile.objects.count() == 0
    assert working_listing(institute) == before


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"%PDF-1.4 x %%EOF", "Dit soort bestand kunnen we niet lezen"),
        (b"MZ\x90\x00", ""),
        (b"PK\x03\x04kapot", ""),
        (b'{"courses": 3}', "hier hoort een lijst met objecten te staan"),
        (b"a;b\n1;2\n", "In dit bestand staan geen leereenheden en geen aanbod"),
        (b"x" * 5_000_001, "groter dan 5 MB"),
    ],
)
def test_a_file_that_cannot_be_read_is_told(kept: Client, data: bytes, told: str) -> None:
    response = upload(kept, data, "x.bin")
    assert response.status_code == 200
    assert told in text(response)
    assert CatalogueFile.objects.count() == 0


def test_a_text_that_looks_like_a_formula_stays_a_text(kept: Client) -> None:
    UnitRow.objects.filter(pk=UnitRow.objects.all()[0].pk).update(title_nl="=1+1")
    for name, args in (("workbook", ()), ("commas", ("leereenheden",))):
        data = kept.get(url(name, *args)).content
        response = upload(kept, data)
        assert "Dit bestand verandert niets" in text(kept.get(response.headers["Location"]))
    assert b"'=1+1" in kept.get(url("commas", "leereenheden")).content


def test_texts_of_outcomes_wait_on_the_page_of_the_unit(kept: Client) -> None:
    course = {
        "courseId": "1", "primaryCode": {"codeType": "identifier", "code": "LES1"},
        "name": [{"language": "nl", "value": "Les"}],
        "studyLoad": {"studyLoadUnit": "ects", "value": 1},
        "learningOutcomes": [[{"language": "nl", "value": "Kan zeilen"}]],
    }  # fmt: skip
    response = upload(kept, json.dumps([course]).encode(), "v5.json")
    assert "Kan zeilen" in text(kept.get(response.headers["Location"]))
    kept.post(response.headers["Location"])
    page = text(kept.get(url("unit", "LES1")))
    assert "Kan zeilen" in page
    kept.post(url("unit", "LES1"), UNIT | {"code": "LES1"})
    assert UnitRow.objects.get(code="LES1").unresolved == []


def test_the_list_asks_as_many_questions_for_few_as_for_ten_thousand(
    kept: Client, institute: Organisation, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    kept.get(url("offerings"))
    row = OfferingRow.objects.all()[0]
    facts = {name: getattr(row, name) for name in ("first", "last", "unit", "institute")}

    def count() -> int:
        with django_assert_num_queries(8, exact=False) as asked:
            assert kept.get(url("offerings")).status_code == 200
        return len(asked)

    few = count()
    OfferingRow.objects.bulk_create(
        [OfferingRow(code=f"{number}", **facts) for number in range(10_000)], batch_size=500
    )
    assert count() == few
    assert "bladzijde 1 van 20" in text(kept.get(url("offerings")))


def test_the_pages_speak_english(kept: Client) -> None:
    kept.cookies["django_language"] = "en"
    assert "Learning units" in text(kept.get(url("units")))
    assert "Publish" in text(kept.get(url("publish")))
