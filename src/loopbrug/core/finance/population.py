"""The rules of pay and cost for many people at once: numpy, in whole cents, one day of law.

The same formulas as in ``pay.py``, ``employer_cost.py`` and ``supplement.py``, without the steps: a
test holds both equal to the cent. What a rule does not know is left out here as it is there.
"""

from collections.abc import Iterator, Sequence
from dataclasses import Field, dataclass, fields, replace
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar, Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

from loopbrug.core.finance.lookup import known, number
from loopbrug.core.finance.model import NOTHING, Scale
from loopbrug.core.finance.pay import MONTHS, TOP_STEP, agreement, amounts_by_step, scale_table
from loopbrug.core.finance.whole_cents import ByCode, Cents, Codes, cents_of, half_up, percent_of
from loopbrug.core.law.model import Law
from loopbrug.core.law.trace import figure
from loopbrug.core.terms.words import Sector

SECTORS = tuple(Sector)
SCALES = tuple(Scale)
FTE_PARTS = 10_000
"""The size of a job is told in parts of a full job: 8000 is 0.8."""
PART = 65_536
"""So many at a time stay near the processor: a million in one go takes three times as long."""


class _InArrays(Protocol):
    """A dataclass."""

    __dataclass_fields__: ClassVar[dict[str, Field[Any]]]


Rows = TypeVar("Rows", bound=_InArrays)


@dataclass(frozen=True, slots=True)
class People:
    """People in arrays of one length.

    ``sector`` and ``scale`` are places in ``SECTORS`` and ``SCALES``, ``step`` counts from 1,
    ``fte`` in parts of ``FTE_PARTS``, ``allowance`` in cents a month at full time.
    ``small_employer`` tells whether the board pays the low disability premium.
    """

    sector: Codes
    scale: Codes
    step: NDArray[np.int8]
    fte: Cents
    allowance: Cents
    small_employer: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Paid:
    """What each person earns, in cents: ``monthly`` a month, the others a year."""

    monthly: Cents
    holiday: Cents
    year_end: Cents
    october: Cents
    allowance: Cents
    yearly: Cents


def in_parts(rows: Rows, size: int = PART) -> Iterator[Rows]:
    """Yield the same people in parts; ``rows`` holds arrays of one length and nothing else."""
    names = [each.name for each in fields(rows)]
    for first in range(0, len(getattr(rows, names[0])), size):
        part = {name: getattr(rows, name)[first : first + size] for name in names}
        yield replace(rows, **part)


def pay_of_all(people: People, law: Law, day: date) -> Paid:
    """Return what everybody earns on ``day``; raises ``NoLawInForceError`` before the tables."""
    table = _tables(law, day).take(_place(people))
    monthly = _sized(table, people.fte)
    year = MONTHS * monthly
    holiday = percent_of(year, number(figure(law, "salary.holiday", day)))
    rates = [number(figure(law, f"salary.year_end_{agreement(each)}", day)) for each in SECTORS]
    year_end = ByCode.of(rates).part_of(year, people.sector)
    october = _sized(_october(law, day)[people.sector, _at_top(people)], people.fte)
    allowance = MONTHS * _sized(people.allowance, people.fte)
    return Paid(
        monthly, holiday, year_end, october, allowance,
        yearly=year + holiday + year_end + october + allowance,
    )  # fmt: skip


def cost_of_all(people: People, paid: Paid, law: Law, day: date) -> Cents:
    """Return what everybody costs the board a year, by the premiums of ``day``."""
    cost = paid.yearly + _premiums(people, paid, law, day) + _pensions(people, paid, law, day)
    rate = known(law, "premium.participation_po", day)
    if rate is None:
        return cost
    wage = MONTHS * paid.monthly + paid.holiday
    return cost + np.where(_follows_po(people), percent_of(wage, number(rate)), 0)


def _tables(law: Law, day: date) -> Cents:
    """Return the tables of every sector and scale, in cents, by step."""
    return np.array(
        [
            [_in_cents(amounts_by_step(scale_table(law, sector, scale, day))) for scale in SCALES]
            for sector in SECTORS
        ],
        np.int64,
    )


def _place(people: People) -> NDArray[np.int16]:
    """Return where each person stands in the tables, counted through: faster than three indices."""
    row = people.sector.astype(np.int16) * len(SCALES) + people.scale
    return row * np.int16(TOP_STEP) + people.step - np.int16(1)


def _in_cents(amounts: Sequence[Decimal]) -> list[int]:
    return [cents_of(amount) for amount in amounts]


def _sized(full: Cents, fte: Cents) -> Cents:
    return half_up(full * fte, FTE_PARTS)


def _at_top(people: People) -> NDArray[np.intp]:
    return (people.step >= TOP_STEP).astype(np.intp)


def _follows_po(people: People) -> NDArray[np.bool_]:
    codes = [place for place, each in enumerate(SECTORS) if agreement(each) == Sector.PO]
    return np.isin(people.sector, codes)


def _october(law: Law, day: date) -> Cents:
    """Return the yearly allowance by sector, below the top step and on it."""
    found = np.zeros((len(SECTORS), 2), np.int64)
    for place, sector in enumerate(SECTORS):
        for top, name in enumerate(("salary.october_po", "salary.october_po_top")):
            used = known(law, name, day) if agreement(sector) == Sector.PO else None
            found[place, top] = cents_of(number(used)) if used else 0
    return found


def _premiums(people: People, paid: Paid, law: Law, day: date) -> Cents:
    """Return the premiums over the wage up to the yearly maximum."""
    total, maximum = np.zeros_like(paid.yearly), known(law, "premium.max_wage", day)
    if maximum is None:
        return total
    wage = np.minimum(paid.yearly, cents_of(number(maximum)))
    for name in ("ufo", "childcare", "whk_average", "zvw"):
        rate = known(law, f"premium.{name}", day)
        if rate is not None:
            total += percent_of(wage, number(rate))
    by_size = [known(law, f"premium.{name}", day) for name in ("aof_high", "aof_low")]
    rates = [number(rate) if rate else NOTHING for rate in by_size]
    return total + ByCode.of(rates).part_of(wage, people.small_employer.astype(np.int8))


def _pensions(people: People, paid: Paid, law: Law, day: date) -> Cents:
    """Return the board's share of the pension premiums, over what lies above the franchise."""
    total = np.zeros_like(paid.yearly)
    share, franchise = (
        known(law, f"premium.abp_{name}", day) for name in ("board_share", "franchise")
    )
    if share is None or franchise is None:
        return total
    free = _sized(np.full_like(people.fte, cents_of(number(franchise))), people.fte)
    above = np.maximum(paid.yearly - free, 0)
    for name in ("abp", "abp_aaop"):
        rate = known(law, f"premium.{name}", day)
        if rate is not None:
            total += percent_of(above, number(rate) * number(share) / 100)
    return total
