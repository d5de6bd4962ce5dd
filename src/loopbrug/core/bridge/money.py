"""A dossier and its bridge as a case for ``core/finance``."""

from dataclasses import replace
from decimal import Decimal

from loopbrug.core.bridge.model import Bridge, Dossier, Money
from loopbrug.core.bridge.money_file import background_of, experience_of
from loopbrug.core.finance.model import Background, FinanceCase, Terms, Training
from loopbrug.core.programme.model import Programme


def finance_case(dossier: Dossier, bridge: Bridge, *, private: bool = False) -> FinanceCase:
    """Return the case of a dossier on the day of its bridge.

    Parameters
    ----------
    dossier
        Read from a file; without ``money`` the case stands on what the rest of it tells.
    bridge
        The bridge of the same dossier: its programme gives the days and hours of the training.
    private
        Only for the candidate's own eyes: the old job goes in, and the supplement, which says
        something of it. Everybody else's case has neither.
    """
    money = dossier.money or _without_money(dossier)
    wanted, qualification = dossier.person.wanted, bridge.qualification
    return FinanceCase(
        day=bridge.day,
        sector=wanted.sector,
        degree=wanted.degree,
        terms=money.terms or _expected_terms(dossier),
        training=training_of(bridge.programme, money.training),
        background=money.background,
        experience=money.experience,
        contributions=money.contributions,
        local_funds=money.local_funds,
        supplement=money.supplement if private else None,
        old_job=money.old_jobs[0] if private and money.old_jobs else None,
        qualification=qualification.code if qualification else "",
        code=dossier.code,
    )


def training_of(programme: Programme | None, told: Training) -> Training:
    """Return the training as told, its days and hours from the programme where not told."""
    if programme is None or not programme.units:
        return told
    first = min(unit.period.first for unit in programme.units)
    return replace(
        told,
        starts_on=told.starts_on or first,
        ends_on=told.ends_on or programme.finish,
        hours=told.hours or programme.hours,
    )


def _without_money(dossier: Dossier) -> Money:
    return Money(
        experience=experience_of(dossier.person),
        background=Background(**background_of(dossier.person)),
    )


def _expected_terms(dossier: Dossier) -> Terms:
    """Return terms nobody has offered yet: from the wished first day, as large as was promised."""
    return Terms(
        starts_on=dossier.wishes.start_on_or_after,
        fte=min(dossier.person.appointment_fte or Decimal(1), Decimal(1)),
    )
