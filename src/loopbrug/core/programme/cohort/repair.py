"""A last look at everybody, one after another: what is left over may hold a better programme."""

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
        n = seeker.number
        now = _price(group, n, plans)
        if now <= seeker.least:
            continue
        own = _shared(group, n, plans)
        left[own] += 1
        found = best_of(seeker.pricers, _prices(group, left, own), now - 1, NODES)
        better = bool(found.plans) and cost(group.people[n], found.plans[-1]) < now
        if better and _stays(group, n, found.plans[-1], own):
            plans[n] = found.plans[-1]
        left[_shared(group, n, plans)] -= 1
    return plans


def _shared(group: Group, n: int, plans: dict[int, tuple[int, ...]]) -> Ints:
    """Return the numbers of what a person's plan shares with others."""
    shared = group.people[n].shared[list(plans.get(n, ()))]
    taken: Ints = shared[shared >= 0]
    return taken


def _prices(group: Group, left: Ints, own: Ints) -> Ints:
    """Return nothing for what has room, and too much for all else; who has a team keeps it."""
    first = len(group.capacity)
    prices = np.where(left > 0, 0, TOO_DEAR)
    teams = own[own >= first]
    if len(teams):
        prices[first:] = TOO_DEAR
        prices[teams] = 0
    return np.append(prices, 0)


def places_left(group: Group, plans: dict[int, tuple[int, ...]]) -> Ints:
    """Return what is left of every offering, and of every team that is formed."""
    first = len(group.capacity)
    taken = np.zeros(first + len(group.teams), dtype=np.int64)
    for n in plans:
        np.add.at(taken, _shared(group, n, plans), 1)
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
