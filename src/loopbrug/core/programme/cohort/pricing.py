"""One person's best programme at the prices of the moment, with a proved bound."""

import threading
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from loopbrug.core.programme.cohort.cheapest import (
    FIRST,
    LEAST_HOURS,
    MOST_HOURS,
    MOST_PLANS,
    PLANS,
    STEP,
    beaten_pairs,
    make_out,
    new_bill,
)  # fmt: skip
from loopbrug.core.programme.cohort.group import PER_HOUR, PER_WEEK, Person
from loopbrug.core.programme.cohort.priced import cheapest
from loopbrug.core.programme.compiled import Ints
from loopbrug.core.programme.cover import new_choice
from loopbrug.core.programme.kernel import Kernel, Tables, lay_out
from loopbrug.core.programme.lanes import Lanes, new_lanes
from loopbrug.core.programme.sweep import Line, new_line
from loopbrug.core.programme.timetable import NEVER, NODES, new_board

LESSONS, WORDS = 8_000, 60_000
"""What a person may learn: less than alone, for there are many of them."""
LARGE = "finish", "pairs", "first", "second"
"""The large parts of the lanes."""


@dataclass(frozen=True, slots=True)
class Priced:
    """What pricing gives: plans, the best last, and a bound that no plan is below."""

    plans: tuple[tuple[int, ...], ...]
    bound: int
    nodes: int


class _Desk(threading.local):
    """The large working memory of the search: one for each thread, not for each person."""

    def __init__(self) -> None:
        self.lanes: Lanes | None = None
        self.line: Line | None = None

    def new(self, t: Tables) -> tuple[Lanes, Line]:
        """Return memory for ``t``, with the large parts of this thread."""
        self.lanes, self.line = new_lanes(t, self.lanes), new_line(t, self.line)
        return self.lanes, self.line

    def lend(self, lanes: Lanes, line: Line) -> tuple[Lanes, Line]:
        """Return the memory of a person with the large parts of this thread, as good as new."""
        if self.lanes is None or self.line is None:
            # Not the parts of the person themselves: those are another thread's.
            own = {name: np.zeros_like(getattr(lanes, name)) for name in LARGE}
            self.lanes = lanes._replace(**own)
            self.line = line._replace(failed=np.zeros_like(line.failed))
        self.line.failed[:] = 0
        large = {name: getattr(self.lanes, name) for name in LARGE}
        return lanes._replace(**large), line._replace(failed=self.line.failed)


_DESK = _Desk()


