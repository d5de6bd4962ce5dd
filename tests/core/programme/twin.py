"""The brute-force twin: every set of offerings, in plain Python, for the smallest kernels."""

from collections.abc import Iterator
from itertools import product

from loopbrug.core.programme.kernel import Kernel

Goals = tuple[int, int, int]


def best_goals(kernel: Kernel) -> Goals | None:
    """Return hours, finish and peak of the best plan, or None when there is none."""
    return min(_plans(kernel), default=None)


def _plans(kernel: Kernel) -> Iterator[Goals]:
    units = range(len(kernel.hours))
    offers = [[-1, *(n for n, u in enumerate(kernel.unit) if u == unit)] for unit in units]
    for picked in product(*offers):
        plan = [offering for offering in picked if offering >= 0]
        if _covered(kernel, plan) and _in_order(kernel, plan) and _together(kernel, plan):
            peak = max(_loads(kernel, plan), default=0)
            if peak <= kernel.ceiling:
                hours = sum(int(kernel.hours[kernel.unit[n]]) for n in plan)
                yield hours, max((int(kernel.end[n]) for n in plan), default=0), peak


def _covered(kernel: Kernel, plan: list[int]) -> bool:
    return all(
        any(kernel.covers[kernel.unit[n], outcome] for n in plan)
        for outcome, needed in enumerate(kernel.needed)
        if needed
    )


def _in_order(kernel: Kernel, plan: list[int]) -> bool:
    return all(
        any(
            kernel.covers[kernel.unit[source], outcome] and kernel.end[source] <= kernel.start[n]
            for source in plan
        )
        for n in plan
        for outcome in range(kernel.needs.shape[1])
        if kernel.needs[kernel.unit[n], outcome]
    )


def _together(kernel: Kernel, plan: list[int]) -> bool:
    for place, one in enumerate(plan):
        for other in plan[:place]:
            shared = kernel.start[one] < kernel.end[other] and kernel.start[other] < kernel.end[one]
            slots = kernel.pattern[one], kernel.pattern[other]
            if shared and min(slots) >= 0 and kernel.clash[slots[0], slots[1]]:
                return False
    return True


def _loads(kernel: Kernel, plan: list[int]) -> list[int]:
    weeks = range(int(max((kernel.end[n] for n in plan), default=0)))
    return [
        sum(int(kernel.load[n]) for n in plan if kernel.start[n] <= week < kernel.end[n])
        for week in weeks
    ]
