"""From a person's problem to the bare kernel, and back to what the numbers stand for."""

from dataclasses import dataclass, replace

import numpy as np

from loopbrug.core.programme.class_hours import done_in_class
from loopbrug.core.programme.compiled import Ints
from loopbrug.core.programme.keeping import offering_of, weeks_kept, with_kept
from loopbrug.core.programme.kernel import Kernel
from loopbrug.core.programme.model import (
    Form,
    Offering,
    PlannedUnit,
    ProgrammeProblem,
    Unit,
    Wishes,
)  # fmt: skip
from loopbrug.core.programme.rules import WISHES, broken_wishes, wish_study_hours
from loopbrug.core.programme.scope import Scope, scope_of
from loopbrug.core.programme.sitting_rules import off_sitting
from loopbrug.core.programme.teaching_weeks import (
    Calendar,
    Rhythm,
    calendar_of,
    has_sessions,
    rhythm_of,
)  # fmt: skip
from loopbrug.core.terms.finding import Finding
from loopbrug.core.terms.words import TimeSlot

ALL_WEEK = 24 * 7


@dataclass(frozen=True, slots=True)
class Seat:
    """An offering as it is for one person: its weeks, its load, the wishes it would break.

    ``load`` are the study hours it takes in a week: none when it is done in class.
    """

    offering: Offering
    unit: Unit
    hours: int
    weeks: tuple[int, int]
    load: int
    breaks: frozenset[Finding]
    in_class: bool = False
    kept: PlannedUnit | None = None
    """What it was in the plan it stays from; None for an offering to choose."""

    @property
    def per_week(self) -> int:
        """The hours a week it asks, study hours or hours in class."""
        return self.kept.hours_per_week if self.kept else _per_week(self.hours, self.weeks)

    @property
    def slot(self) -> TimeSlot | None:
        """When its sessions are; workplace learning has none."""
        return None if self.unit.form is Form.WORKPLACE else self.offering.slot

    @property
    def rhythm(self) -> Rhythm | None:
        """In which weeks its sessions are, with when in the week."""
        return None if self.unit.form is Form.WORKPLACE else rhythm_of(self.offering)


@dataclass(frozen=True, slots=True)
class Translation:
    """A problem with every offering that could serve, in order of code."""

    problem: ProgrammeProblem
    scope: Scope
    seats: tuple[Seat, ...]

    def open_seats(self, dropped: frozenset[Finding] = frozenset()) -> tuple[Seat, ...]:
        """Return the seats that break no wish, when the wishes in ``dropped`` are let go."""
        return tuple(seat for seat in self.seats if seat.breaks <= dropped)

    def ceiling(self, dropped: frozenset[Finding] = frozenset()) -> int:
        """Return the most study hours in a week."""
        wishes = self.problem.wishes
        return ALL_WEEK if wish_study_hours(wishes) in dropped else wishes.study_hours

    def open_under(self, wishes: Wishes) -> tuple[Seat, ...]:
        """Return the seats that break none of other ``wishes``; cheaper than translating anew."""
        seats = self.seats
        if wishes.blocks != self.problem.wishes.blocks:
            seats = tuple(_reloaded(seat, wishes) for seat in seats)
        return tuple(seat for seat in seats if _fits(seat, wishes))


def translate(problem: ProgrammeProblem) -> Translation:
    """Return what of the catalogue concerns this person; the order of input does not matter."""
    scope = scope_of(problem.catalogue, problem.needs, problem.held)
    if problem.kept:
        scope = with_kept(scope, problem.kept)
    calendar = calendar_of(problem.catalogue)
    seats = [_kept_seat(planned, scope, calendar) for planned in problem.kept]
    for offering in sorted(problem.catalogue.offerings, key=lambda offering: offering.code):
        unit = scope.units.get(offering.unit)
        if (
            unit is None
            or unit.code in scope.spent
            or offering.capacity <= 0
            or offering.period.last is None
            or off_sitting(offering, unit, problem.catalogue)
        ):
            continue
        start, end = calendar.span(offering.period)
        at_pace = unit.form is Form.WORKPLACE or offering.slot is None
        if start < end and (at_pace or has_sessions(offering, problem.catalogue.holidays)):
            seats.append(_seat(offering, unit, (start, end), scope, problem))
    return Translation(problem, scope, tuple(seats))


def _kept_seat(planned: PlannedUnit, scope: Scope, calendar: Calendar) -> Seat:
    """Return the seat of a unit that stays: no wish is held against it any more."""
    weeks, unit = weeks_kept(planned, calendar), scope.units[planned.unit]
    given = (offering_of(planned), unit, planned.hours, weeks, planned.load)
    return Seat(*given, frozenset(), planned.in_class, planned)


