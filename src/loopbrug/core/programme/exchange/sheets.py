"""Units and offerings as two sheets of a spreadsheet, in and out."""

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TypeVar

from loopbrug.core.programme.catalogue_file import ANYWHERE, MOST_WEEKS_BETWEEN
from loopbrug.core.programme.exchange.cells import (
    Cell,
    Column,
    Row,
    Table,
    header_of,
    unknown_columns,
)
from loopbrug.core.programme.exchange.listing import Listing
from loopbrug.core.programme.model import Form, Offering, Unit
from loopbrug.core.terms.finding import BadDataError, Finding
from loopbrug.core.terms.words import Bilingual, Period, Place, Sector, TimeSlot, Weekday

T = TypeVar("T", Unit, Offering)

UNITS, OFFERINGS = "Leereenheden", "Aanbod"
MOST_ROWS = 20_000
MOST_HOURS = 400
FORMS = {
    Form.TAUGHT: "les", Form.WORKPLACE: "werkplek", Form.TEST_ONLY: "toets",
    Form.KNOWLEDGE_TEST: "kennistoets",
}  # fmt: skip
DAYS = ("ma", "di", "wo", "do", "vr", "za", "zo")
UNIT_COLUMNS = (
    Column("code", ("Code",), required=True),
    Column("title_nl", ("Titel", "Title"), required=True),
    Column("title_en", ("Titel Engels", "Title English")),
    Column("form", ("Vorm", "Form"), required=True),
    Column("covers", ("Uren per leeruitkomst", "Hours per outcome")),
    Column("fixed_hours", ("Vaste uren", "Fixed hours")),
    Column("exemptible", ("Vrijstelling mogelijk", "Exemptible")),
    Column("needs_outcomes", ("Eerst leeruitkomsten", "Outcomes first")),
    Column("needs_units", ("Eerst leereenheden", "Units first")),
    Column("sectors", ("Sectoren", "Sectors")),
    Column("national", ("Landelijke toets", "National test")),
)
OFFERING_COLUMNS = (
    Column("code", ("Code",)),
    Column("unit", ("Leereenheid", "Unit"), required=True),
    Column("first", ("Begint", "Starts"), required=True),
    Column("last", ("Eindigt", "Ends"), required=True),
    Column("day", ("Dag", "Day")),
    Column("start", ("Van", "From")),
    Column("end", ("Tot", "Until")),
    Column("every", ("Om de weken", "Every weeks")),
    Column("place", ("Plaats", "Place")),
    Column("capacity", ("Plekken", "Capacity")),
    Column("smallest", ("Gaat door vanaf", "Smallest")),
)
_COVER = re.compile(r"(.+?)\s*[:=]\s*(\d{1,4})")
_PLACE = re.compile(r"(\d{4})(?:\s?[A-Za-z]{2})?\s+(.{1,120})")
_WEEKDAYS = {
    name: day
    for day, short in zip(Weekday, DAYS, strict=True)
    for name in (short, day.name.lower())
} | dict(
    zip(("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"),
        Weekday, strict=True)
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Around:
    """What a file is read beside: whose it is, outcomes, places, and units it may name.

    ``venues`` are places by a short name, ``places`` those by postcode. ``units`` are codes
    that offerings may belong to when the file itself holds no units, ``tests`` those of the
    national tests.
    """

    institute: str
    outcomes: Collection[str]
    venues: Mapping[str, Place]
    places: Mapping[str, Place]
    units: Collection[str] = ()
    tests: Collection[str] = ()


@dataclass(slots=True)
class SheetsRead:
    """What a file holds: a listing, and which of the two sheets were in it."""

    listing: Listing
    parts: tuple[str, ...]
    unresolved: dict[str, tuple[str, ...]] = field(default_factory=dict)


def read_sheets(tables: Sequence[Table], around: Around) -> SheetsRead:
    """Return what two sheets (or one of them) say.

    A sheet is known by the names above its columns, not by its own name. Raises
    ``BadDataError`` with every error of every row; ``about`` is as in "Aanbod!12:Eindigt".
    """
    errors: list[Finding] = []
    unit_rows = _rows(tables, UNIT_COLUMNS, "form", errors)
    offering_rows = _rows(tables, OFFERING_COLUMNS, "unit", errors)
    if unit_rows is None and offering_rows is None and not errors:
        errors.append(Finding.of("programme.sheet-unknown", tables[0].name if tables else ""))
    units = _each(unit_rows or (), lambda row: _unit(row, around), "code", errors)
    known = {unit.code for unit in units} if unit_rows is not None else set(around.units)
    offerings = _each(
        offering_rows or (), lambda row: _offering(row, around, known), "code", errors
    )
    if errors:
        raise BadDataError(dict.fromkeys(errors))
    parts = ((unit_rows, "units"), (offering_rows, "offerings"))
    listing = Listing(tuple(units), tuple(offerings))
    return SheetsRead(listing, tuple(name for rows, name in parts if rows is not None))


def write_sheets(listing: Listing, around: Around) -> tuple[Table, Table]:
    """Return a listing as two sheets that ``read_sheets`` reads back."""
    names = {place: name for name, place in around.venues.items()}
    units = (_headers(UNIT_COLUMNS), *(_unit_cells(unit) for unit in listing.units))
    offerings = (
        _headers(OFFERING_COLUMNS),
        *(_offering_cells(offering, names) for offering in listing.offerings),
    )
    return Table(UNITS, units), Table(OFFERINGS, offerings)


def offering_code(offering: Offering, place: str) -> str:
    """Return a code for an offering without one: its unit, first day, time and place."""
    slot = offering.slot
    when = f"{slot.day.name.lower()}{slot.start:%H%M}" if slot else "self"
    when += f"x{offering.every}" if offering.every > 1 else ""
    return f"{offering.unit}.{offering.period.first:%Y%m%d}.{when}.{place}"


def place_text(place: Place | None, names: Mapping[Place, str]) -> str:
    """Return a place as people write it: online, a short name, or postcode and name."""
    if place is None:
        return ANYWHERE
    return names.get(place) or f"{place.postcode} {place.name}"


def place_in(text: str, around: Around) -> Place | None:
    """Return the place that a text names, None for online; raises ``KeyError`` for no place."""
    if text.casefold() in ("", ANYWHERE, "eigen school", "own school"):
        return None
    if text.casefold() in around.venues:
        return around.venues[text.casefold()]
    match = _PLACE.fullmatch(text)
    if match is None:
        raise KeyError(text)
    return replace(around.places[match[1]], name=match[2].strip())


def _headers(columns: Sequence[Column]) -> tuple[Cell, ...]:
    return tuple(column.name for column in columns)


def _rows(
    tables: Sequence[Table], columns: Sequence[Column], mark: str, errors: list[Finding]
) -> list[Row] | None:
    """Return the rows of the first table that has the column ``mark``; None without one."""
    for table in tables:
        found = header_of(table, columns)
        if found is not None and mark in found[1].values():
            return list(_filled(table, found, columns, errors))
    return None


def _filled(
    table: Table,
    found: tuple[int, Mapping[int, str]],
    columns: Sequence[Column],
    errors: list[Finding],
) -> Iterator[Row]:
    number, places = found
    names = {column.key: column.name for column in columns}
    for name in unknown_columns(table, number, places):
        allowed = tuple(column.name for column in columns)
        errors.append(
            Finding.of("programme.column-unknown", f"{table.name}!{number + 1}:{name}",
                       sheet=table.name, column=name, allowed=allowed)
        )  # fmt: skip
    errors.extend(
        Finding.of(
            "programme.column-missing", f"{table.name}!{number + 1}:{column.name}",
            sheet=table.name, column=column.name,
        )
        for column in columns
        if column.required and column.key not in places.values()
    )  # fmt: skip
    if len(table.rows) - number > MOST_ROWS:
        errors.append(
            Finding.of("programme.sheet-too-long", table.name, sheet=table.name, most=MOST_ROWS)
        )
        return
    for at, row in enumerate(table.rows[number + 1 :], start=number + 2):
        cells = {key: row[place] for place, key in places.items() if place < len(row)}
        if any(cell not in (None, "") for cell in cells.values()):
            yield Row(table.name, at, cells, names)


def _each(
    rows: Sequence[Row], read: Callable[[Row], T | None], key: str, errors: list[Finding]
) -> list[T]:
    """Return what each row holds; a code that stands twice is an error of the second row."""
    made: dict[str, T] = {}
    first: dict[str, int] = {}
    for row in rows:
        one = read(row)
        if one is not None and one.code:
            if one.code in made:
                row.wrong("programme.cell-twice", key, found=one.code, first=first[one.code])
            made[one.code], first[one.code] = one, first.get(one.code, row.number)
        errors.extend(row.errors)
    return list(made.values())


def _unit(row: Row, around: Around) -> Unit:
    title = row.text("title_nl")
    needs = row.listed("needs_outcomes")
    for code in needs:
        if code not in around.outcomes:
            row.wrong("programme.cell-outcome", "needs_outcomes", found=code)
    return Unit(
        code=row.text("code"),
        title=Bilingual(title, row.text("title_en", title)),
        institute=around.institute,
        form=_form(row),
        covers=tuple(_covers(row, around)),
        fixed_hours=row.whole("fixed_hours", 0),
        exemptible=row.yes_no("exemptible", default=True),
        needs_outcomes=needs,
        needs_units=row.listed("needs_units"),
        sectors=tuple(_sectors(row)),
        national=_national(row, around),
    )


def _form(row: Row) -> Form:
    text = row.text("form").lower()
    for form, word in FORMS.items():
        if text in (word, form.value):
            return form
    if text:
        row.wrong("programme.cell-choice", "form", found=text[:40], allowed=tuple(FORMS.values()))
    return Form.TAUGHT


def _covers(row: Row, around: Around) -> Iterator[tuple[str, int]]:
    seen: set[str] = set()
    for part in row.listed("covers"):
        match = _COVER.fullmatch(part)
        if match is None or not 1 <= int(match[2]) <= MOST_HOURS:
            row.wrong("programme.cell-hours", "covers", found=part[:40], most=MOST_HOURS)
        elif match[1] not in around.outcomes:
            row.wrong("programme.cell-outcome", "covers", found=match[1][:40])
        elif match[1] in seen:
            row.wrong("programme.cell-outcome-twice", "covers", found=match[1])
        else:
            seen.add(match[1])
            yield match[1], int(match[2])


def _sectors(row: Row) -> Iterator[Sector]:
    allowed = tuple(sector.value for sector in Sector)
    for text in row.listed("sectors"):
        if text.lower() in allowed:
            yield Sector(text.lower())
        else:
            row.wrong("programme.cell-choice", "sectors", found=text[:40], allowed=allowed)


def _national(row: Row, around: Around) -> str:
    text = row.text("national", "")
    if text and text not in around.tests:
        allowed = tuple(around.tests)
        row.wrong("programme.cell-choice", "national", found=text[:40], allowed=allowed)
    return text


def _offering(row: Row, around: Around, known: Collection[str]) -> Offering | None:
    unit = row.text("unit")
    if unit and unit not in known:
        row.wrong("programme.cell-unit", "unit", found=unit[:40])
    period, slot, place = _period(row), _slot(row), _place(row, around)
    every = row.whole("every", 1, 1, MOST_WEEKS_BETWEEN)
    if every > 1 and slot is None and not row.errors:
        row.wrong("programme.cell-every-no-slot", "every", found=every)
    capacity, smallest = row.whole("capacity", 20), row.whole("smallest", 1, 1)
    if row.errors or period is None:
        return None
    made = Offering("", unit, period, slot, place, capacity, every, smallest)
    names = {venue: name for name, venue in around.venues.items()}
    where = (names.get(place) or place.postcode) if place else ANYWHERE
    return replace(made, code=row.text("code", offering_code(made, where)))


def _period(row: Row) -> Period | None:
    first, last = row.day("first"), row.day("last")
    if first is None or last is None:
        return None
    if last < first:
        row.wrong("programme.cell-ends-first", "last", first=first, last=last)
        return None
    return Period(first, last)


def _slot(row: Row) -> TimeSlot | None:
    day, start, end = row.text("day", "").lower(), row.clock("start"), row.clock("end")
    if day and day not in _WEEKDAYS:
        row.wrong("programme.cell-choice", "day", found=day[:40], allowed=DAYS)
        return None
    if not (day or start or end):
        return None
    if not (day and start and end):
        row.wrong("programme.cell-slot-part", "day")
        return None
    if end <= start:
        row.wrong("programme.cell-clock-order", "end", start=f"{start:%H:%M}", end=f"{end:%H:%M}")
        return None
    return TimeSlot(_WEEKDAYS[day], start, end)


def _place(row: Row, around: Around) -> Place | None:
    text = row.text("place", "")
    try:
        return place_in(text, around)
    except KeyError:
        row.wrong("programme.cell-place", "place", found=text[:40], allowed=tuple(around.venues))
        return None


def _unit_cells(unit: Unit) -> tuple[Cell, ...]:
    return (
        unit.code,
        unit.title.nl,
        unit.title.en,
        FORMS[unit.form],
        "; ".join(f"{code}: {hours}" for code, hours in unit.covers),
        unit.fixed_hours,
        "ja" if unit.exemptible else "nee",
        "; ".join(unit.needs_outcomes),
        "; ".join(unit.needs_units),
        "; ".join(sector.value for sector in unit.sectors),
        unit.national,
    )


def _offering_cells(offering: Offering, names: Mapping[Place, str]) -> tuple[Cell, ...]:
    slot, last = offering.slot, offering.period.last
    return (
        offering.code,
        offering.unit,
        offering.period.first,
        last or date.max,
        DAYS[slot.day] if slot else "",
        f"{slot.start:%H:%M}" if slot else "",
        f"{slot.end:%H:%M}" if slot else "",
        offering.every,
        place_text(offering.place, names),
        offering.capacity,
        offering.smallest,
    )
