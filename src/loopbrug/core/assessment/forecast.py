"""What is coming: load against capacity for each role, and the chance of keeping five weeks.

The load is reckoned from what is expected; the chance is counted in replayed half years, in
which the planner itself promises and plans with little search (Monte Carlo).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from loopbrug.core.assessment.draw import Dice, draw
from loopbrug.core.assessment.region_load import Grade, RegionAssessment
from loopbrug.core.assessment.role_load import RoleLoad, cases_in, loads_in
from loopbrug.core.assessment.simulate import play
from loopbrug.core.assessment.stage import (
    Question,
    Stage,
    months_of,
    playable,
    stage_of,
    window,
)
from loopbrug.core.terms.finding import Finding, Weight


@dataclass(frozen=True, slots=True)
class Tally:
    """In one replay: how many cases arrived in a month, and how many of them were in time."""

    on_time: int
    cases: int

    @property
    def share(self) -> float | None:
        """The share in time; None when nobody arrived."""
        return self.on_time / self.cases if self.cases else None


Run = tuple[Tally, ...]
"""One replay: a tally for each month asked about."""


@dataclass(frozen=True, slots=True)
class MonthForecast:
    """One month: cases expected to arrive, load by role, and how each replay went."""

    month: date
    cases: float
    loads: tuple[RoleLoad, ...]
    runs: tuple[Tally, ...] = ()

    @property
    def on_time(self) -> float | None:
        """The chance to keep five weeks for who arrives in this month; None: nobody was played."""
        return Tally(
            sum(each.on_time for each in self.runs), sum(each.cases for each in self.runs)
        ).share

    @property
    def low(self) -> float | None:
        """The share in the worst replay."""
        return min(_shares(self.runs), default=None)

    @property
    def high(self) -> float | None:
        """The share in the best replay."""
        return max(_shares(self.runs), default=None)


@dataclass(frozen=True, slots=True)
class Forecast:
    """The months asked for, what it rests on, and the seed with which it can be done again."""

    months: tuple[MonthForecast, ...]
    assumptions: tuple[Finding, ...]
    seed: int

    @property
    def runs(self) -> int:
        """In how many replays the chance was counted; 0: it was not."""
        return len(self.months[0].runs)

    @property
    def tightest(self) -> tuple[MonthForecast, RoleLoad] | None:
        """The month and the role of which most of the time is asked; None: nothing is asked."""
        pairs = [(month, load) for month in self.months for load in month.loads if load.use]
        return max(pairs, key=lambda pair: pair[1].use, default=None)


@dataclass(frozen=True, slots=True)
class Gain:
    """What a change does to the chance in a month: on the whole, and in its replays.

    ``low`` and ``high`` are the worst and the best of the differences between two replays with
    the same candidates.
    """

    month: date
    mean: float
    low: float
    high: float


def forecast(region: RegionAssessment, question: Question, dice: Dice, seed: int) -> Forecast:
    """Return the forecast of a region that is known from a file.

    ``dice`` is a generator made from ``seed``. Two questions that differ in what is otherwise
    only, with generators of the same seed, meet the same candidates.
    """
    stage = stage_of(region, question)
    return told(stage, question, tuple(replays(stage, question, dice, seed)), seed)


def replays(stage: Stage, question: Question, dice: Dice, seed: int) -> Iterator[Run]:
    """Yield one replay after the other; none when there is nobody who can be played."""
    if not playable(stage.region):
        return
    scene, months = stage.after(question).scene(), months_of(question)
    for each in dice.spawn(question.runs):
        drawn = draw(scene.region, scene.grid, scene.period, question.trial.goal_days, each)
        ends = play(scene, drawn, question.trial, seed)
        yield tuple(
            _tally([end.on_time for end in ends if end.case.arrived_on in month])
            for month in months
        )


def told(stage: Stage, question: Question, runs: Sequence[Run], seed: int) -> Forecast:
    """Return the forecast that replays add up to; without replays it tells the load only."""
    changed = stage.after(question)
    months = tuple(
        MonthForecast(
            month.first.replace(day=1),
            cases_in(stage.region, month),
            loads_in(changed, month),
            tuple(run[place] for run in runs),
        )
        for place, month in enumerate(months_of(question))
    )
    return Forecast(months, (*stage.region.assumptions, *_assumed(question, len(runs))), seed)


def gains(before: Forecast, after: Forecast) -> tuple[Gain, ...]:
    """Return what the one does beside the other; both have the same seed, months and replays."""
    return tuple(
        gain
        for one, other in zip(before.months, after.months, strict=True)
        if (gain := _gain(one, other))
    )


def _gain(before: MonthForecast, after: MonthForecast) -> Gain | None:
    pairs = zip(before.runs, after.runs, strict=True)
    found = [
        other.on_time / other.cases - one.on_time / one.cases
        for one, other in pairs
        if one.cases and other.cases
    ]
    if not found or before.on_time is None or after.on_time is None:
        return None
    return Gain(before.month, after.on_time - before.on_time, min(found), max(found))


def _tally(in_time: Sequence[bool]) -> Tally:
    return Tally(sum(in_time), len(in_time))


def _shares(runs: Iterable[Tally]) -> list[float]:
    return [each.share for each in runs if each.share is not None]


def _assumed(question: Question, runs: int) -> Iterator[Finding]:
    """Yield what the load rests on, and the chance when it was counted."""
    grade = Grade.JUDGED.value
    yield Finding.of("assessment.assumed-load", weight=Weight.INFORMS, grade=grade)
    if runs:
        yield Finding.of("assessment.assumed-nobody-ill", weight=Weight.INFORMS, grade=grade)
        yield Finding.of(
            "assessment.assumed-runs", weight=Weight.INFORMS, grade=grade,
            runs=runs, weeks=_weeks_before(question),
        )  # fmt: skip


def _weeks_before(question: Question) -> int:
    """Return how many weeks are played before the first month."""
    first, (_, period) = months_of(question)[0].first, window(question)
    return (first - period.first).days // 7
