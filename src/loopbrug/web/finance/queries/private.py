"""Reading what only the candidate sees. Whoever calls this asked ``SEE_OWN_MONEY`` first."""

from loopbrug.web.finance.models.private import PrivatePay, SharedStep, SupplementRow
from loopbrug.web.pathway.queries import Dossier

__all__ = ["PrivatePay", "SharedStep", "SupplementRow"]


def private_pay(dossier: Dossier) -> PrivatePay | None:
    """Return the old pay, or None when it was not told or was taken away."""
    return PrivatePay.objects.filter(dossier=dossier).first()


def private_supplement(dossier: Dossier) -> SupplementRow | None:
    """Return the wage supplement the candidate entered, or None."""
    return SupplementRow.objects.filter(dossier=dossier).first()
