"""One person's best programme if nobody else were there, with the least that any can cost.

First the least study hours, being without a team counted as hours: with a team of each kind, then
with fewer. Where that is hard to prove, the teams are made lighter first: of all options of a kind
only the weeks that they have in common, at no hour of the week. What does not go with that goes
with none of them. Then, of these hours, the earliest finish.
"""

import threading
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import combinations, product

import numpy as np

from loopbrug.core.programme.cohort.group import PER_HOUR, PER_WEEK, Kind, Person, kinds_of
from loopbrug.core.programme.cohort.pricing import with_offerings
from loopbrug.core.programme.compiled import Ints
from loopbrug.core.programme.kernel import Kernel, Tables, lay_out
from loopbrug.core.programme.optimise import Answer, Search

QUICK_NODES, LIGHT_NODES, WHOLE_NODES = 20_000, 4_000_000, 2_000_000
"""Search steps for a question at first; for teams made lighter and for teams, of who is hard to
plan with them."""
FINISH_NODES, LATE_NODES = 10_000, 60_000
"""Search steps for the earliest finish at first, and for who needs more."""
TURNS_NODES, TURN_NODES = 600_000, 100_000
"""Search steps for teams one by one, in all and for each."""
NO_PLAN = 1 << 40
"""Hours that stand for: there is no such programme."""

Inside = tuple[int, ...]
"""The kinds of team that somebody is in, by their place among the person's."""


@dataclass(frozen=True, slots=True)
class Floor:
    """What being without some kinds of team counts for, and the least hours of the programme."""

    lack: int
    hours: int


@dataclass(slots=True)
class Alone:
    """The best found for one person, and what is proved.

    Parameters
    ----------
    plans
        As offerings of the kernel, in order of finding, the one of the fewest hours last.
    hours, inside
        Of the last plan, being without a team counted in; ``NO_PLAN`` when there is none.
    finish
        The week before which nothing of these hours with these teams finishes, as far as proved.
    plain
        The least hours without any team, and the week before which nothing of these finishes.
    least
        Per set of kinds: no programme with a team of just these has fewer hours, counted so.
    bound
        No programme costs less.
    possible
        Whether there is any programme; None when the limit came first.
    floors
        Per set of kinds what it is about to lack the others; none for who could be in no team.
    """

    plans: list[tuple[int, ...]] = field(default_factory=list)
    hours: int = NO_PLAN
    inside: Inside = ()
    finish: int = 0
    plain: tuple[int, int] = (0, 0)
    least: dict[Inside, int] = field(default_factory=dict)
    bound: int = 0
    possible: bool | None = None
    floors: tuple[Floor, ...] = ()


def plan_alone(person: Person, never: Iterable[int], nodes: int, at_once: int) -> Alone:
    """Return the best of a person, where teams among the shared ``never`` are not formed.

    ``nodes`` are the most search steps for one question; ``at_once`` is what finishing costs at
    the least.
    """
    teams, found = _Teams(person, frozenset(never)), Alone()
    search, numbers = teams.search((), nodes, or_any=True)
    answer = search.soonest(steps=FINISH_NODES)
    if not answer.found:
        found.possible = False if answer.proved else None
        found.bound = answer.bound * PER_HOUR + at_once
        return found
    found.possible = True
    found.least = {inside: answer.bound + teams.lack(inside) for inside in teams.sets}
    teams.note(found, (), numbers, answer)
    found.plain = (answer.hours, found.finish)
    for inside in reversed(teams.sets):
        _quick(teams, inside, found)
    for inside in teams.sets:
        teams.inherit(found, inside)
        _light(teams, inside, found, min(nodes, LIGHT_NODES))
        if len(inside) > 1:
            _in_turn(teams, inside, found, min(nodes, TURNS_NODES))
        _whole(teams, inside, found, min(nodes, WHOLE_NODES))
    _finish(teams, found, at_once)
    if teams.kinds:
        lacks = {inside: teams.lack(inside) for inside in teams.sets}
        found.floors = tuple(
            Floor(lack * PER_HOUR, found.least[inside] - lack) for inside, lack in lacks.items()
        )
    return found


def _quick(teams: "_Teams", inside: Inside, found: Alone) -> None:
    """Look for fewer hours with a team of these kinds, and for the earliest finish of those."""
    if span := teams.span(inside, found):
        search, numbers = teams.search(inside, QUICK_NODES)
        hours, finish = found.plain
        sooner = finish if span[0] == hours else 0
        answer = search.soonest(*span, no_sooner=sooner, steps=FINISH_NODES)
        teams.learn(found, inside, answer)
        teams.note(found, inside, numbers, answer)


