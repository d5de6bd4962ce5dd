"""What is asked of each role in a month, and what it has: reckoned, not played."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from loopbrug.core.assessment.draw import daily_rates
from loopbrug.core.assessment.grids import blocks_within
from loopbrug.core.assessment.model import Grid, Part
from loopbrug.core.assessment.region_load import Inflow, RegionAssessment, Side
from loopbrug.core.assessment.stage import Stage
from loopbrug.core.assessment.steps import steps_for
from loopbrug.core.terms.words import Period, Profile, Sector


@dataclass(frozen=True, slots=True)
class RoleLoad:
    """What is asked of a role in a month and what it has, in blocks of an hour and a half.

    ``asked`` is for who is expected, ``taken`` by appointments of cases in hand; ``free`` are all
    hours given, taken or not. ``group`` names the subjects on the field's side, and is ""
    elsewhere. Somebody who judges in more groups counts in each by what is expected of it.
    """

    part: Part
    group: str
    asked: float
    free: float
    taken: float = 0.0

    @property
    def use(self) -> float:
        """The share that is asked; above 1 when more is asked than there is."""
        whole = self.asked + self.taken
        return whole / self.free if self.free else float(whole > 0)


def cases_in(region: RegionAssessment, month: Period) -> float:
    """Return how many cases are expected to arrive in a month."""
    if not sum(each.per_year for each in region.expected):
        return 0.0
    return sum(rate for _, rate in daily_rates(region, month))


def loads_in(stage: Stage, month: Period) -> tuple[RoleLoad, ...]:
    """Return for each role what the cases that arrive in a month ask, and what it has in it."""
    return tuple(_Reckoning(stage, month).loads())


def groups_of(region: RegionAssessment) -> dict[str, tuple[str, ...]]:
    """Return the subjects of each group; a subject that is in none is a group of its own."""
    found = {each.code: each.subjects for each in region.groups}
    known = {subject for subjects in found.values() for subject in subjects}
    alone = sorted({each.subject for each in region.expected} - known)
    return found | {subject: (subject,) for subject in alone}


class _Reckoning:
    def __init__(self, stage: Stage, month: Period) -> None:
        region, grid = stage.region, stage.grid
        self.region, self.grid = region, grid
        cases, total = cases_in(region, month), sum(each.per_year for each in region.expected)
        self.asked = {each: cases * each.per_year / total for each in region.expected if total}
        inside = blocks_within(grid, [month])
        self.free = {
            key: (one.free & inside).bit_count() * one.capacity
            for key, one in stage.resources.items()
        }
        self.taken = dict.fromkeys(stage.resources, 0)
        for key, first, last in stage.taken:
            if key in self.taken:
                span = (1 << last + 1) - (1 << first)
                self.taken[key] += (span & inside).bit_count()

    def loads(self) -> Iterator[RoleLoad]:
        parts = self.region.keys_by_part()
        parts[Part.SCHOOL] = tuple(each.key for each in self.region.lessons)
        for part, keys in parts.items():
            if part is not Part.FIELD:
                asked = sum(n * blocks_of(each, part, self.grid) for each, n in self.asked.items())
                yield RoleLoad(part, "", asked, _over(self.free, keys), _over(self.taken, keys))
        yield from self._field()

    def _field(self) -> Iterator[RoleLoad]:
        """Yield the field's side by group; who judges in more of them is divided over them."""
        groups = groups_of(self.region)
        group_of = {subject: code for code, subjects in groups.items() for subject in subjects}
        asked = dict.fromkeys(groups, 0.0)
        shares: dict[str, dict[str, float]] = {}
        for each, cases in self.asked.items():
            group, blocks = group_of[each.subject], cases * blocks_of(each, Part.FIELD, self.grid)
            asked[group] += blocks
            people = self.region.assessors_for(Side.FIELD, each.sector, each.subject)
            for one in people:
                part = shares.setdefault(one.key, dict.fromkeys(groups, 0.0))
                part[group] += blocks / len(people)
        for group in groups:
            yield RoleLoad(
                Part.FIELD, group, asked[group],
                _divided(self.free, shares, group), _divided(self.taken, shares, group),
            )  # fmt: skip


def _over(amounts: Mapping[str, int], keys: tuple[str, ...]) -> int:
    return sum(amounts.get(key, 0) for key in keys)


def _divided(
    amounts: Mapping[str, int], shares: Mapping[str, Mapping[str, float]], group: str
) -> float:
    return sum(
        amounts.get(key, 0) * part[group] / sum(part.values())
        for key, part in shares.items()
        if any(part.values())
    )


def blocks_of(inflow: Inflow, part: Part, grid: Grid) -> int:
    """Return the blocks that a case of this kind asks of a part.

    Who teaches already is seen in their own class: that asks no other.
    """
    if part is Part.SCHOOL and inflow.profile is Profile.UNQUALIFIED:
        return 0
    return _blocks_by_part(inflow.profile, inflow.sector, grid).get(part, 0)


@lru_cache(maxsize=256)
def _blocks_by_part(profile: Profile, sector: Sector, grid: Grid) -> Mapping[Part, int]:
    found: Counter[Part] = Counter()
    for step in steps_for(profile, sector, grid):
        for part in step.parts:
            found[part] += step.blocks
    return found
