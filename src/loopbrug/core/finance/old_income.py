"""What the old job pays, as a full job and as it is: the candidate's alone."""

from dataclasses import dataclass
from decimal import Decimal

from loopbrug.core.finance.model import NOTHING, OldJob
from loopbrug.core.finance.pay import MONTHS
from loopbrug.core.law.trace import Step, Traced
from loopbrug.core.terms.euro import cents, percent
from loopbrug.core.terms.finding import BadDataError, Finding, Weight

HOME = "EUR"


@dataclass(frozen=True, slots=True)
class OldIncome:
    """Old pay in euros: as it is, and converted to a full job.

    ``monthly`` is pay without fixed supplements, ``fixed`` those supplements a month, ``variable``
    what bonus and profit bring a year; ``yearly`` is all of it with holiday pay and year-end
    bonus. ``fte`` is the size of the old job; ``full_time_monthly`` and ``full_time_yearly`` are
    what it would be at a full week there.
    """

    fte: Decimal
    monthly: Decimal
    fixed: Decimal
    variable: Decimal
    yearly: Decimal
    full_time_monthly: Decimal
    full_time_yearly: Decimal


def usable(old_job: OldJob | None) -> bool:
    """Return whether old pay can be computed with: in euros or with a rate, and with hours."""
    return (
        old_job is not None
        and old_job.rate is not None
        and old_job.rate > 0
        and old_job.hours > 0
        and old_job.full_time_hours > 0
        and old_job.monthly > 0
    )


def old_income(old_job: OldJob) -> Traced[OldIncome]:
    """Return what the old job pays; raises ``BadDataError`` when it cannot be computed with.

    Holiday pay and year-end bonus are taken of pay with its fixed supplements.
    """
    rate = old_job.rate
    if rate is None or not usable(old_job):
        fault = Finding.of("finance.old-pay-unusable", "old_job", currency=old_job.currency)
        raise BadDataError([fault])
    monthly, fixed, variable = (
        cents(amount * rate)
        for amount in (old_job.monthly, old_job.fixed_monthly, old_job.variable_yearly)
    )
    extra = old_job.holiday + old_job.year_end
    base = MONTHS * (monthly + fixed)
    yearly = base + cents(percent(base, extra)) + variable
    fte = old_job.hours / old_job.full_time_hours
    income = OldIncome(
        fte, monthly, fixed, variable, yearly, cents(monthly / fte), cents(yearly / fte)
    )
    return Traced(income, _step(old_job, income))


def _step(old_job: OldJob, income: OldIncome) -> Step:
    year = Finding.of(
        "finance.old-year", "old_job", weight=Weight.INFORMS, fixed_amount=income.fixed,
        holiday=old_job.holiday, month_amount=income.monthly, variable_amount=income.variable,
        year_end=old_job.year_end,
    )  # fmt: skip
    full = Finding.of(
        "finance.old-full-time", "old_job", weight=Weight.INFORMS, year_amount=income.yearly,
        full_hours=old_job.full_time_hours, hours=old_job.hours,
    )  # fmt: skip
    exchange = () if old_job.currency == HOME else (_exchange(old_job),)
    return Step(full, income.full_time_yearly, parts=(Step(year, income.yearly), *exchange))


def _exchange(old_job: OldJob) -> Step:
    """Return how foreign pay became euros: by the rate that was filled in, which may change."""
    said = Finding.of(
        "finance.old-exchange", "old_job", weight=Weight.WARNS, currency=old_job.currency,
        foreign_amount=old_job.monthly, rate=old_job.rate or NOTHING,
    )  # fmt: skip
    return Step(said, cents(old_job.monthly * (old_job.rate or NOTHING)))
