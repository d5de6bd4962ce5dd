"""What a case pays, with everything a page says beside it."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from loopbrug.core.finance.marks import marks
from loopbrug.core.finance.model import FinanceCase
from loopbrug.core.finance.placement import Placements, placements
from loopbrug.core.law.model import Law, NoLawInForceError
from loopbrug.core.law.trace import Figure, Step, uncertain
from loopbrug.core.terms.finding import Finding

MONTHS = 12


@dataclass(frozen=True, slots=True)
class Said:
    """What is said beside amounts: warnings, and figures that are not certain."""

    marks: tuple[Finding, ...]
    uncertain: tuple[Figure, ...]


def said_beside(steps: Sequence[Step]) -> Said:
    """Return what the steps of a page warn of, each once."""
    return Said(marks(steps), uncertain(steps))


def placed(case: FinanceCase, law: Law) -> Placements | None:
    """Return where somebody is placed; None when no table is known for the first day."""
    try:
        return placements(case, law)
    except NoLawInForceError:
        return None


def twelve_months(monthly: Decimal) -> Decimal:
    """Return a year of months, without what a year adds."""
    return MONTHS * monthly
