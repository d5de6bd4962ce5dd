"""Which units together cover what is needed: choices, what follows from them, and a bound."""

from typing import NamedTuple

import numpy as np

from loopbrug.core.programme.compiled import Ints, lean
from loopbrug.core.programme.kernel import Tables
from loopbrug.core.programme.timetable import NEVER

OPEN, IN, OUT = 0, 1, 2

TRAIL, DONE, HOURS, BUDGET, NEXT, LESSONS, WORDS, DEPTH, PAID = 0, 1, 2, 3, 4, 5, 6, 7, 8

MOST_LESSONS = 60_000
MOST_WORDS = 500_000


class Choice(NamedTuple):
    """The working memory of the cover search.

    ``state`` is OPEN, IN or OUT per unit, ``trail`` the units in order of decision. Per outcome:
    ``closed`` counts the units IN that cover it, ``chances`` the units still OPEN that do,
    ``asked`` is above zero when it must be covered, ``visited`` marks those that have paid
    for the bound. ``apart`` marks units that never go together. ``chosen`` is where the units
    taken are written. Lessons are sets of literals (2·unit for IN, 2·unit+1 for OUT) that
    cannot all hold: ``counts`` says how many hold now; ``literals`` is where one is written.
    ``now`` holds the scalars.
    """

    state: Ints
    trail: Ints
    closed: Ints
    chances: Ints
    asked: Ints
    visited: Ints
    rest: Ints
    apart: Ints
    decision: Ints
    mark: Ints
    chosen: Ints
    lesson: Ints
    literal: Ints
    owner: Ints
    later: Ints
    head: Ints
    counts: Ints
    literals: Ints
    now: Ints


def new_choice(
    t: Tables, lessons: int = MOST_LESSONS, words: int = MOST_WORDS, done: Choice | None = None
) -> Choice:
    """Return a choice for ``t`` with every unit open, and memory for so many lessons and words.

    The memory of one that is ``done`` with is taken over, as large as it is.
    """
    units = len(t.hours)

    def zeros(size: int) -> Ints:
        return np.zeros(size, np.int64)

    if done is None:
        lesson, counts = zeros(lessons + 1), zeros(lessons)
        literal, owner, later = zeros(words), zeros(words), zeros(words)
    else:
        lesson, counts = done.lesson, done.counts
        literal, owner, later = done.literal, done.owner, done.later
        counts[:] = 0
    return Choice(
        zeros(units), zeros(units + 1), zeros(len(t.needed)), t.coverers.copy(), t.needed.copy(),
        zeros(len(t.needed)), zeros(units), np.zeros((units, units), np.int64),
        zeros(units + 1), zeros(units + 1), zeros(units + 1), lesson, literal, owner, later,
        np.full(2 * units, -1, np.int64), counts, zeros(2 * units + 1), zeros(9),
    )  # fmt: skip


@lean
def assign(c: Choice, unit: int, state: int) -> None:
    """Decide an open unit; what follows comes with ``propagate``."""
    c.state[unit] = state
    c.trail[c.now[TRAIL]] = unit
    c.now[TRAIL] += 1


@lean
def propagate(t: Tables, c: Choice) -> bool:
    """Draw every consequence of the trail; False when they contradict."""
    while c.now[DONE] < c.now[TRAIL]:
        unit = c.trail[c.now[DONE]]
        c.now[DONE] += 1
        state = c.state[unit]
        fine = _taken(t, c, unit) if state == IN else _left_out(t, c, unit)
        fine = _lessons(c, 2 * unit + (1 if state == OUT else 0)) and fine
        if not fine:
            return False
    return True


@lean
def _taken(t: Tables, c: Choice, unit: int) -> bool:
    fine = True
    c.now[HOURS] += t.hours[unit]
    for k in range(t.covers[unit]):
        c.closed[t.cover[unit, k]] += 1
        c.chances[t.cover[unit, k]] -= 1
    for k in range(t.needs[unit]):
        c.asked[t.need[unit, k]] += 1
        fine = still_possible(t, c, t.need[unit, k]) and fine
    for other in range(len(t.hours)):
        if c.apart[unit, other]:
            if c.state[other] == IN:
                fine = False
            elif c.state[other] == OPEN:
                assign(c, other, OUT)
    return fine


@lean
def _left_out(t: Tables, c: Choice, unit: int) -> bool:
    fine = True
    for k in range(t.covers[unit]):
        c.chances[t.cover[unit, k]] -= 1
        fine = still_possible(t, c, t.cover[unit, k]) and fine
    return fine


@lean
def still_possible(t: Tables, c: Choice, outcome: int) -> bool:
    """Take the last unit that covers an asked outcome; False when there is none."""
    if c.asked[outcome] == 0 or c.closed[outcome] > 0 or c.chances[outcome] > 1:
        return True
    if c.chances[outcome] == 0:
        return False
    for k in range(t.coverers[outcome]):
        if c.state[t.by[outcome, k]] == OPEN:
            assign(c, t.by[outcome, k], IN)
            break
    return True


