"""Planning everybody together: ask, reckon in the background, stop, drop, publish."""

from dataclasses import dataclass, replace
from datetime import date

from django.db import transaction
from django.utils import timezone

from loopbrug.core.programme.cohort.model import (
    CohortPlan,
    CohortProblem,
    Placed,
    Progress,
    Team,
)
from loopbrug.core.programme.cohort.plan import plan_cohort
from loopbrug.core.programme.model import Programme, ProgrammeProblem, Status
from loopbrug.core.programme.solver import solve
from loopbrug.core.terms.finding import BadDataError, Finding
from loopbrug.web.accounts.queries import User
from loopbrug.web.audit.services import record_act
from loopbrug.web.pathway.queries import Dossier
from loopbrug.web.programme.facts import dossier_value
from loopbrug.web.programme.facts.cohorts import (
    AskedCohort,
    asked_in,
    cohort_of,
    mark_of,
    own_units,
    plan_of,
)
from loopbrug.web.programme.frozen import freeze
from loopbrug.web.programme.models import (
    CohortRun,
    LearningTeam,
    ProgrammeVersion,
    TeamMember,
    TeamMoment,
)
from loopbrug.web.programme.permissions.cohorts import Planner, may_see_cohort
from loopbrug.web.programme.queries.cohorts import dossiers_with_codes
from loopbrug.web.programme.services import keep_version
from loopbrug.web.programme.services.cohort_letters import tell_candidate
from loopbrug.web.work.services import CannotError, Hand, ask, stop

KIND, REASON = "programme.cohort", "cohort"
MOST_CANCELLED = 40
"""So many people at most are planned anew to say what it costs to cancel small groups."""


@transaction.atomic
def ask_cohort(*, planner: Planner, asked: AskedCohort, day: date) -> CohortRun:
    """Ask for a plan; the same question on the same facts is the same plan, never made twice."""
    mark = mark_of(asked, day)
    run = ask(actor=planner.user, kind=KIND, key=asked.key(mark))
    row, made = CohortRun.objects.get_or_create(
        key=asked.key(mark),
        defaults={
            "region": asked.region, "institute_id": asked.institute, "month": asked.month,
            "coach_hours": asked.coach_hours, "drawn": asked.drawn, "mark": mark,
            "asked_by": planner.user, "asked_at": timezone.now(), "run": run,
        },
    )  # fmt: skip
    CohortRun.objects.filter(pk=row.pk).update(run=run, dropped_at=None)
    if made:
        record_act(actor=planner.user, name="programme.cohort-ask", subject=row.subject_key)
    return row


def reckon(hand: Hand) -> None:
    """Make the plan of a run on the facts it was asked on."""
    row = CohortRun.objects.get(run=hand.run)
    asked, today = asked_in(row), timezone.localdate()
    if mark_of(asked, today) != row.mark:
        raise CannotError("programme.cohort-facts-changed")
    problem = cohort_of(asked, today)

    def progress(at: Progress) -> None:
        hand.tell(at.stage.value, at.done, at.total)

    plan = plan_cohort(problem, progress=progress, go_on=hand.goes_on)
    told = {
        "newcomers": [one.code for one in problem.members if not one.keeps],
        "cancelled": _cancelled(problem, plan, hand),
    }
    with hand.finishing():
        CohortRun.objects.filter(pk=row.pk).update(
            result=freeze(_discreet(plan)), told=told, done_at=timezone.now()
        )


def _discreet(plan: CohortPlan) -> CohortPlan:
    """Return a plan without anybody's private wishes: only the candidate hears which conflict."""
    unplaced = tuple(replace(one, conflicts=()) for one in plan.unplaced)
    return replace(plan, unplaced=unplaced)


def _cancelled(problem: CohortProblem, plan: CohortPlan, hand: Hand) -> dict[str, list[int]]:
    """Return for each group that is too small what it costs at least when it is cancelled.

    The smallest come first: they are the first to go. What it costs is the hours its members
    need more without it, each planned alone, and how many would have no programme at all.
    """
    members = {one.code: one for one in problem.members}
    found: dict[str, list[int]] = {}
    left = MOST_CANCELLED
    few = sorted((one for one in plan.demand if one.below_smallest), key=lambda one: one.taken)
    for small in (one.offering for one in few):
        inside = [p for p in plan.placed if small in {u.offering for u in p.programme.units}]
        left -= len(inside)
        if left < 0 or not hand.goes_on():
            break
        without = [_without(small, members[one.member].problem) for one in inside]
        hours = sum(max(0, new.hours - old.programme.hours) for new, old in
                    zip(without, inside, strict=True) if new.units)  # fmt: skip
        found[small] = [hours, sum(new.status is Status.IMPOSSIBLE for new in without)]
    return found


def _without(small: str, problem: ProgrammeProblem) -> Programme:
    """Return somebody's programme when one group is not given."""
    catalogue = problem.catalogue
    kept = tuple(one for one in catalogue.offerings if one.code != small)
    return solve(replace(problem, catalogue=replace(catalogue, offerings=kept)))


