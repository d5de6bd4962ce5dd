"""Severance pay (*transitievergoeding*): due or not, how much, and what may come off."""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from loopbrug.core.finance.lookup import count, known, number
from loopbrug.core.finance.model import NOTHING, EndedBy, OldJob
from loopbrug.core.finance.old_income import OldIncome, old_income
from loopbrug.core.finance.pay import MONTHS
from loopbrug.core.law.model import Law
from loopbrug.core.law.trace import Figure, Step, Traced
from loopbrug.core.terms.euro import cents
from loopbrug.core.terms.finding import Finding, Weight

_ONE_DAY = timedelta(days=1)
_HALF_YEAR = 6


class Due(StrEnum):
    """Whether severance pay is a right."""

    DUE = "due"
    NOT_DUE = "not-due"
    NEGOTIABLE = "negotiable"
    """Settled together: no right, but it can be asked for."""
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Severance:
    """Severance pay of the old job, in euros before tax.

    ``amount`` is what the law gives: nothing unless it is due. ``by_formula`` is what the formula
    would give (None: no formula is known for that day), something to start from when it can be
    negotiated. ``month_pay`` is a month's pay as the formula means it, ``months`` the months of
    service, cut off at two decimals. ``claim_by`` is the last day to go to court.
    """

    due: Due
    amount: Decimal
    by_formula: Decimal | None
    month_pay: Decimal
    months: Decimal
    maximum: Decimal | None
    claim_by: date | None


@dataclass(frozen=True, slots=True)
class _Service:
    """The job as the formula looks at it; ``ends_on`` is today while it goes on."""

    law: Law
    job: OldJob
    income: Traced[OldIncome]
    ends_on: date
    months: Fraction

    @property
    def month_pay(self) -> Decimal:
        """A month's pay with holiday pay, bonus, fixed and variable parts in it."""
        return cents(self.income.value.yearly / MONTHS)

    def known(self, name: str) -> Figure | None:
        return known(self.law, f"severance.{name}", self.ends_on)


def severance(old_job: OldJob, law: Law, day: date) -> Traced[Severance]:
    """Return the severance pay of a job, as the rule was when it ended (or is on ``day``).

    Raises ``BadDataError`` when old pay cannot be computed with.
    """
    ends_on = old_job.until or day
    months = service_months(old_job.since, ends_on)
    service = _Service(law, old_job, old_income(old_job), ends_on, months)
    formula, cap = _formula(service), service.known("maximum")
    computed = None if formula is None else Decimal(str(formula.result))
    most = None if cap is None else max(number(cap), service.income.value.yearly)
    capped = computed if computed is None or most is None else min(computed, most)
    due, why = _due(service, known_formula=formula is not None)
    amount = (capped or NOTHING) if due is Due.DUE else NOTHING
    claim = _claim_by(service) if due is Due.DUE and old_job.until else None
    value = Severance(due, amount, capped, service.month_pay, _shown(months), most, claim)
    parts = tuple(_parts(service, value, formula, day))
    return Traced(value, Step(why, amount, _maximum_figures(cap, capped, computed), parts))


def service_months(since: date, until: date) -> Fraction:
    """Return months of service, both days included: whole months, then days of the last one.

    Examples
    --------
    >>> service_months(date(2011, 1, 15), date(2026, 1, 14))
    Fraction(180, 1)
    >>> service_months(date(2024, 1, 1), date(2024, 4, 15))
    Fraction(7, 2)
    """
    if until < since:
        return Fraction(0)
    after = until + _ONE_DAY
    whole = (after.year - since.year) * MONTHS + after.month - since.month
    if after.day < since.day:
        whole -= 1
    reached = _months_on(since, whole)
    left = (after - reached).days
    return whole + Fraction(left, monthrange(reached.year, reached.month)[1])


def school_severance(monthly: Decimal, months: int, law: Law, day: date) -> Traced[Decimal] | None:
    """Return what a school owes when a contract of ``months`` is not continued, before deductions.

    ``monthly`` is the salary of a month. What training cost may come off without consent, under
    conditions that a lawyer must judge. None on a day whose figures are not known.
    """
    fraction = known(law, "severance.fraction", day)
    factor = known(law, "severance.education_factor", day)
    if fraction is None or factor is None:
        return None
    share = _exact(fraction) * Fraction(months, MONTHS)
    amount = _cents(Fraction(monthly) * Fraction(number(factor)) * share)
    said = Finding.of(
        "finance.severance-school", source=fraction.dated.source, weight=Weight.INFORMS,
        factor=number(factor), month_amount=monthly, months=months,
    )  # fmt: skip
    rule = known(law, "severance.deduct_training_contract", day)
    return Traced(amount, Step(said, amount, (fraction, factor), _article_4(rule)))


def _article_4(rule: Figure | None) -> tuple[Step, ...]:
    if rule is None or not rule.dated.value:
        return ()
    said = Finding.of("finance.severance-article-4", source=rule.dated.source, weight=Weight.WARNS)
    return (Step(said, NOTHING, (rule,)),)


def _formula(service: _Service) -> Step | None:
    """Return what the formula of that day makes of the service, before the maximum."""
    fraction = service.known("fraction")
    if fraction is not None:
        return _per_year(service, fraction)
    first, later = service.known("half_year_fraction"), service.known("half_year_fraction_later")
    years = service.known("half_year_first_years")
    if first is None or later is None or years is None:
        return None
    return _per_half_year(service, (first, later, years))


