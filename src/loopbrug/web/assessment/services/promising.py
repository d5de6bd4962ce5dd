"""Promising a day to one assessment, with why that day; or saying why there is none yet."""

from collections.abc import Iterable, Iterator
from datetime import date

from django.db import transaction

from loopbrug.core.assessment.clock import with_room
from loopbrug.core.assessment.model import Case, Change, Limits, PlanningProblem, Promise
from loopbrug.core.assessment.solver import promise
from loopbrug.core.terms.finding import Finding, Value, Weight
from loopbrug.web.accounts.queries import User
from loopbrug.web.assessment.facts.calendars import user_key
from loopbrug.web.assessment.facts.findings import kept
from loopbrug.web.assessment.facts.planning import Picture
from loopbrug.web.assessment.facts.tracks import Track, track_on
from loopbrug.web.assessment.models import Assessment, PromiseRow
from loopbrug.web.assessment.queries.planning import whole
from loopbrug.web.assessment.services.moves import Act, apply_changes, lock_planning
from loopbrug.web.assessment.services.telling import Kind, Tiding, tell
from loopbrug.web.audit.services import record_act
from loopbrug.web.pathway.permissions import Act as PathwayAct
from loopbrug.web.pathway.permissions import may
from loopbrug.web.pathway.services import NotAllowedError

LIMITS = Limits()


def promise_case(actor: User | None, picture: Picture, key: str) -> list[Tiding]:
    """Promise a day to a case that has none, and plan every step of it.

    Returns what there is to tell; nothing when no day can be promised: then a row says who is
    short. Others move only where they are tentative and their own promise still holds.
    """
    track = picture.tracks[key]
    if lacking := (*track.faults, *picture.lacking.get(key, ())):
        _keep_no_promise(actor, track, lacking)
        return []
    case = picture.case(key)
    others = (each for each, lacking in picture.lacking.items() if not lacking and each != key)
    problem = picture.only(others)
    made = promise(problem, case, picture.expected, LIMITS, 0)
    moves = _moves_of_others(problem, made.changes)
    if made.promised_on is None or made.done_on is None or moves is None:
        _keep_no_promise(actor, track, (*made.findings, *_short_of_room(picture, case)))
        return []
    _keep_promise(actor, track, made, tuple(_why(picture, track, case, made)))
    new = [Change(None, each) for each in made.plan.appointments]
    told = Tiding(Kind.PROMISED, track.row, (track.row.dossier.candidate,), actor=actor)
    return [told, *apply_changes(picture, [*moves, *new], Act(actor))]


def keep_shifted(actor: User | None, track: Track) -> bool:
    """Write a promise down anew when its clock stood still since; return whether it was.

    While the clock still stands the day moves on with it, and nothing is written.
    """
    made, due = track.promise, track.due_on
    waits = any(track.day in pause.period for pause in track.pauses)
    if made is None or due is None or due == made.promised_on or waits or not track.in_hand:
        return False
    last = max(track.pauses, key=lambda pause: pause.period.first)
    PromiseRow(
        assessment=track.row,
        promised_on=due,
        made_on=track.day,
        why=PromiseRow.Why.PAUSE,
        reason=last.reason[:300],
        findings=made.findings,
        made_by=actor,
    ).save()
    record_act(actor=actor, name="assessment.shift", subject=track.row.dossier.subject_key)
    return True


def _moves_of_others(problem: PlanningProblem, changes: Iterable[Change]) -> list[Change] | None:
    """Return the moves of others that make room; None when one would break what stands.

    The planner does not do so; what it proposes is checked all the same before it is carried out.
    """
    moves = list(changes)
    fixed = {
        (each.case, each.step)
        for case in problem.cases
        for each in case.planned
        if each.fixed or each.block < problem.frozen_before
    }
    for move in moves:
        if move.after is None or (move.after.case, move.after.step) in fixed:
            return None
    for case in problem.cases:
        ends = [move.after.block for move in moves if move.after and move.after.case == case.key]
        if case.due_on and ends and max(ends) > problem.grid.last_block(case.due_on):
            return None
    return moves


