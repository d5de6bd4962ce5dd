"""The best place for one case in a plan that is otherwise left as it is.

The people who may take the parts are tried one part after another, the part with the fewest
choices first. With some parts still open the steps are put as early as the others allow: when
that is no better than the best plan so far, the open parts need not be tried.

What is compiled here is called millions of times: it is handed a few small arrays, as handing
over all tables takes longer than the work itself.
"""
# ruff: noqa: PLR0917 - compiled code is handed its arrays

from typing import NamedTuple

from loopbrug.core.assessment.kernel import (
    CHANGE,
    END,
    FULL,
    LATE,
    NONE,
    UNPLANNED,
    Board,
    Tables,
    compiled,
    lowest,
)  # fmt: skip
from loopbrug.core.terms.compiling import BITS, Ints

FAR = 1 << 60
BEST, UNTIL, WORD, NODES, STEPS, PARTS, GOAL, DUE = range(8)
PER_END, PER_LATE, PER_BROKEN, PER_CHANGE, NOW_FIELDS = range(8, 13)
EARLIEST, LATEST, LENGTH, FIXED, KEPT, BEFORE, AT, BEST_AT, STEP_FIELDS = range(9)
WIDTH, TURN, PICK, PAID, LEAST, HOLDER, BEST_PICK, PART_FIELDS = range(8)
RESOURCE, CHARGE, ALONE, CHOICE_FIELDS = range(4)
GAP, SIDE = 0, 1


class Scratch(NamedTuple):
    """The case at hand in small tables, as large as the largest case needs.

    Parameters
    ----------
    open
        Level × step × word: the blocks in which everybody chosen so far is free.
    own
        Step × field: see ``EARLIEST`` and the others.
    pair
        2 × step × step: blocks in between (-1: no order), and whether they exclude each other.
    asks
        Part × step: whether the part is there.
    able
        Part × choice × field: the resource, its charge, whether it is in one place at a time.
    seat
        Part × field: how many choices, the next, the one at hand, what is paid up to here, the
        end that nobody for this part can better, who has it now, the best.
    now
        See ``BEST`` and the others.
    """

    open: Ints
    own: Ints
    pair: Ints
    asks: Ints
    able: Ints
    seat: Ints
    now: Ints


class Steps(NamedTuple):
    """What the innermost loops need of the tables and of the case at hand; see there."""

    open: Ints
    runs: Ints
    own: Ints
    pair: Ints


@compiled
def insert(t: Tables, b: Board, s: Scratch, case: int, keep: int) -> int:
    """Plan a case that holds no blocks at the least cost, and return that cost.

    For every choice of people the steps go as early as they can. With ``keep`` also every way
    to leave some of its steps where they were is tried.
    """
    last = t.free.shape[1] * BITS - 1
    _lay_out(t, s, case)
    in_time = s.now[DUE] if s.now[PER_LATE] == 0 else min(s.now[DUE], s.now[GOAL])
    end = NONE
    for until in (min(in_time, last), last):
        if end < 0:
            s.now[UNTIL] = until
            _share(t, b, s, case)
            end = _try_masks(s, b.room, t.runs, keep)
    b.cost[case] = s.now[BEST]
    b.end[case] = end
    for own in range(s.now[STEPS]):
        b.at[t.step[case] + own] = s.own[own, BEST_AT] if end >= 0 else NONE
    for part in range(s.now[PARTS]):
        b.pick[t.part[case] + part] = s.seat[part, BEST_PICK] if end >= 0 else NONE
    return int(s.now[BEST])


