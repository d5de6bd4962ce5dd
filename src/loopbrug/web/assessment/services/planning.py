"""An assessment begins, and the plan of a day is made: each act one transaction, one at a time."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from loopbrug.core.assessment.model import Case, CasePlan, Change, Limits, PlanningProblem
from loopbrug.core.assessment.solver import replan
from loopbrug.core.orientation.profile import profile_of
from loopbrug.core.pathway.states import Event
from loopbrug.web.accounts.queries import User
from loopbrug.web.assessment.facts.planning import Picture, picture_of
from loopbrug.web.assessment.facts.told import week_in
from loopbrug.web.assessment.models import Assessment, PromiseRow
from loopbrug.web.assessment.services.moves import Act, apply_changes, lock_planning
from loopbrug.web.assessment.services.promising import keep_shifted, promise_case
from loopbrug.web.assessment.services.telling import Tiding, tell
from loopbrug.web.audit.services import record_act
from loopbrug.web.pathway.facts import standing_of, told_of
from loopbrug.web.pathway.queries import Dossier

LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class Replanned:
    """What the plan of a day came to: appointments that moved, and days promised at last."""

    moved: int
    promised: int


def begin(actor: User | None, dossier: Dossier, _event: Event, day: date) -> None:
    """Begin an assessment when it is requested: promise a day, plan every step.

    Follows the step of the pathway, inside its transaction. When somebody is missing there is
    no promise yet, and its row says who; see ``promise_again``.
    """
    lock_planning(dossier.region)
    told = told_of(dossier)
    profile = profile_of(told.person, day)
    earlier = Assessment.objects.filter(dossier=dossier).first()
    row = Assessment.objects.create(
        dossier=dossier,
        number=earlier.number + 1 if earlier else 1,
        profile=profile.value,
        subject=week_in(told, profile, day).subject,
        started_on=day,
        goal_on=standing_of(dossier, day).due_on or day,
    )
    tell(promise_case(actor, picture_of(dossier.region, day), str(row.pk)))


@transaction.atomic
def promise_again(*, actor: User | None, assessment: Assessment, day: date) -> PromiseRow | None:
    """Try to promise a day to who has none yet; return the promise there is then, or None.

    A day that was promised stays as it is; steps that have no moment are planned.
    """
    region = assessment.dossier.region
    lock_planning(region)
    picture, key = picture_of(region, day), str(assessment.pk)
    track = picture.tracks.get(key)
    if track and track.in_hand and track.promise is None:
        tell(promise_case(actor, picture, key))
    elif track and track.in_hand:
        tell(plan_missing(actor, picture, key))
    return PromiseRow.objects.filter(assessment=assessment).exclude(promised_on=None).last()


@transaction.atomic
def replan_region(*, actor: User | None, region: str, day: date) -> Replanned:
    """Make the plan of a day: tentative appointments move where that helps, and are told.

    Fixed ones stay, and no promise that is kept now is broken. Who has no promise yet is tried
    again; a promise whose clock stood still is written down anew, that much later.
    """
    lock_planning(region)
    picture, tidings = picture_of(region, day), []
    for track in picture.tracks.values():
        keep_shifted(actor, track)
    promised = 0
    for key in [each for each, track in picture.tracks.items() if not track.promise]:
        if picture.tracks[key].in_hand and (found := promise_case(actor, picture, key)):
            promised, picture = promised + 1, picture_of(region, day)
            tidings += found
    moved = apply_changes(picture, improved(picture), Act(actor))
    tell([*tidings, *moved])
    record_act(
        actor=actor,
        name="assessment.replan",
        subject=f"region:{region}",
        moved=len(moved),
        day=day.isoformat(),
    )
    return Replanned(len(moved), promised)


def improved(picture: Picture) -> tuple[Change, ...]:
    """Return what to move so that more end on time: nothing that breaks a promise kept now.

    A case for which there is no room any more stays as it is: a person looks at that.
    """
    problem = picture.plannable()
    promised = {key for key, track in picture.tracks.items() if track.promise}
    problem = picture.only(case.key for case in problem.cases if case.key in promised)
    plan = replan(problem, LIMITS, 0, picture.expected)
    if stuck := {one.case for one in plan.cases if one.done_on is None}:
        problem = picture.only(case.key for case in problem.cases if case.key not in stuck)
        plan = replan(problem, LIMITS, 0, picture.expected)
    changes = tuple(change for change in plan.changes if change.after is not None)
    if len(changes) < len(plan.changes) or broken_by(problem, plan.cases):
        return ()
    return changes


def broken_by(problem: PlanningProblem, plans: Iterable[CasePlan]) -> set[str]:
    """Return the cases whose promise is kept as they stand, and would not be any more."""
    cases = {case.key: case for case in problem.cases}
    return {
        plan.case
        for plan in plans
        if keeps(problem, cases[plan.case]) and not _in_time(cases[plan.case], plan)
    }


def keeps(problem: PlanningProblem, case: Case) -> bool:
    """Return whether every step has its place and the last one is not after the promise."""
    if case.due_on is None or len(case.planned) < len(case.steps):
        return False
    return max(each.block for each in case.planned) <= problem.grid.last_block(case.due_on)


def _in_time(case: Case, plan: CasePlan) -> bool:
    return plan.done_on is not None and case.due_on is not None and plan.done_on <= case.due_on


def plan_missing(actor: User | None, picture: Picture, key: str) -> list[Tiding]:
    """Plan what one case has no fitting appointment for; others stay where they are."""
    if key not in picture.lacking or picture.lacking[key]:
        return []
    plan = replan(picture.only([key]), LIMITS)
    changes = [change for change in plan.changes if change.after is not None]
    return apply_changes(picture, changes, Act(actor))
