"""What a year of somebody costs the board: line by line, and the audit court's figure beside it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from loopbrug.core.finance.lookup import known, number
from loopbrug.core.finance.model import NOTHING, Terms
from loopbrug.core.finance.pay import MONTHS, Pay, agreement
from loopbrug.core.law.model import Law
from loopbrug.core.law.trace import Figure, Step, Traced
from loopbrug.core.terms.euro import cents, percent
from loopbrug.core.terms.finding import Finding, Weight
from loopbrug.core.terms.words import Sector

_THREE_DECIMALS = Decimal("0.001")


class Charge(StrEnum):
    """What a board pays for somebody."""

    GROSS = "gross"
    UFO = "ufo"
    """Unemployment premium of public employers; a school never pays the AWf premium."""
    AOF = "aof"
    CHILDCARE = "childcare"
    WHK = "whk"
    HEALTH = "health"
    """The employer's levy under the health insurance act (Zvw)."""
    PENSION = "pension"
    DISABILITY_PENSION = "disability-pension"
    PARTICIPATION = "participation"
    """The participation fund of primary education."""


@dataclass(frozen=True, slots=True)
class EmployerLine:
    """One line of the cost, in euros a year; ``amount`` None is: not known, and not counted."""

    charge: Charge
    amount: Decimal | None
    step: Step


@dataclass(frozen=True, slots=True)
class EmployerCost:
    """What a year costs, in euros, for the size of the job.

    ``factor`` is ``yearly`` over twelve monthly salaries, ``benchmark`` the audit court's factor
    (None: not known on that day), ``benchmark_yearly`` what that factor would make of it.
    """

    yearly: Decimal
    lines: tuple[EmployerLine, ...]
    factor: Decimal
    benchmark: Decimal | None
    benchmark_yearly: Decimal | None


@dataclass(frozen=True, slots=True)
class _Premiums:
    """What the lines are computed from."""

    pay: Pay
    terms: Terms
    sector: Sector
    law: Law
    day: date
    maximum: Figure | None
    """The wage of a year over which premiums are due at most."""

    def known(self, name: str) -> Figure | None:
        return known(self.law, name, self.day)


def employer_cost(
    pay: Pay, terms: Terms, sector: Sector, law: Law, day: date
) -> Traced[EmployerCost]:
    """Return what a year at ``pay`` costs the board by the premiums of ``day``.

    A premium nobody knows on that day is a line without amount and a warning, never zero in
    silence. Premiums are taken of gross pay, as if no pension contribution came off first; that
    is told as well.
    """
    base = _Premiums(pay, terms, sector, law, day, known(law, "premium.max_wage", day))
    lines = tuple(_lines(base))
    yearly = sum((line.amount for line in lines if line.amount is not None), NOTHING)
    months = MONTHS * pay.monthly
    factor = (yearly / months).quantize(_THREE_DECIMALS) if months else NOTHING
    beside, benchmark, would_be = _benchmark(base, yearly, factor)
    said = Finding.of(
        "finance.cost-year", weight=Weight.INFORMS, factor=factor, gross_amount=pay.yearly
    )
    simple = Step(Finding.of("finance.cost-base-gross", weight=Weight.INFORMS), NOTHING)
    step = Step(said, yearly, parts=(*(line.step for line in lines), simple, beside))
    return Traced(EmployerCost(yearly, lines, factor, benchmark, would_be), step)


def _lines(base: _Premiums) -> Iterator[EmployerLine]:
    gross = Finding.of("finance.cost-gross", weight=Weight.INFORMS, month_amount=base.pay.monthly)
    yield EmployerLine(Charge.GROSS, base.pay.yearly, Step(gross, base.pay.yearly))
    yield _of_wage(base, Charge.UFO, "premium.ufo")
    aof = "premium.aof_low" if base.terms.small_employer else "premium.aof_high"
    yield _of_wage(base, Charge.AOF, aof)
    yield _of_wage(base, Charge.CHILDCARE, "premium.childcare")
    yield _whk(base)
    yield _of_wage(base, Charge.HEALTH, "premium.zvw")
    yield _pension(base, Charge.PENSION, "premium.abp")
    yield _pension(base, Charge.DISABILITY_PENSION, "premium.abp_aaop")
    if agreement(base.sector) == Sector.PO:
        yield _participation(base)


