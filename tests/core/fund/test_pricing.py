"""A pool priced; a new candidate; stopping in month three; employed by the foundation."""

from dataclasses import replace
from decimal import Decimal

import numpy as np
import pytest
from tests.core.fund.ground import DAY, LINDE, entrant, ground, pool

from loopbrug.core.finance.model import EndedBy
from loopbrug.core.fund.carried import carried
from loopbrug.core.fund.checks import checked
from loopbrug.core.fund.employment import LoanTerms, endings, loan, parts, questions, usual_cost
from loopbrug.core.fund.entrant import joined
from loopbrug.core.fund.model import Backing, Guarantee, LossKind, Pool, PremiumTerms, TrackYear
from loopbrug.core.fund.pricing import Draw, Priced, price, swings
from loopbrug.core.fund.stopping import stopped
from loopbrug.core.law.loader import load_law
from loopbrug.core.terms.finding import BadDataError, Weight
from loopbrug.core.terms.words import Sector


def priced(given: Pool, seed: int = 7) -> Priced:
    return price(given, ground(), np.random.default_rng(seed), Draw(seed, 4_000))


def codes(given: Pool) -> list[str]:
    return [finding.code for finding in checked(given)]


def test_a_pool_comes_to_a_range_a_seed_and_what_must_be_said() -> None:
    found = priced(pool())
    assert found.low < found.expected < found.high
    assert found.draw.seed == 7
    assert found.few.short < found.prospect.short < found.many.short
    assert found.few.needed < found.prospect.needed < found.many.needed
    assert [one.code for one in found.findings] == ["fund.pool-small"]
    assert [one.board for one in found.premiums] == ["linde", "beuk"]
    assert found.steps[0][0] is Sector.PO


def test_what_moves_the_outcome_most_is_told_first() -> None:
    found = swings(pool(), ground())
    widths = [one.width for one in found]
    assert widths == sorted(widths, reverse=True)
    names = {one.name for one in found}
    assert "dropout" in names
    assert "heavy-factor" not in names, "luck moves the spread and not the mean"


def test_the_same_seed_prices_the_same() -> None:
    assert priced(pool()).prospect == priced(pool()).prospect
    assert priced(pool()).prospect != priced(pool(), seed=8).prospect


def test_a_pool_of_one_is_computed_with_a_mark() -> None:
    found = priced(pool(1, 0))
    assert [one.code for one in found.findings] == ["fund.pool-of-one"]
    assert all(one.weight is Weight.WARNS for one in found.findings)


def test_everything_wrong_is_told_at_once_and_nothing_is_computed() -> None:
    wrong = replace(
        pool(0, 0), reserve=Decimal(-5), covers=frozenset(), stop_months=0,
        terms=PremiumTerms(
            loading=Decimal(-1), own_share=Decimal(100), quantile=Decimal(20), costs=Decimal(-3)
        ),
        guarantee=Guarantee(Backing.MUNICIPALITY, Decimal(-1), Decimal(130), Decimal(-2)),
    )  # fmt: skip
    found = codes(wrong)
    for code in (
        "fund.pool-empty", "fund.reserve-negative", "fund.nothing-covered", "fund.stop-months",
        "fund.own-share", "fund.quantile", "fund.guarantee-share",
    ):  # fmt: skip
        assert code in found
    assert found.count("fund.negative") == 4
    with pytest.raises(BadDataError) as raised:
        priced(wrong)
    assert len(raised.value.findings) == len(found)


def test_a_place_of_an_unknown_board_and_impossible_guidance_are_told() -> None:
    odd = replace(pool(), entrants=(entrant("elm"), entrant(hours=-3), entrant(hours=900)))
    found = codes(odd)
    assert "fund.board-unknown" in found
    assert found.count("fund.guidance-hours") == 2


def test_one_board_alone_and_empty_guarantees_are_marked() -> None:
    assert "fund.one-board" in codes(pool(8, 0))
    nothing = Guarantee(Backing.MUNICIPALITY)
    assert "fund.guarantee-nothing" in codes(pool(guarantee=nothing))
    assert "fund.extra-board-empty" in codes(pool(guarantee=Guarantee(Backing.EXTRA_BOARD)))


