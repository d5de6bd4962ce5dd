"""What is wrong with money that others give, or would give."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from loopbrug.core.finance.faults import below_zero, ends_first, outside
from loopbrug.core.finance.model import Contribution, FinanceCase, LocalFund
from loopbrug.core.terms.finding import Finding, Weight

MOST_YEARS = 10
_NONE, _HUNDRED = Decimal(0), Decimal(100)


def contribution_faults(contributions: Iterable[Contribution]) -> Iterator[Finding]:
    """Yield what is wrong with sums that were entered."""
    for place, given in enumerate(contributions):
        about = f"contributions.{place}"
        if (given.once is None) == (given.monthly is None):
            yield Finding.of("finance.once-or-monthly", about)
        for name in ("once", "monthly"):
            if (amount := getattr(given, name)) is not None and amount <= 0:
                yield Finding.of(
                    "finance.contribution-not-above-zero", f"{about}.{name}", found_amount=amount
                )
        yield from ends_first(f"{about}.until", given.since, given.until)
        if given.monthly is not None and given.until is None:
            yield Finding.of("finance.contribution-open-end", f"{about}.until", weight=Weight.WARNS)


def fund_faults(funds: Iterable[LocalFund]) -> Iterator[Finding]:
    """Yield what is wrong with funds of a region, city or municipality."""
    for place, fund in enumerate(funds):
        about = f"local_funds.{place}"
        yield from below_zero(f"{about}.amount", fund.amount)
        yield from outside(f"{about}.share", fund.share, _NONE, _HUNDRED)
        yield from ends_first(f"{about}.valid_until", fund.valid_from, fund.valid_until)
        if fund.left is not None:
            yield from below_zero(f"{about}.left", fund.left)


def plan_faults(case: FinanceCase) -> Iterator[Finding]:
    """Yield what is wrong with a plan for a wage supplement."""
    plan = case.supplement
    if plan is None:
        return
    if not 0 < len(plan.percentages) <= MOST_YEARS:
        yield Finding.of(
            "finance.plan-years", "supplement.percentages", found=len(plan.percentages),
            most=MOST_YEARS,
        )  # fmt: skip
    for place, share in enumerate(plan.percentages):
        yield from outside(f"supplement.percentages.{place}", share, _NONE, _HUNDRED)
    if plan.cap is not None:
        yield from outside("supplement.cap", plan.cap, _NONE, _HUNDRED)
