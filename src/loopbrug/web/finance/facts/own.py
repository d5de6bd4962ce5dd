"""What the candidate earns beside what they earned. Whoever calls this asked ``SEE_OWN_MONEY``."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from loopbrug.core.finance.ahead import PayYear, pay_ahead
from loopbrug.core.finance.business import business_case
from loopbrug.core.finance.checks import checked
from loopbrug.core.finance.model import FinanceCase
from loopbrug.core.finance.pay import amounts_by_step, scale_table
from loopbrug.core.finance.placement import Placement, Placements
from loopbrug.core.finance.private import PrivateCase
from loopbrug.core.law.model import Law
from loopbrug.core.law.trace import Step
from loopbrug.core.terms.finding import Finding, Weight
from loopbrug.web.finance.facts.pay import Said, said_beside


@dataclass(frozen=True, slots=True)
class OwnMoney:
    """Everything on the candidate's page; ``private`` rests on the old job, None without it."""

    placements: Placements
    ahead: tuple[PayYear, ...]
    private: PrivateCase | None
    said: Said


def own_money(case: FinanceCase, law: Law) -> OwnMoney | None:
    """Return what the page shows; None when the case is wrong or no salary table is known."""
    found = business_case(case, law)
    if found.salary is None:
        return None
    ahead = pay_ahead(case, law)
    steps = [found.salary.chosen.step, *_steps(ahead, found.private)]
    return OwnMoney(found.salary, ahead, found.private, said_beside(steps))


def looked_over(case: FinanceCase, law: Law) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
    """Return what is wrong or doubtful in what was filled in, and what is worth telling of it."""
    found = checked(case, law)
    told = [one for one in found if one.weight is Weight.INFORMS]
    return tuple(one for one in found if one.weight is not Weight.INFORMS), tuple(told)


def range_of_step(placement: Placement, case: FinanceCase, law: Law) -> tuple[Decimal, Decimal]:
    """Return between which full-time amounts a last salary lies that leads to this step."""
    table = scale_table(law, case.sector, placement.scale, case.terms.starts_on)
    amounts = (Decimal(0), *amounts_by_step(table))
    return amounts[placement.step - 1], amounts[placement.step]


def _steps(ahead: tuple[PayYear, ...], private: PrivateCase | None) -> Iterator[Step]:
    yield from (year.pay.step for year in ahead)
    if private is not None:
        yield from private.steps
