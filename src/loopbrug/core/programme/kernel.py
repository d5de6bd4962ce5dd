"""The bare problem that the search solves: integers only, no people, no dates."""
# ruff: noqa: PLR0917 - compiled code is handed its arrays

from typing import NamedTuple

import numpy as np

from loopbrug.core.programme.compiled import BITS, Bits, Ints, compiled, lean


class Kernel(NamedTuple):
    """Units that cover outcomes, and offerings that give units in weeks.

    Choose offerings, of a unit at most one, so that every needed outcome is covered; a
    prerequisite outcome of a chosen unit is covered by an offering that ended before; at most
    one session per pattern (and per pair of clashing patterns) in a week; no week above the
    ceiling. Every offering given here is one the person could take on its own.

    Parameters
    ----------
    hours
        Study hours per unit, 0 or more.
    covers, needs
        Unit × outcome, 1 where the unit covers the outcome, or has it as a prerequisite
        (prerequisites that are held are left out).
    needed
        Per outcome, 1 when it must be covered whatever is chosen.
    unit, start, end, pattern, load
        Per offering: its unit, first week, first week after it, weekly session pattern
        (-1 for none), study hours per week.
    clash
        Pattern × pattern, 1 where two sessions cannot both be attended.
    ceiling
        Most study hours in a week.
    """

    hours: Ints
    covers: Ints
    needs: Ints
    needed: Ints
    unit: Ints
    start: Ints
    end: Ints
    pattern: Ints
    load: Ints
    clash: Ints
    ceiling: int


class Tables(NamedTuple):
    """A kernel laid out for the search: lists with lengths, and bit sets of offerings.

    Offering ``b`` of word ``w`` is number ``w * BITS + b``; the words of unit ``u`` are
    ``word[u]`` to ``word[u + 1]``, its offerings in order of their end. ``clash[o]`` is the set
    of offerings that cannot go together with offering ``o``.

    Time goes in *spells*: from one week in which an offering starts to the next. ``begin`` is
    the first week of each, and the end of all. ``start`` and ``end`` are spells: hours that come
    free within a spell are of no use before the next, so that they count until its end.
    ``finish`` is the first week after an offering.
    """

    hours: Ints
    cover: Ints
    covers: Ints
    by: Ints
    coverers: Ints
    need: Ints
    needs: Ints
    needed: Ints
    serves: Ints
    served: Ints
    word: Ints
    start: Ints
    end: Ints
    finish: Ints
    load: Ints
    owner: Ints
    pattern: Ints
    original: Ints
    lightest: Ints
    begin: Ints
    every: Bits
    clash: Bits
    overlap: Ints
    spells: int
    ceiling: int
    step: int


