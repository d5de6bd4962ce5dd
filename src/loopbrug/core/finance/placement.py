"""Where somebody stands on the scale: what the rule gives, what is likely, what would fit."""

from bisect import bisect_left
from dataclasses import dataclass
from decimal import Decimal

from loopbrug.core.finance.career import Career, career_of, shown
from loopbrug.core.finance.lookup import known
from loopbrug.core.finance.model import NOTHING, ExperienceKind, FinanceCase, Scale
from loopbrug.core.finance.old_income import OldIncome, old_income, usable
from loopbrug.core.finance.pay import (
    TOP_STEP,
    Pay,
    PayBook,
    amounts_by_step,
    full_time_year,
    scale_table,
)
from loopbrug.core.law.model import Law
from loopbrug.core.law.trace import Figure, Step, Traced
from loopbrug.core.terms.euro import percent
from loopbrug.core.terms.finding import Finding, Weight
from loopbrug.core.terms.words import Sector

FITTING_SHARE = Decimal(90)
"""Pay *fits* an earlier career from this percentage of the old income on. No rule: a proposal."""


@dataclass(frozen=True, slots=True)
class Placement:
    """A step on a scale, and what it pays."""

    scale: Scale
    step: int
    pay: Pay


@dataclass(frozen=True, slots=True)
class Placements:
    """The outcomes beside each other, never one alone.

    ``floor`` is the least the agreement allows, ``likely`` what the board's recognition of earlier
    work makes of it, ``fitting`` the least step that fits the old income (None without it),
    ``chosen`` what the school offers, or the likely one while it has not chosen.
    """

    floor: Traced[Placement]
    likely: Traced[Placement]
    fitting: Traced[Placement] | None
    chosen: Traced[Placement]


def placements(
    case: FinanceCase, law: Law, book: PayBook | None = None, worked: Career | None = None
) -> Placements:
    """Return every placement of a case; raises ``NoLawInForceError`` before the first table.

    The allowance the school offers is only in ``chosen``: the others show what a step itself
    pays. ``book`` and ``worked`` hold what was computed for this case already.
    """
    book = book or PayBook(law, case.sector)
    worked = worked or career_of(case)
    least = _floor_step(case, law, worked)
    floor = _placed(case, book, least)
    likely = _placed(case, book, _likely_step(worked, int(str(least.result))))
    return Placements(floor, likely, _fitting(case, book), _chosen(case, book, floor, likely))


def chosen_step(case: FinanceCase, law: Law) -> int:
    """Return the step of ``placements(case, law).chosen``, without the pay of all of them."""
    if case.terms.step is not None:
        return case.terms.step
    worked = career_of(case)
    floor = int(str(_floor_step(case, law, worked).result))
    return int(str(_likely_step(worked, floor).result))


def _placed(
    case: FinanceCase, book: PayBook, why: Step, allowance: Decimal = NOTHING
) -> Traced[Placement]:
    """Return a placement on the step that ``why`` came to, with the pay under it."""
    terms, step = case.terms, int(str(why.result))
    pay = book.of(terms.scale, step, terms.fte, terms.starts_on, allowance)
    placement = Placement(terms.scale, step, pay.value)
    return Traced(placement, Step(why.said, step, why.figures, (*why.parts, pay.step)))


def _floor_step(case: FinanceCase, law: Law, worked: Career) -> Step:
    if case.sector is Sector.MBO:
        return _mbo_floor(case, law)
    in_school = any(kind is ExperienceKind.EDUCATION for kind, _ in worked.years)
    again = Step(Finding.of("finance.floor-worked-in-school", weight=Weight.WARNS), 0)
    parts = (again,) if in_school else ()
    if case.sector is Sector.VO:
        return _first_step(
            known(law, "placement.vo_first_step_allowed", case.terms.starts_on), parts
        )
    starter = known(law, "placement.po_starter_step_max", case.terms.starts_on)
    if starter is None:
        return _first_step(None, parts)
    said = Finding.of(
        "finance.floor-starter", source=starter.dated.source, weight=Weight.INFORMS,
        most=int(str(starter.dated.value)),
    )  # fmt: skip
    return Step(said, 1, (starter,), parts)


def _first_step(rule: Figure | None, parts: tuple[Step, ...] = ()) -> Step:
    source = rule.dated.source if rule else None
    said = Finding.of("finance.floor-first-step", source=source, weight=Weight.INFORMS)
    return Step(said, 1, (rule,) if rule else (), parts)


