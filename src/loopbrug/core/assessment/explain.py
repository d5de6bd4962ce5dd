"""Who is short: which kind of people keeps a case from ending in time."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from loopbrug.core.assessment.alone import can_end_by, free_of
from loopbrug.core.assessment.bound import can_be_on_time
from loopbrug.core.assessment.model import Appointment, CasePlan, Part, PlanningProblem
from loopbrug.core.assessment.rows import Row
from loopbrug.core.terms.finding import Finding, Weight


def who_is_short(
    row: Row, problem: PlanningProblem, others: Iterable[CasePlan], by: date
) -> Iterator[Finding]:
    """Yield who is short for one case to end by a day, as all others are planned.

    A part is short when the case could end in time if somebody for that part were always free.
    When no single part is, all of them are asked for at the same moments.
    """
    free = without(free_of(problem), problem, (a for plan in others for a in plan.appointments))
    until = problem.grid.last_block(by)
    short = [
        part
        for part in row.parts
        if len(row.pinned) < len(row.shape.steps)
        and can_end_by(row, problem, {**free, **dict.fromkeys(_keys(row, part), -1)}, until)
    ]
    for part in short:
        keys = _keys(row, part)
        hours = sum(_count(free[key], problem.open_from, until) for key in keys)
        yield Finding.of(
            f"assessment.short-of-{part.value}",
            row.case.key,
            weight=Weight.INFORMS,
            day=by,
            people=len(keys),
            blocks=hours,
        )
    if not short:
        yield Finding.of("assessment.short-together", row.case.key, weight=Weight.INFORMS, day=by)


def why_late(
    rows: Sequence[Row], problem: PlanningProblem, plans: Sequence[CasePlan]
) -> Iterator[Finding]:
    """Yield for every promise that is not kept why, and whether that is proved."""
    for row, plan in zip(rows, plans, strict=True):
        due = row.case.due_on
        if due is None or (plan.done_on is not None and plan.done_on <= due):
            continue
        proved = not can_be_on_time(row, problem, by_due=True)
        code = "promise-impossible" if proved else "promise-not-kept"
        yield Finding.of(f"assessment.{code}", row.case.key, day=due)
        others = [other for other in plans if other.case != plan.case]
        yield from who_is_short(row, problem, others, due)


def without(
    free: dict[str, int], problem: PlanningProblem, appointments: Iterable[Appointment]
) -> dict[str, int]:
    """Return what is left of calendars; pools with more than one seat are left as they are."""
    length = {(c.key, s.code): s.blocks for c in problem.cases for s in c.steps}
    left = dict(free)
    for each in appointments:
        taken = ((1 << length.get((each.case, each.step), 1)) - 1) << max(each.block, 0)
        for _, key in each.people:
            if key in left and problem.resources[key].capacity == 1:
                left[key] &= ~taken
    return left


def _keys(row: Row, part: Part) -> tuple[str, ...]:
    return row.choices[row.parts.index(part)]


def _count(free: int, first: int, last: int) -> int:
    return (free & ((1 << max(0, last + 1)) - 1) >> first << first).bit_count()
