"""Pay in the years to come: a step each year, by the agreement of that day."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from loopbrug.core.finance.model import FinanceCase
from loopbrug.core.finance.pay import TOP_STEP, Pay, PayBook
from loopbrug.core.finance.placement import chosen_step
from loopbrug.core.law.model import Law
from loopbrug.core.law.trace import Step, Traced
from loopbrug.core.terms.finding import Finding, Weight

FIVE = 5
_LEAP_DAY = (2, 29)


@dataclass(frozen=True, slots=True)
class PayYear:
    """A year of the new job, counted from its first day.

    ``provisional_since`` is the first day the agreement used is silent about (None: it still
    speaks). A later rise will change what is shown.
    """

    number: int
    since: date
    until: date
    step: int
    pay: Traced[Pay]
    provisional_since: date | None


def pay_ahead(
    case: FinanceCase,
    law: Law,
    years: int = FIVE,
    first: int | None = None,
    book: PayBook | None = None,
) -> tuple[PayYear, ...]:
    """Return what each year pays, first year first; the scale ends at its top step.

    A step a year is what agreements give who does well; the same allowance is assumed in all.
    ``first`` is the step of the first day, where somebody has placed the case already, and
    ``book`` the pay that was computed for it.
    """
    if first is None:
        first = chosen_step(case, law)
    return tuple(_years(case, book or PayBook(law, case.sector), first, years))


def anniversary(day: date, years: int) -> date:
    """Return the same day some years on; after 29 February comes 28 February.

    Examples
    --------
    >>> anniversary(date(2028, 2, 29), 1)
    datetime.date(2029, 2, 28)
    """
    short = (day.month, day.day) == _LEAP_DAY
    return day.replace(year=day.year + years, day=28 if short else day.day)


def _years(case: FinanceCase, book: PayBook, first: int, years: int) -> Iterator[PayYear]:
    terms = case.terms
    for place in range(years):
        since = anniversary(terms.starts_on, place)
        step = min(first + place, TOP_STEP)
        paid = book.of(terms.scale, step, terms.fte, since, terms.allowance)
        said = Finding.of(
            "finance.ahead-year", str(place + 1), weight=Weight.INFORMS, first=since,
            number=place + 1, step=step,
        )  # fmt: skip
        traced = Traced(paid.value, Step(said, paid.value.yearly, parts=(paid.step,)))
        until = anniversary(terms.starts_on, place + 1) - timedelta(days=1)
        yield PayYear(place + 1, since, until, step, traced, _silent_since(paid.step))


def _silent_since(step: Step) -> date | None:
    """Return since when the table of a pay is provisional, if it is."""
    used = (each for part in step.walk() for each in part.figures)
    tables = (each.provisional_since for each in used if each.dated.name.startswith("salary."))
    return min((since for since in tables if since), default=None)
