"""Ahead, on course or behind: computed from facts, always with its reason, never a score.

A result may take a while to be written down, so a unit is late only ``TO_RECORD`` days after its
end. Who pauses or is away is not behind for it: those days are added to the end.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta

from loopbrug.core.programme.course import (
    OPEN,
    TO_RECORD,
    Course,
    Progress,
    Stage,
    Walked,
    WalkedUnit,
)  # fmt: skip
from loopbrug.core.programme.course_reasons import early, outcomes_due, points_of, reasons_for
from loopbrug.core.programme.lived import study_weeks
from loopbrug.core.programme.model import PlannedUnit
from loopbrug.core.programme.progress import (
    Fate,
    Presence,
    UnitResult,
    counting,
    latest_results,
)  # fmt: skip
from loopbrug.core.terms.words import Period


def progress_of(walked: Walked, today: date) -> Progress:
    """Return how far somebody is on ``today``."""
    units = tuple(_units(walked, today))
    course = _course(walked, units, today)
    return Progress(
        course=course,
        reasons=tuple(reasons_for(walked, course, units, today)),
        units=units,
        points=tuple(points_of(walked, units, today)),
        outcomes=len(outcomes_due(units)),
    )


def _units(walked: Walked, today: date) -> Iterator[WalkedUnit]:
    results, said = latest_results(walked.results), counting(walked.presences)
    last = {unit.unit: unit.offering for unit in _in_order(walked.units)}
    for planned in _in_order(walked.units):
        result = results.get(planned.offering)
        # A unit that was failed and is planned anew is one unit: its new offering counts.
        if planned.offering == last[planned.unit]:
            yield _unit(planned, result, walked, said, today)


def _unit(
    planned: PlannedUnit,
    result: UnitResult | None,
    walked: Walked,
    said: Mapping[tuple[str, date], Presence],
    today: date,
) -> WalkedUnit:
    due_on = _due_on(planned, walked.rests, today)
    closed_on = _closed_on(planned, result, walked.shown, today)
    stage = _stage(planned, result, closed_on, (due_on, today), paused=walked.paused)
    met = [
        one
        for one in walked.sessions
        if one.offering == planned.offering and not one.cancelled and one.day <= today
    ]
    told = [said[one.offering, one.day] for one in met if (one.offering, one.day) in said]
    attended = sum(one.attended for one in told)
    unit = WalkedUnit(planned, stage, due_on, closed_on, result, attended)
    return _counted(unit, walked, said, (len(told) - attended, len(met)), today)


def _counted(
    unit: WalkedUnit,
    walked: Walked,
    said: Mapping[tuple[str, date], Presence],
    sessions: tuple[int, int],
    today: date,
) -> WalkedUnit:
    missed, met = sessions
    planned = unit.planned
    weeks = study_weeks(planned, walked.holidays)
    past = sum(monday + timedelta(days=6) < today for monday in weeks)
    due = planned.hours * past // len(weeks) if weeks else 0
    return WalkedUnit(
        planned,
        unit.stage,
        unit.due_on,
        unit.closed_on,
        unit.result,
        unit.attended,
        missed,
        met,
        hours_done=planned.hours if unit.done else _hours(unit, walked, said),
        hours_due=planned.hours if unit.due_on < today else due,
    )


def _hours(unit: WalkedUnit, walked: Walked, said: Mapping[tuple[str, date], Presence]) -> int:
    """Return the hours of a unit that is not done: by its sessions, or as they were told."""
    planned = unit.planned
    if planned.slot is None:
        told = [one for (offering, _day), one in said.items() if offering == planned.offering]
        hours = sum(one.hours or 0 for one in told if one.attended)
        return min(planned.hours, hours)
    alive = [one for one in walked.sessions if not one.cancelled]
    of_unit = sum(one.offering == planned.offering for one in alive)
    return planned.hours * unit.attended // of_unit if of_unit else 0


def _stage(
    planned: PlannedUnit,
    result: UnitResult | None,
    closed_on: date | None,
    days: tuple[date, date],
    *,
    paused: bool,
) -> Stage:
    due_on, today = days
    if closed_on is not None:
        passed = result is not None and result.fate is Fate.PASSED
        return Stage.PASSED if passed else Stage.SHOWN
    if result is not None and result.fate is not Fate.PASSED:
        return Stage.FAILED if result.fate is Fate.FAILED else Stage.BROKEN_OFF
    if today < planned.period.first:
        return Stage.COMING
    if due_on >= today or paused:
        return Stage.RUNNING
    return Stage.LATE if due_on + TO_RECORD < today else Stage.AWAITED


def _due_on(planned: PlannedUnit, rests: Iterable[Period], today: date) -> date:
    """Return the last day of a unit, later by every day of rest in it until today."""
    first, last = planned.period.first, planned.period.last or planned.period.first
    rested: set[date] = set()
    for rest in rests:
        day, end = max(rest.first, first), min(rest.last or today, last)
        while day <= end:
            rested.add(day)
            day += timedelta(days=1)
    return last + timedelta(days=len(rested))


def _closed_on(
    planned: PlannedUnit, result: UnitResult | None, shown: Mapping[str, date], today: date
) -> date | None:
    if result is not None and result.fate is Fate.PASSED:
        return result.on
    days = [shown.get(code, date.max) for code in planned.closes]
    return max(days) if days and max(days) <= today else None


def _course(walked: Walked, units: tuple[WalkedUnit, ...], today: date) -> Course:
    if not units:
        return Course.NO_PROGRAMME
    if all(unit.done for unit in units):
        return Course.DONE
    if walked.paused:
        return Course.PAUSED
    if any(unit.stage in OPEN for unit in units):
        return Course.BEHIND
    if early(units, today):
        return Course.AHEAD
    begun = any(unit.planned.period.first <= today for unit in units)
    return Course.ON_COURSE if begun else Course.NOT_BEGUN


def _in_order(units: Iterable[PlannedUnit]) -> list[PlannedUnit]:
    return sorted(units, key=lambda one: (one.period.first, one.offering))
