"""Catalogues as values of the core: what institutes work on, and what was published when."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import date

from loopbrug.core.programme.catalogue_changes import catalogue_changes
from loopbrug.core.programme.exchange.listing import Cancelled, Listing
from loopbrug.core.programme.exchange.stored import listing_from
from loopbrug.core.programme.model import Catalogue, Form, Offering, Unit
from loopbrug.core.programme.sittings import NationalTest
from loopbrug.core.terms.finding import Finding
from loopbrug.core.terms.words import Period, Place, Sector, TimeSlot, Weekday
from loopbrug.web.organisations.queries import Organisation
from loopbrug.web.pathway.catalogues import published
from loopbrug.web.pathway.facts import ground_of, places_of, region_of
from loopbrug.web.programme.facts import programme_of
from loopbrug.web.programme.facts.editions import listings_at, region_in, without
from loopbrug.web.programme.queries import ProgrammeVersion, counting_now
from loopbrug.web.programme.queries.catalogue import (
    OfferingRow,
    UnitRow,
    last_document,
    names_of_institutes,
    offering_rows,
    unit_rows,
)

Pairs = tuple[tuple[str, str], ...]


def working_listing(institute: Organisation) -> Listing:
    """Return what an institute works on as it stands, cancelled offerings apart.

    What was cancelled stays told, also when its unit was removed since.
    """
    places = {place.postcode: place for place in places_of(institute.region)}
    units = tuple(unit_from(row, institute.code) for row in unit_rows(institute))
    rows = list(offering_rows(institute))
    going = tuple(offering_from(row, places) for row in rows if row.cancelled_on is None)
    cancelled = {one.offering.code: one for one in published_listing(institute).cancelled}
    for row in rows:
        if row.cancelled_on is not None:
            told = Cancelled(offering_from(row, places), row.cancelled_on, row.cancel_reason)
            cancelled.setdefault(row.code, told)
    for one in going:
        cancelled.pop(one.code, None)
    return Listing(units, going, tuple(cancelled.values()))


def published_listing(institute: Organisation) -> Listing:
    """Return what an institute published last; empty when it never did."""
    document = last_document(institute)
    return listing_from(document) if document else Listing()


def others_than(institute: Organisation) -> Catalogue:
    """Return what the other institutes of the region offer now, with the holidays."""
    return without(region_of(institute.region).catalogue, {institute.code})


def with_names(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return findings that name an institute as people know it, not by its code."""
    found = tuple(findings)
    codes = {str(one.value("institute")) for one in found if _names_institute(one)}
    names = names_of_institutes(codes)
    return tuple(_named(one, names) if _names_institute(one) else one for one in found)


def _names_institute(finding: Finding) -> bool:
    return any(key == "institute" for key, _ in finding.values)


def _named(finding: Finding, names: Mapping[str, str]) -> Finding:
    values = dict(finding.values)
    code = str(values["institute"])
    return replace(finding, values=tuple((values | {"institute": names.get(code, code)}).items()))


def national_tests(region: str) -> tuple[NationalTest, ...]:
    """Return the national tests that a region knows, with their sittings."""
    return ground_of(region).catalogue.tests


def unit_from(row: UnitRow, institute: str) -> Unit:
    """Return a unit an institute works on as a value."""
    return Unit(
        code=row.code,
        title=row.title,
        institute=institute,
        form=Form(row.form),
        covers=tuple((code, hours) for code, hours in row.covers),
        fixed_hours=row.fixed_hours,
        exemptible=row.exemptible,
        needs_outcomes=tuple(row.needs_outcomes),
        needs_units=tuple(row.needs_units),
        sectors=tuple(Sector(sector) for sector in row.sectors),
        national=row.national,
    )


def offering_from(row: OfferingRow, places: dict[str, Place]) -> Offering:
    """Return an offering as a value; its place is the middle of its postcode's area."""
    slot, place = None, None
    if row.weekday is not None and row.starts_at and row.ends_at:
        slot = TimeSlot(Weekday(row.weekday), row.starts_at, row.ends_at)
    if row.postcode in places:
        place = replace(places[row.postcode], name=row.place_name)
    return Offering(
        code=row.code,
        unit=row.unit.code,
        period=Period(row.first, row.last),
        slot=slot,
        place=place,
        capacity=row.capacity,
        every=row.every,
        smallest=row.smallest,
    )


def people_ahead(region: str, codes: Collection[str], day: date) -> tuple[tuple[str, int], ...]:
    """Return by offering how many people still have it ahead of them in the programme that counts.

    Only those of ``codes`` that somebody has, the one with most people first.
    """
    found = Counter[str]()
    for version in counting_now(region) if codes else ():
        units = programme_of(version).units
        found.update(
            one.offering
            for one in units
            if one.offering in codes and (one.period.last or one.period.first) >= day
        )
    return tuple(found.most_common())


def stopped_in(version: ProgrammeVersion, changes: Iterable[Finding], day: date) -> Pairs:
    """Return the units, with their offerings, that run on ``day`` and were cancelled."""
    cancelled = {one.about for one in changes if one.code == "programme.offering-cancelled"}
    return tuple(
        (one.unit, one.offering)
        for one in programme_of(version).units
        if one.offering in cancelled and one.period.first <= day
    )


def changes_for(version: ProgrammeVersion, day: date) -> tuple[Finding, ...]:
    """Return what changed in the catalogue for a programme since it was planned.

    Empty as long as nothing was published since; a programme keeps what it was planned on.
    """
    region = version.dossier.region
    number, mark = published(region)
    if version.catalogue == number:
        return ()
    listings = listings_at(region, number, mark)
    cancelled = tuple(one for listing in listings.values() for one in listing.cancelled)
    then, now = region_in(region, version.catalogue).catalogue, region_of(region).catalogue
    return catalogue_changes(programme_of(version).units, then, now, cancelled, day)
