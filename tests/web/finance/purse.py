"""An old pay with digits nobody else writes, and other words about money for tests."""

from datetime import date
from decimal import Decimal
from typing import Any

from tests.web.pathway.stage import TODAY, Cast

from loopbrug.core.finance.model import (
    Certainty,
    Contribution,
    CostKind,
    EndedBy,
    Experience,
    ExperienceKind,
    OldJob,
    Payer,
    SupplementPlan,
    Terms,
)
from loopbrug.web.finance.services.private import keep_old_pay, keep_supplement
from loopbrug.web.finance.services.terms import offer_terms, tell_career
from loopbrug.web.pathway.models import Dossier

ODD = OldJob(
    monthly=Decimal("4357.91"),
    hours=Decimal(36),
    since=date(2015, 1, 1),
    until=date(2027, 1, 31),
    full_time_hours=Decimal(40),
    ended_by=EndedBy.EMPLOYEE,
)
PLAN = SupplementPlan(
    Payer.OLD_EMPLOYER, (Decimal(100), Decimal(75), Decimal(50), Decimal(25)), Decimal(20),
    Certainty.AGREED,
)  # fmt: skip
WORK = (
    Experience(
        ExperienceKind.CONTENT, date(2015, 1, 1), date(2026, 12, 31), Decimal("0.8"), "Bouw"
    ),
)
OFFER = Terms(
    starts_on=date(2027, 2, 1), fte=Decimal("0.8"), study_fte=Decimal("0.2"),
    guidance_hours=(80, 40),
)  # fmt: skip
GIVEN = Contribution(
    Payer.MUNICIPALITY, "Scholingsbudget", date(2027, 2, 1), monthly=Decimal("250.50"),
    until=date(2028, 1, 31), for_kinds=(CostKind.TRAINING,),
)  # fmt: skip

PAY_FORM: dict[str, Any] = {
    "monthly": "4.357,91",
    "hours": "36",
    "full_time_hours": "40",
    "since": "2015-01-01",
    "until": "2027-01-31",
    "ended_by": "employee",
    "holiday": "8",
    "currency": "EUR",
}
TERMS_FORM: dict[str, Any] = {
    "starts_on": "2027-02-01",
    "fte": "0,8",
    "scale": "LB",
    "study_fte": "0,2",
    "guidance_1": "80",
    "guidance_2": "40",
    "temporary": "on",
}


def fill_purse(people: Cast, dossier: Dossier) -> None:
    """Let everybody tell what they can: the candidate privately, the school its offer."""
    keep_old_pay(actor=people.amina, dossier=dossier, job=ODD, day=TODAY)
    keep_supplement(actor=people.amina, dossier=dossier, plan=PLAN, day=TODAY)
    tell_career(actor=people.amina, dossier=dossier, stretches=WORK, day=TODAY)
    offer_terms(actor=people.school, dossier=dossier, terms=OFFER, day=TODAY)
