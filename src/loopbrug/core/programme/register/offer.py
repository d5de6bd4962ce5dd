"""Second-career offers (*zij-instroomaanbod*): who trains whom, from when, and what is unknown."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from loopbrug.core.outcomes.model import Qualification
from loopbrug.core.terms.finding import Finding, Weight

FRESH = timedelta(days=180)
"""An offer that nobody checked for longer is marked: dates and prices change every half year."""
MOST_PLACES, MOST_PRICE = 500, Decimal(100_000)


@dataclass(frozen=True, slots=True)
class Offer:
    """One start of a training for people from another career.

    ``assessments`` are days on which the suitability assessment can be done, ``closes_on`` the
    last day to apply. ``price`` is in euro for the whole training. None, or no day at all, is
    unknown: it is shown so, never guessed. ``source`` is where it was read, ``checked_on`` when.
    """

    code: str
    institute: str
    institute_name: str
    qualification: Qualification
    starts_on: date
    checked_on: date
    source: str
    contact: str
    assessments: tuple[date, ...] = ()
    closes_on: date | None = None
    price: Decimal | None = None
    places: int | None = None

    def stale(self, today: date) -> bool:
        """Return whether nobody checked it for so long that it may be otherwise by now."""
        return today - self.checked_on > FRESH

    def closed(self, today: date) -> bool:
        """Return whether one can no longer apply."""
        return today > (self.closes_on or self.starts_on)


def offer_findings(offer: Offer, today: date) -> tuple[Finding, ...]:
    """Return everything that cannot be right in an offer; ``about`` is the name of the field."""
    return (*_days(offer, today), *_figures(offer))


def after_start(
    start: date, closes_on: date | None, assessments: Iterable[date]
) -> Iterator[Finding]:
    """Yield the days of an offer that come too late: the training has begun by then."""
    if closes_on and closes_on > start:
        yield Finding.of(
            "programme.offer-closes-after-start", "closes_on", day=closes_on, start=start
        )
    for day in assessments:
        if day > start:
            yield Finding.of(
                "programme.offer-assessment-after-start", "assessments", day=day, start=start
            )


def _days(offer: Offer, today: date) -> Iterator[Finding]:
    yield from after_start(offer.starts_on, offer.closes_on, offer.assessments)
    if offer.checked_on > today:
        yield Finding.of("programme.offer-checked-ahead", "checked_on", day=offer.checked_on)
    if offer.stale(today):
        about = "checked_on"
        code = "programme.offer-stale"
        yield Finding.of(code, about, weight=Weight.WARNS, day=offer.checked_on)


def _figures(offer: Offer) -> Iterator[Finding]:
    if offer.price is not None and not 0 <= offer.price <= MOST_PRICE:
        yield Finding.of("programme.offer-price", "price", most=MOST_PRICE)
    if offer.places is not None and not 0 <= offer.places <= MOST_PLACES:
        yield Finding.of("programme.offer-places", "places", most=MOST_PLACES)
