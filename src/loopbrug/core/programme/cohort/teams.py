"""Learning teams for programmes that stand: which team goes with whose programme."""

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from loopbrug.core.programme.cohort.group import Group, Kind, Person
from loopbrug.core.programme.compiled import Ints
from loopbrug.core.programme.kernel import Kernel

Place = tuple[int, int]
"""A person, and which of their kinds of team."""
Bools = npt.NDArray[np.bool_]
AMPLE = 1 << 30
"""Room where nothing is asked of it."""


@dataclass(slots=True)
class Desires:
    """Everybody's programme without teams, and per kind the teams that go with it (``may``)."""

    group: Group
    plans: dict[int, tuple[int, ...]]
    kinds: dict[int, tuple[Kind, ...]] = field(init=False)
    may: dict[Place, frozenset[int]] = field(init=False)
    apart: dict[int, frozenset[tuple[int, int]]] = field(init=False)

    def __post_init__(self) -> None:
        people = self.group.people
        self.kinds = {n: self.group.kinds[n] for n in self.plans}
        self.plans = {n: _own(people[n], plan) for n, plan in self.plans.items()}
        self.may, self.apart = {}, {}
        for n in self.plans:
            self._desires_of(n)

    def _desires_of(self, n: int) -> None:
        """Note which teams go with a person's programme, and which two not with each other."""
        options = [self._options(n, k) for k in range(len(self.kinds[n]))]
        teams = [team for kind in options for team in kind]
        offerings = np.array([o for kind in options for o in kind.values()], dtype=np.int64)
        fits, apart = _beside(self.group.people[n], self.plans[n], offerings)
        good = {team for team, yes in zip(teams, fits.tolist(), strict=True) if yes}
        for k, kind in enumerate(options):
            self.may[n, k] = frozenset(good & kind.keys())
        pairs = zip(*(side.tolist() for side in np.nonzero(apart)), strict=True)
        self.apart[n] = frozenset((teams[one], teams[other]) for one, other in pairs)

    def _options(self, n: int, k: int) -> dict[int, int]:
        """Return the offering per team of a kind."""
        shared, first = self.group.people[n].shared, len(self.group.capacity)
        return {int(shared[o]) - first: o for o in self.kinds[n][k].offerings}

    def together(self, n: int, team: int, rival: int) -> bool:
        """Return whether two teams of other kinds go together beside a person's programme."""
        return (team, rival) not in self.apart[n]

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


def _beside(person: Person, own: tuple[int, ...], options: Ints) -> tuple[Bools, Bools]:
    """Return which meetings go with offerings, and which two of them not with each other.

    What goes together is not at the same time, and not above the ceiling.
    """
    kernel, weeks = person.kernel, np.arange(int(person.kernel.end.max(initial=0)))
    room = np.full(len(weeks), kernel.ceiling)
    for offering in own:
        room[kernel.start[offering] : kernel.end[offering]] -= kernel.load[offering]
    start, end, load = kernel.start[options], kernel.end[options], kernel.load[options]
    during = (start[:, None] <= weeks) & (weeks < end[:, None])
    least = np.where(during, room, AMPLE).min(axis=1, initial=AMPLE)
    both = during[:, None] & during[None, :]
    together = np.where(both, room, AMPLE).min(axis=2, initial=AMPLE)
    fits = (least >= load) & ~_clashing(kernel, options, np.array(own, np.int64)).any(axis=1)
    apart = (together < load[:, None] + load) | _clashing(kernel, options, options)
    return fits, apart


def _clashing(kernel: Kernel, some: Ints, others: Ints) -> Bools:
    """Return per two offerings whether their sessions cannot both be attended."""
    start, end = kernel.start, kernel.end
    overlap = (start[some][:, None] < end[others]) & (start[others] < end[some][:, None])
    one, other = kernel.pattern[some][:, None], kernel.pattern[others]
    both = overlap & (one >= 0) & (other >= 0)
    if both.any():
        both &= kernel.clash[np.maximum(one, 0), np.maximum(other, 0)] == 1
    return both
