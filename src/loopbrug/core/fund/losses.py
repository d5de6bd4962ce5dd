"""What somebody who leaves, or who is ill for long, costs a board: by law, with the steps.

Every amount is that of a place (sector, year of the track, contract, effort of the board): of the
person nothing is used, also not what they earn. Pay is that of one step for all, an assumption.
"""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from loopbrug.core.finance.model import Scale
from loopbrug.core.finance.pay import pay_of
from loopbrug.core.fund.factors import Assumptions, guidance
from loopbrug.core.fund.model import Contract, Entrant, LossKind, Pool, TrackYear
from loopbrug.core.fund.risk import Luck, Months, Risk, RiskClass, merged
from loopbrug.core.law.model import Law
from loopbrug.core.law.trace import Figure, Step, figure
from loopbrug.core.terms.euro import NOTHING, percent, whole
from loopbrug.core.terms.finding import Finding, Weight
from loopbrug.core.terms.words import Sector

YEAR, TRACK = Decimal(12), Decimal(24)
DAY_WAGE_DAYS = Decimal(261)


@dataclass(frozen=True, slots=True)
class Ground:
    """What amounts are computed on: the law of a day, and what is assumed."""

    law: Law
    day: date
    assumed: Assumptions

    def figure(self, name: str) -> Figure:
        """Return a figure in force; raises ``NoLawInForceError``."""
        return figure(self.law, name, self.day)


@dataclass(frozen=True, slots=True)
class Costs:
    """What a place may cost the board, in euros; ``steps`` tell how, in the same order.

    ``benefit`` is the board's share of a month of benefit, ``early`` what it is more in the first
    months, ``effort`` what help to other work costs. ``spells`` is how many long illnesses a year
    are to be expected, ``spell`` what one costs.
    """

    benefit: Decimal
    early: Decimal
    effort: Decimal
    severance: Decimal
    training: Decimal
    spells: Decimal
    spell: Decimal
    steps: tuple[Step, ...]


def number(used: Figure) -> Decimal:
    """Return a figure as an amount; raises ``TypeError`` when it is something else."""
    value = used.dated.value
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise TypeError(f"{used.dated.name} is not a number")
    return Decimal(value)


def months_served(phase: TrackYear, contract: Contract) -> Decimal:
    """Return how long somebody who leaves has been there, on average.

    In the first year halfway; in the second at the end, when a temporary contract is not renewed,
    or halfway when the contract is permanent.
    """
    if phase is TrackYear.FIRST_YEAR:
        return Decimal(6)
    return TRACK if contract is Contract.TEMPORARY else Decimal(18)


def leaves(entrant: Entrant, assumed: Assumptions) -> float:
    """Return the chance to leave in this year, before the luck of year and board.

    The chance of two years is divided over them; in the second year it is of who is still there.
    """
    both = assumed.share("dropout")
    first = both * assumed.share(f"first-year-{entrant.sector}")
    base = first if entrant.phase is TrackYear.FIRST_YEAR else (both - first) / (1 - first)
    return min(base * float(guidance(assumed, entrant.guidance_hours)), 1.0)


def costs_of(entrant: Entrant, ground: Ground) -> Costs:
    """Return what a place may cost its board; raises ``NoLawInForceError``."""
    served = months_served(entrant.phase, entrant.contract)
    pay = monthly_pay(entrant.sector, ground)
    month, early, benefit = benefit_of(entrant, pay, ground)
    effort = effort_of(entrant, served, ground)
    severance = severance_of(pay, served, ground)
    training = training_of(entrant.sector, served, ground)
    spells, spell, illness = illness_of(entrant.sector, ground)
    return Costs(
        month, early, _amount(effort), _amount(severance), _amount(training), spells, spell,
        (benefit, effort, severance, training, illness),
    )  # fmt: skip


def risk_of(pool: Pool, ground: Ground, years: int = 5) -> Risk:
    """Return the pool as the engines see it: what it carries, without the boards' own share."""
    assumed, kinds = ground.assumed, {}
    classes = []
    for entrant, count in Counter(pool.entrants).items():
        kind = replace(entrant, board="", guidance_hours=0)
        if kind not in kinds:
            kinds[kind] = costs_of(kind, ground)
        classes.append(replace(_class(entrant, kinds[kind], pool, assumed), count=count))
    most = number(ground.figure("ww.max_months"))
    stop = most if pool.stop_months is None else min(most, Decimal(pool.stop_months))
    return Risk(
        merged(classes),
        Months(
            assumed.number("benefit-months"), float(stop),
            float(number(ground.figure("ww.first_months"))),
        ),
        Luck.of(
            assumed.number("heavy-factor"), assumed.share("heavy-chance"),
            assumed.share("heavy-stays"),
        ),
        Luck.of(assumed.number("board-factor"), assumed.share("board-chance")),
        years,
    )  # fmt: skip


def _class(entrant: Entrant, costs: Costs, pool: Pool, assumed: Assumptions) -> RiskClass:
    kept = 1 - float(pool.terms.own_share) / 100

    def carried(kind: LossKind, amount: Decimal) -> float:
        return float(amount) * kept if kind in pool.covers else 0.0

    fixed = (
        carried(LossKind.BENEFIT, costs.effort)
        + carried(LossKind.SEVERANCE, costs.severance)
        + carried(LossKind.TRAINING, costs.training)
    )
    ill = LossKind.SICKNESS in pool.covers
    return RiskClass(
        entrant.board, 1, leaves(entrant, assumed), fixed,
        carried(LossKind.BENEFIT, costs.benefit), carried(LossKind.BENEFIT, costs.early),
        float(costs.spells) if ill else 0.0, carried(LossKind.SICKNESS, costs.spell),
    )  # fmt: skip


