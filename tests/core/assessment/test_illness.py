"""Who falls ill: as often as assumed, on working days, never twice at once."""

from datetime import date
from itertools import pairwise

from numpy.random import default_rng

from loopbrug.core.assessment.grids import is_working_day, standard_grid
from loopbrug.core.assessment.illness import assumed_illness, illness
from loopbrug.region.assessment import load_assessment

REGION = load_assessment()
GRID = standard_grid(date(2027, 1, 4), 52)


def test_spells_are_as_many_as_assumed_and_the_same_for_the_same_seed() -> None:
    spells = illness(REGION, GRID, default_rng(1))
    people = len(REGION.assessors) + len(REGION.guides)
    assert 0.75 * 1.5 * people < len(spells) < 1.25 * 1.5 * people
    assert spells == illness(REGION, GRID, default_rng(1))
    assert spells != illness(REGION, GRID, default_rng(2))


def test_a_spell_is_known_on_its_first_day_and_ends_before_the_next() -> None:
    spells = illness(REGION, GRID, default_rng(1), 12)
    for one in spells:
        assert one.first % GRID.per_day == 0
        assert is_working_day(one.known_on, REGION.public_holidays)
        assert GRID.day_of(one.first) == one.known_on
        assert one.first < one.last + 1 <= GRID.blocks
    for one, other in pairwise(spells):
        assert one.resource != other.resource or one.last < other.first


def test_nobody_ill_is_told_as_an_assumption() -> None:
    assert illness(REGION, GRID, default_rng(1), 0) == ()
    assert assumed_illness(0).code == "assessment.assumed-nobody-ill"
    told = assumed_illness(1.5)
    assert (told.code, dict(told.values)["times"]) == ("assessment.assumed-illness", 8)
