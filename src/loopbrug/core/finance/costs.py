"""What a track costs the school beside ordinary lessons, each cost with its days and its step."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from loopbrug.core.finance.cost_line import CostLine, unknown
from loopbrug.core.finance.lookup import count, known, number
from loopbrug.core.finance.model import NOTHING, CostKind, FinanceCase
from loopbrug.core.finance.prices import average_price, told_price
from loopbrug.core.finance.wages import Wages, wages_of
from loopbrug.core.law.model import Law
from loopbrug.core.law.trace import Step
from loopbrug.core.orientation.months import last_day, months_later
from loopbrug.core.terms.euro import cents
from loopbrug.core.terms.finding import Finding, Weight
from loopbrug.core.terms.words import Degree, Sector

YEAR = 12
TRACK_YEARS = 2
"""How long training counts when nobody told its end and no rule of that day does."""
_BEFORE = 1
"""Months before training that the suitability assessment is paid."""


@dataclass(frozen=True, slots=True)
class Span:
    """The days of a training, as told or as assumed."""

    first: date
    last: date
    assumed: tuple[Finding, ...] = ()

    @classmethod
    def of(cls, case: FinanceCase, law: Law) -> "Span":
        """Return when somebody is in training; what nobody told is assumed, and marked."""
        training, assumed = case.training, []
        first = training.starts_on
        if first is None:
            first = case.terms.starts_on
            assumed.append(
                Finding.of("finance.training-start-assumed", weight=Weight.WARNS, first=first)
            )
        last = training.ends_on
        if last is None or last < first:
            term = known(law, "subsidy.track_years", first)
            years = count(term) if term else TRACK_YEARS
            last = last_day(first, YEAR * years)
            assumed.append(
                Finding.of(
                    "finance.training-end-assumed",
                    source=term.dated.source if term else None,
                    weight=Weight.WARNS,
                    years=years,
                    last=last,
                )
            )
        return cls(first, last, tuple(assumed))


def costs(case: FinanceCase, law: Law, wages: Wages | None = None) -> tuple[CostLine, ...]:
    """Return every cost of the track: what institutes ask, and paid hours that are no lessons.

    ``wages`` are what hours cost, when that was computed already.
    """
    span = Span.of(case, law)
    wages = wages or wages_of(case, law)
    return (
        *_institute(case, law, span),
        *_guidance(case, wages),
        *_study_leave(case, wages, span),
        *_double_staffing(case, wages),
    )


def _institute(case: FinanceCase, law: Law, span: Span) -> Iterator[CostLine]:
    """Yield the suitability assessment, the training, the final assessment."""
    training = case.training
    asked = (training.assessment_price, training.price, training.final_price)
    before = months_later(span.first, -_BEFORE)
    assessed = Span(before, before)
    judged = Span(span.last, span.last, span.assumed)
    for kind, price, days in zip(_INSTITUTE, asked, (assessed, span, judged), strict=True):
        # Who is qualified needs no statement of suitability for a further qualification.
        needless = case.background.qualified and not training.suitable and price is None
        if kind is CostKind.ASSESSMENT and needless:
            continue
        average = average_price(law, kind, _names(kind, case), span.first)
        line = _asked(kind, price, days, average)
        if kind is CostKind.ASSESSMENT and case.sector is Sector.MBO and price is None:
            # The averages are of primary and secondary education.
            lower = Finding.of("finance.price-lower-in-mbo", weight=Weight.WARNS)
            line = replace(line, marks=(*line.marks, lower))
        yield line


_INSTITUTE = (CostKind.ASSESSMENT, CostKind.TRAINING, CostKind.FINAL_ASSESSMENT)


def _names(kind: CostKind, case: FinanceCase) -> tuple[str, ...]:
    """Return the figures that make an average price."""
    if kind is CostKind.ASSESSMENT:
        return ("cost.assessment_min", "cost.assessment_max")
    if kind is CostKind.FINAL_ASSESSMENT:
        return ("cost.final_min", "cost.final_max")
    if case.sector is Sector.VO:
        first = case.degree is Degree.FIRST
        return ("cost.training_vo_first" if first else "cost.training_vo_second",)
    return ("cost.training_mbo" if case.sector is Sector.MBO else "cost.training_po",)


def _asked(kind: CostKind, price: Decimal | None, days: Span, average: Step | None) -> CostLine:
    if price is not None and price < 0:
        mark = Finding.of(
            "finance.price-negative", weight=Weight.BLOCKS, cost_kind=kind.value, amount=price
        )
        return CostLine(kind, NOTHING, days.first, days.last, told_price(kind, NOTHING), (mark,))
    if price is not None:
        return CostLine(kind, price, days.first, days.last, told_price(kind, price), days.assumed)
    if average is None:
        return unknown(kind, days.first, days.last)
    amount = average.result if isinstance(average.result, Decimal) else NOTHING
    return CostLine(kind, amount, days.first, days.last, average, (average.said, *days.assumed))


def _guidance(case: FinanceCase, wages: Wages) -> Iterator[CostLine]:
    """Yield the hours of the school's guide for each year, at what an hour of that guide costs."""
    for place, hours in enumerate(case.terms.guidance_hours):
        first = months_later(case.terms.starts_on, YEAR * place)
        last = last_day(first, YEAR)
        if hours == 0:
            continue
        hour = wages.guide_hour(first)
        if hour is None or hours < 0:
            yield unknown(CostKind.GUIDANCE, first, last)
            continue
        amount = cents(hours * _amount(hour))
        said = Finding.of(
            "finance.track-guidance",
            weight=Weight.INFORMS,
            hours=hours,
            hour_amount=cents(_amount(hour)),
            amount=amount,
        )
        step = Step(said, amount, (), (hour,))
        yield CostLine(CostKind.GUIDANCE, amount, first, last, step, (hour.said,))


