"""The five weeks: a promise for a new case, the plan of a day, a plan after a loss."""

from dataclasses import replace
from datetime import date, time, timedelta

from loopbrug.core.assessment.arrays import Costs
from loopbrug.core.assessment.bound import bound_on_time, can_be_on_time
from loopbrug.core.assessment.engine import Desk, Effort, changes_of, late_of
from loopbrug.core.assessment.expected import Expected, buffer_days, load_of
from loopbrug.core.assessment.explain import who_is_short, why_late
from loopbrug.core.assessment.kernel import END, LATE
from loopbrug.core.assessment.model import (
    Case,
    CasePlan,
    Change,
    Grid,
    Limits,
    Part,
    Plan,
    PlanningProblem,
    Promise,
    Resource,
    Step,
)  # fmt: skip
from loopbrug.core.assessment.repair import repair
from loopbrug.core.assessment.rows import Row, row_of, rows_of, standing

__all__ = ["bound_on_time", "hindsight", "moves_of_day", "promise", "repair", "replan", "warm_up"]

PROMISE_MOVES = 250
"""A promise is given while somebody waits: it takes no more moves than this."""
COSTS = Costs()
LENIENT = 3000
"""What a late case costs while a plan with hindsight is still taking shape: 300 blocks."""
HOT, COOL = 2000.0, 100.0


def promise(
    problem: PlanningProblem,
    case: Case,
    expected: Expected | None = None,
    limits: Limits = Limits(),  # noqa: B008
    seed: int = 0,
) -> Promise:
    """Return the day that can be promised to a new case, with a plan that keeps every promise.

    Others move only where there is no room otherwise, and only what is tentative; ``expected``
    arrivals make the promise roomier than the plan. A promise later than the goal comes with
    findings about who is short.
    """
    held = tuple(each for each in case.planned if each.step in case.held)
    fresh = row_of(replace(case, planned=held, due_on=None), problem.frozen_before)
    if (beside := _beside(problem, fresh)) is not None:
        day = _promised(problem, case, beside, expected)
        return Promise(case.key, day, beside.done_on, beside)
    rows = (*rows_of(problem), fresh)
    desk = Desk(problem, rows, COSTS, Effort(limits.moves, seed))
    if not fresh.settled and can_be_on_time(fresh, problem):
        _make_room(desk, case, min(limits.moves, PROMISE_MOVES))
    *others, plan = desk.plans()
    day, changes = _promised(problem, case, plan, expected), changes_of(rows[:-1], others)
    short = plan.done_on is None or plan.done_on > case.goal_on
    findings = tuple(who_is_short(fresh, problem, others, case.goal_on)) if short else ()
    return Promise(case.key, day, plan.done_on, plan, changes, findings)


def _beside(problem: PlanningProblem, fresh: Row) -> CasePlan | None:
    """Return a plan of a new case beside all others as they stand; None if that is not on time.

    None as well when another has no place yet: the new case must not take the last one.
    """
    others = [standing(case) for case in problem.cases]
    if not all(row.settled for row in others):
        return None
    *_, plan = Desk(problem, (*others, fresh), COSTS, Effort(0, 0)).plans()
    return plan if plan.done_on is not None and plan.done_on <= fresh.case.goal_on else None


def _make_room(desk: Desk, case: Case, moves: int) -> None:
    """Let others move when the case would be late; stop as soon as it is on time."""
    place, board = desk.place_of(case.key), desk.frame.board
    goal = int(desk.frame.tables.goal[place])
    if not 0 <= board.end[place] <= goal:
        enough = int(board.cost.sum() - board.cost[place]) + COSTS.end * (goal + 1)
        desk.improve(moves, place, enough)


def _promised(
    problem: PlanningProblem, case: Case, plan: CasePlan, expected: Expected | None
) -> date | None:
    """Return the day to promise: room for those who are still to come, up to the goal."""
    done_on = plan.done_on
    if expected is None or done_on is None:
        return done_on
    load = load_of(problem, expected, case)
    days = (done_on - problem.grid.day_of(problem.now)).days
    day = done_on + timedelta(days=buffer_days(case, load, days))
    return min(day, case.goal_on) if done_on <= case.goal_on else day


def replan(
    problem: PlanningProblem,
    limits: Limits = Limits(),  # noqa: B008
    seed: int = 0,
    expected: Expected | None = None,
) -> Plan:
    """Return a better plan for every case in hand: what is fixed stays, promises are kept.

    In this order: fewest broken promises, most cases on time by their goal, least total time,
    fewest changes. ``expected`` is taken as by ``promise``; the day's plan is the best without.
    """
    del expected
    return _plan(_improved(problem, limits, seed), problem)


def moves_of_day(problem: PlanningProblem, limits: Limits, seed: int) -> tuple[Change, ...]:
    """Return what ``replan`` would move, and nothing else: no bound, and not why a case is late.

    Reckoning those takes longer than the plan; who replays months of days does not ask them.
    """
    desk = _improved(problem, limits, seed)
    return changes_of(desk.rows, desk.plans())


def _improved(problem: PlanningProblem, limits: Limits, seed: int) -> Desk:
    desk = Desk(problem, rows_of(problem), COSTS, Effort(limits.moves, seed))
    desk.improve(limits.moves)
    return desk


def _plan(desk: Desk, problem: PlanningProblem) -> Plan:
    plans = desk.plans()
    return Plan(
        cases=plans,
        changes=changes_of(desk.rows, plans),
        late=late_of(problem.cases, plans),
        unplanned=tuple(plan.case for plan in plans if plan.done_on is None),
        bound_on_time=bound_on_time(problem),
        moves=desk.moves,
        findings=tuple(why_late(desk.rows, problem, plans)),
    )


def hindsight(
    problem: PlanningProblem,
    limits: Limits = Limits(),  # noqa: B008
    seed: int = 0,
) -> Plan:
    """Return the best plan found when every case is known beforehand: a mark to measure by.

    The same search, hotter and with all moves on one plan: first a late case weighs as much as
    some hundred blocks of delay, so that lateness can move from case to case; then it weighs
    more than any delay.
    """
    rows = rows_of(problem)
    lenient = replace(COSTS, late=LENIENT)
    desk = Desk(problem, rows, lenient, Effort(limits.moves, seed, heat=HOT))
    desk.improve(limits.moves * 3 // 4)
    tables, board = desk.frame.tables, desk.frame.board
    board.cost[board.end > tables.goal] += COSTS.late - LENIENT
    tables.weights[LATE], tables.weights[END] = COSTS.late, COSTS.end
    desk.effort = replace(desk.effort, heat=COOL)
    desk.improve(limits.moves - limits.moves * 3 // 4)
    return _plan(desk, problem)


def warm_up() -> None:
    """Compile the search, or load it from disk: the first call of a process may take a while."""
    monday = date(2000, 1, 3)
    grid = Grid(monday, 1, ((time(9), time(12)),), (0,))
    case = Case("a", monday, 0, (Step("a", (Part.CANDIDATE,)),), {Part.CANDIDATE: ("a",)}, monday)
    replan(PlanningProblem(grid, {"a": Resource("a", 1)}, (case,)), Limits(1))