def _light(teams: "_Teams", inside: Inside, found: Alone, nodes: int) -> None:
    """Learn how few hours it can be with teams made lighter."""
    if span := teams.span(inside, found):
        teams.learn(found, inside, _search(teams.lighter(inside), nodes).least(*span))


def _whole(teams: "_Teams", inside: Inside, found: Alone, nodes: int) -> None:
    """Look for fewer hours with a team of these kinds, for long."""
    if span := teams.span(inside, found):
        search, numbers = teams.search(inside, nodes)
        answer = search.least(*span)
        teams.learn(found, inside, answer)
        teams.note(found, inside, numbers, answer)


def _in_turn(teams: "_Teams", inside: Inside, found: Alone, nodes: int) -> None:
    """Look for the least that it can be with each team of these kinds in turn.

    Where there is one, it is found sooner than with the choice of all.
    """
    for options in teams.each(inside):
        span = teams.span(inside, found)
        if not span or nodes <= 0:
            return
        kernel, numbers = teams.kernel(inside, options)
        search = _search(kernel, min(nodes, TURN_NODES))
        answer = search.least(span[0], span[0])
        nodes -= answer.nodes
        teams.note(found, inside, numbers, answer)


def _finish(teams: "_Teams", found: Alone, at_once: int) -> None:
    """Note what nothing can be below, with the earliest finish of the least hours."""
    found.bound = min(found.least.values()) * PER_HOUR + at_once
    if found.least[found.inside] < found.hours:
        return
    hours, finish = found.plain
    if not found.finish and found.hours - teams.lack(found.inside) == hours:
        # In no team nobody is later, and that is quick to prove.
        found.finish = finish
    if not found.finish:
        _sooner(teams, found)
    others = [
        teams.floor(found, inside, at_once) for inside in teams.sets if inside != found.inside
    ]
    these = found.hours * PER_HOUR + max(found.finish * PER_WEEK, at_once)
    found.bound = min(these, (found.hours + teams.step) * PER_HOUR + at_once, *others)


def _sooner(teams: "_Teams", found: Alone) -> None:
    """Look for the earliest finish: without a team nobody is later, and that is quick to prove."""
    hours = found.hours - teams.lack(found.inside)
    for inside in ((), found.inside) if found.inside else ((),):
        search, numbers = teams.search(inside, LATE_NODES)
        answer = search.soonest(hours, no_sooner=found.finish)
        found.finish = max(found.finish, teams.finish(answer, inside))
        if answer.found and inside == found.inside and answer.hours == hours:
            found.plans.append(teams.plan(inside, numbers, answer))


class _Desk(threading.local):
    """The last search of a thread: the next takes its memory over."""

    last: Search | None = None


_DESK = _Desk()


def _search(
    kernel: Kernel, nodes: int, *, or_any: bool = False, tables: Tables | None = None
) -> Search:
    """Return a search, after which the one before may be asked nothing more."""
    _DESK.last = Search(kernel, nodes, or_any=or_any, tables=tables, done=_DESK.last)
    return _DESK.last


def without_teams(person: Person) -> Person:
    """Return a person who could be in no team."""
    kernel, numbers = _Teams(person, frozenset()).kernel((), {})
    return replace(person, kernel=kernel, shared=person.shared[numbers])


