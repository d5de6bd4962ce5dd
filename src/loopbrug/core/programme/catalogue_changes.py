"""What became of the units and offerings of a programme since the catalogue it was planned on."""

from collections.abc import Iterable, Iterator
from datetime import date

from loopbrug.core.programme.exchange.listing import Cancelled
from loopbrug.core.programme.model import Catalogue, Offering, PlannedUnit, Unit
from loopbrug.core.terms.finding import Finding, Weight
from loopbrug.core.terms.words import Period


def catalogue_changes(
    planned: Iterable[PlannedUnit],
    before: Catalogue,
    after: Catalogue,
    cancelled: Iterable[Cancelled],
    day: date,
) -> tuple[Finding, ...]:
    """Return what changed for the units of a programme that are not finished on ``day``.

    An offering that was cancelled or left out, and one with other days, another time or another
    place, each name the unit (``about`` is the offering). A unit that asks other hours is told
    as well. What was not in the catalogue then (an assignment at school) is passed over.
    """
    told = {one.offering.code: one for one in cancelled}
    then = {offering.code: offering for offering in before.offerings}
    now = {offering.code: offering for offering in after.offerings}
    units_then = {unit.code: unit for unit in before.units}
    units_now = {unit.code: unit for unit in after.units}
    found: list[Finding] = []
    for one in planned:
        was = then.get(one.offering)
        if was is None or _over(one.period, day):
            continue
        found += _offering(one, was, now.get(one.offering), told.get(one.offering))
        found += _unit(one, units_then.get(one.unit), units_now.get(one.unit))
    return tuple(found)


def _over(period: Period, day: date) -> bool:
    return period.last is not None and period.last < day


def _offering(
    planned: PlannedUnit, was: Offering, becomes: Offering | None, told: Cancelled | None
) -> Iterator[Finding]:
    about, unit, day = planned.offering, planned.unit, planned.period.first
    if becomes is None and told is not None:
        yield Finding.of(
            "programme.offering-cancelled", about, weight=Weight.WARNS,
            unit=unit, day=day, known=told.day, reason=told.reason,
        )  # fmt: skip
    elif becomes is None:
        yield Finding.of("programme.offering-gone", about, weight=Weight.WARNS, unit=unit, day=day)
    elif when_and_where(was) != when_and_where(becomes):
        yield Finding.of(
            "programme.offering-changed", about, weight=Weight.WARNS,
            unit=unit, day=day, start=becomes.period.first,
        )  # fmt: skip


def touching(before: Iterable[Offering], after: Iterable[Offering]) -> frozenset[str]:
    """Return the codes of offerings that are gone, or that touch a week in another way."""
    now = {one.code: when_and_where(one) for one in after}
    return frozenset(one.code for one in before if now.get(one.code) != when_and_where(one))


def when_and_where(offering: Offering) -> tuple[object, ...]:
    """Return what of an offering touches somebody's week."""
    return (offering.period, offering.slot, offering.every, offering.place)


def _unit(planned: PlannedUnit, was: Unit | None, becomes: Unit | None) -> Iterator[Finding]:
    if was and becomes and (was.covers, was.fixed_hours) != (becomes.covers, becomes.fixed_hours):
        yield Finding.of(
            "programme.unit-changed", planned.unit, weight=Weight.INFORMS,
            unit=planned.unit, before=was.hours, after=becomes.hours,
        )  # fmt: skip
