"""A listing as OEAPI 6.0: courses, their offerings and the learning outcomes they cover.

OEAPI is an interface, no file format: the document holds three lists of its own resources. What
it has no place for (hours per outcome, prerequisites, the weekly session) goes in ``ext``.
"""

import hashlib
import uuid
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from loopbrug.core.outcomes.model import Framework, Outcome
from loopbrug.core.programme.exchange.listing import Listing
from loopbrug.core.programme.exchange.stored import slot_text
from loopbrug.core.programme.model import Form, Offering, Unit
from loopbrug.core.terms.words import Bilingual, Place

EXT = "loopbrug"
"""Under this name in ``ext`` stands what OEAPI has no place for."""
ZONE = ZoneInfo("Europe/Amsterdam")

Resource = dict[str, Any]


def oeapi_document(listing: Listing, framework: Framework, hours_per_ec: Decimal) -> Resource:
    """Return what an institute offers as OEAPI 6.0 resources; the same bytes for the same listing.

    ``hours_per_ec`` is the study load of one European credit, by law.
    """
    known = {outcome.code: outcome for outcome in framework.outcomes}
    units = {unit.code: unit for unit in listing.units}
    used = dict.fromkeys(code for unit in listing.units for code, _hours in unit.covers)
    going = [_offering(one, units[one.unit], "active") for one in listing.offerings]
    gone = [
        _offering(one.offering, units[one.offering.unit], "cancelled", one.reason)
        for one in listing.cancelled
        if one.offering.unit in units
    ]
    return {
        "courses": [_course(unit, known, hours_per_ec) for unit in listing.units],
        "courseOfferings": [*going, *gone],
        "learningOutcomes": [_outcome(known[code]) for code in used if code in known],
    }


def identifier_of(*parts: str) -> str:
    """Return an identifier in the shape of a UUID version 4, made from ``parts`` alone."""
    digest = hashlib.sha256("\n".join(parts).encode()).digest()
    return str(uuid.UUID(bytes=digest[:16], version=4))


def course_id(unit: Unit) -> str:
    """Return the identifier that a unit bears wherever it is exported."""
    return identifier_of("course", unit.institute, unit.code)


def _course(unit: Unit, known: Mapping[str, Outcome], hours_per_ec: Decimal) -> Resource:
    load = round(Decimal(unit.hours) / hours_per_ec, 2)
    outcomes = [known[code].identifier for code, _hours in unit.covers if code in known]
    return {
        "courseId": course_id(unit),
        "primaryCode": {"codeType": "identifier", "code": unit.code},
        "name": _texts(unit.title),
        "studyLoad": [
            {"studyLoadUnit": "hour", "value": unit.hours},
            {"studyLoadUnit": "ects", "value": float(load)},
        ],
        **({"modesOfDelivery": ["work_based"]} if unit.form is Form.WORKPLACE else {}),
        "learningOutcomeIds": outcomes,
        "ext": {
            EXT: {
                "form": unit.form.value,
                "covers": [{"code": code, "hours": hours} for code, hours in unit.covers],
                "fixedHours": unit.fixed_hours,
                "exemptible": unit.exemptible,
                "needsOutcomes": list(unit.needs_outcomes),
                "needsUnits": list(unit.needs_units),
                "sectors": [sector.value for sector in unit.sectors],
                **({"nationalTest": unit.national} if unit.national else {}),
            }
        },
    }


def _offering(offering: Offering, unit: Unit, state: str, reason: str = "") -> Resource:
    last, place = offering.period.last, offering.place
    slot = slot_text(offering.slot) if offering.slot else ""
    own: Resource = {"slot": slot, "everyWeeks": offering.every}
    return {
        "courseOfferingId": identifier_of("offering", unit.institute, offering.code),
        "primaryCode": {"codeType": "offering_code", "code": offering.code},
        "name": _texts(unit.title),
        "state": state,
        "courseId": course_id(unit),
        "startDateTime": _moment(offering.period.first, time()),
        **({"endDateTime": _moment(last, time(23, 59, 59))} if last else {}),
        "modesOfDelivery": ["presential" if place else "online"],
        "maxNumberStudents": offering.capacity,
        "minNumberStudents": offering.smallest,
        **({"addresses": [_address(place)]} if place else {}),
        "ext": {EXT: own | ({"reason": reason} if reason else {})},
    }


def _outcome(outcome: Outcome) -> Resource:
    return {
        "learningOutcomeId": outcome.identifier,
        "primaryCode": {"codeType": "identifier", "code": outcome.code},
        "name": _texts(outcome.statement),
    }


def _address(place: Place) -> Resource:
    return {
        "addressType": "teaching",
        "additional": [{"language": "nl", "value": place.name}],
        "postCode": place.postcode,
        "countryCode": {"iso3166-1-alpha2": "NL"},
        "geolocation": {"latitude": place.latitude, "longitude": place.longitude},
    }


def _texts(text: Bilingual) -> list[Resource]:
    pairs: Iterable[tuple[str, str]] = (("nl", text.nl), ("en", text.en))
    return [{"language": language, "value": value} for language, value in pairs if value]


def _moment(day: date, at: time) -> str:
    return datetime.combine(day, at, ZONE).isoformat()
