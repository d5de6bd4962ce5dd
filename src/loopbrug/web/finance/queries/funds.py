"""Reading funds: the version that counts, and what was promised out of them."""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, QuerySet

from loopbrug.web.accounts.queries import Role
from loopbrug.web.finance.models.funds import FundVersion
from loopbrug.web.finance.models.proposals import AgreedProposal, FundPromise

__all__ = [
    "KEEPS_FUNDS",
    "FundPromise",
    "FundVersion",
    "current_funds",
    "fund_versions",
    "fund_with_code",
    "promises",
]

KEEPS_FUNDS = frozenset({Role.MUNICIPALITY, Role.BROKER, Role.FOUNDATION})
"""Who works where a fund can be kept: a municipality, the regional desk, the foundation."""


def current_funds(region: str = "", managers: Iterable[int] | None = None) -> QuerySet[FundVersion]:
    """Return the last version of each fund, of a region or of some managers; closed ones too."""
    newer = FundVersion.objects.filter(code=OuterRef("code"), number__gt=OuterRef("number"))
    rows = FundVersion.objects.exclude(Exists(newer)).select_related("manager")
    if region:
        rows = rows.filter(region=region)
    return rows if managers is None else rows.filter(manager__in=list(managers))


def fund_versions(code: str) -> QuerySet[FundVersion]:
    """Return every version of a fund, the newest first."""
    rows = FundVersion.objects.filter(code=code).select_related("manager", "made_by")
    return rows.order_by("-number")


def fund_with_code(code: str) -> FundVersion | None:
    """Return the version of a fund that counts now, or None."""
    return fund_versions(code).first()


def promises(codes: Iterable[str]) -> QuerySet[FundPromise]:
    """Return what was promised out of funds, in the last agreed proposal of each dossier."""
    newer = AgreedProposal.objects.filter(
        dossier=OuterRef("agreed__dossier"), number__gt=OuterRef("agreed__number")
    )
    rows = FundPromise.objects.filter(fund_code__in=list(codes)).exclude(Exists(newer))
    seen = ("agreed__dossier__school", "agreed__withdrawn")
    return rows.select_related(*seen).order_by("agreed__agreed_on", "pk")
