"""The room a school has above the floor: on which grounds, and how far."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from statistics import median

from loopbrug.core.finance.career import career, shown
from loopbrug.core.finance.lookup import count, known
from loopbrug.core.finance.model import FinanceCase, Recognition, Scale
from loopbrug.core.finance.pay import TOP_STEP, agreement
from loopbrug.core.law.model import Law
from loopbrug.core.terms.finding import Finding, Weight
from loopbrug.core.terms.words import Sector

FEWEST = 5
"""Below this many cases nothing is told of what other boards did: it would point at somebody."""
_ONE = Decimal(1)


@dataclass(frozen=True, slots=True)
class Practice:
    """What boards of a region did with earlier work: only in the middle, never one case.

    ``step`` is the middle step, ``years`` the middle of relevant years, ``recognised`` the middle
    of the steps above 1 for each relevant year (None: nobody had a whole year).
    """

    cases: int
    step: Decimal
    years: Decimal
    recognised: Decimal | None


def practice(cases: Iterable[tuple[int, Decimal]]) -> Practice | None:
    """Return what others did, from (placed step, relevant years) each; None below five cases.

    Examples
    --------
    >>> practice([(3, Decimal(4))] * 4) is None
    True
    """
    found = tuple(cases)
    if len(found) < FEWEST:
        return None
    rates = [(step - 1) / years for step, years in found if years >= 1]
    return Practice(
        len(found),
        Decimal(median(step for step, _ in found)),
        median(years for _, years in found),
        median(rates).quantize(Decimal("0.01")) if len(rates) >= FEWEST else None,
    )


def room(case: FinanceCase, law: Law) -> tuple[Finding, ...]:
    """Return what lets a school place somebody higher, and what does not."""
    return tuple(_room(case, law))


def _room(case: FinanceCase, law: Law) -> Iterator[Finding]:
    yield from _ground(case, law)
    everything = Recognition(_ONE, _ONE, _ONE, _ONE)
    most = career(case.experience, everything, case.terms.starts_on)
    now = career(case.experience, case.terms.recognition, case.terms.starts_on)
    yield Finding.of(
        "finance.room-recognition", weight=Weight.INFORMS, counted=shown(now.counted),
        step=min(1 + int(most.counted), TOP_STEP), years=shown(most.counted),
    )  # fmt: skip
    if case.terms.scale is Scale.LB:
        yield Finding.of("finance.room-scale", weight=Weight.INFORMS)
    yield Finding.of("finance.room-allowance", weight=Weight.INFORMS)


def _ground(case: FinanceCase, law: Law) -> Iterator[Finding]:
    """Yield what the agreement of the sector says on placement."""
    day, owner = case.terms.starts_on, agreement(case.sector)
    starter = known(law, "placement.po_starter_step_max", day)
    if owner == Sector.PO and starter:
        yield Finding.of(
            "finance.room-starter", source=starter.dated.source, weight=Weight.INFORMS,
            most=count(starter),
        )  # fmt: skip
    first = known(law, "placement.vo_first_step_allowed", day)
    if owner == Sector.VO and first:
        yield Finding.of("finance.room-secondary", source=first.dated.source, weight=Weight.INFORMS)
    last = known(law, "placement.mbo_last_salary", day)
    if owner == Sector.MBO and last:
        yield Finding.of("finance.room-vocational", source=last.dated.source, weight=Weight.INFORMS)
