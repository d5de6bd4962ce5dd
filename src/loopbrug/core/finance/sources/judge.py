"""Every source of money judged for one case, in one fixed order."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal

from loopbrug.core.finance.model import (
    NOTHING,
    Certainty,
    Contribution,
    FinanceCase,
    LocalFund,
    SourceStatus,
    SourceVerdict,
)
from loopbrug.core.finance.sources.closed import (
    older_worker,
    small_firms,
    student_loan,
    training_budget,
)
from loopbrug.core.finance.sources.given import given, source_of
from loopbrug.core.finance.sources.indirect import benefits_agency, big_cities, education_region
from loopbrug.core.finance.sources.local import local_fund
from loopbrug.core.finance.sources.subsidy import subsidy
from loopbrug.core.finance.sources.support_staff import support_staff
from loopbrug.core.finance.sources.teacher_grant import teacher_grant
from loopbrug.core.law.model import Law
from loopbrug.core.terms.finding import Finding, Weight

NATIONAL = (
    subsidy,
    support_staff,
    teacher_grant,
    student_loan,
    older_worker,
    small_firms,
    training_budget,
    big_cities,
    education_region,
    benefits_agency,
)
"""Every national scheme people ask about; what gives nothing is told too, with its reason."""
_SURENESS = tuple(Certainty)


def judged(case: FinanceCase, law: Law) -> tuple[SourceVerdict, ...]:
    """Return a verdict on every source: national schemes, local funds, what is contributed.

    A contribution that bears the code of a scheme or fund is that scheme's money, granted: it
    takes its place, so that nothing is counted twice.
    """
    schemes = [rule(case, law) for rule in NATIONAL]
    taken = {verdict.source for verdict in schemes}
    funds = [
        _code_taken(verdict) if verdict.source in taken else verdict
        for verdict in (_one_fund(case, same) for same in _by_code(case.local_funds))
    ]
    sources = {verdict.source: verdict for verdict in (*schemes, *funds)}
    for verdict in _gifts(case):
        known = sources.get(verdict.source)
        sources[verdict.source] = _awarded(known, verdict) if known else verdict
    return tuple(_nothing_when_shut(verdict) for verdict in sources.values())


def _nothing_when_shut(verdict: SourceVerdict) -> SourceVerdict:
    """Return a source that is shut as giving nothing, so that nobody adds up what cannot come."""
    shut = verdict.status is SourceStatus.NOT_ELIGIBLE
    return replace(verdict, amount=NOTHING) if shut else verdict


def _by_code(funds: Iterable[LocalFund]) -> Iterator[list[LocalFund]]:
    """Yield the funds that bear the same code, by code, the smallest first."""
    same: dict[str, list[LocalFund]] = defaultdict(list)
    for fund in sorted(funds, key=lambda each: (each.code, each.amount, repr(each))):
        same[fund.code].append(fund)
    yield from same.values()


def _one_fund(case: FinanceCase, same: list[LocalFund]) -> SourceVerdict:
    """Return a verdict on a fund; of two with one code the smaller counts, and it is told."""
    verdict = local_fund(case, same[0])
    if len(same) == 1:
        return verdict
    told = Finding.of("finance.fund-twice", same[0].code, weight=Weight.WARNS, name=same[0].name)
    return replace(verdict, reasons=(told, *verdict.reasons))


def _code_taken(verdict: SourceVerdict) -> SourceVerdict:
    """Return a fund that bears the code of a national scheme: shut until it has its own."""
    told = Finding.of(
        "finance.fund-code-national", verdict.source, name=verdict.title, found=verdict.source
    )
    return replace(
        verdict,
        source=f"fund-{verdict.source}",
        status=SourceStatus.NOT_ELIGIBLE,
        reasons=(told, *verdict.reasons),
    )


def _gifts(case: FinanceCase) -> Iterator[SourceVerdict]:
    """Yield what is contributed, by name; what was entered twice counts once, and it is told."""
    same: dict[tuple[object, ...], list[Contribution]] = defaultdict(list)
    for gift in sorted(case.contributions, key=_order):
        same[_likeness(gift)].append(gift)
    named: dict[str, SourceVerdict] = {}
    for alike in same.values():
        verdict = given(case, alike[-1])
        if len(alike) > 1:
            verdict = _twice(verdict, alike[-1])
        if verdict.source in named:
            verdict = _twice(min(named[verdict.source], verdict, key=_amount), alike[-1])
        named[verdict.source] = verdict
    yield from (named[name] for name in sorted(named))


def _amount(verdict: SourceVerdict) -> Decimal:
    return verdict.amount


def _order(gift: Contribution) -> tuple[object, ...]:
    """Return an order that does not depend on how contributions were entered, surest last."""
    return (_SURENESS.index(gift.certainty), source_of(gift), repr(gift))


def _likeness(gift: Contribution) -> tuple[object, ...]:
    """Return what two contributions have in common when they are one, entered twice."""
    amounts = (gift.once, gift.monthly)
    return (gift.payer, gift.ground, gift.since, gift.until, amounts, tuple(sorted(gift.for_kinds)))


def _twice(verdict: SourceVerdict, gift: Contribution) -> SourceVerdict:
    told = Finding.of("finance.gift-twice", verdict.source, weight=Weight.WARNS, name=gift.ground)
    reasons = verdict.reasons if told in verdict.reasons else (told, *verdict.reasons)
    return replace(verdict, reasons=reasons)


def _awarded(scheme: SourceVerdict, gift: SourceVerdict) -> SourceVerdict:
    """Return a scheme whose money was promised or received: as much as it allows, no more."""
    if gift.status is SourceStatus.NOT_ELIGIBLE:
        return replace(scheme, reasons=(*gift.reasons, *scheme.reasons))
    # What a fund has left may already be without this award: only a scheme's own maximum binds.
    most = scheme.amount if scheme.step else NOTHING
    amount = min(gift.amount, most) if most else gift.amount
    told = Finding.of(
        "finance.source-awarded",
        scheme.source,
        weight=Weight.INFORMS,
        certainty=gift.certainty.value,
        amount=amount,
    )
    over = Finding.of(
        "finance.source-awarded-over",
        scheme.source,
        weight=Weight.WARNS,
        amount=gift.amount,
        most_amount=most,
    )
    too_much = NOTHING < most < gift.amount
    return replace(
        scheme,
        status=_status(scheme, gift),
        amount=amount,
        certainty=gift.certainty,
        paid_on=gift.paid_on,
        paid_until=gift.paid_until,
        reasons=(told, *((over,) if too_much else ()), *_warnings(gift), *scheme.reasons),
    )


def _warnings(gift: SourceVerdict) -> Iterator[Finding]:
    return (reason for reason in gift.reasons if reason.weight is Weight.WARNS)


def _status(scheme: SourceVerdict, gift: SourceVerdict) -> SourceStatus:
    """Return that agreed or received money counts, whatever the rule says; an offer changes little.

    The reasons of the scheme stay beside it, so that an award against the rule is seen.
    """
    if gift.certainty in (Certainty.AGREED, Certainty.RECEIVED):
        return SourceStatus.ELIGIBLE
    return scheme.status
