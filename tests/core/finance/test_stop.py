"""Somebody stops with money received: only what was not spent goes back, to whom it came from."""

from datetime import date
from decimal import Decimal

from tests.core.finance.builders import STARTS, a_case, codes, cost

from loopbrug.core.finance.clip import clipped
from loopbrug.core.finance.model import CostKind, Payer
from loopbrug.core.finance.stop import End, Ending, Received, spent_until, stopped
from loopbrug.core.law.loader import load_law

LAW = load_law()
END = date(2029, 8, 31)
COSTS = [
    cost(CostKind.ASSESSMENT, 2400, date(2027, 8, 1)),
    cost(CostKind.TRAINING, 12000, STARTS, END),
    cost(CostKind.STUDY_LEAVE, 24000, STARTS, END),
    cost(CostKind.DOUBLE_STAFFING, 3000, STARTS, date(2027, 10, 31)),
]
SUBSIDY = Received("subsidy", Payer.MINISTRY, Decimal(25000))
MONTH_3 = date(2027, 11, 20)


def test_in_month_three_the_unspent_part_of_the_subsidy_goes_back() -> None:
    # Three of 24 months: 2,400 + 1,500 + 3,000 = 6,900 of what the scheme pays for; 3,000 double.
    found = stopped(a_case(), LAW, COSTS, [SUBSIDY], End(MONTH_3))
    assert found.month == 3
    (line,) = found.lines
    assert (line.to, line.spent, line.back) == (Payer.MINISTRY, 6900, 18100)
    assert (found.spent, found.lost) == (9900, 3000)
    assert "stop-report" in codes(found.findings)
    assert found.findings[0].value("last") == date(2027, 12, 18)
    assert line.step.figures[0].dated.name == "subsidy.pay_back_unspent"


def test_who_fails_the_final_assessment_gives_nothing_back() -> None:
    found = stopped(a_case(), LAW, COSTS, [SUBSIDY], End(MONTH_3, Ending.FAILED_FINAL))
    assert (found.back, found.lost) == (0, 0)
    assert found.lines[0].step.figures[0].dated.name == "subsidy.pay_back_failed"


def test_one_cost_is_never_spent_from_two_sources() -> None:
    town = Received("town", Payer.MUNICIPALITY, Decimal(5000), (CostKind.TRAINING,), "Stadsfonds")
    found = stopped(a_case(), LAW, COSTS, [SUBSIDY, town], End(MONTH_3))
    back = {line.source: (line.spent, line.back) for line in found.lines}
    assert back == {"town": (1500, 3500), "subsidy": (5400, 19600)}
    assert codes(found.lines[0].marks) == ["stop-ask-giver"]


def test_money_below_zero_is_told_and_not_counted() -> None:
    wrong = Received("town", Payer.MUNICIPALITY, Decimal(-10))
    found = stopped(a_case(), LAW, COSTS, [wrong], End(MONTH_3))
    assert codes(found.lines[0].marks) == ["received-negative"]
    assert (found.back, found.lost) == (0, 9900)


def test_before_the_first_day_it_is_told() -> None:
    found = stopped(a_case(), LAW, COSTS, [SUBSIDY], End(date(2027, 8, 15)))
    assert "stop-before-start" in codes(found.findings)
    assert (found.spent, found.back) == (2400, 22600)


def test_costs_of_a_stopped_track_end_that_month_and_are_marked() -> None:
    lines = clipped(COSTS, MONTH_3)
    assert [line.amount for line in lines] == [2400, 1500, 3000, 3000]
    assert codes(lines[1].marks) == ["track-stopped"]
    assert lines[0].marks == ()
    assert sum(spent_until(COSTS, MONTH_3).values()) == sum(line.amount for line in lines)
