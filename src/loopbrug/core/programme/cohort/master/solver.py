"""The master: which mix of known programmes is best within what is shared, and its prices."""

from collections.abc import Iterable
from dataclasses import dataclass

import highspy
import numpy as np
import numpy.typing as npt

from loopbrug.core.programme.cohort.columns import Column, without_programme
from loopbrug.core.programme.cohort.group import Group
from loopbrug.core.programme.compiled import Ints

INFINITE = highspy.kHighsInf
FEASIBLE = int(highspy.SolutionStatus.kSolutionStatusFeasible)
NEAR, NEARBY, MOST_NODES, HALF = 300.0, 5e-5, 200, 0.5
"""For whole programmes: what one may cost above the mix to count, how near the best is enough,
the most nodes of the search, and above what a value is 1."""
PRIMAL = 4
"""The number of the primal simplex among the strategies."""
NOTHING, NEARLY = 1e-6, 0.999
"""Weights in a mix that count as none, and as whole when rounding."""


Places = np.ndarray[tuple[int], np.dtype[np.int32]]
"""Columns or rows of the model."""
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Mix:
    """The best mix: what it costs, and the prices of what is shared in whole numbers.

    ``prices`` end with a 0, for what nobody shares. ``coach_prices`` are per row of coach hours.
    """

    cost: float
    prices: Ints
    coach_prices: tuple[float, ...]
    weights: tuple[float, ...]
    reduced: tuple[float, ...]


