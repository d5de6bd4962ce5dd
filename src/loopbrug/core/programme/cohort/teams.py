"""Learning teams for programmes that stand: which team goes with whose programme."""

from dataclasses import dataclass, field

import numpy as np

from loopbrug.core.programme.cohort.group import Group, Person

Place = tuple[int, int]
"""A person, and which of their kinds of team."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of team for one person: the outcome it covers, its offerings, and being without."""

    outcome: int
    offerings: tuple[int, ...]
    without: int


def kinds_of(person: Person) -> tuple[Kind, ...]:
    """Return the kinds of team that a person could be in."""
    kernel, found = person.kernel, []
    teams = np.flatnonzero(person.beside == 1)
    for outcome in sorted({int(np.flatnonzero(kernel.covers[unit])[0]) for unit in teams}):
        units = [unit for unit in teams if kernel.covers[unit, outcome]]
        offerings = np.flatnonzero(np.isin(kernel.unit, units)).tolist()
        options = tuple(o for o in offerings if person.shared[o] >= 0)
        without = next(o for o in offerings if person.shared[o] < 0)
        found.append(Kind(outcome, options, without))
    return tuple(found)


@dataclass(slots=True)
class Desires:
    """Everybody's programme without teams, and per kind the teams that go with it (``may``)."""

    group: Group
    plans: dict[int, tuple[int, ...]]
    kinds: dict[int, tuple[Kind, ...]] = field(init=False)
    may: dict[Place, frozenset[int]] = field(init=False)

    def __post_init__(self) -> None:
        people = self.group.people
        self.kinds = {n: kinds_of(people[n]) for n in self.plans}
        self.plans = {n: _own(people[n], plan) for n, plan in self.plans.items()}
        self.may = {
            (n, k): frozenset(
                team
                for team, o in self._options(n, k).items()
                if _fits(people[n], o, self.plans[n])
            )
            for n, kinds in self.kinds.items()
            for k in range(len(kinds))
        }

    def _options(self, n: int, k: int) -> dict[int, int]:
        """Return the offering per team of a kind."""
        shared, first = self.group.people[n].shared, len(self.group.capacity)
        return {int(shared[o]) - first: o for o in self.kinds[n][k].offerings}

    def together(self, n: int, one: tuple[int, int], other: tuple[int, int]) -> bool:
        """Return whether two teams, each of a kind, go together beside a person's programme."""
        offering = self._options(n, one[0])[one[1]]
        beside = self._options(n, other[0])[other[1]]
        return _fits(self.group.people[n], offering, (*self.plans[n], beside))

    def plans_with(self, teams: dict[Place, int]) -> dict[int, tuple[int, ...]]:
        """Return everybody's offerings, with the team of each kind or being without."""
        return {
            n: tuple(sorted((*plan, *self._beside(n, teams)))) for n, plan in self.plans.items()
        }

    def _beside(self, n: int, teams: dict[Place, int]) -> list[int]:
        return [
            self._options(n, k)[teams[n, k]] if (n, k) in teams else kind.without
            for k, kind in enumerate(self.kinds[n])
        ]


def _own(person: Person, plan: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(o for o in plan if not person.beside[person.kernel.unit[o]])


def _fits(person: Person, offering: int, beside: tuple[int, ...]) -> bool:
    """Return whether a meeting goes with offerings: not at the same time, not above the ceiling."""
    kernel = person.kernel
    start, end, pattern = kernel.start[offering], kernel.end[offering], kernel.pattern[offering]
    load = np.zeros(int(kernel.end.max()), dtype=np.int64)
    for other in beside:
        load[kernel.start[other] : kernel.end[other]] += kernel.load[other]
        overlap = kernel.start[other] < end and start < kernel.end[other]
        both = pattern >= 0 and kernel.pattern[other] >= 0
        if overlap and both and kernel.clash[pattern, kernel.pattern[other]]:
            return False
    return bool(load[start:end].max(initial=0) + kernel.load[offering] <= kernel.ceiling)
