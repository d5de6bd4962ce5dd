"""Put the plan as it stands on the board, and plan what has no place yet."""

from loopbrug.core.assessment.insertion import Scratch, insert
from loopbrug.core.assessment.kernel import (
    END,
    LATE,
    NONE,
    Board,
    Tables,
    compiled,
    occupy,
)  # fmt: skip
from loopbrug.core.terms.compiling import BITS


@compiled
def stand(t: Tables, b: Board, s: Scratch, keep: int) -> int:
    """Leave every case where it is, plan the others one by one; return how many these were.

    A case that stands somewhere it cannot be is planned anew, after all that can stay.
    """
    planned = 0
    for case in range(len(t.goal)):
        if _can_stay(t, b, case):
            _stay(t, b, case)
    for case in range(len(t.goal)):
        if b.end[case] < 0:
            insert(t, b, s, case, keep)
            occupy(t, b, case)
            planned += 1
    return planned


@compiled
def _can_stay(t: Tables, b: Board, case: int) -> bool:
    for part in range(t.part[case], t.part[case + 1]):
        able = False
        for n in range(t.choice[part], t.choice[part + 1]):
            able = able or t.choices[n] == t.holder[part]
        if not able:
            return False
    for step in range(t.step[case], t.step[case + 1]):
        if t.pinned[step] >= 0:
            continue
        start = t.before[step]
        if start < t.earliest[step] or not _open(t, b, step, start):
            return False
        for n in range(t.wait[step], t.wait[step + 1]):
            other = t.waits[n]
            if start < t.before[other] + t.length[other] + t.gaps[n]:
                return False
    return True


@compiled
def _open(t: Tables, b: Board, step: int, start: int) -> bool:
    length = t.length[step]
    if start + length > b.load.shape[1] or not t.runs[length, start // BITS] >> start % BITS & 1:
        return False
    for n in range(t.need[step], t.need[step + 1]):
        resource = t.holder[t.needs[n]]
        for block in range(start, start + length):
            if not b.room[resource, block // BITS] >> block % BITS & 1:
                return False
    return True


@compiled
def _stay(t: Tables, b: Board, case: int) -> None:
    end, cost = NONE, 0
    for step in range(t.step[case], t.step[case + 1]):
        b.at[step] = t.before[step] if t.pinned[step] < 0 else t.pinned[step]
        end = max(end, b.at[step] + t.length[step] - 1)
    for part in range(t.part[case], t.part[case + 1]):
        b.pick[part] = t.holder[part]
        cost += t.charge[t.holder[part]]
    cost += t.weights[END] * end
    if end > t.goal[case]:
        cost += t.weights[LATE]
    if end > t.due[case]:
        cost += t.promise[case]
    b.end[case], b.cost[case] = end, cost
    occupy(t, b, case)
