"""Two programmes side by side: what a change of the week means."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from loopbrug.core.outcomes.model import Gap
from loopbrug.core.programme.change_reasons import Occasion
from loopbrug.core.programme.model import PlannedUnit, Programme, Status
from loopbrug.core.terms.finding import Finding

WITH_UNITS = (Status.PROVED, Status.FEASIBLE)
"""What a programme is worth when there is one to walk."""


class Change(StrEnum):
    """What happens to a unit."""

    NEW = "new"
    GONE = "gone"
    MOVED = "moved"
    PAUSED = "paused"
    SAME = "same"


@dataclass(frozen=True, slots=True)
class UnitChange:
    """One unit in two programmes; ``before`` or ``after`` is None when it is not in it."""

    unit: str
    change: Change
    before: PlannedUnit | None
    after: PlannedUnit | None
    why: Finding | None = None


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


def is_outdated(programme: Programme, gap: Gap | None, over: Collection[str] = frozenset()) -> bool:
    """Return whether what must be closed changed since the programme was made.

    ``over`` are offerings that are behind us: that what they closed is shown, is as it should be.
    """
    if gap is None or programme.status not in WITH_UNITS:
        return False
    closed = {code for planned in programme.units for code in planned.closes}
    ahead = {
        code
        for planned in programme.units
        if planned.offering not in over
        for code in planned.closes
    }
    needed = {need.outcome for need in gap.needs}
    return not needed <= closed or not ahead.isdisjoint(gap.validated)


def compare(old: Programme | None, new: Programme, occasion: Occasion | None = None) -> Comparison:
    """Return ``new`` beside ``old``, units in the order they start, those that go last.

    With the ``occasion`` every change says why.
    """
    before = {planned.unit: planned for planned in old.units} if old else {}
    units = tuple(_changes(before, new))
    if occasion is not None:
        units = tuple(_with_reason(one, occasion) for one in units)
    return Comparison(old, new, units)


def _with_reason(one: UnitChange, occasion: Occasion) -> UnitChange:
    if one.change is Change.SAME:
        return one
    return replace(one, why=occasion.why(one.before, one.after))


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
    if not same:
        return Change.MOVED
    return Change.SAME if was.load == now.load else Change.PAUSED
