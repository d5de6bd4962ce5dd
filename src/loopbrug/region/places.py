"""The places of a region from a readable file."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace

from loopbrug.core.outcomes.pages import Page, Record, root_of
from loopbrug.core.terms.words import Place

_PLACE = ("postcode", "name", "latitude", "longitude")
_POSTCODE_DIGITS = 4


@dataclass(frozen=True, slots=True)
class Places:
    """Every place by its four-digit postcode, and venues by the name that offerings use."""

    by_postcode: Mapping[str, Place]
    venues: Mapping[str, Place]


def read_places(text: str, filename: str = "") -> Places:
    """Return the places in a YAML text; raises ``BadDataError`` with every error."""
    page = Page(filename)
    root = root_of(text, page, ("venues", "places"))
    places: dict[str, Place] = {}
    for record in root.records("places", _PLACE):
        place = _place(record)
        if place.postcode in places:
            record.wrong("outcomes.file-name-twice", "postcode", name=place.postcode)
        places[place.postcode] = place
    venues = root.record("venues")
    named = {name: _venue(venues.record(name, _PLACE[:2]), places) for name in venues.found}
    page.stop_if_wrong()
    return Places(places, named)


def _place(record: Record) -> Place:
    postcode = record.text("postcode")
    if len(postcode) != _POSTCODE_DIGITS or not postcode.isdigit():
        record.wrong("outcomes.file-postcode", "postcode", found=postcode)
    return Place(
        postcode, record.text("name"), _degrees(record, "latitude"), _degrees(record, "longitude")
    )


def _degrees(record: Record, key: str) -> float:
    text = record.text(key)
    try:
        degrees = float(text)
    except ValueError:
        degrees = math.nan
    if not math.isfinite(degrees):
        record.wrong("outcomes.file-degrees", key, found=text)
    return degrees


def _venue(record: Record, places: Mapping[str, Place]) -> Place:
    """Return the middle of the venue's postcode area under the venue's own name."""
    postcode = record.text("postcode")
    if postcode not in places:
        record.wrong("outcomes.file-postcode-unknown", "postcode", found=postcode)
        return Place(postcode, record.text("name"), 0, 0)
    return replace(places[postcode], name=record.text("name"))
