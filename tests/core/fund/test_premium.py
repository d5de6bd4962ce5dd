"""Premiums, how they are divided, and what boards face alone and together."""

from dataclasses import replace
from decimal import Decimal

import numpy as np
import pytest
from tests.core.fund.pools import mixed

from loopbrug.core.fund.alone import faced
from loopbrug.core.fund.model import Backing, Guarantee, PremiumTerms, Principle, Split
from loopbrug.core.fund.premium import compared, loaded, premiums, year_of
from loopbrug.core.fund.reserve import prospect
from loopbrug.core.fund.risk import Risk
from loopbrug.core.fund.simulate import simulate

TERMS = PremiumTerms()


def test_each_principle_loads_in_its_own_measure() -> None:
    year = year_of(mixed())
    found = {one.principle: one.loading for one in compared(year, TERMS)}
    mean, deviation = year.moments.mean, year.moments.deviation
    assert found[Principle.EXPECTED] == pytest.approx(0.30 * mean)
    assert found[Principle.DEVIATION] == pytest.approx(0.5 * deviation, rel=1e-6)
    assert found[Principle.VARIANCE] == pytest.approx(0.05 * deviation**2 / 10_000)
    assert found[Principle.QUANTILE] == pytest.approx(year.spread.quantile(90) - mean)


def test_a_quantile_below_the_mean_loads_nothing() -> None:
    year = year_of(mixed())
    terms = replace(TERMS, quantile=Decimal(5))
    assert loaded(year, terms, Principle.QUANTILE).loading == 0


@pytest.mark.parametrize("split", list(Split))
def test_what_boards_pay_makes_up_the_pool(split: Split) -> None:
    risk = mixed()
    year = year_of(risk)
    paid = premiums(risk, year, TERMS, split)
    asked = loaded(year, TERMS, TERMS.principle)
    assert float(sum(one.expected + one.loading for one in paid)) == pytest.approx(
        asked.total, abs=len(paid)
    )
    assert sum(one.costs for one in paid) == TERMS.costs * risk.places


def test_by_heads_all_pay_the_same_each_and_by_expected_they_do_not() -> None:
    risk = mixed()
    year = year_of(risk)
    heads = {one.each for one in premiums(risk, year, TERMS, Split.BY_HEADS)}
    assert len(heads) == 1
    by_board = {one.board: one.each for one in premiums(risk, year, TERMS)}
    assert by_board["board-2"] > by_board["board-0"], "mbo carries its whole benefit"


def test_by_risk_a_dear_board_carries_more_of_the_loading() -> None:
    risk = mixed()
    year = year_of(risk)

    def loading(split: Split) -> Decimal:
        return next(
            one.loading for one in premiums(risk, year, TERMS, split) if one.board == "board-2"
        )

    assert loading(Split.BY_RISK) > loading(Split.BY_EXPECTED)


def test_a_small_board_is_spared_more_than_a_large_one() -> None:
    small, large = mixed(1, 4), mixed(1, 60)
    classes = (*small.classes, *(replace(one, board="large") for one in large.classes))
    risk = Risk(classes, small.months, small.year, small.board)
    first, second = faced(risk, year_of(risk))
    assert (first.board, second.board) == ("large", "board-0")
    assert second.spared > first.spared > 0
    assert second.alone.safe / second.places > first.alone.safe / first.places
    together = sum(one.pooled.safe for one in (first, second))
    assert together < sum(one.alone.safe for one in (first, second))


def test_a_reserve_that_is_needed_for_95_falls_short_in_5_of_100() -> None:
    risk = mixed()
    losses = simulate(risk, 20_000, np.random.default_rng(1))
    mean = year_of(risk).moments.mean
    found = prospect(losses, 1.1 * mean, 0.0, Guarantee(), mean)
    again = prospect(losses, 1.1 * mean, found.needed, Guarantee(), mean)
    assert again.short == pytest.approx(0.05, abs=0.001)
    assert prospect(losses, 1.1 * mean, found.needed_most, Guarantee(), mean).short <= 0.0051
    assert found.needed_most > found.needed > 0


def test_a_municipality_behind_it_pays_and_lowers_the_chance_to_fall_short() -> None:
    risk = mixed()
    losses = simulate(risk, 20_000, np.random.default_rng(1))
    mean = year_of(risk).moments.mean
    behind = Guarantee(Backing.MUNICIPALITY, Decimal(120), Decimal(100), Decimal(50_000))
    without = prospect(losses, 1.1 * mean, 20_000.0, Guarantee(), mean)
    backed = prospect(losses, 1.1 * mean, 20_000.0, behind, mean)
    assert backed.short < without.short
    assert backed.needed < without.needed
    assert 0 < backed.backed <= 50_000
    above = np.minimum(np.maximum(losses - 1.2 * mean, 0), 50_000)
    assert backed.backed == pytest.approx(above.mean())


def test_bands_start_at_the_reserve_and_widen() -> None:
    risk = mixed()
    losses = simulate(risk, 5_000, np.random.default_rng(1))
    mean = year_of(risk).moments.mean
    found = prospect(losses, mean, 90_000.0, Guarantee(), mean)
    assert found.bands[0] == (90_000.0,) * 5
    widths = [row[-1] - row[0] for row in found.bands]
    assert widths == sorted(widths)
    assert len(found.bands) == 6
