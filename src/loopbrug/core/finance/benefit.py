"""Unemployment benefit (*WW*) around a change of job, as far as the rules are known."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from loopbrug.core.finance.lookup import count, known, number
from loopbrug.core.finance.model import NOTHING, Background, EndedBy, FinanceCase, OldJob
from loopbrug.core.finance.old_income import old_income
from loopbrug.core.finance.pay import MONTHS, agreement
from loopbrug.core.law.model import Law
from loopbrug.core.law.trace import Figure, Step, Traced
from loopbrug.core.terms.euro import cents, percent
from loopbrug.core.terms.finding import Finding, Weight
from loopbrug.core.terms.words import Sector

_PAID_DAYS = 261
"""Days a year that benefit is counted in: five a week."""
_HALF = Decimal("0.5")
_ENTRANT = "ww.board_share_po_entrant"
_AMOUNT_NAMES = ("max_day_wage", "percent_first", "percent_later", "first_months")
_LENGTH_NAMES = ("base_months", "max_months", "full_years")


@dataclass(frozen=True, slots=True)
class Benefit:
    """What a benefit would be, in euros a month before tax; None where it is not known.

    ``first`` is paid in the first ``first_months``, ``later`` after them. ``months`` is how long.
    """

    months: Decimal | None
    first: Decimal | None
    later: Decimal | None
    first_months: int | None


def benefit(old_job: OldJob, background: Background, law: Law, day: date) -> Traced[Benefit]:
    """Return the benefit that would follow the old job, were there no new one.

    Raises ``BadDataError`` when old pay cannot be computed with.
    """
    length = _length(background.years_worked, law, day)
    amounts = _amounts(old_job, law, day)
    known_length = None if length.said.weight is Weight.WARNS else Decimal(str(length.result))
    value = Benefit(known_length, *(amounts[0] or (None, None, None)))
    said = Finding.of("finance.benefit-would-be", weight=Weight.INFORMS, day=day)
    parts = [length, amounts[1]]
    if old_job.ended_by is EndedBy.EMPLOYEE:
        parts.append(_told(Finding.of("finance.benefit-resigned", weight=Weight.WARNS)))
    return Traced(value, Step(said, value.first or NOTHING, parts=tuple(parts)))


def after_new_job(case: FinanceCase, law: Law) -> tuple[Step, ...]:
    """Return what happens to a benefit when the new job ends, and what of it is not known."""
    return tuple(_after(case, law))


def months_of_benefit(years_worked: int, law: Law, day: date) -> Decimal | None:
    """Return how many months a benefit lasts after so many years of work, or None if not known.

    A year is a month; from the eleventh year on, a year since the rule changed is half a month.
    Years are taken as one stretch that ends now.
    """
    found = [known(law, f"ww.{name}", day) for name in _LENGTH_NAMES]
    figures = [each for each in found if each is not None]
    if len(figures) < len(_LENGTH_NAMES):
        return None
    least, most, full_years = (count(each) for each in figures)
    halving = figures[-1].dated.valid_from.year
    since_halving = min(years_worked, max(day.year - halving, 0))
    before = years_worked - since_halving
    whole = max(before, min(years_worked, full_years))
    months = whole + (years_worked - whole) * _HALF
    return min(max(months, Decimal(least)), Decimal(most))


def _length(years_worked: int | None, law: Law, day: date) -> Step:
    if years_worked is None:
        said = Finding.of("finance.benefit-years-unknown", weight=Weight.WARNS)
        return Step(said, NOTHING)
    months = months_of_benefit(years_worked, law, day)
    if months is None:
        said = Finding.of("finance.benefit-rule-unknown", weight=Weight.WARNS, day=day)
        return Step(said, NOTHING)
    figures = tuple(f for name in _LENGTH_NAMES if (f := known(law, f"ww.{name}", day)))
    said = Finding.of(
        "finance.benefit-months", source=figures[0].dated.source, weight=Weight.INFORMS,
        months=months, years=years_worked,
    )  # fmt: skip
    return Step(said, months, figures)


def _amounts(
    old_job: OldJob, law: Law, day: date
) -> tuple[tuple[Decimal, Decimal, int] | None, Step]:
    found = [known(law, f"ww.{name}", day) for name in _AMOUNT_NAMES]
    figures = tuple(each for each in found if each is not None)
    if len(figures) < len(_AMOUNT_NAMES):
        said = Finding.of("finance.benefit-rule-unknown", weight=Weight.WARNS, day=day)
        return None, Step(said, NOTHING)
    most, first, later, months = figures
    old = old_income(old_job)
    day_wage = min(cents(old.value.yearly / _PAID_DAYS), number(most))
    month = day_wage * _PAID_DAYS / MONTHS
    paid = [cents(percent(month, number(each))) for each in (first, later)]
    said = Finding.of(
        "finance.benefit-amount", source=first.dated.source, weight=Weight.INFORMS,
        day_amount=day_wage, first=number(first), later=number(later), months=count(months),
    )  # fmt: skip
    return (paid[0], paid[1], count(months)), Step(said, paid[0], figures, (old.step,))


def _after(case: FinanceCase, law: Law) -> Iterator[Step]:
    day, share = case.terms.starts_on, _board_share(case, law)
    worked, of = known(law, "ww.weeks_worked", day), known(law, "ww.weeks_of", day)
    if worked and of:
        said = Finding.of(
            "finance.benefit-new-right", source=worked.dated.source, weight=Weight.INFORMS,
            all=count(of), worked=count(worked),
        )  # fmt: skip
        yield Step(said, count(worked), (worked, of))
    revival = known(law, "ww.revival_weeks", day)
    if revival:
        said = Finding.of(
            "finance.benefit-old-revives", source=revival.dated.source, weight=Weight.INFORMS,
            most=count(revival),
        )  # fmt: skip
        yield Step(said, count(revival), (revival,))
    if share:
        entrant = share.dated.name == _ENTRANT
        code = "finance.benefit-board-share-entrant" if entrant else "finance.benefit-board-share"
        values = (("sector", case.sector.value), ("share", number(share)))
        said = Finding(code, "", values, share.dated.source, Weight.INFORMS)
        yield Step(said, number(share), (share,))
    yield _told(Finding.of("finance.bridge-benefit-unknown", weight=Weight.WARNS))


def _board_share(case: FinanceCase, law: Law) -> Figure | None:
    """Return which share of a benefit the board pays after this contract."""
    name = f"ww.board_share_{agreement(case.sector)}"
    if agreement(case.sector) == Sector.PO and case.terms.temporary:
        name = _ENTRANT
    return known(law, name, case.terms.starts_on)


def _told(said: Finding) -> Step:
    return Step(said, NOTHING)
