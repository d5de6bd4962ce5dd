"""What one institute offers, as it is kept, published and exchanged."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from loopbrug.core.programme.model import Catalogue, Offering, Unit
from loopbrug.core.terms.words import Period


@dataclass(frozen=True, slots=True)
class Cancelled:
    """An offering that will not be given, from which day that is known, and why."""

    offering: Offering
    day: date
    reason: str


@dataclass(frozen=True, slots=True)
class Listing:
    """Everything one institute offers, and what it cancelled."""

    units: tuple[Unit, ...] = ()
    offerings: tuple[Offering, ...] = ()
    cancelled: tuple[Cancelled, ...] = ()


def catalogue_from(listings: Iterable[Listing], holidays: tuple[Period, ...]) -> Catalogue:
    """Return the catalogue that the institutes of a region make together."""
    every = tuple(listings)
    return Catalogue(
        tuple(unit for one in every for unit in one.units),
        tuple(offering for one in every for offering in one.offerings),
        holidays,
    )


def listing_of(institute: str, catalogue: Catalogue) -> Listing:
    """Return what one institute offers in a catalogue."""
    units = tuple(unit for unit in catalogue.units if unit.institute == institute)
    codes = {unit.code for unit in units}
    return Listing(units, tuple(one for one in catalogue.offerings if one.unit in codes))
