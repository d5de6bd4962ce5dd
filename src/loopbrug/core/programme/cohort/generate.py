"""Column generation: everybody asks for their best programme at the prices of the moment.

The master mixes the programmes known so far within what is shared; what is scarce gets a price;
everybody whose best may change at these prices looks for a better programme, and proves how much
better it can be at most. Those proofs add up to a bound for everybody together.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from loopbrug.core.programme.cohort.alone import Alone, Floor, plan_alone, without_teams
from loopbrug.core.programme.cohort.columns import Column, Pool, without_programme
from loopbrug.core.programme.cohort.group import Group, Person, cost
from loopbrug.core.programme.cohort.master.solver import Master, Mix
from loopbrug.core.programme.cohort.model import Progress, Stage
from loopbrug.core.programme.cohort.pricing import Priced, Pricer
from loopbrug.core.programme.cohort.workers import Spread, StoppedError
from loopbrug.core.programme.compiled import Ints
from loopbrug.core.programme.model import Limits

A = TypeVar("A")
B = TypeVar("B")

CHUNK = 25
"""People between two questions whether to go on."""
CLOSE = 1e-4
"""How near the bound the mix must be, as a share, before it is enough."""
STILL = 1e-5
PATIENCE = 2
"""After so many rounds in which mix and bound come less near than this, as a share, it ends."""
NEARLY = 5e-4
"""How far somebody's bound must be below their best, as a share, to ask without teams too."""
FAR = 4e-3
"""How far somebody's bound must be below their best, as a share, to be worth more steps."""
MOST_ROUNDS = 40
STEP = 20
"""How much cheaper a programme must be to be worth a column."""
FIRST_NODES, MORE, MOST_NODES = 3_000, 3, 27_000
"""Search steps for a pricing at first, how much more for who needs it, and at most."""
LOST, MUCH_MORE, ALL_NODES = 0.3, 10, 1_000_000
"""Who pays more than this share of being without a programme above what they might is nearly
without one: how much more for them, and at most."""
ROOT_NODES, PROOF_NODES = 20_000, 60_000
"""Search steps for who is on their way and alone, and for a last bound with teams left aside."""


@dataclass(frozen=True, slots=True)
class Run:
    """How a run is spread, watched and stopped."""

    limits: Limits
    spread: Spread
    progress: Callable[[Progress], None]
    go_on: Callable[[], bool]

    def each(self, work: Callable[[A], B], to: Sequence[A], stage: Stage) -> list[B]:
        """Return ``work`` done to each, asking now and then whether to go on."""
        done: list[B] = []
        for one in self.spread(work, to):
            done.append(one)
            if len(done) % CHUNK == 1 and not self.go_on():
                raise StoppedError
            if len(done) % CHUNK == 0 and stage is Stage.ALONE:
                self.progress(Progress(stage, len(done), len(to)))
        return done


@dataclass(slots=True)
class Seeker:
    """A person who looks for programmes: their searches, and what is known of them alone.

    ``least`` is what no programme costs less than, ``unproved`` how far the best is above it;
    ``plain`` is the search of the programme alone, made when it is first asked for.
    """

    number: int
    pricers: tuple[Pricer, ...]
    alone: tuple[int, ...]
    least: int
    unproved: int
    floors: tuple[Floor, ...] = ()
    nodes: int = FIRST_NODES
    plain: Pricer | None = None

    def floor(self, person: Person, prices: Ints, most: int) -> int:
        """Return what no programme costs less than at these prices, its teams left aside.

        Per set of kinds of team: the programme alone, of as many hours as it takes with those.
        """
        self.plain = self.plain or Pricer(without_teams(person))
        bounds = [most]
        for floor in self.floors:
            room = min(bounds) - 1 - floor.lack
            priced = self.plain.price(prices, room, PROOF_NODES, STEP, least_hours=floor.hours)
            bounds.append(priced.bound + floor.lack)
        return min(bounds)


