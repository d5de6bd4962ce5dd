"""Looking over a change before it is carried out: whether it still fits what is planned."""

from collections.abc import Iterable
from dataclasses import replace

from loopbrug.core.assessment.model import Appointment, Case, Change
from loopbrug.web.assessment.facts.planning import Picture, Span, spans_of, without_taken


def fits(picture: Picture, changes: Iterable[Change]) -> bool:
    """Return whether everybody in the changed appointments is free then, and nowhere else."""
    new = [each.after for each in changes if each.after]
    moved = {(each.case, each.step) for each in new}
    cases = {case.key: case for case in picture.problem.cases}
    if any(each.case not in cases or each.block < picture.problem.now for each in new):
        return False
    standing = (
        replace(case, planned=tuple(a for a in case.planned if (a.case, a.step) not in moved))
        for case in cases.values()
    )
    taken = [span for case in standing for span in spans_of(case)]
    left = without_taken(picture.problem.resources, taken)
    for one in new:
        spans = _spans(cases[one.case], one)
        bits = sum(1 << block for block in range(spans[0][1], spans[0][2] + 1)) if spans else 0
        if any(key not in left or bits & ~left[key].free for key, _, _ in spans):
            return False
        left = without_taken(left, spans)
    return True


def _lengths(case: Case) -> dict[str, int]:
    return {step.code: step.blocks for step in case.steps}


def _spans(case: Case, one: Appointment) -> list[Span]:
    last = one.block + _lengths(case)[one.step] - 1
    return [(key, one.block, last) for _, key in one.people]
