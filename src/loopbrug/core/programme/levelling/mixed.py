"""Levelling as a mixed integer programme: some courses free to go, the others where they are.

What a period costs follows from its load, by a choice among the loads that its courses can add up
to, at a number of courses that is allowed. That makes the relaxation far tighter than the hull of
the square itself: where all loads are 6 or 12, a mean of 40 costs from the start. Loads that cost
more than is left beside what the other curricula cost at least are no choice.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from math import ceil

from loopbrug.core.programme.levelling.layout import Layout, least_by_means, loads_within
from loopbrug.core.programme.levelling.model import Goal

INFINITE = float("inf")
ALMOST = 1e-5
"""Costs are whole numbers: a bound that is a hair above one still means that one."""

Allowed = Sequence[tuple[int, ...]]
"""Per course the periods in which it may come; one for a course that stays."""
Term = tuple[float, int, int]
"""A factor, a course and a period."""


@dataclass(frozen=True, slots=True)
class Floor:
    """A proved least of what some curricula cost, what is undesired of some courses included."""

    curricula: frozenset[int]
    least: int
    courses: frozenset[int]


@dataclass(frozen=True, slots=True)
class Known:
    """What is known beforehand: a cost that is reached already, and floors."""

    most: int | None = None
    floors: tuple[Floor, ...] = ()


@dataclass(slots=True)
class Mixed:
    """Minimise ``base`` and the costs; all columns are 0 or 1, but ``peak``.

    ``column`` is by course and period, ``load`` by curriculum and period, and then load.
    """

    base: float = 0.0
    costs: list[float] = field(default_factory=list)
    peak: int | None = None
    column: dict[tuple[int, int], int] = field(default_factory=dict)
    load: dict[tuple[int, int], dict[int, int]] = field(default_factory=dict)
    rows: list[tuple[float, float, list[int], list[float]]] = field(default_factory=list)


def sum_of(layout: Layout, floors: Iterable[Floor], curricula: Iterable[int]) -> int:
    """Return what curricula cost at least together: the widest floors that fit, else the means."""
    left, total = set(curricula), 0
    for floor in sorted(floors, key=lambda floor: -len(floor.curricula)):
        if floor.curricula <= left:
            left -= floor.curricula
            total += floor.least
    means = least_by_means(layout)
    return total + sum(ceil(means[number] - ALMOST) for number in left)


class Builder:
    """Builds the programme of a layout, one named method per constraint."""

    def __init__(self, layout: Layout, allowed: Allowed, known: Known = Known()) -> None:
        self.layout, self.allowed, self.known, self.mixed = layout, allowed, known, Mixed()
        self.paid = [0.0] * len(layout.curricula)
        self._choices()
        self._order()
        self._ranges()
        if layout.goal is Goal.PEAK:
            self._peak()
        else:
            self._distances()
            self._floors()

    def _choices(self) -> None:
        """Every free course comes in one of its periods, at a price where that is undesired."""
        mixed, price = self.mixed, self.layout.price
        for course, periods in enumerate(self.allowed):
            if len(periods) == 1:
                mixed.base += int(price[course, periods[0]])
                continue
            for period in periods:
                mixed.column[course, period] = len(mixed.costs)
                mixed.costs.append(float(price[course, period]))
            self._row(1, 1, ((1, course, period) for period in periods))

    def _order(self) -> None:
        """What comes first has come before: by any period, as often as what follows."""
        for first, then in self.layout.before:
            for period in range(self.layout.periods):
                follows = [(1.0, then, p) for p in range(period + 1)]
                self._row(-INFINITE, 0, [*follows, *((-1.0, first, p) for p in range(period))])

    def _ranges(self) -> None:
        """In every period each curriculum has as many courses, and as much load, as it may."""
        counts, loads = self.layout.counts, self.layout.loads
        for courses in self.layout.curricula:
            for period in range(self.layout.periods):
                most = INFINITE if counts.most is None else counts.most
                self._row(counts.least, most, ((1.0, c, period) for c in courses))
                if loads.least or loads.most is not None:
                    most = INFINITE if loads.most is None else loads.most
                    self._row(loads.least, most, self._load(courses, period))

    def _peak(self) -> None:
        """The highest load is no less than any."""
        peak = self.mixed.peak = self._extra(1.0)
        for courses in self.layout.curricula:
            for period in range(self.layout.periods):
                minus = [(-f, c, p) for f, c, p in self._load(courses, period)]
                self._row(0, INFINITE, minus, [(peak, 1.0)])

    def _distances(self) -> None:
        """Every period of a curriculum has one load, and costs what that costs."""
        everybody = range(len(self.layout.curricula))
        for number, courses in enumerate(self.layout.curricula):
            others = [other for other in everybody if other != number]
            least = sum_of(self.layout, self.known.floors, others)
            most = INFINITE if self.known.most is None else self.known.most - least
            for period in range(self.layout.periods):
                self._distance(number, courses, period, most)

    def _distance(self, number: int, courses: tuple[int, ...], period: int, most: float) -> None:
        free = [c for c in courses if len(self.allowed[c]) > 1 and period in self.allowed[c]]
        stay = [c for c in courses if self.allowed[c] == (period,)]
        cost = self.layout.load_cost[number]
        start = (sum(int(self.layout.load[c]) for c in stay), len(stay))
        if not free:
            self.paid[number] += int(cost[start[0]])
            self.mixed.base += int(cost[start[0]])
            return
        loads = [at for at in loads_within(self.layout, free, start) if cost[at] <= most]
        columns = [self._extra(float(cost[at])) for at in loads]
        self.mixed.load[number, period] = dict(zip(loads, columns, strict=True))
        self.mixed.rows.append((1, 1, columns, [1.0] * len(columns)))
        minus = [(-f, c, p) for f, c, p in self._load(free + stay, period)]
        self._row(0, 0, minus, zip(columns, map(float, loads), strict=True))

    def _floors(self) -> None:
        """Some curricula together cost no less than is proved of them."""
        for floor in self.known.floors:
            undesired = [
                (float(self.layout.price[c, p]), c, p)
                for c in sorted(floor.courses)
                for p in self.allowed[c]
                if self.layout.price[c, p]
            ]
            chosen = [
                (column, self.mixed.costs[column])
                for (number, _), columns in self.mixed.load.items()
                if number in floor.curricula
                for column in columns.values()
                if self.mixed.costs[column]
            ]
            paid = sum(self.paid[number] for number in floor.curricula)
            self._row(floor.least - paid, INFINITE, undesired, chosen)

    def _load(self, courses: Iterable[int], period: int) -> list[Term]:
        return [(float(self.layout.load[course]), course, period) for course in courses]

    def _extra(self, cost: float) -> int:
        self.mixed.costs.append(cost)
        return len(self.mixed.costs) - 1

    def _row(
        self, least: float, most: float, terms: Iterable[Term],
        extras: Iterable[tuple[int, float]] = (),
    ) -> None:  # fmt: skip
        """Add a row; what a course that stays adds is a number. A row of numbers only may fail."""
        constant, columns, factors = 0.0, list[int](), list[float]()
        for factor, course, period in terms:
            if len(self.allowed[course]) == 1:
                constant += factor * (self.allowed[course][0] == period)
            elif (course, period) in self.mixed.column:
                columns.append(self.mixed.column[course, period])
                factors.append(factor)
        for column, factor in extras:
            columns.append(column)
            factors.append(factor)
        if columns or not least <= constant <= most:
            self.mixed.rows.append((least - constant, most - constant, columns, factors))
