"""The search: covers in order of hours, each tried in the weeks; what fails is learned from."""
# ruff: noqa: PLR0917 - compiled code is handed its arrays

from loopbrug.core.programme.compiled import Ints, lean
from loopbrug.core.programme.cover import (
    BUDGET,
    DEPTH,
    IN,
    LESSONS,
    NEXT,
    OPEN,
    OUT,
    TRAIL,
    WORDS,
    Choice,
    assign,
    avoid,
    bound,
    learn,
    propagate,
    still_possible,
    undo,
)  # fmt: skip
from loopbrug.core.programme.kernel import Tables
from loopbrug.core.programme.lanes import Lanes, crowd, survey
from loopbrug.core.programme.sweep import Line, sweep
from loopbrug.core.programme.timetable import (
    LIMIT,
    MOST,
    NEVER,
    NO_ROOM,
    NODES,
    ROOM,
    Board,
    fits,
)  # fmt: skip

NONE, FOUND, STOPPED = 0, 1, 2
LESSON_EFFORT = 300
QUICK, PATIENT, THOROUGH = 150, 3000, 9
EVERY = 1 << 39


@lean
def start(t: Tables, c: Choice, b: Board, lanes: Lanes, budget: int, scheduled: int) -> bool:
    """Go back to the root with what is allowed now; False when nothing is possible.

    ``scheduled`` is 0 to leave the weeks aside, and 2 when the board allows nothing more than
    when it was last surveyed with 1.
    """
    undo(t, c, 0)
    b.placed[:] = -1
    c.now[DEPTH] = 0
    c.now[BUDGET] = budget
    c.now[NEXT] = NEVER
    if scheduled == 1:
        _keep_apart(t, c, b)
        survey(t, b, lanes)
    if scheduled:
        for unit in range(len(t.hours)):
            room = False
            for word in range(t.word[unit], t.word[unit + 1]):
                room = room or b.domain[word] != 0
            if not room:
                assign(c, unit, OUT)
    _single_lessons(c)
    for outcome in range(len(c.asked)):
        if not still_possible(t, c, outcome):
            return False
    return consequences(t, c)


@lean
def _single_lessons(c: Choice) -> None:
    for lesson in range(c.now[LESSONS]):
        if c.lesson[lesson + 1] - c.lesson[lesson] == 1:
            avoid(c, lesson)


@lean
def forget(c: Choice, lessons: int) -> None:
    """Drop the lessons after the first ``lessons``; nothing is decided."""
    while c.now[LESSONS] > lessons:
        c.now[LESSONS] -= 1
        first = c.lesson[c.now[LESSONS]]
        while c.now[WORDS] > first:
            c.now[WORDS] -= 1
            at = c.now[WORDS]
            c.head[c.literal[at]] = c.later[at]
        c.counts[c.now[LESSONS]] = 0


@lean
def _keep_apart(t: Tables, c: Choice, b: Board) -> None:
    """Mark every two units of which no two allowed offerings go together."""
    for one in range(len(t.hours)):
        for other in range(one):
            if not c.apart[one, other] and not _go_together(t, b, one, other):
                c.apart[one, other] = 1
                c.apart[other, one] = 1


@lean
def _go_together(t: Tables, b: Board, one: int, other: int) -> bool:
    for word in range(t.word[one], t.word[one + 1]):
        for bit in range(62):
            if b.domain[word] >> bit & 1:
                for there in range(t.word[other], t.word[other + 1]):
                    if b.domain[there] & ~t.clash[word * 62 + bit, there]:
                        return True
    return False


@lean
def consequences(t: Tables, c: Choice) -> bool:
    """Draw what follows from choices and from the budget; False when they contradict."""
    while True:
        if not propagate(t, c):
            return False
        before = c.now[TRAIL]
        if not bound(t, c):
            return False
        if c.now[TRAIL] == before:
            return True


@lean
def explore(  # noqa: C901, PLR0912 - the one loop of the search, compiled
    t: Tables, c: Choice, b: Board, lanes: Lanes, line: Line, limit: int, scheduled: int
) -> int:
    """Search from the root for units within the budget that fit; FOUND leaves them placed.

    NONE is proved for this budget and what the board allows now; STOPPED means the limit.
    """
    chosen = c.chosen
    b.now[MOST] = limit
    fine = True
    while True:
        b.now[NODES] += 1
        if b.now[NODES] > limit:
            return STOPPED
        branch = -1
        if fine:
            fine = consequences(t, c) and not superfluous(t, c)
        if fine:
            n = chosen_units(c, chosen)
            done, branch = next_unit(t, c)
            if scheduled:
                verdict = check_weeks(t, c, b, lanes, line, chosen, n)
                if verdict == LIMIT:
                    return STOPPED
                fine = verdict == ROOM
            if fine and done:
                branch = earlier_source(t, c, chosen, n)
                if not scheduled or branch < 0:
                    return FOUND
                b.outside[:] = 0
                verdict = fits(t, b, chosen, n, limit - b.now[NODES])
                if verdict == ROOM:
                    return FOUND
                if verdict == LIMIT:
                    return STOPPED
        if fine and branch >= 0:
            depth = c.now[DEPTH]
            c.decision[depth] = branch
            c.mark[depth] = c.now[TRAIL]
            c.now[DEPTH] += 1
            assign(c, branch, IN)
        else:
            if not step_back(t, c):
                return NONE
            fine = True


