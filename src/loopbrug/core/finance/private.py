"""What only the candidate sees: the old pay beside the new, and what could fill the gap."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from loopbrug.core.finance.benefit import Benefit, after_new_job, benefit
from loopbrug.core.finance.model import FinanceCase, OldJob
from loopbrug.core.finance.net import NetEffect, net_effect
from loopbrug.core.finance.old_income import OldIncome, old_income, usable
from loopbrug.core.finance.pay import PayBook
from loopbrug.core.finance.placement import Placement, Placements
from loopbrug.core.finance.severance import Due, Severance, severance
from loopbrug.core.finance.supplement import SupplementYear, supplement
from loopbrug.core.finance.training_budget import BudgetOrSeverance, budget_or_severance
from loopbrug.core.law.model import Law, NoLawInForceError
from loopbrug.core.law.trace import Step, Traced
from loopbrug.core.terms.euro import cents
from loopbrug.core.terms.finding import Finding, Weight, blocking

_PRIVATE = ("old_job", "supplement")
"""Fields whose faults make that nothing private can be computed."""


@dataclass(frozen=True, slots=True)
class PrivateCase:
    """The old pay beside the new, in euros a year, and everything that rests on the old pay.

    ``gap`` is how much less the new job pays, each job in its own size; ``full_time_gap`` compares
    both as a full job. Below zero the new job pays more. ``budget`` shows what is left of the
    severance pay (or what the formula would give) paid out, or used for training. ``net`` is an
    estimate. What is None is not known; ``steps`` say why.
    """

    old: Traced[OldIncome]
    gap: Decimal
    full_time_gap: Decimal
    fitting: Traced[Placement] | None
    supplement: tuple[SupplementYear, ...]
    severance: Traced[Severance]
    budget: Traced[BudgetOrSeverance] | None
    benefit: Traced[Benefit] | None
    net: NetEffect | None
    step: Step
    after: tuple[Step, ...] = ()
    """What happens to a benefit when the new job ends, and what of that is not known."""

    @property
    def steps(self) -> tuple[Step, ...]:
        """All computations in it."""
        return tuple(_steps(self))


def private_case(
    case: FinanceCase,
    law: Law,
    salary: Placements | None,
    wrong: Sequence[Finding] = (),
    book: PayBook | None = None,
) -> PrivateCase | None:
    """Return the private part; None without an old job that can be computed with.

    ``wrong`` are the faults of the case: one in the old job or the supplement shuts it. ``book``
    is the pay that was computed for this case already.
    """
    faults = [found for found in blocking(wrong) if found.about.split(".")[0] in _PRIVATE]
    if case.old_job is None or salary is None or faults or not usable(case.old_job):
        return None
    old, new = old_income(case.old_job), salary.chosen.value.pay
    paid = severance(case.old_job, law, case.day)
    gap = old.value.yearly - new.yearly
    said = Finding.of(
        "finance.private-gap",
        weight=Weight.INFORMS,
        old_amount=old.value.yearly,
        new_amount=new.yearly,
    )
    return PrivateCase(
        old=old,
        gap=gap,
        full_time_gap=old.value.full_time_yearly - cents(new.yearly / case.terms.fte),
        fitting=salary.fitting,
        supplement=supplement(case, law, salary.chosen.value.step, book),
        severance=paid,
        budget=_budget(paid.value, old.value, case, law),
        benefit=_benefit(case.old_job, case, law),
        net=net_effect(case, new, law),
        step=Step(said, gap, (), (old.step,)),
        after=after_new_job(case, law),
    )


def _budget(
    paid: Severance, old: OldIncome, case: FinanceCase, law: Law
) -> Traced[BudgetOrSeverance] | None:
    """Return both uses of severance pay that is due or can be asked for, and of no other sum."""
    amount = paid.by_formula if paid.due in {Due.DUE, Due.NEGOTIABLE} else None
    return budget_or_severance(amount, old.yearly, law, case.day) if amount else None


def _benefit(job: OldJob, case: FinanceCase, law: Law) -> Traced[Benefit] | None:
    try:
        return benefit(job, case.background, law, case.day)
    except NoLawInForceError:
        return None


def _steps(private: PrivateCase) -> Iterator[Step]:
    yield private.step
    for traced in (private.fitting, private.severance, private.budget, private.benefit):
        if traced is not None:
            yield traced.step
    yield from (year.step for year in private.supplement)
    yield from private.after
    if private.net is not None:
        yield private.net.old.step
        yield private.net.new.step
