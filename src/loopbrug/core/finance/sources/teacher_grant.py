"""The teacher grant (*lerarenbeurs*): only for who is a qualified teacher already."""

from collections.abc import Iterator
from datetime import date

from loopbrug.core.finance.lookup import known, month_and_day, number, source_on
from loopbrug.core.finance.model import (
    NOTHING,
    CostKind,
    FinanceCase,
    Payer,
    SourceStatus,
    SourceVerdict,
)
from loopbrug.core.finance.sources.reasons import (
    Reason,
    closed,
    findings_of,
    open_to,
    ruled,
    undecided,
    waits,
)
from loopbrug.core.law.model import Law
from loopbrug.core.law.trace import Figure, Step
from loopbrug.core.terms.finding import Finding, LegalSource, Weight

SOURCE = "teacher-grant"


def teacher_grant(case: FinanceCase, law: Law) -> SourceVerdict:
    """Return whether a qualified teacher can ask the grant for a further training."""
    tuition = known(law, "teacher_grant.tuition_max", case.day)
    window = _window(case, law)
    reasons = (*_about_person(case, law), *_about_money(case, tuition, window))
    status = ruled(reasons)
    opens, last = window or (None, None)
    return SourceVerdict(
        source=SOURCE,
        payer=Payer.MINISTRY,
        status=status,
        amount=number(tuition) if tuition else NOTHING,
        reasons=findings_of(reasons),
        applicant=Payer.CANDIDATE,
        opens_on=None if status is SourceStatus.NOT_ELIGIBLE else opens,
        apply_by=last,
        for_kinds=(CostKind.TRAINING,),
        excludes=("subsidy", "sool"),
        step=_step(tuition),
    )


def _about_person(case: FinanceCase, law: Law) -> Iterator[Reason]:
    if not case.background.qualified:
        source = source_on(law, "teacher_grant.qualified_only", case.day)
        yield closed(Finding.of("finance.teacher-grant-unqualified", source=source))
    elif case.training.suitable:
        source = source_on(law, "teacher_grant.entrants", case.day)
        yield closed(Finding.of("finance.teacher-grant-second-career", source=source))


def _about_money(
    case: FinanceCase, tuition: Figure | None, window: tuple[date, date] | None
) -> Iterator[Reason]:
    if not case.background.qualified or case.training.suitable:
        return
    if tuition is None:
        yield undecided(
            Finding.of("finance.teacher-grant-unknown", weight=Weight.WARNS, day=case.day)
        )
        return
    source = tuition.dated.source
    if window and case.day < window[0]:
        yield waits(
            Finding.of(
                "finance.teacher-grant-window",
                source=source,
                weight=Weight.CONDITION,
                first=window[0],
                last=window[1],
            )
        )
    yield from _conditions(source)


def _conditions(source: LegalSource | None) -> Iterator[Reason]:
    for finding in (
        Finding.of("finance.teacher-grant-lessons", source=source, weight=Weight.WARNS),
        Finding.of("finance.teacher-grant-leave", source=source, weight=Weight.INFORMS),
    ):
        yield open_to(finding)


def _window(case: FinanceCase, law: Law) -> tuple[date, date] | None:
    """Return the first round that has not ended: its first and its last day."""
    rules = [
        known(law, f"teacher_grant.{name}", case.day) for name in ("apply_from", "apply_until")
    ]
    found = [month_and_day(rule) for rule in rules if rule]
    if len(found) < len(rules):
        return None
    (first_month, first_day), (last_month, last_day) = found
    this_year = date(case.day.year, last_month, last_day)
    year = case.day.year + (case.day > this_year)
    return date(year, first_month, first_day), date(year, last_month, last_day)


def _step(tuition: Figure | None) -> Step | None:
    if tuition is None:
        return None
    said = Finding.of(
        "finance.teacher-grant-step",
        source=tuition.dated.source,
        weight=Weight.INFORMS,
        amount=number(tuition),
    )
    return Step(said, number(tuition), (tuition,))
