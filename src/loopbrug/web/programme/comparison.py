"""Two programmes side by side: what a change of the week means."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from loopbrug.core.outcomes.model import Gap
from loopbrug.core.programme.model import PlannedUnit, Programme, Status

WITH_UNITS = (Status.PROVED, Status.FEASIBLE)
"""What a programme is worth when there is one to walk."""


class Change(StrEnum):
    """What happens to a unit."""

    NEW = "new"
    GONE = "gone"
    MOVED = "moved"
    SAME = "same"


@dataclass(frozen=True, slots=True)
class UnitChange:
    """One unit in two programmes; ``before`` or ``after`` is None when it is not in it."""

    unit: str
    change: Change
    before: PlannedUnit | None
    after: PlannedUnit | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """An old programme (None: there was none) beside a new one, unit by unit."""

    old: Programme | None
    new: Programme
    units: tuple[UnitChange, ...]

    @property
    def alters(self) -> bool:
        """Whether any unit changes."""
        return any(unit.change is not Change.SAME for unit in self.units)

    def count(self, change: Change) -> int:
        """Return how many units undergo ``change``."""
        return sum(unit.change is change for unit in self.units)


def is_outdated(programme: Programme, gap: Gap | None) -> bool:
    """Return whether what must be closed changed since the programme was made."""
    if gap is None or programme.status not in WITH_UNITS:
        return False
    closed = {code for planned in programme.units for code in planned.closes}
    needed = {need.outcome for need in gap.needs}
    return not needed <= closed or not closed.isdisjoint(gap.validated)


def compare(old: Programme | None, new: Programme) -> Comparison:
    """Return ``new`` beside ``old``, units in the order they start, those that go last."""
    before = {planned.unit: planned for planned in old.units} if old else {}
    return Comparison(old, new, tuple(_changes(before, new)))


def _changes(before: dict[str, PlannedUnit], new: Programme) -> Iterator[UnitChange]:
    for planned in sorted(new.units, key=lambda one: one.period.first):
        was = before.get(planned.unit)
        yield UnitChange(planned.unit, _change(was, planned), was, planned)
    after = {planned.unit for planned in new.units}
    for code, was in before.items():
        if code not in after:
            yield UnitChange(code, Change.GONE, was, None)


def _change(was: PlannedUnit | None, now: PlannedUnit) -> Change:
    if was is None:
        return Change.NEW
    same = (was.offering, was.period, was.slot, was.hours) == (
        now.offering,
        now.period,
        now.slot,
        now.hours,
    )
    return Change.SAME if same else Change.MOVED
