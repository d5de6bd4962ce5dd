"""From members and teams in people's words to the bare group, and what its numbers stand for."""

from dataclasses import dataclass, replace

import numpy as np

from loopbrug.core.programme.cohort.group import WITHOUT_TEAM, Group, Person, TeamRow
from loopbrug.core.programme.cohort.model import CohortProblem, Member, TeamKind, TeamOption
from loopbrug.core.programme.compiled import Ints
from loopbrug.core.programme.kernel import Kernel
from loopbrug.core.programme.model import Catalogue, Form, Offering, Unit
from loopbrug.core.programme.rules import broken_wishes
from loopbrug.core.programme.scope import Scope
from loopbrug.core.programme.teaching_weeks import Calendar, calendar_of
from loopbrug.core.programme.translate import Seat, Translation, kernel_of, translate
from loopbrug.core.terms.words import Bilingual, Period

TEAM = "team:"
"""Marks a team among the outcomes, and among the units."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A member as the group knows them; offering ``n`` of the kernel is ``seats[n]``."""

    member: Member
    translation: Translation
    seats: tuple[Seat, ...]
    person: Person

    def own(self, chosen: tuple[int, ...]) -> tuple[int, ...]:
        """Return those chosen that belong to the programme itself, not to a team."""
        return tuple(n for n in chosen if not self.seats[n].unit.code.startswith(TEAM))

    def hours(self, chosen: tuple[int, ...]) -> int:
        """Return the study hours of what is chosen."""
        return sum(self.seats[n].hours for n in chosen)


@dataclass(frozen=True, slots=True)
class Words:
    """A whole cohort translated: the bare group, and what its numbers stand for.

    Members stand in order of code, shared offerings and team options too.
    """

    group: Group
    entries: tuple[Entry, ...]
    offerings: tuple[Offering, ...]
    teams: tuple[TeamOption, ...]


@dataclass(frozen=True, slots=True)
class _Common:
    """What all members of a cohort have in common."""

    catalogue: Catalogue
    teams: tuple[TeamOption, ...]
    calendar: Calendar
    number: dict[str, int]
    schools: dict[str, int]


def words_of(problem: CohortProblem) -> Words:
    """Return the cohort as a bare group; the order of input does not matter."""
    offerings = tuple(sorted(problem.catalogue.offerings, key=lambda offering: offering.code))
    teams = tuple(sorted(problem.teams, key=lambda team: team.code))
    members = sorted(problem.members, key=lambda member: member.code)
    schools = {code: n for n, code in enumerate(sorted({m.school for m in members if m.school}))}
    calendar = calendar_of(problem.catalogue)
    number = {offering.code: n for n, offering in enumerate(offerings)}
    number.update({TEAM + team.code: len(number) + n for n, team in enumerate(teams)})
    common = _Common(_all_open(problem.catalogue), teams, calendar, number, schools)
    entries = tuple(_entry(member, common) for member in members)
    group = Group(
        tuple(entry.person for entry in entries),
        np.array([max(0, offering.capacity) for offering in offerings], dtype=np.int64),
        tuple(_row(team, calendar) for team in teams),
        problem.coach_hours,
    )
    return Words(group, entries, offerings, teams)


def may_join(member: Member, team: TeamOption) -> bool:
    """Return whether a team is one for this member at all, their week left aside."""
    return team.kind is TeamKind.GENERIC or team.subject == member.subject


def _all_open(catalogue: Catalogue) -> Catalogue:
    """Return the catalogue with a place everywhere: the group knows how many there are."""
    opened = tuple(replace(offering, capacity=1) for offering in catalogue.offerings)
    return replace(catalogue, offerings=opened)


def _row(team: TeamOption, calendar: Calendar) -> TeamRow:
    start, end = calendar.span(team.period)
    return TeamRow(team.smallest, team.largest, team.coach_hours, start, end)


def _entry(member: Member, common: _Common) -> Entry:
    translation = translate(replace(member.problem, catalogue=common.catalogue))
    # Only units of this member's own catalogue, made for their sector; the weeks are everybody's.
    units = {unit.code for unit in member.problem.catalogue.units}
    own = tuple(seat for seat in translation.open_seats() if seat.unit.code in units)
    sought = (kind for kind in TeamKind if kind not in member.in_teams)
    meetings = tuple(seat for kind in sought for seat in _meetings(member, kind, common))
    seats = own + meetings
    kernel = kernel_of(_with_teams(translation.scope, meetings), seats, translation.ceiling())
    person = Person(
        kernel,
        np.array([common.number.get(seat.offering.code, -1) for seat in seats], dtype=np.int64),
        _beside(kernel, seats),
        common.schools.get(member.school, -1),
        _kept(member, own),
    )
    return Entry(member, translation, seats, person)


def _kept(member: Member, seats: tuple[Seat, ...]) -> tuple[int, ...] | None:
    """Return what a member has now as numbers of seats; None when not all of it is there."""
    place = {seat.offering.code: n for n, seat in enumerate(seats)}
    kept = tuple(sorted(place[p.offering] for p in member.keeps if p.offering in place))
    return kept if member.keeps and len(kept) == len(member.keeps) else None


def _beside(kernel: Kernel, seats: tuple[Seat, ...]) -> Ints:
    beside = np.zeros(len(kernel.hours), dtype=np.int64)
    for unit, seat in zip(kernel.unit, seats, strict=True):
        beside[unit] = int(seat.unit.code.startswith(TEAM))
    return beside


def _meetings(member: Member, kind: TeamKind, common: _Common) -> tuple[Seat, ...]:
    """Return the teams of a kind that a member could be in, and being without; () for none."""
    wishes = replace(member.problem.wishes, travel_minutes=member.team_travel)
    unit = _unit(TEAM + kind, TEAM + kind, 0)
    seats = []
    for team in common.teams:
        if team.kind is not kind or not may_join(member, team) or team.period.last is None:
            continue
        start, end = common.calendar.span(team.period)
        meeting = Offering(TEAM + team.code, unit.code, team.period, team.slot, team.place)
        if start < end and not broken_wishes(meeting, team.hours_per_week, wishes):
            weeks, load = (start, end), team.hours_per_week
            seats.append(Seat(meeting, unit, 0, weeks, load, frozenset()))
    if not seats:
        return ()
    none = _unit(f"{unit.code}:without", unit.code, WITHOUT_TEAM)
    first = min(seat.weeks[0] for seat in seats)
    monday = common.calendar.mondays[first]
    period = Period(monday, monday)
    without = Offering(none.code, none.code, period)
    return (*seats, Seat(without, none, WITHOUT_TEAM, (first, first + 1), 0, frozenset()))


def _unit(code: str, covers: str, hours: int) -> Unit:
    title = Bilingual(code, code)
    return Unit(code, title, "", Form.TAUGHT, ((covers, 0),), hours, exemptible=False)


def _with_teams(scope: Scope, meetings: tuple[Seat, ...]) -> Scope:
    """Return the scope with each kind of team as an outcome to close."""
    units = {seat.unit.code: seat.unit for seat in meetings}
    kinds = sorted({code for unit in units.values() for code, _ in unit.covers})
    return replace(
        scope,
        units={**scope.units, **units},
        needed=(*scope.needed, *kinds),
        lacking=scope.lacking | frozenset(kinds),
    )
