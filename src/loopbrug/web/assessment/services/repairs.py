"""Mending a plan after a loss: what the planner proposes, and whose promise stays in danger."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from loopbrug.core.assessment.model import Appointment, Change, Limits, Plan, PlanningProblem
from loopbrug.core.assessment.solver import repair
from loopbrug.core.terms.finding import Finding, Weight
from loopbrug.web.assessment.facts.planning import Picture
from loopbrug.web.assessment.services.planning import keeps

LIMITS = Limits()
Loose = frozenset[tuple[str, str]]
"""Case and step of every appointment that cannot stay where it is."""


@dataclass(frozen=True, slots=True)
class Repair:
    """What would change, and which promises that leaves in danger, each with why.

    Each finding is about the key of its case.
    """

    changes: tuple[Change, ...]
    danger: tuple[Finding, ...]


def repaired(picture: Picture, loose: Loose) -> Repair:
    """Return how to mend ``loose``: promises first, then as few changed appointments as can be.

    What a case lacks somebody for cannot be mended here; that is told as a danger.
    """
    stands = picture.plannable()
    problem = _without(stands, loose)
    plan = repair(problem, LIMITS)
    hit = {case for case, _ in loose}
    nobody = (
        Finding.of("assessment.danger-nobody", case, weight=Weight.WARNS)
        for case in sorted(hit)
        if picture.lacking.get(case, ())
    )
    danger = tuple(_danger(stands, plan, hit))
    return Repair(tuple(_changes(stands, plan)), (*danger, *nobody))


def _without(problem: PlanningProblem, loose: Loose) -> PlanningProblem:
    cases = (
        replace(case, planned=tuple(a for a in case.planned if (case.key, a.step) not in loose))
        for case in problem.cases
    )
    return replace(problem, cases=tuple(cases))


def _changes(stands: PlanningProblem, plan: Plan) -> Iterator[Change]:
    """Yield what would be elsewhere than it stands; nothing is only taken away."""
    before = {(case.key, a.step): a for case in stands.cases for a in case.planned}
    held = {case.key: case.held for case in stands.cases}
    for one in plan.cases:
        for after in one.appointments:
            was = before.get((one.case, after.step))
            if after.step not in held[one.case] and _moved(was, after):
                yield Change(was, after)


def _moved(before: Appointment | None, after: Appointment) -> bool:
    if before is None:
        return True
    return (before.block, set(before.people)) != (after.block, set(after.people))


def _danger(stands: PlanningProblem, plan: Plan, hit: set[str]) -> Iterator[Finding]:
    """Yield whose promise would not be kept any more, with who is short; what was late is no news.

    In a case that was hit it is told in any case.
    """
    kept = {case.key for case in stands.cases if keeps(stands, case)}
    broken = {*plan.late, *plan.unplanned} & (kept | hit)
    for one in plan.cases:
        if one.case in broken and one.done_on is None:
            yield Finding.of("assessment.danger-no-room", one.case, weight=Weight.WARNS)
        elif one.case in broken and one.done_on:
            yield Finding.of(
                "assessment.danger-late", one.case, weight=Weight.WARNS, day=one.done_on
            )
    yield from (each for each in plan.findings if each.about in broken)
