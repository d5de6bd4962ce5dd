"""A second look at a result, in plain Python, that trusts nothing of the search."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import combinations

from loopbrug.core.programme.class_hours import done_in_class
from loopbrug.core.programme.model import (
    Form,
    Offering,
    PlannedUnit,
    Programme,
    ProgrammeProblem,
    Unit,
)  # fmt: skip
from loopbrug.core.programme.rules import broken_wishes
from loopbrug.core.programme.sitting_rules import off_sitting
from loopbrug.core.programme.teaching_weeks import (
    Calendar,
    calendar_of,
    rhythm_of,
    session_days,
)  # fmt: skip
from loopbrug.core.terms.finding import Finding


def check_programme(problem: ProgrammeProblem, programme: Programme) -> tuple[Finding, ...]:
    """Return everything in which the programme is not what it claims to be; none when sound.

    Codes: ``programme.wrong-…``, about the offering, unit or outcome that is wrong.
    """
    if not programme.units and programme.finish is None and programme.hours == 0:
        needs = problem.needs if programme.status in ("proved", "feasible") else ()
        return tuple(_wrong("open", need.outcome) for need in needs)
    return tuple(_Check(problem, programme).findings())


def _wrong(what: str, about: str) -> Finding:
    return Finding.of(f"programme.wrong-{what}", about, thing=about)


class _Check:
    def __init__(self, problem: ProgrammeProblem, programme: Programme) -> None:
        self.problem, self.programme = problem, programme
        self.units = {unit.code: unit for unit in problem.catalogue.units}
        self.offerings = {offering.code: offering for offering in problem.catalogue.offerings}
        self.held = problem.held - {need.outcome for need in problem.needs}
        self.kept = {planned.unit for planned in problem.kept}
        self.calendar: Calendar = calendar_of(problem.catalogue)

    def findings(self) -> Iterator[Finding]:
        unknown = [p for p in self.programme.units if p.offering not in self.offerings]
        if unknown:
            yield from (_wrong("offering", planned.offering) for planned in unknown)
            return
        yield from self._each()
        yield from self._order()
        yield from self._weeks()
        yield from self._covered()
        yield from self._totals()

    def _each(self) -> Iterator[Finding]:
        """Each unit once, at an offering with room, sessions and no wish against it."""
        seen = set()
        for planned in self.programme.units:
            offering = self.offerings[planned.offering]
            unit = self.units[planned.unit]
            if planned.unit in seen or offering.unit != planned.unit:
                yield _wrong("unit", planned.unit)
            seen.add(planned.unit)
            off = off_sitting(offering, unit, self.problem.catalogue)
            if offering.capacity <= 0 or not self._meets(offering, unit) or off:
                yield _wrong("offering", planned.offering)
            given = _as_given(offering, unit)
            if planned.unit in self.kept:
                continue
            if broken_wishes(given, planned.load, self.problem.wishes):
                yield _wrong("wish", planned.offering)
            weeks = self._weeks_of(planned)
            wishes, per_week = self.problem.wishes, planned.hours_per_week
            elsewhere = planned.in_class != done_in_class(unit, per_week, planned.period, wishes)
            if not weeks or per_week * len(weeks) < planned.hours or elsewhere:
                yield _wrong("load", planned.offering)

    def _meets(self, offering: Offering, unit: Unit) -> bool:
        given = _as_given(offering, unit)
        return given.slot is None or bool(session_days(given, self.problem.catalogue.holidays))

    def _order(self) -> Iterator[Finding]:
        """What a unit needs is held, or was closed in a week before."""
        for planned in self.programme.units:
            before = [p for p in self.programme.units if self._ended_before(p, planned)]
            closed = set(self.held)
            for earlier in before:
                closed.update(code for code, _ in self.units[earlier.unit].covers)
            finished = {earlier.unit for earlier in before}
            unit = self.units[planned.unit]
            if planned.unit in self.kept:
                continue
            if not closed.issuperset(unit.needs_outcomes):
                yield _wrong("order", planned.unit)
            for code in unit.needs_units:
                if code not in finished and not self._all_held(code):
                    yield _wrong("order", planned.unit)

    def _all_held(self, code: str) -> bool:
        unit = self.units.get(code)
        return unit is not None and self.held.issuperset(covered for covered, _ in unit.covers)

    def _ended_before(self, one: PlannedUnit, other: PlannedUnit) -> bool:
        weeks, later = self._weeks_of(one), self._weeks_of(other)
        return bool(weeks) and bool(later) and weeks[-1] < later[0]

    def _weeks_of(self, planned: PlannedUnit) -> tuple[date, ...]:
        last = planned.period.last or planned.period.first
        return tuple(
            monday
            for monday in self.calendar.mondays
            if monday <= last and planned.period.first <= monday + timedelta(days=6)
        )

    def _weeks(self) -> Iterator[Finding]:
        """No two sessions at once, no week above the ceiling, the peak as told."""
        for one, other in combinations(self.programme.units, 2):
            shared = set(self._weeks_of(one)) & set(self._weeks_of(other))
            rhythm, beside = rhythm_of(one), rhythm_of(other)
            if shared and rhythm and beside and rhythm.clashes(beside):
                yield _wrong("clash", one.offering)
        loads: dict[date, int] = {}
        for planned in self.programme.units:
            for monday in self._weeks_of(planned):
                loads[monday] = loads.get(monday, 0) + planned.load
        peak = max(loads.values(), default=0)
        if peak > self.problem.wishes.study_hours or peak != self.programme.peak_week_hours:
            yield _wrong("peak", str(peak))

    def _covered(self) -> Iterator[Finding]:
        """Every need is closed, by a unit that says so and covers it."""
        closed = {code for planned in self.programme.units for code in planned.closes}
        for need in self.problem.needs:
            if need.outcome not in closed:
                yield _wrong("open", need.outcome)
        for planned in self.programme.units:
            covers = {code for code, _ in self.units[planned.unit].covers}
            if not planned.closes or not covers.issuperset(planned.closes):
                yield _wrong("closes", planned.unit)

    def _totals(self) -> Iterator[Finding]:
        units = self.programme.units
        if sum(planned.hours for planned in units) != self.programme.hours:
            yield _wrong("hours", str(self.programme.hours))
        lasts = [planned.period.last for planned in units if planned.period.last]
        if max(lasts, default=None) != self.programme.finish:
            yield _wrong("finish", str(self.programme.finish))
        if self.programme.bound > self.programme.hours:
            yield _wrong("bound", str(self.programme.bound))


def _as_given(offering: Offering, unit: Unit) -> Offering:
    if unit.form is Form.WORKPLACE:
        return Offering(offering.code, offering.unit, offering.period, None, None)
    return offering
