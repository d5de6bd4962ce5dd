"""People who might come: cases drawn from what a region expects, by a generator of chance.

What a drawn person is free for is an assumption, told in ``assumed-candidates``.
"""

from bisect import bisect
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from itertools import accumulate
from typing import Protocol, Self

from loopbrug.core.assessment.calendars import WeeklyHours, free_mask
from loopbrug.core.assessment.expected import Expected
from loopbrug.core.assessment.grids import blocks_within, is_working_day, working_days_between
from loopbrug.core.assessment.model import Case, Grid, Part, Resource
from loopbrug.core.assessment.region_load import Inflow, LessonPlace, RegionAssessment
from loopbrug.core.assessment.steps import steps_for
from loopbrug.core.terms.words import Period, Profile, TimeSlot, Weekday

MORNING, AFTERNOON, EVENING = (
    (time(9), time(12)),
    (time(13), time(16)),
    (time(19), time(20, 30)),
)
FREE_BY_DAY, FREE_BY_EVENING = 0.6, 0.8
"""The chance that a drawn person is free on a half day, on an evening."""
TEACHING_DAYS = (2, 4)
"""Days a week that a drawn person who teaches already stands before the class."""
_GUIDES, _PLACES = 3, 3
"""How many guides and places for a lesson a case may choose from: one named guide, near by."""


class Dice(Protocol):
    """What is asked of a generator of chance; numpy's ``Generator`` is one."""

    def random(self) -> float:
        """Return a number from 0 up to 1."""
        ...

    def poisson(self, lam: float) -> int:
        """Return how often something happens that happens ``lam`` times on average."""
        ...

    def permutation(self, x: int) -> Iterable[int]:
        """Return the numbers below ``x`` in any order."""
        ...

    def spawn(self, n_children: int) -> Sequence[Self]:
        """Return generators that know nothing of each other."""
        ...


@dataclass(frozen=True, slots=True)
class Drawn:
    """Cases in order of arrival, what each is, and the resources that came with them."""

    cases: tuple[Case, ...]
    inflow: Mapping[str, Inflow]
    resources: Mapping[str, Resource]


def draw(region: RegionAssessment, grid: Grid, period: Period, goal_days: int, dice: Dice) -> Drawn:
    """Return the cases that arrive in a period, as many a working day as the region expects.

    Each has a resource for the candidate, and one for their own class if they teach already.
    """
    cases: list[Case] = []
    inflow: dict[str, Inflow] = {}
    resources: dict[str, Resource] = {}
    desk = Desk(region, grid, goal_days, dice)
    for day, rate in daily_rates(region, period):
        for _ in range(int(dice.poisson(rate))):
            key = f"case-{len(cases) + 1:04}"
            kind = desk.kind()
            case, own = desk.case(key, kind, day)
            cases.append(case)
            inflow[key] = kind
            resources.update({each.key: each for each in own})
    return Drawn(tuple(cases), inflow, resources)


def expected_of(region: RegionAssessment, grid: Grid) -> Expected:
    """Return who is likely to come, as the planner asks it: one example of each kind."""
    examples = []
    for number, each in enumerate(region.expected):
        case = Case(
            key=f"expected-{number}",
            arrived_on=grid.monday,
            ready=0,
            steps=steps_for(each.profile, each.sector, grid),
            choices={Part.CANDIDATE: (), **region.choices(each.sector, each.subject)},
            goal_on=grid.monday,
        )
        examples.append((case, float(each.per_year)))
    rates = [
        rate for _, rate in daily_rates(region, Period(grid.monday, grid.day_of(grid.blocks - 1)))
    ]
    return Expected(sum(rates) / len(rates), tuple(examples))


def daily_rates(region: RegionAssessment, period: Period) -> list[tuple[date, float]]:
    """Return for each working day of a period how many cases are expected to arrive."""
    yearly = sum(each.per_year for each in region.expected)
    total = sum(region.month_weights)
    found = []
    for past in range(period.days):
        day = period.first + timedelta(days=past)
        if is_working_day(day, region.public_holidays):
            month = yearly * region.month_weights[day.month - 1] / total
            found.append((day, month / _working_days(day.year, day.month, region)))
    return found


