"""What is drawn agrees with what is computed, within what drawing may be off."""

import numpy as np
import pytest
from tests.core.fund.pools import mixed, table

from loopbrug.core.fund import closed
from loopbrug.core.fund.risk import Luck, Months, Risk, RiskClass, merged
from loopbrug.core.fund.simulate import simulate

SCENARIOS = 40_000
FOUR_ERRORS = 4


def drawn(risk: Risk, seed: int = 5) -> np.ndarray:
    return simulate(risk, SCENARIOS, np.random.default_rng(seed))


def test_mean_and_variance_of_a_year_agree() -> None:
    risk = mixed()
    losses, found = drawn(risk), closed.moments(risk)
    each = losses[:, 2]
    assert abs(each.mean() - found.mean) < FOUR_ERRORS * each.std() / np.sqrt(SCENARIOS)
    fourth = np.mean((each - each.mean()) ** 4)
    error = np.sqrt((fourth - each.var() ** 2) / SCENARIOS)
    assert abs(each.var() - found.variance) < FOUR_ERRORS * error


def test_mean_and_variance_of_five_years_agree() -> None:
    risk = mixed()
    whole = drawn(risk).sum(axis=1)
    mean, variance = closed.moments(risk).over(risk.years, risk.year.stays)
    assert abs(whole.mean() - mean) < FOUR_ERRORS * whole.std() / np.sqrt(SCENARIOS)
    fourth = np.mean((whole - whole.mean()) ** 4)
    error = np.sqrt((fourth - whole.var() ** 2) / SCENARIOS)
    assert abs(whole.var() - variance) < FOUR_ERRORS * error


@pytest.mark.parametrize("percent", [50.0, 95.0, 99.5])
@pytest.mark.parametrize("years", [1, 5])
def test_the_whole_distribution_agrees(percent: float, years: int) -> None:
    """As many drawn cases lie below a computed quantile as should, within sampling error."""
    risk = mixed()
    spread = closed.year(risk) if years == 1 else closed.total(risk)
    losses = drawn(risk)[:, :years].sum(axis=1)
    below = np.mean(losses <= spread.quantile(percent))
    share = percent / 100
    assert abs(below - share) < FOUR_ERRORS * np.sqrt(share * (1 - share) / SCENARIOS) + 1e-3


def test_the_distribution_has_the_mean_of_the_formula() -> None:
    risk = mixed()
    assert closed.year(risk).mean == pytest.approx(closed.moments(risk).mean, rel=1e-3)
    assert closed.total(risk).mean == pytest.approx(5 * closed.moments(risk).mean, rel=1e-3)


def test_what_a_board_adds_makes_up_the_pool() -> None:
    risk = mixed()
    together = sum(closed.contributions(risk).values())
    assert together == pytest.approx(closed.moments(risk).variance)


def test_a_bad_year_makes_years_hang_together() -> None:
    risk = mixed()
    loose = Risk(risk.classes, risk.months, Luck.of(1.4, 0.25), risk.board)
    hung = closed.moments(risk).over(5, risk.year.stays)[1]
    assert hung > closed.moments(loose).over(5, loose.year.stays)[1]
    found, error = closed.moments(risk), FOUR_ERRORS / np.sqrt(SCENARIOS)
    expected = found.shared * risk.year.stays / found.variance
    assert expected > error
    together = np.corrcoef(drawn(risk), rowvar=False)
    assert abs(together[0, 1] - expected) < error
    assert abs(np.corrcoef(drawn(loose), rowvar=False)[0, 1]) < error


@pytest.mark.parametrize(
    ("share", "expected", "worst"),
    [
        (1.0, 3_960, {10: 11_700, 50: 7_100, 250: 5_300}),
        (0.5, 2_220, {10: 6_350, 50: 3_900, 250: 2_940}),
        (0.1, 830, {10: 2_100, 50: 1_360, 250: 1_060}),
        (0.25, 1_350, {10: 3_680, 50: 2_300, 250: 1_760}),
    ],
)
def test_the_illustrative_table_is_reproduced(
    share: float, expected: float, worst: dict[int, float]
) -> None:
    """The table was drawn with 20,000 runs and rounded: 2 % is its own error."""
    for places, amount in worst.items():
        risk = table(share, places)
        assert closed.moments(risk).mean / places == pytest.approx(expected, rel=0.01)
        assert closed.year(risk).quantile(95) / places == pytest.approx(amount, rel=0.02)
        losses = simulate(risk, 20_000, np.random.default_rng(8))
        assert np.percentile(losses, 95) / places == pytest.approx(amount, rel=0.03)


def test_the_same_seed_gives_the_same_figures_on_any_number_of_threads() -> None:
    risk = mixed()
    first = simulate(risk, 6_000, np.random.default_rng(3), threads=1)
    again = simulate(risk, 6_000, np.random.default_rng(3), threads=3)
    other = simulate(risk, 6_000, np.random.default_rng(4))
    assert np.array_equal(first, again)
    assert not np.array_equal(first, other)


def test_nobody_in_it_costs_nothing() -> None:
    risk = Risk(())
    assert simulate(risk, 10, np.random.default_rng(1)).sum() == 0
    assert closed.moments(risk).mean == 0
    assert closed.year(risk).quantile(99.5) == 0


def test_no_more_leave_than_there_are() -> None:
    certain = RiskClass("a", 3, 0.9, 1_000.0, 0.0)
    risk = Risk((certain,), year=Luck.of(1.8, 0.5))
    assert simulate(risk, 5_000, np.random.default_rng(2)).max() == 3_000.0


def test_where_more_could_leave_than_there_are_both_ways_agree() -> None:
    """Chances above 1 are cut, drawn and computed alike."""
    one = RiskClass("a", 6, 0.7, 1_000.0, 500.0, spells=0.1, spell=2_000.0)
    risk = Risk((one,), year=Luck.of(1.5, 0.4, 0.5), board=Luck.of(1.8, 0.2))
    losses, found = drawn(risk), closed.moments(risk)
    assert losses.mean() == pytest.approx(found.mean, rel=0.01)
    assert losses.var() == pytest.approx(found.variance, rel=0.03)
    assert closed.year(risk).mean == pytest.approx(found.mean, rel=1e-3)


def test_luck_is_one_on_average() -> None:
    luck = Luck.of(1.4, 0.25, 0.3)
    assert np.dot(luck.odds, luck.factors) == pytest.approx(1)
    assert luck.chain().sum(axis=1) == pytest.approx([1, 1])
    assert Luck.of(1.0, 0.25) == Luck()


def test_equal_places_are_taken_together() -> None:
    one = RiskClass("a", 1, 0.1, 1.0, 2.0)
    assert merged([one, one, RiskClass("b", 1, 0.1, 1.0, 2.0)]) == (
        RiskClass("a", 2, 0.1, 1.0, 2.0),
        RiskClass("b", 1, 0.1, 1.0, 2.0),
    )


def test_higher_first_months_count() -> None:
    plain = RiskClass("a", 10, 0.2, 0.0, 700.0)
    first = RiskClass("a", 10, 0.2, 0.0, 700.0, early=50.0)
    months = Months(7.0, 24.0, 2.0)
    assert closed.leaver(first, months)[0] - closed.leaver(plain, months)[0] == pytest.approx(
        50 * 7 * (1 - np.exp(-2 / 7))
    )
    losses = simulate(Risk((first,), months, years=1), SCENARIOS, np.random.default_rng(1))
    assert losses.mean() == pytest.approx(closed.moments(Risk((first,), months)).mean, rel=0.02)
