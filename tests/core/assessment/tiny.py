"""Problems small enough to try every plan, and a checker that trusts nothing of the search."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, time, timedelta
from itertools import product
from random import Random

from loopbrug.core.assessment.model import (
    Appointment,
    Case,
    CasePlan,
    Grid,
    Part,
    PlanningProblem,
    Resource,
    Step,
    Wait,
)

MONDAY = date(2027, 1, 4)
GRID = Grid(MONDAY, 2, ((time(9), time(12)), (time(13), time(16))), (0, 1))
STEPS = (
    Step("lesson", (Part.CANDIDATE, Part.INSTITUTE, Part.FIELD)),
    Step("interview", (Part.CANDIDATE, Part.INSTITUTE, Part.FIELD), after=(Wait("lesson", 1),)),
    Step("report", (Part.INSTITUTE,), after=(Wait("interview"),)),
)
Where = tuple[tuple[str, int], ...]
"""Who is taken at which block."""


def problem_of(seed: int, cases: int = 3, chance: float = 0.45, now: int = 0) -> PlanningProblem:
    """Return a few cases that compete for two assessors on each side."""
    dice = Random(seed)  # noqa: S311 - a test that can be done again
    pool = {"i0": 0.8 * chance, "i1": chance, "f0": chance, "f1": 0.7 * chance}
    pool |= {f"c{n}": 1.3 * chance for n in range(cases)}
    resources = {
        key: Resource(key, sum(1 << b for b in range(GRID.blocks) if dice.random() < share))
        for key, share in pool.items()
    }
    made = tuple(
        Case(
            key=f"case-{n}",
            arrived_on=MONDAY,
            ready=now + dice.randrange(4),
            steps=STEPS,
            choices={
                Part.CANDIDATE: (f"c{n}",),
                Part.INSTITUTE: ("i0", "i1"),
                Part.FIELD: ("f0", "f1")[: 1 + dice.randrange(2)],
            },
            goal_on=MONDAY + timedelta(days=3 + dice.randrange(8)),
        )
        for n in range(cases)
    )
    return PlanningProblem(GRID, resources, made, now)


def plans_of(case: Case, problem: PlanningProblem) -> Iterator[CasePlan]:
    """Yield every plan of one case in empty calendars, what is fixed left where it is."""
    fixed = {each.step: each for each in case.planned if each.fixed}
    for picked in product(*case.choices.values()):
        who = dict(zip(case.choices, picked, strict=True))
        options = [
            [fixed[step.code]] if step.code in fixed else list(_spots(step, case, who, problem))
            for step in case.steps
        ]
        for made in product(*options):
            if not broken_rules(case, made):
                yield CasePlan(case.key, made, GRID.day_of(max(each.block for each in made)))


def _spots(
    step: Step, case: Case, who: Mapping[Part, str], problem: PlanningProblem
) -> Iterator[Appointment]:
    people = tuple((part, who[part]) for part in step.parts)
    for block in range(max(case.ready, problem.open_from), GRID.blocks):
        if all(problem.resources[key].free >> block & 1 for _, key in people):
            yield Appointment(case.key, step.code, block, people)


def every_plan(problem: PlanningProblem) -> Iterator[tuple[CasePlan, ...]]:
    """Yield every plan of all cases together; a case may be left without room."""
    options = [(*plans_of(case, problem), CasePlan(case.key, (), None)) for case in problem.cases]
    yield from _together(options, {}, ())


def _together(
    options: list[tuple[CasePlan, ...]],
    used: dict[tuple[str, int], str],
    so_far: tuple[CasePlan, ...],
) -> Iterator[tuple[CasePlan, ...]]:
    if len(so_far) == len(options):
        yield so_far
        return
    for plan in options[len(so_far)]:
        seats = {
            (key, each.block): plan.case for each in plan.appointments for _, key in each.people
        }
        if used.keys().isdisjoint(seats):
            yield from _together(options, {**used, **seats}, (*so_far, plan))


def on_time(problem: PlanningProblem, plans: tuple[CasePlan, ...]) -> int:
    """Return how many cases end by their goal."""
    goal = {case.key: case.goal_on for case in problem.cases}
    return sum(plan.done_on is not None and plan.done_on <= goal[plan.case] for plan in plans)


def most_on_time(problem: PlanningProblem) -> int:
    """Return the most cases on time, tried one by one: who is late is left out."""
    options = [
        (
            *(p for p in plans_of(case, problem) if p.done_on and p.done_on <= case.goal_on),
            CasePlan(case.key, (), None),
        )
        for case in problem.cases
    ]
    return max(on_time(problem, plans) for plans in _together(options, {}, ()))


def broken_rules(case: Case, made: tuple[Appointment, ...]) -> list[str]:
    """Return what is wrong with the order of the appointments of one case."""
    at = {each.step: each.block for each in made}
    wrong = [
        f"{step.code} too soon after {wait.step}"
        for step in case.steps
        for wait in step.after
        if at[step.code] <= at[wait.step] + wait.gap
    ]
    people = {pair for each in made for pair in each.people}
    return wrong + (["two people in one part"] if len(dict(people)) < len(people) else [])


def faults(problem: PlanningProblem, plans: tuple[CasePlan, ...]) -> list[str]:
    """Return everything that a plan of all cases does that it may not do."""
    found: list[str] = []
    used: dict[tuple[str, int], int] = {}
    for case, plan in zip(problem.cases, plans, strict=True):
        before = {each.step: each for each in case.planned}
        if plan.appointments:
            found += broken_rules(case, plan.appointments)
        for each in plan.appointments:
            old = before.get(each.step)
            stays = old is not None and (old.fixed or old.block < problem.frozen_before)
            if stays and each != old:
                found.append(f"{case.key} {each.step} was fixed")
            if not stays and each.block < max(case.ready, problem.open_from):
                found.append(f"{case.key} {each.step} too early")
            for _, key in each.people:
                if not problem.resources[key].free >> each.block & 1:
                    found.append(f"{key} is not free at {each.block}")
                used[key, each.block] = used.get((key, each.block), 0) + 1
    return found + [
        f"{key} twice at {block}"
        for (key, block), count in used.items()
        if count > problem.resources[key].capacity
    ]


def standing_on(problem: PlanningProblem, plans: tuple[CasePlan, ...]) -> PlanningProblem:
    """Return the problem with these plans made, and each day promised."""
    cases = tuple(
        replace(case, planned=plan.appointments, due_on=plan.done_on)
        for case, plan in zip(problem.cases, plans, strict=True)
    )
    return replace(problem, cases=cases)