@lean
def _lessons(c: Choice, literal: int) -> bool:
    fine = True
    at = c.head[literal]
    while at >= 0:
        lesson = c.owner[at]
        c.counts[lesson] += 1
        left = c.lesson[lesson + 1] - c.lesson[lesson] - c.counts[lesson]
        if left == 0:
            fine = False
        elif left == 1:
            avoid(c, lesson)
        at = c.later[at]
    return fine


@lean
def avoid(c: Choice, lesson: int) -> None:
    """Decide the one open unit of a lesson so that the lesson does not hold."""
    for at in range(c.lesson[lesson], c.lesson[lesson + 1]):
        unit = c.literal[at] >> 1
        if c.state[unit] == OPEN:
            assign(c, unit, IN if c.literal[at] & 1 else OUT)
            return


@lean
def undo(t: Tables, c: Choice, mark: int) -> None:
    """Take back every decision after the first ``mark``."""
    while c.now[TRAIL] > mark:
        c.now[TRAIL] -= 1
        at = c.now[TRAIL]
        unit = c.trail[at]
        if at < c.now[DONE]:
            c.now[DONE] = at
            _undo(t, c, unit)
        c.state[unit] = OPEN


@lean
def _undo(t: Tables, c: Choice, unit: int) -> None:
    taken = c.state[unit] == IN
    if taken:
        c.now[HOURS] -= t.hours[unit]
        for k in range(t.needs[unit]):
            c.asked[t.need[unit, k]] -= 1
    for k in range(t.covers[unit]):
        c.chances[t.cover[unit, k]] += 1
        if taken:
            c.closed[t.cover[unit, k]] -= 1
    at = c.head[2 * unit + (0 if taken else 1)]
    while at >= 0:
        c.counts[c.owner[at]] -= 1
        at = c.later[at]


@lean
def learn(c: Choice, n: int) -> None:
    """Keep the first ``n`` of ``literals`` as a lesson, counted for what is decided now.

    Nothing is kept when memory is full: the search stays exact, only slower.
    """
    lesson = c.now[LESSONS]
    if lesson + 1 >= len(c.counts) or c.now[WORDS] + n >= len(c.literal):
        return
    for i in range(n):
        at = c.now[WORDS]
        c.literal[at] = c.literals[i]
        c.owner[at] = lesson
        c.later[at] = c.head[c.literals[i]]
        c.head[c.literals[i]] = at
        c.now[WORDS] += 1
        if c.state[c.literals[i] >> 1] == (OUT if c.literals[i] & 1 else IN):
            c.counts[lesson] += 1
    c.now[LESSONS] += 1
    c.lesson[lesson + 1] = c.now[WORDS]


@lean
def bound(t: Tables, c: Choice) -> bool:
    """Leave out what cannot be within the budget; False when nothing can.

    Dual ascent: every outcome still to cover pays the rest price of its cheapest unit, which
    lowers the rest price of all its units. What is paid is a lower bound; a unit whose rest
    price on top of it exceeds the budget is out. ``now[NEXT]`` learns the least total above,
    ``now[PAID]`` what is paid.
    """
    for unit in range(len(t.hours)):
        c.rest[unit] = t.hours[unit]
    paid = c.now[HOURS]
    c.visited[:] = 0
    while True:
        outcome = _scarcest(c)
        if outcome < 0:
            break
        c.visited[outcome] = 1
        price = NEVER
        for k in range(t.coverers[outcome]):
            if c.state[t.by[outcome, k]] == OPEN:
                price = min(price, c.rest[t.by[outcome, k]])
        paid += price
        for k in range(t.coverers[outcome]):
            c.rest[t.by[outcome, k]] -= price
    c.now[PAID] = paid
    if _over(t, c, paid):
        return False
    for unit in range(len(t.hours)):
        if c.state[unit] == OPEN and _over(t, c, paid + c.rest[unit]):
            assign(c, unit, OUT)
    return True


@lean
def _over(t: Tables, c: Choice, hours: int) -> bool:
    total = -(-hours // t.step) * t.step
    if total <= c.now[BUDGET]:
        return False
    c.now[NEXT] = min(c.now[NEXT], total)
    return True


@lean
def _scarcest(c: Choice) -> int:
    """Return the asked outcome with the fewest chances that is neither closed nor visited."""
    fewest = NEVER
    found = -1
    for outcome in range(len(c.asked)):
        if c.asked[outcome] and not c.closed[outcome] and not c.visited[outcome]:  # noqa: SIM102
            if c.chances[outcome] < fewest:
                fewest = c.chances[outcome]
                found = outcome
    return found