class Pricer:
    """The search of one person, kept from one pricing to the next with what it learned."""

    def __init__(
        self, person: Person, *, only: npt.NDArray[np.bool_] | None = None, most_hours: int = NEVER
    ) -> None:
        kernel = person.kernel
        self.numbers = np.arange(len(kernel.unit)) if only is None else np.flatnonzero(only)
        kernel = with_offerings(kernel, self.numbers)
        self.t = lay_out(kernel, priced=True)
        self.board, self.choice = new_board(self.t), new_choice(self.t, LESSONS, WORDS)
        self.lanes, self.line = _DESK.new(self.t)
        plain = np.where(person.beside == 1, 0, kernel.hours)
        self.bill = new_bill(self.t, person.beside, plain)
        self.bill.now[MOST_HOURS] = most_hours
        self.first = int(kernel.start.min()) if len(kernel.start) else 0
        self.bill.now[FIRST] = self.first
        self.used = _used(self.t.every, len(self.t.owner))
        self.shared = np.where(self.used, _at(person.shared[self.numbers], self.t.original), -1)
        self.kinds = [np.isin(self.t.owner, units) & self.used for units in _kinds(person)]
        self.beaten = beaten_pairs(self.t)
        self.finish = self._least_finish(person)
        self.energy = self._energy(person)
        self.at_once = PER_WEEK * (self.first + self.finish)
        self.by_hours = False
        self.time = 1

    def price(
        self, prices: Ints, most: int, limit: int, step: int, *, least_hours: int = 0
    ) -> Priced:
        """Return plans that cost at most ``most`` at these prices, each ``step`` better.

        ``prices`` are per shared offering and team, and 0 at the end, for what is not shared.
        Only those of teams may be negative. Plans of fewer than ``least_hours`` do not count.
        """
        t, bill = self.t, self.bill
        price = prices[self.shared]
        shift = self._lift_kinds(price)
        every, cost = t.every.copy(), t.hours * PER_HOUR
        make_out(t, price, self.beaten, every, bill.extra, cost)
        by_hours = int(self.by_hours)
        at_once = PER_WEEK * self.first if by_hours else self.at_once
        bill.energy[:] = self.energy if by_hours else 0
        bill.now[PLANS], bill.now[STEP], bill.now[LEAST_HOURS] = 0, step, least_hours
        scalars = np.array([most + shift - at_once, limit, by_hours, at_once, self.time], np.int64)
        tables = t._replace(hours=cost + bill.energy, every=every, step=1)
        lanes, line = _DESK.lend(self.lanes, self.line)
        bound = cheapest(
            tables, self.choice, self.board, lanes, line, bill, scalars
        )  # fmt: skip
        self.time = 2
        return Priced(self._plans(), bound + at_once - shift, int(self.board.now[NODES]))

    def _plans(self) -> tuple[tuple[int, ...], ...]:
        count = int(self.bill.now[PLANS])
        rows = [n % MOST_PLANS for n in range(max(0, count - MOST_PLANS), count)]
        plans = []
        for row in rows:
            placed = self.bill.plans[row]
            plans.append(tuple(sorted(self.numbers[self.t.original[placed[placed >= 0]]].tolist())))
        return tuple(plans)

    def _lift_kinds(self, price: Ints) -> int:
        """Lift the prices of a kind of team above zero, and return by how much in all."""
        total = 0
        for among in self.kinds:
            least = min(0, int(price[among].min(initial=0)))
            price[among] -= least
            total -= least
        return total

    def _least_finish(self, person: Person) -> int:
        """Return the first week in which everything needed can be closed."""
        kernel, finish = person.kernel, 0
        for outcome in np.flatnonzero(kernel.needed):
            units = np.flatnonzero((kernel.covers[:, outcome] == 1) & (person.beside == 0))
            among = np.isin(self.t.owner, units) & self.used
            if among.any():
                finish = max(finish, int(self.t.finish[among].min()))
        return finish

    def _energy(self, person: Person) -> Ints:
        """Return per unit what its hours at least add to the price of the finish."""
        weeks = self.t.finish - self.t.begin[self.t.start]
        effort = np.full(len(self.t.hours), NEVER, np.int64)
        np.minimum.at(effort, self.t.owner[self.used], (weeks * self.t.load)[self.used])
        effort[(person.beside == 1) | (effort >= NEVER)] = 0
        energy: Ints = PER_WEEK * effort // max(1, person.kernel.ceiling)
        return energy


def with_offerings(kernel: Kernel, numbers: Ints) -> Kernel:
    """Return the kernel with these offerings only."""
    return kernel._replace(
        unit=kernel.unit[numbers], start=kernel.start[numbers], end=kernel.end[numbers],
        pattern=kernel.pattern[numbers], load=kernel.load[numbers],
    )  # fmt: skip


def _at(values: Ints, places: Ints) -> Ints:
    """Return the values at these places; -1 everywhere when there are none at all."""
    return values[places] if len(values) else np.full(len(places), -1, np.int64)


def _used(every: Ints, size: int) -> Ints:
    bits: Ints = ((every[:, None] >> np.arange(size // len(every))) & 1).ravel() == 1
    return bits


def _kinds(person: Person) -> tuple[Ints, ...]:
    """Return the units of each kind of team, being without among them."""
    found: dict[int, list[int]] = {}
    for unit in np.flatnonzero(person.beside):
        outcome = int(np.flatnonzero(person.kernel.covers[unit])[0])
        found.setdefault(outcome, []).append(int(unit))
    return tuple(np.array(units, np.int64) for units in found.values())
