"""What is coming: load against capacity for each role, and the chance of keeping five weeks.

The load is reckoned from what is expected; the chance is counted in replayed half years, in
which the planner itself promises and plans with little search (Monte Carlo).
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, time, timedelta

from loopbrug.core.assessment.calendars import ExtraHours, free_mask
from loopbrug.core.assessment.draw import Dice, daily_rates, draw
from loopbrug.core.assessment.grids import blocks_within
from loopbrug.core.assessment.model import Grid, Part
from loopbrug.core.assessment.region_load import Grade, Inflow, RegionAssessment, Side
from loopbrug.core.assessment.simulate import Ending, Scene, Trial, play, scene_of
from loopbrug.core.assessment.steps import steps_for
from loopbrug.core.terms.finding import Finding, Weight
from loopbrug.core.terms.words import Period, Sector

RUNNING_IN_WEEKS = 6
"""Weeks that are played before the first month, so that it does not begin with empty hands."""
QUICK = Trial(moves=60)
"""Little search: many replays in the time of one."""
OFFICE_HOURS = (time(9), time(16))


@dataclass(frozen=True, slots=True)
class Extra:
    """One more day by somebody who assesses already, to see what it would do.

    For the field's side it is somebody who judges ``subject``; the day is ``OFFICE_HOURS``.
    """

    side: Side
    sector: Sector
    subject: str
    day: date


@dataclass(frozen=True, slots=True)
class Question:
    """What a forecast is asked: from which month, how many, in how many replays."""

    first: date
    months: int = 6
    runs: int = 8
    trial: Trial = QUICK
    extra: tuple[Extra, ...] = ()


@dataclass(frozen=True, slots=True)
class RoleLoad:
    """What is asked of a role in a month and what it has, in blocks of an hour and a half.

    ``group`` names the subjects on the field's side, and is "" elsewhere. Somebody who judges
    in more groups counts in each by what is expected of it.
    """

    part: Part
    group: str
    asked: float
    free: float

    @property
    def use(self) -> float:
        """The share that is asked; above 1 when more is asked than there is."""
        return self.asked / self.free if self.free else float(self.asked > 0)


@dataclass(frozen=True, slots=True)
class MonthForecast:
    """One month: cases expected to arrive, load by role, and the chance to keep five weeks.

    ``on_time`` is the share of the cases that arrived in this month in all replays and were done
    in time (None: none arrived); ``low`` and ``high`` are the worst and best replay.
    """

    month: date
    cases: float
    loads: tuple[RoleLoad, ...]
    on_time: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Forecast:
    """The months asked for, what it rests on, and the seed with which it can be done again."""

    months: tuple[MonthForecast, ...]
    assumptions: tuple[Finding, ...]
    seed: int


def forecast(region: RegionAssessment, question: Question, dice: Dice, seed: int) -> Forecast:
    """Return the forecast of a region.

    ``dice`` is a generator made from ``seed``. Two questions that differ in ``extra`` only, with
    generators of the same seed, meet the same candidates: their difference is what it would do.
    """
    months = tuple(_months(question))
    start = months[0].first - timedelta(weeks=RUNNING_IN_WEEKS)
    scene = with_extra(scene_of(region, Period(start, months[-1].last)), question.extra)
    runs = [_replay(scene, question.trial, each, seed) for each in dice.spawn(question.runs)]
    return Forecast(
        tuple(_month(scene, month, runs) for month in months),
        (*region.assumptions, *_assumed(question)),
        seed,
    )


def _replay(scene: Scene, trial: Trial, dice: Dice, seed: int) -> tuple[Ending, ...]:
    drawn = draw(scene.region, scene.grid, scene.period, trial.goal_days, dice)
    return play(scene, drawn, trial, seed)


def _months(question: Question) -> Iterator[Period]:
    first = question.first.replace(day=1)
    for _ in range(question.months):
        following = (first + timedelta(days=31)).replace(day=1)
        yield Period(first, following - timedelta(days=1))
        first = following


def _assumed(question: Question) -> tuple[Finding, ...]:
    runs = Finding.of(
        "assessment.assumed-runs", weight=Weight.INFORMS, grade=Grade.JUDGED.value,
        runs=question.runs, weeks=RUNNING_IN_WEEKS,
    )  # fmt: skip
    return (runs,)


def with_extra(scene: Scene, extra: Iterable[Extra]) -> Scene:
    """Return the scene with each extra day given by whoever of that kind has least hours.

    An extra day for which there is nobody changes nothing.
    """
    found = dict(scene.resources)
    for each in extra:
        able = scene.region.assessors_for(each.side, each.sector, each.subject)
        if able:
            key = min(able, key=lambda one: (found[one.key].free.bit_count(), one.key)).key
            hours = [ExtraHours(each.day, *OFFICE_HOURS)]
            bits = free_mask(scene.grid, [], hours, holidays=scene.region.public_holidays)
            found[key] = replace(found[key], free=found[key].free | bits)
    return replace(scene, resources=found)


def _month(scene: Scene, month: Period, runs: Iterable[Iterable[Ending]]) -> MonthForecast:
    inside = [[each.on_time for each in run if each.case.arrived_on in month] for run in runs]
    shares = [sum(run) / len(run) for run in inside if run]
    arrived = sum(len(run) for run in inside)
    return MonthForecast(
        month=month.first,
        cases=sum(rate for _, rate in daily_rates(scene.region, month)),
        loads=loads_in(scene, month),
        on_time=sum(sum(run) for run in inside) / arrived if arrived else None,
        low=min(shares, default=None),
        high=max(shares, default=None),
    )


def loads_in(scene: Scene, month: Period) -> tuple[RoleLoad, ...]:
    """Return for each role what the cases that arrive in a month ask, and what it has in it."""
    region = scene.region
    cases = sum(rate for _, rate in daily_rates(region, month))
    total = sum(each.per_year for each in region.expected)
    asked = {each: cases * each.per_year / total for each in region.expected}
    window = blocks_within(scene.grid, [month])
    free = {
        key: (one.free & window).bit_count() * one.capacity for key, one in scene.resources.items()
    }
    return (*_by_part(scene, asked, free), *_by_group(scene, asked, free))


def _by_part(
    scene: Scene, asked: Mapping[Inflow, float], free: Mapping[str, int]
) -> Iterator[RoleLoad]:
    for part, keys in scene.region.keys_by_part().items():
        if part is not Part.FIELD:
            need = sum(cases * _blocks(each, part, scene.grid) for each, cases in asked.items())
            yield RoleLoad(part, "", need, sum(free[key] for key in keys))


def _by_group(
    scene: Scene, asked: Mapping[Inflow, float], free: Mapping[str, int]
) -> Iterator[RoleLoad]:
    """Yield the field's side by group; who judges in more of them is divided over them."""
    region = scene.region
    groups = {subject: group.code for group in region.groups for subject in group.subjects}
    need = dict.fromkeys(groups.values(), 0.0)
    able: dict[str, dict[str, float]] = {}
    for each, cases in asked.items():
        group, blocks = groups[each.subject], cases * _blocks(each, Part.FIELD, scene.grid)
        need[group] += blocks
        people = region.assessors_for(Side.FIELD, each.sector, each.subject)
        for one in people:
            shares = able.setdefault(one.key, dict.fromkeys(need, 0.0))
            shares[group] += blocks / len(people)
    for group in need:
        has = (
            free[key] * shares[group] / sum(shares.values())
            for key, shares in able.items()
            if any(shares.values())
        )
        yield RoleLoad(Part.FIELD, group, need[group], sum(has))


def _blocks(inflow: Inflow, part: Part, grid: Grid) -> int:
    steps = steps_for(inflow.profile, inflow.sector, grid)
    return sum(step.blocks * step.parts.count(part) for step in steps)
