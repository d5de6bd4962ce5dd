"""Of all programmes of the least hours, the one that differs least from the plan of before.

A change is a unit that comes, goes or moves. Every unit of the old plan is split in two for the
search: taken where it was, and taken anywhere else. Hours count many times over, so that what is
added for a change never weighs up against an hour; the search itself stays as it is, and exact.
"""

import numpy as np

from loopbrug.core.programme.kernel import Kernel
from loopbrug.core.programme.model import PlannedUnit
from loopbrug.core.programme.optimise import Answer, Search
from loopbrug.core.programme.quick import stands
from loopbrug.core.programme.translate import Seat


def least_changed(
    kernel: Kernel,
    seats: tuple[Seat, ...],
    before: tuple[PlannedUnit, ...],
    least: Answer,
    nodes: int,
) -> Answer | None:
    """Return the plan of ``least.hours`` with the fewest changes, then earliest, then lightest.

    None when the limit came first. ``least`` must be proved.
    """
    split, weight = _split(kernel, seats, before)
    floor = weight * least.hours - len(before)
    answer = Search(split, nodes).best(max(0, floor))
    if not answer.found:
        return None
    hours = int(kernel.hours[kernel.unit[list(answer.offerings)]].sum())
    if hours != least.hours:
        return None
    return Answer(
        found=True, proved=answer.proved, bound=least.bound, offerings=answer.offerings,
        hours=hours, finish=answer.finish, peak=answer.peak, nodes=least.nodes + answer.nodes,
    )  # fmt: skip


def still_stands(
    kernel: Kernel, seats: tuple[Seat, ...], before: tuple[PlannedUnit, ...]
) -> tuple[int, ...]:
    """Return the plan of before by number, when nothing stands in its way; () when it cannot be."""
    old = {planned.offering for planned in before}
    plan = [n for n, seat in enumerate(seats) if seat.kept or seat.offering.code in old]
    whole = sum(seats[n].kept is None for n in plan) == len(before)
    return tuple(plan) if whole and stands(kernel, plan) else ()


def _split(
    kernel: Kernel, seats: tuple[Seat, ...], before: tuple[PlannedUnit, ...]
) -> tuple[Kernel, int]:
    """Return the kernel with units of the old plan split, and how often an hour counts in it."""
    old = {planned.unit: planned.offering for planned in before}
    same = [n for n, seat in enumerate(seats) if old.get(seat.unit.code) == seat.offering.code]
    count = len(kernel.hours)
    weight = 2 * (count + len(before)) + 1
    hours = kernel.hours * weight + _price_of_new(kernel, seats, old)
    unit = kernel.unit.copy()
    rows = unit[same]
    unit[same] = count + np.arange(len(same))
    split = kernel._replace(
        hours=np.concatenate((hours, kernel.hours[rows] * weight - 1)).clip(0),
        covers=np.concatenate((kernel.covers, kernel.covers[rows])),
        needs=np.concatenate((kernel.needs, kernel.needs[rows])),
        unit=unit,
    )
    return split, weight


def _price_of_new(kernel: Kernel, seats: tuple[Seat, ...], old: dict[str, str]) -> "np.ndarray":
    """Return 1 per unit that would be new, 0 for those of the old plan and those that stay."""
    price = np.ones(len(kernel.hours), dtype=np.int64)
    for number, seat in enumerate(seats):
        if seat.kept or seat.unit.code in old:
            price[kernel.unit[number]] = 0
    return price