def _of_wage(base: _Premiums, charge: Charge, name: str) -> EmployerLine:
    """Return a premium over the wage up to the yearly maximum."""
    rate = base.known(name)
    return _unknown(charge, base.day) if rate is None else _capped(base, charge, rate)


def _whk(base: _Premiums) -> EmployerLine:
    """Return the premium for sickness and disability: the board's own rate, or the average."""
    average, own = base.known("premium.whk_average"), base.terms.whk
    if own is None:
        return (
            _unknown(Charge.WHK, base.day) if average is None
            else _capped(base, Charge.WHK, average)
        )  # fmt: skip
    if base.maximum is None:
        return _unknown(Charge.WHK, base.day)
    wage = min(base.pay.yearly, number(base.maximum))
    said = Finding.of(
        "finance.cost-whk-own", Charge.WHK, weight=Weight.INFORMS, base_amount=wage, rate=own
    )
    return _line(Charge.WHK, said, percent(wage, own), (base.maximum,))


def _capped(base: _Premiums, charge: Charge, rate: Figure) -> EmployerLine:
    if base.maximum is None:
        return _unknown(charge, base.day)
    wage, percentage = min(base.pay.yearly, number(base.maximum)), number(rate)
    said = Finding.of(
        "finance.cost-premium", charge, source=rate.dated.source, weight=Weight.INFORMS,
        base_amount=wage, charge=charge.value, rate=percentage,
    )  # fmt: skip
    return _line(charge, said, percent(wage, percentage), (rate, base.maximum))


def _pension(base: _Premiums, charge: Charge, name: str) -> EmployerLine:
    """Return the board's share of a pension premium, over what lies above the franchise."""
    rate, share = base.known(name), base.known("premium.abp_board_share")
    franchise = base.known("premium.abp_franchise")
    if rate is None or share is None or franchise is None:
        return _unknown(charge, base.day)
    free = cents(number(franchise) * base.terms.fte)
    above = max(base.pay.yearly - free, NOTHING)
    said = Finding.of(
        "finance.cost-pension", charge, source=rate.dated.source, weight=Weight.INFORMS,
        base_amount=above, charge=charge.value, free_amount=free, rate=number(rate),
        share=number(share),
    )  # fmt: skip
    amount = percent(percent(above, number(rate)), number(share))
    return _line(charge, said, amount, (rate, share, franchise))


def _participation(base: _Premiums) -> EmployerLine:
    """Return the premium of primary education's own fund, over the salary with holiday pay."""
    rate = base.known("premium.participation_po")
    if rate is None:
        return _unknown(Charge.PARTICIPATION, base.day)
    wage = MONTHS * base.pay.monthly + base.pay.holiday
    said = Finding.of(
        "finance.cost-participation", Charge.PARTICIPATION, source=rate.dated.source,
        weight=Weight.INFORMS, base_amount=wage, rate=number(rate),
    )  # fmt: skip
    return _line(Charge.PARTICIPATION, said, percent(wage, number(rate)), (rate,))


def _line(
    charge: Charge, said: Finding, amount: Decimal, figures: tuple[Figure, ...]
) -> EmployerLine:
    paid = cents(amount)
    return EmployerLine(charge, paid, Step(said, paid, figures))


def _unknown(charge: Charge, day: date) -> EmployerLine:
    said = Finding.of(
        "finance.cost-unknown", charge, weight=Weight.WARNS, charge=charge.value, day=day
    )
    return EmployerLine(charge, None, Step(said, NOTHING))


def _benchmark(
    base: _Premiums, yearly: Decimal, factor: Decimal
) -> tuple[Step, Decimal | None, Decimal | None]:
    """Return the audit court's figure beside ours, and why the two differ."""
    used = base.known("wage_cost.benchmark_factor")
    if used is None:
        said = Finding.of("finance.cost-benchmark-unknown", weight=Weight.INFORMS, day=base.day)
        return Step(said, NOTHING), None, None
    would_be = cents(MONTHS * base.pay.monthly * number(used))
    said = Finding.of(
        "finance.cost-benchmark", source=used.dated.source, weight=Weight.INFORMS,
        benchmark=number(used), difference_amount=would_be - yearly, factor=factor,
    )  # fmt: skip
    return Step(said, would_be, (used,)), number(used), would_be
