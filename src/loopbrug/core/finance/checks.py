"""Everything that is wrong with a case at once, and what must be said beside its amounts."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from loopbrug.core.finance.career import Career
from loopbrug.core.finance.check_money import contribution_faults, fund_faults, plan_faults
from loopbrug.core.finance.check_work import career_findings, old_job_faults
from loopbrug.core.finance.faults import below_zero, ends_first, outside
from loopbrug.core.finance.model import FinanceCase, Recognition, Terms
from loopbrug.core.finance.pay import TOP_STEP, agreement
from loopbrug.core.law.model import Law
from loopbrug.core.terms.finding import Finding, Weight
from loopbrug.core.terms.words import Sector

MOST_YEARS = 60
_ONE, _HUNDRED = Decimal(1), Decimal(100)
_KINDS = ("content", "coaching", "education", "other")
_PRICES = ("price", "assessment_price", "final_price")


def checked(case: FinanceCase, law: Law, worked: Career | None = None) -> tuple[Finding, ...]:
    """Return every fault of a case (it blocks), every doubt (it warns) and what is worth telling.

    ``about`` names the field, with its place in a list: ``contributions.1.until``. ``worked`` is
    what earlier work counts for, where it was computed already.
    """
    return (
        *_start(case, law),
        *_size(case.terms),
        *_place(case),
        *_recognition(case.terms.recognition),
        *_training(case),
        *_background(case),
        *career_findings(case, worked),
        *old_job_faults(case.old_job),
        *contribution_faults(case.contributions),
        *fund_faults(case.local_funds),
        *plan_faults(case),
    )


def first_known(case: FinanceCase, law: Law) -> date | None:
    """Return the first day a table of the case's scale is known, or None when there is none."""
    return law.first_day(f"salary.{agreement(case.sector)}_{case.terms.scale.lower()}")


def _start(case: FinanceCase, law: Law) -> Iterator[Finding]:
    first, starts_on = first_known(case, law), case.terms.starts_on
    if first is None:
        yield Finding.of("finance.no-scale", "terms.scale", scale=case.terms.scale.value)
    elif starts_on < first:
        yield Finding.of(
            "finance.start-before-tables", "terms.starts_on", first=first, found=starts_on,
            sector=case.sector.value,
        )  # fmt: skip


def _size(terms: Terms) -> Iterator[Finding]:
    if not 0 < terms.fte <= 1:
        yield Finding.of("finance.fte", "terms.fte", found=terms.fte)
    for name in ("study_fte", "double_fte"):
        found = getattr(terms, name)
        yield from below_zero(f"terms.{name}", found)
        if found > terms.fte:
            yield Finding.of("finance.fte-part", f"terms.{name}", found=found, fte=terms.fte)
    yield from below_zero("terms.double_months", Decimal(terms.double_months))
    if terms.double_months and not terms.double_fte:
        yield Finding.of("finance.double-without-size", "terms.double_fte", weight=Weight.WARNS)
    for place, hours in enumerate(terms.guidance_hours):
        yield from below_zero(f"terms.guidance_hours.{place}", Decimal(hours))


def _place(case: FinanceCase) -> Iterator[Finding]:
    terms = case.terms
    for name in ("step", "last_salary_step"):
        found = getattr(terms, name)
        if found is not None and not 1 <= found <= TOP_STEP:
            yield Finding.of("finance.step", f"terms.{name}", found=found, most=TOP_STEP)
    if terms.last_salary_step is not None and case.sector is not Sector.MBO:
        yield Finding.of(
            "finance.last-step-not-mbo", "terms.last_salary_step", weight=Weight.WARNS,
            sector=case.sector.value,
        )  # fmt: skip
    yield from below_zero("terms.allowance", terms.allowance)
    if terms.whk is not None:
        yield from outside("terms.whk", terms.whk, Decimal(0), _HUNDRED)


def _recognition(recognition: Recognition) -> Iterator[Finding]:
    for kind in _KINDS:
        yield from outside(
            f"terms.recognition.{kind}", getattr(recognition, kind), Decimal(0), _ONE
        )


def _training(case: FinanceCase) -> Iterator[Finding]:
    training, first = case.training, case.training.starts_on
    for name in ("ends_on", "stopped_on", "qualified_on"):
        yield from ends_first(f"training.{name}", first, getattr(training, name))
    for name in _PRICES:
        if (price := getattr(training, name)) is not None:
            yield from below_zero(f"training.{name}", price)
    yield from below_zero("training.hours", Decimal(training.hours))
    if training.begun and first is not None and first > case.day:
        yield Finding.of("finance.begun-later", "training.begun", weight=Weight.WARNS, first=first)


def _background(case: FinanceCase) -> Iterator[Finding]:
    years = case.background.years_worked
    if years is not None:
        yield from outside(
            "background.years_worked", Decimal(years), Decimal(0), Decimal(MOST_YEARS)
        )
