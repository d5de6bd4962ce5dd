"""Income tax of box 1 with the two credits everybody who works has: for estimates only."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from loopbrug.core.finance.lookup import known, number
from loopbrug.core.finance.model import NOTHING
from loopbrug.core.law.model import Law
from loopbrug.core.law.trace import Figure, Step, Traced
from loopbrug.core.terms.euro import cents, percent
from loopbrug.core.terms.finding import Finding, Weight

_NAMES = (
    *("bracket_1_rate", "bracket_1_to", "bracket_2_rate", "bracket_2_to", "bracket_3_rate"),
    *("general_max", "general_from", "general_rate"),
    *("labour_1_rate", "labour_1_to", "labour_1_amount"),
    *("labour_2_rate", "labour_2_to", "labour_2_amount", "labour_3_rate", "labour_3_to"),
    *("labour_max", "labour_down_rate"),
)


@dataclass(frozen=True, slots=True)
class TaxYear:
    """The figures of a tax year, read once for every income that is compared."""

    day: date
    figures: tuple[Figure, ...]
    amounts: Mapping[str, Decimal]

    def __getitem__(self, name: str) -> Decimal:
        """Return one figure by its name without the room."""
        return self.amounts[name]


def tax_year(law: Law, day: date) -> TaxYear | None:
    """Return the figures of a day's tax year, or None when one of them is not known."""
    figures = {}
    for name in _NAMES:
        found = known(law, f"tax.{name}", day)
        if found is None:
            return None
        figures[name] = found
    amounts = {name: number(each) for name, each in figures.items()}
    return TaxYear(day, tuple(figures.values()), amounts)


def income_tax(year: TaxYear, taxable: Decimal) -> Traced[Decimal]:
    """Return the tax over a year's income from work.

    For somebody below the state pension age with one job and no deductions.
    """
    brackets = _brackets(year, taxable)
    general, labour = _general(year, taxable), _labour(year, taxable)
    due = cents(max(brackets - general - labour, NOTHING))
    said = Finding.of(
        "finance.tax-year", weight=Weight.INFORMS, bracket_amount=cents(brackets),
        general_amount=cents(general), labour_amount=cents(labour), taxable_amount=taxable,
        year=year.day.year,
    )  # fmt: skip
    return Traced(due, Step(said, due, year.figures))


def _brackets(year: TaxYear, taxable: Decimal) -> Decimal:
    first, second = year["bracket_1_to"], year["bracket_2_to"]
    return (
        percent(min(taxable, first), year["bracket_1_rate"])
        + percent(max(min(taxable, second) - first, NOTHING), year["bracket_2_rate"])
        + percent(max(taxable - second, NOTHING), year["bracket_3_rate"])
    )


def _general(year: TaxYear, taxable: Decimal) -> Decimal:
    above = max(taxable - year["general_from"], NOTHING)
    return max(year["general_max"] - percent(above, year["general_rate"]), NOTHING)


def _labour(year: TaxYear, taxable: Decimal) -> Decimal:
    """Return the credit for who works: it rises in three stretches, and falls after them."""
    if taxable <= year["labour_1_to"]:
        return percent(taxable, year["labour_1_rate"])
    for before, stretch in (("labour_1", "labour_2"), ("labour_2", "labour_3")):
        if taxable <= year[f"{stretch}_to"]:
            above = taxable - year[f"{before}_to"]
            return year[f"{before}_amount"] + percent(above, year[f"{stretch}_rate"])
    above = taxable - year["labour_3_to"]
    return max(year["labour_max"] - percent(above, year["labour_down_rate"]), NOTHING)
