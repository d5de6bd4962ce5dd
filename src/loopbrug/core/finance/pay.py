"""What a step on a scale pays, a month and a year, by the agreement in force on a day."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from loopbrug.core.finance.lookup import known, number
from loopbrug.core.finance.model import NOTHING, Scale
from loopbrug.core.law.model import Law
from loopbrug.core.law.trace import Figure, Step, Traced, figure
from loopbrug.core.terms.euro import cents, percent
from loopbrug.core.terms.finding import Finding, Weight
from loopbrug.core.terms.words import Sector

TOP_STEP = 12
MONTHS = 12
_FULL = Decimal(1)
_WITHOUT = Step(Finding("finance.pay-allowance-base", weight=Weight.WARNS), NOTHING)
"""No holiday pay is counted over an allowance, and that is said."""


@dataclass(frozen=True, slots=True)
class Pay:
    """What somebody earns, in euros, for the size of the job.

    ``full_time_monthly`` is the table's amount, in whole euros. ``monthly`` is what a month pays,
    without the allowance. ``holiday``, ``year_end``, ``october`` and ``allowance`` are euros a
    year; ``yearly`` is twelve months and these four together.
    """

    scale: Scale
    step: int
    full_time_monthly: Decimal
    monthly: Decimal
    holiday: Decimal
    year_end: Decimal
    october: Decimal
    allowance: Decimal
    yearly: Decimal


def agreement(sector: Sector) -> str:
    """Return whose agreement a sector follows: special education that of primary."""
    return (Sector.PO if sector is Sector.SO else sector).value


def scale_table(law: Law, sector: Sector, scale: Scale, day: date) -> Figure:
    """Return the table of a scale, step 1 first; raises ``NoLawInForceError``."""
    return figure(law, f"salary.{agreement(sector)}_{scale.lower()}", day)


def amounts_by_step(table: Figure) -> tuple[Decimal, ...]:
    """Return the monthly amounts of a table at full time, step 1 first."""
    return tuple(amount_on(table, step) for step in range(1, TOP_STEP + 1))


def amount_on(table: Figure, step: int) -> Decimal:
    """Return the monthly amount of one step of a table, at full time."""
    value = table.dated.value
    if not isinstance(value, tuple):
        raise TypeError(f"{table.dated.name} is not a table")
    amount = value[step - 1]
    return amount if isinstance(amount, Decimal) else Decimal(amount)


def pay_of(  # noqa: PLR0917 - place, size and day, in the order people say them
    law: Law,
    sector: Sector,
    scale: Scale,
    step: int,
    fte: Decimal,
    day: date,
    allowance: Decimal = NOTHING,
) -> Traced[Pay]:
    """Return what a step pays for ``fte`` of a full job on ``day``.

    The month is rounded to cents first, as it is paid; holiday pay and year-end bonus are taken
    of twelve of those months, so that what the page shows adds up. ``allowance`` is a month at
    full time. Raises ``NoLawInForceError`` on a day before the first table, ``ValueError`` for a
    step that is not on the scale.
    """
    if not 1 <= step <= TOP_STEP:
        msg = f"a scale has no step {step}"
        raise ValueError(msg)
    month = _month(law, sector, (scale, step), fte, day)
    monthly = _euros(month)
    holiday = _holiday(law, monthly, day)
    year_end = _year_end(law, sector, monthly, day)
    october = _october(law, sector, step, fte, day)
    extra = _allowance(allowance, fte)
    added = (holiday, year_end, october, extra)
    yearly = MONTHS * monthly + sum((_euros(part) for part in added), NOTHING)
    pay = Pay(
        scale, step, Decimal(str(month.said.value("table_amount"))), monthly, _euros(holiday),
        _euros(year_end), _euros(october), _euros(extra), yearly,
    )  # fmt: skip
    said = Finding.of(
        "finance.pay-year", scale.value, weight=Weight.INFORMS, month_amount=monthly,
        scale=scale.value, step=step,
    )  # fmt: skip
    kept = (month, holiday, year_end, october, *((extra,) if allowance else ()))
    return Traced(pay, Step(said, pay.yearly, parts=kept))


@dataclass(frozen=True, slots=True)
class PayBook:
    """What steps pay in one sector: each place, size and day is computed once.

    A case asks the same year of pay for the placement, for the costs and for what comes later.
    """

    law: Law
    sector: Sector
    _known: dict[tuple[Scale, int, str, date, str], Traced[Pay]] = field(
        default_factory=dict, repr=False, compare=False
    )

    def of(
        self, scale: Scale, step: int, fte: Decimal, day: date, allowance: Decimal = NOTHING
    ) -> Traced[Pay]:
        """Return ``pay_of`` in this sector; raises as it does."""
        # By how they are written: 1 and 1.00 are one amount, and two things in a trace.
        asked = (scale, step, str(fte), day, str(allowance))
        found = self._known.get(asked)
        if found is None:
            found = pay_of(self.law, self.sector, scale, step, fte, day, allowance)
            self._known[asked] = found
        return found


def full_time_year(law: Law, sector: Sector, scale: Scale, day: date) -> Callable[[int], Decimal]:
    """Return a function from a step to what a full-time year pays on it, without a trace.

    The same amounts as ``pay_of`` gives, for who only has to compare them.
    """
    table = scale_table(law, sector, scale, day)
    rates = (
        number(figure(law, "salary.holiday", day)),
        number(figure(law, f"salary.year_end_{agreement(sector)}", day)),
    )

    def yearly(step: int) -> Decimal:
        month = cents(amount_on(table, step))
        added = sum((share_of_months(month, rate) for rate in rates), NOTHING)
        return MONTHS * month + added + _euros(_october(law, sector, step, _FULL, day))

    return yearly


def _euros(part: Step) -> Decimal:
    return part.result if isinstance(part.result, Decimal) else Decimal(str(part.result))


def _month(law: Law, sector: Sector, place: tuple[Scale, int], fte: Decimal, day: date) -> Step:
    scale, step = place
    table = scale_table(law, sector, scale, day)
    full_time = amount_on(table, step)
    said = Finding.of(
        "finance.pay-month", scale.value, source=table.dated.source, weight=Weight.INFORMS,
        fte=fte, scale=scale.value, step=step, table_amount=full_time,
    )  # fmt: skip
    return Step(said, cents(full_time * fte), (table,))


def _holiday(law: Law, monthly: Decimal, day: date) -> Step:
    return _of_months("finance.pay-holiday", figure(law, "salary.holiday", day), monthly)


def _year_end(law: Law, sector: Sector, monthly: Decimal, day: date) -> Step:
    rate = figure(law, f"salary.year_end_{agreement(sector)}", day)
    return _of_months("finance.pay-year-end", rate, monthly)


def _of_months(code: str, rate: Figure, monthly: Decimal) -> Step:
    """Return what a share of twelve months comes to."""
    share = number(rate)
    values = (("month_amount", monthly), ("rate", share))
    said = Finding(code, "", values, rate.dated.source, Weight.INFORMS)
    return Step(said, share_of_months(monthly, share), (rate,))


def share_of_months(monthly: Decimal, rate: Decimal) -> Decimal:
    """Return ``rate`` percent of twelve months, as holiday pay and year-end bonus are taken."""
    return cents(percent(MONTHS * monthly, rate))


def _october(law: Law, sector: Sector, step: int, fte: Decimal, day: date) -> Step:
    """Return the yearly allowance; one that exists but whose amount nobody found is warned of."""
    owner, top = agreement(sector), step >= TOP_STEP
    name = "salary.october_po_top" if top else "salary.october_po"
    used = known(law, name, day) if owner == Sector.PO else None
    if used is not None:
        code = "finance.pay-october-top" if top else "finance.pay-october"
        said = Finding(
            code, values=(("full_amount", number(used)),), source=used.dated.source,
            weight=Weight.INFORMS,
        )  # fmt: skip
        return Step(said, cents(number(used) * fte), (used,))
    due = known(law, "salary.october_vo_due", day) if owner == Sector.VO else None
    if due is not None and due.dated.value:
        said = Finding.of(
            "finance.pay-october-unknown", source=due.dated.source, weight=Weight.WARNS
        )
        return Step(said, NOTHING, (due,))
    return Step(Finding.of("finance.pay-october-none", weight=Weight.INFORMS, day=day), NOTHING)


def _allowance(allowance: Decimal, fte: Decimal) -> Step:
    """Return the labour-market allowance of a year; without holiday pay over it, and said so."""
    said = Finding.of(
        "finance.pay-allowance", weight=Weight.INFORMS, fte=fte, full_amount=allowance
    )
    return Step(said, MONTHS * cents(allowance * fte), parts=(_WITHOUT,) if allowance else ())
