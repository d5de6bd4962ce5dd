"""What a place may cost, by law; what may not weigh cannot be held."""

from dataclasses import fields, replace
from decimal import Decimal

import pytest
from tests.core.fund.ground import BEUK, entrant, ground, pool

from loopbrug.core.fund.explain import said
from loopbrug.core.fund.factors import assumptions, guidance
from loopbrug.core.fund.losses import board_share, costs_of, leaves, months_served, risk_of
from loopbrug.core.fund.model import Contract, Entrant, Footing, LossKind, TrackYear
from loopbrug.core.law.model import Law, NoLawInForceError
from loopbrug.core.law.trace import figures_in
from loopbrug.core.terms.words import Sector


def test_a_place_holds_nothing_about_a_person() -> None:
    held = {field.name for field in fields(Entrant)}
    assert held == {"board", "sector", "phase", "guidance_hours", "contract", "effort_made"}
    with pytest.raises(TypeError):
        Entrant("a", Sector.PO, TrackYear.FIRST_YEAR, 80, age=52)  # type: ignore[call-arg]


@pytest.mark.parametrize(
    ("sector", "contract", "effort", "share"),
    [
        (Sector.PO, Contract.TEMPORARY, True, 10),
        (Sector.PO, Contract.TEMPORARY, False, 50),
        (Sector.PO, Contract.PERMANENT, True, 50),
        (Sector.SO, Contract.TEMPORARY, True, 10),
        (Sector.VO, Contract.TEMPORARY, True, 25),
        (Sector.MBO, Contract.TEMPORARY, True, 100),
    ],
)
def test_each_sector_bears_its_own_share_of_a_benefit(
    sector: Sector, contract: Contract, effort: bool, share: int
) -> None:
    one = replace(entrant(sector=sector, contract=contract), effort_made=effort)
    assert board_share(one, ground()).dated.value == share


def test_severance_and_benefit_agree_with_what_was_computed_by_hand() -> None:
    """At full time, step 6 of LB in November 2026: 4,235 with 16.33 % is 4,926.58 a month."""
    assumed = ground().assumed.changed("fte", Decimal(1))
    costs = costs_of(entrant(phase=TrackYear.SECOND_YEAR), replace(ground(), assumed=assumed))
    month = Decimal(4235) * Decimal("1.1633")
    assert costs.severance == pytest.approx(month * 2 / 3)
    assert costs.benefit == pytest.approx(month * Decimal("0.70") * Decimal("0.10"))
    assert costs.early == pytest.approx(month * Decimal("0.05") * Decimal("0.10"))
    assert costs.effort == 600 + 25 * 18
    assert costs.training == Decimal(12_300) * Decimal("0.5")
    assert len(costs.steps) == 5
    assert figures_in(costs.steps)


def test_the_chance_of_two_years_is_divided_over_them() -> None:
    first = leaves(entrant(), ground().assumed)
    second = leaves(entrant(phase=TrackYear.SECOND_YEAR), ground().assumed)
    assert first + (1 - first) * second == pytest.approx(0.15)
    assert first == pytest.approx(0.15 * 0.73), "8 of the 11 who stop within two years do so first"


def test_guidance_weighs_and_only_by_its_hours() -> None:
    assumed = ground().assumed
    chances = [leaves(entrant(hours=hours), assumed) for hours in (20, 60, 120)]
    assert chances == sorted(chances, reverse=True)
    assert [guidance(assumed, hours) for hours in (39, 40, 99, 100)] == [
        Decimal("1.25"), 1, 1, Decimal("0.85")
    ]  # fmt: skip


def test_how_long_somebody_was_there_follows_from_year_and_contract() -> None:
    assert months_served(TrackYear.FIRST_YEAR, Contract.TEMPORARY) == 6
    assert months_served(TrackYear.SECOND_YEAR, Contract.TEMPORARY) == 24
    assert months_served(TrackYear.SECOND_YEAR, Contract.PERMANENT) == 18


def test_every_factor_says_how_well_it_is_founded() -> None:
    by_name = {factor.name: factor for factor in ground().assumed.factors}
    assert by_name["dropout"].evidence is Footing.ASSUMPTION
    assert (by_name["dropout"].low, by_name["dropout"].high) == (10, 30)
    assert by_name["first-year-po"].evidence is Footing.DERIVED
    assert by_name["absence-po"].evidence is Footing.PUBLISHED
    assert by_name["absence-mbo"].evidence is Footing.ASSUMPTION
    for factor in by_name.values():
        assert factor.low <= factor.value <= factor.high, factor.name
        assert said(factor).code.startswith("fund.assume-")


def test_an_unknown_factor_cannot_be_changed() -> None:
    with pytest.raises(KeyError):
        ground().assumed.changed("age", Decimal(50))


def test_what_the_pool_does_not_carry_is_not_counted() -> None:
    only = risk_of(pool(covers=frozenset({LossKind.SEVERANCE})), ground()).classes
    assert all(one.monthly == 0 and one.spells == 0 and one.fixed > 0 for one in only)


def test_a_boards_own_share_stays_with_the_board() -> None:
    whole, kept = pool(), pool()
    kept = replace(kept, terms=replace(kept.terms, own_share=Decimal(0)))
    mine, all_of_it = risk_of(whole, ground()).classes[0], risk_of(kept, ground()).classes[0]
    assert mine.fixed == pytest.approx(0.85 * all_of_it.fixed)
    assert mine.leaves == all_of_it.leaves


def test_the_pool_may_stop_paying_earlier_but_never_later() -> None:
    assert risk_of(pool(stop_months=12), ground()).months.most == 12
    assert risk_of(pool(stop_months=36), ground()).months.most == 24


def test_places_that_are_equal_become_one_class() -> None:
    risk = risk_of(pool(6, 2), ground())
    assert [(one.board, one.count) for one in risk.classes] == [
        ("linde", 3), ("linde", 3), (BEUK.code, 1), (BEUK.code, 1)
    ]  # fmt: skip


def test_without_a_figure_nothing_is_guessed() -> None:
    with pytest.raises(NoLawInForceError):
        assumptions(Law(()), ground().day)
