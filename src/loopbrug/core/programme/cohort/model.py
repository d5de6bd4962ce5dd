"""The values of a cohort: everybody of a region planned together, in groups and in teams."""

from dataclasses import dataclass
from enum import StrEnum

from loopbrug.core.programme.model import (
    Catalogue,
    Conflict,
    PlannedUnit,
    Programme,
    ProgrammeProblem,
)
from loopbrug.core.terms.finding import Finding
from loopbrug.core.terms.words import Period, Place, TimeSlot


class TeamKind(StrEnum):
    """What a learning team (*leerteam*) is about."""

    GENERIC = "generic"
    SUBJECT = "subject"


@dataclass(frozen=True, slots=True)
class TeamOption:
    """A learning team that could be formed: when and where it meets, and for whom.

    ``subject`` is empty for a generic team. A team has ``smallest`` to ``largest`` members, or it
    is not formed; they come from at least two schools. ``hours_per_week`` are of each member's
    own hours, ``coach_hours`` of the coach's, in a week that it meets.
    """

    code: str
    kind: TeamKind
    slot: TimeSlot
    period: Period
    subject: str = ""
    place: Place | None = None
    smallest: int = 6
    largest: int = 10
    hours_per_week: int = 1
    coach_hours: int = 2


@dataclass(frozen=True, slots=True)
class Member:
    """A candidate in a cohort.

    ``problem`` is this person's own; its catalogue is the cohort's. ``keeps`` is what somebody
    on their way has now: it is kept unless something better is found, which they must agree to.
    ``team_travel`` is how many minutes a meeting may be away, None when that does not matter.
    ``in_teams`` are kinds of which this person has a team already: no other is sought.
    """

    code: str
    problem: ProgrammeProblem
    school: str = ""
    subject: str = ""
    keeps: tuple[PlannedUnit, ...] = ()
    team_travel: int | None = 45
    in_teams: frozenset[TeamKind] = frozenset()


@dataclass(frozen=True, slots=True)
class CohortProblem:
    """Everybody to plan, with what they share.

    The capacity of an offering is what is left of it for these members; one of capacity 0 is not
    open, and its price says what a place would save. ``coach_hours`` are all coaches' hours in a
    week, None when there is no limit.
    """

    members: tuple[Member, ...]
    catalogue: Catalogue
    teams: tuple[TeamOption, ...] = ()
    coach_hours: int | None = None


@dataclass(frozen=True, slots=True)
class Placed:
    """A member with the programme and the teams that the cohort's plan holds for them.

    ``gain`` is how many study hours less than what they have now; None for a newcomer.
    """

    member: str
    programme: Programme
    teams: tuple[str, ...] = ()
    gain: int | None = None


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A member without a programme, and why (``programme.cohort-...``).

    ``conflicts`` says it for who has no programme even alone.
    """

    member: str
    reason: Finding
    conflicts: tuple[Conflict, ...] = ()


@dataclass(frozen=True, slots=True)
class Team:
    """A learning team to form, with its members in order of code."""

    option: TeamOption
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Demand:
    """How an offering does in the plan.

    ``price`` is what one place more would save in candidate-hours, 0 when there is room;
    ``below_smallest`` that it would be given for fewer than it is meant for.
    """

    offering: str
    taken: int
    capacity: int
    price: float
    below_smallest: bool = False


@dataclass(frozen=True, slots=True)
class CohortPlan:
    """What a cohort's planning gives: who walks what, with whom, and how good that is.

    ``objective`` and ``bound`` are sums over members of 1000 · study hours + 50 · finishing week
    + peak week (team meetings counted in the last), 100 study hours more for each team that
    somebody could be in and is not, and somebody without a programme counted above any programme.
    No plan is below ``bound``. Members without a programme even alone are left out of both.
    """

    objective: int
    bound: float
    placed: tuple[Placed, ...] = ()
    unplaced: tuple[Unplaced, ...] = ()
    teams: tuple[Team, ...] = ()
    demand: tuple[Demand, ...] = ()
    findings: tuple[Finding, ...] = ()
    columns: int = 0
    rounds: int = 0

    @property
    def gap(self) -> float:
        """How far the plan may be above the best there is, as a share; 0 for nobody to plan."""
        return max(0.0, self.objective - self.bound) / self.objective if self.objective else 0.0


class Stage(StrEnum):
    """How far the planning of a cohort is, in order."""

    ALONE = "alone"
    TOGETHER = "together"
    WHOLE = "whole"
    TOLD = "told"


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run is: ``done`` of ``total`` in this stage."""

    stage: Stage
    done: int
    total: int
