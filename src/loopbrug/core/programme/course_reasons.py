"""Why a course is called ahead, on course or behind, and its outcomes over time."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta

from loopbrug.core.programme.course import (
    OPEN,
    TESTS,
    Course,
    Point,
    Stage,
    Walked,
    WalkedUnit,
)  # fmt: skip
from loopbrug.core.programme.model import Form
from loopbrug.core.terms.finding import Finding, Value, Weight


def early(units: Iterable[WalkedUnit], today: date) -> tuple[WalkedUnit, ...]:
    """Return what is done while by the plan it would still run, or begin."""
    return tuple(unit for unit in units if unit.done and unit.due_on >= today)


def reasons_for(
    walked: Walked, course: Course, units: tuple[WalkedUnit, ...], today: date
) -> Iterator[Finding]:
    """Yield why a course is called what it is: first what is behind, then the rest."""
    if course is not Course.PAUSED:
        yield from (_open(unit, walked.forms) for unit in units if unit.stage in OPEN)
    yield from _of_course(course, units, today)
    for unit in units:
        if unit.stage is Stage.AWAITED:
            yield _tells("course-awaited", unit, day=unit.due_on)
        if unit.stage is Stage.RUNNING and unit.missed:
            yield _tells("course-missed", unit, missed=unit.missed, met=unit.met)


def _of_course(course: Course, units: tuple[WalkedUnit, ...], today: date) -> Iterator[Finding]:
    if course is Course.NOT_BEGUN:
        first = min(units, key=lambda one: one.planned.period.first)
        yield _tells("course-begins", first, day=first.planned.period.first)
    elif course is Course.PAUSED:
        yield Finding.of("programme.course-paused", weight=Weight.INFORMS)
    elif course is Course.AHEAD:
        for unit in early(units, today):
            yield _tells("course-early", unit, day=unit.due_on)
    elif course is Course.ON_COURSE:
        done = sum(unit.done for unit in units)
        code = "programme.course-kept" if done else "programme.course-walking"
        yield Finding.of(code, weight=Weight.INFORMS, count=done)


def _open(unit: WalkedUnit, forms: Mapping[str, Form]) -> Finding:
    day = unit.result.on if unit.result else unit.due_on
    if unit.stage is Stage.LATE:
        test = forms.get(unit.planned.unit) in TESTS
        code = "course-test-open" if test else "course-unit-late"
    else:
        code = "course-failed" if unit.stage is Stage.FAILED else "course-broken-off"
    return Finding.of(
        f"programme.{code}",
        unit.planned.unit,
        weight=Weight.WARNS,
        unit=unit.planned.unit,
        day=day,
    )


def _tells(code: str, unit: WalkedUnit, **values: Value) -> Finding:
    told = {**values, "unit": unit.planned.unit}
    about, pairs = unit.planned.unit, tuple(sorted(told.items()))
    return Finding(f"programme.{code}", about, pairs, weight=Weight.INFORMS)


def outcomes_due(units: Iterable[WalkedUnit]) -> dict[str, date]:
    """Return every outcome the units close with the day it is due."""
    found: dict[str, date] = {}
    for unit in sorted(units, key=lambda one: one.due_on):
        for code in unit.planned.closes:
            found.setdefault(code, unit.due_on)
    return found


def points_of(walked: Walked, units: tuple[WalkedUnit, ...], today: date) -> Iterator[Point]:
    """Yield a point per month end, from before the first unit to after the last."""
    due = outcomes_due(units)
    if not due:
        return
    closed = {code: unit.closed_on for unit in units if unit.done for code in unit.planned.closes}
    for day in _month_ends(min(unit.planned.period.first for unit in units), max(due.values())):
        # A month that is still on is counted up to today.
        known = min(day, today)
        begun = day.replace(day=1) <= today
        shown = sum(_on_or_before(walked.shown.get(code, closed.get(code)), known) for code in due)
        yield Point(day, sum(one <= day for one in due.values()), shown if begun else None)


def _on_or_before(day: date | None, last: date) -> bool:
    return day is not None and day <= last


def _month_ends(first: date, last: date) -> Iterator[date]:
    day = first
    while True:
        following = (day.replace(day=28) + timedelta(days=4)).replace(day=1)
        end = following - timedelta(days=1)
        yield end
        if end >= last:
            return
        day = following
