"""What stays of a plan: units that are over or running are in a new one as they were."""

from collections.abc import Iterable
from dataclasses import replace

from loopbrug.core.programme.model import Catalogue, Form, Offering, PlannedUnit, Unit
from loopbrug.core.programme.scope import FINISHED, Scope
from loopbrug.core.programme.teaching_weeks import Calendar
from loopbrug.core.terms.words import Bilingual


def with_kept(scope: Scope, kept: Iterable[PlannedUnit]) -> Scope:
    """Return ``scope`` with the units that stay: each has to be taken, for the hours it had."""
    staying = {planned.unit: planned for planned in kept}
    units = {**scope.units, **{code: _unit(scope, planned) for code, planned in staying.items()}}
    return replace(
        scope,
        units={code: units[code] for code in sorted(units)},
        needed=(*scope.needed, *(FINISHED + code for code in sorted(staying))),
        spent={code: planned.hours for code, planned in staying.items()},
    )


def with_offerings(catalogue: Catalogue, kept: Iterable[PlannedUnit]) -> Catalogue:
    """Return the catalogue in which units that stay are given as they were, and in no other way."""
    staying = {planned.unit: planned for planned in kept}
    others = tuple(each for each in catalogue.offerings if each.unit not in staying)
    given = tuple(offering_of(planned) for planned in staying.values())
    return replace(catalogue, offerings=(*others, *given))


def offering_of(planned: PlannedUnit) -> Offering:
    """Return the offering of a planned unit as it was planned."""
    return Offering(
        planned.offering, planned.unit, planned.period, planned.slot, every=planned.every
    )


def weeks_kept(planned: PlannedUnit, calendar: Calendar) -> tuple[int, int]:
    """Return its teaching weeks; at least one, whatever became a holiday since."""
    start, end = calendar.span(planned.period)
    return start, max(end, start + 1)


def _unit(scope: Scope, planned: PlannedUnit) -> Unit:
    """Return the unit, or a stand-in for one that left the catalogue since."""
    known = scope.known.get(planned.unit)
    if known is not None:
        return known
    covers = tuple((code, 0) for code in planned.closes)
    form = Form.WORKPLACE if planned.in_class else Form.TAUGHT
    title = Bilingual(planned.unit, planned.unit)
    return Unit(planned.unit, title, "", form, covers, planned.hours, exemptible=False)