@lean
def step_back(t: Tables, c: Choice) -> bool:
    """Leave out the last unit taken; False when there is none."""
    if c.now[DEPTH] == 0:
        return False
    c.now[DEPTH] -= 1
    depth = c.now[DEPTH]
    undo(t, c, c.mark[depth])
    assign(c, c.decision[depth], OUT)
    return True


@lean
def chosen_units(c: Choice, chosen: Ints) -> int:
    """Write the units IN to ``chosen`` and return how many."""
    n = 0
    for at in range(c.now[TRAIL]):
        if c.state[c.trail[at]] == IN:
            chosen[n] = c.trail[at]
            n += 1
    return n


@lean
def superfluous(t: Tables, c: Choice) -> bool:
    """Return whether a unit IN closes nothing alone, and is nobody's prerequisite."""
    for at in range(c.now[TRAIL]):
        unit = c.trail[at]
        if c.state[unit] != IN:
            continue
        of_use = False
        for k in range(t.covers[unit]):
            outcome = t.cover[unit, k]
            of_use = of_use or (c.asked[outcome] > 0 and c.closed[outcome] == 1)
        for k in range(t.served[unit]):
            of_use = of_use or c.state[t.serves[unit, k]] != OUT
        if not of_use:
            return True
    return False


@lean
def next_unit(t: Tables, c: Choice) -> tuple[bool, int]:
    """Return whether all is covered, else the unit to try for the scarcest outcome."""
    fewest = NEVER
    found = -1
    for outcome in range(len(c.asked)):
        if c.asked[outcome] and not c.closed[outcome] and c.chances[outcome] < fewest:
            fewest = c.chances[outcome]
            found = outcome
    if found < 0:
        return True, -1
    best = -1
    for k in range(t.coverers[found]):
        unit = t.by[found, k]
        if c.state[unit] == OPEN and (best < 0 or c.rest[unit] < c.rest[best]):
            best = unit
    return False, best


@lean
def earlier_source(t: Tables, c: Choice, chosen: Ints, n: int) -> int:
    """Return an open unit that may close a prerequisite of a chosen one earlier, or -1."""
    for i in range(n):
        for k in range(t.needs[chosen[i]]):
            outcome = t.need[chosen[i], k]
            for j in range(t.coverers[outcome]):
                if c.state[t.by[outcome, j]] == OPEN:
                    return int(t.by[outcome, j])
    return -1


@lean
def check_weeks(
    t: Tables, c: Choice, b: Board, lanes: Lanes, line: Line, chosen: Ints, n: int
) -> int:
    """Return whether the units taken so far fit; learn from it when they do not."""
    _shut(t, c, b)
    verdict = fits(t, b, chosen, n, min(QUICK, b.now[MOST] - b.now[NODES]))
    if verdict == ROOM:
        return verdict
    few = crowd(t, b, lanes, chosen, n, 1 if verdict == LIMIT and n <= THOROUGH else 0)
    if few == 0 and verdict == LIMIT:
        verdict = fits(t, b, chosen, n, min(PATIENT, b.now[MOST] - b.now[NODES]))
        if verdict == LIMIT:
            verdict = sweep(t, b, line, chosen, n, b.now[MOST] - b.now[NODES])
        if verdict != NO_ROOM:
            return verdict
    if few > 0:
        _write(c, chosen, few)
        learn(c, few)
    else:
        _learn_smallest(t, c, b, chosen, n)
    return NO_ROOM


@lean
def _learn_smallest(t: Tables, c: Choice, b: Board, chosen: Ints, n: int) -> None:
    """Learn a smallest set of units that do not fit, if need be with sources that are out."""
    b.outside[:] = 1
    shut = fits(t, b, chosen, n, LESSON_EFFORT) != NO_ROOM
    if shut:
        _shut(t, c, b)
    n = _smallest(t, b, chosen, n)
    _write(c, chosen, n)
    learn(c, _shut_sources(t, c, chosen, n) if shut else n)


@lean
def _write(c: Choice, chosen: Ints, n: int) -> None:
    for i in range(n):
        c.literals[i] = 2 * chosen[i]


@lean
def _shut(t: Tables, c: Choice, b: Board) -> None:
    """Let only units that are not out close a prerequisite from outside."""
    for unit in range(len(t.hours)):
        b.outside[unit] = 0 if c.state[unit] == OUT else 1


@lean
def _smallest(t: Tables, b: Board, chosen: Ints, n: int) -> int:
    """Shrink ``chosen`` to units none of which can be left out of not fitting."""
    at = 0
    while at < n:
        unit = chosen[at]
        for i in range(at, n - 1):
            chosen[i] = chosen[i + 1]
        verdict = fits(t, b, chosen, n - 1, LESSON_EFFORT)
        if verdict == NO_ROOM:
            n -= 1
            continue
        for i in range(n - 1, at, -1):
            chosen[i] = chosen[i - 1]
        chosen[at] = unit
        at += 1
    return n


@lean
def _shut_sources(t: Tables, c: Choice, chosen: Ints, n: int) -> int:
    """Add to a lesson the units that are out and might have closed a prerequisite."""
    size = n
    for other in range(len(t.hours)):
        if c.state[other] != OUT:
            continue
        for k in range(t.served[other]):
            among = False
            for i in range(n):
                among = among or chosen[i] == t.serves[other, k]
            if among:
                c.literals[size] = 2 * other + 1
                size += 1
                break
    return size
