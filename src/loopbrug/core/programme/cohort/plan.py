"""From a cohort in people's words to the plan for it: ``plan_cohort``."""

from collections.abc import Callable

import numpy as np

from loopbrug.core.programme.cohort.explain import demand_of, reason_for, team_findings
from loopbrug.core.programme.cohort.group import GroupPlan
from loopbrug.core.programme.cohort.model import (
    CohortPlan,
    CohortProblem,
    Placed,
    Progress,
    Stage,
    Team,
    Unplaced,
)  # fmt: skip
from loopbrug.core.programme.cohort.rules import cohort_findings
from loopbrug.core.programme.cohort.solver import solve_group
from loopbrug.core.programme.cohort.translate import TEAM, Entry, Words, words_of
from loopbrug.core.programme.cohort.workers import Spread, always, in_turn, quiet
from loopbrug.core.programme.full_route import full_route_hours
from loopbrug.core.programme.model import Limits
from loopbrug.core.programme.optimise import Answer
from loopbrug.core.programme.solver import programme_of
from loopbrug.core.terms.finding import blocking


def plan_cohort(
    problem: CohortProblem,
    limits: Limits = Limits(),  # noqa: B008
    seed: int = 0,
    *,
    spread: Spread = in_turn,
    progress: Callable[[Progress], None] = quiet,
    go_on: Callable[[], bool] = always,
) -> CohortPlan:
    """Return a programme for everybody for whom there is one, within what is shared.

    Parameters
    ----------
    limits
        Most search steps for one question about one person.
    seed
        Taken as by every engine of the house; the result depends on nothing else than the
        problem, not even on its order.
    spread
        How work on many persons is spread: ``map``, or the ``map`` of an executor of threads.
    progress, go_on
        Told how far it is; asked whether to go on.

    Raises
    ------
    StoppedError
        When ``go_on`` says no.
    """
    findings = cohort_findings(problem)
    if blocking(findings) or not problem.members:
        return CohortPlan(0, 0.0, findings=findings)
    words = words_of(problem)
    plan = solve_group(words.group, limits, seed, spread=spread, progress=progress, go_on=go_on)
    placed, unplaced = list[Placed](), list[Unplaced]()
    for n, entry in enumerate(words.entries):
        chosen = plan.chosen[n]
        if chosen is None:
            unplaced.append(reason_for(words, plan, n))
        else:
            placed.append(_placed(entry, plan, n, limits))
        progress(Progress(Stage.TOLD, n + 1, len(words.entries)))
    return CohortPlan(
        plan.objective, plan.bound, tuple(placed), tuple(unplaced), _teams(words, plan),
        demand_of(words, plan), (*findings, *team_findings(words, plan)), plan.columns, plan.rounds,
    )  # fmt: skip


def _placed(entry: Entry, plan: GroupPlan, n: int, limits: Limits) -> Placed:
    chosen = plan.chosen[n] or ()
    own = entry.own(chosen)
    least = entry.hours(entry.own(plan.alone[n] or ()))
    full = full_route_hours(entry.member.problem, limits.nodes)
    answer = _answer(entry, own, least)
    teams = sorted(
        entry.seats[number].offering.code.removeprefix(TEAM)
        for number in chosen
        if number not in own and entry.person.shared[number] >= 0
    )
    before = sum(planned.hours for planned in entry.member.keeps)
    return Placed(
        entry.member.code,
        programme_of(entry.translation, entry.seats, answer, full),
        tuple(teams),
        before - answer.hours if entry.member.keeps else None,
    )


def _answer(entry: Entry, own: tuple[int, ...], least: int) -> Answer:
    """Return the programme as the single search would tell it, ``least`` as its bound."""
    kernel, hours = entry.person.kernel, entry.hours(own)
    load = np.zeros(int(kernel.end.max(initial=0)), dtype=np.int64)
    for number in own:
        load[kernel.start[number] : kernel.end[number]] += kernel.load[number]
    return Answer(
        found=True,
        proved=hours == least,
        bound=min(least, hours),
        offerings=own,
        hours=hours,
        finish=int(kernel.end[list(own)].max(initial=0)),
        peak=int(load.max(initial=0)),
    )


def _teams(words: Words, plan: GroupPlan) -> tuple[Team, ...]:
    first = len(words.offerings)
    members: dict[int, list[str]] = {number: [] for number in plan.formed}
    for entry, chosen in zip(words.entries, plan.chosen, strict=True):
        for shared in entry.person.shared[list(chosen or ())].tolist():
            if shared >= first:
                members[shared - first].append(entry.member.code)
    return tuple(Team(words.teams[n], tuple(sorted(codes))) for n, codes in members.items())
