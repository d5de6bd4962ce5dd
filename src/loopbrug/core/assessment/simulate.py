"""A region tried out: months of arrivals are drawn, promised, planned and held, day by day."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from statistics import median

from loopbrug.core.assessment.bound import bound_on_time
from loopbrug.core.assessment.draw import Dice, Drawn, draw, expected_of
from loopbrug.core.assessment.grids import blocks_within, monday_of, standard_grid
from loopbrug.core.assessment.illness import SPELLS_A_YEAR, assumed_illness, illness
from loopbrug.core.assessment.model import Case, Grid, Limits, Part, PlanningProblem, Resource
from loopbrug.core.assessment.region_load import RegionAssessment, resources_of
from loopbrug.core.assessment.rolling import Loss, Roller, World
from loopbrug.core.terms.finding import Finding
from loopbrug.core.terms.words import Period, Profile

ROOM_AFTER_WEEKS = 14
"""Weeks of grid after the last arrival, so that everybody can be done."""
MAX_MONTHS = 24
_P95 = 95
_POOLS = (Part.INSTITUTE, Part.FIELD, Part.GUIDE, Part.ROOM)


@dataclass(frozen=True, slots=True)
class Trial:
    """What is tried: how long, with which notice, with how much search.

    ``goal_days`` is the region's own goal, ``go.target_total`` of the law room. ``ill_a_year`` is
    how often somebody falls ill; 0 for nobody ever.
    """

    months: int = 12
    notice_days: int = 5
    moves: int = 200
    goal_days: int = 35
    ill_a_year: float = SPELLS_A_YEAR


@dataclass(frozen=True, slots=True)
class Ending:
    """How one case went; ``done_on`` None: never done. Promised is the day told at the start.

    ``hit``: it lost an appointment because somebody fell ill.
    """

    case: Case
    promised_on: date | None
    done_on: date | None
    hit: bool = False

    @property
    def on_time(self) -> bool:
        """Whether it was done within the goal."""
        return self.done_on is not None and self.done_on <= self.case.goal_on

    @property
    def kept(self) -> bool:
        """Whether a day was promised, and kept."""
        return bool(self.promised_on and self.done_on and self.done_on <= self.promised_on)

    @property
    def days(self) -> int | None:
        """Calendar days from arrival to the last step."""
        return (self.done_on - self.case.arrived_on).days if self.done_on else None


@dataclass(frozen=True, slots=True)
class Simulated:
    """How it all went.

    Shares are from 0 to 1. ``bound_on_time_share`` is the share that could at most have been on
    time, whoever plans and knowing everything that was to come, nobody ill. ``moved_promises``
    counts cases that were done after the day promised to them though nothing of theirs fell out:
    broken by planning. ``endangered_by_illness`` counts cases with a promise that lost an
    appointment, ``broken_by_illness`` those of them whose promise was broken after repair.
    ``use`` is per part the share of the time on offer in the period that the cases needed.
    """

    cases: int
    on_time_share: float
    bound_on_time_share: float
    median_days: float
    p95_days: float
    moved_promises: int
    endangered_by_illness: int
    broken_by_illness: int
    median_days_by_profile: Mapping[Profile, float]
    use: Mapping[Part, float]
    period: Period
    trial: Trial
    seed: int
    assumptions: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Scene:
    """Where it is played: the grid, and everybody and everything of the region in it."""

    region: RegionAssessment
    grid: Grid
    resources: Mapping[str, Resource]
    period: Period


def scene_of(region: RegionAssessment, period: Period) -> Scene:
    """Return the scene for arrivals in a period that has an end."""
    start = monday_of(period.first)
    grid = standard_grid(start, (period.days + period.first.weekday()) // 7 + ROOM_AFTER_WEEKS)
    return Scene(region, grid, resources_of(region, grid), period)


def simulate(region: RegionAssessment, trial: Trial, dice: Dice, seed: int) -> Simulated:
    """Return how the coming months of a region would go, from its first day.

    ``dice`` is a generator made from ``seed``: the same seed gives the same answer. Raises
    ``ValueError`` for fewer than 1 or more than ``MAX_MONTHS`` months.
    """
    if not 1 <= trial.months <= MAX_MONTHS:
        raise ValueError(f"from 1 to {MAX_MONTHS} months can be tried, not {trial.months}")
    scene = scene_of(region, _months_from(region.first_day, trial.months))
    drawn = draw(region, scene.grid, scene.period, trial.goal_days, dice)
    losses = illness(region, scene.grid, dice.spawn(1)[0], trial.ill_a_year)
    endings = play(scene, drawn, trial, seed, losses)
    promised = [each for each in endings if each.promised_on]
    broken = [each for each in promised if not each.kept]
    days = sorted(each.days for each in endings if each.days is not None)
    return Simulated(
        cases=len(endings),
        on_time_share=_share(sum(each.on_time for each in endings), len(endings)),
        bound_on_time_share=_share(most_on_time(scene, drawn, trial), len(endings)),
        median_days=float(median(days)) if days else 0.0,
        p95_days=_quantile(days, _P95),
        moved_promises=sum(not each.hit for each in broken),
        endangered_by_illness=sum(each.hit for each in promised),
        broken_by_illness=sum(each.hit for each in broken),
        median_days_by_profile=_by_profile(drawn, endings),
        use=_use(scene, drawn),
        period=scene.period,
        trial=trial,
        seed=seed,
        assumptions=(*region.assumptions, assumed_illness(trial.ill_a_year)),
    )


def play(
    scene: Scene, drawn: Drawn, trial: Trial, seed: int, losses: tuple[Loss, ...] = ()
) -> tuple[Ending, ...]:
    """Return how every drawn case went when each day is planned without knowing the next."""
    resources = {**scene.resources, **drawn.resources}
    world = World(scene.grid, resources, drawn.cases, losses)
    notice = trial.notice_days * scene.grid.per_day
    expected = expected_of(scene.region, scene.grid)
    roller = Roller(world, notice, Limits(trial.moves), seed, expected)
    for _ in roller.days():
        pass
    return tuple(_ending(case, roller) for case in drawn.cases)


def _ending(case: Case, roller: Roller) -> Ending:
    hit = case.key in roller.hit
    if case.key in roller.done:
        found, day = roller.done[case.key]
        return Ending(case, found.due_on, day, hit)
    left = roller.hand.get(case.key, case)
    return Ending(case, left.due_on, None, hit)


def most_on_time(scene: Scene, drawn: Drawn, trial: Trial) -> int:
    """Return how many of the drawn cases could be on time at most, knowing everything."""
    notice = trial.notice_days * scene.grid.per_day
    cases = tuple(
        replace(case, ready=max(case.ready, scene.grid.first_block(case.arrived_on) + notice))
        for case in drawn.cases
    )
    problem = PlanningProblem(scene.grid, {**scene.resources, **drawn.resources}, cases)
    return bound_on_time(problem)


def _months_from(first: date, months: int) -> Period:
    later = first.month - 1 + months
    following = date(first.year + later // 12, later % 12 + 1, 1)
    return Period(first, following + timedelta(days=first.day - 2))


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 1.0


def _quantile(days: Sequence[int], percent: int) -> float:
    """Return the least number of days within which ``percent`` of the cases was done."""
    return float(days[-(-percent * len(days) // 100) - 1]) if days else 0.0


def _by_profile(drawn: Drawn, endings: Iterable[Ending]) -> dict[Profile, float]:
    days: dict[Profile, list[int]] = {}
    for each in endings:
        if each.days is not None:
            days.setdefault(drawn.inflow[each.case.key].profile, []).append(each.days)
    return {profile: float(median(days[profile])) for profile in Profile if profile in days}


def _use(scene: Scene, drawn: Drawn) -> dict[Part, float]:
    """Return the share of what each kind of people had in the period that was asked of them."""
    asked = dict.fromkeys(_POOLS, 0)
    for case in drawn.cases:
        for step in case.steps:
            for part in step.parts:
                if part in asked:
                    asked[part] += step.blocks
    window = blocks_within(scene.grid, [scene.period])
    free = dict.fromkeys(_POOLS, 0)
    for part, keys in scene.region.keys_by_part().items():
        for key in keys:
            one = scene.resources[key]
            free[part] += (one.free & window).bit_count() * one.capacity
    return {part: asked[part] / free[part] for part in _POOLS if free[part]}
