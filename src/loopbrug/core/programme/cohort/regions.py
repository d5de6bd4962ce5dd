"""A nation: many regions, each a cohort of its own, spread over whatever computes them.

Nobody crosses a border: a candidate learns in one region, and so regions share nothing. That is
why the time is linear in regions and why the result does not depend on who computes which.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial

from loopbrug.core.programme.cohort.model import CohortPlan, CohortProblem
from loopbrug.core.programme.cohort.plan import plan_cohort
from loopbrug.core.programme.cohort.workers import Spread, in_turn
from loopbrug.core.programme.model import Limits

Source = Callable[[], CohortProblem]
"""Gives a region's cohort where it is planned, so that it need not travel; it can be pickled."""


@dataclass(frozen=True, slots=True)
class Nation:
    """The plans of all regions, in the order they were given."""

    regions: tuple[CohortPlan, ...]

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
) -> Nation:
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


def _planned(source: Source, *, limits: Limits, seed: int) -> CohortPlan:
    return plan_cohort(source(), limits, seed)
