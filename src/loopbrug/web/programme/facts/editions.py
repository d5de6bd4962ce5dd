"""Every edition of a region's catalogue that was ever published, by its number."""

from collections.abc import Container, Mapping
from dataclasses import replace
from functools import lru_cache

from loopbrug.core.bridge.model import Region
from loopbrug.core.programme.exchange.listing import Listing, catalogue_from
from loopbrug.core.programme.exchange.stored import listing_from
from loopbrug.core.programme.model import Catalogue
from loopbrug.web.pathway.catalogues import Source, published
from loopbrug.web.pathway.facts import region_at
from loopbrug.web.programme.queries.catalogue import documents_at, head_of, mark_at


def region_in(code: str, number: int) -> Region:
    """Return a region with the catalogue of that number; 0 is that of the files."""
    current, mark = published(code)
    return region_at(code, number, mark if number == current else mark_at(code, number))


@lru_cache(maxsize=4)
def listings_at(region: str, number: int, _mark: str) -> Mapping[str, Listing]:
    """Return what each institute offered under a number, by its code; nothing under 0."""
    found = documents_at(region, number).items()
    return {institute: listing_from(document) for institute, document in found}


def without(catalogue: Catalogue, institutes: Container[str]) -> Catalogue:
    """Return a catalogue without what these institutes offer."""
    units = tuple(unit for unit in catalogue.units if unit.institute not in institutes)
    codes = {unit.code for unit in units}
    offerings = tuple(offering for offering in catalogue.offerings if offering.unit in codes)
    return Catalogue(units, offerings, catalogue.holidays, catalogue.tests)


def _with_catalogue(region: Region, number: int) -> Region:
    """Return the region with what was published; who never published keeps to the files."""
    listings = listings_at(region.code, number, mark_at(region.code, number))
    filed = without(region.catalogue, listings)
    made = catalogue_from(listings.values(), filed.holidays)
    both = replace(
        filed,
        units=(*made.units, *filed.units),
        offerings=(*made.offerings, *filed.offerings),
    )
    return replace(region, catalogue=both, version=number)


SOURCE = Source(head_of, _with_catalogue)
"""Hung into the pathway: what a region offers is what its institutes published."""
