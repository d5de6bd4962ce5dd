"""What such a track costs on average, beside what it costs here."""

from collections.abc import Iterator
from decimal import Decimal

from loopbrug.core.finance.lookup import known, number
from loopbrug.core.finance.model import FinanceCase
from loopbrug.core.law.model import Law
from loopbrug.core.terms.euro import whole
from loopbrug.core.terms.finding import Finding, Weight
from loopbrug.core.terms.words import Degree, Sector


def average_track(case: FinanceCase) -> str:
    """Return which figure of the register is the average of a track like this one."""
    if case.sector is Sector.VO:
        return f"cost.track_vo_{'first' if case.degree is Degree.FIRST else 'second'}"
    return "cost.track_mbo" if case.sector is Sector.MBO else "cost.track_po"


def track_benchmark(case: FinanceCase, law: Law, total: Decimal) -> Iterator[Finding]:
    """Yield the average of studies beside the total of this case: neither proves the other."""
    average = known(law, average_track(case), case.terms.starts_on)
    if average is None or case.background.qualified or case.training.stopped_on is not None:
        return
    yield Finding.of(
        "finance.track-benchmark",
        source=average.dated.source,
        weight=Weight.INFORMS,
        amount=whole(total),
        average_amount=number(average),
        year=(average.dated.known_until or average.dated.valid_from).year,
    )
