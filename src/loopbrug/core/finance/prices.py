"""What institutes ask: the price for this person, else the average of the register, indexed."""

from datetime import date
from decimal import Decimal

from loopbrug.core.finance.lookup import known, number
from loopbrug.core.finance.model import NOTHING, CostKind
from loopbrug.core.law.model import Law
from loopbrug.core.law.trace import Figure, Step
from loopbrug.core.terms.euro import whole
from loopbrug.core.terms.finding import Finding, Weight


def told_price(kind: CostKind, price: Decimal) -> Step:
    """Return the price that an institute gave for this person."""
    said = Finding.of(
        "finance.price-told", weight=Weight.INFORMS, cost_kind=kind.value, amount=price
    )
    return Step(said, price)


def average_price(law: Law, kind: CostKind, names: tuple[str, ...], day: date) -> Step | None:
    """Return the average of figures of the register, raised to the prices of ``day``.

    None when one of them is not known on that day. Whole euros: it is an estimate.
    """
    figures = tuple(found for name in names if (found := known(law, name, day)))
    yearly = known(law, "cost.indexation", day)
    if len(figures) < len(names) or yearly is None:
        return None
    raised = sum((_raised(each, yearly, day) for each in figures), NOTHING)
    price = whole(raised / len(figures))
    said = Finding.of(
        "finance.price-average",
        source=figures[0].dated.source,
        weight=Weight.WARNS,
        cost_kind=kind.value,
        known=min(_known_in(each) for each in figures),
        year=day.year,
        share=number(yearly),
        amount=price,
    )
    return Step(said, price, (*figures, yearly))


def _raised(price: Figure, yearly: Figure, day: date) -> Decimal:
    years = max(0, day.year - _known_in(price))
    return number(price) * (1 + number(yearly) / 100) ** years


def _known_in(price: Figure) -> int:
    """Return the last year whose prices a figure tells."""
    return (price.dated.known_until or price.dated.valid_from).year