@compiled
def _lay_out(t: Tables, s: Scratch, case: int) -> None:
    """Copy what the case asks into the small tables."""
    first, low = t.step[case], t.part[case]
    now = s.now
    now[BEST], now[WORD] = t.weights[UNPLANNED] + t.promise[case], t.free.shape[1]
    now[STEPS], now[PARTS] = t.step[case + 1] - first, t.part[case + 1] - low
    now[GOAL], now[DUE] = t.goal[case], t.due[case]
    now[PER_END], now[PER_LATE] = t.weights[END], t.weights[LATE]
    now[PER_BROKEN], now[PER_CHANGE] = t.promise[case], t.weights[CHANGE]
    s.pair[GAP, :, :] = NONE
    s.pair[SIDE, :, :] = 0
    s.asks[:] = 0
    for own in range(now[STEPS]):
        step = first + own
        s.own[own, EARLIEST], s.own[own, LENGTH] = t.earliest[step], t.length[step]
        s.own[own, FIXED], s.own[own, BEFORE] = t.pinned[step], t.before[step]
        now[WORD] = min(now[WORD], t.earliest[step] // BITS)
        for n in range(t.wait[step], t.wait[step + 1]):
            s.pair[GAP, own, t.waits[n] - first] = t.gaps[n]
        for n in range(t.side[step], t.side[step + 1]):
            s.pair[SIDE, own, t.sides[n] - first] = 1
        for n in range(t.need[step], t.need[step + 1]):
            s.asks[t.needs[n] - low, own] = 1
    for part in range(now[PARTS]):
        begin = t.choice[low + part]
        s.seat[part, WIDTH] = t.choice[low + part + 1] - begin
        s.seat[part, HOLDER] = t.holder[low + part]
        for n in range(s.seat[part, WIDTH]):
            resource = t.choices[begin + n]
            s.able[part, n, RESOURCE] = resource
            s.able[part, n, CHARGE] = t.charge[resource]
            s.able[part, n, ALONE] = t.capacity[resource] == 1
            if t.holder[low + part] >= 0 and t.holder[low + part] != resource:
                s.able[part, n, CHARGE] += t.takeover[low + part]


@compiled
def _share(t: Tables, b: Board, s: Scratch, case: int) -> None:
    """Set the first level: the blocks in which all are free who have no alternative."""
    last_word = min(s.now[UNTIL] // BITS + 1, t.free.shape[1] - 1)
    for own in range(s.now[STEPS]):
        step = t.step[case] + own
        for word in range(s.now[WORD], last_word + 1):
            blocks = FULL
            for n in range(t.need[step], t.need[step + 1]):
                part = t.needs[n]
                if t.choice[part + 1] - t.choice[part] == 1:
                    blocks &= b.room[t.choices[t.choice[part]], word]
            s.open[0, own, word] = blocks


@compiled
def _try_masks(s: Scratch, room: Ints, runs: Ints, keep: int) -> int:
    """Try every set of steps that may be kept; return the last block of the best plan, or -1."""
    end = NONE
    steps = Steps(s.open, runs, s.own, s.pair)
    for mask in range((1 << s.now[STEPS]) - 1 if keep else 0, -1, -1):
        changed = _pin(s.own, s.pair, s.now[STEPS], mask, room.shape[1] * BITS)
        if changed >= 0 and changed * s.now[PER_CHANGE] < s.now[BEST]:
            found = _try_people(steps, s.asks, s.able, s.seat, s.now, room)
            end = found if found >= 0 else end
    return end


@compiled
def _pin(own: Ints, pair: Ints, steps: int, mask: int, blocks: int) -> int:
    """Set what is fixed or kept, and the latest starts.

    Returns how many steps are not left where they were; -1 when the mask keeps one that is
    nowhere, or that is fixed already.
    """
    changed = 0
    for step in range(steps):
        own[step, KEPT] = own[step, FIXED]
        if mask >> step & 1:
            if own[step, FIXED] >= 0 or own[step, BEFORE] < 0:
                return NONE
            own[step, KEPT] = own[step, BEFORE]
        changed += own[step, KEPT] < 0
        own[step, LATEST] = blocks - own[step, LENGTH]
    for step in range(steps - 1, -1, -1):
        until = own[step, LATEST] if own[step, KEPT] < 0 else own[step, KEPT]
        for other in range(step):
            if pair[GAP, step, other] >= 0:
                least = until - pair[GAP, step, other] - own[other, LENGTH]
                own[other, LATEST] = min(own[other, LATEST], least)
    return changed


@compiled
def _try_people(x: Steps, asks: Ints, able: Ints, seat: Ints, now: Ints, room: Ints) -> int:
    """Choose people part by part, and go back where the open parts cannot make it better.

    Returns the last block of a plan better than the best so far, -1 when there is none.
    """
    parts, found = now[PARTS], NONE
    depth, level = 0, 0
    seat[0, TURN] = seat[0, PAID] = seat[0, LEAST] = 0
    while depth >= 0:
        if seat[depth, TURN] == seat[depth, WIDTH] or seat[depth, LEAST] > _until(
            now, seat[depth, PAID]
        ):
            depth -= 1
            level -= depth >= 0 and seat[depth, WIDTH] > 1
            continue
        paid = seat[depth, PAID] + _charge(able, seat, depth)
        until = _until(now, paid)
        if until < 0:
            continue
        narrows = seat[depth, WIDTH] > 1
        if narrows:
            _narrow(x.open, room, asks[depth], now, seat[depth, PICK], level, until)
        if depth < parts - 1:
            seat[depth + 1, LEAST] = seat[depth, LEAST]
            if narrows:
                least = _walk(x, level + 1, now[STEPS], until)
                if least < 0:
                    continue
                seat[depth + 1, LEAST] = least
                level += 1
            depth += 1
            seat[depth, TURN] = 0
            seat[depth, PAID] = paid
            continue
        now[NODES] += 1
        end = _walk(x, level + narrows, now[STEPS], until)
        if end >= 0 and _better(x.own, asks, seat, now, end, paid):
            found = end
    return found


@compiled
def _charge(able: Ints, seat: Ints, depth: int) -> int:
    """Make the next choice; return its charge, or ``FAR`` when that person has a part already."""
    turn = seat[depth, TURN]
    seat[depth, TURN] += 1
    seat[depth, PICK] = able[depth, turn, RESOURCE]
    for other in range(depth):
        if seat[other, PICK] == seat[depth, PICK] and able[depth, turn, ALONE]:
            return FAR
    return int(able[depth, turn, CHARGE])


@compiled
def _until(now: Ints, paid: int) -> int:
    """Return the last block in which an end is still better than the best plan, or -1."""
    left = now[BEST] - paid - 1
    if left < 0:
        return NONE
    until = int(now[UNTIL])
    if now[PER_END] > 0:
        until = min(until, left // now[PER_END])
    if left < now[PER_LATE]:
        until = min(until, now[GOAL])
    if left < now[PER_BROKEN]:
        until = min(until, now[DUE])
    return until


@compiled
def _narrow(
    open_: Ints, room: Ints, asks: Ints, now: Ints, resource: int, level: int, until: int
) -> None:
    """Set the next level: the person chosen for a part is free as well."""
    last_word = min(until // BITS + 1, room.shape[1] - 1)
    for step in range(now[STEPS]):
        for word in range(now[WORD], last_word + 1):
            blocks = open_[level, step, word]
            if asks[step]:
                blocks &= room[resource, word]
            open_[level + 1, step, word] = blocks


@compiled
def _changed(own: Ints, asks: Ints, seat: Ints, now: Ints) -> int:
    """Return how many open steps are at another moment, or with somebody else, than before."""
    changed = 0
    for step in range(now[STEPS]):
        if own[step, FIXED] < 0:
            differs = own[step, BEFORE] != own[step, AT]
            for part in range(now[PARTS]):
                if asks[part, step] and seat[part, PICK] != seat[part, HOLDER]:
                    differs = True
            changed += differs
    return changed


@compiled
def _better(own: Ints, asks: Ints, seat: Ints, now: Ints, end: int, paid: int) -> bool:
    """Keep this choice of people when its plan is the best so far."""
    total = paid + now[PER_END] * end
    if end > now[GOAL]:
        total += now[PER_LATE]
    if end > now[DUE]:
        total += now[PER_BROKEN]
    if now[PER_CHANGE]:
        total += now[PER_CHANGE] * _changed(own, asks, seat, now)
    if total >= now[BEST]:
        return False
    now[BEST] = total
    for step in range(now[STEPS]):
        own[step, BEST_AT] = own[step, AT]
    for part in range(now[PARTS]):
        seat[part, BEST_PICK] = seat[part, PICK]
    return True


@compiled
def _walk(x: Steps, level: int, steps: int, until: int) -> int:
    """Put the steps as early as a level allows; return the last block used, -1 without room."""
    end, own = NONE, x.own
    for step in range(steps):
        own[step, AT] = own[step, KEPT]
    for step in range(steps):
        length = own[step, LENGTH]
        if own[step, FIXED] < 0:
            low, high = own[step, EARLIEST], min(own[step, LATEST], until - length + 1)
            for other in range(step):
                if x.pair[GAP, step, other] >= 0:
                    after = own[other, AT] + own[other, LENGTH] + x.pair[GAP, step, other]
                    low = max(low, after)
            if own[step, KEPT] >= 0:
                low, high = max(low, own[step, KEPT]), min(high, own[step, KEPT])
            own[step, AT] = _start(x, level, step, steps, low, high)
            if own[step, AT] < 0:
                return NONE
        end = max(end, own[step, AT] + length - 1)
    return end if end <= until else NONE


@compiled
def _start(x: Steps, level: int, step: int, steps: int, low: int, high: int) -> int:
    """Return the first start from ``low`` to ``high`` that meets no step beside it, or -1."""
    own = x.own
    length = own[step, LENGTH]
    while low <= high:
        start = _free(x.open[level, step], x.runs[length], length, low, high)
        if start < 0:
            return NONE
        low = start
        for other in range(steps):
            if x.pair[SIDE, step, other] and own[other, AT] >= 0:
                begin, after = own[other, AT], own[other, AT] + own[other, LENGTH]
                if begin < start + length and start < after:
                    low = max(low, after)
        if low == start:
            return start
    return NONE


@compiled
def _free(open_: Ints, runs: Ints, length: int, low: int, high: int) -> int:
    """Return the first block from ``low`` to ``high`` from which all are free, or -1."""
    words, word = len(open_), low // BITS
    below = (1 << (low % BITS)) - 1
    while word * BITS <= high:
        here = open_[word]
        starts = here & runs[word] & ~below
        if length > 1 and starts:
            after = open_[word + 1] if word + 1 < words else 0
            for shift in range(1, length):
                starts &= (here >> shift) | (after << (BITS - shift) & FULL)
        if starts:
            start = word * BITS + lowest(starts)
            return start if start <= high else NONE
        word += 1
        below = 0
    return NONE
