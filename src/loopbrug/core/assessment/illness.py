"""Who falls ill: spells drawn by a generator of chance, as what a region may lose.

Drawn for assessors of both sides and for guides. How often and how long is an assumption, told
in ``assumed-illness``; how long it takes is known on the first day.
"""

from collections.abc import Iterable, Iterator

from loopbrug.core.assessment.draw import Dice
from loopbrug.core.assessment.grids import is_working_day
from loopbrug.core.assessment.model import Grid, Part
from loopbrug.core.assessment.region_load import Grade, RegionAssessment
from loopbrug.core.assessment.rolling import Loss
from loopbrug.core.terms.finding import Finding, Weight

SPELLS_A_YEAR = 1.5
"""How often somebody falls ill."""
SPELL_DAYS = 3
"""Working days that it takes on average; one at least."""
_WORKDAYS_A_YEAR = 260
_PEOPLE = (Part.INSTITUTE, Part.FIELD, Part.GUIDE)


def illness(
    region: RegionAssessment, grid: Grid, dice: Dice, a_year: float = SPELLS_A_YEAR
) -> tuple[Loss, ...]:
    """Return the spells of everybody within the grid, ``a_year`` of them on average."""
    by_part, opening = region.keys_by_part(), _opening(region, grid)
    keys = [key for part in _PEOPLE for key in by_part[part]]
    daily = a_year / _WORKDAYS_A_YEAR
    return tuple(loss for key in keys for loss in _spells(key, grid, opening, dice, daily))


def _opening(region: RegionAssessment, grid: Grid) -> list[int]:
    """Return the first block of every working day."""
    starts = range(0, grid.blocks, grid.per_day)
    return [
        block for block in starts if is_working_day(grid.day_of(block), region.public_holidays)
    ]  # fmt: skip


def _spells(
    key: str, grid: Grid, opening: Iterable[int], dice: Dice, daily: float
) -> Iterator[Loss]:
    well_from = 0
    for start in opening:
        if start >= well_from and dice.random() < daily:
            days = 1 + int(dice.poisson(SPELL_DAYS - 1))
            well_from = min(start + days * grid.per_day, grid.blocks)
            yield Loss(key, start, well_from - 1, grid.day_of(start))


def assumed_illness(a_year: float) -> Finding:
    """Return what a trial assumes about illness, with how well that is known."""
    if not a_year:
        grade = Grade.JUDGED.value
        return Finding.of("assessment.assumed-nobody-ill", weight=Weight.INFORMS, grade=grade)
    return Finding.of(
        "assessment.assumed-illness", weight=Weight.INFORMS, grade=Grade.JUDGED.value,
        times=round(12 / a_year), days=SPELL_DAYS,
    )  # fmt: skip
