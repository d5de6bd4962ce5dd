"""What an hour and a year of pay cost the board, for the costs of a track."""

from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from loopbrug.core.finance.career import Career
from loopbrug.core.finance.employer_cost import employer_cost
from loopbrug.core.finance.lookup import known, number
from loopbrug.core.finance.model import FinanceCase, Scale
from loopbrug.core.finance.pay import PayBook
from loopbrug.core.finance.placement import Placements, placements
from loopbrug.core.law.model import Law, NoLawInForceError
from loopbrug.core.law.trace import Step
from loopbrug.core.orientation.months import months_later
from loopbrug.core.terms.euro import cents
from loopbrug.core.terms.finding import Finding, Weight

GUIDE_SCALE, TOP = Scale.LB, 12
"""Who guides is taken to be an experienced teacher: an assumption, and marked as one."""
_YEAR = 12


@dataclass(frozen=True, slots=True)
class Wages:
    """Pay of the candidate and of a guide, as costs; None where a figure is not known."""

    case: FinanceCase
    law: Law
    step: int | None
    """Step on the scale of the first day; None when it could not be computed."""
    book: PayBook | None = None
    """Pay that was computed for this case already."""
    _made: dict[tuple[object, ...], tuple[Decimal, Step] | None] = field(default_factory=dict)
    """What was computed before: several costs begin on the same day."""

    def own_year(self, day: date) -> Step | None:
        """Return what a full-time year of the candidate costs from ``day``, a step more a year."""
        if self.step is None:
            return None
        terms = self.case.terms
        years = max(0, _whole_years(terms.starts_on, day))
        step = min(self.step + years, TOP)
        cost = self._year(terms.scale, step, terms.fte, max(day, terms.starts_on))
        if cost is None or terms.fte <= 0:
            return None
        amount, made = cost
        full = amount / terms.fte
        said = Finding.of(
            "finance.wage-own-year",
            weight=Weight.INFORMS,
            scale=terms.scale.value,
            step=step,
            fte=terms.fte,
            amount=cents(full),
        )
        return Step(said, full, (), (made,))

    def guide_hour(self, day: date) -> Step | None:
        """Return what an hour of an experienced teacher costs the school on ``day``."""
        hours = known(self.law, "salary.hours_per_year", day)
        cost = self._year(GUIDE_SCALE, TOP, Decimal(1), day)
        if cost is None or hours is None:
            return None
        amount, made = cost
        hour = cents(amount / number(hours))
        said = Finding.of(
            "finance.wage-guide-hour",
            source=hours.dated.source,
            weight=Weight.WARNS,
            scale=GUIDE_SCALE.value,
            step=TOP,
            hours=int(number(hours)),
            amount=hour,
        )
        return Step(said, hour, (hours,), (made,))

    def _year(
        self, scale: Scale, step: int, fte: Decimal, day: date
    ) -> tuple[Decimal, Step] | None:
        asked = (scale, step, fte, day)
        if asked not in self._made:
            self._made[asked] = self._computed(scale, step, fte, day)
        return self._made[asked]

    def _computed(
        self, scale: Scale, step: int, fte: Decimal, day: date
    ) -> tuple[Decimal, Step] | None:
        case = self.case
        allowance = case.terms.allowance if fte == case.terms.fte else Decimal(0)
        try:
            book = self.book or PayBook(self.law, case.sector)
            pay = book.of(scale, step, fte, day, allowance)
            terms = replace(case.terms, fte=fte)
            cost = employer_cost(pay.value, terms, case.sector, self.law, day)
        except NoLawInForceError:
            return None
        return cost.value.yearly, cost.step


def placed_or_none(
    case: FinanceCase, law: Law, book: PayBook | None = None, worked: Career | None = None
) -> Placements | None:
    """Return where somebody stands on the scale, or None on a day without a table."""
    try:
        return placements(case, law, book, worked)
    except NoLawInForceError:
        return None


def wages_of(case: FinanceCase, law: Law) -> Wages:
    """Return the wages of a case, on the step that counts: the offered one, else the likely."""
    placed = placed_or_none(case, law)
    return Wages(case, law, placed.chosen.value.step if placed else None)


def _whole_years(first: date, day: date) -> int:
    years = day.year - first.year
    return years if months_later(first, _YEAR * years) <= day else years - 1
