"""Levelling as a mixed integer programme: some courses free to go, the others where they are.

A squared distance is modelled by the lower hull of what it can be: only loads that courses can
add up to, at a number of courses that is allowed. That makes the relaxation far tighter than
the hull of the square itself: where all loads are 6 or 12, a mean of 40 costs from the start.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from loopbrug.core.programme.levelling.layout import Layout
from loopbrug.core.programme.levelling.model import Goal

INFINITE = float("inf")

Allowed = Sequence[tuple[int, ...]]
"""Per course the periods in which it may come; one for a course that stays."""
Term = tuple[float, int, int]
"""A factor, a course and a period."""


@dataclass(slots=True)
class Mixed:
    """Minimise ``base`` and the costs; the first ``choices`` columns are 0 or 1."""

    base: float = 0.0
    costs: list[float] = field(default_factory=list)
    least: list[float] = field(default_factory=list)
    choices: int = 0
    column: dict[tuple[int, int], int] = field(default_factory=dict)
    rows: list[tuple[float, float, list[int], list[float]]] = field(default_factory=list)


class Builder:
    """Builds the programme of a layout, one named method per constraint."""

    def __init__(self, layout: Layout, allowed: Allowed) -> None:
        self.layout, self.allowed, self.mixed = layout, allowed, Mixed()
        self._choices()
        self._order()
        self._ranges()
        if layout.goal is Goal.PEAK:
            self._peak()
        else:
            self._distances()

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
                mixed.least.append(0.0)
            self._row(1, 1, ((1, course, period) for period in periods))
        mixed.choices = len(mixed.costs)

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
        peak = self._extra(0.0)
        for courses in self.layout.curricula:
            for period in range(self.layout.periods):
                minus = [(-f, c, p) for f, c, p in self._load(courses, period)]
                self._row(0, INFINITE, minus, peak)

    def _distances(self) -> None:
        """What a period costs is on or above the hull of what it can cost."""
        for number, courses in enumerate(self.layout.curricula):
            for period in range(self.layout.periods):
                self._distance(number, courses, period)

    def _distance(self, number: int, courses: tuple[int, ...], period: int) -> None:
        free = [c for c in courses if len(self.allowed[c]) > 1 and period in self.allowed[c]]
        stay = [c for c in courses if self.allowed[c] == (period,)]
        cost = self.layout.load_cost[number]
        start = (sum(int(self.layout.load[c]) for c in stay), len(stay))
        if not free:
            self.mixed.base += int(cost[start[0]])
            return
        points = [(load, int(cost[load])) for load in self._loads_with(free, start)]
        corners = lower_hull(points)
        extra = self._extra(float(min((height for _, height in corners), default=0)))
        for (x, height), (after, higher) in pairwise(corners):
            slope = (higher - height) / (after - x)
            terms = [(-slope * int(self.layout.load[c]), c, period) for c in free + stay]
            self._row(height - slope * x, INFINITE, terms, extra)

    def _loads_with(self, free: list[int], start: tuple[int, int]) -> list[int]:
        """Return the loads that a period can have with any of the free courses."""
        counts, loads = self.layout.counts, self.layout.loads
        most = len(free) + start[1] if counts.most is None else counts.most
        found = {start}
        for course in free:
            weight = int(self.layout.load[course])
            found |= {(load + weight, count + 1) for load, count in found if count < most}
        return sorted({load for load, count in found if count in counts and load in loads})

    def _load(self, courses: Iterable[int], period: int) -> list[Term]:
        return [(float(self.layout.load[course]), course, period) for course in courses]

    def _extra(self, least: float) -> int:
        self.mixed.costs.append(1.0)
        self.mixed.least.append(least)
        return len(self.mixed.costs) - 1

    def _row(
        self, least: float, most: float, terms: Iterable[Term], extra: int | None = None
    ) -> None:
        """Add a row; what a course that stays adds is a number. A row of numbers only may fail."""
        constant, columns, factors = 0.0, list[int](), list[float]()
        for factor, course, period in terms:
            if len(self.allowed[course]) == 1:
                constant += factor * (self.allowed[course][0] == period)
            elif (course, period) in self.mixed.column:
                columns.append(self.mixed.column[course, period])
                factors.append(factor)
        if extra is not None:
            columns.append(extra)
            factors.append(1.0)
        if columns or not least <= constant <= most:
            self.mixed.rows.append((least - constant, most - constant, columns, factors))


def lower_hull(points: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the corners of the lower hull of points, which stand from left to right.

    Examples
    --------
    >>> lower_hull([(0, 9), (1, 8), (2, 1), (3, 0), (4, 7)])
    [(0, 9), (2, 1), (3, 0), (4, 7)]
    """
    hull: list[tuple[int, int]] = []
    for x, y in points:
        while len(hull) > 1 and _not_below(hull[-2], hull[-1], (x, y)):
            hull.pop()
        hull.append((x, y))
    return hull


def _not_below(left: tuple[int, int], middle: tuple[int, int], right: tuple[int, int]) -> bool:
    up = (middle[1] - left[1]) * (right[0] - left[0])
    return up >= (right[1] - left[1]) * (middle[0] - left[0])
