"""What only the candidate sees: the old pay beside the new, and what could fill the gap."""

from dataclasses import dataclass
from decimal import Decimal

from loopbrug.core.finance.model import NOTHING, FinanceCase
from loopbrug.core.finance.old_income import OldIncome, old_income, usable
from loopbrug.core.finance.placement import Placement, Placements
from loopbrug.core.law.model import Law
from loopbrug.core.law.trace import Step, Traced
from loopbrug.core.terms.finding import Finding, Weight


@dataclass(frozen=True, slots=True)
class PrivateCase:
    """The old pay beside the new, in euros a year; ``gap`` is how much less the new job pays.

    ``gap`` compares both jobs in their own size, ``full_time_gap`` both as a full job: below
    zero the new job pays more.
    """

    old: Traced[OldIncome]
    gap: Decimal
    full_time_gap: Decimal
    fitting: Traced[Placement] | None
    step: Step

    @property
    def steps(self) -> tuple[Step, ...]:
        """All computations in it."""
        return (self.step, *((self.fitting.step,) if self.fitting else ()))


def private_case(case: FinanceCase, law: Law, salary: Placements | None) -> PrivateCase | None:
    """Return the private part; None without an old job that can be computed with."""
    if case.old_job is None or salary is None or not usable(case.old_job):
        return None
    del law
    old, new = old_income(case.old_job), salary.chosen.value.pay
    full = new.yearly / case.terms.fte if case.terms.fte else NOTHING
    gap = old.value.yearly - new.yearly
    said = Finding.of(
        "finance.private-gap",
        weight=Weight.INFORMS,
        old_amount=old.value.yearly,
        new_amount=new.yearly,
    )
    step = Step(said, gap, (), (old.step,))
    return PrivateCase(old, gap, old.value.full_time_yearly - full, salary.fitting, step)