def _study_leave(case: FinanceCase, wages: Wages, span: Span) -> Iterator[CostLine]:
    """Yield paid study time for each year of training: pay for hours that are no lessons."""
    terms = case.terms
    if terms.study_fte <= 0:
        return
    first = max(span.first, terms.starts_on)
    for since, until, share in years_between(first, span.last):
        line = _paid_hours(CostKind.STUDY_LEAVE, terms.study_fte, (since, until, share), wages)
        beside = tuple(_hired(terms.study_fte * share, since, wages.law))
        yield replace(line, marks=(*line.marks, *beside))


def _hired(years: Decimal, day: date, law: Law) -> Iterator[Finding]:
    """Yield what the same hours cost when an agency's teacher takes them over."""
    hour, full = known(law, "hire.agency_hour", day), known(law, "salary.hours_per_year", day)
    if hour is None or full is None:
        return
    hours = int(years * number(full))
    yield Finding.of(
        "finance.track-hired",
        source=hour.dated.source,
        weight=Weight.INFORMS,
        hours=hours,
        hour_amount=number(hour),
        amount=hours * number(hour),
    )


def _double_staffing(case: FinanceCase, wages: Wages) -> Iterator[CostLine]:
    """Yield the first months in which somebody stands beside another teacher."""
    terms = case.terms
    if terms.double_fte <= 0 or terms.double_months <= 0:
        return
    last = last_day(terms.starts_on, terms.double_months)
    months = Decimal(terms.double_months) / YEAR
    days = (terms.starts_on, last, months)
    yield _paid_hours(CostKind.DOUBLE_STAFFING, terms.double_fte, days, wages)


def _paid_hours(
    kind: CostKind, fte: Decimal, days: tuple[date, date, Decimal], wages: Wages
) -> CostLine:
    """Return what paid hours cost: their part of a year's pay with all that an employer adds."""
    since, until, share = days
    year = wages.own_year(since)
    if year is None:
        return unknown(kind, since, until)
    amount = cents(_amount(year) * fte * share)
    said = Finding.of(
        "finance.track-paid-hours",
        weight=Weight.INFORMS,
        cost_kind=kind.value,
        fte=fte,
        share=(share * 100).quantize(Decimal("0.1")),
        year_amount=cents(_amount(year)),
        amount=amount,
    )
    return CostLine(kind, amount, since, until, Step(said, amount, (), (year,)))


def years_between(first: date, last: date) -> Iterator[tuple[date, date, Decimal]]:
    """Yield the years from ``first`` to ``last`` (included), each with which part of it counts.

    Examples
    --------
    >>> [str(share) for _, _, share in years_between(date(2027, 9, 1), date(2029, 8, 31))]
    ['1', '1']
    """
    since = first
    place = 0
    while since <= last:
        ends = last_day(since, YEAR)
        until = min(ends, last)
        days, whole_year = (until - since).days + 1, (ends - since).days + 1
        yield since, until, Decimal(days) / whole_year
        place += 1
        since = months_later(first, YEAR * place)


def _amount(step: Step) -> Decimal:
    return step.result if isinstance(step.result, Decimal) else NOTHING
