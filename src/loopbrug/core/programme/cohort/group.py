"""The bare problem of a cohort, in integers: everybody's kernel, and what they share."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from loopbrug.core.programme.compiled import Ints
from loopbrug.core.programme.kernel import Kernel

PER_HOUR, PER_WEEK = 1000, 50
"""What a study hour and a week later costs, beside 1 for each hour of the heaviest week."""

WITHOUT_TEAM = 100
"""Study hours that a programme may be longer before somebody is left out of a team."""


@dataclass(frozen=True, slots=True)
class Person:
    """One person's kernel, with what of it is shared.

    Parameters
    ----------
    kernel
        A team is a unit like any other here: it covers an outcome that only teams of its kind
        cover, its options are its offerings. Being without one is a unit of ``WITHOUT_TEAM``
        hours that covers the same.
    shared
        Per offering of the kernel: its number among the group's offerings, and after those the
        teams; -1 for what nobody shares.
    beside
        Per unit of the kernel: 1 for what stands beside the programme, a team or being without;
        it does not count for the finish.
    school
        Number of the school; -1 when there is none.
    keeps
        What somebody on their way has now, as offerings of the kernel without any team; None
        for a newcomer. They keep it unless they get a programme of fewer hours.
    """

    kernel: Kernel
    shared: Ints
    beside: Ints
    school: int = -1
    keeps: tuple[int, ...] | None = None


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


@dataclass(frozen=True, slots=True)
class TeamRow:
    """A team that may be formed with ``smallest`` to ``largest`` members, of two schools or more.

    It takes ``coach_hours`` in every week from ``start`` to before ``end``.
    """

    smallest: int
    largest: int
    coach_hours: int
    start: int
    end: int


@dataclass(frozen=True)
class Group:
    """Everybody to plan together. ``capacity`` is per shared offering; ``teams`` come after those.

    ``coach_hours`` is the most that all teams may take of the coaches in a week; None: no limit.
    """

    people: tuple[Person, ...]
    capacity: Ints
    teams: tuple[TeamRow, ...] = ()
    coach_hours: int | None = None

    @cached_property
    def kinds(self) -> tuple[tuple[Kind, ...], ...]:
        """The kinds of team that everybody could be in."""
        return tuple(kinds_of(person) for person in self.people)

    @cached_property
    def unplanned(self) -> int:
        """What somebody without a programme counts for: the same for all, above any programme."""
        return max((_dearest(person) for person in self.people), default=0) + 1


@dataclass(frozen=True, slots=True)
class GroupPlan:
    """What planning a group gives.

    Parameters
    ----------
    chosen
        Per person the offerings of their kernel, sorted; None without a programme.
    objective, bound
        Over everybody but the ``unmeetable``: the cost of this plan, and the proved least cost.
    unmeetable, undecided
        Persons proved to have no programme even alone, and those of whom the limit came first.
    alone
        Per person the best offerings if nobody else were there; None when there are none.
    prices
        Per shared offering, and after those per team: what one place more would save; 0 when
        there is room.
    formed
        Numbers of the teams that are formed, sorted.
    """

    chosen: tuple[tuple[int, ...] | None, ...]
    objective: int
    bound: float
    unmeetable: frozenset[int] = frozenset()
    undecided: frozenset[int] = frozenset()
    alone: tuple[tuple[int, ...] | None, ...] = ()
    prices: tuple[float, ...] = ()
    formed: tuple[int, ...] = ()
    columns: int = 0
    rounds: int = 0
    nodes: int = 0


def cost(person: Person, offerings: Iterable[int]) -> int:
    """Return 1000 · study hours + 50 · finishing week + heaviest week, teams counted in the last.

    The hours are those of the units, and ``WITHOUT_TEAM`` for each team that is lacking.
    """
    kernel, chosen = person.kernel, np.array(sorted(offerings), dtype=np.int64)
    units = kernel.unit[chosen]
    load = np.zeros(int(kernel.end.max(initial=0)) + 1, np.int64)
    for offering in chosen:
        load[kernel.start[offering] : kernel.end[offering]] += kernel.load[offering]
    finish = int(kernel.end[chosen[person.beside[units] == 0]].max(initial=0))
    return int(kernel.hours[units].sum()) * PER_HOUR + finish * PER_WEEK + int(load.max())


def _dearest(person: Person) -> int:
    """Return more than any programme costs: all units, or all weeks full, whatever is less.

    Units that take fewer hours of the weeks than they ask (those done in class) come on top.
    """
    kernel = person.kernel
    weeks = int(kernel.end.max(initial=0))
    aside = int(kernel.hours[person.beside == 1].sum())
    light = kernel.load * (kernel.end - kernel.start) < kernel.hours[kernel.unit]
    on_top = int(kernel.hours[np.unique(kernel.unit[light])].sum())
    hours = min(int(kernel.hours[person.beside == 0].sum()), weeks * kernel.ceiling + on_top)
    return (hours + aside) * PER_HOUR + weeks * PER_WEEK + kernel.ceiling
