"""After a loss: which appointments are broken, and a plan that changes as little as it can."""

from collections.abc import Iterator, Mapping

from loopbrug.core.assessment.arrays import Costs
from loopbrug.core.assessment.engine import Desk, Effort, changes_of, late_of
from loopbrug.core.assessment.explain import why_late
from loopbrug.core.assessment.model import Appointment, Case, Limits, Plan, PlanningProblem
from loopbrug.core.assessment.rows import Row, row_of
from loopbrug.core.terms.finding import Finding, Weight

COSTS = Costs(end=1, late=0, change=20_000, takeover=4_000, handover=50_000)
"""After promises counts that who held a step stays with the case, then the number of changed
appointments, then that people stay who held none yet."""
HASTY = Costs(end=2_000, late=0, change=20_000, takeover=4_000, handover=50_000)
"""Where a promise cannot be kept: ten blocks sooner are worth a change, 25 that another takes over
what somebody began."""
_SHARE, _SHARE_LATE = 20, 8
"""Every broken case may take this part of the moves, together at most all of them; more of them
when its promise would not be kept."""

Broken = Mapping[str, frozenset[str]]
"""Per case the steps whose appointment cannot go on."""


def repair(
    problem: PlanningProblem,
    limits: Limits = Limits(),  # noqa: B008
    seed: int = 0,
) -> Plan:
    """Return a plan in which broken appointments are planned anew and as few others as possible.

    Promises come first, then the number of changed appointments. A fixed appointment moves only
    when it is broken, or when its case has no room in the whole grid otherwise. An assessor who
    held a step goes on with the case unless the promise would not be kept; then another takes
    over the rest of that part. A promise that cannot be kept is broken by as few days as can be.
    """
    careful = _mended(problem, limits, seed, COSTS)
    if not (careful.late or careful.unplanned):
        return careful
    hasty = _mended(problem, limits, seed, HASTY)
    return min(careful, hasty, key=lambda plan: _lateness(problem, plan))


def _lateness(problem: PlanningProblem, plan: Plan) -> tuple[int, int, int]:
    """Return how many cases have no room, how many are late, and by how many days in all."""
    due = {case.key: case.due_on for case in problem.cases}
    days = 0
    for one in plan.cases:
        promised = due[one.case]
        if promised and one.done_on and one.done_on > promised:
            days += (one.done_on - promised).days
    return len(plan.unplanned), len(plan.late), days


def _mended(problem: PlanningProblem, limits: Limits, seed: int, costs: Costs) -> Plan:
    broken = _over_full(problem, _by_case(problem))
    desk = _desk(problem, broken, costs, Effort(limits.moves, seed, keep=True, heat=0.0))
    if stuck := [row for row in desk.frame.rows if desk.frame.board.end[_at(desk, row)] < 0]:
        broken = {**broken, **{row.case.key: _all_that_moves(row, problem) for row in stuck}}
        desk = _desk(problem, broken, costs, desk.effort)
    _search(desk, broken, limits)
    plans = desk.plans()
    late = late_of(problem.cases, plans)
    return Plan(
        cases=plans,
        changes=changes_of(desk.rows, plans),
        late=late,
        unplanned=tuple(plan.case for plan in plans if plan.done_on is None),
        moves=desk.moves,
        findings=(*_takeovers(desk), *why_late(desk.rows, problem, plans)),
    )


def broken_in(problem: PlanningProblem) -> tuple[Appointment, ...]:
    """Return the appointments that cannot go on as they stand."""
    broken = _over_full(problem, _by_case(problem))
    return tuple(a for case in problem.cases for a in case.planned if a.step in broken[case.key])


def _by_case(problem: PlanningProblem) -> Broken:
    return {case.key: frozenset(_broken(case, problem)) for case in problem.cases}


def _broken(case: Case, problem: PlanningProblem) -> Iterator[str]:
    """Yield the steps to come for which somebody is no longer free or may no longer do it."""
    length = {step.code: step.blocks for step in case.steps}
    for each in case.planned:
        if each.step in case.held or each.block < problem.now or each.step not in length:
            continue
        asked = ((1 << length[each.step]) - 1) << each.block
        for part, key in each.people:
            resource = problem.resources.get(key)
            gone = resource is None or resource.free & asked != asked
            barred = not each.fixed and key not in case.choices.get(part, (key,))
            if gone or barred:
                yield each.step


def _over_full(problem: PlanningProblem, broken: Broken) -> Broken:
    """Return the broken steps with those for which a seat was given away twice; fixed ones stay."""
    used: dict[tuple[str, int], int] = {}
    found = {key: set(steps) for key, steps in broken.items()}
    standing = [
        (case, each, step.blocks)
        for case in problem.cases
        for each in case.planned
        for step in case.steps
        if step.code == each.step and each.step not in broken[case.key] | case.held.keys()
    ]
    for case, each, blocks in sorted(standing, key=lambda one: not one[1].fixed):
        seats = [
            (key, block)
            for _, key in each.people
            for block in range(each.block, each.block + blocks)
        ]
        if any(used.get(seat, 0) >= problem.resources[seat[0]].capacity for seat in seats):
            found[case.key].add(each.step)
            continue
        for seat in seats:
            used[seat] = used.get(seat, 0) + 1
    return {key: frozenset(steps) for key, steps in found.items()}


def _desk(problem: PlanningProblem, broken: Broken, costs: Costs, effort: Effort) -> Desk:
    rows = [
        row_of(case, problem.frozen_before, broken[case.key], open_parts=True)
        for case in problem.cases
    ]
    return Desk(problem, rows, costs, effort)


def _at(desk: Desk, row: Row) -> int:
    return desk.place_of(row.case.key)


def _all_that_moves(row: Row, problem: PlanningProblem) -> frozenset[str]:
    """Return every step of a case that has not begun: it has no room as it is fixed now."""
    return row.loose | {code for code, each in row.current.items() if each.block >= problem.now}


def _search(desk: Desk, broken: Broken, limits: Limits) -> None:
    """Look for fewer changes and kept promises, starting from every case that was hit."""
    hit = [_at(desk, row) for row in desk.frame.rows if broken[row.case.key]]
    board, due = desk.frame.board, desk.frame.tables.due
    for place in hit:
        late = not 0 <= board.end[place] <= due[place]
        share = _SHARE_LATE if late else _SHARE
        desk.improve(limits.moves // max(share, len(hit)), place)


def _takeovers(desk: Desk) -> Iterator[Finding]:
    """Yield who takes over a part from somebody who held a step of the case."""
    for row, plan in zip(desk.rows, desk.plans(), strict=True):
        held = {
            part: key
            for each in row.case.planned
            if each.step in row.case.held
            for part, key in each.people
        }
        told = set()
        for each in plan.appointments:
            for part, key in each.people:
                if held.get(part, key) != key and part not in told:
                    told.add(part)
                    yield Finding.of(
                        "assessment.taken-over",
                        row.case.key,
                        weight=Weight.INFORMS,
                        part=part.value,
                        person=key,
                    )
