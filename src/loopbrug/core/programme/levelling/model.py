"""The values of levelling: what is spread over periods, for whom, and how level it became.

An institute lays its units over the months of a year: whoever follows a route should have about
the same to do in each. Then the courses are its units, each curriculum is what one route asks of
somebody who has shown nothing yet, and an undesired period is a month in which a unit is better
not given (its teachers or its schools are away). In the literature it is the balanced academic
curriculum problem, plain and generalised.
"""

from dataclasses import dataclass
from enum import StrEnum

from loopbrug.core.programme.model import Status
from loopbrug.core.terms.finding import Finding


class Goal(StrEnum):
    """What level means."""

    PEAK = "peak"
    """The highest load that a curriculum has in any period is least."""
    EVEN = "even"
    """Loads are near the mean: the sum of squared distances, and 1 for what is undesired."""


@dataclass(frozen=True, slots=True)
class Course:
    """Something with a load that falls in one period; ``undesired`` are periods counted from 0."""

    code: str
    load: int
    undesired: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Curriculum:
    """Courses that the same people follow: their load must be level."""

    code: str
    courses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Range:
    """The least and the most of something in a period; ``most`` None is no limit."""

    least: int = 0
    most: int | None = None

    def __contains__(self, number: int) -> bool:
        return self.least <= number and (self.most is None or number <= self.most)


@dataclass(frozen=True, slots=True)
class LevellingProblem:
    """Courses to lay over periods.

    Parameters
    ----------
    before
        Pairs of courses of which the first must come in an earlier period than the second.
    counts, loads
        How many courses, and how much load, each curriculum may have in each period.
    """

    periods: int
    courses: tuple[Course, ...]
    curricula: tuple[Curriculum, ...]
    before: tuple[tuple[str, str], ...] = ()
    counts: Range = Range()
    loads: Range = Range()
    goal: Goal = Goal.EVEN


@dataclass(frozen=True, slots=True)
class Levelling:
    """A period for each course, in order of code; ``bound`` is proved: nothing is below it."""

    status: Status
    periods: tuple[tuple[str, int], ...] = ()
    objective: int = 0
    bound: int = 0
    findings: tuple[Finding, ...] = ()
    steps: int = 0


@dataclass(frozen=True, slots=True)
class Effort:
    """How much work levelling may do, in steps: the same on any machine.

    ``moves`` are of each run of the local search, ``repairs`` are parts that are levelled anew
    exactly, ``branches`` of the search that proves, ``parts`` of that for each cluster of
    curricula apart (0 leaves either out).
    """

    moves: int = 3_000_000
    runs: int = 3
    repairs: int = 30
    branches: int = 2_000
    parts: int = 2_000
