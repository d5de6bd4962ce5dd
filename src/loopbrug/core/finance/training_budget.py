"""The same money of the old employer as a training budget or as severance pay: told both."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from loopbrug.core.finance.lookup import known
from loopbrug.core.finance.model import NOTHING
from loopbrug.core.finance.tax import income_tax, tax_year
from loopbrug.core.law.model import Law
from loopbrug.core.law.trace import Step, Traced
from loopbrug.core.terms.euro import whole
from loopbrug.core.terms.finding import Finding, Weight


@dataclass(frozen=True, slots=True)
class BudgetOrSeverance:
    """What is left of a sum: for training nothing comes off, paid out it is taxed.

    Each in whole euros; None when the rule or the tax year is not known.
    """

    amount: Decimal
    as_budget: Decimal | None
    as_severance: Decimal | None


def budget_or_severance(
    amount: Decimal, yearly_income: Decimal, law: Law, day: date
) -> Traced[BudgetOrSeverance]:
    """Return what is left of ``amount`` either way, on top of a year's income: an estimate."""
    untaxed = _as_budget(amount, law, day)
    taxed = _as_severance(amount, yearly_income, law, day)
    value = BudgetOrSeverance(
        amount,
        None if untaxed.said.weight is Weight.WARNS else whole(amount),
        None if not taxed.figures else Decimal(str(taxed.result)),
    )
    said = Finding.of("finance.budget-or-severance", weight=Weight.INFORMS, sum_amount=amount)
    return Traced(value, Step(said, amount, parts=(untaxed, taxed)))


def _as_budget(amount: Decimal, law: Law, day: date) -> Step:
    rule = known(law, "severance.training_untaxed_after", day)
    if rule is None or not rule.dated.value:
        return Step(Finding.of("finance.budget-rule-unknown", weight=Weight.WARNS), NOTHING)
    said = Finding.of("finance.budget-untaxed", source=rule.dated.source, weight=Weight.INFORMS)
    return Step(said, whole(amount), (rule,))


def _as_severance(amount: Decimal, yearly_income: Decimal, law: Law, day: date) -> Step:
    """Return what is left after the tax that the sum adds to the year."""
    year = tax_year(law, day)
    if year is None:
        said = Finding.of("finance.net-unknown-year", weight=Weight.WARNS, year=day.year)
        return Step(said, NOTHING)
    without, with_it = income_tax(year, yearly_income), income_tax(year, yearly_income + amount)
    left = whole(amount - (with_it.value - without.value))
    said = Finding.of("finance.budget-taxed", weight=Weight.INFORMS, left_amount=left)
    return Step(said, left, with_it.step.figures)