class _Teams:
    """A person's kernel, with teams of some kinds and being without of the others."""

    def __init__(self, person: Person, never: frozenset[int]) -> None:
        self.person, self.kinds = person, kinds_of(person)
        kernel = person.kernel
        self.own = np.flatnonzero(person.beside[kernel.unit] == 0)
        self.step = max(1, int(np.gcd.reduce(kernel.hours[person.beside == 0])))
        self.laid_out = dict[Inside, Tables]()
        self.options = {n: self._open(kind, never) for n, kind in enumerate(self.kinds)}
        possible = [n for n, options in self.options.items() if len(options)]
        self.sets = [
            inside for size in range(len(possible) + 1) for inside in combinations(possible, size)
        ]

    def kernel(self, inside: Inside, options: Mapping[int, Ints]) -> tuple[Kernel, Ints]:
        """Return the kernel with ``options`` of these kinds, and the numbers of its offerings."""
        numbers = np.concatenate([self.own, *(options[kind] for kind in inside)])
        needed = self.person.kernel.needed.copy()
        for n, kind in enumerate(self.kinds):
            needed[kind.outcome] = n in inside
        return with_offerings(self.person.kernel, numbers)._replace(needed=needed), numbers

    def search(self, inside: Inside, nodes: int, *, or_any: bool = False) -> tuple[Search, Ints]:
        """Return a search with all options of these kinds, and the numbers of its offerings."""
        kernel, numbers = self.kernel(inside, self.options)
        if inside not in self.laid_out:
            self.laid_out[inside] = lay_out(kernel)
        tables = self.laid_out[inside]
        return _search(kernel, nodes, or_any=or_any, tables=tables), numbers

    def lighter(self, inside: Inside) -> Kernel:
        """Return the kernel with what all options of a kind have in common in place of them."""
        own, size = self.person.kernel, len(self.own)
        kernel, _ = self.kernel(inside, {kind: self.options[kind][:1] for kind in inside})
        common = [self.options[kind] for kind in inside]
        start = np.array([own.start[options].max() for options in common], np.int64)
        end = np.array([own.end[options].min() for options in common], np.int64)
        load = np.array([own.load[options].min() for options in common], np.int64)
        return kernel._replace(
            start=np.append(kernel.start[:size], start),
            end=np.append(kernel.end[:size], np.maximum(end, start + 1)),
            load=np.append(kernel.load[:size], np.where(end > start, load, 0)),
            pattern=np.append(kernel.pattern[:size], np.full(len(inside), -1)),
        )

    def each(self, inside: Inside) -> Iterator[dict[int, Ints]]:
        """Return the options one by one: those that differ, a team of each of these kinds."""
        different = [self._different(self.options[kind]) for kind in inside]
        for chosen in product(*different):
            yield {
                kind: np.array([option], np.int64)
                for kind, option in zip(inside, chosen, strict=True)
            }

    def _different(self, options: Ints) -> list[int]:
        kernel = self.person.kernel
        columns = (kernel.start, kernel.end, kernel.pattern, kernel.load)
        _, first = np.unique(np.array([c[options] for c in columns]), axis=1, return_index=True)
        return [int(option) for option in options[np.sort(first)]]

    def lack(self, inside: Inside) -> int:
        """Return what it counts for, in hours, to be without the other kinds."""
        kernel = self.person.kernel
        return sum(
            int(kernel.hours[kernel.unit[kind.without]])
            for n, kind in enumerate(self.kinds)
            if n not in inside
        )

    def span(self, inside: Inside, found: Alone) -> tuple[int, int] | None:
        """Return the least and most hours to look for with these kinds; None: there is nothing."""
        lack = self.lack(inside)
        low = found.least[inside]
        return (low - lack, found.hours - lack - 1) if low < found.hours else None

    def learn(self, found: Alone, inside: Inside, answer: Answer) -> None:
        """Note how few hours it can be with these kinds."""
        low = answer.bound + self.lack(inside)
        none = answer.proved and not answer.found
        found.least[inside] = max(found.least[inside], low, found.hours if none else 0)

    def inherit(self, found: Alone, inside: Inside) -> None:
        """Note that with these kinds it takes no fewer hours than with one of them less."""
        for fewer in combinations(inside, len(inside) - 1) if inside else ():
            low = found.least[fewer] - self.lack(fewer) + self.lack(inside)
            found.least[inside] = max(found.least[inside], low)

    def note(self, found: Alone, inside: Inside, numbers: Ints, answer: Answer) -> None:
        """Note a programme when it has fewer hours than the last."""
        hours = answer.hours + self.lack(inside)
        if answer.found and hours < found.hours:
            found.hours, found.inside = hours, inside
            found.finish = self.finish(answer, inside)
            found.plans.append(self.plan(inside, numbers, answer))

    def floor(self, found: Alone, inside: Inside, at_once: int) -> int:
        """Return what a programme with these kinds costs at the least.

        One of as many hours as found, and as many study hours as without any team, finishes no
        sooner than without any.
        """
        low, (hours, finish) = found.least[inside], found.plain
        tie = low == found.hours and low - self.lack(inside) == hours
        return low * PER_HOUR + (max(at_once, finish * PER_WEEK) if tie else at_once)

    def finish(self, answer: Answer, inside: Inside) -> int:
        """Return when the programme finishes if nothing of its hours is sooner, else 0."""
        ends = [int(self.person.kernel.end[self.options[kind]].max()) for kind in inside]
        known = answer.found and answer.earliest and answer.finish > max(ends, default=0)
        return answer.finish if known else 0

    def plan(self, inside: Inside, numbers: Ints, answer: Answer) -> tuple[int, ...]:
        """Return an answer as a plan of the person."""
        others = [kind.without for n, kind in enumerate(self.kinds) if n not in inside]
        return tuple(sorted((*numbers[list(answer.offerings)].tolist(), *others)))

    def _open(self, kind: Kind, never: frozenset[int]) -> Ints:
        numbers = sorted(o for o in kind.offerings if int(self.person.shared[o]) not in never)
        return np.array(numbers, dtype=np.int64)
