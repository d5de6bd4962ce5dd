"""What a year costs a board; the totals of 2026 are those of the reference, worked out by hand."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from loopbrug.core.finance.employer_cost import Charge, EmployerCost, employer_cost
from loopbrug.core.finance.marks import marks
from loopbrug.core.finance.model import Scale, Terms
from loopbrug.core.finance.pay import pay_of
from loopbrug.core.law.loader import load_law
from loopbrug.core.law.trace import Traced, uncertain
from loopbrug.core.terms.words import Sector

LAW = load_law()
DAY = date(2026, 9, 1)
TERMS = Terms(DAY, Decimal(1))


def cost(
    step: int = 6, sector: Sector = Sector.PO, terms: Terms = TERMS, day: date = DAY
) -> Traced[EmployerCost]:
    pay = pay_of(LAW, sector, Scale.LB, step, terms.fte, day).value
    return employer_cost(replace(pay, yearly=pay.yearly - pay.october), terms, sector, LAW, day)


def line(found: Traced[EmployerCost], charge: Charge) -> Decimal | None:
    return next(each.amount for each in found.value.lines if each.charge is charge)


def test_lines_of_step_6_in_primary_2026_by_hand() -> None:
    # Gross 12 x 4,185 x 1.1633 = 58,420.93, without the October allowance.
    found = cost()
    assert line(found, Charge.GROSS) == Decimal("58420.93")
    assert line(found, Charge.UFO) == Decimal("397.26")  # 0.68 %
    assert line(found, Charge.AOF) == Decimal("4457.52")  # 7.63 %
    assert line(found, Charge.CHILDCARE) == Decimal("292.10")  # 0.50 %
    assert line(found, Charge.WHK) == Decimal("888.00")  # 1.52 %
    assert line(found, Charge.HEALTH) == Decimal("3563.68")  # 6.10 %
    # (58,420.93 - 19,172) x 27 % x 70 % and x 0.73 % x 70 %
    assert line(found, Charge.PENSION) == Decimal("7418.05")
    assert line(found, Charge.DISABILITY_PENSION) == Decimal("200.56")
    assert line(found, Charge.PARTICIPATION) == Decimal("1410.18")  # 54,237.60 x 2.6 %
    assert found.value.yearly == Decimal("77048.28")


def test_totals_are_in_the_range_of_the_reference() -> None:
    # 75,600-77,000 for step 6 and 100,900-102,800 for step 12: without and with the fund of po.
    for step, low, high in ((6, 75_600, 77_100), (12, 100_900, 102_850)):
        found = cost(step).value
        fund = next(each for each in found.lines if each.charge is Charge.PARTICIPATION)
        assert low <= found.yearly - (fund.amount or 0) <= high
        assert low <= found.yearly <= high
        assert Decimal("1.5") < found.factor < Decimal("1.56")


def test_small_employer_and_own_rate_change_two_lines_only() -> None:
    own = cost(terms=replace(TERMS, small_employer=True, whk=Decimal("0.9")))
    changed = {
        ours.charge
        for ours, usual in zip(own.value.lines, cost().value.lines, strict=True)
        if ours.amount != usual.amount
    }
    assert changed == {Charge.AOF, Charge.WHK}
    assert line(own, Charge.AOF) == Decimal("3662.99")  # 6.27 %
    assert line(own, Charge.WHK) == Decimal("525.79")  # 0.90 %


def test_only_primary_pays_for_the_participation_fund() -> None:
    charges = {each.charge for each in cost(sector=Sector.VO).value.lines}
    assert Charge.PARTICIPATION not in charges


def test_premiums_stop_at_the_maximum_wage_and_pension_does_not() -> None:
    pay = pay_of(LAW, Sector.VO, Scale.LD, 12, Decimal(1), DAY).value
    found = employer_cost(pay, TERMS, Sector.VO, LAW, DAY)
    assert pay.yearly > 79_409
    assert line(found, Charge.UFO) == Decimal("539.98")  # 79,409 x 0.68 %
    assert (line(found, Charge.PENSION) or 0) > (79_409 - 19_172) * Decimal("0.189")


def test_franchise_goes_with_the_size_of_the_job() -> None:
    half = replace(TERMS, fte=Decimal("0.5"))
    found = cost(terms=half)
    gross = line(found, Charge.GROSS) or Decimal(0)
    expected = (gross - 9_586) * Decimal("0.189")
    assert abs((line(found, Charge.PENSION) or 0) - expected) < Decimal("0.01")


def test_premium_nobody_knows_is_a_warning_and_not_zero() -> None:
    table = pay_of(LAW, Sector.MBO, Scale.LB, 1, Decimal(1), date(2022, 9, 1)).value
    found = employer_cost(table, TERMS, Sector.MBO, LAW, date(2022, 9, 1))
    assert line(found, Charge.PENSION) is None
    unknown = {mark.value("charge") for mark in marks([found.step])}
    assert {"ufo", "aof", "childcare", "whk", "health", "pension"} <= unknown
    assert found.value.yearly == table.yearly


def test_audit_court_stands_beside_it_with_the_difference() -> None:
    found = cost()
    assert found.value.benchmark == Decimal("1.59")
    assert found.value.benchmark_yearly == Decimal("79849.80")  # 50,220 x 1.59
    said = next(s.said for s in found.step.walk() if s.said.code == "finance.cost-benchmark")
    assert said.value("difference_amount") == Decimal("2801.52")


def test_pension_of_2026_is_marked_provisional() -> None:
    names = {figure.dated.name for figure in uncertain([cost().step])}
    assert {"premium.abp", "premium.abp_aaop", "premium.participation_po"} <= names
