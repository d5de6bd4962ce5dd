"""Random people for the rules that compute many at once, and each of them as one case."""

from datetime import date, timedelta
from decimal import Decimal

import numpy as np

from loopbrug.core.finance.model import (
    Background,
    FinanceCase,
    OldJob,
    SupplementPlan,
    Terms,
    Training,
)
from loopbrug.core.finance.population import FTE_PARTS, SCALES, SECTORS, People
from loopbrug.core.finance.population_gap import OldPay
from loopbrug.core.finance.population_grant import Applicants, Days, Flags
from loopbrug.core.terms.words import Degree, Sector

CROWD = 10_000
_BEFORE = (False, True, None)


def drawn_people(seed: int, count: int = CROWD) -> People:
    """Draw people on every step of every scale, in jobs of any size."""
    dice = np.random.default_rng(seed)
    return People(
        sector=dice.integers(0, len(SECTORS), count, np.int8),
        scale=dice.integers(0, len(SCALES), count, np.int8),
        step=dice.integers(1, 13, count, np.int8),
        fte=dice.integers(1, FTE_PARTS + 1, count),
        allowance=np.where(dice.random(count) < 0.5, 0, dice.integers(0, 80_000, count)),
        small_employer=dice.random(count) < 0.3,
    )


def terms_of(people: People, place: int, day: date) -> Terms:
    """Return what one of them is offered."""
    return Terms(
        starts_on=day,
        fte=Decimal(int(people.fte[place])) / FTE_PARTS,
        scale=SCALES[people.scale[place]],
        step=int(people.step[place]),
        allowance=_euros(people.allowance[place]),
        small_employer=bool(people.small_employer[place]),
    )


def drawn_old_pay(seed: int, count: int = CROWD) -> OldPay:
    """Draw old jobs of every size, some with shifts and a bonus."""
    dice = np.random.default_rng(seed)
    full = dice.integers(3200, 4001, count)
    return OldPay(
        monthly=dice.integers(100_000, 1_200_000, count),
        fixed=np.where(dice.random(count) < 0.5, 0, dice.integers(0, 100_000, count)),
        variable=np.where(dice.random(count) < 0.5, 0, dice.integers(0, 2_000_000, count)),
        extra=dice.integers(800, 1_800, count),
        hours=np.maximum(800, dice.integers(0, full + 1)),
        full_hours=full,
    )


def old_job_of(old: OldPay, place: int) -> OldJob:
    """Return one of the old jobs."""
    return OldJob(
        monthly=_euros(old.monthly[place]),
        hours=_euros(old.hours[place]),
        since=date(2015, 1, 1),
        full_time_hours=_euros(old.full_hours[place]),
        holiday=_euros(old.extra[place]),
        fixed_monthly=_euros(old.fixed[place]),
        variable_yearly=_euros(old.variable[place]),
    )


def gap_case(
    people: People, old: OldPay, place: int, plan: SupplementPlan, day: date
) -> FinanceCase:
    """Return one of them with the old job, as only they see it."""
    return FinanceCase(
        day=day,
        sector=SECTORS[people.sector[place]],
        degree=Degree.SECOND,
        terms=terms_of(people, place, day),
        supplement=plan,
        old_job=old_job_of(old, place),
    )


def drawn_applicants(seed: int, day: date, count: int = CROWD) -> Applicants:
    """Draw people around ``day``, so that every reason of the subsidy comes up."""
    dice = np.random.default_rng(seed)

    def some(share: float) -> Flags:
        return dice.random(count) < share

    def days(known: float) -> Days:
        around = np.datetime64(day - timedelta(days=1500), "D") + dice.integers(0, 3000, count)
        return np.where(some(known), around, np.datetime64("NaT"))

    return Applicants(
        starts_on=days(0.9), student_last=days(0.3), student_finished=some(0.3),
        enrolled=some(0.1), granted_before=dice.integers(0, 3, count, np.int8),
        qualified=some(0.2), suitable=some(0.7), agreement_signed=some(0.7), begun=some(0.7),
        stopped=some(0.1),
    )  # fmt: skip


def applicant_case(people: Applicants, place: int, day: date) -> FinanceCase:
    """Return one of them as a case."""
    training = Training(
        starts_on=_day(people.starts_on[place]),
        begun=bool(people.begun[place]),
        agreement_signed=bool(people.agreement_signed[place]),
        suitable=bool(people.suitable[place]),
        stopped_on=day if people.stopped[place] else None,
    )
    background = Background(
        student_last=_day(people.student_last[place]),
        student_finished=bool(people.student_finished[place]),
        enrolled_in_training=bool(people.enrolled[place]),
        granted_before=_BEFORE[people.granted_before[place]],
        qualified=bool(people.qualified[place]),
    )
    terms = Terms(day, Decimal(1))
    return FinanceCase(day, Sector.VO, Degree.SECOND, terms, training, background)


def _euros(hundredths: np.int64) -> Decimal:
    return Decimal(int(hundredths)) / 100


def _day(found: np.datetime64) -> date | None:
    told = found.astype("datetime64[D]").item()
    return told if isinstance(told, date) else None
