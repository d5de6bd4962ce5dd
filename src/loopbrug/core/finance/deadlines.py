"""Every deadline of money in a case: what has to be done by when, and by whom."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from loopbrug.core.finance.lookup import count, known, source_on
from loopbrug.core.finance.model import Certainty, FinanceCase, Payer, SourceStatus, SourceVerdict
from loopbrug.core.finance.sources.subsidy import SOURCE as SUBSIDY
from loopbrug.core.finance.sources.subsidy import decision_and_advance
from loopbrug.core.law.model import Law
from loopbrug.core.orientation.months import months_later
from loopbrug.core.terms.finding import Finding, Weight

_YEAR = 12


@dataclass(frozen=True, slots=True)
class MoneyDeadline:
    """Something to do, or to expect, by ``last``; not before ``first``. ``said`` tells what."""

    code: str
    source: str
    whose: Payer
    last: date
    said: Finding
    first: date | None = None


def deadlines(
    case: FinanceCase, law: Law, verdicts: Sequence[SourceVerdict]
) -> tuple[MoneyDeadline, ...]:
    """Return every deadline, the first to come first; a scheme that is shut has none."""
    found = [
        *(each for verdict in verdicts for each in _of_source(verdict)),
        *_of_subsidy(case, law, verdicts),
        *_of_stopping(case, law, verdicts),
        *_of_papers(case, law),
    ]
    return tuple(sorted(found, key=lambda each: (each.last, each.source, each.code)))


def _of_source(verdict: SourceVerdict) -> Iterator[MoneyDeadline]:
    """Yield by when to apply and to account; only for what can come, or is there already."""
    if verdict.status not in (SourceStatus.ELIGIBLE, SourceStatus.NOT_YET):
        return
    name = verdict.title or verdict.source
    if verdict.apply_by is not None and not _there(verdict):
        said = Finding.of(
            "finance.due-apply", verdict.source, weight=Weight.CONDITION, money_source=name,
            last=verdict.apply_by,
        )  # fmt: skip
        yield MoneyDeadline(
            "apply", verdict.source, verdict.applicant, verdict.apply_by, said, verdict.opens_on
        )
    if verdict.account_by is not None:
        said = Finding.of(
            "finance.due-account", verdict.source, weight=Weight.CONDITION, money_source=name,
            last=verdict.account_by,
        )  # fmt: skip
        yield MoneyDeadline("account", verdict.source, verdict.applicant, verdict.account_by, said)


def _there(verdict: SourceVerdict) -> bool:
    """Return whether the money was agreed or has come: nobody needs to apply any more."""
    return verdict.certainty in (Certainty.AGREED, Certainty.RECEIVED)


def _of_subsidy(
    case: FinanceCase, law: Law, verdicts: Sequence[SourceVerdict]
) -> Iterator[MoneyDeadline]:
    """Yield by when the ministry decides and pays, counted from the first day one can apply."""
    asked = [v for v in verdicts if v.source == SUBSIDY and not _there(v)]
    opens = asked[0].opens_on if asked else None
    days = decision_and_advance(law, opens) if opens else None
    if opens is None or days is None:
        return
    decided, paid = days
    source = source_on(law, "subsidy.decide", case.day)
    said = Finding.of(
        "finance.due-decision", SUBSIDY, source=source, weight=Weight.INFORMS, first=opens,
        last=decided,
    )  # fmt: skip
    yield MoneyDeadline("decision", SUBSIDY, Payer.MINISTRY, decided, said, opens)
    said = Finding.of(
        "finance.due-advance", SUBSIDY, source=source, weight=Weight.INFORMS, first=opens, last=paid
    )
    yield MoneyDeadline("advance", SUBSIDY, Payer.MINISTRY, paid, said, decided)


def _of_stopping(
    case: FinanceCase, law: Law, verdicts: Sequence[SourceVerdict]
) -> Iterator[MoneyDeadline]:
    """Yield by when the board reports that somebody stopped."""
    day, rule = case.training.stopped_on, known(law, "subsidy.notify_change", case.day)
    asked = any(v.source == SUBSIDY and v.status is not SourceStatus.NOT_ELIGIBLE for v in verdicts)
    if day is None or rule is None or not asked:
        return
    last = day + timedelta(weeks=count(rule))
    said = Finding.of(
        "finance.due-report-stop", SUBSIDY, source=rule.dated.source, weight=Weight.CONDITION,
        last=last,
    )  # fmt: skip
    yield MoneyDeadline("report-stop", SUBSIDY, Payer.BOARD, last, said, day)


def _of_papers(case: FinanceCase, law: Law) -> Iterator[MoneyDeadline]:
    """Yield until when papers are kept, once somebody is qualified or has stopped."""
    ended, rule = case.training.qualified_on or case.training.stopped_on, None
    if ended is not None:
        rule = known(law, "subsidy.keep", ended)
    if ended is None or rule is None:
        return
    last = months_later(ended, _YEAR * count(rule))
    said = Finding.of(
        "finance.due-keep", SUBSIDY, source=rule.dated.source, weight=Weight.INFORMS, last=last
    )
    yield MoneyDeadline("keep-papers", SUBSIDY, Payer.BOARD, last, said)
