"""The values of the programme room: units, offerings, a person's week, the programme."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from loopbrug.core.outcomes.model import Need
from loopbrug.core.programme.sittings import NationalTest
from loopbrug.core.terms.finding import Finding
from loopbrug.core.terms.words import Bilingual, Period, Place, Sector, TimeSlot, Weekday


class Form(StrEnum):
    """How a unit is learned or shown."""

    TAUGHT = "taught"
    WORKPLACE = "workplace"
    TEST_ONLY = "test-only"
    KNOWLEDGE_TEST = "knowledge-test"


@dataclass(frozen=True, slots=True)
class Unit:
    """A learning unit (*leereenheid*) of one institute.

    ``covers`` pairs an outcome code with the study hours spent on it; ``fixed_hours`` are spent
    whatever is exempted. With ``exemptible`` the hours of outcomes a person does not need fall
    away; without, the unit is all or nothing. Prerequisites: outcomes that must be held or
    closed, and units that must be finished, before this one starts (a unit counts as finished
    when all it covers is held). ``sectors`` are those it is made for; empty is for all.
    ``national`` is the code of the national test it ends with, "" for any other unit.
    """

    code: str
    title: Bilingual
    institute: str
    form: Form
    covers: tuple[tuple[str, int], ...]
    fixed_hours: int = 0
    exemptible: bool = True
    needs_outcomes: tuple[str, ...] = ()
    needs_units: tuple[str, ...] = ()
    sectors: tuple[Sector, ...] = ()
    national: str = ""

    @property
    def hours(self) -> int:
        """The study hours of the whole unit."""
        return self.fixed_hours + sum(hours for _, hours in self.covers)


@dataclass(frozen=True, slots=True)
class Offering:
    """A unit given from a day to a day, in weekly sessions or at one's own pace.

    ``slot`` None is self-paced; ``place`` None is online or at one's own school. Sessions fall
    on ``slot.day`` in every week of the period that is not a holiday of the region; with
    ``every`` 2 in every other week, from the first. ``smallest`` is the least number of people
    it is given for.
    """

    code: str
    unit: str
    period: Period
    slot: TimeSlot | None = None
    place: Place | None = None
    capacity: int = 20
    every: int = 1
    smallest: int = 1


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Every unit and offering of a region, the holidays its institutes keep, national tests."""

    units: tuple[Unit, ...]
    offerings: tuple[Offering, ...]
    holidays: tuple[Period, ...] = ()
    tests: tuple[NationalTest, ...] = ()

    def for_sector(self, sector: Sector) -> "Catalogue":
        """Return what is made for a sector, or for all; the holidays stay."""
        units = tuple(unit for unit in self.units if not unit.sectors or sector in unit.sectors)
        codes = {unit.code for unit in units}
        offerings = tuple(offering for offering in self.offerings if offering.unit in codes)
        return Catalogue(units, offerings, self.holidays, self.tests)


class BlockKind(StrEnum):
    """Why a part of the week is not free for sessions."""

    WORK = "work"
    CLASS = "class"
    CARE = "care"
    OTHER = "other"
    TRAVEL = "travel"


class InWeeks(StrEnum):
    """In which weeks a part of the week is taken: all, or those with an even or odd number."""

    EVERY = "every"
    EVEN = "even"
    ODD = "odd"

    def holds(self, day: date) -> bool:
        """Return whether the week of ``day`` is one, by its number in the ISO calendar."""
        return self is InWeeks.EVERY or (self is InWeeks.EVEN) == (day.isocalendar().week % 2 == 0)


@dataclass(frozen=True, slots=True)
class Block:
    """A part of the week that is taken, in a period (None: always).

    A week that alternates has blocks in even or in odd weeks only.
    """

    slot: TimeSlot
    kind: BlockKind
    label: str = ""
    period: Period | None = None
    weeks: InWeeks = InWeeks.EVERY


