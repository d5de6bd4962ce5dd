"""Schemes people ask about that give nothing here: each is told with its reason, never left out."""

from collections.abc import Iterator

from loopbrug.core.finance.lookup import known, number, source_on
from loopbrug.core.finance.model import NOTHING, CostKind, FinanceCase, Payer, SourceVerdict
from loopbrug.core.finance.sources.reasons import (
    Reason,
    closed,
    findings_of,
    open_to,
    ruled,
    undecided,
)
from loopbrug.core.law.model import Law
from loopbrug.core.terms.finding import Finding, Weight


def student_loan(case: FinanceCase, law: Law) -> SourceVerdict:
    """Return whether the loan for students (*levenlanglerenkrediet*) is open: never a grant."""
    reasons = tuple(_loan_reasons(case, law))
    return _verdict("lll-credit", Payer.MINISTRY, reasons, applicant=Payer.CANDIDATE)


def older_worker(case: FinanceCase, law: Law) -> SourceVerdict:
    """Return whether the advantage for hiring somebody of 56 or over off benefit still exists."""
    return _verdict("lkv-older", Payer.UWV, tuple(_older_reasons(case, law)))


def small_firms(case: FinanceCase, law: Law) -> SourceVerdict:
    """Return that SLIM is for small firms: an old employer may use it, a school cannot."""
    source = source_on(law, "slim.schools", case.day)
    reason = closed(Finding.of("finance.slim-not-schools", source=source))
    return _verdict("slim", Payer.OTHER, (reason,), applicant=Payer.OLD_EMPLOYER)


def training_budget(case: FinanceCase, law: Law) -> SourceVerdict:
    """Return that the STAP budget, which people applied for themselves, has ended."""
    source = source_on(law, "stap.open", case.day)
    reason = closed(Finding.of("finance.stap-over", source=source))
    return _verdict("stap", Payer.UWV, (reason,), applicant=Payer.CANDIDATE)


def _verdict(
    source: str, payer: Payer, reasons: tuple[Reason, ...], applicant: Payer = Payer.BOARD
) -> SourceVerdict:
    return SourceVerdict(
        source=source,
        payer=payer,
        status=ruled(reasons),
        amount=NOTHING,
        reasons=findings_of(reasons),
        applicant=applicant,
        for_kinds=(CostKind.TRAINING,),
    )


def _loan_reasons(case: FinanceCase, law: Law) -> Iterator[Reason]:
    most, source = known(law, "lll.max", case.day), source_on(law, "lll.entrants", case.day)
    if not case.background.enrolled_in_training:
        yield closed(Finding.of("finance.lll-not-this-training", source=source))
    elif most is None:
        yield undecided(Finding.of("finance.lll-unknown", weight=Weight.WARNS, day=case.day))
    else:
        yield open_to(
            Finding.of(
                "finance.lll-loan",
                source=most.dated.source,
                weight=Weight.INFORMS,
                amount=number(most),
            )
        )


def _older_reasons(case: FinanceCase, law: Law) -> Iterator[Reason]:
    starts = case.terms.starts_on
    rule = known(law, "lkv.older_open", starts)
    source = rule.dated.source if rule else None
    if rule is None:
        yield undecided(Finding.of("finance.lkv-unknown", weight=Weight.WARNS, starts=starts))
    elif rule.dated.value is False:
        yield closed(Finding.of("finance.lkv-over", source=source, starts=starts))
    elif case.background.on_benefit is False:
        yield closed(Finding.of("finance.lkv-no-benefit", source=source))
    else:
        yield undecided(Finding.of("finance.lkv-ask-age", source=source, weight=Weight.WARNS))
