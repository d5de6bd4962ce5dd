"""One assessment on its way: its steps, appointments, promise, and how it stands on a day."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from django.conf import settings
from django.utils import timezone

from loopbrug.core.assessment.clock import Course, Stage, Standing, due_after, standing_on
from loopbrug.core.assessment.grids import monday_of, standard_grid, working_days_after
from loopbrug.core.assessment.model import Grid, Part, Step
from loopbrug.core.assessment.steps import steps_for
from loopbrug.core.pathway.model import Pause, State
from loopbrug.core.terms.finding import BadDataError, Finding
from loopbrug.core.terms.words import Profile
from loopbrug.web.assessment.facts.calendars import closed_days
from loopbrug.web.assessment.facts.told import Week, week_of
from loopbrug.web.assessment.models import AppointmentRow, Assessment, PromiseRow
from loopbrug.web.assessment.queries.planning import HELD, PLANNED, told_in
from loopbrug.web.pathway.facts import pauses_of
from loopbrug.web.pathway.queries import Record

GRID_WEEKS = 30
IN_HAND = frozenset({State.ASSESSMENT_REQUESTED, State.ASSESSING})
LESSON, DECISION, EXPLANATION = "lesson", "decision", "explanation"


@dataclass(frozen=True, slots=True)
class Track:
    """One assessment as pages and planner read it on ``day``.

    ``week`` None: what the candidate told can no longer be read, ``faults`` say why, and there
    are no steps. ``appointments`` are those that are planned or held, by step.
    """

    row: Assessment
    day: date
    week: Week | None
    steps: tuple[Step, ...]
    pauses: tuple[Pause, ...]
    appointments: Mapping[str, AppointmentRow]
    faults: tuple[Finding, ...] = ()

    @property
    def in_hand(self) -> bool:
        """Whether there is something to plan: it runs, and the dossier does not rest."""
        return self.row.ended_on is None and State(self.row.dossier.state) in IN_HAND

    @property
    def own_class(self) -> bool:
        """Whether the lesson is seen in the class that the candidate teaches already."""
        return self.week is not None and bool(self.week.teaches)

    @property
    def promise(self) -> PromiseRow | None:
        """What was promised last; None when nothing was."""
        made = [each for each in self.row.promises.all() if each.promised_on is not None]
        return made[-1] if made else None

    @property
    def told_last(self) -> PromiseRow | None:
        """What the planner said last, also when it could promise nothing."""
        return next(reversed(self.row.promises.all()), None)

    @property
    def due_on(self) -> date | None:
        """The promised day, later by the days the clock stood still since it was promised."""
        made = self.promise
        if made is None or made.promised_on is None:
            return None
        return due_after(made.made_on, made.promised_on, self.pauses, self.day)

    @property
    def goal_on(self) -> date:
        """The last day that is on time by our own goal, and before a contract ends."""
        goal = due_after(self.row.started_on, self.row.goal_on, self.pauses, self.day)
        ends = self.week.contract_ends if self.week else None
        return min(goal, ends) if ends else goal

    @property
    def course(self) -> Course:
        """The steps with their days, the promise and the pauses, as the clock reads them."""
        made = self.promise
        return Course(
            stages=tuple(self._stage(step.code) for step in self.steps),
            made_on=made.made_on if made else self.row.started_on,
            promised_on=made.promised_on if made else None,
            pauses=self.pauses,
            ended_on=self.row.ended_on,
        )

    @property
    def standing(self) -> Standing:
        """How it stands on the day."""
        return standing_on(self.course, self.day)

    def _stage(self, step: str) -> Stage:
        row = self.appointments.get(step)
        if row is None:
            return Stage(step)
        return Stage(step, local(row.starts_at).date(), row.state == HELD)

    @property
    def all_held(self) -> bool:
        """Whether every step up to the decision was held."""
        before = [step.code for step in self.steps if step.code not in (DECISION, EXPLANATION)]
        found = (self.appointments.get(code) for code in before)
        return bool(before) and all(row is not None and row.state == HELD for row in found)

    def is_fixed(self, row: AppointmentRow) -> bool:
        """Return whether an appointment is fixed: by a person, or inside its notice period."""
        return is_fixed(row, self.day, self.row.dossier.region)


def is_fixed(row: AppointmentRow, day: date, region: str) -> bool:
    """Return whether an appointment is fixed on ``day``; a held one always is."""
    if row.fixed_at is not None or row.state != PLANNED:
        return True
    return local(row.starts_at).date() < fixed_until(day, region)


def fixed_until(day: date, region: str) -> date:
    """Return the first day that lies outside the notice period."""
    return working_days_after(day, notice_days(), closed_days(region)[1])


def mended_from(day: date, region: str) -> date:
    """Return the first day on which a lost appointment can come back, sooner than a move."""
    days: int = min(settings.MENDING_DAYS, notice_days())
    return working_days_after(day, days, closed_days(region)[1])


def notice_days() -> int:
    """Return how many working days before it an appointment becomes fixed."""
    days: int = settings.NOTICE_DAYS
    return days


def local(moment: datetime) -> datetime:
    """Return a moment as people in the region read it."""
    return timezone.localtime(moment)


def grid_on(day: date) -> Grid:
    """Return the grid that is planned on: from a week ago, so that what was just held is in it."""
    return standard_grid(monday_of(day) - timedelta(days=7), GRID_WEEKS)


def tracks_of(rows: Iterable[Assessment], told: Mapping[int, Record], day: date) -> list[Track]:
    """Return assessments as they stand on a day; ``told`` is what was told, per assessment."""
    grid = grid_on(day)
    return [track_of(row, told.get(row.pk), grid, day) for row in rows]


def region_tracks(rows: Iterable[Assessment], region: str, day: date) -> list[Track]:
    """Return assessments of a region that run."""
    return tracks_of(rows, told_in(region), day)


def track_of(row: Assessment, record: Record | None, grid: Grid, day: date) -> Track:
    """Return one assessment as it stands on a day."""
    profile = Profile(row.profile)
    week: Week | None = None
    steps: tuple[Step, ...] = ()
    faults: tuple[Finding, ...] = ()
    try:
        if record is not None:
            week = week_of(record, row.dossier.region, profile, day)
            steps = _steps(week, profile, grid)
    except BadDataError as error:
        faults = error.findings
    return Track(
        row=row,
        day=day,
        week=week,
        steps=steps,
        pauses=pauses_of(row.dossier),
        appointments={each.step: each for each in row.appointments.all()},
        faults=faults,
    )


def _steps(week: Week, profile: Profile, grid: Grid) -> tuple[Step, ...]:
    """Return the steps; who teaches their own class is in it already when the lesson is seen."""
    steps = steps_for(profile, week.sector, grid)
    if not week.teaches:
        return steps
    return tuple(
        replace(step, parts=tuple(part for part in step.parts if part is not Part.CANDIDATE))
        if step.code == LESSON
        else step
        for step in steps
    )


def track_on(row: Assessment, day: date) -> Track:
    """Return one assessment, running or ended, as it stands on a day."""
    record = Record.objects.filter(dossier=row.dossier_id).first()
    return track_of(row, record, grid_on(day), day)
