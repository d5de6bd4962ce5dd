"""One person's least programme: ``solve`` and what it needs to be warm."""

from dataclasses import replace
from datetime import date

import numpy as np

from loopbrug.core.outcomes.model import Need
from loopbrug.core.programme.catalogue_rules import holiday_findings
from loopbrug.core.programme.class_hours import class_hours_findings
from loopbrug.core.programme.enough import hours_findings
from loopbrug.core.programme.explain import closes, conflicts
from loopbrug.core.programme.full_route import full_route_hours
from loopbrug.core.programme.kernel import Kernel
from loopbrug.core.programme.least_change import least_changed, still_stands
from loopbrug.core.programme.model import (
    Catalogue,
    Conflict,
    Form,
    Limits,
    Offering,
    PlannedUnit,
    Programme,
    ProgrammeProblem,
    Status,
    Unit,
    Wishes,
)  # fmt: skip
from loopbrug.core.programme.optimise import Answer, Search
from loopbrug.core.programme.teaching_weeks import calendar_of
from loopbrug.core.programme.translate import Seat, Translation, kernel_of, translate
from loopbrug.core.terms.finding import Finding
from loopbrug.core.terms.words import Bilingual, Period

SMALLEST = ProgrammeProblem(
    (Need("A"),),
    frozenset(),
    Catalogue(
        (Unit("a", Bilingual("a", "a"), "", Form.TAUGHT, (("A", 1),)),),
        (Offering("a", "a", Period(date(2000, 1, 3), date(2000, 1, 9))),),
    ),
    Wishes(1, date(2000, 1, 1)),
)
"""One outcome, one unit, one week: enough to compile all of the search."""


def solve(problem: ProgrammeProblem, limits: Limits = Limits(), seed: int = 0) -> Programme:  # noqa: B008
    """Return the programme of least study hours, then earliest finish, then lowest peak week.

    Parameters
    ----------
    limits
        Most search steps; the same answer on any machine.
    seed
        Taken as by every engine of the house; this search throws no dice.
    """
    del seed
    if problem.needs and problem.wishes.study_hours <= 0:
        conflict = Conflict((Finding.of("programme.no-study-hours"),))
        full = full_route_hours(problem, limits.nodes)
        return Programme(Status.IMPOSSIBLE, full_route_hours=full, conflicts=(conflict,))
    translation = translate(problem)
    seats = translation.open_seats()
    answer = _best(translation, seats, limits)
    return programme_of(translation, seats, answer, full_route_hours(problem, limits.nodes))


def _best(translation: Translation, seats: tuple[Seat, ...], limits: Limits) -> Answer:
    """Return the best plan; beside one of before, of the least hours the least changed one."""
    kernel = kernel_of(translation.scope, seats, translation.ceiling())
    before = translation.problem.before
    if not before:
        return Search(kernel, limits.nodes).best()
    least = Search(kernel, limits.nodes).least()
    if not (least.found and least.proved):
        return _as_it_was(kernel, seats, before, least)
    changed = least_changed(kernel, seats, before, least, limits.nodes)
    return changed or replace(least, proved=False)


def _as_it_was(
    kernel: Kernel, seats: tuple[Seat, ...], before: tuple[PlannedUnit, ...], least: Answer
) -> Answer:
    """Return the plan of before when that still stands and nothing shorter is known."""
    plan = still_stands(kernel, seats, before)
    hours = int(kernel.hours[kernel.unit[list(plan)]].sum()) if plan else 0
    if not plan or least.proved or (least.found and least.hours < hours):
        return least
    load = np.zeros(int(kernel.end.max(initial=0)), np.int64)
    for offering in plan:
        load[kernel.start[offering] : kernel.end[offering]] += kernel.load[offering]
    finish = int(kernel.end[list(plan)].max(initial=0))
    return replace(
        least, found=True, offerings=plan, hours=hours, finish=finish, peak=int(load.max(initial=0))
    )


def warm_up() -> None:
    """Compile the search, or load it from disk, so that the first person need not wait."""
    solve(SMALLEST)


def programme_of(
    translation: Translation, seats: tuple[Seat, ...], answer: Answer, full: int
) -> Programme:
    """Return the programme, in people's words, of offerings that are numbers of ``seats``."""
    chosen = [seats[number] for number in answer.offerings]
    lasts = [seat.offering.period.last for seat in chosen if seat.offering.period.last]
    status = _status(answer)
    against = conflicts(translation) if status is Status.IMPOSSIBLE else ()
    return Programme(
        status=status,
        units=_planned(chosen, translation),
        hours=answer.hours,
        bound=answer.bound,
        full_route_hours=max(full, answer.hours, answer.bound),
        finish=max(lasts, default=None),
        peak_week_hours=answer.peak,
        conflicts=against,
        findings=(
            *_worth_knowing(chosen, translation),
            *_class_hours(chosen, translation),
            *hours_findings(translation, against),
        ),
        nodes=answer.nodes,
    )


def _worth_knowing(chosen: list[Seat], translation: Translation) -> tuple[Finding, ...]:
    """Return what holidays do: to the planned offerings, and where they leave nothing at all."""
    planned = {seat.offering.code for seat in chosen}
    found = holiday_findings(translation.problem.catalogue, translation.scope.units)
    empty = "programme.offering-on-holiday"
    return tuple(f for f in found if f.about in planned or f.code == empty)


def _class_hours(chosen: list[Seat], translation: Translation) -> tuple[Finding, ...]:
    problem = translation.problem
    calendar = calendar_of(problem.catalogue)
    return tuple(class_hours_findings(_planned(chosen, translation), calendar, problem.wishes))


def _status(answer: Answer) -> Status:
    if answer.found:
        return Status.PROVED if answer.proved else Status.FEASIBLE
    return Status.IMPOSSIBLE if answer.proved else Status.UNDECIDED


def _planned(chosen: list[Seat], translation: Translation) -> tuple[PlannedUnit, ...]:
    closed = closes(chosen, translation)
    planned = [_planned_unit(seat, closed[seat.offering.code]) for seat in chosen]
    return tuple(sorted(planned, key=lambda unit: (unit.period.first, unit.offering)))


def _planned_unit(seat: Seat, closed: tuple[str, ...]) -> PlannedUnit:
    if seat.kept is not None:
        return replace(seat.kept, closes=closed or seat.kept.closes)
    return PlannedUnit(
        unit=seat.unit.code,
        offering=seat.offering.code,
        closes=closed,
        hours=seat.hours,
        hours_per_week=seat.per_week,
        period=seat.offering.period,
        slot=seat.slot,
        every=1 if seat.slot is None else seat.offering.every,
        in_class=seat.in_class,
    )
