"""Learning teams for programmes that stand: who goes in which, and which are formed at all.

Programmes come first; here everybody gets a team of each kind beside theirs. The team that helps
those with the fewest choices most is formed first, and filled; who is left then takes a place
that another member can make, or several teams each give up a member for one more team.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from loopbrug.core.programme.cohort.columns import Column
from loopbrug.core.programme.cohort.group import Group, Person

Seat = tuple[int, int]
"""A person, and which of their kinds of team."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of team for one person: the offering per team they could be in, and being without."""

    options: dict[int, int]
    without: int


def kinds_of(group: Group, person: Person) -> tuple[Kind, ...]:
    """Return the kinds of team that a person could be in."""
    kernel, first = person.kernel, len(group.capacity)
    found = []
    teams = np.flatnonzero(person.beside == 1)
    for outcome in sorted({int(np.flatnonzero(kernel.covers[unit])[0]) for unit in teams}):
        units = [unit for unit in teams if kernel.covers[unit, outcome]]
        offerings = np.flatnonzero(np.isin(kernel.unit, units)).tolist()
        options = {int(person.shared[o]) - first: o for o in offerings if person.shared[o] >= 0}
        without = next(o for o in offerings if person.shared[o] < 0)
        found.append(Kind(options, without))
    return tuple(found)


