"""Who pays in the demo: a fund of a municipality, a proposal of three parties, an application."""

from datetime import date
from decimal import Decimal
from typing import Any

from loopbrug.core.finance.model import SourceStatus
from loopbrug.core.finance.sources.subsidy import SOURCE
from loopbrug.web.accounts.queries import User
from loopbrug.web.finance.facts.applications import desk_of
from loopbrug.web.finance.services.applications import prepare_application
from loopbrug.web.finance.services.funds import keep_fund
from loopbrug.web.finance.services.proposals import put_proposal
from loopbrug.web.organisations.queries import organisation_with_code
from loopbrug.web.pathway.permissions import Act, may
from loopbrug.web.pathway.queries import Dossier

FUND: dict[str, Any] = {
    "name": "Begeleiding nieuwe leraren",
    "amount": Decimal(4000),
    "share": Decimal(50),
    "budget": Decimal(60000),
    "valid_from": date(2026, 1, 1),
    "valid_until": date(2028, 12, 31),
    "apply_by": date(2028, 6, 30),
    "account_by": date(2029, 3, 1),
    "sectors": ["po", "so"],
    "for_kinds": ["guidance", "double-staffing"],
    "excludes": [],
    "needs": ["Begeleidingsplan van de school", "Kopie van het aanbod"],
    "source": "Verzonnen besluit van de gemeenteraad, alleen voor deze demo",
    "closed": False,
}
"""An invented fund: no municipality has promised this."""


def keep_demo_fund(keeper: User, town: str, day: date) -> None:
    """Let the municipality take its fund in; what is there already stays."""
    manager = organisation_with_code(town)
    keep_fund(actor=keeper, manager=manager, facts=FUND, day=day, code=f"{town}-begeleiding")


def divide_costs(broker: User, dossier: Dossier, town: str, day: date) -> None:
    """Let the broker put a proposal to board and municipality."""
    if may(broker, Act.SHAPE_PROPOSAL, dossier):
        put_proposal(
            actor=broker, dossier=dossier, municipality=organisation_with_code(town), day=day
        )


def ask_subsidy(school: User, dossier: Dossier, day: date) -> None:
    """Let the school prepare the application for the subsidy, where it is open."""
    verdict = desk_of(dossier, day).verdict(SOURCE)
    if verdict is not None and verdict.status is SourceStatus.ELIGIBLE:
        prepare_application(
            actor=school, dossier=dossier, source=SOURCE, amount=verdict.amount, day=day
        )
