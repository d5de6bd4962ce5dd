"""Reading what the school offers, what counts as experience, and what others add."""

from collections.abc import Collection
from uuid import UUID

from django.db.models import QuerySet

from loopbrug.web.finance.models.private import SharedStep
from loopbrug.web.finance.models.terms import CareerRow, ContributionRow, TermsOffer
from loopbrug.web.pathway.queries import Dossier

__all__ = ["CareerRow", "ContributionRow", "SharedStep", "TermsOffer"]


def career(dossier: Dossier) -> CareerRow | None:
    """Return the earlier work as it was told last, or None."""
    return CareerRow.objects.filter(dossier=dossier).first()


def offers(dossier: Dossier) -> QuerySet[TermsOffer]:
    """Return every offer, the latest first."""
    return TermsOffer.objects.filter(dossier=dossier).select_related("offered_by")


def latest_offer(dossier: Dossier) -> TermsOffer | None:
    """Return the offer that counts, or None."""
    return offers(dossier).first()


def contributions(dossier: Dossier) -> QuerySet[ContributionRow]:
    """Return the contributions that count: not replaced, not withdrawn."""
    rows = ContributionRow.objects.filter(dossier=dossier, replaced_by=None, withdrawn=False)
    return rows.select_related("entered_by")


def shared_step(dossier: Dossier) -> SharedStep | None:
    """Return the step of the last salary that the candidate chose to tell, or None."""
    return SharedStep.objects.filter(dossier=dossier).first()


def offers_of_others(dossier: Dossier, sector: str) -> list[TermsOffer]:
    """Return the latest offer in every other dossier of the region, by other boards."""
    board = dossier.school.board_id if dossier.school else None
    rows = TermsOffer.objects.filter(dossier__region=dossier.region, sector=sector)
    rows = rows.exclude(dossier=dossier.pk).order_by("dossier_id", "-number")
    if board is not None:
        rows = rows.exclude(dossier__school__board_id=board)
    latest: dict[UUID, TermsOffer] = {}
    for row in rows:
        latest.setdefault(row.dossier_id, row)
    return list(latest.values())


def careers_in(dossiers: Collection[UUID]) -> dict[UUID, CareerRow]:
    """Return the earlier work as it was told last, by dossier."""
    rows = CareerRow.objects.filter(dossier__in=dossiers).order_by("pk")
    return {row.dossier_id: row for row in rows}
