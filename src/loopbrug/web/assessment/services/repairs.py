"""Mending a plan after a loss, with as few changes as will keep the promises."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from loopbrug.core.assessment.model import (
    Appointment,
    Case,
    CasePlan,
    Change,
    Limits,
    PlanningProblem,
)
from loopbrug.core.assessment.solver import replan
from loopbrug.core.terms.finding import Finding, Weight
from loopbrug.web.assessment.facts.planning import Picture

LIMITS = Limits(moves=2_000)
Loose = frozenset[tuple[str, str]]
"""Case and step of every appointment that cannot stay where it is."""


@dataclass(frozen=True, slots=True)
class Repair:
    """What would change, and which promises that leaves in danger, each with why."""

    changes: tuple[Change, ...]
    danger: tuple[Finding, ...]

    @property
    def keeps_all(self) -> bool:
        """Whether every promise is kept."""
        return not self.danger


def repaired(picture: Picture, loose: Loose) -> Repair:
    """Return how to mend ``loose``: the first way that keeps every promise, or the best one.

    The ways ask more and more: only the lost step moves; also what follows it in the same case;
    also tentative appointments of others; at last somebody else takes over who was bound.
    """
    nobody = tuple(
        Finding.of("assessment.danger-nobody", case, weight=Weight.WARNS)
        for case in sorted({case for case, _ in loose})
        if picture.lacking.get(case, ())
    )
    best = _best(picture, loose)
    return Repair(best.changes, (*best.danger, *nobody))


def _best(picture: Picture, loose: Loose) -> Repair:
    best: Repair | None = None
    for problem, kept in _ways(picture, loose):
        found = _tried(problem, kept, loose)
        if found.keeps_all:
            return found
        if best is None or len(found.danger) < len(best.danger):
            best = found
    return best or Repair((), ())


def _ways(picture: Picture, loose: Loose) -> Iterator[tuple[PlanningProblem, PlanningProblem]]:
    """Yield problems to solve, each with the problem as it stands to compare with."""
    hit = {case for case, _ in loose if not picture.lacking.get(case, True)}
    alone, whole = picture.only(hit), picture.plannable()
    yield _loosened(alone, loose, still=True), alone
    yield _loosened(alone, loose), alone
    yield _loosened(whole, loose), whole
    yield _loosened(whole, loose, taken_over=hit), whole


def _loosened(
    problem: PlanningProblem,
    loose: Loose,
    *,
    still: bool = False,
    taken_over: Iterable[str] = (),
) -> PlanningProblem:
    """Return the problem without what is loose.

    ``still``: everything else stays. ``taken_over``: in these cases nobody is bound by a step
    that was held, and fixed appointments may move as well.
    """
    over = set(taken_over)
    cases = []
    for case in problem.cases:
        planned = [a for a in case.planned if (case.key, a.step) not in loose]
        if case.key in over:
            planned = [replace(a, fixed=False) for a in planned if a.step not in case.held]
        elif still:
            planned = [replace(a, fixed=True) for a in planned]
        cases.append(replace(case, planned=tuple(planned)))
    return replace(problem, cases=tuple(cases))


def _tried(problem: PlanningProblem, stands: PlanningProblem, loose: Loose) -> Repair:
    plan = replan(problem, LIMITS)
    before = {(case.key, a.step): a for case in stands.cases for a in case.planned}
    cases = {case.key: case for case in stands.cases}
    changes = [
        Change(before.get((one.case, a.step)), a)
        for one in plan.cases
        for a in one.appointments
        if a.step not in cases[one.case].held and _moved(before.get((one.case, a.step)), a)
    ]
    danger = [
        finding for one in plan.cases for finding in _danger(problem, cases[one.case], one, loose)
    ]
    return Repair(tuple(changes), tuple(danger))


def _moved(before: Appointment | None, after: Appointment) -> bool:
    if before is None:
        return True
    return (before.block, set(before.people)) != (after.block, set(after.people))


def _danger(
    problem: PlanningProblem, case: Case, plan: CasePlan, loose: Loose
) -> Iterator[Finding]:
    """Yield why a promise is in danger after this plan; what was late before is no news."""
    hit = any(key == case.key for key, _ in loose)
    if plan.done_on is None:
        if hit or len(case.planned) == len(case.steps):
            yield Finding.of("assessment.danger-no-room", case.key, weight=Weight.WARNS)
        return
    late = case.due_on is not None and plan.done_on > case.due_on
    was = max((problem.grid.day_of(a.block) for a in case.planned), default=None)
    if late and case.due_on and (hit or was is None or was <= case.due_on):
        yield Finding.of(
            "assessment.danger-late",
            case.key,
            weight=Weight.WARNS,
            day=plan.done_on,
            promised_on=case.due_on,
        )
