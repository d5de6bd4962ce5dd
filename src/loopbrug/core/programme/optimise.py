"""The three goals one after another: least hours, earliest finish, lowest peak week."""

from dataclasses import dataclass, replace

import numpy as np

from loopbrug.core.programme.compiled import Ints
from loopbrug.core.programme.cover import LESSONS, NEXT, Choice, new_choice, undo
from loopbrug.core.programme.kernel import Kernel, Tables, lay_out
from loopbrug.core.programme.lanes import Lanes, new_lanes
from loopbrug.core.programme.quick import quick_plan
from loopbrug.core.programme.search import EVERY, FOUND, NONE, STOPPED, explore, forget, start
from loopbrug.core.programme.sweep import Line, new_line
from loopbrug.core.programme.timetable import NEVER, NODES, new_board, restrict

NODES_DEFAULT = 5_000_000


@dataclass(frozen=True, slots=True)
class Answer:
    """What the search found: offerings by their number in the kernel, sorted.

    ``found`` without ``proved`` is a plan whose hours may be above ``bound``, or whose finish
    or peak is not proved; ``proved`` without ``found`` is an impossibility. ``bound`` is the
    proved least number of hours; ``finish`` the week after the last one. ``earliest`` says that
    no plan of these hours finishes sooner, also where the peak is not proved.
    """

    found: bool
    proved: bool
    bound: int
    offerings: tuple[int, ...] = ()
    hours: int = 0
    finish: int = 0
    peak: int = 0
    nodes: int = 0
    earliest: bool = False


def _room(kernel: Kernel) -> int:
    """Return the hours that all weeks together can hold: no plan has more.

    Units that take fewer hours of the weeks than they ask (those done in class) come on top.
    """
    weeks = kernel.end - kernel.start
    if not len(weeks):
        return NEVER
    elsewhere = np.unique(kernel.unit[kernel.load * weeks < kernel.hours[kernel.unit]])
    on_top = int(kernel.hours[elsewhere].sum())
    return int(kernel.end.max() - kernel.start.min()) * kernel.ceiling + on_top


