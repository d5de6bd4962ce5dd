"""What is wrong with a catalogue: every unit and offering that can never serve, and why."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator

from loopbrug.core.outcomes.model import Framework
from loopbrug.core.programme.model import Catalogue, Form, Offering, Unit
from loopbrug.core.programme.scope import FINISHED, prerequisites
from loopbrug.core.programme.teaching_weeks import calendar_of, session_days
from loopbrug.core.terms.finding import Finding, Weight


def catalogue_findings(catalogue: Catalogue, framework: Framework) -> tuple[Finding, ...]:
    """Return everything in the catalogue that blocks a unit or offering, or deserves a look."""
    return (
        *_codes_twice(catalogue),
        *_unknown(catalogue, {outcome.code for outcome in framework.outcomes}),
        *_prerequisites(catalogue),
        *_unoffered(catalogue),
        *holiday_findings(catalogue, {unit.code for unit in catalogue.units}),
    )


def holiday_findings(catalogue: Catalogue, units: Collection[str]) -> tuple[Finding, ...]:
    """Return the offerings of ``units`` that a holiday leaves empty, or starts late."""
    calendar = calendar_of(catalogue)
    forms = {unit.code: unit.form for unit in catalogue.units}
    found = []
    for offering in sorted(catalogue.offerings, key=lambda offering: offering.code):
        if offering.unit not in units or offering.period.last is None:
            continue
        start, end = calendar.span(offering.period)
        meets = offering.slot is not None and forms.get(offering.unit) is not Form.WORKPLACE
        if start == end or (meets and not session_days(offering, catalogue.holidays)):
            found.append(_about("programme.offering-on-holiday", offering))
        elif any(offering.period.first in holiday for holiday in catalogue.holidays):
            found.append(_about("programme.offering-starts-on-holiday", offering))
    return tuple(found)


def _about(code: str, offering: Offering) -> Finding:
    return Finding.of(
        code, offering.code, weight=Weight.WARNS,
        offering=offering.code, unit=offering.unit, day=offering.period.first,
    )  # fmt: skip


def _codes_twice(catalogue: Catalogue) -> Iterator[Finding]:
    for things in (catalogue.units, catalogue.offerings):
        counts = Counter(thing.code for thing in things)
        for code in sorted(code for code, count in counts.items() if count > 1):
            yield Finding.of("programme.code-twice", code, thing=code)


def _unknown(catalogue: Catalogue, outcomes: Collection[str]) -> Iterator[Finding]:
    units = {unit.code for unit in catalogue.units}
    for unit in catalogue.units:
        for code in (*(code for code, _ in unit.covers), *unit.needs_outcomes):
            if code not in outcomes:
                yield Finding.of(
                    "programme.unknown-outcome", unit.code, unit=unit.code, outcome=code
                )
        for code in unit.needs_units:
            if code not in units:
                yield Finding.of("programme.unknown-unit", unit.code, unit=unit.code, needs=code)
    for offering in catalogue.offerings:
        if offering.unit not in units:
            yield Finding.of(
                "programme.offering-of-unknown-unit", offering.code,
                offering=offering.code, unit=offering.unit,
            )  # fmt: skip


def _prerequisites(catalogue: Catalogue) -> Iterator[Finding]:
    """Yield prerequisites nobody teaches, and units that wait for each other in a ring."""
    offered = _offered(catalogue)
    taught = frozenset(code for unit in offered for code, _ in unit.covers)
    startable = _startable(catalogue, offered, taught)
    for unit in catalogue.units:
        missing = sorted(set(unit.needs_outcomes) - taught)
        for code in missing:
            yield Finding.of(
                "programme.prerequisite-untaught", unit.code, weight=Weight.WARNS,
                unit=unit.code, outcome=code,
            )  # fmt: skip
        if not missing and unit in offered and unit.code not in startable:
            yield Finding.of(
                "programme.prerequisite-ring", unit.code, weight=Weight.WARNS, unit=unit.code,
                outcome=", ".join((*unit.needs_outcomes, *unit.needs_units)),
            )  # fmt: skip


def _startable(
    catalogue: Catalogue, offered: Iterable[Unit], taught: frozenset[str]
) -> frozenset[str]:
    """Return the units that can start once everything untaught is held, in some order."""
    known = {unit.code: unit for unit in catalogue.units}
    every = {code for unit in catalogue.units for code in unit.needs_outcomes}
    held = frozenset(every - taught)
    closed: set[str] = set()
    started: frozenset[str] = frozenset()
    while True:
        now = frozenset(unit.code for unit in offered if prerequisites(unit, held, known) <= closed)
        if now == started:
            return now
        started = now
        for code in now:
            closed.update((FINISHED + code, *(outcome for outcome, _ in known[code].covers)))


def _offered(catalogue: Catalogue) -> tuple[Unit, ...]:
    offered = {offering.unit for offering in catalogue.offerings if offering.capacity > 0}
    return tuple(unit for unit in catalogue.units if unit.code in offered)


def _unoffered(catalogue: Catalogue) -> Iterator[Finding]:
    offered = {unit.code for unit in _offered(catalogue)}
    for unit in catalogue.units:
        if unit.code not in offered:
            yield Finding.of(
                "programme.unit-unoffered", unit.code, weight=Weight.WARNS, unit=unit.code
            )
    for offering in catalogue.offerings:
        if offering.period.last is None:
            yield _about("programme.offering-without-end", offering)
        if offering.capacity <= 0:
            yield _about("programme.offering-full", offering)
