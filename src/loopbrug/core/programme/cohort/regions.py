"""A nation: many regions, each a cohort of its own, spread over whatever computes them.

Nobody crosses a border: a candidate learns in one region, and so regions share nothing. That is
why the time is linear in regions and why the result does not depend on who computes which.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from typing import Generic, Protocol, TypeVar

from loopbrug.core.programme.cohort.group import Group, GroupPlan
from loopbrug.core.programme.cohort.model import CohortPlan, CohortProblem
from loopbrug.core.programme.cohort.plan import plan_cohort
from loopbrug.core.programme.cohort.solver import solve_group
from loopbrug.core.programme.cohort.workers import Spread, in_turn
from loopbrug.core.programme.model import Limits

Source = Callable[[], CohortProblem]
"""Gives a region's cohort where it is planned, so that it need not travel; it can be pickled."""
BareSource = Callable[[], Group]
"""The same for a region whose cohort is in integers."""


class Costed(Protocol):
    """A plan of a region: what it costs, and what none costs less than."""

    @property
    def objective(self) -> int:
        """The cost of the plan."""

    @property
    def bound(self) -> float:
        """No plan for the region is below it."""


P = TypeVar("P", bound=Costed)


@dataclass(frozen=True)
class Nation(Generic[P]):
    """The plans of all regions, in the order they were given."""

    regions: tuple[P, ...]

    @property
    def objective(self) -> int:
        """The sum of what the regions cost."""
        return sum(plan.objective for plan in self.regions)

    @property
    def bound(self) -> float:
        """The sum of the bounds: no plan for all regions is below it."""
        return sum(plan.bound for plan in self.regions)

    @property
    def gap(self) -> float:
        """How far all plans together may be above the best there is, as a share."""
        return max(0.0, self.objective - self.bound) / self.objective if self.objective else 0.0


def plan_regions(
    sources: Iterable[Source],
    limits: Limits = Limits(),  # noqa: B008
    seed: int = 0,
    *,
    spread: Spread = in_turn,
) -> Nation[CohortPlan]:
    """Return a plan per region.

    Parameters
    ----------
    sources
        One per region: what gives its cohort.
    spread
        How the regions are spread: ``map``, or the ``map`` of an executor of processes, here or
        on a cluster. The result is the same.
    """
    plan = partial(_planned, limits=limits, seed=seed)
    return Nation(tuple(spread(plan, sources)))


def solve_regions(
    sources: Iterable[BareSource],
    limits: Limits = Limits(),  # noqa: B008
    seed: int = 0,
    *,
    spread: Spread = in_turn,
) -> Nation[GroupPlan]:
    """Return a plan per region of which the cohort is in integers; as ``plan_regions``."""
    solve = partial(_solved, limits=limits, seed=seed)
    return Nation(tuple(spread(solve, sources)))


def _planned(source: Source, *, limits: Limits, seed: int) -> CohortPlan:
    return plan_cohort(source(), limits, seed)


def _solved(source: BareSource, *, limits: Limits, seed: int) -> GroupPlan:
    return solve_group(source(), limits, seed)
