"""A last look at everybody, one after another: a better programme with what is left over?"""

from collections.abc import Iterable

import numpy as np

from loopbrug.core.programme.cohort.columns import without_programme
from loopbrug.core.programme.cohort.generate import Seeker, best_of
from loopbrug.core.programme.cohort.group import Group, cost
from loopbrug.core.programme.compiled import Ints

NODES = 3_000
TOO_DEAR = 1 << 28
"""A price that nobody pays."""


def repair(
    group: Group, seekers: Iterable[Seeker], chosen: dict[int, tuple[int, ...]]
) -> dict[int, tuple[int, ...]]:
    """Return the plans with those replaced for which what is left over holds a better one.

    Who has no programme comes first, then who pays most above their best alone. Members of teams
    stay in them, so that no team becomes too small.
    """
    plans = dict(chosen)
    left = places_left(group, plans)

    def lost(seeker: Seeker) -> tuple[int, int]:
        return seeker.least - _price(group, seeker.number, plans), seeker.number

    for seeker in sorted(seekers, key=lost):
        n, plan = seeker.number, plans.get(seeker.number)
        now = _price(group, n, plans)
        if now <= seeker.least:
            continue
        own = group.people[n].shared[list(plan or ())]
        own = own[own >= 0]
        left[own] += 1
        prices = np.where(left > 0, 0, TOO_DEAR)
        for team in own[own >= len(group.capacity)]:
            prices[len(group.capacity) :] = TOO_DEAR
            prices[own[own >= len(group.capacity)]] = 0
            del team
        found = best_of(seeker.pricers, np.append(prices, 0), now - 1, NODES)
        better = found.plans and cost(group.people[n], found.plans[-1]) < now
        if better and _stays(group, n, found.plans[-1], own):
            plans[n] = found.plans[-1]
        taken = group.people[n].shared[list(plans.get(n, ()))]
        left[taken[taken >= 0]] -= 1
    return plans


def places_left(group: Group, plans: dict[int, tuple[int, ...]]) -> Ints:
    """Return what is left of every offering, and of every team that is formed."""
    first = len(group.capacity)
    taken = np.zeros(first + len(group.teams), dtype=np.int64)
    for n, plan in plans.items():
        shared = group.people[n].shared[list(plan)]
        np.add.at(taken, shared[shared >= 0], 1)
    largest = np.array([team.largest for team in group.teams], dtype=np.int64)
    room = np.append(group.capacity, np.where(taken[first:] > 0, largest, 0))
    left: Ints = room - taken
    return left


def _price(group: Group, n: int, plans: dict[int, tuple[int, ...]]) -> int:
    person = group.people[n]
    return cost(person, plans[n]) if n in plans else without_programme(group, person)


def _stays(group: Group, n: int, plan: tuple[int, ...], own: Ints) -> bool:
    """Return whether somebody is still in the teams they were in."""
    shared = set(group.people[n].shared[list(plan)].tolist())
    return shared.issuperset(own[own >= len(group.capacity)].tolist())
