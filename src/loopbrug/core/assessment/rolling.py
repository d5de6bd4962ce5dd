"""Day by day, as it goes in a region: who arrives is promised a day, and each day is planned."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from loopbrug.core.assessment.expected import Expected
from loopbrug.core.assessment.model import (
    Case,
    Change,
    Grid,
    Limits,
    PlanningProblem,
    Resource,
)
from loopbrug.core.assessment.repair import broken_in
from loopbrug.core.assessment.solver import moves_of_day, promise, repair

_WORKDAYS = 5
_TO_MEND = 20
"""A repair may take so many times the moves of a day: there are few of them, and each matters."""


@dataclass(frozen=True, slots=True)
class Loss:
    """Somebody or something that falls out from block ``first`` to ``last``, both included.

    Nobody knows before ``known_on``.
    """

    resource: str
    first: int
    last: int
    known_on: date


@dataclass(frozen=True, slots=True)
class World:
    """A grid, everybody and everything in it, the cases that arrive, on ``arrived_on``.

    ``losses`` are what goes wrong; ``lead`` as in a planning problem: the blocks before a first
    appointment, when fewer than the notice.
    """

    grid: Grid
    resources: Mapping[str, Resource]
    arrivals: tuple[Case, ...]
    losses: tuple[Loss, ...] = ()
    lead: int | None = None


Rolled = Mapping[str, tuple[Case, date]]
"""Per case that was done: the case with what was promised to it, and the day it was done."""


@dataclass(slots=True)
class Roller:
    """A region on its way: ``hand`` holds the cases in hand, ``done`` those that are through.

    ``waiting`` are the arrivals to come, the last first; ``hit`` the cases that lost an
    appointment because somebody fell out.
    """

    world: World
    notice: int
    limits: Limits
    seed: int = 0
    expected: Expected | None = None
    resources: dict[str, Resource] = field(default_factory=dict)
    hand: dict[str, Case] = field(default_factory=dict)
    done: dict[str, tuple[Case, date]] = field(default_factory=dict)
    waiting: list[Case] = field(default_factory=list)
    hit: set[str] = field(default_factory=set)

    def days(self) -> Iterator[int]:
        """Live through the days until all is done, and yield the first block of each."""
        grid = self.world.grid
        self.resources = dict(self.world.resources)
        self.waiting = sorted(
            self.world.arrivals, key=lambda case: (case.arrived_on, case.ready), reverse=True
        )
        for number in range(grid.weeks * _WORKDAYS):
            if not self.hand and not self.waiting:
                return
            self._day(number * grid.per_day, self.seed + number)
            yield number * grid.per_day

    def _day(self, now: int, seed: int) -> None:
        today = self.world.grid.day_of(now)
        self._hold(now)
        if self._lose(today):
            self._mend(self.problem(now), seed)
        while self.waiting and self.waiting[-1].arrived_on <= today:
            self._welcome(self.waiting.pop(), now)
        if self.hand:
            self._apply(moves_of_day(self.problem(now), self.limits, seed))

    def _mend(self, problem: PlanningProblem, seed: int) -> None:
        if broken := broken_in(problem):
            self.hit.update(each.case for each in broken)
            more = Limits(_TO_MEND * self.limits.moves)
            self._apply(repair(problem, more, seed).changes)

    def problem(self, now: int) -> PlanningProblem:
        """Return what there is to plan at the start of the day of block ``now``."""
        cases = tuple(self.hand.values())
        return PlanningProblem(
            self.world.grid, self.resources, cases, now, self.notice, self.world.lead
        )

    def _welcome(self, case: Case, now: int) -> None:
        seed = self.seed + len(self.waiting)
        made = promise(self.problem(now), case, self.expected, self.limits, seed)
        self._apply(made.changes)
        self.hand[case.key] = replace(case, planned=made.plan.appointments, due_on=made.promised_on)

    def _lose(self, today: date) -> bool:
        """Take away what became known to fall out today; return whether there was any."""
        known = [loss for loss in self.world.losses if loss.known_on == today]
        for loss in known:
            gone = ((1 << (loss.last - loss.first + 1)) - 1) << loss.first
            one = self.resources[loss.resource]
            self.resources[loss.resource] = replace(one, free=one.free & ~gone)
        return bool(known)

    def _hold(self, now: int) -> None:
        """Count as held what lies before ``now``; take out of hand what is done."""
        for key, case in list(self.hand.items()):
            length = {step.code: step.blocks for step in case.steps}
            ends = {one.step: one.block + length[one.step] - 1 for one in case.planned}
            held = {**{code: end for code, end in ends.items() if end < now}, **case.held}
            if len(held) == len(case.steps):
                day = self.world.grid.day_of(max(held.values()))
                self.done[key] = (self.hand.pop(key), day)
            elif len(held) != len(case.held):
                self.hand[key] = replace(case, held=held)

    def _apply(self, changes: Iterable[Change]) -> None:
        for change in changes:
            moved = change.after or change.before
            if moved is not None:
                case = self.hand[moved.case]
                stay = [one for one in case.planned if one.step != moved.step]
                new = [change.after] if change.after else []
                self.hand[moved.case] = replace(case, planned=(*stay, *new))


def roll(
    world: World, notice: int, limits: Limits, seed: int = 0, expected: Expected | None = None
) -> Rolled:
    """Return how all went when each day is planned without knowing the next.

    ``notice`` is in blocks, ``limits`` are for each day. On each working day steps in the past
    count as held, who arrived is promised a day, what fell out is repaired, and what may still
    move is planned anew. A case that never finds room is not in the answer.
    """
    roller = Roller(world, notice, limits, seed, expected)
    for _ in roller.days():
        pass
    return roller.done