def monthly_pay(sector: Sector, ground: Ground) -> Step:
    """Return a month's pay with holiday pay and end-of-year bonus, part-time counted in."""
    place, fte = int(ground.assumed.value("salary-step")), ground.assumed.value("fte")
    paid = pay_of(ground.law, sector, Scale.LB, place, fte, ground.day)
    pay = paid.value
    said = Finding.of(
        "fund.step-pay", weight=Weight.INFORMS, amount=pay.full_time_monthly, step=place, fte=fte,
        sector=sector,
    )  # fmt: skip
    month = pay.monthly + (pay.holiday + pay.year_end) / YEAR
    return Step(said, month, parts=(paid.step,))


def board_share(entrant: Entrant, ground: Ground) -> Figure:
    """Return which percentage of a benefit its board bears."""
    if entrant.sector in (Sector.PO, Sector.SO):
        lowered = entrant.contract is Contract.TEMPORARY and entrant.effort_made
        return ground.figure(f"ww.board_share_po{'_entrant' if lowered else ''}")
    return ground.figure(f"ww.board_share_{entrant.sector}")


def benefit_of(entrant: Entrant, pay: Step, ground: Ground) -> tuple[Decimal, Decimal, Step]:
    """Return the board's part of a month of benefit, what it is more at first, and the step."""
    names = ("ww.percent_first", "ww.percent_later", "ww.first_months", "ww.max_day_wage")
    first, later, months, day_wage = (ground.figure(name) for name in names)
    share = board_share(entrant, ground)
    base = min(_amount(pay), number(day_wage) * DAY_WAGE_DAYS / YEAR)
    month = percent(percent(base, number(later)), number(share))
    early = percent(percent(base, number(first) - number(later)), number(share))
    said = Finding.of(
        "fund.step-benefit", weight=Weight.INFORMS, source=share.dated.source, amount=whole(base),
        first=number(first), months=number(months), later=number(later), share=number(share),
    )  # fmt: skip
    return month, early, Step(said, month, (first, later, months, day_wage, share), (pay,))


def effort_of(entrant: Entrant, served: Decimal, ground: Ground) -> Step:
    """Return what help to other work costs, in primary education when a board makes the effort."""
    if entrant.sector not in (Sector.PO, Sector.SO) or not entrant.effort_made:
        return Step(Finding.of("fund.step-no-effort", weight=Weight.INFORMS), NOTHING)
    names = ("pf.effort_base", "pf.effort_per_month", "pf.effort_max")
    base, more, most = (ground.figure(name) for name in names)
    beyond = max(served - 6, NOTHING)
    amount = min(number(base) + number(more) * beyond, number(most))
    said = Finding.of("fund.step-effort", weight=Weight.INFORMS, months=served, amount=amount)
    return Step(said, amount, (base, more, most))


def severance_of(pay: Step, served: Decimal, ground: Ground) -> Step:
    """Return the severance pay for the months served, nothing deducted.

    Whether training may be deducted (rules on deducting, article 4) is for a lawyer to say.
    """
    fraction = ground.figure("severance.fraction")
    amount = _amount(pay) * number(fraction) * served / YEAR
    said = Finding.of(
        "fund.step-severance", weight=Weight.INFORMS, source=fraction.dated.source, months=served
    )
    return Step(said, amount, (fraction,), (pay,))


def training_of(sector: Sector, served: Decimal, ground: Ground) -> Step:
    """Return what was spent on training after ``served`` months and is covered by nobody."""
    names: dict[Sector, str] = {Sector.VO: "vo_second", Sector.MBO: "mbo"}
    price = ground.figure(f"cost.training_{names.get(sector, 'po')}")
    lost = ground.assumed.value("training-lost")
    amount = percent(number(price) * min(served / TRACK, Decimal(1)), lost)
    said = Finding.of(
        "fund.step-training", weight=Weight.INFORMS, months=served, lost=lost,
        amount=number(price), source=price.dated.source,
    )  # fmt: skip
    return Step(said, amount, (price,))


def illness_of(sector: Sector, ground: Ground) -> tuple[Decimal, Decimal, Step]:
    """Return how many long illnesses a year are to be expected, what one costs, and the step."""
    hours, rate = ground.figure("salary.hours_per_year"), ground.figure("wage_cost.benchmark_hour")
    absent, assumed = ground.assumed.of(f"absence-{sector}"), ground.assumed
    months = assumed.value("spell-months")
    long = percent(absent.value, assumed.value("long-illness"))
    spells = percent(YEAR / months, long)
    spell = number(hours) * number(rate) * assumed.value("fte") * months / YEAR
    said = Finding.of(
        "fund.step-illness", weight=Weight.INFORMS, absence=absent.value,
        long=assumed.value("long-illness"), months=months, rate=number(rate),
    )  # fmt: skip
    return spells, spell, Step(said, spell, (*absent.figures, hours, rate))


def _amount(step: Step) -> Decimal:
    if not isinstance(step.result, Decimal):
        raise TypeError(f"{step.said.code} is not an amount")
    return step.result
