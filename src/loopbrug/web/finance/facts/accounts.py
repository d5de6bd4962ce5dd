"""Accounting for grants: granted beside spent for each source, and samples that come back."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from numpy.random import default_rng

from loopbrug.core.finance.account import Account, Granted, Sample, Spent, account, sample
from loopbrug.core.finance.application import OVER, Progress
from loopbrug.core.finance.model import NOTHING, CostKind
from loopbrug.web.finance.facts.applications import verdict_of
from loopbrug.web.finance.facts.progress import lines_of, progress_of
from loopbrug.web.finance.queries.applications import (
    Application,
    SampleCheck,
    SampleDraw,
    SpentLine,
)


@dataclass(frozen=True, slots=True)
class Accounted:
    """One application with its account."""

    row: Application
    progress: Progress
    account: Account
    lines: tuple[SpentLine, ...]


@dataclass(frozen=True, slots=True)
class SourceSum:
    """A source over all dossiers somebody may see: what was granted, came in, went back, spent."""

    source: str
    title: str
    count: int
    granted: Decimal
    paid: Decimal
    paid_back: Decimal
    spent: Decimal

    @property
    def left(self) -> Decimal:
        """What came in and was neither spent nor paid back."""
        return self.paid - self.paid_back - self.spent


def accounted(row: Application) -> Accounted:
    """Return an application with granted beside spent."""
    progress, verdict, lines = progress_of(row), verdict_of(row), lines_of(row)
    grant = Granted(row.source, progress.granted, verdict.for_kinds)
    return Accounted(row, progress, account(grant, [spent(each, row) for each in lines]), lines)


def by_source(rows: Iterable[Application]) -> tuple[SourceSum, ...]:
    """Return a sum for each source, by name; what was refused or withdrawn does not count."""
    groups: dict[str, list[Accounted]] = defaultdict(list)
    for row in rows:
        told = accounted(row)
        if told.progress.stage not in OVER:
            groups[row.source].append(told)
    sums = (_sum(source, found) for source, found in groups.items())
    return tuple(sorted(sums, key=lambda one: one.title))


def drawn(rows: Sequence[Application], seed: int, size: int) -> Sample:
    """Return the sample that a seed draws from all payments; the same each time."""
    lines = [spent(line, row) for row in rows for line in lines_of(row)]
    return sample(lines, size, default_rng(seed))


def spent(line: SpentLine, row: Application) -> Spent:
    """Return a payment as a value; its code is its number, long enough to sort by."""
    return Spent(
        f"{line.pk:08d}", CostKind(line.kind), line.amount, line.day, row.source, line.proof
    )


def last_checks(draw: SampleDraw) -> dict[int, SampleCheck]:
    """Return what checking each line of a sample brought last."""
    return {each.line_id: each for each in draw.checks.all()}


def _sum(source: str, found: Sequence[Accounted]) -> SourceSum:
    def total(amounts: Iterable[Decimal]) -> Decimal:
        return sum(amounts, NOTHING)

    return SourceSum(
        source=source,
        title=found[0].row.title,
        count=len(found),
        granted=total(one.progress.granted for one in found),
        paid=total(one.progress.paid for one in found),
        paid_back=total(one.progress.paid_back for one in found),
        spent=total(one.account.counted for one in found),
    )
