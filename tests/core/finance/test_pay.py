"""What a step pays; amounts worked out by hand from the tables."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loopbrug.core.finance.marks import marks
from loopbrug.core.finance.model import Scale
from loopbrug.core.finance.pay import PayBook, full_time_year, pay_of
from loopbrug.core.law.loader import load_law
from loopbrug.core.law.model import NoLawInForceError
from loopbrug.core.law.trace import figures_in, uncertain
from loopbrug.core.terms.words import Sector

LAW = load_law()
FULL = Decimal(1)
SEPTEMBER = date(2026, 9, 1)


def euros(text: str) -> Decimal:
    return Decimal(text)


def test_step_6_in_primary_pays_month_holiday_bonus_and_october() -> None:
    pay = pay_of(LAW, Sector.PO, Scale.LB, 6, FULL, SEPTEMBER).value
    assert (pay.full_time_monthly, pay.monthly) == (4185, euros("4185.00"))
    assert pay.holiday == euros("4017.60")  # 50,220 x 8 %
    assert pay.year_end == euros("4183.33")  # 50,220 x 8.33 % = 4,183.326
    assert pay.october == euros("302.50")
    assert pay.yearly == euros("58723.43")


def test_part_time_month_is_rounded_to_cents_and_carries_the_rest() -> None:
    pay = pay_of(LAW, Sector.PO, Scale.LB, 6, euros("0.8"), SEPTEMBER).value
    assert pay.monthly == euros("3348.00")
    assert pay.october == euros("242.00")
    assert pay.yearly == 12 * pay.monthly + pay.holiday + pay.year_end + pay.october
    third = pay_of(LAW, Sector.PO, Scale.LB, 6, euros("0.3333"), SEPTEMBER).value
    assert third.monthly == euros("1394.86")  # 4,185 x 0.3333 = 1,394.8605


def test_special_education_follows_primary() -> None:
    po, so = (pay_of(LAW, s, Scale.LC, 4, FULL, SEPTEMBER).value for s in (Sector.PO, Sector.SO))
    assert po == so


def test_a_rise_counts_from_its_day() -> None:
    before, after = (
        pay_of(LAW, Sector.PO, Scale.LB, 1, FULL, day).value.monthly
        for day in (date(2026, 10, 31), date(2026, 11, 1))
    )
    assert (before, after) == (3622, 3665)


def test_vocational_pay_after_its_agreement_is_provisional_and_says_since_when() -> None:
    paid = pay_of(LAW, Sector.MBO, Scale.LC, 9, FULL, SEPTEMBER)
    assert paid.value.monthly == 5669
    since = {figure.provisional_since for figure in uncertain([paid.step])}
    assert date(2026, 3, 1) in since


def test_secondary_pay_says_that_the_october_allowance_is_not_known() -> None:
    paid = pay_of(LAW, Sector.VO, Scale.LB, 3, FULL, SEPTEMBER)
    assert paid.value.october == 0
    assert [mark.code for mark in marks([paid.step])] == ["finance.pay-october-unknown"]


def test_allowance_is_paid_pro_rata_without_holiday_pay_and_said_so() -> None:
    without = pay_of(LAW, Sector.PO, Scale.LB, 3, euros("0.6"), SEPTEMBER)
    paid = pay_of(LAW, Sector.PO, Scale.LB, 3, euros("0.6"), SEPTEMBER, euros("250"))
    assert paid.value.allowance == 1800
    assert paid.value.yearly == without.value.yearly + 1800
    assert [mark.code for mark in marks([paid.step])] == ["finance.pay-allowance-base"]
    assert marks([without.step]) == ()


def test_top_step_in_primary_counts_its_own_allowance_as_provisional() -> None:
    paid = pay_of(LAW, Sector.PO, Scale.LB, 12, FULL, SEPTEMBER)
    assert paid.value.october == euros("1591.09")
    october = next(f for f in figures_in([paid.step]) if f.dated.name == "salary.october_po_top")
    assert october.provisional_since == date(2023, 1, 1)


def test_day_before_the_first_table_is_refused() -> None:
    with pytest.raises(NoLawInForceError):
        pay_of(LAW, Sector.PO, Scale.LB, 1, FULL, date(2022, 1, 1))


@given(
    sector=st.sampled_from(Sector),
    scale=st.sampled_from(Scale),
    step=st.integers(1, 11),
    fte=st.decimals("0.01", "1", places=4),
    allowance=st.decimals("0", "900", places=2),
)
def test_pay_adds_up_in_cents_and_a_step_more_never_pays_less(
    sector: Sector, scale: Scale, step: int, fte: Decimal, allowance: Decimal
) -> None:
    paid = pay_of(LAW, sector, scale, step, fte, SEPTEMBER, allowance)
    pay = paid.value
    extras = pay.holiday + pay.year_end + pay.october + pay.allowance
    assert pay.yearly == 12 * pay.monthly + extras == paid.step.result
    assert pay.yearly == pay.yearly.quantize(Decimal("0.01"))
    above = pay_of(LAW, sector, scale, step + 1, fte, SEPTEMBER, allowance).value
    assert above.yearly >= pay.yearly


@pytest.mark.parametrize("step", [0, 13])
def test_step_that_is_not_on_the_scale_is_refused(step: int) -> None:
    with pytest.raises(ValueError, match="no step"):
        pay_of(LAW, Sector.PO, Scale.LB, step, FULL, SEPTEMBER)


@pytest.mark.parametrize("sector", list(Sector))
@pytest.mark.parametrize("scale", list(Scale))
def test_a_full_time_year_to_compare_is_the_year_that_is_traced(
    sector: Sector, scale: Scale
) -> None:
    yearly = full_time_year(LAW, sector, scale, SEPTEMBER)
    traced = [pay_of(LAW, sector, scale, n, FULL, SEPTEMBER).value.yearly for n in range(1, 13)]
    assert [yearly(step) for step in range(1, 13)] == traced


def test_a_book_computes_the_same_pay_once_and_keeps_it_as_written() -> None:
    book = PayBook(LAW, Sector.PO)
    asked = (Scale.LB, 3, FULL, SEPTEMBER)
    assert book.of(*asked) is book.of(*asked)
    assert book.of(*asked) == pay_of(LAW, Sector.PO, *asked)
    written = book.of(Scale.LB, 3, Decimal("1.00"), SEPTEMBER)
    assert repr(written) == repr(pay_of(LAW, Sector.PO, Scale.LB, 3, Decimal("1.00"), SEPTEMBER))
