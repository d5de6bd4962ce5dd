"""Mending a plan after a loss: what the planner proposes, and whose promise stays in danger."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from loopbrug.core.assessment.model import Appointment, Change, Limits, Plan, PlanningProblem
from loopbrug.core.assessment.solver import repair
from loopbrug.core.terms.finding import Finding, Weight
from loopbrug.web.assessment.facts.planning import Picture
from loopbrug.web.assessment.facts.tracks import mended_from
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

    When a promise would break, a lost appointment may come back sooner than one that moves, and
    then the rest of that assessment as well: somebody confirms it. What a case lacks somebody for
    cannot be mended here; that is told as a danger. A lost appointment for which there is no other
    moment goes: nobody comes for nothing.
    """
    hit = {case for case, _ in loose}
    plan, danger = _best(picture, loose, hit)
    nobody = (
        Finding.of("assessment.danger-nobody", case, weight=Weight.WARNS)
        for case in sorted(hit)
        if picture.lacking.get(case, ())
    )
    changes = tuple(_changes(picture.plannable(), plan))
    gone = _gone(picture.problem, loose, changes)
    return Repair((*changes, *gone), (*danger, *nobody))


def _best(picture: Picture, loose: Loose, hit: set[str]) -> tuple[Plan, tuple[Finding, ...]]:
    """Return the first plan that breaks no promise, of those that ask ever more of people."""
    found: list[tuple[Plan, tuple[Finding, ...]]] = []
    usual, soon = picture.plannable(), _soon(picture)
    for problem, freed in ((usual, loose), (soon, loose), (soon, loose | _to_come(soon, hit))):
        plan = repair(_without(problem, freed), LIMITS)
        found.append((plan, tuple(_danger(problem, plan, hit))))
        if not found[-1][1]:
            break
    return min(found, key=lambda one: len({finding.about for finding in one[1]}))


def _soon(picture: Picture) -> PlanningProblem:
    """Return what can be planned, with what is lost planned sooner than what moves."""
    problem = picture.plannable()
    first = problem.grid.first_block(mended_from(picture.day, picture.region))
    return replace(problem, lead=min(problem.notice, max(0, first - problem.now)))


def _to_come(problem: PlanningProblem, keys: set[str]) -> Loose:
    """Return every step of some cases that is still to come."""
    return frozenset(
        (case.key, each.step)
        for case in problem.cases
        for each in case.planned
        if case.key in keys and each.step not in case.held and each.block >= problem.now
    )


def _without(problem: PlanningProblem, loose: Loose) -> PlanningProblem:
    cases = (
        replace(case, planned=tuple(a for a in case.planned if (case.key, a.step) not in loose))
        for case in problem.cases
    )
    return replace(problem, cases=tuple(cases))


def _changes(stands: PlanningProblem, plan: Plan) -> Iterator[Change]:
    """Yield what would be elsewhere than it stands."""
    before = {(case.key, a.step): a for case in stands.cases for a in case.planned}
    held = {case.key: case.held for case in stands.cases}
    for one in plan.cases:
        for after in one.appointments:
            was = before.get((one.case, after.step))
            if after.step not in held[one.case] and _moved(was, after):
                yield Change(was, after)


def _gone(problem: PlanningProblem, loose: Loose, changes: Iterable[Change]) -> Iterator[Change]:
    """Yield every loose appointment that did not get another moment."""
    placed = {(each.after.case, each.after.step) for each in changes if each.after}
    for case in problem.cases:
        for each in case.planned:
            key = (case.key, each.step)
            if key in loose and key not in placed and each.step not in case.held:
                yield Change(each, None)


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