@transaction.atomic
def stop_cohort(*, planner: Planner, cohort: CohortRun) -> bool:
    """Stop a plan that is being made; return whether there was anything to stop."""
    stopped = cohort.run is not None and stop(run=cohort.run)
    if stopped:
        record_act(actor=planner.user, name="programme.cohort-stop", subject=cohort.subject_key)
    return stopped


@transaction.atomic
def drop_cohort(*, planner: Planner, cohort: CohortRun) -> bool:
    """Put a plan away that was not published; return whether it was there to put away."""
    mine = CohortRun.objects.filter(pk=cohort.pk, published_at=None, dropped_at=None)
    dropped = bool(mine.update(dropped_at=timezone.now()))
    if dropped:
        record_act(actor=planner.user, name="programme.cohort-drop", subject=cohort.subject_key)
    return dropped


@dataclass(frozen=True, slots=True)
class Published:
    """What a publication came to; ``anew``: it was done now, not before."""

    teams: int
    proposals: int
    anew: bool


@transaction.atomic
def publish_cohort(*, planner: Planner, cohort: CohortRun, day: date) -> Published:
    """Make teams of a plan and propose everybody their programme; twice is once.

    Nobody is forced: each candidate takes or leaves it. Raises ``BadDataError`` with what stands
    in the way.
    """
    row = CohortRun.objects.select_for_update().get(pk=cohort.pk)
    if row.published_at is not None:
        return Published(row.teams.count(), 0, anew=False)
    plan = plan_of(row)
    if findings := publishing_findings(row, day, planner):
        raise BadDataError(findings)
    assert plan is not None  # noqa: S101
    dossiers = dossiers_with_codes(one.member for one in plan.placed)
    teams = {team.option.code: _team(row, team) for team in plan.teams if team.members}
    proposed = 0
    for placed in plan.placed:
        proposed += _propose(planner.user, row, placed, (dossiers[placed.member], teams, day))
    row.published_at, row.published_by = timezone.now(), planner.user
    row.save(update_fields=["published_at", "published_by"])
    record_act(
        actor=planner.user, name="programme.cohort-publish", subject=row.subject_key,
        teams=len(teams), proposals=proposed,
    )  # fmt: skip
    return Published(len(teams), proposed, anew=True)


def publishing_findings(row: CohortRun, day: date, planner: Planner) -> tuple[Finding, ...]:
    """Return everything that stands in the way of publishing a plan on a day."""
    checks = (
        ("programme.cohort-not-yours", not may_see_cohort(planner, row)),
        ("programme.cohort-not-done", row.result is None),
        ("programme.cohort-made-up", row.drawn > 0),
        ("programme.cohort-dropped", row.dropped_at is not None),
    )
    found = [code for code, wrong in checks if wrong]
    if not found and mark_of(asked_in(row), day) != row.mark:
        found = ["programme.cohort-stale"]
    return tuple(Finding.of(code) for code in found)


def _team(row: CohortRun, team: Team) -> LearningTeam:
    option = team.option
    moment = TeamMoment.objects.get(pk=int(option.code.removeprefix("M")))
    found: LearningTeam = LearningTeam.objects.create(
        cohort=row, moment=moment, kind=option.kind, subject=option.subject,
        weekday=int(option.slot.day), start=option.slot.start, end=option.slot.end,
        first=option.period.first, last=option.period.last or option.period.first,
        place=option.place.name if option.place else "",
        hours_per_week=option.hours_per_week, coach_hours=option.coach_hours,
    )  # fmt: skip
    return found


def _propose(
    actor: User,
    row: CohortRun,
    placed: Placed,
    to: tuple[Dossier, dict[str, LearningTeam], date],
) -> bool:
    """Propose one member what the plan holds for them; return whether it is another programme.

    Who is on their way and would not gain keeps what they have.
    """
    dossier, teams, day = to
    version: ProgrammeVersion | None = None
    if placed.gain is None or placed.gain > 0:
        programme = replace(placed.programme, units=own_units(placed.programme.units))
        wishes = dossier_value(dossier).wishes
        version = keep_version(actor, dossier, programme, wishes, (day, REASON))
    own = [teams[code] for code in placed.teams]
    for team in own:
        TeamMember.objects.create(team=team, dossier=dossier, version=version)
        record_act(
            actor=actor, name="programme.team-propose", subject=dossier.subject_key, team=str(team)
        )
    if version or own:
        tell_candidate(row, dossier, own, changes=version is not None)
    return version is not None


@transaction.atomic
def take_team(*, actor: User, member: TeamMember, day: date) -> None:
    """Join a team that was proposed; twice is once."""
    fresh = TeamMember.objects.filter(pk=member.pk, taken_on=None, left_on=None)
    if fresh.update(taken_on=day):
        record_act(
            actor=actor, name="programme.team-take", subject=member.dossier.subject_key,
            team=str(member.team),
        )  # fmt: skip


@transaction.atomic
def leave_team(*, actor: User, member: TeamMember, day: date) -> None:
    """Leave a team, or decline it before it began; twice is once."""
    if TeamMember.objects.filter(pk=member.pk, left_on=None).update(left_on=day):
        record_act(
            actor=actor, name="programme.team-leave", subject=member.dossier.subject_key,
            team=str(member.team),
        )  # fmt: skip
