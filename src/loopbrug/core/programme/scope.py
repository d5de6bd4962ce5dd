"""What of a catalogue concerns one person: which units, which outcomes, how many hours."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from loopbrug.core.outcomes.model import Need
from loopbrug.core.programme.model import Catalogue, Unit

FINISHED = "unit:"
"""Marks the finishing of a unit, where that is a prerequisite, among the outcomes."""


@dataclass(frozen=True, slots=True)
class Scope:
    """The units that may serve a person, by code, and what they lack.

    ``lacking`` are outcomes to be closed by whatever teaches them: the needs, and the unheld
    prerequisites of units that serve; ``left`` the hours left of partly validated ones.
    ``spent`` are the hours of units that stay from an earlier plan: those ask nothing any more.
    """

    units: Mapping[str, Unit]
    needed: tuple[str, ...]
    lacking: frozenset[str]
    left: Mapping[str, int]
    held: frozenset[str]
    known: Mapping[str, Unit]
    spent: Mapping[str, int] = field(default_factory=dict)

    def closes(self, unit: Unit) -> frozenset[str]:
        """Return what the unit closes for this person, its own finishing included."""
        outcomes = (code for code, _ in unit.covers if code in self.lacking)
        return frozenset((*outcomes, FINISHED + unit.code))

    def asks(self, unit: Unit) -> frozenset[str]:
        """Return the prerequisites that the person does not meet yet."""
        if unit.code in self.spent:
            return frozenset()
        return prerequisites(unit, self.held, self.known)

    def hours(self, unit: Unit) -> int:
        """Return the study hours this person spends on the unit."""
        if unit.code in self.spent:
            return self.spent[unit.code]
        if not unit.exemptible:
            return unit.hours
        return unit.fixed_hours + sum(
            min(hours, self.left.get(code, hours))
            for code, hours in unit.covers
            if code in self.lacking
        )


def prerequisites(unit: Unit, held: frozenset[str], known: Mapping[str, Unit]) -> frozenset[str]:
    """Return the unmet prerequisites: outcome codes, and units to finish as ``unit:CODE``."""
    outcomes = {code for code in unit.needs_outcomes if code not in held}
    for code in unit.needs_units:
        other = known.get(code)
        if other is None or not held.issuperset(covered for covered, _ in other.covers):
            outcomes.add(FINISHED + code)
    return frozenset(outcomes)


def scope_of(catalogue: Catalogue, needs: tuple[Need, ...], held: frozenset[str]) -> Scope:
    """Return the units that cover a need, and those that such a unit needs, and so on."""
    needed = tuple(sorted({need.outcome for need in needs}))
    left = {need.outcome: need.hours_left for need in needs if need.hours_left is not None}
    held = held - set(needed)
    known = {unit.code: unit for unit in catalogue.units}
    lacking, finishing = set(needed), set[str]()
    units: dict[str, Unit] = {}
    while True:
        fresh = [
            unit
            for code, unit in known.items()
            if code not in units
            and (code in finishing or any(outcome in lacking for outcome, _ in unit.covers))
        ]
        if not fresh:
            break
        for unit in fresh:
            units[unit.code] = unit
            for asked in prerequisites(unit, held, known):
                if asked.startswith(FINISHED):
                    finishing.add(asked.removeprefix(FINISHED))
                else:
                    lacking.add(asked)
            if unit.code in finishing:
                lacking.update(code for code, _ in unit.covers if code not in held)
        for code in finishing & units.keys():
            lacking.update(outcome for outcome, _ in units[code].covers if outcome not in held)
    ordered = {code: units[code] for code in sorted(units)}
    return Scope(ordered, needed, frozenset(lacking), left, held, known)
