"""A question about the months to come as rows keep it, and the stage it is answered on."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from loopbrug.core.assessment.forecast import Forecast, Gain, Run, Tally, gains, told
from loopbrug.core.assessment.region_load import Grade
from loopbrug.core.assessment.stage import QUICK, Question, Stage, Taken, window
from loopbrug.core.assessment.whatif import extra_from
from loopbrug.core.terms.finding import Finding, Weight
from loopbrug.web.assessment.facts.calendars import (
    class_key,
    resources_for,
    rooms_key,
    user_key,
)
from loopbrug.web.assessment.facts.panels import talent_of
from loopbrug.web.assessment.facts.planning import block_of
from loopbrug.web.assessment.facts.region import Sources, region_on
from loopbrug.web.assessment.facts.tracks import notice_days
from loopbrug.web.assessment.models import AppointmentPerson, ForecastRow
from loopbrug.web.assessment.queries.outlook import estimate_on, in_hand, taken_from
from loopbrug.web.assessment.queries.planning import calendars_in
from loopbrug.web.pathway.facts import law

_JUDGED = Grade.JUDGED.value


@dataclass(frozen=True, slots=True)
class Asked:
    """A question about a region with the number that chance begins with."""

    region: str
    question: Question
    seed: int

    @property
    def present(self) -> "Asked":
        """The same question about what there is now."""
        return replace(self, question=self.question.present)

    @property
    def plain(self) -> dict[str, Any]:
        """The question as plain data, whatever the day it is asked."""
        question = self.question
        return {
            "first": question.first.replace(day=1).isoformat(),
            "months": question.months,
            "runs": question.runs,
            "extra": sorted(str(each) for each in question.extra),
            "less": sorted(question.less),
            "seed": self.seed,
        }

    @property
    def key(self) -> str:
        """A fingerprint of the question."""
        return _print_of(self.plain)


def asked_in(row: ForecastRow, today: date) -> Asked:
    """Return the question that a row keeps, asked on ``today``."""
    kept: Mapping[str, Any] = row.question
    question = question_on(
        today,
        first=date.fromisoformat(kept["first"]),
        months=kept["months"],
        runs=kept["runs"],
        extra=tuple(extra_from(each) for each in kept["extra"]),
        less=tuple(kept["less"]),
    )
    return Asked(row.region, question, kept["seed"])


def question_on(today: date, **about: Any) -> Question:
    """Return a question that is asked on a day, by the goal and the notice of that day."""
    goal = int(str(law().on("go.target_total", today).value))
    trial = replace(QUICK, goal_days=goal, notice_days=notice_days())
    return Question(trial=trial, today=today, **about)


def stage_for(region: str, question: Question) -> Stage:
    """Return what a region has in the months asked about, in a constant number of questions."""
    grid, period = window(question)
    calendars = tuple(calendars_in(region))
    resources = resources_for(region, grid, calendars)
    estimate = estimate_on(region, max(question.first, question.today or question.first))
    sources = Sources(region, talent_of(region, resources), calendars, estimate)
    found = region_on(sources, period.first)
    keys = {key for keys in found.keys_by_part().values() for key in keys}
    keys |= {each.key for each in found.lessons}
    start = timezone.make_aware(datetime.combine(grid.monday, time()))
    taken = tuple(_taken(taken_from(region, start), keys, grid))
    assumed = (*found.assumptions, *_assumed(in_hand(region)))
    return Stage(
        replace(found, assumptions=assumed),
        grid,
        period,
        {key: resources[key] for key in keys if key in resources},
        taken,
    )


def mark_of(stage: Stage, asked: Asked) -> str:
    """Return a fingerprint of everything an answer rests on, from the months asked about on."""
    region, grid = stage.region, stage.grid
    offset = max(grid.first_block(stage.period.first), 0)
    people = (*region.assessors, *region.guides, *region.rooms, *region.lessons)
    return _print_of({
        "notice": asked.question.trial.notice_days,
        "people": sorted(repr(each) for each in people),
        "expected": sorted(repr(each) for each in region.expected),
        "months": region.month_weights,
        "free": {key: f"{one.free >> offset:x}" for key, one in sorted(stage.resources.items())},
        "taken": sorted((key, at - offset, end - offset) for key, at, end in stage.taken),
    })  # fmt: skip


def plain_runs(runs: Iterable[Run]) -> list[list[list[int]]]:
    """Return replays as plain data; ``runs_in`` gives them back."""
    return [[[each.on_time, each.cases] for each in run] for run in runs]


def runs_in(rows: Iterable[Iterable[Iterable[int]]]) -> tuple[Run, ...]:
    """Return the replays that ``plain_runs`` wrote down."""
    return tuple(tuple(Tally(*pair) for pair in run) for run in rows)


@dataclass(frozen=True, slots=True)
class Answer:
    """What the page shows: the present, what would be otherwise, and how far the chance is."""

    now: Forecast
    then: Forecast | None
    row: ForecastRow | None
    stale: bool

    @property
    def gains(self) -> tuple[Gain, ...]:
        """What the change does to the chance, by month; nothing when it was not counted."""
        if self.then is None or not self.now.runs or self.now.runs != self.then.runs:
            return ()
        return gains(self.now, self.then)


def answer_of(asked: Asked, stage: Stage, row: ForecastRow | None) -> Answer:
    """Return the load as it is now, with the chance as it was counted, if it was."""
    kept: Mapping[str, Any] = (row.result if row else None) or {}
    now = told(stage, asked.question.present, runs_in(kept.get("now", ())), asked.seed)
    then = None
    if asked.question.changes:
        then = told(stage, asked.question, runs_in(kept.get("then", ())), asked.seed)
    stale = bool(kept) and row is not None and row.mark != mark_of(stage, asked)
    return Answer(now, then, row, stale)


def _taken(people: Iterable[AppointmentPerson], keys: set[str], grid: Any) -> Iterator[Taken]:
    for person in people:
        key = _key(person)
        row = person.appointment
        first = block_of(grid, row.starts_at)
        if key in keys and first < grid.blocks:
            yield key, first, block_of(grid, row.ends_at - timedelta(minutes=1))


def _key(person: AppointmentPerson) -> str:
    if person.user_id is not None:
        return user_key(person.user_id)
    place = person.organisation_id or 0
    return rooms_key(place) if person.part == "room" else class_key(place, person.group)


def _assumed(running: int) -> Iterator[Finding]:
    yield Finding.of(
        "assessment.assumed-in-hand", weight=Weight.INFORMS, count=running,
        grade=Grade.OFFICIAL.value,
    )  # fmt: skip
    for about in ("candidates", "steps"):
        yield Finding.of(f"assessment.assumed-{about}", weight=Weight.INFORMS, grade=_JUDGED)


def _print_of(plain: object) -> str:
    return hashlib.sha256(json.dumps(plain, sort_keys=True, default=str).encode()).hexdigest()
