"""What the business case shows beside what the rules return: what others in the region did."""

from dataclasses import dataclass
from decimal import Decimal

from loopbrug.core.finance.career import career, shown
from loopbrug.core.finance.model import Experience, FinanceCase, Scale
from loopbrug.core.finance.pay import TOP_STEP, pay_of
from loopbrug.core.finance.placement import Placements
from loopbrug.core.finance.room import Practice, practice
from loopbrug.core.law.model import Law
from loopbrug.web.finance.facts.terms import offered
from loopbrug.web.finance.queries.terms import careers_in, offers_of_others
from loopbrug.web.pathway.queries import Dossier
from loopbrug.web.programme.frozen import thaw


@dataclass(frozen=True, slots=True)
class Span:
    """Between which steps a board may choose, at the size of the job."""

    scale: Scale
    low: int
    low_monthly: Decimal
    high: int
    high_monthly: Decimal


def span_of(case: FinanceCase, salary: Placements, law: Law) -> Span:
    """Return the span from the least step to the highest."""
    floor, terms = salary.floor.value, case.terms
    top = pay_of(law, case.sector, terms.scale, TOP_STEP, terms.fte, terms.starts_on).value
    return Span(terms.scale, floor.step, floor.pay.monthly, TOP_STEP, top.monthly)


def practice_in_region(dossier: Dossier, case: FinanceCase) -> Practice | None:
    """Return what other boards did with earlier work; None where they are too few to speak of.

    Only offers with a chosen step count: a likely one is our own reckoning.
    """
    found = []
    rows = offers_of_others(dossier, case.sector.value)
    careers = careers_in({row.dossier_id for row in rows})
    for row in rows:
        terms, told = offered(row, None), careers.get(row.dossier_id)
        if terms.step is None or terms.scale is not case.terms.scale or told is None:
            continue
        worked = tuple(thaw(Experience, one) for one in told.stretches)
        years = career(worked, terms.recognition, terms.starts_on).relevant
        found.append((terms.step, shown(years)))
    return practice(found)
