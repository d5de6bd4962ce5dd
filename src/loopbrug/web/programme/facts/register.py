"""Rows of the register as offers of the core, searched and filtered."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from loopbrug.core.outcomes.model import Qualification
from loopbrug.core.programme.register.offer import Offer
from loopbrug.core.programme.register.search import Search, search
from loopbrug.web.pathway.facts import ground_of
from loopbrug.web.programme.queries.register import OfferRow, open_offers


@dataclass(frozen=True, slots=True)
class Asked:
    """What a visitor of the register wants to see; empty is everything."""

    words: str = ""
    sector: str = ""
    institute: str = ""
    month: str = ""
    closed: bool = False


def qualifications_of(region: str) -> Mapping[str, Qualification]:
    """Return the qualifications that a region trains for, by code; second ones apart."""
    return {one.code: one for one in ground_of(region).qualifications if not one.second}


def offer_of(row: OfferRow) -> Offer:
    """Return a row as the core knows it; raises ``KeyError`` for an unknown qualification."""
    return Offer(
        code=str(row.pk),
        institute=row.institute.code,
        institute_name=row.institute.name,
        qualification=qualifications_of(row.institute.region)[row.qualification],
        starts_on=row.starts_on,
        checked_on=row.checked_on,
        source=row.source,
        contact=row.contact,
        assessments=tuple(date.fromisoformat(day) for day in row.assessments),
        closes_on=row.closes_on,
        price=row.price,
        places=row.places,
    )


def all_offers(rows: Iterable[OfferRow] | None = None) -> tuple[Offer, ...]:
    """Return the offers of the register whose qualification a region still has."""
    listed = open_offers() if rows is None else rows
    known = (row for row in listed if row.qualification in qualifications_of(row.institute.region))
    return tuple(offer_of(row) for row in known)


def found_in(
    offers: Iterable[Offer], asked: Asked, today: date, also: Mapping[str, str] | None = None
) -> Search:
    """Return the offers that are asked for; those one can no longer apply to only when asked."""
    kept = [
        offer
        for offer in offers
        if (asked.closed or not offer.closed(today))
        and asked.sector in ("", offer.qualification.sector.value)
        and asked.institute in ("", offer.institute)
        and asked.month in ("", f"{offer.starts_on:%Y-%m}")
    ]
    return search(kept, asked.words, also)
