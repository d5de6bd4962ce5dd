"""The least programme when offerings have prices: covers by cost, each tried in the weeks.

The search of one person alone, with two differences: a unit costs its hours and the least price
of its offerings, and a cover that fits is not the end but lowers what the next may cost. What is
learned of units that do not fit together holds at any price, so that it stays.
"""
# ruff: noqa: PLR0917 - compiled code is handed its arrays

from loopbrug.core.programme.cohort.cheapest import (
    LEAST_HOURS,
    MOST_HOURS,
    PAID_FINISH,
    PLANS,
    SLACK,
    Bill,
    cheapest_weeks,
)  # fmt: skip
from loopbrug.core.programme.compiled import Ints, lean
from loopbrug.core.programme.cover import BUDGET, DEPTH, IN, PAID, TRAIL, Choice, assign, undo
from loopbrug.core.programme.kernel import Tables
from loopbrug.core.programme.lanes import Lanes
from loopbrug.core.programme.search import (
    check_weeks,
    chosen_units,
    consequences,
    earlier_source,
    next_unit,
    start,
    step_back,
    superfluous,
)  # fmt: skip
from loopbrug.core.programme.sweep import Line
from loopbrug.core.programme.timetable import (
    LIMIT,
    MOST,
    NEVER,
    NO_ROOM,
    NODES,
    ROOM,
    Board,
    restrict,
)  # fmt: skip

FIRST_STEP, FASTER = 600, 3
"""By how much the budget is raised above the lowest that may do, and how much faster then."""

STOP = -2
"""In place of a unit: the limit came first."""

A_LOOK = 60
"""Steps for a look whether the units so far can be within the slack."""


@lean
def cheapest(
    t: Tables, c: Choice, b: Board, lanes: Lanes, line: Line, bill: Bill, scalars: Ints
) -> int:
    """Search for plans within ``scalars[0]``, with ``scalars[1]`` as the most steps.

    ``scalars[2]`` is 1 when finishing is paid with the hours of each unit, else 0 and
    ``scalars[3]`` is what is paid for it at once; ``scalars[4]`` is 1 the first time and 2 after
    that. Returns a proved bound, in the same coin: no plan costs less. The budget is raised from
    the lowest that may do, ever faster.
    """
    restrict(t, b, t.begin[-1], t.ceiling)
    b.now[NODES] = 0
    b.now[MOST] = scalars[1]
    if not start(t, c, b, lanes, scalars[0], scalars[4]):
        undo(t, c, 0)
        return int(scalars[0] + 1)
    lowest = c.now[PAID]
    proved = lowest
    step = FIRST_STEP
    while True:
        budget = min(scalars[0], lowest + step)
        if start(t, c, b, lanes, budget, 2):
            proved = max(proved, _within(t, c, b, lanes, line, bill, scalars))
        else:
            proved = budget + 1
        undo(t, c, 0)
        done = bill.now[PLANS] > 0 or b.now[NODES] > scalars[1]
        if done or proved <= budget or budget >= scalars[0]:
            return int(proved)
        step *= FASTER


@lean
def _within(
    t: Tables, c: Choice, b: Board, lanes: Lanes, line: Line, bill: Bill, scalars: Ints
) -> int:
    """Search from the root within the budget of the choice, and return a proved bound."""
    paid = bill.paid
    low = c.now[PAID]
    while b.now[NODES] < scalars[1]:
        b.now[NODES] += 1
        branch = -1
        if consequences(t, c) and not superfluous(t, c):
            low = max(low, c.now[PAID])
            branch = _visit(t, c, b, lanes, line, bill, scalars)
            if branch == STOP:
                break
        if branch >= 0:
            depth = c.now[DEPTH]
            c.decision[depth] = branch
            c.mark[depth] = c.now[TRAIL]
            paid[depth] = low
            c.now[DEPTH] += 1
            assign(c, branch, IN)
        elif step_back(t, c):
            low = paid[c.now[DEPTH]]
        else:
            return int(c.now[BUDGET] + 1)
    for depth in range(c.now[DEPTH]):
        low = min(low, paid[depth])
    return int(min(low, c.now[BUDGET] + 1))


@lean
def _visit(
    t: Tables, c: Choice, b: Board, lanes: Lanes, line: Line, bill: Bill, scalars: Ints
) -> int:
    """Return the unit to branch on, -1 when there is nothing more here, or STOP at the limit.

    A cover that is whole is placed in the weeks in every way that is better than the last; the
    budget becomes what the next must stay within.
    """
    chosen = c.chosen
    n = chosen_units(c, chosen)
    done, branch = next_unit(t, c)
    hours = _hours(c, bill)
    if hours > bill.now[MOST_HOURS] or (branch < 0 and not done):
        return -1
    verdict = check_weeks(t, c, b, lanes, line, chosen, n)
    if verdict != ROOM:
        return STOP if verdict == LIMIT else -1
    if done:
        branch = earlier_source(t, c, chosen, n)
        if branch < 0 and hours < bill.now[LEAST_HOURS]:
            return -1
    by_hours, at_once = scalars[2], scalars[3]
    bill.now[PAID_FINISH] = at_once
    if by_hours:
        bill.now[PAID_FINISH] = _paid_by_hours(c, bill, at_once) if done else NEVER
    bill.now[SLACK] = c.now[BUDGET] - c.now[PAID]
    if branch >= 0:
        looked = cheapest_weeks(t, b, bill, chosen, n, A_LOOK, 0)
        return branch if looked != NO_ROOM else -1
    b.outside[:] = 0
    verdict = cheapest_weeks(t, b, bill, chosen, n, scalars[1] - b.now[NODES], 1)
    c.now[BUDGET] = c.now[PAID] + bill.now[SLACK]
    return STOP if verdict == LIMIT else -1


@lean
def _hours(c: Choice, bill: Bill) -> int:
    """Return the study hours of the units taken."""
    hours = 0
    for at in range(c.now[TRAIL]):
        if c.state[c.trail[at]] == IN:
            hours += bill.plain[c.trail[at]]
    return int(hours)


@lean
def _paid_by_hours(c: Choice, bill: Bill, at_once: int) -> int:
    """Return what the units taken have paid for the finish, with what was paid at once."""
    paid = at_once
    for at in range(c.now[TRAIL]):
        if c.state[c.trail[at]] == IN:
            paid += bill.energy[c.trail[at]]
    return int(paid)