def narrowed(translation: Translation, problem: ProgrammeProblem) -> Translation:
    """Return ``translate(problem)`` for a problem that differs in asking less, at little cost.

    Catalogue and wishes must be those of the translation. What is laid out stays; only seats of
    units that take other hours now are made again.
    """
    scope = scope_of(problem.catalogue, problem.needs, problem.held)
    if problem.kept or not scope.units.keys() <= translation.scope.units.keys():
        return translate(problem)
    seats = tuple(
        seat
        if seat.hours == scope.hours(seat.unit)
        else _seat(seat.offering, seat.unit, seat.weeks, scope, problem)
        for seat in translation.seats
        if seat.unit.code in scope.units
    )
    return Translation(problem, scope, seats)


def _seat(
    offering: Offering, unit: Unit, weeks: tuple[int, int], scope: Scope, problem: ProgrammeProblem
) -> Seat:
    hours = scope.hours(unit)
    per_week = _per_week(hours, weeks)
    in_class = done_in_class(unit, per_week, offering.period, problem.wishes)
    load = 0 if in_class else per_week
    seat = Seat(offering, unit, hours, weeks, load, frozenset(), in_class)
    return replace(seat, breaks=broken_wishes(_as_given(seat), load, problem.wishes))


def _reloaded(seat: Seat, wishes: Wishes) -> Seat:
    """Return a seat with what it takes when other hours are spent in class."""
    if seat.kept is not None or seat.unit.form is not Form.WORKPLACE:
        return seat
    in_class = done_in_class(seat.unit, seat.per_week, seat.offering.period, wishes)
    return replace(seat, in_class=in_class, load=0 if in_class else seat.per_week)


def _per_week(hours: int, weeks: tuple[int, int]) -> int:
    return -(-hours // (weeks[1] - weeks[0]))


def _fits(seat: Seat, wishes: Wishes) -> bool:
    if seat.kept is not None:
        return True
    given = _as_given(seat)
    return not any(True for rule in WISHES for _ in rule(given, seat.load, wishes))


def _as_given(seat: Seat) -> Offering:
    """Return the offering with the sessions one has to come to: none for workplace learning."""
    offering = seat.offering
    return offering if seat.unit.form is not Form.WORKPLACE else _without_sessions(offering)


def _without_sessions(offering: Offering) -> Offering:
    return Offering(offering.code, offering.unit, offering.period, None, None, offering.capacity)


def kernel_of(scope: Scope, seats: tuple[Seat, ...], ceiling: int) -> Kernel:
    """Return the kernel in which offering ``n`` is ``seats[n]`` and units stand in scope order."""
    units = list(scope.units.values())
    closed, asked = [scope.closes(unit) for unit in units], [scope.asks(unit) for unit in units]
    outcomes = sorted(set(scope.needed).union(*asked))
    place = {unit.code: n for n, unit in enumerate(units)}
    rhythms = [seat.rhythm for seat in seats]
    slots = sorted({rhythm for rhythm in rhythms if rhythm}, key=_in_order)
    pattern = {slot: n for n, slot in enumerate(slots)}
    clash = [[int(one.clashes(other)) for other in slots] for one in slots]
    return Kernel(
        hours=_ints([scope.hours(unit) for unit in units]),
        covers=_matrix([[code in each for code in outcomes] for each in closed], len(outcomes)),
        needs=_matrix([[code in each for code in outcomes] for each in asked], len(outcomes)),
        needed=_ints([int(code in scope.needed) for code in outcomes]),
        unit=_ints([place[seat.unit.code] for seat in seats]),
        start=_ints([seat.weeks[0] for seat in seats]),
        end=_ints([seat.weeks[1] for seat in seats]),
        pattern=_ints([pattern[rhythm] if rhythm else -1 for rhythm in rhythms]),
        load=_ints([seat.load for seat in seats]),
        clash=_matrix(clash, len(slots)),
        ceiling=ceiling,
    )


def _in_order(rhythm: Rhythm) -> tuple[object, ...]:
    slot = rhythm.slot
    return slot.day, slot.start, slot.end, rhythm.every, rhythm.phase


def _ints(values: list[int]) -> Ints:
    return np.array(values, dtype=np.int64)


def _matrix(rows: list[list[int]] | list[list[bool]], width: int) -> Ints:
    return np.array(rows, dtype=np.int64).reshape(len(rows), width)
