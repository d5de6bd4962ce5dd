"""What is wrong with what an institute wants to publish, beside what others in the region offer."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date

from loopbrug.core.outcomes.model import Framework
from loopbrug.core.programme.catalogue_rules import catalogue_findings
from loopbrug.core.programme.exchange.listing import Listing
from loopbrug.core.programme.model import Catalogue, Form, Offering, Unit
from loopbrug.core.programme.sitting_rules import offering_findings
from loopbrug.core.terms.finding import Finding, Weight

TESTS = (Form.TEST_ONLY, Form.KNOWLEDGE_TEST)


def listing_findings(
    listing: Listing, others: Catalogue, framework: Framework
) -> tuple[Finding, ...]:
    """Return everything that blocks publishing ``listing``, or deserves a look.

    ``others`` is what the other institutes of the region offer, with the holidays: units may ask
    for theirs first, and may not bear their codes. A code means one unit in a region for ever,
    since programmes remember it; so the second to use a code is told whose it is.
    """
    together = replace(
        others,
        units=(*others.units, *listing.units),
        offerings=(*others.offerings, *listing.offerings),
    )
    own = {unit.code for unit in listing.units} | {one.code for one in listing.offerings}
    general = catalogue_findings(together, framework)
    return (
        *codes_taken(listing, others),
        *rings(together.units, own),
        *(one for unit in listing.units for one in _unit(unit)),
        *(one for offering in listing.offerings for one in _offering(offering)),
        *_outside(listing, others),
        *offering_findings(listing.units, together),
        *(one for one in general if one.about in own and one.code != "programme.code-twice"),
        *_twice(listing),
    )


def rings(units: Iterable[Unit], about: Iterable[str]) -> Iterator[Finding]:
    """Yield the units that have to be finished before they can start, with the way round."""
    needs = {unit.code: unit.needs_units for unit in units}
    for code in sorted(set(about) & needs.keys()):
        way = _way_back(code, needs)
        if way:
            yield Finding.of(
                "programme.unit-needs-itself", code, unit=code, way=" → ".join((code, *way))
            )


def _way_back(start: str, needs: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Return the shortest way from a unit back to itself; empty when there is none."""
    ways: list[tuple[str, ...]] = [(code,) for code in needs[start]]
    seen: set[str] = set()
    for way in ways:
        if way[-1] == start:
            return way
        if way[-1] not in seen:
            seen.add(way[-1])
            ways.extend((*way, code) for code in needs.get(way[-1], ()))
    return ()


def codes_taken(listing: Listing, others: Catalogue) -> Iterator[Finding]:
    """Yield the codes of units and offerings that another institute of the region bears."""
    whose = {unit.code: unit.institute for unit in others.units}
    for unit in listing.units:
        if unit.code in whose:
            yield Finding.of(
                "programme.unit-code-taken", unit.code,
                unit=unit.code, institute=whose[unit.code],
                free=f"{unit.institute.upper()}-{unit.code}",
            )  # fmt: skip
    codes = {offering.code for offering in others.offerings}
    for offering in listing.offerings:
        if offering.code in codes:
            yield Finding.of("programme.offering-code-taken", offering.code, offering=offering.code)


def _twice(listing: Listing) -> Iterator[Finding]:
    for things in (listing.units, listing.offerings):
        seen: set[str] = set()
        for code in (thing.code for thing in things):
            if code in seen:
                yield Finding.of("programme.code-twice", code, thing=code)
            seen.add(code)


def _unit(unit: Unit) -> Iterator[Finding]:
    if not unit.covers:
        yield Finding.of(
            "programme.unit-covers-nothing", unit.code, weight=Weight.WARNS, unit=unit.code
        )


def _offering(offering: Offering) -> Iterator[Finding]:
    if offering.smallest > offering.capacity > 0:
        yield Finding.of(
            "programme.offering-smallest-over", offering.code,
            offering=offering.code, smallest=offering.smallest, capacity=offering.capacity,
        )  # fmt: skip


def _outside(listing: Listing, others: Catalogue) -> Iterator[Finding]:
    """Yield what ends after the last holiday that is known: its weeks cannot be reckoned."""
    horizon = max((one.last for one in others.holidays if one.last), default=date.max)
    tests = {unit.code for unit in listing.units if unit.form in TESTS}
    for offering in listing.offerings:
        if offering.period.last and offering.period.last > horizon:
            name = "test" if offering.unit in tests else "offering"
            yield Finding.of(
                f"programme.{name}-outside-horizon", offering.code, weight=Weight.WARNS,
                offering=offering.code, unit=offering.unit,
                day=offering.period.last, horizon=horizon,
            )  # fmt: skip
