"""The values of a course: where every unit is, and how far somebody is with all of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from loopbrug.core.programme.lived import LivedSession
from loopbrug.core.programme.model import Form, PlannedUnit
from loopbrug.core.programme.progress import Presence, UnitResult
from loopbrug.core.terms.finding import Finding
from loopbrug.core.terms.words import Period

TO_RECORD = timedelta(days=14)
TESTS = (Form.TEST_ONLY, Form.KNOWLEDGE_TEST)


class Course(StrEnum):
    """How somebody walks, seen from what was agreed."""

    NO_PROGRAMME = "no-programme"
    NOT_BEGUN = "not-begun"
    AHEAD = "ahead"
    ON_COURSE = "on-course"
    BEHIND = "behind"
    PAUSED = "paused"
    DONE = "done"


class Stage(StrEnum):
    """Where one unit is."""

    PASSED = "passed"
    SHOWN = "shown"
    """What it closes was shown in another way."""
    FAILED = "failed"
    BROKEN_OFF = "broken-off"
    LATE = "late"
    AWAITED = "awaited"
    """It ended, and its result is not written down yet."""
    RUNNING = "running"
    COMING = "coming"


DONE = (Stage.PASSED, Stage.SHOWN)
OPEN = (Stage.LATE, Stage.FAILED, Stage.BROKEN_OFF)


@dataclass(frozen=True, slots=True)
class Walked:
    """Everything a course is computed from.

    ``units`` are those of the programme that was taken, and earlier ones that have a result or
    were shown; ``shown`` says since when an outcome counts as shown. ``rests`` are pauses and
    periods away, ``paused`` whether the dossier rests today.
    """

    units: tuple[PlannedUnit, ...]
    sessions: tuple[LivedSession, ...] = ()
    results: tuple[UnitResult, ...] = ()
    presences: tuple[Presence, ...] = ()
    shown: Mapping[str, date] = field(default_factory=dict)
    forms: Mapping[str, Form] = field(default_factory=dict)
    holidays: tuple[Period, ...] = ()
    rests: tuple[Period, ...] = ()
    paused: bool = False


@dataclass(frozen=True, slots=True)
class WalkedUnit:
    """One unit with where it is: ``closed_on`` when it was done, None as long as it is not."""

    planned: PlannedUnit
    stage: Stage
    due_on: date
    closed_on: date | None = None
    result: UnitResult | None = None
    attended: int = 0
    missed: int = 0
    met: int = 0
    hours_done: int = 0
    hours_due: int = 0

    @property
    def done(self) -> bool:
        """Whether nothing is left to do for it."""
        return self.stage in DONE


@dataclass(frozen=True, slots=True)
class Point:
    """Outcomes on a day: how many would be shown by the plan, and how many are.

    ``shown`` is None after today: nobody knows.
    """

    day: date
    expected: int
    shown: int | None


@dataclass(frozen=True, slots=True)
class Progress:
    """How far somebody is, and why that is called ahead, on course or behind."""

    course: Course
    reasons: tuple[Finding, ...] = ()
    units: tuple[WalkedUnit, ...] = ()
    points: tuple[Point, ...] = ()
    outcomes: int = 0

    @property
    def units_done(self) -> int:
        """How many units are done."""
        return sum(unit.done for unit in self.units)

    @property
    def units_due(self) -> int:
        """How many units were to be done by today."""
        return sum(unit.done or unit.stage in (*OPEN, Stage.AWAITED) for unit in self.units)

    @property
    def hours(self) -> int:
        """The study hours of all units."""
        return sum(unit.planned.hours for unit in self.units)

    @property
    def hours_done(self) -> int:
        """The study hours of what is done, and of what was attended."""
        return sum(unit.hours_done for unit in self.units)

    @property
    def hours_due(self) -> int:
        """The study hours that were to be spent by today."""
        return sum(unit.hours_due for unit in self.units)

    @property
    def open(self) -> tuple[WalkedUnit, ...]:
        """What is behind: late, failed, broken off, and not planned anew."""
        return tuple(unit for unit in self.units if unit.stage in OPEN)
