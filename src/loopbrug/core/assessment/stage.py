"""What a forecast is asked, and what a region has in the time it is asked about."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from loopbrug.core.assessment.grids import monday_of, standard_grid
from loopbrug.core.assessment.model import Grid, Part, Resource
from loopbrug.core.assessment.region_load import Inflow, RegionAssessment, Side, resources_of
from loopbrug.core.assessment.simulate import ROOM_AFTER_WEEKS, Scene, Trial
from loopbrug.core.assessment.whatif import Extra, with_extra, without
from loopbrug.core.terms.words import Period

RUNNING_IN_WEEKS = 6
"""Weeks that are played before the first month, so that it does not begin with empty hands."""
QUICK = Trial(moves=60)
"""Little search: many replays in the time of one."""

Taken = tuple[str, int, int]
"""Somebody, by key, who is taken from a block to a block, both included."""


@dataclass(frozen=True, slots=True)
class Question:
    """What a forecast is asked: from which month, how many, in how many replays.

    ``today`` is the day it is asked; nothing before it is played. None: from six weeks before the
    first month. ``extra`` are days on top, ``less`` the keys of who is not there at all.
    """

    first: date
    months: int = 6
    runs: int = 8
    trial: Trial = QUICK
    extra: tuple[Extra, ...] = ()
    less: tuple[str, ...] = ()
    today: date | None = None

    @property
    def changes(self) -> bool:
        """Whether anything is otherwise than it is now."""
        return bool(self.extra or self.less)

    @property
    def present(self) -> "Question":
        """The same question about what there is now."""
        return replace(self, extra=(), less=())


@dataclass(frozen=True, slots=True)
class Stage:
    """A region in the time asked about: who is free when, and what is taken already.

    ``resources`` have all their hours; ``taken`` is what cases in hand ask of them.
    """

    region: RegionAssessment
    grid: Grid
    period: Period
    resources: Mapping[str, Resource]
    taken: tuple[Taken, ...] = field(default=())

    def scene(self) -> Scene:
        """Return where it is played: without the hours that are taken, and what cannot be."""
        region = replace(self.region, expected=playable(self.region))
        return Scene(region, self.grid, without_taken(self.resources, self.taken), self.period)

    def after(self, question: Question) -> "Stage":
        """Return the stage with what the question says is otherwise."""
        found = with_extra(self.region, self.grid, self.resources, question.extra)
        return replace(self, resources=without(found, question.less))


def months_of(question: Question) -> tuple[Period, ...]:
    """Return the months asked about; the one that has begun, from today on.

    Examples
    --------
    >>> [str(each.first) for each in months_of(Question(date(2027, 4, 1), 2))]
    ['2027-04-01', '2027-05-01']
    """
    return tuple(_months(question))


def _months(question: Question) -> Iterator[Period]:
    first = question.first.replace(day=1)
    for _ in range(question.months):
        following = (first + timedelta(days=31)).replace(day=1)
        last = following - timedelta(days=1)
        if question.today is None or question.today <= last:
            yield Period(max(first, question.today or first), last)
        first = following


def window(question: Question) -> tuple[Grid, Period]:
    """Return the grid that is played on, and the days on which people arrive in it."""
    months = months_of(question)
    start = months[0].first - timedelta(weeks=RUNNING_IN_WEEKS)
    period = Period(max(start, question.today or start), months[-1].last)
    monday = monday_of(period.first)
    weeks = (period.days + period.first.weekday()) // 7 + ROOM_AFTER_WEEKS
    return standard_grid(monday, weeks), period


def stage_of(region: RegionAssessment, question: Question) -> Stage:
    """Return the stage of a region that is known from a file, with nothing in hand."""
    grid, period = window(question)
    return Stage(region, grid, period, resources_of(region, grid))


def playable(region: RegionAssessment) -> tuple[Inflow, ...]:
    """Return who can be played: there is somebody for every part, wherever they are hired."""
    return tuple(each for each in region.expected if each.per_year and not lacking(region, each))


def lacking(region: RegionAssessment, inflow: Inflow) -> tuple[Part, ...]:
    """Return the parts for which there is nobody when somebody like this comes."""
    choices = region.choices(inflow.sector, inflow.subject)
    places = [each for each in region.lessons if inflow.sector in each.sectors]
    boards = {each.board for each in places} or {""}
    judges = (
        region.assessors_for(Side.FIELD, inflow.sector, inflow.subject, each) for each in boards
    )
    found = {part for part, keys in choices.items() if not keys}
    return tuple(part for part in Part if part in found or (part is Part.FIELD and not any(judges)))


def without_taken(resources: Mapping[str, Resource], spans: Iterable[Taken]) -> dict[str, Resource]:
    """Return resources that are free no more where all they have is taken."""
    used: Counter[tuple[str, int]] = Counter(
        (key, block) for key, first, last in spans for block in range(first, last + 1)
    )
    found = dict(resources)
    for (key, block), count in used.items():
        if key in found and count >= found[key].capacity:
            found[key] = replace(found[key], free=found[key].free & ~(1 << block))
    return found
