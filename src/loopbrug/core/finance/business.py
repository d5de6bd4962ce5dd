"""The whole business case of one person: pay, cost, who pays which part when, what stays open."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from loopbrug.core.finance.career import career_of
from loopbrug.core.finance.cash import CashMonth, cash_calendar
from loopbrug.core.finance.checks import checked
from loopbrug.core.finance.clip import clipped
from loopbrug.core.finance.cost_line import CostLine
from loopbrug.core.finance.costs import costs
from loopbrug.core.finance.deadlines import MoneyDeadline, deadlines
from loopbrug.core.finance.employer_cost import EmployerCost, employer_cost
from loopbrug.core.finance.marks import marks
from loopbrug.core.finance.model import (
    NOTHING,
    Certainty,
    FinanceCase,
    SourceStatus,
    SourceVerdict,
)
from loopbrug.core.finance.own_time import own_time
from loopbrug.core.finance.pay import PayBook
from loopbrug.core.finance.placement import Placements
from loopbrug.core.finance.private import PrivateCase, private_case
from loopbrug.core.finance.sources.judge import judged
from loopbrug.core.finance.stacking import Stack, best_stack
from loopbrug.core.finance.stop import End, Received, Stopped, stopped
from loopbrug.core.finance.track_benchmark import track_benchmark
from loopbrug.core.finance.uncovered import Uncovered, uncovered
from loopbrug.core.finance.wages import Wages, placed_or_none
from loopbrug.core.law.model import Law
from loopbrug.core.law.trace import Figure, Step, Traced, figures_in, uncertain
from loopbrug.core.terms.finding import Finding, Weight, blocking


@dataclass(frozen=True, slots=True)
class BusinessCase:
    """One person at one school on one day, in money.

    ``salary`` and ``employer_cost`` are None when no table of that day is known; ``findings`` say
    so. ``verdicts`` are all sources, ``stack`` which of them are used. ``private`` is only there
    when the case holds the old job: it is for the candidate's eyes alone. ``stopped`` is there
    once a track has ended early. ``steps`` are all computations, for the page's "why".
    """

    salary: Placements | None
    employer_cost: Traced[EmployerCost] | None
    costs: tuple[CostLine, ...]
    verdicts: tuple[SourceVerdict, ...]
    stack: Stack
    cash: tuple[CashMonth, ...]
    uncovered: tuple[Uncovered, ...]
    deadlines: tuple[MoneyDeadline, ...]
    stopped: Stopped | None
    private: PrivateCase | None
    findings: tuple[Finding, ...]
    steps: tuple[Step, ...]

    @property
    def figures(self) -> tuple[Figure, ...]:
        """Every dated figure that was used, each once."""
        return figures_in(self.steps)

    @property
    def uncertain(self) -> tuple[Figure, ...]:
        """The figures that are provisional or only remembered: the page marks them."""
        return uncertain(self.steps)


def business_case(case: FinanceCase, law: Law, extra: Sequence[CostLine] = ()) -> BusinessCase:
    """Return what somebody earns and costs, who pays which part when, and what stays uncovered.

    Parameters
    ----------
    case
        Without ``old_job`` nothing in the answer says anything about the old pay.
    law
        The register of dated figures.
    extra
        Further costs, as the premium of the foundation for the risk.
    """
    worked, book = career_of(case), PayBook(law, case.sector)
    wrong = checked(case, law, worked)
    salary = None if _shut(case, wrong) else placed_or_none(case, law, book, worked)
    cost = _employer_cost(case, law, salary)
    wages = Wages(case, law, salary.chosen.value.step if salary else None, book)
    planned = (*costs(case, law, wages), *extra)
    lines = clipped(planned, case.training.stopped_on)
    verdicts = judged(case, law)
    stack = best_stack(case, lines, verdicts)
    private = private_case(case, law, salary, wrong, book)
    ended = _stopped(case, law, planned, verdicts)
    steps = (
        *_steps(salary, cost, lines, verdicts, private),
        *(line.step for line in (ended.lines if ended else ())),
    )
    found = BusinessCase(
        salary=salary,
        employer_cost=cost,
        costs=lines,
        verdicts=verdicts,
        stack=stack,
        cash=cash_calendar(lines, stack),
        uncovered=uncovered(case, stack),
        deadlines=deadlines(case, law, verdicts),
        stopped=ended,
        private=private,
        findings=(),
        steps=steps,
    )
    return replace(found, findings=tuple(dict.fromkeys(_findings(case, law, found, wrong))))


def _findings(
    case: FinanceCase, law: Law, found: BusinessCase, wrong: Sequence[Finding]
) -> Iterator[Finding]:
    """Yield what is wrong and what must be said, from the case down to what stands beside it."""
    yield from wrong
    yield from _of_stopping(found.stopped)
    yield from _no_table(case, found.salary, wrong)
    yield from _of_money(found.costs, found.cash)
    yield from marks(found.steps)
    yield from _beside(case, law, found.costs)


def _shut(case: FinanceCase, wrong: Sequence[Finding]) -> bool:
    """Return whether pay must not be computed, because what it rests on cannot be so.

    A fault in earlier work matters only while the step follows from it.
    """
    about = {found.about.split(".")[0] for found in blocking(wrong)}
    return "terms" in about or ("experience" in about and case.terms.step is None)


def _employer_cost(
    case: FinanceCase, law: Law, salary: Placements | None
) -> Traced[EmployerCost] | None:
    if salary is None:
        return None
    pay = salary.chosen.value.pay
    return employer_cost(pay, case.terms, case.sector, law, case.terms.starts_on)


def _stopped(
    case: FinanceCase, law: Law, planned: Sequence[CostLine], verdicts: Iterable[SourceVerdict]
) -> Stopped | None:
    """Return what goes back of money that was received, once a track has ended early."""
    if case.training.stopped_on is None:
        return None
    received = [
        Received(each.source, each.payer, each.amount, each.for_kinds, each.title)
        for each in verdicts
        if each.certainty is Certainty.RECEIVED and each.amount > 0
    ]
    return stopped(case, law, planned, received, End(case.training.stopped_on))


def _steps(
    salary: Placements | None,
    cost: Traced[EmployerCost] | None,
    lines: Iterable[CostLine],
    verdicts: Iterable[SourceVerdict],
    private: PrivateCase | None,
) -> Iterator[Step]:
    if salary is not None:
        yield salary.chosen.step
        yield salary.floor.step
        yield salary.likely.step
    if cost is not None:
        yield cost.step
    yield from (line.step for line in lines)
    for verdict in verdicts:
        if verdict.step is not None and verdict.status is not SourceStatus.NOT_ELIGIBLE:
            yield verdict.step
    if private is not None:
        yield from private.steps


def _no_table(
    case: FinanceCase, salary: Placements | None, wrong: Sequence[Finding]
) -> Iterator[Finding]:
    if salary is None and not _shut(case, wrong):
        yield Finding.of("finance.case-no-table", weight=Weight.WARNS, starts=case.terms.starts_on)


def _of_stopping(ended: Stopped | None) -> Iterator[Finding]:
    """Yield what goes back and what must be done, once a track has ended early."""
    if ended is None:
        return
    yield from (line.step.said for line in ended.lines)
    yield from (mark for line in ended.lines for mark in line.marks)
    yield from ended.findings
    yield Finding.of(
        "finance.stop-lost", weight=Weight.INFORMS, spent_amount=ended.spent, amount=ended.lost
    )


def _of_money(lines: Iterable[CostLine], cash: Iterable[CashMonth]) -> Iterator[Finding]:
    """Yield what is assumed or not known of costs, and of the days money comes."""
    yield from (mark for line in lines for mark in line.marks if mark.weight is not Weight.INFORMS)
    yield from (mark for month in cash for mark in month.marks)


def _beside(case: FinanceCase, law: Law, lines: Iterable[CostLine]) -> Iterator[Finding]:
    """Yield what no amount of this case holds: own time, and what others paid on average."""
    yield from own_time(case, law)
    yield from track_benchmark(case, law, sum((line.amount for line in lines), NOTHING))