def test_an_extra_board_makes_a_place_cheaper_to_hold_a_buffer_for() -> None:
    extra = tuple(entrant("extra", phase=list(TrackYear)[n % 2]) for n in range(40))
    backed = priced(pool(guarantee=Guarantee(Backing.EXTRA_BOARD, entrants=extra)))
    alone = priced(pool())
    assert backed.risk.places == alone.risk.places + 40
    buffers = [
        (found.year.spread.quantile(95) - found.expected) / found.risk.places
        for found in (alone, backed)
    ]
    assert buffers[1] < 0.7 * buffers[0]


def test_a_new_candidate_changes_what_the_pool_expects_holds_and_asks() -> None:
    found = joined(pool(), entrant(), LINDE, ground())
    assert (found.before.places, found.after.places) == (8, 9)
    assert found.expected == pytest.approx(found.after.expected / 9, rel=0.2)
    assert 0 < found.safe < found.safest * 2
    assert found.premium > Decimal(found.expected), "with loading and costs"
    assert found.chance == pytest.approx(0.15 * 0.73)


def test_the_first_candidate_may_join_an_empty_pool() -> None:
    found = joined(pool(0, 0), entrant(), LINDE, ground())
    assert found.before.places == 0
    assert found.after.places == 1


def test_the_same_place_gets_the_same_answer() -> None:
    again = [joined(pool(), entrant(), LINDE, ground()).premium for _ in range(2)]
    assert again[0] == again[1]


def test_who_stops_in_month_three_with_money_received() -> None:
    found = stopped(entrant(), 3, EndedBy.EMPLOYER, Decimal(25_000), ground())
    assert [line.kind for line in found.lines] == [
        LossKind.BENEFIT, LossKind.SEVERANCE, LossKind.TRAINING
    ]  # fmt: skip
    assert found.gives_back == Decimal("21875.00")
    told = {finding.code for finding in found.findings}
    assert told == {"fund.stop-weeks", "fund.stop-no-effort", "fund.stop-gives-back"}
    assert 0 < found.expected < sum(line.most for line in found.lines)


def test_who_leaves_by_own_wish_costs_only_lost_training() -> None:
    found = stopped(entrant(), 14, EndedBy.EMPLOYEE, Decimal(0), ground())
    assert [line.kind for line in found.lines] == [LossKind.TRAINING]
    assert found.gives_back == 0
    assert [finding.code for finding in found.findings] == ["fund.stop-own-wish"]


def test_help_to_other_work_costs_after_half_a_year() -> None:
    early, late = (
        stopped(entrant(), month, EndedBy.EMPLOYER, Decimal(0), ground()).lines[0].expected
        for month in (6, 12)
    )
    assert late - early == 600 + 25 * 6


def test_an_impossible_month_and_a_negative_sum_are_told_together() -> None:
    with pytest.raises(BadDataError) as raised:
        stopped(entrant(), 0, EndedBy.EMPLOYER, Decimal(-1), ground())
    assert [one.code for one in raised.value.findings] == ["fund.stop-month", "fund.negative"]


def test_lent_by_the_foundation_a_board_pays_pay_premium_and_costs() -> None:
    found = loan(LoanTerms(Decimal(72_000), Decimal(2_400), Decimal(240)), load_law(), DAY)
    assert found.monthly == Decimal(6_220)
    assert found.vat == Decimal("1306.20")
    assert found.monthly_taxed == found.monthly + found.vat
    with pytest.raises(BadDataError):
        loan(LoanTerms(Decimal(-1), Decimal(-1)), load_law(), DAY)


def test_the_usual_cost_of_an_employer_is_that_of_the_assumed_step() -> None:
    """4,235 a month at 0.8, with premiums on top: by the audit court's factor about 1.59."""
    found = usual_cost(Sector.PO, ground()).value.yearly
    assert float(found) == pytest.approx(4235 * 12 * 0.8 * 1.55, rel=0.05)


def test_what_only_a_lawyer_can_say_is_asked_and_not_decided() -> None:
    assert all(one.weight is Weight.CONDITION for one in questions())
    assert {one.source.law for one in questions() if one.source} >= {"Wft", "Waadi", "WW"}
    assert len(parts()) == 4
    assert len(endings(load_law(), DAY)) == 3


def test_a_place_alone_and_with_the_pool() -> None:
    found = carried(pool(), entrant(), LINDE, ground())
    assert found.expected < found.leaving < found.dearest
    assert found.low < found.expected < found.high
    assert found.kept(Decimal(10_000)) == 1_500
    assert found.pooled == found.premium + found.kept(found.expected)
    dearer = carried(pool(), entrant(sector=Sector.MBO), LINDE, ground())
    assert dearer.dearest > 5 * found.dearest, "mbo bears the whole benefit"
