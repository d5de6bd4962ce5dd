"""Reading agreements: what was filled in, versions with their signatures."""

from django.db.models import Prefetch, QuerySet

from loopbrug.web.pathway.queries import Dossier
from loopbrug.web.programme.models.agreements import (
    AgreementAnswers,
    AgreementSignature,
    AgreementVersion,
)

__all__ = [
    "AgreementAnswers",
    "AgreementSignature",
    "AgreementVersion",
    "agreement_with_secret",
    "agreements_of",
    "answers_of",
]


def agreements_of(dossier: Dossier) -> QuerySet[AgreementVersion]:
    """Return every version, the newest first, with who signed."""
    return _signed(AgreementVersion.objects.filter(dossier=dossier))


def agreement_with_secret(secret: str) -> AgreementVersion | None:
    """Return the version with this secret code, or None."""
    return _signed(AgreementVersion.objects.filter(secret=secret)).first()


def answers_of(dossier: Dossier) -> dict[str, AgreementAnswers]:
    """Return what each side filled in last, by side."""
    found: dict[str, AgreementAnswers] = {}
    for row in AgreementAnswers.objects.filter(dossier=dossier):
        found.setdefault(row.side, row)
    return found


def _signed(rows: QuerySet[AgreementVersion]) -> QuerySet[AgreementVersion]:
    signatures = AgreementSignature.objects.select_related("user")
    return rows.select_related("made_by").prefetch_related(Prefetch("signatures", signatures))
