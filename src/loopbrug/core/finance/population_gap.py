"""Old income and wage supplement for many: ``old_income.py`` and ``supplement.py`` in numpy."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from loopbrug.core.finance.ahead import anniversary
from loopbrug.core.finance.model import SupplementPlan
from loopbrug.core.finance.pay import MONTHS, TOP_STEP
from loopbrug.core.finance.population import FTE_PARTS, People, pay_of_all
from loopbrug.core.finance.whole_cents import Cents, half_up, percent_of
from loopbrug.core.law.model import Law

EXTRA_PARTS = 10_000
"""Holiday pay and year-end bonus are told in hundredths of a percent: 1633 is 16.33 %."""


@dataclass(frozen=True, slots=True)
class OldPay:
    """Old jobs in euros, in arrays of one length.

    ``monthly`` and ``fixed`` in cents a month, ``variable`` in cents a year, ``extra`` in parts of
    ``EXTRA_PARTS``, ``hours`` and ``full_hours`` in hundredths of an hour a week.
    """

    monthly: Cents
    fixed: Cents
    variable: Cents
    extra: Cents
    hours: Cents
    full_hours: Cents


def old_income_of_all(old: OldPay) -> Cents:
    """Return what each old job pays a year, in cents."""
    base = MONTHS * (old.monthly + old.fixed)
    return base + half_up(base * old.extra, EXTRA_PARTS) + old.variable


def comparable_of_all(people: People, old: OldPay) -> Cents:
    """Return old pay for the size of the new job: hours given up by choice are no gap."""
    yearly = old_income_of_all(old)
    # Both sizes over one divisor, so that they are compared without rounding.
    smaller = people.fte * old.full_hours < old.hours * FTE_PARTS
    sized = half_up(yearly * people.fte * old.full_hours, FTE_PARTS * old.hours)
    return np.where(smaller, np.minimum(sized, yearly), yearly)


def supplement_of_all(
    people: People, old: OldPay, plan: SupplementPlan, law: Law, starts_on: date
) -> Iterator[Cents]:
    """Yield what a plan gives everybody in each of its years, in cents, the first year first."""
    before = comparable_of_all(people, old)
    most = None if plan.cap is None else percent_of(before, plan.cap)
    for year, share in enumerate(plan.percentages):
        then = replace(people, step=np.minimum(people.step + year, TOP_STEP).astype(np.int8))
        new = pay_of_all(then, law, anniversary(starts_on, year)).yearly
        asked = percent_of(np.maximum(before - new, 0), share)
        yield asked if most is None else np.minimum(asked, most)