def _mbo_floor(case: FinanceCase, law: Law) -> Step:
    """Return the step of the last salary: as told by the candidate, or computed for their eyes."""
    terms = case.terms
    rule = known(law, "placement.mbo_last_salary", terms.starts_on)
    if rule is None or not rule.dated.value:
        return _first_step(rule)
    if terms.last_salary_step is not None:
        step = min(max(terms.last_salary_step, 1), TOP_STEP)
        said = Finding.of(
            "finance.floor-told", source=rule.dated.source, weight=Weight.INFORMS, step=step
        )
        return Step(said, step, (rule,))
    if case.old_job is None or not usable(case.old_job):
        said = Finding.of(
            "finance.floor-last-salary-unknown", source=rule.dated.source, weight=Weight.WARNS
        )
        return Step(said, 1, (rule,))
    old = old_income(case.old_job)
    step, enough = last_salary_step(case, law, old.value)
    said = Finding.of(
        "finance.floor-last-salary", source=rule.dated.source, weight=Weight.INFORMS,
        old_amount=old.value.full_time_monthly, step=step,
    )  # fmt: skip
    unshared = Step(Finding.of("finance.floor-not-shared", weight=Weight.WARNS, step=step), step)
    top = Step(Finding.of("finance.floor-above-scale", weight=Weight.WARNS), step)
    return Step(said, step, (rule,), (old.step, unshared, *(() if enough else (top,))))


def last_salary_step(case: FinanceCase, law: Law, old: OldIncome) -> tuple[int, bool]:
    """Return the least step that pays the last salary at full time, and whether one does.

    Fixed supplements do not count: the rule compares salaries. The scale ends at its top step.
    """
    table = scale_table(law, case.sector, case.terms.scale, case.terms.starts_on)
    for step, amount in enumerate(amounts_by_step(table), 1):
        if amount >= old.full_time_monthly:
            return step, True
    return TOP_STEP, False


def _likely_step(worked: Career, floor: int) -> Step:
    step = max(min(1 + int(worked.counted), TOP_STEP), floor)
    said = Finding.of(
        "finance.likely-step", weight=Weight.INFORMS, counted=shown(worked.counted),
        floor=floor, years=shown(worked.relevant),
    )  # fmt: skip
    kinds = tuple(
        Step(_years_of(kind.value, shown(years)), shown(years)) for kind, years in worked.years
    )
    return Step(said, step, parts=kinds)


def _years_of(kind: str, years: Decimal) -> Finding:
    return Finding.of(
        "finance.likely-years", kind, weight=Weight.INFORMS, experience_kind=kind, years=years
    )


def _fitting(case: FinanceCase, book: PayBook) -> Traced[Placement] | None:
    """Return the least step whose full-time year reaches enough of the old full-time year."""
    if case.old_job is None or not usable(case.old_job):
        return None
    old, terms = old_income(case.old_job), case.terms
    wanted = percent(old.value.full_time_yearly, FITTING_SHARE)
    yearly = full_time_year(book.law, case.sector, terms.scale, terms.starts_on)
    # A step more never pays less; where even the top is not enough, it is the top.
    step = 1 + bisect_left(range(1, TOP_STEP), wanted, key=yearly)
    short = max(wanted - yearly(step), NOTHING)
    said = Finding.of(
        "finance.fitting-step", weight=Weight.INFORMS, share=FITTING_SHARE,
        old_amount=old.value.full_time_yearly, wanted_amount=wanted,
    )  # fmt: skip
    beyond = Finding.of("finance.fitting-beyond", weight=Weight.WARNS, short_amount=short)
    parts = (old.step, *((Step(beyond, short),) if short else ()))
    return _placed(case, book, Step(said, step, parts=parts))


def _chosen(
    case: FinanceCase, book: PayBook, floor: Traced[Placement], likely: Traced[Placement]
) -> Traced[Placement]:
    terms = case.terms
    if terms.step is None:
        said = Finding.of("finance.chosen-likely", weight=Weight.INFORMS, step=likely.value.step)
        why = Step(said, likely.value.step)
        return _placed(case, book, why, terms.allowance)
    said = Finding.of("finance.chosen-step", weight=Weight.INFORMS, step=terms.step)
    below = Finding.of(
        "finance.chosen-below-floor", weight=Weight.WARNS, floor=floor.value.step, step=terms.step
    )
    parts = (Step(below, floor.value.step),) if terms.step < floor.value.step else ()
    why = Step(said, terms.step, parts=parts)
    return _placed(case, book, why, terms.allowance)
