"""The values of the assessment room: a grid of blocks, steps, people, appointments, promises.

Time is counted in *blocks*: parts of a working day in which one thing can be planned. Block 0 is
the first block of the first Monday of the grid; weekends do not exist. Whether a resource is free
is a whole number whose bit ``t`` is set when block ``t`` is free: cheap to combine, easy to test.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from types import MappingProxyType

from loopbrug.core.terms.finding import Finding

_WORKDAYS = 5


class Part(StrEnum):
    """Who or what takes part in a step."""

    CANDIDATE = "candidate"
    SCHOOL = "school"
    """A class of a school in which a lesson is observed, with its own teacher present."""
    INSTITUTE = "institute"
    """The assessor of the training institute's side."""
    FIELD = "field"
    """The assessor of the field's side: a teacher of the subject from another board."""
    GUIDE = "guide"
    """The candidate's named guide (*vaste begeleider*)."""
    ROOM = "room"


class Where(StrEnum):
    """Where a step happens."""

    SCHOOL = "school"
    ROOM = "room"
    ONLINE = "online"
    DESK = "desk"
    """On one's own, at any place: judging evidence, writing a report."""


@dataclass(frozen=True, slots=True)
class Grid:
    """The blocks in which can be planned: ``weeks`` weeks of five days from ``monday``.

    ``times`` are start and end of each block of a day, in order; ``parts`` says for each block
    which part of the day it is in (morning 0, afternoon 1, evening 2): a step that takes more
    blocks never runs over from one part of a day into the next.

    Examples
    --------
    >>> grid = Grid(date(2027, 1, 4), 2, ((time(9), time(12)), (time(13), time(16))), (0, 1))
    >>> grid.blocks, grid.day_of(11), grid.first_block(date(2027, 1, 9))
    (20, datetime.date(2027, 1, 11), 10)
    """

    monday: date
    weeks: int
    times: tuple[tuple[time, time], ...]
    parts: tuple[int, ...]

    def __post_init__(self) -> None:
        if self.monday.weekday() != 0 or self.weeks < 1 or len(self.times) != len(self.parts):
            raise ValueError("a grid starts on a Monday, has a week, and a part for each block")

    @property
    def per_day(self) -> int:
        """Blocks in a day."""
        return len(self.times)

    @property
    def blocks(self) -> int:
        """Blocks in the whole grid."""
        return self.weeks * _WORKDAYS * self.per_day

    def day_of(self, block: int) -> date:
        """Return the calendar day of a block."""
        week, weekday = divmod(block // self.per_day, _WORKDAYS)
        return self.monday + timedelta(days=7 * week + weekday)

    def first_block(self, day: date) -> int:
        """Return the first block on ``day``, or after it when it is in a weekend.

        Below 0 for a day before the grid; it may lie past the end.
        """
        weeks, weekday = divmod((day - self.monday).days, 7)
        return (weeks * _WORKDAYS + min(weekday, _WORKDAYS)) * self.per_day

    def last_block(self, day: date) -> int:
        """Return the last block on ``day``, or before it when it is in a weekend."""
        return self.first_block(day + timedelta(days=1)) - 1

    def starts_at(self, block: int) -> datetime:
        """Return when a block starts, as local time without a zone."""
        return datetime.combine(self.day_of(block), self.times[block % self.per_day][0])

    def ends_at(self, block: int) -> datetime:
        """Return when a block ends, as local time without a zone."""
        return datetime.combine(self.day_of(block), self.times[block % self.per_day][1])


@dataclass(frozen=True, slots=True)
class Wait:
    """A step comes after another: at least ``gap`` blocks lie between its end and our start."""

    step: str
    gap: int = 0


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the five weeks (*stap*), such as the observed lesson.

    ``parts`` are there together, for ``blocks`` consecutive blocks of one part of a day;
    ``after`` what it waits for; ``minutes`` is how long it really takes, for the people.
    """

    code: str
    parts: tuple[Part, ...]
    blocks: int = 1
    after: tuple[Wait, ...] = ()
    where: Where = Where.ONLINE
    minutes: int = 60


@dataclass(frozen=True, slots=True)
class Resource:
    """A person, a school's class or a pool of rooms, and when it is free.

    ``free`` has bit ``t`` set when block ``t`` can be used; ``capacity`` is how many steps can
    use one block together (above 1 only for a pool of rooms).
    """

    key: str
    free: int
    capacity: int = 1


@dataclass(frozen=True, slots=True)
class Appointment:
    """A step of a case at a block, with who takes which part.

    ``fixed``: inside its notice period, or fixed earlier by a person. Only a person can move it.
    """

    case: str
    step: str
    block: int
    people: tuple[tuple[Part, str], ...]
    fixed: bool = False


@dataclass(frozen=True, slots=True)
class Case:
    """One candidate's assessment as the planner sees it.

    Parameters
    ----------
    key
        Names the case; nothing about the person.
    arrived_on
        The day the clock started.
    ready
        The first block in which the first steps may be planned (preparation, today).
    steps
        What is still to be planned or held, each after what it waits for. A step that was held
        is in ``held``.
    choices
        Who may take each part, by resource key, for the whole case: one and the same assessor
        of a side judges lesson and interview. One key: no choice.
    due_on
        The promised day; None as long as nothing is promised.
    goal_on
        The last day that is on time by our own goal (35 days), also when promised later.
    planned
        The appointments as they stand, fixed and tentative.
    held
        Steps that are done, with the block in which they ended.
    """

    key: str
    arrived_on: date
    ready: int
    steps: tuple[Step, ...]
    choices: Mapping[Part, tuple[str, ...]]
    goal_on: date
    due_on: date | None = None
    planned: tuple[Appointment, ...] = ()
    held: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class PlanningProblem:
    """Every case in hand on one moment.

    ``now`` is the current block; nothing new is planned before ``now + notice``. A tentative
    appointment before that block counts as fixed. Where people accept a first appointment at
    shorter notice than a move, ``lead`` is the least number of blocks before a first one.
    """

    grid: Grid
    resources: Mapping[str, Resource]
    cases: tuple[Case, ...]
    now: int = 0
    notice: int = 0
    lead: int | None = None

    def __post_init__(self) -> None:
        if self.now < 0 or self.notice < 0 or (self.lead or 0) < 0:
            raise ValueError("now, notice and lead are not below 0")
        if len({case.key for case in self.cases}) < len(self.cases):
            raise ValueError("each case has a key of its own")

    @property
    def frozen_before(self) -> int:
        """The block before which an appointment no longer moves, and none is moved to."""
        return self.now + self.notice

    @property
    def open_from(self) -> int:
        """The first block in which a step without an appointment may be planned."""
        return self.now + (self.notice if self.lead is None else self.lead)


@dataclass(frozen=True, slots=True)
class Change:
    """One appointment that moves: who must hear about it follows from both sides.

    ``before`` None: it is new; ``after`` None: it is dropped.
    """

    before: Appointment | None
    after: Appointment | None


@dataclass(frozen=True, slots=True)
class CasePlan:
    """The appointments of one case, and the day its last step is done (None: no room found)."""

    case: str
    appointments: tuple[Appointment, ...]
    done_on: date | None


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan for every case in hand, or the best that was found.

    ``late`` are cases that end after what was promised to them, ``unplanned`` those without
    room in the grid. ``bound_on_time`` says how many cases at most can end by their goal,
    whoever plans. ``moves`` counts search steps: the deterministic measure of work done.
    """

    cases: tuple[CasePlan, ...]
    changes: tuple[Change, ...] = ()
    late: tuple[str, ...] = ()
    unplanned: tuple[str, ...] = ()
    bound_on_time: int = 0
    moves: int = 0
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Promise:
    """The day that can be promised to a new case, with a plan that keeps every promise.

    ``promised_on`` None: no room in the whole grid; the findings say who is short. ``changes``
    are tentative appointments of others that move to make room; no promise of theirs breaks.
    """

    case: str
    promised_on: date | None
    done_on: date | None
    plan: CasePlan
    changes: tuple[Change, ...] = ()
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a search may do, in moves: no clock, so the same on any machine."""

    moves: int = 3_000
