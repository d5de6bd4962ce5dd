"""What became of what was planned: facts that a programme is measured and re-made by."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Fate(StrEnum):
    """What became of a planned unit, as somebody recorded it."""

    PASSED = "passed"
    """Finished; what it covers is shown."""
    FAILED = "failed"
    """Finished or tested without success: it is still to be learned."""
    BROKEN_OFF = "broken-off"
    """Stopped before its end, by the person or because it was cancelled."""


@dataclass(frozen=True, slots=True)
class UnitResult:
    """What became of one planned unit on a day; the latest of an offering counts."""

    unit: str
    offering: str
    on: date
    fate: Fate


class Side(StrEnum):
    """Who says that somebody was there."""

    INSTITUTE = "institute"
    WORKPLACE = "workplace"
    CANDIDATE = "candidate"
    """The person's own word: shown as that, and never more than that."""


WEIGHT = (Side.CANDIDATE, Side.WORKPLACE, Side.INSTITUTE)
"""Whose word counts when two differ: the later in this row."""


@dataclass(frozen=True, slots=True)
class Presence:
    """Whether somebody was at a session, or how many hours they worked in a week.

    ``day`` is the day of the session; of a week without sessions its Monday, with ``hours``.
    """

    unit: str
    offering: str
    day: date
    attended: bool
    side: Side
    hours: int | None = None


def latest_results(results: Iterable[UnitResult]) -> dict[str, UnitResult]:
    """Return the result that counts per offering: the last one given."""
    return {result.offering: result for result in results}


def attempts(results: Iterable[UnitResult], unit: str) -> tuple[UnitResult, ...]:
    """Return every attempt at a test, one per day at most: the last word on a day counts."""
    per_day = {(one.offering, one.on): one for one in results if one.unit == unit}
    return tuple(sorted(per_day.values(), key=lambda one: one.on))


def counting(presences: Iterable[Presence]) -> dict[tuple[str, date], Presence]:
    """Return whose word counts per offering and day: the institute's before one's own."""
    found: dict[tuple[str, date], Presence] = {}
    for presence in presences:
        key = (presence.offering, presence.day)
        before = found.get(key)
        if before is None or WEIGHT.index(presence.side) >= WEIGHT.index(before.side):
            found[key] = presence
    return found
