"""Something changed: what somebody told, as a value, before anything is kept of it."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from loopbrug.core.programme.progress import Fate, UnitResult
from loopbrug.core.terms.words import Period


class Kind(StrEnum):
    """What can change. Ill and on leave are both being away: which of the two is not kept."""

    ILL = "ill"
    LEAVE = "leave"
    AWAY = "away"
    FAILED = "failed"
    CANCELLED = "cancelled"
    WEEK = "week"
    EVIDENCE = "evidence"
    CATALOGUE = "catalogue"


ABSENCE = frozenset({Kind.ILL, Kind.LEAVE, Kind.AWAY})
UNIT_KINDS = {Kind.FAILED: Fate.FAILED, Kind.CANCELLED: Fate.BROKEN_OFF}
ELSEWHERE = frozenset({Kind.WEEK, Kind.EVIDENCE})
"""What has a page of its own to be told on."""


@dataclass(frozen=True, slots=True)
class Told:
    """One change: a period away, a unit that failed or is not given, or what institutes changed.

    ``stopped`` are units with their offerings that run and that an institute cancelled.
    """

    kind: Kind
    away: Period | None = None
    unit: str = ""
    offering: str = ""
    stopped: tuple[tuple[str, str], ...] = ()

    def results(self, day: date) -> tuple[UnitResult, ...]:
        """Return what became of the unit it is about; none for an absence."""
        if self.kind is Kind.CATALOGUE:
            return tuple(UnitResult(*one, day, Fate.BROKEN_OFF) for one in self.stopped)
        fate = UNIT_KINDS.get(self.kind)
        return (UnitResult(self.unit, self.offering, day, fate),) if fate else ()

    @property
    def reason(self) -> str:
        """What a version says it was made for: never whether somebody is ill."""
        return Kind.AWAY.value if self.kind in ABSENCE else self.kind.value