def lay_out(kernel: Kernel, *, priced: bool = False) -> Tables:
    """Return the tables of ``kernel``: offerings that can never be of use are left out.

    With prices to come, an offering stays even when another is better in every other way. A
    kernel without offerings has no weeks: a cover is all that can be asked of it.
    """
    start, weeks = _from_zero(kernel)
    end = kernel.end - (kernel.start - start)
    order = _of_use(kernel, start, end, priced=priced)
    begin = np.unique(start[order])
    number, word = _number(kernel.unit[order], len(kernel.hours))
    size = max(1, int(word[-1])) * BITS
    spells = (np.searchsorted(begin, start), np.searchsorted(begin, end))
    columns = (kernel.unit, *spells, kernel.pattern, kernel.load)
    unit, first, last, pattern, load = (_spread(column[order], number, size) for column in columns)
    overlap = np.zeros((len(kernel.hours), len(kernel.hours)), dtype=np.int64)
    clash = np.zeros((size, size // BITS), dtype=np.int64)
    _clashes(
        np.ascontiguousarray(number), (unit, first, last, pattern, load), kernel.clash,
        _only_source(kernel.covers, kernel.needs), kernel.ceiling, overlap, clash,
    )  # fmt: skip
    serve = ((kernel.covers @ kernel.needs.T) > 0).astype(np.int64)
    return Tables(
        kernel.hours, *_lists(kernel.covers), *_lists(kernel.covers.T), *_lists(kernel.needs),
        kernel.needed, *_lists(serve), word, first, last, _spread(end[order], number, size), load,
        unit, pattern, _spread(order, number, size), _least(kernel, order, kernel.load),
        np.append(begin, weeks), _every(number, size), clash, overlap, len(begin),
        int(kernel.ceiling), _step(kernel.hours),
    )  # fmt: skip


def _of_use(kernel: Kernel, start: Ints, end: Ints, *, priced: bool) -> Ints:
    """Return the offerings worth keeping, by unit and then by end."""
    keep = ((start < end) & (kernel.load <= kernel.ceiling)).astype(np.int64)
    _drop_too_early(kernel.covers, kernel.needs, kernel.unit, start, end, keep)
    if not priced:
        bound = (kernel.needs != 0).any(axis=1).astype(np.int64)
        _drop_dominated(kernel.unit, start, end, kernel.pattern, kernel.load, bound, keep)
    chosen = np.flatnonzero(keep != 0)
    order: Ints = chosen[np.lexsort((start[chosen], end[chosen], kernel.unit[chosen]))]
    return order


def _least(kernel: Kernel, order: Ints, values: Ints) -> Ints:
    """Return per unit the least value of its offerings."""
    least = np.full(len(kernel.hours), 1 << 40, dtype=np.int64)
    np.minimum.at(least, kernel.unit[order], values[order])
    return least


def _every(number: Ints, size: int) -> Bits:
    every = np.zeros(size // BITS, dtype=np.int64)
    np.bitwise_or.at(every, number // BITS, np.int64(1) << (number % BITS))
    return every


def _from_zero(kernel: Kernel) -> tuple[Ints, int]:
    if not len(kernel.start):
        return kernel.start, 1
    first = int(kernel.start.min())
    return kernel.start - first, int(kernel.end.max()) - first


def _step(hours: Ints) -> int:
    return max(1, int(np.gcd.reduce(hours))) if len(hours) else 1


def _number(units: Ints, count: int) -> tuple[Ints, Ints]:
    sizes = np.bincount(units, minlength=count)
    word = np.zeros(count + 1, dtype=np.int64)
    np.cumsum((sizes + BITS - 1) // BITS, out=word[1:])
    first = np.zeros(count + 1, dtype=np.int64)
    np.cumsum(sizes, out=first[1:])
    return word[units] * BITS + np.arange(len(units)) - first[units], word


def _spread(values: Ints, number: Ints, size: int) -> Ints:
    spread = np.zeros(size, dtype=np.int64)
    spread[number] = values
    return spread


def _lists(matrix: Ints) -> tuple[Ints, Ints]:
    """Return per row the columns that are not zero, padded, and how many there are."""
    lengths = (matrix != 0).sum(axis=1, dtype=np.int64)
    lists = np.zeros((len(matrix), max(1, int(lengths.max(initial=0)))), dtype=np.int64)
    rows, columns = np.nonzero(matrix)
    before = np.cumsum(lengths) - lengths
    lists[rows, np.arange(len(rows)) - before[rows]] = columns
    return lists, lengths


def _only_source(covers: Ints, needs: Ints) -> Ints:
    """Return unit × unit, 1 where the second alone covers something the first needs."""
    alone = covers * (covers.sum(axis=0) == 1)
    return np.asarray((needs @ alone.T) > 0, dtype=np.int64)


@compiled
def _drop_too_early(
    covers: Ints, needs: Ints, unit: Ints, start: Ints, end: Ints, keep: Ints
) -> None:
    """Drop, until nothing changes, offerings that start before a prerequisite can be closed."""
    never = np.int64(1) << 40
    changed = True
    while changed:
        changed = False
        closed = np.full(covers.shape[1], never)
        for offering in range(len(unit)):
            if keep[offering]:
                for outcome in range(covers.shape[1]):
                    if covers[unit[offering], outcome] and end[offering] < closed[outcome]:
                        closed[outcome] = end[offering]
        for offering in range(len(unit)):
            if keep[offering]:
                for outcome in range(covers.shape[1]):
                    if needs[unit[offering], outcome] and start[offering] < closed[outcome]:
                        keep[offering] = 0
                        changed = True


@compiled
def _drop_dominated(
    unit: Ints, start: Ints, end: Ints, pattern: Ints, load: Ints, bound: Ints, keep: Ints
) -> None:
    """Drop offerings for which the same unit has one within its weeks, no heavier.

    What takes no hours and no session, and is not ``bound`` to come after something, can as well
    be over first: one that ends no later is enough.
    """
    order = np.argsort(unit)
    for left in range(len(order)):
        b = order[left]
        low = left
        while low > 0 and unit[order[low - 1]] == unit[b]:
            low -= 1
        for at in range(low, len(order)):
            a = order[at]
            if unit[a] != unit[b]:
                break
            if a == b or not keep[a] or not keep[b]:
                continue
            within = start[a] >= start[b] and end[a] <= end[b] and load[a] <= load[b]
            light = load[a] == 0 and pattern[a] < 0 and not bound[unit[a]]
            within = within or (light and end[a] <= end[b])
            if within and (pattern[a] < 0 or pattern[a] == pattern[b]):
                keep[b] = 0


@lean
def _clashes(
    number: Ints, columns: tuple[Ints, Ints, Ints, Ints, Ints], patterns: Ints, only: Ints,
    ceiling: int, overlap: Ints, clash: Bits,
) -> None:  # fmt: skip
    """Write per offering the set of offerings of other units that exclude it."""
    unit, start, end, pattern, load = columns
    for i in range(len(number)):
        a = number[i]
        for j in range(i):
            b = number[j]
            if unit[a] == unit[b]:
                continue
            both = start[a] < end[b] and start[b] < end[a]
            same = pattern[a] >= 0 and pattern[b] >= 0 and patterns[pattern[a], pattern[b]]
            late = only[unit[a], unit[b]] and start[a] < end[b]
            late = late or (only[unit[b], unit[a]] and start[b] < end[a])
            if late or (both and (same or load[a] + load[b] > ceiling)):
                clash[a, b // BITS] |= np.int64(1) << (b % BITS)
                clash[b, a // BITS] |= np.int64(1) << (a % BITS)
            elif both:
                overlap[unit[a], unit[b]] = 1
                overlap[unit[b], unit[a]] = 1
