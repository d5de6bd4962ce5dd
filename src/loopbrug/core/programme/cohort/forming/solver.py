"""Which learning teams are formed for programmes that stand, and who is in which: exactly."""

import highspy
import numpy as np

from loopbrug.core.programme.cohort.group import Group
from loopbrug.core.programme.cohort.master.solver import (
    FEASIBLE,
    INFINITE,
    coach_weeks,
    ints,
    quiet_model,
)  # fmt: skip
from loopbrug.core.programme.cohort.teams import Desires, Place

MOST_NODES, ENOUGH, HALF, SURE = 200, 0.5, 0.5, 0.9
"""The most nodes of the search, how near the fewest without a team is enough, above what a value
is 1, and above what a team is formed for sure."""


def with_teams(group: Group, plans: dict[int, tuple[int, ...]]) -> dict[int, tuple[int, ...]]:
    """Return the programmes with a team of each kind, for as many as there can be one."""
    desires = Desires(group, plans)
    return desires.plans_with(_Forming(desires).solve() if desires.may else {})


class _Forming:
    """The model: a team is formed or not, a person is in it or not, and in one of each kind."""

    def __init__(self, desires: Desires) -> None:
        self.desires, self.group, self.model = desires, desires.group, quiet_model()
        wanted: dict[int, list[Place]] = {}
        for place, options in desires.may.items():
            for team in options:
                wanted.setdefault(team, []).append(place)
        rows = self.group.teams
        self.wanted = {k: v for k, v in sorted(wanted.items()) if len(v) >= rows[k].smallest}
        self.formed = {team: self._column(0.0) for team in self.wanted}
        self.inside = {
            (place, team): self._column(0.0)
            for place, options in desires.may.items()
            for team in sorted(options & self.wanted.keys())
        }

    def solve(self) -> dict[Place, int]:
        """Return the team per person and kind; whoever is left out has none."""
        for place, options in self.desires.may.items():
            self._one_of_each_kind(place, options)
        for team, places in self.wanted.items():
            self._within_size(team, places)
            self._of_two_schools(team, places)
            self._only_when_formed(team, places)
        self._within_coach_hours()
        for (n, kind), options in self.desires.may.items():
            for team in sorted(options & self.wanted.keys()):
                self._not_at_once((n, kind), team)
        self._settle()
        self.model.setOptionValue("mip_abs_gap", ENOUGH)
        self.model.setOptionValue("mip_rel_gap", 0.0)
        self.model.setOptionValue("mip_max_nodes", MOST_NODES)
        self.model.run()
        if self.model.getInfo().primal_solution_status != FEASIBLE:
            return {}
        value = self.model.getSolution().col_value
        return {place: team for (place, team), n in self.inside.items() if value[n] > HALF}

    def _settle(self) -> None:
        """Form teams one after another where the relaxed problem forms them for the most part."""
        self._kind(highspy.HighsVarType.kContinuous)
        undecided = dict(self.formed)
        while undecided and self._relaxed():
            value = self.model.getSolution().col_value
            for team, column in list(undecided.items()):
                if value[column] > SURE or value[column] < 1 - SURE:
                    self._decide(undecided.pop(team), round(value[column]))
            if undecided:
                team = max(undecided, key=lambda team: (value[undecided[team]], -team))
                column = undecided.pop(team)
                self._decide(column, 1)
                if not self._relaxed():
                    self._decide(column, 0)
        self._kind(highspy.HighsVarType.kInteger)

    def _relaxed(self) -> bool:
        """Solve the relaxed problem as it is now; False when there is nothing."""
        self.model.run()
        return bool(self.model.getInfo().primal_solution_status == FEASIBLE)

    def _decide(self, column: int, formed: int) -> None:
        self.model.changeColBounds(column, float(formed), float(formed))

    def _kind(self, kind: highspy.HighsVarType) -> None:
        columns = ints(range(self.model.getNumCol()))
        self.model.changeColsIntegrality(len(columns), columns, np.array([kind] * len(columns)))

    def _one_of_each_kind(self, place: Place, options: frozenset[int]) -> None:
        """Everybody is in one team of a kind, or without."""
        columns = [self.inside[place, team] for team in sorted(options & self.wanted.keys())]
        columns.append(self._column(1.0))
        self._row(1.0, 1.0, columns, [1.0] * len(columns))

    def _within_size(self, team: int, places: list[Place]) -> None:
        """A team that is formed has no fewer than its smallest, no more than its largest size."""
        columns, row = [self.inside[place, team] for place in places], self.group.teams[team]
        ones = [1.0] * len(columns)
        formed = self.formed[team]
        self._row(-INFINITE, 0.0, [*columns, formed], [*ones, -float(row.largest)])
        self._row(0.0, INFINITE, [*columns, formed], [*ones, -float(row.smallest)])

    def _only_when_formed(self, team: int, places: list[Place]) -> None:
        """Nobody is in a team that is not formed: of each, so that little is formed in part."""
        for place in places:
            self._row(-INFINITE, 0.0, [self.inside[place, team], self.formed[team]], [1.0, -1.0])

    def _of_two_schools(self, team: int, places: list[Place]) -> None:
        """Somebody in it is from another school than the others."""
        schools: dict[int, list[Place]] = {}
        for place in places:
            schools.setdefault(self.group.people[place[0]].school, []).append(place)
        for school, own in schools.items():
            if school >= 0 and len(own) >= self.group.teams[team].smallest:
                others = [self.inside[place, team] for place in places if place not in own]
                columns = [*others, self.formed[team]]
                self._row(0.0, INFINITE, columns, [*([1.0] * len(others)), -1.0])

    def _within_coach_hours(self) -> None:
        """In no week do all teams ask more hours of the coaches than they have."""
        for among in coach_weeks(self.group):
            teams = [team for team in among if team in self.formed]
            hours = [float(self.group.teams[team].coach_hours) for team in teams]
            columns = [self.formed[team] for team in teams]
            self._row(-INFINITE, float(self.group.coach_hours or 0), columns, hours)

    def _not_at_once(self, place: Place, team: int) -> None:
        """Two teams of one person do not meet at once, nor ask too many hours together."""
        n, kind = place
        others = [
            self.inside[(n, other), rival]
            for other in range(kind)
            for rival in sorted(self.desires.may[n, other] & self.wanted.keys())
            if not self.desires.together(n, team, rival)
        ]
        if others:
            columns = [self.inside[place, team], *others]
            self._row(-INFINITE, 1.0, columns, [1.0] * len(columns))

    def _column(self, price: float) -> int:
        number = int(self.model.getNumCol())
        self.model.addCol(price, 0.0, 1.0, 0, ints([]), np.array([]))
        self.model.changeColIntegrality(number, highspy.HighsVarType.kInteger)
        return number

    def _row(self, least: float, most: float, columns: list[int], values: list[float]) -> None:
        self.model.addRow(least, most, len(columns), ints(columns), np.array(values))
