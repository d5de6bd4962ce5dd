"""A listing as a document to keep: plain values, small, and readable years from now."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from loopbrug.core.programme.exchange.listing import Cancelled, Listing
from loopbrug.core.programme.model import Form, Offering, Unit
from loopbrug.core.programme.offering_pattern import slot_in
from loopbrug.core.terms.words import Bilingual, Period, Place, Sector, TimeSlot

Document = Mapping[str, Any]


def stored(listing: Listing) -> dict[str, Any]:
    """Return a listing as what JSON can hold; ``listing_from`` gives the same value back."""
    return {
        "units": [unit_document(unit) for unit in listing.units],
        "offerings": [offering_document(offering) for offering in listing.offerings],
        "cancelled": [
            {
                "offering": offering_document(one.offering),
                "day": one.day.isoformat(),
                "reason": one.reason,
            }
            for one in listing.cancelled
        ],
    }


def listing_from(document: Document) -> Listing:
    """Return the listing in a document; what a later edition adds to it is passed over."""
    return Listing(
        tuple(unit_from(one) for one in document["units"]),
        tuple(offering_from(one) for one in document["offerings"]),
        tuple(
            Cancelled(offering_from(one["offering"]), date.fromisoformat(one["day"]), one["reason"])
            for one in document.get("cancelled", ())
        ),
    )


def unit_document(unit: Unit) -> dict[str, Any]:
    """Return a unit as plain values."""
    return {
        "code": unit.code,
        "nl": unit.title.nl,
        "en": unit.title.en,
        "institute": unit.institute,
        "form": unit.form.value,
        "covers": [list(pair) for pair in unit.covers],
        "fixed_hours": unit.fixed_hours,
        "exemptible": unit.exemptible,
        "needs_outcomes": list(unit.needs_outcomes),
        "needs_units": list(unit.needs_units),
        "sectors": [sector.value for sector in unit.sectors],
        # Left out without one, so that a catalogue of before stays the same document.
        **({"national": unit.national} if unit.national else {}),
    }


def unit_from(found: Document) -> Unit:
    """Return the unit that ``unit_document`` wrote."""
    return Unit(
        code=found["code"],
        title=Bilingual(found["nl"], found["en"]),
        institute=found["institute"],
        form=Form(found["form"]),
        covers=tuple((code, hours) for code, hours in found["covers"]),
        fixed_hours=found["fixed_hours"],
        exemptible=found["exemptible"],
        needs_outcomes=tuple(found["needs_outcomes"]),
        needs_units=tuple(found["needs_units"]),
        sectors=tuple(Sector(sector) for sector in found["sectors"]),
        national=found.get("national", ""),
    )


def offering_document(offering: Offering) -> dict[str, Any]:
    """Return an offering as plain values; a period that never ends has no ``last``."""
    place, last = offering.place, offering.period.last
    return {
        "code": offering.code,
        "unit": offering.unit,
        "first": offering.period.first.isoformat(),
        "last": last.isoformat() if last else None,
        "slot": slot_text(offering.slot) if offering.slot else "",
        "place": [place.postcode, place.name, place.latitude, place.longitude] if place else None,
        "capacity": offering.capacity,
        "every": offering.every,
        "smallest": offering.smallest,
    }


def offering_from(found: Document) -> Offering:
    """Return the offering that ``offering_document`` wrote."""
    last = found["last"]
    return Offering(
        code=found["code"],
        unit=found["unit"],
        period=Period(
            date.fromisoformat(found["first"]), date.fromisoformat(last) if last else None
        ),
        slot=slot_in(found["slot"]) if found["slot"] else None,
        place=Place(*found["place"]) if found["place"] else None,
        capacity=found["capacity"],
        every=found["every"],
        smallest=found["smallest"],
    )


def slot_text(slot: TimeSlot) -> str:
    """Return a slot as in "tue 18:30-21:30", which ``slot_in`` reads."""
    return f"{slot.day.name.lower()} {slot.start:%H:%M}-{slot.end:%H:%M}"