def _keep_promise(
    actor: User | None, track: Track, made: Promise, findings: tuple[Finding, ...]
) -> None:
    day = _day(track, made)
    PromiseRow(
        assessment=track.row,
        promised_on=day,
        made_on=track.day,
        findings=kept(findings),
        made_by=actor,
    ).save()
    record_act(
        actor=actor,
        name="assessment.promise",
        subject=track.row.dossier.subject_key,
        promised_on=day.isoformat(),
    )


def _day(track: Track, made: Promise) -> date:
    if made.promised_on is None or made.done_on is None:
        raise ValueError(made)
    return with_room(made.promised_on, made.done_on, track.goal_on)


def _keep_no_promise(actor: User | None, track: Track, findings: tuple[Finding, ...]) -> None:
    """Write down that no day can be promised, once for the same reasons."""
    last, rows = track.told_last, kept(findings)
    if last is not None and last.promised_on is None and last.findings == rows:
        return
    PromiseRow(
        assessment=track.row, promised_on=None, made_on=track.day, findings=rows, made_by=actor
    ).save()
    record_act(actor=actor, name="assessment.no-promise", subject=track.row.dossier.subject_key)


def _short_of_room(picture: Picture, case: Case) -> Iterator[Finding]:
    """Yield that no common moment was found, and who has the fewest hours left."""
    scarce = min(case.choices, key=lambda part: _hours_left(picture, case.choices[part]))
    yield Finding.of("assessment.promise-no-room", scarce.value, part=scarce.value)


def _hours_left(picture: Picture, keys: Iterable[str]) -> int:
    ahead = -1 << picture.problem.frozen_before
    resources = picture.only(()).resources
    return sum((resources[key].free & ahead).bit_count() for key in keys)


def _why(picture: Picture, track: Track, case: Case, made: Promise) -> Iterator[Finding]:
    """Yield why this day: the last step, the room that is kept, what it rests on."""
    day, done = _day(track, made), made.done_on
    last = max(made.plan.appointments, key=lambda each: each.block)
    if done is not None:
        yield _informs("assessment.promise-last-step", assessment_step=last.step, day=done)
        if day > done:
            yield _informs("assessment.promise-has-room", days=(day - done).days)
    yield from made.findings
    if day > case.goal_on:
        yield _warns("assessment.promise-after-goal", day=case.goal_on)
    ends = track.week.contract_ends if track.week else None
    if ends and day > ends:
        yield _warns("assessment.promise-after-contract", last=ends)
    elif ends:
        yield _informs("assessment.promise-before-contract", last=ends)
    if user_key(track.row.dossier.candidate_id) not in picture.talent.with_hours:
        yield _informs("assessment.hours-from-week")


def _informs(code: str, **values: Value) -> Finding:
    return Finding(code, "", tuple(sorted(values.items())), None, Weight.INFORMS)


def _warns(code: str, **values: Value) -> Finding:
    return Finding(code, "", tuple(sorted(values.items())), None, Weight.WARNS)


class KeptError(ValueError):
    """The promise can still be kept: there is no ground for another day."""


@transaction.atomic
def promise_anew(
    *, actor: User, assessment: Assessment, promised_on: date, reason: str, day: date
) -> PromiseRow:
    """Promise another day, because illness or the like made the first one impossible.

    The first promise stays on the record. Raises ``NotAllowedError``; ``KeptError`` as long as
    the plan keeps the promise, or when the new day lies before the last step.
    """
    if not may(actor, PathwayAct.PLAN, assessment.dossier):
        raise NotAllowedError
    lock_planning(assessment.dossier.region)
    row = whole(Assessment.objects.filter(pk=assessment.pk)).get()
    standing = track_on(row, day).standing
    due, done = standing.due_on, standing.done_on
    if due is None or done is None or done <= due or promised_on < max(done, day):
        raise KeptError(row.pk)
    made = PromiseRow(
        assessment=row,
        promised_on=promised_on,
        made_on=day,
        why=PromiseRow.Why.PERSON,
        reason=reason,
        made_by=actor,
    )
    made.save()
    record_act(
        actor=actor,
        name="assessment.promise-anew",
        subject=row.dossier.subject_key,
        promised_on=promised_on.isoformat(),
        day=day.isoformat(),
    )
    tell([Tiding(Kind.PROMISED, row, (row.dossier.candidate,), reason=reason, actor=actor)])
    return made