def _working_days(year: int, month: int, region: RegionAssessment) -> int:
    first = date(year, month, 1)
    following = date(year + month // 12, month % 12 + 1, 1)
    return working_days_between(first, following - timedelta(days=1), region.public_holidays)


class Desk:
    """Makes cases: who they are, where they will work, when they are free."""

    def __init__(self, region: RegionAssessment, grid: Grid, goal_days: int, dice: Dice) -> None:
        self.region, self.grid, self.goal_days, self.dice = region, grid, goal_days, dice
        self.upto = tuple(accumulate(each.per_year for each in region.expected))
        self.holidays = blocks_within(grid, region.public_holidays)
        self.no_school = blocks_within(grid, region.school_holidays) | self.holidays

    def kind(self) -> Inflow:
        """Return a profile, sector and subject, as often as they are expected."""
        return self.region.expected[bisect(self.upto, self.dice.random() * self.upto[-1])]

    def case(self, key: str, kind: Inflow, day: date) -> tuple[Case, list[Resource]]:
        """Return a case that arrives on ``day``, with the resources that are its own."""
        grid = self.grid
        places = [each for each in self.region.lessons if kind.sector in each.sectors]
        choices = self._choices(kind, places)
        candidate = Resource(f"{key}-candidate", self._candidate(places))
        own = [candidate]
        if kind.profile is Profile.UNQUALIFIED:
            class_ = Resource(f"{key}-class", self._own_class())
            own = [Resource(candidate.key, candidate.free | class_.free), class_]
            summer = [each.key for each in places if each.open_in]
            choices[Part.SCHOOL] = (class_.key, *summer[:_PLACES])
        case = Case(
            key=key,
            arrived_on=day,
            ready=grid.first_block(day) + grid.per_day,
            steps=steps_for(kind.profile, kind.sector, grid),
            choices={Part.CANDIDATE: (candidate.key,), **choices},
            goal_on=day + timedelta(days=self.goal_days),
        )
        return case, own

    def _choices(self, kind: Inflow, places: Sequence[LessonPlace]) -> dict[Part, tuple[str, ...]]:
        """Return who may take part for somebody hired by one of the schools with places.

        A school whose board leaves no assessor of the field for the subject is passed over.
        """
        for hired in (places[number] for number in self.dice.permutation(len(places))):
            found = self.region.choices(kind.sector, kind.subject, hired.board, hired.school)
            if found[Part.FIELD]:
                break
        found[Part.GUIDE] = self._some(found[Part.GUIDE], _GUIDES)
        found[Part.SCHOOL] = self._near(found[Part.SCHOOL])
        return found

    def _near(self, keys: tuple[str, ...]) -> tuple[str, ...]:
        """Return a few places for a lesson, of which one is open in summer if there is any."""
        some = self._some(keys, _PLACES)
        summer = {each.key for each in self.region.lessons if each.open_in}
        if summer.isdisjoint(some) and (others := self._some(tuple(sorted(summer & {*keys})), 1)):
            return (*some[:-1], *others)
        return some

    def _some(self, keys: tuple[str, ...], most: int) -> tuple[str, ...]:
        return tuple(keys[number] for number in list(self.dice.permutation(len(keys)))[:most])

    def _candidate(self, places: Sequence[LessonPlace]) -> int:
        """Return when a person is free: half days, evenings, and a half day with lessons."""
        slots = [
            TimeSlot(Weekday(day), *span)
            for day in range(Weekday.SAT)
            for span, chance in (
                (MORNING, FREE_BY_DAY), (AFTERNOON, FREE_BY_DAY), (EVENING, FREE_BY_EVENING),
            )
            if self.dice.random() < chance
        ]  # fmt: skip
        lessons = sorted({slot for each in places for slot in each.hours}, key=_order)
        slots.append(lessons[int(self.dice.random() * len(lessons))])
        return free_mask(self.grid, [WeeklyHours(tuple(slots))]) & ~self.holidays

    def _own_class(self) -> int:
        least, most = TEACHING_DAYS
        days = least + int(self.dice.random() * (most - least + 1))
        chosen = list(self.dice.permutation(Weekday.SAT))[:days]
        slots = [
            TimeSlot(Weekday(int(day)), *span) for day in chosen for span in (MORNING, AFTERNOON)
        ]
        return free_mask(self.grid, [WeeklyHours(tuple(slots))]) & ~self.no_school


def _order(slot: TimeSlot) -> tuple[int, time]:
    return slot.day, slot.start