@dataclass(frozen=True, slots=True)
class Wishes:
    """A person's week and wishes: what a programme must keep to.

    Parameters
    ----------
    study_hours
        Most study hours in any week, sessions included.
    blocks
        Parts of the week that are taken.
    days_off
        Weekdays without any session.
    start_on_or_after, finish_by
        The window of the programme; ``finish_by`` None is as long as the catalogue runs.
    away
        Periods without study at all (leave, illness).
    home
        Where travel starts; None when unknown.
    travel_minutes
        Most minutes of travel one way to a session; None is no limit.
    online_only
        No sessions at a place.
    """

    study_hours: int
    start_on_or_after: date
    finish_by: date | None = None
    blocks: tuple[Block, ...] = ()
    days_off: tuple[Weekday, ...] = ()
    away: tuple[Period, ...] = ()
    home: Place | None = None
    travel_minutes: int | None = None
    online_only: bool = False


@dataclass(frozen=True, slots=True)
class PlannedUnit:
    """One unit in a programme, at one offering.

    ``closes`` are the needed outcomes that this unit closes first: never empty in a proved
    programme. ``hours`` is what this person spends, ``hours_per_week`` the load of a week;
    sessions are in every ``every``-th week. With ``in_class`` those hours are part of the hours
    in class: they take none of the person's study hours.
    """

    unit: str
    offering: str
    closes: tuple[str, ...]
    hours: int
    hours_per_week: int
    period: Period
    slot: TimeSlot | None = None
    every: int = 1
    in_class: bool = False

    @property
    def load(self) -> int:
        """The study hours it takes in a week."""
        return 0 if self.in_class else self.hours_per_week


@dataclass(frozen=True, slots=True)
class ProgrammeProblem:
    """One person's planning problem: close ``needs`` from ``catalogue`` within ``wishes``.

    ``held`` are outcome codes the person already shows; prerequisites rest on them.
    ``required`` are the outcomes of the qualification, for the full route; empty: needs and held.
    ``kept`` are units of an earlier plan that stay as they are (over, or running), ``before`` the
    others of that plan: of programmes of equal hours, the one that changes least of them is best.
    """

    needs: tuple[Need, ...]
    held: frozenset[str]
    catalogue: Catalogue
    wishes: Wishes
    required: tuple[str, ...] = ()
    kept: tuple[PlannedUnit, ...] = ()
    before: tuple[PlannedUnit, ...] = ()


class Status(StrEnum):
    """How sure a result is."""

    PROVED = "proved"
    """Nothing better exists; the bound equals the hours."""
    FEASIBLE = "feasible"
    """A programme, with a bound below its hours: the limit ran out before the proof."""
    IMPOSSIBLE = "impossible"
    """Proved that no programme exists; see the conflicts."""
    UNDECIDED = "undecided"
    """The limit ran out with neither a programme nor a proof."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """A smallest set of wishes that exclude each other; relaxing any one makes room.

    Each finding is one wish or fact (``programme.wish-day-off``, ``programme.wish-finish-by``,
    ``programme.untaught-outcome`` …).
    """

    wishes: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Programme:
    """The answer to a problem: the least programme, or why there is none.

    ``bound`` is proved: no programme needs fewer study hours. ``full_route_hours`` is the least
    for somebody who has shown nothing yet, so that the difference is what validation saved.
    ``nodes`` counts search steps: the deterministic measure of work done.
    """

    status: Status
    units: tuple[PlannedUnit, ...] = ()
    hours: int = 0
    bound: int = 0
    full_route_hours: int = 0
    finish: date | None = None
    peak_week_hours: int = 0
    conflicts: tuple[Conflict, ...] = ()
    findings: tuple[Finding, ...] = ()
    nodes: int = 0

    @property
    def proved(self) -> bool:
        """Whether the answer, a programme or an impossibility, is proved."""
        return self.status in (Status.PROVED, Status.IMPOSSIBLE)


@dataclass(frozen=True, slots=True)
class Limits:
    """How much work a solve may do, in search nodes: no clock, so the same on any machine."""

    nodes: int = 4_000_000
    options: tuple[tuple[str, int], ...] = field(default=())
