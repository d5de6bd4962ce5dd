"""What an agreed proposal makes of contributions."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from tests.core.finance.builders import STARTS, a_case, cost

from loopbrug.core.finance.agreed import agreed_gifts, as_agreed
from loopbrug.core.finance.model import Certainty, Contribution, CostKind, Payer
from loopbrug.core.finance.proposal import Proposal, Side
from loopbrug.core.finance.proposing import adjusted, proposed
from loopbrug.core.finance.sources.given import given
from loopbrug.core.law.loader import load_law

ONCE = Contribution(Payer.MUNICIPALITY, "Fonds", STARTS, once=Decimal(3000), code="C1")
MONTHLY = Contribution(
    Payer.OLD_EMPLOYER, "Sociaal plan", STARTS, monthly=Decimal(200), until=date(2028, 8, 31),
    code="C2",
)  # fmt: skip
BOTH = (Side.BOARD, Side.MINISTRY)


def made(*gifts: Contribution, costs: int = 20000) -> Proposal:
    case = a_case(contributions=gifts)
    lines = [cost(CostKind.TRAINING, costs)]
    return proposed(case, load_law(), lines, [given(case, gift) for gift in gifts], BOTH)


def test_what_is_used_whole_is_agreed_as_it_was_offered() -> None:
    told = made(ONCE, MONTHLY)
    assert agreed_gifts(told) == {"C1": 3000, "C2": 2400}
    agreed = as_agreed((ONCE, MONTHLY), told)
    assert agreed == tuple(replace(one, certainty=Certainty.AGREED) for one in (ONCE, MONTHLY))


def test_only_what_the_costs_ask_is_agreed() -> None:
    told = made(ONCE, costs=1000)
    (gift,) = as_agreed((ONCE,), told)
    assert (gift.once, gift.certainty) == (1000, Certainty.AGREED)


def test_a_sum_a_month_is_not_cut_and_stays_an_offer() -> None:
    told = adjusted(made(MONTHLY), Side.MINISTRY, {"C2": Decimal(1000)}, "Minder")
    assert agreed_gifts(told) == {"C2": 1000}
    assert as_agreed((MONTHLY,), told) == (MONTHLY,)


@pytest.mark.parametrize("certainty", [Certainty.AGREED, Certainty.RECEIVED])
def test_what_was_sure_already_stays_as_it_is(certainty: Certainty) -> None:
    sure = replace(ONCE, certainty=certainty)
    assert as_agreed((sure,), made(sure, costs=1000)) == (sure,)


def test_what_came_later_is_no_part_of_the_agreement() -> None:
    told = made(ONCE)
    later = replace(ONCE, code="C9")
    assert as_agreed((later,), told) == (later,)