class Generation:
    """The generation of columns for a group, until the mix is as good as proved."""

    def __init__(self, group: Group, run: Run) -> None:
        self.group, self.run = group, run
        self.unmeetable, self.undecided = set[int](), set[int]()
        self.pool = Pool(group)
        self.nodes, self.rounds, self.bound, self.more = 0, 0, 0.0, False
        self.never = never_formed(group)
        self.seekers = self._alone()
        self.master = Master(group, [seeker.number for seeker in self.seekers])
        for seeker in self.seekers:
            self._add(seeker.number, seeker.alone)
        self.mix = self.master.solve()

    def generate(self) -> None:
        """Add columns until the mix is close to its bound, or no column helps."""
        most = dict(self.run.limits.options).get("rounds", MOST_ROUNDS)
        still = 0
        while self.seekers and self.rounds < most:
            self.rounds += 1
            before = self.mix.cost - self.bound
            fresh = self._round()
            self.run.progress(Progress(Stage.TOGETHER, self.rounds, most))
            self.mix = self.master.solve()
            now = self.mix.cost - self.bound
            still = still + 1 if before - now < STILL * self.mix.cost else 0
            done = not fresh or still == PATIENCE
            if now <= CLOSE * self.mix.cost or (done and not self.more):
                break
        if self.group.teams:
            self._prove()

    def _alone(self) -> list[Seeker]:
        """Return everybody with the best programme if nobody else were there."""
        work = self.run.each(self._seek, range(len(self.group.people)), Stage.ALONE)
        return [seeker for seeker in work if seeker is not None]

    def _seek(self, n: int) -> Seeker | None:
        """Return a person with the best programme alone; None when there is none."""
        person = self.group.people[n]
        pricers = pricers_of(person, self.never)
        most = without_programme(self.group, person) - 1
        plans, floor, alone = list[tuple[int, ...]](), 0, Alone()
        if person.keeps is not None:
            zero = np.zeros(len(self.group.capacity) + len(self.group.teams) + 1, dtype=np.int64)
            found = best_of(pricers, zero, most, ROOT_NODES)
            plans, floor = list(found.plans), found.bound
        if not plans and floor <= most:
            nodes, at_once = self.run.limits.nodes, pricers[-1].at_once
            alone = plan_alone(person, self.never, nodes, at_once)
            plans, floor = alone.plans, max(floor, alone.bound)
        if not plans:
            impossible = alone.possible is False or floor > most
            (self.unmeetable if impossible else self.undecided).add(n)
            return None
        best = _cheapest(person, plans)
        floor = min(floor, cost(person, best))
        return Seeker(n, pricers, best, floor, cost(person, best) - floor, alone.floors)

    def _round(self) -> int:
        """Let everybody look for better programmes at the prices of the mix; count the new."""
        mix, self.more = self.mix, False
        asked = self.run.each(lambda s: self._ask(s, mix), self.seekers, Stage.TOGETHER)
        bound = self.master.shared_bound(mix) + sum(priced.bound for priced in asked)
        self.bound = max(self.bound, bound)
        fresh = 0
        for seeker, priced in zip(self.seekers, asked, strict=True):
            self.nodes += priced.nodes
            fresh += sum(self._add(seeker.number, plan) for plan in priced.plans)
        return fresh

    def _ask(self, seeker: Seeker, mix: Mix) -> Priced:
        """Return what a person finds at these prices; nothing to look for when nothing is paid."""
        now = self.pool.least(seeker.number, mix.prices)
        most = min(now, without_programme(self.group, self.group.people[seeker.number]))
        if most <= seeker.least and not mix.prices.min() < 0:
            return Priced((), most, 0)
        found = best_of(seeker.pricers, mix.prices, most - 1, seeker.nodes)
        bound = max(seeker.least, min(most, found.bound))
        if not found.plans and bound < most * (1 - FAR) - seeker.unproved:
            self._take_longer(seeker, most - seeker.unproved - bound)
        return Priced(found.plans, bound, found.nodes)

    def _take_longer(self, seeker: Seeker, behind: int) -> None:
        """Give more search steps to who is ``behind``; most to who is nearly without a programme.

        One person more without a programme is more than all others together pay too much.
        """
        if seeker.nodes < MOST_NODES:
            seeker.nodes = min(seeker.nodes * MORE, MOST_NODES)
        elif behind > LOST * self.group.unplanned and seeker.nodes < ALL_NODES:
            seeker.nodes = min(seeker.nodes * MUCH_MORE, ALL_NODES)
            self.more = True

    def _prove(self) -> None:
        """Raise the bound at the prices of the last mix, with teams left aside where that helps."""
        mix = self.mix
        bounds = self.run.each(lambda s: self._floor(s, mix), self.seekers, Stage.TOGETHER)
        self.bound = max(self.bound, self.master.shared_bound(mix) + sum(bounds))

    def _floor(self, seeker: Seeker, mix: Mix) -> int:
        person = self.group.people[seeker.number]
        bound = self._ask(seeker, mix).bound
        now = self.pool.least(seeker.number, mix.prices)
        most = min(now, without_programme(self.group, person))
        if bound < most * (1 - NEARLY) and seeker.floors:
            bound = max(bound, seeker.floor(person, mix.prices, most))
        return bound

    def _add(self, n: int, plan: tuple[int, ...]) -> int:
        column: Column | None = self.pool.add(n, plan)
        if column is not None:
            self.master.add(column)
        return int(column is not None)


def _cheapest(person: Person, plans: list[tuple[int, ...]]) -> tuple[int, ...]:
    return min(plans, key=lambda plan: (cost(person, plan), plan))


def pricers_of(person: Person, never: frozenset[int]) -> tuple[Pricer, ...]:
    """Return the searches of a person: who keeps something has one for that, one for a gain."""
    kernel, some = person.kernel, ~np.isin(person.shared, list(never))
    if person.keeps is None:
        return (Pricer(person, only=some),)
    kept = np.isin(np.arange(len(kernel.unit)), person.keeps) | (person.beside[kernel.unit] == 1)
    hours = int(kernel.hours[kernel.unit[list(person.keeps)]].sum())
    return Pricer(person, only=kept & some), Pricer(person, only=some, most_hours=hours - 1)


def never_formed(group: Group) -> frozenset[int]:
    """Return the shared numbers of teams for which too few people, or one school, could come."""
    first, never = len(group.capacity), set[int]()
    schools: dict[int, list[int]] = {}
    for n, person in enumerate(group.people):
        for shared in person.shared[person.shared >= first].tolist():
            # A school that nobody knows is one of its own.
            schools.setdefault(shared, []).append(person.school if person.school >= 0 else -1 - n)
    for k, team in enumerate(group.teams):
        there = schools.get(first + k, [])
        if len(there) < team.smallest or len(set(there)) <= 1:
            never.add(first + k)
    return frozenset(never)


def best_of(pricers: tuple[Pricer, ...], prices: Ints, most: int, nodes: int) -> Priced:
    """Return what all searches of a person find together."""
    plans, bound, steps = list[tuple[int, ...]](), most + 1, 0
    for pricer in pricers:
        found = pricer.price(prices, most, nodes, STEP)
        plans += found.plans
        bound = min(bound, found.bound)
        steps += found.nodes
    return Priced(tuple(plans), bound, steps)
