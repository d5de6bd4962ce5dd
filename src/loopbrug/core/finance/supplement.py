"""A wage supplement: a share of the gap between old and new pay, year by year."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from loopbrug.core.finance.ahead import PayYear, pay_ahead
from loopbrug.core.finance.lookup import known, number
from loopbrug.core.finance.model import (
    NOTHING,
    Certainty,
    FinanceCase,
    Payer,
    SupplementPlan,
)
from loopbrug.core.finance.old_income import old_income, usable
from loopbrug.core.finance.pay import PayBook
from loopbrug.core.law.model import Law
from loopbrug.core.law.trace import Figure, Step, Traced
from loopbrug.core.terms.euro import cents, percent
from loopbrug.core.terms.finding import Finding, Weight

_BESIDE = tuple(
    Step(Finding(code, weight=Weight.INFORMS), NOTHING)
    for code in ("finance.supplement-not-indexed", "finance.supplement-taxed")
)
"""What is said of every year."""
_PROPOSAL = Step(Finding("finance.supplement-proposal", weight=Weight.WARNS), NOTHING)


@dataclass(frozen=True, slots=True)
class SupplementYear:
    """A year of a supplement, in euros.

    ``old`` is what the old job would pay for the hours of the new one, never for more hours than
    the old one had; ``gap`` what the new one pays less. ``capped`` tells that the plan's cap made
    ``amount`` smaller. ``proposal`` tells that nobody has offered this: it is our standard plan.
    """

    number: int
    since: date
    until: date
    percentage: Decimal
    old: Decimal
    new: Decimal
    gap: Decimal
    amount: Decimal
    capped: bool
    payer: Payer
    certainty: Certainty
    proposal: bool
    step: Step


@dataclass(frozen=True, slots=True)
class _Base:
    """What every year of a plan is computed from."""

    plan: SupplementPlan
    proposal: bool
    old: Traced[Decimal]
    figures: tuple[Figure, ...]


def supplement(
    case: FinanceCase, law: Law, first: int | None = None, book: PayBook | None = None
) -> tuple[SupplementYear, ...]:
    """Return the supplement of each year of the plan; of the standard plan when there is none.

    Only for the candidate's eyes: it tells the old pay. Without usable old pay there is nothing
    to tell. ``first`` and ``book`` are as in ``pay_ahead``.
    """
    base = _base(case, law)
    if base is None:
        return ()
    years = pay_ahead(case, law, len(base.plan.percentages), first, book)
    return tuple(_years(base, years))


def _base(case: FinanceCase, law: Law) -> _Base | None:
    if case.old_job is None or not usable(case.old_job):
        return None
    old = _comparable(case)
    if case.supplement is not None:
        return _Base(case.supplement, proposal=False, old=old, figures=())
    found = tuple(
        known(law, name, case.terms.starts_on)
        for name in ("supplement.uwv_percent", "supplement.uwv_cap")
    )
    shares, cap = found
    if shares is None or cap is None or not isinstance(shares.dated.value, tuple):
        return None
    percentages = tuple(Decimal(each) for each in shares.dated.value)
    plan = SupplementPlan(Payer.OLD_EMPLOYER, percentages, number(cap), Certainty.COMPUTED)
    return _Base(plan, proposal=True, old=old, figures=(shares, cap))


def _comparable(case: FinanceCase) -> Traced[Decimal]:
    """Return old pay for the size of the new job: hours given up by choice are no gap."""
    if case.old_job is None:
        raise TypeError("a supplement needs the old job")
    old = old_income(case.old_job)
    size = min(old.value.fte, case.terms.fte)
    amount = min(cents(old.value.yearly * size / old.value.fte), old.value.yearly)
    said = Finding.of(
        "finance.supplement-old", weight=Weight.INFORMS, fte=size.quantize(Decimal("0.01")),
        full_amount=old.value.full_time_yearly,
    )  # fmt: skip
    return Traced(amount, Step(said, amount, parts=(old.step,)))


def _years(base: _Base, years: tuple[PayYear, ...]) -> Iterator[SupplementYear]:
    plan, old = base.plan, base.old.value
    most = None if plan.cap is None else cents(percent(old, plan.cap))
    for share, year in zip(plan.percentages, years, strict=True):
        new = year.pay.value.yearly
        gap = max(old - new, NOTHING)
        asked = cents(percent(gap, share))
        amount = asked if most is None else min(asked, most)
        yield SupplementYear(
            year.number, year.since, year.until, share, old, new, gap, amount, amount < asked,
            plan.payer, plan.certainty, base.proposal,
            _step(base, year, (share, gap, amount), asked),
        )  # fmt: skip


def _step(
    base: _Base, year: PayYear, found: tuple[Decimal, Decimal, Decimal], asked: Decimal
) -> Step:
    share, gap, amount = found
    said = Finding.of(
        "finance.supplement-year", str(year.number), weight=Weight.INFORMS, gap_amount=gap,
        number=year.number, payer=base.plan.payer.value, share=share,
    )  # fmt: skip
    parts = [base.old.step, year.pay.step]
    if base.proposal:
        parts.append(_PROPOSAL)
    if amount < asked:
        capped = Finding.of(
            "finance.supplement-capped", weight=Weight.INFORMS, asked_amount=asked,
            cap=base.plan.cap or NOTHING,
        )  # fmt: skip
        parts.append(Step(capped, amount))
    return Step(said, amount, base.figures, (*parts, *_BESIDE))
