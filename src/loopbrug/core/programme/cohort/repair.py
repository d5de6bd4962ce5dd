"""A last look at everybody, one after another: what is left over may hold a better programme."""

from collections.abc import Iterable
from dataclasses import replace

import numpy as np

from loopbrug.core.programme.cohort.alone import plan_alone
from loopbrug.core.programme.cohort.columns import without_programme
from loopbrug.core.programme.cohort.generate import Seeker, best_of
from loopbrug.core.programme.cohort.group import Group, Person, cost
from loopbrug.core.programme.cohort.pricing import with_offerings
from loopbrug.core.programme.compiled import Ints

NODES, ANEW_NODES, MUCH = 3_000, 400_000, 20_000
"""Search steps for another look; for who lost more than ``MUCH``, at most, anew."""
TOO_DEAR = 1 << 28
"""A price that nobody pays."""


def repair(
    group: Group,
    seekers: Iterable[Seeker],
    chosen: dict[int, tuple[int, ...]],
    *,
    crowded: bool = False,
) -> dict[int, tuple[int, ...]]:
    """Return the plans with those replaced for which what is left over holds a better one.

    Who has no programme comes first, then who pays most above their best alone. Members of teams
    stay in them, so that no team becomes too small. ``crowded`` lets more people into the teams
    formed than there are places: programmes that go with them, for teams that are formed anew.
    """
    plans = dict(chosen)
    left = places_left(group, plans)
    if crowded:
        left[formed_teams(group, plans)] = len(plans)

    def lost(seeker: Seeker) -> tuple[int, int]:
        return seeker.least - _price(group, seeker.number, plans), seeker.number

    for seeker in sorted(seekers, key=lost):
        n = seeker.number
        now = _price(group, n, plans)
        if now <= seeker.least:
            continue
        own = _shared(group, n, plans)
        left[own] += 1
        prices = _prices(group, n, left, own)
        found = list(best_of(seeker.pricers, prices, now - 1, NODES).plans)
        if now - (seeker.least + seeker.unproved) > MUCH and group.people[n].keeps is None:
            found += _anew(group.people[n], prices)
        for plan in found:
            price = cost(group.people[n], plan)
            if price < now and _stays(group, n, plan, own):
                plans[n], now = plan, price
        left[_shared(group, n, plans)] -= 1
    return plans


def formed_teams(group: Group, plans: dict[int, tuple[int, ...]]) -> list[int]:
    """Return the shared numbers of the teams that somebody is in, sorted."""
    taken = {shared for n in plans for shared in _shared(group, n, plans).tolist()}
    return sorted(shared for shared in taken if shared >= len(group.capacity))


def _anew(person: Person, prices: Ints) -> list[tuple[int, ...]]:
    """Return plans for a person from what costs nothing, sought by hours."""
    numbers = np.flatnonzero(prices[person.shared] == 0)
    kernel, shared = with_offerings(person.kernel, numbers), person.shared[numbers]
    among = replace(person, kernel=kernel, shared=shared)
    found = plan_alone(among, (), ANEW_NODES, 0)
    return [tuple(numbers[list(plan)].tolist()) for plan in found.plans]


def _shared(group: Group, n: int, plans: dict[int, tuple[int, ...]]) -> Ints:
    """Return the numbers of what a person's plan shares with others."""
    shared = group.people[n].shared[list(plans.get(n, ()))]
    taken: Ints = shared[shared >= 0]
    return taken


def _prices(group: Group, n: int, left: Ints, own: Ints) -> Ints:
    """Return nothing for what has room, and too much for all else; who has a team keeps it."""
    prices, has = np.where(left > 0, 0, TOO_DEAR), set(own.tolist())
    for kind in group.kinds[n]:
        options = set(group.people[n].shared[list(kind.offerings)].tolist())
        if options & has:
            prices[list(options - has)] = TOO_DEAR
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
