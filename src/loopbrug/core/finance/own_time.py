"""Hours of training that nobody pays: the candidate's own time."""

from collections.abc import Iterator

from loopbrug.core.finance.costs import Span, years_between
from loopbrug.core.finance.lookup import known, number
from loopbrug.core.finance.model import NOTHING, FinanceCase
from loopbrug.core.law.model import Law
from loopbrug.core.terms.finding import Finding, Weight


def own_time(case: FinanceCase, law: Law) -> Iterator[Finding]:
    """Yield how many hours of training fall outside paid study time, when that is known."""
    full = known(law, "salary.hours_per_year", case.terms.starts_on)
    if full is None or case.training.hours <= 0:
        return
    span = Span.of(case, law)
    first = max(span.first, case.terms.starts_on)
    years = sum((share for _, _, share in years_between(first, span.last)), NOTHING)
    paid = case.terms.study_fte * number(full) * years
    unpaid = int(case.training.hours - paid)
    if unpaid > 0:
        yield Finding.of(
            "finance.own-time",
            source=full.dated.source,
            weight=Weight.INFORMS,
            hours=unpaid,
            of=case.training.hours,
            paid=int(paid),
        )