class Search:
    """One search on one kernel, with its memory; each question may be asked once.

    ``or_any`` asks for any plan when the limit comes before the least one is known. ``tables``
    are those of the kernel, when they are laid out already. ``done`` is a search that is asked
    nothing any more: its memory is taken over, which saves the time to get as much anew.
    """

    def __init__(
        self,
        kernel: Kernel,
        limit: int = NODES_DEFAULT,
        *,
        or_any: bool = True,
        tables: Tables | None = None,
        done: "Search | None" = None,
    ) -> None:
        self.kernel = kernel
        self.limit, self.or_any = limit, or_any
        self.t = tables or lay_out(kernel)
        self.b = new_board(self.t)
        self.c: Choice = new_choice(self.t, done=done.c if done else None)
        self.l: Lanes = new_lanes(self.t, done.l if done else None)
        self.line: Line = new_line(self.t, done.line if done else None)
        self.room = _room(kernel)
        restrict(self.t, self.b, int(self.t.begin[-1]), self.t.ceiling)

    @property
    def nodes(self) -> int:
        """Steps taken so far."""
        return int(self.b.now[NODES])

    def best(self, floor: int = 0) -> Answer:
        """Return the least hours, then the earliest finish, then the lowest peak week.

        ``floor`` are hours below which it is known that there is nothing.
        """
        bound, verdict = self._least_hours(floor=floor)
        if verdict == FOUND:
            best, sooner = self._sooner(bound, 0, self.limit)
            return self._lower(best, bound, sooner)
        return self._none(bound, verdict)

    def soonest(
        self, floor: int = 0, most: int = NEVER, *, no_sooner: int = 0, steps: int = NEVER
    ) -> Answer:
        """Return the least hours, then the earliest finish; ``proved`` is of the hours alone.

        ``floor`` are hours below which it is known that there is nothing, ``most`` those above
        which nothing is looked for, and ``no_sooner`` is the week before which it is known that
        nothing of ``floor`` hours finishes. ``steps`` is the most for the finish.
        """
        bound, verdict = self._least_hours(floor=floor, most=most)
        if verdict == FOUND:
            limit = min(self.limit, self.nodes + steps)
            # The tables count weeks from the first in which anything starts.
            first = int(self.kernel.start.min(initial=NEVER))
            best, sooner = self._sooner(bound, no_sooner - first if bound == floor else 0, limit)
            return replace(self._answer(best, bound, proved=True), earliest=sooner == NONE)
        return self._none(bound, verdict)

    def least(self, floor: int = 0, most: int = NEVER) -> Answer:
        """Return a plan of the least hours as it is found first, whenever it ends.

        Cheap beside ``best``: most of its work is to prove finish and peak. ``proved`` is of
        the hours alone; ``floor`` are hours below which it is known that there is nothing, and
        ``most`` those above which nothing is looked for.
        """
        bound, verdict = self._least_hours(floor=floor, most=most)
        if verdict == FOUND:
            return self._answer(self._placed(), bound, proved=True)
        return self._none(bound, verdict)

    def possible(self) -> bool | None:
        """Return whether any plan exists; None when the limit came first."""
        return {FOUND: True, NONE: False, STOPPED: None}[self._explore(EVERY, self.limit)]

    def least_cover(self) -> int:
        """Return the least hours that cover what is needed, the weeks left aside."""
        return self._least_hours(scheduled=0)[0]

    def _explore(self, budget: int, limit: int, scheduled: int = 1) -> int:
        if not start(self.t, self.c, self.b, self.l, budget, scheduled):
            return NONE
        return explore(self.t, self.c, self.b, self.l, self.line, limit, scheduled)

    def _least_hours(
        self, scheduled: int = 1, floor: int = 0, most: int = NEVER
    ) -> tuple[int, int]:
        """Raise the budget to the next total that may do, until a plan is found."""
        budget = floor
        while True:
            verdict = self._explore(budget, self.limit, scheduled)
            if verdict != NONE or self.c.now[NEXT] >= NEVER:
                return budget, verdict
            budget = int(self.c.now[NEXT])
            if budget > most or (scheduled and budget > self.room):
                return budget, NONE

    def _any_plan(self, bound: int) -> Answer:
        """Return a plan all the same, when the limit came before the least one was known."""
        plan = quick_plan(self.kernel) if self.or_any else ()
        if not plan:
            return Answer(found=False, proved=False, bound=bound, nodes=self.nodes)
        return self._told(np.array(plan), bound, proved=False)

    def _none(self, bound: int, verdict: int) -> Answer:
        """Return that there is nothing, or any plan when the limit came first."""
        if verdict == STOPPED:
            return self._any_plan(bound)
        return Answer(found=False, proved=True, bound=bound, nodes=self.nodes)

    def _sooner(self, hours: int, no_sooner: int, limit: int) -> tuple[Ints, int]:
        """Return the plan of these hours that finishes first; NONE says that none is sooner."""
        best, verdict = self._placed(), FOUND
        lessons, apart = int(self.c.now[LESSONS]), self.c.apart.copy()
        while verdict == FOUND and len(best) and self._finish(best) > no_sooner:
            lessons, apart = int(self.c.now[LESSONS]), self.c.apart.copy()
            restrict(self.t, self.b, self._finish(best) - 1, self.t.ceiling)
            verdict = self._explore(hours, limit)
            best = self._placed() if verdict == FOUND else best
        if verdict == STOPPED:
            return best, STOPPED
        # What was learned under an earlier finish than the best does not hold for it.
        undo(self.t, self.c, 0)
        forget(self.c, lessons)
        self.c.apart[:] = apart
        return best, NONE

    def _lower(self, best: Ints, hours: int, sooner: int) -> Answer:
        """Return the plan that finishes as early as ``best``, with the lowest peak week."""
        verdict = STOPPED if sooner == STOPPED else FOUND
        while verdict == FOUND and len(best):
            restrict(self.t, self.b, self._finish(best), self._peak(best) - 1)
            verdict = self._explore(hours, self.limit)
            best = self._placed() if verdict == FOUND else best
        answer = self._answer(best, hours, proved=verdict != STOPPED)
        return replace(answer, earliest=sooner != STOPPED or answer.proved)

    def _answer(self, best: Ints, bound: int, *, proved: bool) -> Answer:
        return self._told(self.t.original[best], bound, proved=proved)

    def _told(self, offerings: Ints, bound: int, *, proved: bool) -> Answer:
        k = self.kernel
        load = np.zeros(int(k.end.max(initial=0)), np.int64)
        for offering in offerings:
            load[k.start[offering] : k.end[offering]] += k.load[offering]
        return Answer(
            found=True, proved=proved, bound=bound, offerings=tuple(sorted(offerings.tolist())),
            hours=int(k.hours[k.unit[offerings]].sum()),
            finish=int(k.end[offerings].max(initial=0)),
            peak=int(load.max(initial=0)), nodes=self.nodes,
        )  # fmt: skip

    def _placed(self) -> Ints:
        placed: Ints = self.b.placed[self.b.placed >= 0]
        return placed.copy()

    def _finish(self, best: Ints) -> int:
        return int(self.t.finish[best].max(initial=0))

    def _peak(self, best: Ints) -> int:
        load = np.zeros(self.t.spells, np.int64)
        for offering in best:
            load[self.t.start[offering] : self.t.end[offering]] += self.t.load[offering]
        return int(load.max(initial=0))
