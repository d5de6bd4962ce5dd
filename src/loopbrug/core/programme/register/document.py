"""The register as a document that others may load: one shape, unknown is null."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from loopbrug.core.programme.register.offer import Offer

VERSION = 1


def register_document(offers: Iterable[Offer], today: date) -> dict[str, Any]:
    """Return the register as of ``today``; the shape is ``docs/register.schema.json``."""
    return {
        "version": VERSION,
        "as_of": today.isoformat(),
        "offers": [_offer(offer, today) for offer in offers],
    }


def _offer(offer: Offer, today: date) -> dict[str, Any]:
    wanted = offer.qualification
    return {
        "code": offer.code,
        "institute": {"code": offer.institute, "name": offer.institute_name},
        "qualification": {
            "code": wanted.code, "title": {"nl": wanted.title.nl, "en": wanted.title.en},
            "sector": wanted.sector.value, "degree": wanted.degree.value,
            "subject": wanted.subject or None,
        },
        "starts_on": offer.starts_on.isoformat(),
        "assessment_days": [day.isoformat() for day in offer.assessments] or None,
        "closes_on": offer.closes_on.isoformat() if offer.closes_on else None,
        "price_eur": str(offer.price) if offer.price is not None else None,
        "places": offer.places,
        "contact": offer.contact or None,
        "source": offer.source,
        "checked_on": offer.checked_on.isoformat(),
        "stale": offer.stale(today),
    }  # fmt: skip
