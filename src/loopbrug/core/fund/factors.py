"""What the risk rests on: each figure with how well it is founded and how far it may be off.

What is published or can be derived is read from the register of law. The rest are assumptions of
ours until the figures of second-career teachers themselves are counted; they are said to be so
wherever a figure made with them is shown.
"""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from loopbrug.core.fund.model import Factor, Footing
from loopbrug.core.law.model import Law
from loopbrug.core.law.trace import Figure, figure
from loopbrug.core.terms.words import Sector

LITTLE_BELOW, AMPLE_FROM = 40, 100
"""Hours of guidance a year below which it is little, and from which it is ample."""

_ASSUMED = (
    # name, value, low, high
    ("benefit-months", "7", "4", "12"),
    ("heavy-chance", "25", "15", "35"),
    ("heavy-factor", "1.4", "1.2", "1.8"),
    ("heavy-stays", "30", "0", "60"),
    ("board-chance", "15", "5", "25"),
    ("board-factor", "1.5", "1.2", "2"),
    ("little-guidance", "1.25", "1", "1.5"),
    ("ample-guidance", "0.85", "0.7", "1"),
    ("long-illness", "50", "30", "70"),
    ("spell-months", "4", "2", "8"),
    ("training-lost", "50", "20", "100"),
    ("salary-step", "6", "3", "10"),
    ("fte", "0.8", "0.5", "1"),
)
_STARTERS = {Sector.PO: "po", Sector.SO: "po", Sector.VO: "vo"}
_ABSENCE = {Sector.PO: "po", Sector.SO: "so", Sector.VO: "vo"}


@dataclass(frozen=True, slots=True)
class Assumptions:
    """Every factor, by name; one may be set otherwise to see what it does."""

    factors: tuple[Factor, ...]

    def of(self, name: str) -> Factor:
        """Return the factor called ``name``; raises ``KeyError``."""
        for factor in self.factors:
            if factor.name == name:
                return factor
        raise KeyError(name)

    def value(self, name: str) -> Decimal:
        """Return the value of a factor; raises ``KeyError``."""
        return self.of(name).value

    def number(self, name: str) -> float:
        """Return the value of a factor as the engines use it."""
        return float(self.of(name).value)

    def share(self, name: str) -> float:
        """Return a percentage as a share."""
        return float(self.of(name).value) / 100

    def changed(self, name: str, value: Decimal) -> "Assumptions":
        """Return the same with one factor otherwise; raises ``KeyError``."""
        self.of(name)
        return Assumptions(
            tuple(replace(f, value=value) if f.name == name else f for f in self.factors)
        )


def assumptions(law: Law, day: date) -> Assumptions:
    """Return what the risk rests on, on ``day``; raises ``NoLawInForceError``."""
    assumed = tuple(Factor(n, Decimal(v), Decimal(lo), Decimal(hi)) for n, v, lo, hi in _ASSUMED)
    by_sector = (
        made
        for sector in Sector
        for made in (first_year(law, sector, day), absence(law, sector, day))
    )
    return Assumptions((dropout(law, day), *by_sector, *assumed))


def dropout(law: Law, day: date) -> Factor:
    """Return which percentage of second-career teachers stops within two years.

    Nobody counted it. The figures beside it are of starting teachers under 30.
    """
    beside = (figure(law, "outflow.po_2", day), figure(law, "outflow.vo_2", day))
    return Factor("dropout", Decimal(15), Decimal(10), Decimal(30), Footing.ASSUMPTION, beside)


def first_year(law: Law, sector: Sector, day: date) -> Factor:
    """Return which percentage of those who stop does so in the first year.

    Derived from starting teachers: who stopped after one year, of who stopped after two. No
    figures are known of vocational education: the mean of the others is assumed.
    """
    shares = {name: _first_share(law, name, day) for name in ("po", "vo")}
    low, high = (make(share for share, _ in shares.values()) for make in (min, max))
    if sector in _STARTERS:
        value, figures = shares[_STARTERS[sector]]
        return Factor(f"first-year-{sector}", value, low, high, Footing.DERIVED, figures)
    figures = tuple(one for _, many in shares.values() for one in many)
    middle = ((low + high) / 2).quantize(Decimal(1))
    return Factor(f"first-year-{sector}", middle, low, high, Footing.ASSUMPTION, figures)


def absence(law: Law, sector: Sector, day: date) -> Factor:
    """Return the absence through illness, in percent; of mbo that of vo is assumed."""
    used = figure(law, f"absence.{_ABSENCE.get(sector, 'vo')}", day)
    value = _number(used)
    evidence = Footing.PUBLISHED if sector in _ABSENCE else Footing.ASSUMPTION
    return Factor(
        f"absence-{sector}", value, value * Decimal("0.8"), value * Decimal("1.2"), evidence,
        (used,),
    )  # fmt: skip


def guidance(assumed: Assumptions, hours: int) -> Decimal:
    """Return what hours of guidance a year do to the chance to stop."""
    if hours < LITTLE_BELOW:
        return assumed.value("little-guidance")
    return assumed.value("ample-guidance") if hours >= AMPLE_FROM else Decimal(1)


def _first_share(law: Law, name: str, day: date) -> tuple[Decimal, tuple[Figure, ...]]:
    first, second = (figure(law, f"outflow.{name}_{year}", day) for year in (1, 2))
    share = 100 * _number(first) / _number(second)
    return share.quantize(Decimal(1)), (first, second)


def _number(used: Figure) -> Decimal:
    value = used.dated.value
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise TypeError(f"{used.dated.name} is not a number")
    return Decimal(value)
