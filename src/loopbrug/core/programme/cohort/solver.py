"""A cohort planned together: ``solve_group``."""

from collections.abc import Callable

from loopbrug.core.programme.cohort.columns import without_programme
from loopbrug.core.programme.cohort.forming.solver import with_teams
from loopbrug.core.programme.cohort.generate import CLOSE, Generation, Run
from loopbrug.core.programme.cohort.group import Group, GroupPlan, cost
from loopbrug.core.programme.cohort.model import Progress, Stage
from loopbrug.core.programme.cohort.repair import formed_teams, repair
from loopbrug.core.programme.cohort.workers import Spread, StoppedError, always, in_turn, quiet
from loopbrug.core.programme.model import Limits

MOST_TIMES = 3
"""How often teams are formed anew when the result is far from the mix."""


def solve_group(
    group: Group,
    limits: Limits = Limits(),  # noqa: B008
    seed: int = 0,
    *,
    spread: Spread = in_turn,
    progress: Callable[[Progress], None] = quiet,
    go_on: Callable[[], bool] = always,
) -> GroupPlan:
    """Return a plan for everybody together, with a proved bound.

    Parameters
    ----------
    limits
        ``nodes`` is the most search steps for one question about one person; the option
        ``rounds`` the most rounds of prices.
    seed
        Taken as by every engine of the house; nothing here throws dice.
    spread
        How work on many persons is spread; the result is the same for each way.

    Raises
    ------
    StoppedError
        When ``go_on`` says no.
    """
    del seed
    made = Generation(group, Run(limits, spread, progress, go_on))
    made.generate()
    mix = made.mix
    progress(Progress(Stage.WHOLE, 0, 2))
    plans = _formed(group, made, go_on)
    progress(Progress(Stage.WHOLE, 2, 2))
    return GroupPlan(
        chosen=tuple(plans.get(n) for n in range(len(group.people))),
        objective=objective(group, made, plans),
        bound=made.bound,
        unmeetable=frozenset(made.unmeetable),
        undecided=frozenset(made.undecided),
        alone=alone_of(made),
        prices=tuple(float(price) for price in mix.prices[:-1]),
        formed=tuple(shared - len(group.capacity) for shared in formed_teams(group, plans)),
        columns=len(made.pool.columns),
        rounds=made.rounds,
        nodes=made.nodes,
    )


def _formed(
    group: Group, made: Generation, go_on: Callable[[], bool]
) -> dict[int, tuple[int, ...]]:
    """Return whole programmes with teams, the best of a few times that teams are formed anew.

    Between two times people look for programmes that go with the teams formed, full or not.
    """
    plans = {n: column.plan for n, column in sorted(made.master.whole(made.mix).items())}
    if not group.teams:
        return repair(group, made.seekers, plans)
    found = list[dict[int, tuple[int, ...]]]()
    for _ in range(MOST_TIMES):
        plans = repair(group, made.seekers, with_teams(group, plans), crowded=True)
        plans = repair(group, made.seekers, with_teams(group, plans))
        found.append(plans)
        if not go_on():
            raise StoppedError
        if objective(group, made, plans) <= made.mix.cost * (1 + CLOSE):
            break
    return min(found, key=lambda plans: objective(group, made, plans))


def objective(group: Group, made: Generation, chosen: dict[int, tuple[int, ...]]) -> int:
    """Return what a plan costs, over everybody who has a programme at least alone."""
    total = 0
    for seeker in made.seekers:
        person, plan = group.people[seeker.number], chosen.get(seeker.number)
        total += without_programme(group, person) if plan is None else cost(person, plan)
    return total


def alone_of(made: Generation) -> tuple[tuple[int, ...] | None, ...]:
    """Return per person the best programme if nobody else were there."""
    plans = {seeker.number: seeker.alone for seeker in made.seekers}
    return tuple(plans.get(n) for n in range(len(made.group.people)))
