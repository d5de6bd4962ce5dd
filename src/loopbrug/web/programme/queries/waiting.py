"""Reading what waits for somebody: assignments without an answer, agreements to fill and sign."""

from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from loopbrug.web.accounts.queries import Role, User, current_memberships
from loopbrug.web.pathway.models import ENDED
from loopbrug.web.pathway.queries import Dossier
from loopbrug.web.programme.models.agreements import (
    AgreementAnswers,
    AgreementSignature,
    AgreementVersion,
)
from loopbrug.web.programme.models.assignments import AssignmentRow, CoverageRow

_SEEN = ("dossier__candidate", "dossier__school__board", "dossier__institute")


def living() -> QuerySet[Dossier]:
    """Return every dossier that has not ended."""
    return Dossier.objects.exclude(state__in=ENDED)


def only(dossier: Dossier) -> QuerySet[Dossier]:
    """Return one dossier, as the readers below ask for dossiers."""
    return living().filter(pk=dossier.pk).order_by()


def concerning(user: User) -> QuerySet[Dossier]:
    """Return the dossiers in which somebody is a party: their own, their school's, institute's."""
    reach = Q(candidate=user)
    for membership in current_memberships(user):
        place = membership.organisation_id
        if membership.role == Role.INSTITUTE:
            reach |= Q(institute=place)
        elif membership.role == Role.SCHOOL:
            reach |= Q(school=place) | Q(school__board=place)
    return living().filter(reach).order_by()


def open_assignments(dossiers: QuerySet[Dossier]) -> QuerySet[AssignmentRow]:
    """Return the assignments that were neither changed since nor withdrawn, with their answers."""
    rows = AssignmentRow.objects.filter(dossier__in=dossiers, replaced_by=None, withdrawal=None)
    answers = Prefetch("coverages", CoverageRow.objects.select_related("consent").order_by("-pk"))
    return (
        rows.select_related(*_SEEN, "proposed_by", "withdrawal")
        .prefetch_related(answers)
        .order_by("pk")
    )


def last_agreements(dossiers: QuerySet[Dossier]) -> QuerySet[AgreementVersion]:
    """Return the last version of each agreement, with who signed it."""
    newer = AgreementVersion.objects.filter(
        dossier=OuterRef("dossier"), number__gt=OuterRef("number")
    )
    rows = AgreementVersion.objects.filter(dossier__in=dossiers).exclude(Exists(newer))
    signatures = Prefetch("signatures", AgreementSignature.objects.all())
    return rows.select_related(*_SEEN).prefetch_related(signatures).order_by("pk")


def answers_without_agreement(dossiers: QuerySet[Dossier]) -> QuerySet[Any]:
    """Return what was filled in of agreements that nobody put forward, the last of a side last."""
    made = AgreementVersion.objects.filter(dossier=OuterRef("dossier"))
    rows = AgreementAnswers.objects.filter(dossier__in=dossiers).exclude(Exists(made))
    return rows.select_related(*_SEEN).order_by("dossier", "pk")
