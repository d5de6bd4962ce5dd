"""From the rows of a region to one planning problem, and from a plan back to rows."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from loopbrug.core.assessment.expected import Expected
from loopbrug.core.assessment.model import (
    Appointment,
    Case,
    Grid,
    Part,
    PlanningProblem,
    Resource,
    Step,
)
from loopbrug.core.terms.finding import Finding, Weight
from loopbrug.web.assessment.facts.calendars import (
    class_key,
    closed_days,
    group_of,
    pk_of,
    resources_for,
    rooms_key,
    user_key,
)
from loopbrug.web.assessment.facts.panels import Talent, asked_of, choices_of, talent_of
from loopbrug.web.assessment.facts.told import class_from, resource_from
from loopbrug.web.assessment.facts.tracks import (
    LESSON,
    Track,
    fixed_until,
    grid_on,
    local,
    region_tracks,
)
from loopbrug.web.assessment.models import AppointmentPerson, AppointmentRow, Calendar
from loopbrug.web.assessment.queries.planning import (
    HELD,
    busy_from,
    calendars_in,
    running_in,
    started_since,
)

Span = tuple[str, int, int]
"""Somebody, by key, who is taken from a block to a block, both included."""
_OWN_CLASS = "class:"
_WINDOW = 60
"""Working days over which arrivals are counted, to expect as many."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A region as the planner sees it: the problem, and which row each case is.

    ``tracks`` are all that run, by case key; ``lacking`` says per case why it cannot be planned.
    """

    region: str
    day: date
    problem: PlanningProblem
    tracks: Mapping[str, Track]
    talent: Talent
    lacking: Mapping[str, tuple[Finding, ...]]
    started: int

    def case(self, key: str) -> Case:
        """Return one case; raises ``KeyError`` when it is not planned."""
        return {case.key: case for case in self.problem.cases}[key]

    def plannable(self) -> PlanningProblem:
        """Return the problem without the cases for which somebody is missing."""
        return self.only(key for key, lacking in self.lacking.items() if not lacking)

    def only(self, keys: Iterable[str]) -> PlanningProblem:
        """Return the problem of some cases; what is planned for the others is taken."""
        wanted = set(keys)
        cases = tuple(case for case in self.problem.cases if case.key in wanted)
        others = [case for case in self.problem.cases if case.key not in wanted]
        spans = [span for case in others for span in spans_of(case)]
        resources = without_taken(self.problem.resources, spans)
        return replace(self.problem, cases=cases, resources=resources)

    @property
    def expected(self) -> Expected | None:
        """Who is likely to come: as many as lately, like those in hand."""
        examples = tuple(
            (replace(case, held={}), 1.0)
            for case in self.problem.cases
            if not self.lacking[case.key]
        )
        return Expected(self.started / _WINDOW, examples) if examples and self.started else None


def picture_of(region: str, day: date, *, takeover: bool = False) -> Picture:
    """Return a region on a day, in a constant number of questions.

    With ``takeover`` others may take the part of who was named: for mending a loss.
    """
    grid = grid_on(day)
    calendars = list(calendars_in(region))
    tracks = {key_of(track): track for track in region_tracks(running_in(region), region, day)}
    resources = resources_for(region, grid, calendars)
    for key in _without_week(tracks.values(), calendars):
        resources.pop(key, None)
    talent = talent_of(region, resources)
    resources |= _candidates(tracks.values(), grid, calendars, resources)
    in_hand = [track for track in tracks.values() if track.in_hand and track.week]
    cases = tuple(_case(track, talent, grid, takeover=takeover) for track in in_hand)
    resources = without_taken(resources, _elsewhere(region, tracks.values(), grid))
    resources |= _never_free(cases, resources)
    now = grid.first_block(day)
    notice = grid.first_block(fixed_until(day, region)) - now
    problem = PlanningProblem(grid, resources, cases, now, notice)
    lacking = {case.key: tuple(_lacking(case, problem)) for case in cases}
    since = timezone.make_aware(datetime.combine(day - timedelta(days=_WINDOW * 7 // 5), time()))
    return Picture(region, day, problem, tracks, talent, lacking, started_since(region, since))


def key_of(track: Track) -> str:
    """Return how the planner names an assessment."""
    return str(track.row.pk)


def block_of(grid: Grid, moment: datetime) -> int:
    """Return the block a moment is in, or the last before it; never below 0."""
    at = local(moment)
    first = grid.first_block(at.date())
    started = [place for place, (start, _) in enumerate(grid.times) if start <= at.time()]
    return max(0, first + (started[-1] if started else 0))


def times_of(grid: Grid, step: Step, block: int) -> tuple[datetime, datetime]:
    """Return when a step at a block starts and ends, for people and with a zone."""
    start = timezone.make_aware(grid.starts_at(block))
    return start, start + timedelta(minutes=step.minutes)


def appointment_of(track: Track, row: AppointmentRow, grid: Grid, fixed: bool) -> Appointment:
    """Return a row as the planner knows it."""
    people = tuple(
        (Part(person.part), _person_key(track, person))
        for person in row.people.all()
        if not (row.step == LESSON and track.own_class and person.part == Part.CANDIDATE)
    )
    ordered = tuple(sorted(people, key=lambda pair: list(Part).index(pair[0])))
    return Appointment(str(track.row.pk), row.step, block_of(grid, row.starts_at), ordered, fixed)


def people_rows(track: Track, appointment: Appointment) -> Iterator[AppointmentPerson]:
    """Yield who takes part in an appointment, as rows that are not saved yet.

    Who teaches their own class takes part in their lesson, though the planner need not ask.
    """
    for part, key in appointment.people:
        if key.startswith(_OWN_CLASS):
            candidate = track.row.dossier.candidate_id
            yield AppointmentPerson(part=Part.CANDIDATE, user_id=candidate)
            yield AppointmentPerson(part=part, organisation_id=track.row.dossier.school_id)
        elif key.startswith("user:"):
            yield AppointmentPerson(part=part, user_id=pk_of(key))
        else:
            yield AppointmentPerson(part=part, organisation_id=pk_of(key), group=group_of(key))


def _person_key(track: Track, person: AppointmentPerson) -> str:
    if person.part == Part.SCHOOL and track.own_class:
        return own_class_key(track)
    return _key(person)


def _key(person: AppointmentPerson) -> str:
    if person.user_id is not None:
        return user_key(person.user_id)
    if person.part == Part.ROOM:
        return rooms_key(person.organisation_id or 0)
    return class_key(person.organisation_id or 0, person.group)


def own_class_key(track: Track) -> str:
    """Return how the planner names the class that a candidate teaches."""
    return f"{_OWN_CLASS}{track.row.pk}"


def _case(track: Track, talent: Talent, grid: Grid, *, takeover: bool) -> Case:
    row, week = track.row, track.week
    if week is None:
        raise ValueError(row)
    now = grid.first_block(track.day)
    planned = {
        code: appointment_of(track, found, grid, fixed=track.is_fixed(found))
        for code, found in track.appointments.items()
    }
    lengths = {step.code: step.blocks for step in track.steps}
    held = {
        code: each.block + lengths.get(code, 1) - 1
        for code, each in planned.items()
        if track.appointments[code].state == HELD or each.block + lengths.get(code, 1) <= now
    }
    asked = asked_of(row, week.sector)
    choices = choices_of(asked, talent, track.day, takeover=takeover)
    if track.own_class:
        choices[Part.SCHOOL] = (own_class_key(track),)
    return Case(
        key=key_of(track),
        arrived_on=row.started_on,
        ready=grid.first_block(max(row.started_on, track.day)),
        steps=track.steps,
        choices=choices,
        goal_on=track.goal_on,
        due_on=track.due_on,
        planned=tuple(planned[step.code] for step in track.steps if step.code in planned),
        held=held,
    )


def _without_week(tracks: Iterable[Track], calendars: Iterable[Calendar]) -> Iterator[str]:
    """Yield candidates who gave no hours of every week: extra hours of a day are on top of those.

    For them we go by the week they told, as long as that can be read.
    """
    with_week = {each.user_id for each in calendars if each.hours.all()}
    for track in tracks:
        candidate = track.row.dossier.candidate_id
        if track.week is not None and candidate not in with_week:
            yield user_key(candidate)


def _candidates(
    tracks: Iterable[Track],
    grid: Grid,
    calendars: Iterable[Calendar],
    known: Mapping[str, Resource],
) -> dict[str, Resource]:
    """Return candidates without hours of their own, and the classes that candidates teach."""
    by_user = {calendar.user_id: calendar for calendar in calendars}
    found: dict[str, Resource] = {}
    for track in tracks:
        if track.week is None:
            continue
        closed = closed_days(track.row.dossier.region)
        candidate = track.row.dossier.candidate_id
        key = user_key(candidate)
        if key not in known:
            calendar = by_user.get(candidate)
            found[key] = resource_from(key, track.week, grid, closed[1], calendar)
        if track.own_class:
            own = own_class_key(track)
            found[own] = class_from(own, track.week, grid, closed[0])
    return found


def _elsewhere(region: str, tracks: Iterable[Track], grid: Grid) -> Iterator[Span]:
    """Yield who is taken when by an appointment that is not planned here."""
    start = timezone.make_aware(datetime.combine(grid.monday, time()))
    for person in busy_from(region, start):
        yield _span(grid, person, person.appointment)
    for track in tracks:
        if track.in_hand and track.week:
            continue
        for row in track.appointments.values():
            for person in row.people.all():
                yield _span(grid, person, row)


def _span(grid: Grid, person: AppointmentPerson, row: AppointmentRow) -> Span:
    last = row.ends_at - timedelta(minutes=1)
    return _key(person), block_of(grid, row.starts_at), block_of(grid, last)


def spans_of(case: Case) -> Iterator[Span]:
    """Yield who is taken from which block to which by what is planned for a case."""
    lengths = {step.code: step.blocks for step in case.steps}
    for each in case.planned:
        for _, key in each.people:
            yield key, each.block, each.block + lengths[each.step] - 1


def without_taken(resources: Mapping[str, Resource], spans: Iterable[Span]) -> dict[str, Resource]:
    """Return resources that are free no more where all they have is taken."""
    used: Counter[tuple[str, int]] = Counter(
        (key, block) for key, first, last in spans for block in range(first, last + 1)
    )
    found = dict(resources)
    for (key, block), count in used.items():
        if key in found and count >= found[key].capacity:
            found[key] = replace(found[key], free=found[key].free & ~(1 << block))
    return found


def _never_free(cases: Iterable[Case], known: Mapping[str, Resource]) -> dict[str, Resource]:
    """Return whoever is asked or takes part but has no hours: never free."""
    asked = {key for case in cases for keys in case.choices.values() for key in keys}
    there = {key for case in cases for each in case.planned for _, key in each.people}
    return {key: Resource(key, 0) for key in (asked | there) - known.keys()}


def _lacking(case: Case, problem: PlanningProblem) -> Iterator[Finding]:
    """Yield who is missing: nobody for a part, or nobody with an hour to spare."""
    left = [step for step in case.steps if step.code not in case.held]
    ahead = -1 << (problem.now + problem.notice)
    for part in Part:
        if not any(part in step.parts for step in left):
            continue
        keys = case.choices[part]
        if not keys:
            yield Finding.of(f"assessment.nobody-{part.value}", part.value, weight=Weight.BLOCKS)
        elif not any(problem.resources[key].free & ahead for key in keys):
            yield Finding.of(f"assessment.no-hours-{part.value}", part.value, weight=Weight.BLOCKS)
