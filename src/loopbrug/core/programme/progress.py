"""What became of what was planned: facts that a programme is measured and re-made by."""

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
