"""Funds of a region, city or municipality, as their manager keeps them."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from loopbrug.core.finance.model import (
    NOTHING,
    FinanceCase,
    LocalFund,
    SourceStatus,
    SourceVerdict,
)
from loopbrug.core.finance.sources.reasons import (
    Reason,
    closed,
    findings_of,
    open_to,
    ruled,
    waits,
)
from loopbrug.core.terms.finding import Finding, Weight

_ALL = Decimal(100)


def local_fund(case: FinanceCase, fund: LocalFund) -> SourceVerdict:
    """Return whether a fund is open to this person, and how much it can give at most."""
    reasons = (*_wrong(fund), *_about_person(case, fund), *_about_moment(case, fund), *_left(fund))
    status = ruled(reasons)
    return SourceVerdict(
        source=fund.code,
        payer=fund.payer,
        status=status,
        amount=_amount(fund),
        reasons=findings_of(reasons),
        opens_on=fund.valid_from if status is SourceStatus.NOT_YET else None,
        apply_by=_last_day(fund),
        account_by=fund.account_by,
        documents=tuple(_documents(fund)),
        pays_back=(_pays_back(fund),),
        for_kinds=fund.for_kinds,
        share=min(max(fund.share, NOTHING), _ALL),
        excludes=tuple(sorted(fund.excludes)),
        title=fund.name,
    )


def _amount(fund: LocalFund) -> Decimal:
    return max(NOTHING, fund.amount if fund.left is None else min(fund.amount, fund.left))


def _wrong(fund: LocalFund) -> Iterator[Reason]:
    """A fund that cannot be as it is written gives nothing until somebody corrects it."""
    if fund.amount < 0:
        yield closed(Finding.of("finance.fund-negative", fund.code, name=_name(fund)))
    if not NOTHING <= fund.share <= _ALL:
        yield closed(
            Finding.of("finance.fund-share-wrong", fund.code, name=_name(fund), share=fund.share)
        )


def _about_person(case: FinanceCase, fund: LocalFund) -> Iterator[Reason]:
    if fund.sectors and case.sector not in fund.sectors:
        yield closed(
            Finding.of(
                "finance.fund-sector",
                fund.code,
                name=_name(fund),
                sectors=tuple(each.value for each in fund.sectors),
            )
        )


def _about_moment(case: FinanceCase, fund: LocalFund) -> Iterator[Reason]:
    last = _last_day(fund)
    if fund.valid_from > case.day:
        yield waits(
            Finding.of(
                "finance.fund-not-open",
                fund.code,
                weight=Weight.CONDITION,
                name=_name(fund),
                first=fund.valid_from,
            )
        )
    if last is not None and last < case.day:
        yield closed(Finding.of("finance.fund-over", fund.code, name=_name(fund), last=last))


def _left(fund: LocalFund) -> Iterator[Reason]:
    if fund.left is None:
        yield open_to(
            Finding.of(
                "finance.fund-left-unknown", fund.code, weight=Weight.WARNS, name=_name(fund)
            )
        )
    elif fund.left <= 0:
        yield closed(Finding.of("finance.fund-empty", fund.code, name=_name(fund)))
    elif fund.left < fund.amount:
        yield open_to(
            Finding.of(
                "finance.fund-nearly-empty",
                fund.code,
                weight=Weight.WARNS,
                name=_name(fund),
                amount=fund.left,
                most_amount=fund.amount,
            )
        )
    else:
        yield open_to(
            Finding.of(
                "finance.fund-open",
                fund.code,
                weight=Weight.INFORMS,
                name=_name(fund),
                amount=fund.amount,
                share=fund.share,
            )
        )


def _last_day(fund: LocalFund) -> date | None:
    days = [day for day in (fund.apply_by, fund.valid_until) if day is not None]
    return min(days) if days else None


def _documents(fund: LocalFund) -> Iterator[Finding]:
    for need in fund.needs:
        yield Finding.of("finance.fund-paper", fund.code, weight=Weight.INFORMS, paper=need)


def _pays_back(fund: LocalFund) -> Finding:
    return Finding.of("finance.fund-back-ask", fund.code, weight=Weight.WARNS, name=_name(fund))


def _name(fund: LocalFund) -> str:
    return fund.name or fund.code
