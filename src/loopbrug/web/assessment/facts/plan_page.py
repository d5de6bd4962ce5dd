"""The plan of one assessment for one visitor: its steps, what may be done, and how it came so."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from loopbrug.core.assessment.asks import Ask, Situation, ask_on
from loopbrug.core.assessment.steps import StepPlan, load_steps
from loopbrug.core.pathway.model import Pause, State
from loopbrug.core.terms.finding import Finding
from loopbrug.core.terms.words import Bilingual, Profile
from loopbrug.web.assessment.facts.calendars import class_key, user_key
from loopbrug.web.assessment.facts.findings import findings_in
from loopbrug.web.assessment.facts.tracks import Track, local
from loopbrug.web.assessment.permissions import part_of, school_places
from loopbrug.web.assessment.queries import AppointmentPerson, AppointmentRow, PromiseRow, Proposal
from loopbrug.web.assessment.queries.desk import declines_of
from loopbrug.web.assessment.queries.planning import CANCELLED, HELD, cancelled_of
from loopbrug.web.audit.queries import acts_on
from loopbrug.web.pathway.permissions import Act, Role
from loopbrug.web.pathway.visits import Visit

STOPS = ("pathway.pause", "pathway.hold-clock")


@dataclass(frozen=True, slots=True)
class Line:
    """One step on the page: what it is for, when (None: not yet), with whom, what may be done.

    ``mine``: the visitor, or their school, takes part. ``declined``: somebody said they cannot;
    ``stands``: the desk left it as it was all the same.
    """

    plan: StepPlan
    row: AppointmentRow | None = None
    starts: datetime | None = None
    people: tuple[str, ...] = ()
    fixed: bool = False
    mine: bool = False
    may_decline: bool = False
    may_plan: bool = False
    may_mark: bool = False
    declined: bool = False
    stands: bool = False
    endangers: bool = False

    @property
    def status(self) -> str:
        """How far the step is."""
        if self.row is None:
            return "blocked"
        if self.row.state == HELD:
            return "done"
        return "agreed" if self.fixed else "draft"

    @property
    def may_fix(self) -> bool:
        """Whether the visitor may fix it before its notice period."""
        return self.may_plan and not self.fixed

    @property
    def acts(self) -> bool:
        """Whether there is anything to do here for the visitor."""
        return self.may_decline or self.may_plan or self.may_mark


@dataclass(frozen=True, slots=True)
class Stop:
    """The clock stood, or stands, still: since when, until when, for whom, why, and by whom."""

    pause: Pause
    by: str


@dataclass(frozen=True, slots=True)
class Gone:
    """An appointment that was cancelled; ``why`` is there for who plans only."""

    title: Bilingual
    starts: datetime
    why: str


def lines_of(track: Track, visited: Visit) -> list[Line]:
    """Return the steps of an assessment, each with what the visitor may do."""
    plans = plans_of(track.row.profile)
    declines = declines_of(track.appointments.values()) if track.in_hand else {}
    who = _Who(visited, school_places(visited.user), track.day)
    endangers = track.standing.endangers
    return [
        _line(track, plans[step.code], who, declines, endangers)
        for step in track.steps
        if step.code in plans
    ]


def plans_of(profile: str) -> Mapping[str, StepPlan]:
    """Return the steps of a profile by code, as they are told to people."""
    return {one.code: one for one in load_steps().profiles[Profile(profile)]}


@dataclass(frozen=True, slots=True)
class _Who:
    visited: Visit
    places: frozenset[int]
    day: date


def _line(
    track: Track,
    plan: StepPlan,
    who: _Who,
    declines: Mapping[tuple[int, str], list[Proposal]],
    endangers: str,
) -> Line:
    row = track.appointments.get(plan.code)
    if row is None:
        return Line(plan, endangers=plan.code == endangers)
    people = list(row.people.all())
    mine = part_of(who.visited.user, people, who.places)
    starts, plans = local(row.starts_at), who.visited.may(Act.PLAN)
    open_ = row.state != HELD and track.in_hand
    to_come, over = starts.date() >= who.day, starts.date() <= who.day
    helps = mine is not None and bool({Role.ASSESSOR, Role.GUIDE} & who.visited.roles)
    known = declines.get((row.assessment_id, row.step), [])
    return Line(
        plan=plan,
        row=row,
        starts=starts,
        people=names_of(people),
        fixed=track.is_fixed(row),
        mine=mine is not None,
        may_decline=open_ and to_come and (mine is not None or plans),
        may_plan=open_ and to_come and plans,
        may_mark=open_ and over and (plans or helps),
        declined=any(each.dropped_at is None for each in known),
        stands=mine is not None and _was_turned_down(mine, row, known),
        endangers=plan.code == endangers,
    )


def names_of(people: Iterable[AppointmentPerson]) -> tuple[str, ...]:
    """Return who takes part, in words."""
    return tuple(str(one.user or one.organisation) for one in people)


def _was_turned_down(mine: AppointmentPerson, row: AppointmentRow, known: list[Proposal]) -> bool:
    """Return whether the desk took back that somebody cannot come at this very moment."""
    keys = {user_key(mine.user_id or 0), class_key(mine.organisation_id or 0)}
    own = [each for each in known if each.values.get("owner") in keys]
    return bool(own) and own[0].dropped_by_id is not None and _was_about(own[0], row)


def _was_about(proposal: Proposal, row: AppointmentRow) -> bool:
    at = local(row.starts_at).isoformat()
    return any(
        change["step"] == row.step and change["before"] and change["before"]["at"] == at
        for change in proposal.changes
    )


def stops_of(track: Track) -> list[Stop]:
    """Return when the clock stood still, the last first."""
    acts = acts_on(track.row.dossier.subject_key).filter(name__in=STOPS)
    by = {(act.details.get("day"), act.details.get("reason")): str(act.actor or "") for act in acts}
    found = [
        Stop(pause, by.get((pause.period.first.isoformat(), pause.reason), ""))
        for pause in track.pauses
    ]
    return sorted(found, key=lambda one: one.pause.period.first, reverse=True)


def promises_of(track: Track) -> list[PromiseRow]:
    """Return every day that was promised, the last first."""
    made = [row for row in track.row.promises.all() if row.promised_on is not None]
    return made[::-1]


def gone_of(track: Track, visited: Visit) -> list[Gone]:
    """Return what was cancelled, the last first."""
    plans, told = plans_of(track.row.profile), visited.may(Act.PLAN)
    return [
        Gone(plans[row.step].title, local(row.starts_at), row.why_cancelled if told else "")
        for row in cancelled_of(track.row)
        if row.step in plans and row.state == CANCELLED
    ]


def ask_of(track: Track) -> Ask:
    """Return whose turn it is within the five weeks, and for what."""
    parts = {step.code: step.parts for step in track.steps}
    begun = State(track.row.dossier.state) is not State.ASSESSMENT_REQUESTED
    return ask_on(Situation(track.course, track.standing, begun, parts), track.day)


def why_of(track: Track) -> tuple[Finding, ...]:
    """Return why this day was promised, or why none was."""
    said = track.told_last
    return findings_in(said.findings) if said else ()


def lacks_moment(track: Track) -> bool:
    """Return whether there is something to plan that has no moment."""
    planned = track.appointments
    lacking = track.promise is None or any(step.code not in planned for step in track.steps)
    return track.in_hand and lacking