@dataclass(slots=True)
class Teams:
    """Who is in which team while they are being formed."""

    group: Group
    plans: dict[int, tuple[int, ...]]
    kinds: dict[int, tuple[Kind, ...]] = field(init=False)
    members: dict[int, list[Seat]] = field(default_factory=dict)
    team_of: dict[Seat, int] = field(default_factory=dict)
    may: dict[Seat, frozenset[int]] = field(init=False)

    def __post_init__(self) -> None:
        people = self.group.people
        self.kinds = {n: kinds_of(self.group, people[n]) for n in self.plans}
        self.plans = {n: _own(people[n], plan) for n, plan in self.plans.items()}
        self.may = {
            (n, k): frozenset(t for t, o in kind.options.items() if self._goes(n, o))
            for n, kinds in self.kinds.items()
            for k, kind in enumerate(kinds)
        }

    def form(self) -> None:
        """Form teams until nobody more can be helped."""
        while self._form_best():
            pass
        self._place_rest()
        while self._form_from_others():
            self._place_rest()

    def columns(self) -> dict[int, tuple[int, ...]]:
        """Return everybody's offerings, with the team of each kind or being without."""
        return {
            n: tuple(sorted((*plan, *(self._offering((n, k)) for k in range(len(self.kinds[n]))))))
            for n, plan in self.plans.items()
        }

    def _offering(self, seat: Seat) -> int:
        kind = self.kinds[seat[0]][seat[1]]
        return kind.options[self.team_of[seat]] if seat in self.team_of else kind.without

    def _rest(self) -> list[Seat]:
        return [seat for seat in self.may if seat not in self.team_of]

    def _choices(self, seat: Seat) -> list[int]:
        """Return the teams that go with the programme and with the person's other teams."""
        n, own = seat
        others = [self._offering((n, k)) for k in range(len(self.kinds[n])) if k != own]
        options = self.kinds[n][own].options
        return [t for t in sorted(self.may[seat]) if self._beside(n, options[t], others)]

    def _goes(self, n: int, offering: int) -> bool:
        return _fits(self.group.people[n], offering, self.plans[n])

    def _beside(self, n: int, offering: int, others: list[int]) -> bool:
        return _fits(self.group.people[n], offering, (*self.plans[n], *others))

    def _schools(self, seats: list[Seat]) -> bool:
        """Return whether they come from two schools; a school nobody knows is one of its own."""
        schools = {self.group.people[n].school for n, _ in seats}
        return len(schools) > 1 or (-1 in schools and len(seats) > 1)

    def _coached(self, team: int) -> bool:
        """Return whether coaches have hours for one more team in each of its weeks."""
        if self.group.coach_hours is None:
            return True
        teams, row = self.group.teams, self.group.teams[team]
        among = [teams[t] for t in self.members] + [row]
        return all(
            sum(t.coach_hours for t in among if t.start <= week < t.end) <= self.group.coach_hours
            for week in {max(t.start, row.start) for t in among if t.start < row.end}
        )

    def _form_best(self) -> bool:
        """Form the team that helps those with the fewest choices most; False for none."""
        choices = {seat: self._choices(seat) for seat in self._rest()}
        wanting: dict[int, list[Seat]] = {}
        for seat in sorted(choices, key=lambda s: (len(choices[s]), s)):
            for team in choices[seat]:
                wanting.setdefault(team, []).append(seat)
        best, best_worth = -1, 0.0
        for team, seats in sorted(wanting.items()):
            row = self.group.teams[team]
            worth = sum(1 / len(choices[seat]) for seat in seats[: row.largest])
            can = len(seats) >= row.smallest and team not in self.members
            if can and worth > best_worth and self._schools(seats) and self._coached(team):
                best, best_worth = team, worth
        if best < 0:
            return False
        self._enter(best, self._two_schools(wanting[best], self.group.teams[best].largest))
        return True

    def _two_schools(self, seats: list[Seat], largest: int) -> list[Seat]:
        chosen = seats[:largest]
        if not self._schools(chosen):
            other = next(seat for seat in seats if self._schools([chosen[0], seat]))
            chosen[-1] = other
        return chosen

    def _enter(self, team: int, seats: list[Seat]) -> None:
        for seat in seats:
            self._leave(seat)
            self.members.setdefault(team, []).append(seat)
            self.team_of[seat] = team

    def _leave(self, seat: Seat) -> None:
        if seat in self.team_of:
            self.members[self.team_of.pop(seat)].remove(seat)

    def _place_rest(self) -> None:
        """Give who is left a place that is free, or that another member can make free."""
        for seat in self._rest():
            teams = [team for team in self._choices(seat) if team in self.members]
            room = next((t for t in teams if self._room(t)), None)
            if room is None:
                room = next((t for t in teams if self._make_room(t, seat)), None)
            if room is not None:
                self._enter(room, [seat])

    def _room(self, team: int) -> bool:
        return len(self.members[team]) < self.group.teams[team].largest

    def _make_room(self, team: int, newcomer: Seat) -> bool:
        for member in self.members[team]:
            stay = [seat for seat in self.members[team] if seat != member]
            if not self._schools([*stay, newcomer]):
                continue
            for other in self._choices(member):
                if other in self.members and other != team and self._room(other):
                    self._enter(other, [member])
                    return True
        return False

    def _form_from_others(self) -> bool:
        """Form one more team for who is left, with members that other teams can spare."""
        rest = {seat: self._choices(seat) for seat in self._rest()}
        for team in sorted({team for teams in rest.values() for team in teams}):
            row = self.group.teams[team]
            if team in self.members or not self._coached(team):
                continue
            seats = [seat for seat, teams in rest.items() if team in teams][: row.largest]
            for spare in self._spare(team):
                if len(seats) >= row.smallest and self._schools(seats):
                    break
                seats.append(spare)
            if row.smallest <= len(seats) <= row.largest and self._schools(seats):
                self._enter(team, seats)
                return True
        return False

    def _spare(self, team: int) -> Iterator[Seat]:
        """Yield members of other teams that could be in this one, as many as those can miss."""
        for other, members in sorted(self.members.items()):
            spare, stay = len(members) - self.group.teams[other].smallest, list(members)
            for seat in members:
                if spare <= 0:
                    break
                left = [one for one in stay if one != seat]
                if team in self._choices(seat) and self._schools(left):
                    spare, stay = spare - 1, left
                    yield seat


def with_teams(group: Group, chosen: dict[int, Column]) -> dict[int, tuple[int, ...]]:
    """Return the programmes chosen with a team of each kind where there is one."""
    teams = Teams(group, {n: column.plan for n, column in sorted(chosen.items())})
    teams.form()
    return teams.columns()


def _own(person: Person, plan: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(o for o in plan if not person.beside[person.kernel.unit[o]])


def _fits(person: Person, offering: int, beside: tuple[int, ...]) -> bool:
    """Return whether a meeting goes with offerings: not at the same time, not above the ceiling."""
    kernel = person.kernel
    start, end, pattern = kernel.start[offering], kernel.end[offering], kernel.pattern[offering]
    load = np.zeros(int(kernel.end.max()), dtype=np.int64)
    for other in beside:
        load[kernel.start[other] : kernel.end[other]] += kernel.load[other]
        overlap = kernel.start[other] < end and start < kernel.end[other]
        both = pattern >= 0 and kernel.pattern[other] >= 0
        if overlap and both and kernel.clash[pattern, kernel.pattern[other]]:
            return False
    return bool(load[start:end].max(initial=0) + kernel.load[offering] <= kernel.ceiling)
