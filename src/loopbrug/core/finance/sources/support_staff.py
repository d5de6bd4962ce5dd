"""SOOL: money for support staff who follow a funded teacher training beside their post."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from loopbrug.core.finance.lookup import count, known, month_and_day, number
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
from loopbrug.core.terms.finding import Finding, Weight
from loopbrug.core.terms.words import Sector

SOURCE = "sool"
_DAYS_A_YEAR = 365


def support_staff(case: FinanceCase, law: Law) -> SourceVerdict:
    """Return whether the board can ask money for a support post that becomes a teacher."""
    apply_on = max(case.day, case.training.starts_on or case.day)
    yearly = known(law, "sool.max_per_year", apply_on)
    amount, step = _amount(case, law, apply_on)
    reasons = (*_about_post(case, yearly), *_about_time(case, yearly, apply_on))
    status = ruled(reasons)
    return SourceVerdict(
        source=SOURCE,
        payer=Payer.MINISTRY,
        status=status,
        amount=amount,
        reasons=findings_of(reasons),
        opens_on=apply_on if status is SourceStatus.NOT_YET else None,
        apply_by=_last_day(law, apply_on),
        for_kinds=(CostKind.TRAINING, CostKind.GUIDANCE, CostKind.STUDY_LEAVE),
        excludes=("subsidy",),
        step=step,
    )


def _about_post(case: FinanceCase, yearly: Figure | None) -> Iterator[Reason]:
    source, background = yearly.dated.source if yearly else None, case.background
    if case.sector is Sector.MBO:
        yield closed(Finding.of("finance.sool-sector", source=source))
    if background.support_post is None:
        yield undecided(Finding.of("finance.sool-post-unknown", source=source, weight=Weight.WARNS))
    elif not background.support_post:
        yield closed(Finding.of("finance.sool-no-post", source=source))
    if not background.enrolled_in_training:
        yield closed(Finding.of("finance.sool-no-funded-training", source=source))


def _about_time(case: FinanceCase, yearly: Figure | None, apply_on: date) -> Iterator[Reason]:
    if yearly is None:
        yield undecided(
            Finding.of("finance.sool-year-unknown", weight=Weight.WARNS, year=apply_on.year)
        )
        return
    if since := yearly.provisional_since:
        yield undecided(
            Finding.of(
                "finance.sool-year-unknown",
                source=yearly.dated.source,
                weight=Weight.WARNS,
                year=max(since, apply_on).year,
            )
        )
    if case.training.starts_on and case.training.starts_on > case.day:
        yield waits(
            Finding.of(
                "finance.sool-not-begun", weight=Weight.CONDITION, starts=case.training.starts_on
            )
        )
    yield open_to(
        Finding.of("finance.sool-for-board", source=yearly.dated.source, weight=Weight.INFORMS)
    )


def _last_day(law: Law, apply_on: date) -> date | None:
    """Return the last day of the year of applying, when the register knows it."""
    rule = known(law, "sool.deadline", apply_on)
    if rule is None:
        return None
    month, day = month_and_day(rule)
    this_year = date(apply_on.year, month, day)
    return this_year if apply_on <= this_year else date(apply_on.year + 1, month, day)


def _amount(case: FinanceCase, law: Law, apply_on: date) -> tuple[Decimal, Step | None]:
    """Return a sum for each year of study, at most so many years and so much in all."""
    names = ("sool.max_per_year", "sool.max_years", "sool.max_total")
    figures = tuple(found for name in names if (found := known(law, name, apply_on)))
    if len(figures) < len(names):
        return NOTHING, None
    yearly, most_years, most = figures
    years = min(_years_of_study(case), count(most_years))
    amount = min(number(yearly) * years, number(most))
    said = Finding.of(
        "finance.sool-step",
        source=yearly.dated.source,
        weight=Weight.INFORMS,
        years=years,
        yearly_amount=number(yearly),
        amount=amount,
    )
    return amount, Step(said, amount, figures)


def _years_of_study(case: FinanceCase) -> int:
    """Return the years of study that have at least begun; one when nobody knows."""
    starts, ends = case.training.starts_on, case.training.ends_on
    if starts is None or ends is None or ends <= starts:
        return 1
    return -(-(ends - starts).days // _DAYS_A_YEAR)