def _per_year(service: _Service, fraction: Figure) -> Step:
    """Since 2020: a third of a month's pay a year, the rest in proportion, from the first day."""
    amount = _cents(Fraction(service.month_pay) * _exact(fraction) * service.months / MONTHS)
    said = Finding.of(
        "finance.severance-formula", source=fraction.dated.source, weight=Weight.INFORMS,
        month_amount=service.month_pay, months=_shown(service.months),
    )  # fmt: skip
    return Step(said, amount, (fraction,))


def _per_half_year(service: _Service, figures: tuple[Figure, Figure, Figure]) -> Step:
    """Until 2020: whole half years only; more for each after the first ten years."""
    first, later, years = figures
    halves = int(service.months // _HALF_YEAR)
    early = min(halves, 2 * count(years))
    share = _exact(first) * early + _exact(later) * (halves - early)
    said = Finding.of(
        "finance.severance-half-years", source=first.dated.source, weight=Weight.INFORMS,
        halves=halves, month_amount=service.month_pay,
    )  # fmt: skip
    older = Step(Finding.of("finance.severance-over-50", weight=Weight.WARNS), NOTHING)
    return Step(said, _cents(Fraction(service.month_pay) * share), figures, (older,))


def _due(service: _Service, *, known_formula: bool) -> tuple[Due, Finding]:
    """Return whether it is due, and the sentence that says why."""
    by = service.job.ended_by
    if by is EndedBy.EMPLOYEE:
        return Due.NOT_DUE, _because(service, "finance.severance-resigned", "own_resignation")
    if by is EndedBy.NOT_ENDED:
        return Due.NOT_DUE, _because(service, "finance.severance-not-ended")
    if by is EndedBy.AGREEMENT:
        return Due.NEGOTIABLE, _because(service, "finance.severance-settled", "settlement_right")
    if by is EndedBy.UNKNOWN or not known_formula:
        code = "finance.severance-unknown" if known_formula else "finance.severance-no-formula"
        return Due.UNKNOWN, _because(service, code, weight=Weight.WARNS)
    least = service.known("min_months")
    if least is not None and service.months < count(least):
        return Due.NOT_DUE, _because(service, "finance.severance-too-short", "min_months")
    return Due.DUE, _because(service, "finance.severance-due", "fraction")


def _because(
    service: _Service, code: str, name: str = "", weight: Weight = Weight.INFORMS
) -> Finding:
    used = service.known(name) if name else None
    source = used.dated.source if used else None
    return Finding(code, "old_job", (("last", service.ends_on),), source, weight)


def _parts(service: _Service, found: Severance, formula: Step | None, day: date) -> Iterator[Step]:
    """Yield what the amount rests on, then what must be said beside it."""
    wage = Finding.of(
        "finance.severance-month-pay", weight=Weight.INFORMS,
        year_amount=service.income.value.yearly,
    )  # fmt: skip
    yield Step(wage, found.month_pay, parts=(service.income.step,))
    if formula is not None:
        yield formula
        if found.by_formula != formula.result and found.maximum is not None:
            said = Finding.of(
                "finance.severance-capped", weight=Weight.INFORMS, maximum_amount=found.maximum
            )
            yield Step(said, found.maximum)
    if found.due in {Due.DUE, Due.NEGOTIABLE}:
        yield from _deductions(service)
        yield Step(Finding.of("finance.severance-taxed", weight=Weight.INFORMS), NOTHING)
    if found.claim_by is not None:
        yield _claim(service, found.claim_by, day)


def _deductions(service: _Service) -> Iterator[Step]:
    """Yield which costs may come off, and under which conditions."""
    consent, years = service.known("deduct_needs_consent"), service.known("deduct_years")
    if consent is None or years is None:
        return
    said = Finding.of(
        "finance.severance-deductions", source=consent.dated.source, weight=Weight.INFORMS,
        years=count(years),
    )  # fmt: skip
    yield Step(said, NOTHING, (consent, years))
    own = service.known("deduct_own_function")
    if own is not None and own.dated.value:
        inside = Finding.of(
            "finance.severance-deduct-own-function", source=own.dated.source,
            weight=Weight.INFORMS,
        )  # fmt: skip
        yield Step(inside, NOTHING, (own,))


def _claim_by(service: _Service) -> date | None:
    months = service.known("claim_months")
    return None if months is None else _months_on(service.ends_on, count(months))


def _claim(service: _Service, claim_by: date, day: date) -> Step:
    late = day > claim_by
    code = "finance.severance-claim-late" if late else "finance.severance-claim"
    used = service.known("claim_months")
    said = Finding(
        code, "old_job", (("last", claim_by),), used.dated.source if used else None,
        Weight.WARNS if late else Weight.INFORMS,
    )  # fmt: skip
    return Step(said, claim_by, (used,) if used else ())


def _maximum_figures(
    cap: Figure | None, capped: Decimal | None, computed: Decimal | None
) -> tuple[Figure, ...]:
    """Return the maximum as a figure used, when it made the amount smaller."""
    return (cap,) if cap is not None and capped != computed else ()


def _exact(fraction: Figure) -> Fraction:
    """Return a share such as a third exactly, which no decimal writes in full."""
    return Fraction(number(fraction)).limit_denominator(1000)


def _cents(amount: Fraction) -> Decimal:
    """Return an exact amount in cents, half a cent up."""
    return Decimal((2 * amount * 100 + 1) // 2) / 100


def _shown(months: Fraction) -> Decimal:
    return Decimal(int(months * 100)) / 100


def _months_on(day: date, months: int) -> date:
    """Return the same day some months on, or the last day of a shorter month."""
    year, month = divmod(day.year * MONTHS + day.month - 1 + months, MONTHS)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
