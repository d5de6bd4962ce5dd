"""What is left of pay after pension and tax: an estimate, with what it assumes."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from loopbrug.core.finance.lookup import known, number
from loopbrug.core.finance.model import NOTHING, FinanceCase
from loopbrug.core.finance.old_income import old_income, usable
from loopbrug.core.finance.pay import MONTHS, Pay
from loopbrug.core.finance.tax import TaxYear, income_tax, tax_year
from loopbrug.core.law.model import Law
from loopbrug.core.law.trace import Figure, Step, Traced
from loopbrug.core.terms.euro import cents, percent, whole
from loopbrug.core.terms.finding import Finding, Weight

_WHOLE = Decimal(100)
_PENSION = ("abp", "abp_aaop", "abp_board_share", "abp_franchise")


@dataclass(frozen=True, slots=True)
class NetPay:
    """An estimate of net pay: ``yearly`` and ``monthly`` in whole euros.

    ``monthly`` is a twelfth of the year, so with a twelfth of holiday pay and bonus in it.
    """

    gross: Decimal
    pension: Decimal
    tax: Decimal
    yearly: Decimal
    monthly: Decimal


@dataclass(frozen=True, slots=True)
class NetEffect:
    """Net pay before and after, as estimates; ``monthly`` is what a month gains or loses."""

    old: Traced[NetPay]
    new: Traced[NetPay]
    monthly: Decimal


@dataclass(frozen=True, slots=True)
class _Rules:
    """What net pay of a day is computed with, read once for both jobs."""

    day: date
    pension: tuple[Figure, ...]
    """Empty when a figure of it is not known."""
    tax: TaxYear | None

    @classmethod
    def on(cls, law: Law, day: date) -> "_Rules":
        found = [known(law, f"premium.{name}", day) for name in _PENSION]
        pension = tuple(each for each in found if each is not None)
        return cls(day, pension if len(pension) == len(_PENSION) else (), tax_year(law, day))


def net_pay(gross: Decimal, fte: Decimal, law: Law, day: date) -> Traced[NetPay | None]:
    """Return what is left of a gross year, or None (and why) when the tax year is not known."""
    return _net(gross, fte, _Rules.on(law, day))


def net_effect(case: FinanceCase, pay: Pay, law: Law) -> NetEffect | None:
    """Return net pay of the old and of the new job, or None when either is not known.

    The old job's pension contribution is not known: the one of the new job is used for both, so
    that the two can be compared.
    """
    if case.old_job is None or not usable(case.old_job):
        return None
    earlier = old_income(case.old_job)
    rules = _Rules.on(law, case.terms.starts_on)
    old = _net(earlier.value.yearly, earlier.value.fte, rules)
    new = _net(pay.yearly, case.terms.fte, rules)
    if old.value is None or new.value is None:
        return None
    said = Finding.of("finance.net-same-pension", weight=Weight.WARNS)
    told = Step(old.step.said, old.step.result, parts=(*old.step.parts, Step(said, NOTHING)))
    difference = new.value.monthly - old.value.monthly
    return NetEffect(Traced(old.value, told), Traced(new.value, new.step), difference)


def _net(gross: Decimal, fte: Decimal, rules: _Rules) -> Traced[NetPay | None]:
    pension = _pension(gross, fte, rules.pension)
    share = Decimal(str(pension.result))
    if rules.tax is None:
        said = Finding.of("finance.net-unknown-year", weight=Weight.WARNS, year=rules.day.year)
        return Traced(None, Step(said, NOTHING))
    taxed = income_tax(rules.tax, gross - share)
    yearly = whole(gross - share - taxed.value)
    net = NetPay(gross, share, taxed.value, yearly, whole(yearly / MONTHS))
    said = Finding.of(
        "finance.net-estimate", weight=Weight.WARNS, gross_amount=gross, pension_amount=share,
        tax_amount=taxed.value,
    )  # fmt: skip
    return Traced(net, Step(said, yearly, parts=(pension, taxed.step)))


def _pension(gross: Decimal, fte: Decimal, figures: tuple[Figure, ...]) -> Step:
    """Return the employee's share of the pension premium, over what lies above the franchise."""
    if not figures:
        return Step(Finding.of("finance.net-pension-unknown", weight=Weight.WARNS), NOTHING)
    old_age, disability, board, franchise = (number(each) for each in figures)
    above = max(gross - cents(franchise * fte), NOTHING)
    rate, share = old_age + disability, _WHOLE - board
    said = Finding.of(
        "finance.net-pension", weight=Weight.INFORMS, base_amount=above, rate=rate, share=share
    )
    return Step(said, cents(percent(percent(above, rate), share)), figures)
