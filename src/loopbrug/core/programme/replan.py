"""A programme made again when life changed: what is over or running stays, little else moves.

Assumed, since no rule says it: a unit with sessions cannot run on through a time away, and one
that was broken off is taken again as a whole. What has no sessions waits until the person is back,
as long as what is left of it still fits in the weeks it has.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import combinations

from loopbrug.core.programme.class_hours import done_in_class
from loopbrug.core.programme.keeping import offering_of, with_offerings
from loopbrug.core.programme.model import (
    Catalogue,
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
from loopbrug.core.programme.progress import Fate, UnitResult, latest_results
from loopbrug.core.programme.rules import broken_wishes
from loopbrug.core.programme.solver import solve
from loopbrug.core.programme.teaching_weeks import Calendar, calendar_of

LOSING = (Fate.FAILED, Fate.BROKEN_OFF)
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Course:
    """A plan that was taken, what became of its units, and the day of today.

    A unit that is over without a result is taken to have gone well until somebody says otherwise.
    """

    planned: tuple[PlannedUnit, ...]
    results: tuple[UnitResult, ...]
    today: date

    @property
    def fates(self) -> dict[str, Fate]:
        """What became of an offering, as far as it was recorded."""
        return {code: result.fate for code, result in latest_results(self.results).items()}

    @property
    def lost(self) -> frozenset[str]:
        """Offerings that are not to be taken (again): failed, broken off or cancelled."""
        return frozenset(code for code, fate in self.fates.items() if fate in LOSING)

    @property
    def standing(self) -> tuple[PlannedUnit, ...]:
        """The units that were not lost."""
        lost = self.lost
        return tuple(planned for planned in self.planned if planned.offering not in lost)

    def over(self, planned: PlannedUnit) -> bool:
        """Return whether a unit is behind us."""
        last = planned.period.last or planned.period.first
        return self.fates.get(planned.offering) is Fate.PASSED or last < self.today

    def running(self, planned: PlannedUnit) -> bool:
        """Return whether a unit has begun and is not over."""
        return not self.over(planned) and planned.period.first <= self.today


def replanned(problem: ProgrammeProblem, course: Course, limits: Limits = Limits()) -> Programme:  # noqa: B008
    """Return the least programme from today on that keeps what is over and what runs.

    Of programmes of the least hours: the one with the fewest changes, then the earliest, then the
    lightest. When running units together leave no room, as few of them as possible are given up.
    """
    course = _moved_along(course, problem.catalogue)
    asked = _asked(problem, course)
    over = tuple(one for one in course.standing if course.over(one))
    running = tuple(_going_on(asked, course, over))
    coming = tuple(one for one in course.planned if one not in over and one not in running)
    # A unit that waits for somebody away is kept with other hours a week: it is no other unit.
    kept_codes = {one.unit for one in (*over, *running)}
    coming = tuple(one for one in coming if one.unit not in kept_codes)
    found: Programme | None = None
    for fewer in range(len(running) + 1):
        tries = [
            solve(_keeping(asked, (*over, *kept), coming), limits)
            for kept in combinations(running, len(running) - fewer)
        ]
        fit = [one for one in tries if one.status is not Status.IMPOSSIBLE]
        if fit:
            return min(fit, key=lambda one: (not one.units, one.hours, str(one.finish)))
        found = tries[0]
    return found or solve(asked, limits)


def still_to_choose(problem: ProgrammeProblem, course: Course) -> ProgrammeProblem:
    """Return the problem of what is ahead: what is over or running stays, as in a new plan."""
    course = _moved_along(course, problem.catalogue)
    asked = _asked(problem, course)
    over = tuple(one for one in course.standing if course.over(one))
    return _keeping(asked, (*over, *_going_on(asked, course, over)), ())


def _moved_along(course: Course, catalogue: Catalogue) -> Course:
    """Return the course in which what runs is as its institute gives it now.

    An offering that has another time, or other days, since it was planned is followed; one that
    is not in the catalogue any more goes on as it was, unless somebody said that it does not.
    """
    given = {each.code: each for each in catalogue.offerings}
    forms = {unit.code: unit.form for unit in catalogue.units}
    calendar = calendar_of(catalogue)
    moved = tuple(
        _moved(one, given[one.offering], forms.get(one.unit), calendar)
        if course.running(one) and one.offering in given
        else one
        for one in course.planned
    )
    return replace(course, planned=moved)


def _moved(
    planned: PlannedUnit, given: Offering, form: Form | None, calendar: Calendar
) -> PlannedUnit:
    slot = None if form is Form.WORKPLACE else given.slot
    every = given.every if slot else 1
    if (planned.period, planned.slot, planned.every) == (given.period, slot, every):
        return planned
    start, end = calendar.span(given.period)
    per_week = max(planned.hours_per_week, -(-planned.hours // max(end - start, 1)))
    if given.period == planned.period:
        per_week = planned.hours_per_week
    return replace(planned, period=given.period, slot=slot, every=every, hours_per_week=per_week)


def _asked(problem: ProgrammeProblem, course: Course) -> ProgrammeProblem:
    """Return the problem from today on: what was passed is held, what was lost is not offered."""
    units = {unit.code: unit for unit in problem.catalogue.units}
    passed = {
        code
        for one in course.standing
        if course.fates.get(one.offering) is Fate.PASSED
        for code in (*one.closes, *_covers(units.get(one.unit)))
    }
    wishes = problem.wishes
    start = max(wishes.start_on_or_after, course.today)
    own = {one.offering for one in course.planned}
    offerings = tuple(
        # Who has a place already does not need a free one.
        replace(each, capacity=max(each.capacity, 1)) if each.code in own else each
        for each in problem.catalogue.offerings
        if each.code not in course.lost
    )
    return replace(
        problem,
        needs=tuple(need for need in problem.needs if need.outcome not in passed),
        held=problem.held | passed,
        catalogue=replace(problem.catalogue, offerings=offerings),
        wishes=replace(wishes, start_on_or_after=start),
    )


def _covers(unit: Unit | None) -> Iterable[str]:
    return (code for code, _ in unit.covers) if unit else ()


def _keeping(
    asked: ProgrammeProblem, kept: tuple[PlannedUnit, ...], coming: tuple[PlannedUnit, ...]
) -> ProgrammeProblem:
    catalogue = with_offerings(asked.catalogue, kept)
    return replace(asked, catalogue=catalogue, kept=kept, before=coming)


def _going_on(
    asked: ProgrammeProblem, course: Course, over: tuple[PlannedUnit, ...]
) -> Iterator[PlannedUnit]:
    """Yield the running units that can go on and still close something that others do not."""
    units = {unit.code: unit for unit in asked.catalogue.units}
    calendar = calendar_of(with_offerings(asked.catalogue, course.planned))
    closed = {code for one in over for code in (*one.closes, *_covers(units.get(one.unit)))}
    still = {need.outcome for need in asked.needs} - closed
    able = [
        going
        for one in course.standing
        if course.running(one)
        and (going := _able(one, units.get(one.unit), asked.wishes, (calendar, course.today)))
    ]
    for one in sorted(able, key=lambda each: (-each.hours, each.unit)):
        others = {code for each in able if each is not one for code in _open(each, units)}
        if not (_open(one, units) & still) <= others:
            yield one
        else:
            able.remove(one)


def _open(planned: PlannedUnit, units: dict[str, Unit]) -> set[str]:
    return {*planned.closes, *_covers(units.get(planned.unit))}


def _able(
    planned: PlannedUnit, unit: Unit | None, wishes: Wishes, seen: tuple[Calendar, date]
) -> PlannedUnit | None:
    """Return the running unit as it can go on: as it was, or waiting for a time away; else None."""
    free = replace(wishes, start_on_or_after=date.min, finish_by=None, away=())
    if broken_wishes(offering_of(planned), 0, free):
        return None
    last = planned.period.last or planned.period.first
    absences = [each for each in wishes.away if each.overlaps(planned.period)]
    ahead = [each for each in absences if each.last is None or each.last >= seen[1]]
    if not ahead:
        return planned
    if planned.slot is not None or any(each.last is None for each in ahead):
        return None
    return _waiting(planned, unit, wishes, (seen[0], seen[1], last))


def _waiting(
    planned: PlannedUnit,
    unit: Unit | None,
    wishes: Wishes,
    seen: tuple[Calendar, date, date],
) -> PlannedUnit | None:
    """Return a unit without sessions with the hours a week that are left for it after all."""
    calendar, today, last = seen
    weeks = [
        monday for monday in calendar.mondays if planned.period.first - 6 * DAY <= monday <= last
    ]
    done = sum(monday + 6 * DAY < today for monday in weeks)
    there = [
        monday
        for monday in weeks[done:]
        if not any(_away(monday, each.first, each.last) for each in wishes.away)
    ]
    left = planned.hours - min(planned.hours, done * planned.hours_per_week)
    if not there:
        return None if left else planned
    per_week = max(planned.hours_per_week, -(-left // len(there)))
    in_class = unit is not None and done_in_class(unit, per_week, planned.period, wishes)
    if not in_class and per_week > wishes.study_hours:
        return None
    return replace(planned, hours_per_week=per_week, in_class=in_class)


def _away(monday: date, first: date, last: date | None) -> bool:
    """Return whether somebody is away on any working day of a week."""
    return first <= monday + 4 * DAY and (last is None or monday <= last)