class Master:
    """The linear programme over columns, which keeps its basis from one solve to the next.

    Offerings get a row as soon as more people than places could be in it. A team is open in part:
    it has places for so much of its largest size as its coach has hours for.
    """

    def __init__(self, group: Group, people: Iterable[int]) -> None:
        self.group, self.model = group, quiet_model()
        # Columns that come in leave the last mix feasible: going on from it is what primal does.
        self.model.setOptionValue("simplex_strategy", PRIMAL)
        self.row_of = {n: row for row, n in enumerate(people)}
        self.shared_row: dict[int, int] = {}
        self.users: dict[int, list[int]] = {}
        self.persons: dict[int, set[int]] = {}
        self.columns: list[Column] = []
        self.place: list[int] = []
        for _ in self.row_of:
            self.model.addRow(1.0, 1.0, 0, [], [])
        for n, row in self.row_of.items():
            price = float(without_programme(group, group.people[n]))
            self._add_col(price, INFINITE, [row], [1.0])
        self.coaches = coach_weeks(group)
        self._add_teams()

    def add(self, column: Column) -> None:
        """Add a programme."""
        rows = [self.row_of[column.person]]
        rows += [self.shared_row[s] for s in column.shared if s in self.shared_row]
        place = self._add_col(float(column.cost), INFINITE, rows, [1.0] * len(rows))
        self.columns.append(column)
        self.place.append(place)
        for shared in column.shared:
            if shared >= len(self.group.capacity):
                continue
            self.users.setdefault(shared, []).append(place)
            self.persons.setdefault(shared, set()).add(column.person)
            full = len(self.persons[shared]) > self.group.capacity[shared]
            if full and shared not in self.shared_row:
                self._add_shared(shared)

    def solve(self) -> Mix:
        """Return the best mix."""
        self.model.run()
        solution = self.model.getSolution()
        dual, value = np.array(solution.row_dual), np.array(solution.col_value)
        prices = np.zeros(len(self.group.capacity) + len(self.group.teams) + 1, dtype=np.int64)
        for shared, row in self.shared_row.items():
            prices[shared] = max(0, round(-dual[row]))
        coach = tuple(max(0.0, -float(dual[row])) for row in self.coach_rows)
        reduced = np.array(solution.col_dual)
        return Mix(
            self.model.getInfo().objective_function_value, prices, coach,
            tuple(value[self.place].tolist()), tuple(reduced[self.place].tolist()),
        )  # fmt: skip

    def whole(self, mix: Mix) -> dict[int, Column]:
        """Return one programme per person within the places, close to the mix.

        Who has a whole programme in the mix keeps it; among the others the best of the columns
        near it is sought exactly. Teams are left aside: they are formed for programmes that
        stand. When the search finds nothing, the mix is rounded.
        """
        model = self.model
        self._free_teams()
        places = ints([*range(len(self.row_of)), *self.place])
        lower, upper = self._near(mix)
        model.changeColsBounds(len(places), places, lower, upper)
        self._kind(places, highspy.HighsVarType.kInteger)
        model.setOptionValue("mip_rel_gap", NEARBY)
        model.setOptionValue("mip_max_nodes", MOST_NODES)
        model.run()
        if model.getInfo().primal_solution_status != FEASIBLE:
            self._kind(places, highspy.HighsVarType.kContinuous)
            none, all_ = np.zeros(len(places)), np.full(len(places), INFINITE)
            model.changeColsBounds(len(places), places, none, all_)
            return self.dive()
        value = np.array(model.getSolution().col_value)
        picked = zip(self.columns, self.place, strict=True)
        return {column.person: column for column, place in picked if value[place] > HALF}

    def _near(self, mix: Mix) -> tuple[Floats, Floats]:
        """Return the least and most of everybody's being without, and of every column."""
        whole = [weight > NEARLY for weight in mix.weights]
        sure = {self.columns[n].person for n, yes in enumerate(whole) if yes}
        free = [n not in sure for n in self.row_of]
        may = [
            yes or (reduced < NEAR and column.person not in sure)
            for column, yes, reduced in zip(self.columns, whole, mix.reduced, strict=True)
        ]
        lower = np.array([*([0.0] * len(free)), *whole], dtype=np.float64)
        return lower, np.array([*free, *may], dtype=np.float64)

    def _kind(self, places: Places, kind: highspy.HighsVarType) -> None:
        self.model.changeColsIntegrality(len(places), places, np.array([kind] * len(places)))

    def _free_teams(self) -> None:
        first = len(self.group.capacity)
        for number in range(first, first + len(self.group.teams)):
            self.model.changeRowBounds(self.shared_row[number], -INFINITE, INFINITE)

    def dive(self) -> dict[int, Column]:
        """Return one programme per person within the places, by rounding the mix step by step.

        What is nearly whole is made whole, at least the heaviest; then the rest is mixed anew.
        Teams are left aside: they are formed for programmes that stand.
        """
        self._free_teams()
        chosen, left = dict[int, Column](), self.group.capacity.copy()
        while True:
            weights = self.solve().weights
            order = sorted((-w, n) for n, w in enumerate(weights) if w > NOTHING)
            fixed = 0
            for weight, n in order:
                column = self.columns[n]
                if fixed and -weight < NEARLY:
                    break
                places = [s for s in column.shared if s < len(left)]
                if column.person not in chosen and (left[places] > 0).all():
                    self.model.changeColBounds(self.place[n], 1.0, 1.0)
                    left[places] -= 1
                    chosen[column.person] = column
                    fixed += 1
            if not fixed:
                return dict(sorted(chosen.items()))

    def shared_bound(self, mix: Mix) -> float:
        """Return what prices add to the bound, whatever people do: less the places they pay."""
        group, offerings = self.group, len(self.group.capacity)
        total = -float(mix.prices[:offerings] @ group.capacity)
        for k, team in enumerate(group.teams):
            weeks = zip(self.coaches, mix.coach_prices, strict=True)
            coach = sum(price * team.coach_hours for among, price in weeks if k in among)
            total += min(0.0, coach - team.largest * float(mix.prices[offerings + k]))
        return total - sum(mix.coach_prices) * (group.coach_hours or 0)

    def _add_shared(self, shared: int) -> None:
        users = self.users[shared]
        self.shared_row[shared] = self.model.getNumRow()
        room = float(self.group.capacity[shared])
        self.model.addRow(-INFINITE, room, len(users), ints(users), np.ones(len(users)))

    def _add_teams(self) -> None:
        """Each team has places for its largest size; open teams take hours of coaches."""
        first = len(self.group.capacity)
        opened = []
        for k, team in enumerate(self.group.teams):
            self.shared_row[first + k] = row = self.model.getNumRow()
            self.model.addRow(-INFINITE, 0.0, 0, [], [])
            opened.append(self._add_col(0.0, 1.0, [row], [-float(team.largest)]))
        self.coach_rows = []
        for among in self.coaches:
            self.coach_rows.append(self.model.getNumRow())
            hours = np.array([float(self.group.teams[k].coach_hours) for k in among])
            places = ints([opened[k] for k in among])
            limit = float(self.group.coach_hours or 0)
            self.model.addRow(-INFINITE, limit, len(among), places, hours)

    def _add_col(self, price: float, upper: float, rows: list[int], values: list[float]) -> int:
        place = int(self.model.getNumCol())
        self.model.addCol(price, 0.0, upper, len(rows), ints(rows), np.array(values))
        return place


def coach_weeks(group: Group) -> tuple[tuple[int, ...], ...]:
    """Return the largest sets of teams that meet in one week; none without a limit."""
    if group.coach_hours is None:
        return ()
    weeks = sorted({team.start for team in group.teams})
    sets = {
        tuple(k for k, team in enumerate(group.teams) if team.start <= week < team.end)
        for week in weeks
    }
    return tuple(sorted(one for one in sets if not any(set(one) < set(other) for other in sets)))


def quiet_model() -> highspy.Highs:
    """Return an empty model that says nothing, on one thread so that it is the same every time."""
    model = highspy.Highs()  # type: ignore[no-untyped-call]
    model.setOptionValue("output_flag", False)  # noqa: FBT003 - how the library takes options
    model.setOptionValue("threads", 1)
    return model


def ints(values: Iterable[int]) -> Places:
    """Return the indices as the library wants them."""
    return np.array(list(values), dtype=np.int32)
