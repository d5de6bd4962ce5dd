"""Files of a catalogue: what is in one, and what it would change."""

import tempfile
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from loopbrug.core.programme.exchange.difference import Difference, difference
from loopbrug.core.programme.exchange.listing import Listing
from loopbrug.core.programme.exchange.oeapi_in import read_oeapi
from loopbrug.core.programme.exchange.sheets import Around, SheetsRead, read_sheets
from loopbrug.core.programme.model import Unit
from loopbrug.core.terms.finding import BadDataError, Finding
from loopbrug.region.midden import CODE, load_places
from loopbrug.web.organisations.queries import Organisation
from loopbrug.web.outcomes.files.content_kinds import TEXT, media_type_of
from loopbrug.web.pathway.facts import framework_of, law, places_of
from loopbrug.web.programme.facts.catalogue import national_tests, working_listing
from loopbrug.web.programme.queries.catalogue import unit_rows
from loopbrug.web.programme.spreadsheet import XLSX, table_of_csv, tables_of_xlsx

MOST_BYTES = 5_000_000


@dataclass(frozen=True, slots=True)
class Preview:
    """What a file would change; a part that it does not hold stays as it is.

    ``known`` are the units as they become, for the titles of their offerings.
    """

    units: Difference
    offerings: Difference
    known: tuple[Unit, ...] = ()

    @property
    def nothing(self) -> bool:
        """Whether everything stays as it is."""
        return self.units.nothing and self.offerings.nothing


def around_of(institute: Organisation) -> Around:
    """Return what a file of an institute is read beside."""
    region = institute.region
    outcomes = {outcome.code for outcome in framework_of(region).outcomes}
    tests = tuple(one.code for one in national_tests(region))
    venues = dict(load_places().venues) if region == CODE else {}
    places = {place.postcode: place for place in places_of(region)}
    units = set(unit_rows(institute).values_list("code", flat=True))
    return Around(institute.code, outcomes, venues, places, units, tests)


def read_file(institute: Organisation, name: str, data: bytes, day: date) -> SheetsRead:
    """Return what a file holds; what it is goes by its content, not by its name.

    Raises ``BadDataError`` with everything that is wrong in it.
    """
    if len(data) > MOST_BYTES:
        most = MOST_BYTES // 1_000_000
        raise BadDataError([Finding.of("programme.file-too-big", name, most=most)])
    kind, around = _kind(data), around_of(institute)
    if kind == XLSX:
        return read_sheets(tables_of_xlsx(data), around)
    if kind != TEXT:
        raise BadDataError([Finding.of("programme.file-kind", name)])
    if data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"["):
        text = data.decode("utf-8-sig", errors="replace")
        framework = framework_of(institute.region)
        return read_oeapi(text, around, framework, hours_per_ec(day))
    return read_sheets([table_of_csv(data, name)], around)


def preview_of(institute: Organisation, listing: Listing, parts: list[str]) -> Preview:
    """Return what taking over ``listing`` would change."""
    now = working_listing(institute)
    units = listing.units if "units" in parts else now.units
    offerings = listing.offerings if "offerings" in parts else now.offerings
    if "offerings" not in parts:
        # An offering goes with its unit, also when the file has no sheet of offerings.
        codes = {unit.code for unit in units}
        offerings = tuple(one for one in offerings if one.unit in codes)
    return Preview(difference(now.units, units), difference(now.offerings, offerings), units)


def hours_per_ec(day: date) -> Decimal:
    """Return the study hours of one European credit, by law."""
    return Decimal(str(law().on("ec.hours", day).value))


def _kind(data: bytes) -> str:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "file"
        path.write_bytes(data)
        kind, faults = media_type_of(path)
    if faults:
        raise BadDataError(faults)
    return kind
