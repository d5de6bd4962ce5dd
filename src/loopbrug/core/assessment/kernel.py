"""The bare planning problem: whole numbers in arrays, and the few operations on bit sets.

Time is counted from the first block of a window. A set of blocks is a row of words of ``BITS``
blocks each. Cases own a run of steps and a run of parts; steps stand in an order in which each
comes after what it waits for.
"""

from pathlib import Path
from typing import NamedTuple

from loopbrug.core.terms.compiling import BITS, Ints, door_for

compiled = door_for(Path(__file__).parent, ("kernel", "insertion", "standing", "search"))

END, LATE, CHANGE, UNPLANNED, WEIGHTS = range(5)
"""Places in ``Tables.weights``: per block later, per case past its goal, per appointment that
changes, per case without room."""
NONE = -1
FULL = (1 << BITS) - 1


class Tables(NamedTuple):
    """What does not change while searching.

    Parameters
    ----------
    free
        Resource × word: blocks free before any case of the problem is planned.
    capacity
        Per resource: how many steps can use one block together.
    runs
        Duration × word: blocks in which a step of that many blocks may start.
    step, part
        Per case (and one more): where its steps and its parts begin.
    choice, choices
        Per part where its choices begin; the resources that may take it.
    need, needs
        Per step where its needs begin; the parts that are there.
    wait, waits, gaps
        Per step where its waits begin; the steps it comes after, and the blocks in between.
    side, sides
        Per step where its sides begin; steps of the same case that share a part with it and
        have no order with it: never at the same time.
    length, earliest, pinned
        Per step: blocks it takes, first block it may start in, and the block it is fixed at
        (-1: it can be moved).
    before, holder
        Per step the block it has now, per part the resource that takes it now (-1: none).
    goal, due
        Per case: last block that is on time by our own goal, and by what was promised.
    promise
        Per case: what it costs to end after ``due``, or not at all.
    charge
        Per resource: what giving it to a case costs, in the unit of ``weights``.
    takeover
        Per part: what it costs to give it to another than ``holder`` does.
    weights
        See ``END`` and the others.
    """

    free: Ints
    capacity: Ints
    runs: Ints
    step: Ints
    part: Ints
    choice: Ints
    choices: Ints
    need: Ints
    needs: Ints
    wait: Ints
    waits: Ints
    gaps: Ints
    side: Ints
    sides: Ints
    length: Ints
    earliest: Ints
    pinned: Ints
    before: Ints
    holder: Ints
    goal: Ints
    due: Ints
    promise: Ints
    charge: Ints
    takeover: Ints
    weights: Ints


class Board(NamedTuple):
    """The plan as it stands while searching.

    Parameters
    ----------
    room
        Resource × word: blocks that can still be used.
    load
        Resource × block: steps that use it, kept for capacities above 1.
    who
        Resource × block: the case that uses it and can be moved (-1: none).
    at, pick
        Per step its block, per part its resource (-1: not planned).
    cost, end
        Per case what it costs, and the last block of its last step (-1: not planned).
    """

    room: Ints
    load: Ints
    who: Ints
    at: Ints
    pick: Ints
    cost: Ints
    end: Ints


@compiled
def lowest(word: int) -> int:
    """Return the place of the lowest member of a set that is not empty."""
    word = (word & -word) - 1
    word = word - ((word >> 1) & 0x5555555555555555)
    word = (word & 0x3333333333333333) + ((word >> 2) & 0x3333333333333333)
    word = (word + (word >> 4)) & 0x0F0F0F0F0F0F0F0F
    return (word * 0x0101010101010101) >> 56


@compiled
def draw(dice: Ints, sides: int) -> int:
    """Return a number from 0 to ``sides`` - 1 (less than 2**31): the minimal standard generator."""
    dice[0] = dice[0] * 48271 % 2147483647
    return int(dice[0] % sides)


@compiled
def occupy(t: Tables, b: Board, case: int) -> None:
    """Take the blocks of a planned case."""
    room, load, who = b.room, b.load, b.who
    for step in range(t.step[case], t.step[case + 1]):
        if t.pinned[step] < 0 and b.at[step] >= 0:
            for n in range(t.need[step], t.need[step + 1]):
                resource = b.pick[t.needs[n]]
                for block in range(b.at[step], b.at[step] + t.length[step]):
                    load[resource, block] += 1
                    who[resource, block] = case
                    if load[resource, block] >= t.capacity[resource]:
                        room[resource, block // BITS] &= ~(1 << (block % BITS))


@compiled
def vacate(t: Tables, b: Board, case: int) -> None:
    """Give back the blocks of a case; its plan stays readable in ``at`` and ``pick``."""
    room, load, who = b.room, b.load, b.who
    for step in range(t.step[case], t.step[case + 1]):
        if t.pinned[step] < 0 and b.at[step] >= 0:
            for n in range(t.need[step], t.need[step + 1]):
                resource = b.pick[t.needs[n]]
                for block in range(b.at[step], b.at[step] + t.length[step]):
                    load[resource, block] -= 1
                    who[resource, block] = NONE
                    word = block // BITS
                    room[resource, word] |= (1 << (block % BITS)) & t.free[resource, word]
