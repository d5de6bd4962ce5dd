"""A plan that works, found at once: not the least, but something to stand on.

When the search stops at its limit, a person still gets a programme, with the proved bound beside
it that says how far from the least it can be.
"""

import numpy as np

from loopbrug.core.programme.compiled import Ints
from loopbrug.core.programme.kernel import Kernel

PATIENCE = (0.0, 0.1, 0.3, 1.0, 3.0)
"""Study hours that finishing a week earlier may cost: each is a way of choosing, tried in turn."""


def quick_plan(kernel: Kernel) -> tuple[int, ...]:
    """Return offerings that close all that is needed; () when no way of choosing finds any."""
    plans = [plan for patience in PATIENCE if (plan := _one_plan(kernel, patience))]
    return min(plans, key=lambda plan: _cost(kernel, plan), default=())


def stands(kernel: Kernel, plan: list[int]) -> bool:
    """Return whether a plan closes all that is needed, in order, and fits in the weeks."""
    load = np.zeros(int(kernel.end.max(initial=0)), np.int64)
    for offering in plan:
        load[kernel.start[offering] : kernel.end[offering]] += kernel.load[offering]
    apart = not any(_clash(kernel, one, two) for n, one in enumerate(plan) for two in plan[:n])
    light = load.max(initial=0) <= kernel.ceiling
    return bool(apart and light) and _complete(kernel, plan) and _in_order(kernel, plan)


def _cost(kernel: Kernel, plan: tuple[int, ...]) -> tuple[int, int]:
    chosen = list(plan)
    return int(kernel.hours[kernel.unit[chosen]].sum()), int(kernel.end[chosen].max())


def _one_plan(kernel: Kernel, patience: float) -> tuple[int, ...]:
    """Take offering after offering, each the cheapest for what it adds; then leave out what may."""
    wanted = _wanted(kernel)
    load = np.zeros(int(kernel.end.max(initial=0)), np.int64)
    plan: list[int] = []
    while not _complete(kernel, plan):
        best = _next(kernel, plan, load, wanted, patience)
        if best < 0:
            return ()
        plan.append(best)
        load[kernel.start[best] : kernel.end[best]] += kernel.load[best]
    for offering in sorted(plan, key=lambda o: -kernel.hours[kernel.unit[o]]):
        rest = [other for other in plan if other != offering]
        if _complete(kernel, rest) and _in_order(kernel, rest):
            plan = rest
    return tuple(sorted(plan))


def _wanted(kernel: Kernel) -> Ints:
    """Return 1 for what must be covered, and for what units that cover it ask first."""
    wanted: Ints = kernel.needed.copy()
    while True:
        useful = kernel.covers @ wanted > 0
        wider: Ints = np.maximum(wanted, kernel.needs[useful].max(axis=0, initial=0))
        if (wider == wanted).all():
            return wanted
        wanted = wider


def _next(kernel: Kernel, plan: list[int], load: Ints, wanted: Ints, patience: float) -> int:
    """Return the offering that costs least per outcome it adds, or -1 when none fits."""
    closed = _closed_by(kernel, plan)
    added = kernel.covers @ (wanted * (closed < 0))
    price = kernel.hours[kernel.unit] + patience * kernel.end
    order = np.argsort(price / np.maximum(added[kernel.unit], 1), kind="stable")
    taken = set(kernel.unit[plan].tolist())
    for offering in order[added[kernel.unit][order] > 0].tolist():
        if kernel.unit[offering] not in taken and _fits(kernel, plan, load, closed, offering):
            return int(offering)
    return -1


def _fits(kernel: Kernel, plan: list[int], load: Ints, closed: Ints, offering: int) -> bool:
    weeks = slice(kernel.start[offering], kernel.end[offering])
    asked = closed[kernel.needs[kernel.unit[offering]] > 0]
    if (asked < 0).any() or (asked > kernel.start[offering]).any():
        return False
    if load[weeks].max(initial=0) + kernel.load[offering] > kernel.ceiling:
        return False
    return not any(_clash(kernel, offering, other) for other in plan)


def _clash(kernel: Kernel, one: int, other: int) -> bool:
    overlap = kernel.start[one] < kernel.end[other] and kernel.start[other] < kernel.end[one]
    patterns = kernel.pattern[one], kernel.pattern[other]
    return bool(overlap and min(patterns) >= 0 and kernel.clash[patterns])


def _closed_by(kernel: Kernel, plan: list[int]) -> Ints:
    """Return per outcome the first week after an offering of the plan closed it, -1 for none."""
    closed: Ints = np.full(len(kernel.needed), -1, np.int64)
    for offering in sorted(plan, key=lambda o: -kernel.end[o]):
        closed[kernel.covers[kernel.unit[offering]] > 0] = kernel.end[offering]
    return closed


def _complete(kernel: Kernel, plan: list[int]) -> bool:
    return bool((_closed_by(kernel, plan)[kernel.needed > 0] >= 0).all())


def _in_order(kernel: Kernel, plan: list[int]) -> bool:
    closed = _closed_by(kernel, plan)
    for offering in plan:
        asked = closed[kernel.needs[kernel.unit[offering]] > 0]
        if (asked < 0).any() or (asked > kernel.start[offering]).any():
            return False
    return True
