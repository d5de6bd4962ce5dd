"""Employed by the foundation for the first two years: who does what, what a month costs, the end.

Whether it may be done like this is not for software to say: the questions of law stand beside the
figures, each to be looked at by somebody who knows.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from loopbrug.core.finance.employer_cost import EmployerCost, employer_cost
from loopbrug.core.finance.model import Scale, Terms
from loopbrug.core.finance.pay import pay_of
from loopbrug.core.fund.losses import Ground
from loopbrug.core.law.model import Law
from loopbrug.core.law.trace import Figure, Traced, figure
from loopbrug.core.terms.euro import NOTHING, cents, percent
from loopbrug.core.terms.finding import BadDataError, Confidence, Finding, LegalSource, Weight
from loopbrug.core.terms.words import Sector

MONTHS = Decimal(12)


@dataclass(frozen=True, slots=True)
class LoanTerms:
    """What a board would pay the foundation for somebody it lends out; euros a year.

    ``employer_cost`` is what the foundation pays as employer, ``premium`` the board's premium for
    this place, ``costs`` what running the pool costs for one place.
    """

    employer_cost: Decimal
    premium: Decimal
    costs: Decimal = NOTHING


@dataclass(frozen=True, slots=True)
class Loan:
    """What the board pays a month, in cents; ``vat`` only if lending turns out to be taxed."""

    pay: Decimal
    premium: Decimal
    costs: Decimal
    vat: Decimal
    vat_figure: Figure

    @property
    def monthly(self) -> Decimal:
        """What the board pays a month when no VAT is due."""
        return self.pay + self.premium + self.costs

    @property
    def monthly_taxed(self) -> Decimal:
        """The same when VAT is due: a school cannot set it off."""
        return self.monthly + self.vat


def usual_cost(sector: Sector, ground: Ground) -> Traced[EmployerCost]:
    """Return what a year costs an employer at the step and size that are assumed for all."""
    step, fte = int(ground.assumed.value("salary-step")), ground.assumed.value("fte")
    pay = pay_of(ground.law, sector, Scale.LB, step, fte, ground.day).value
    terms = Terms(ground.day, fte, Scale.LB, step)
    return employer_cost(pay, terms, sector, ground.law, ground.day)


def loan(terms: LoanTerms, law: Law, day: date) -> Loan:
    """Return what the board pays a month; raises ``BadDataError`` and ``NoLawInForceError``."""
    names = ("employer_cost", "premium", "costs")
    wrong = [
        Finding.of("fund.negative", name, amount=getattr(terms, name))
        for name in names
        if getattr(terms, name) < 0
    ]
    if wrong:
        raise BadDataError(wrong)
    pay, premium, costs = (cents(getattr(terms, name) / MONTHS) for name in names)
    rate = figure(law, "vat.general", day)
    value = rate.dated.value
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise TypeError("vat.general is not a number")
    vat = cents(percent(pay + premium + costs, Decimal(value)))
    return Loan(pay, premium, costs, vat, rate)


def parts() -> tuple[Finding, ...]:
    """Return who employs, who leads the work, who pays, and who carries the risk."""
    informs = Weight.INFORMS
    return (
        Finding.of("fund.employs", weight=informs),
        Finding.of("fund.leads", weight=informs),
        Finding.of("fund.pays", weight=informs),
        Finding.of("fund.carries", weight=informs),
    )


def endings(law: Law, day: date) -> tuple[Finding, ...]:
    """Return what may happen at the end of the two years; raises ``NoLawInForceError``."""
    share = figure(law, "ww.board_share_po", day)
    informs = Weight.INFORMS
    return (
        Finding.of("fund.end-taken-over", weight=informs),
        Finding.of("fund.end-extended", weight=informs, source=share.dated.source),
        Finding.of("fund.end-stops", weight=Weight.CONDITION),
    )


def questions() -> tuple[Finding, ...]:
    """Return what must be looked at by somebody who knows before the foundation begins."""
    asks, remembered = Weight.CONDITION, Confidence.REMEMBERED
    return (
        Finding.of(
            "fund.question-insurance", weight=asks,
            source=LegalSource("Wft", "2:27", confidence=remembered),
        ),
        Finding.of(
            "fund.question-vat", weight=asks,
            source=LegalSource("Wet OB 1968", "11", confidence=remembered),
        ),
        Finding.of(
            "fund.question-lending", weight=asks, source=LegalSource("Waadi", confidence=remembered)
        ),
        Finding.of(
            "fund.question-benefit", weight=asks,
            source=LegalSource("WW", "79", bwb="BWBR0004045", confidence=remembered),
        ),
        Finding.of("fund.question-agreement", weight=asks),
        Finding.of("fund.question-grant", weight=asks),
        Finding.of("fund.question-privacy", weight=asks),
    )  # fmt: skip
