"""Reading proposals: versions with who agreed, and those somebody has a part in."""

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from loopbrug.web.accounts.queries import Role, User, current_memberships
from loopbrug.web.finance.models.proposals import (
    AgreedProposal,
    FundPromise,
    ProposalAgreement,
    ProposalVersion,
    WithdrawnProposal,
)
from loopbrug.web.pathway.models import ENDED
from loopbrug.web.pathway.queries import Dossier

__all__ = [
    "AgreedProposal",
    "FundPromise",
    "ProposalAgreement",
    "ProposalVersion",
    "WithdrawnProposal",
    "last_proposals",
    "proposals_of",
    "proposals_with",
    "standing_agreement",
]


def proposals_of(dossier: Dossier) -> QuerySet[ProposalVersion]:
    """Return every version, the newest first, with who agreed to it."""
    rows = ProposalVersion.objects.filter(dossier=dossier)
    seen = ("made_by", "municipality", "agreed__withdrawn__withdrawn_by")
    return _whole(rows).select_related(*seen)


def standing_agreement(dossier: Dossier) -> ProposalVersion | None:
    """Return the version that everybody agreed to last, unless it was withdrawn since."""
    rows = AgreedProposal.objects.filter(dossier=dossier).select_related("version", "withdrawn")
    last = rows.order_by("-number").first()
    return None if last is None or hasattr(last, "withdrawn") else last.version


def last_proposals() -> QuerySet[ProposalVersion]:
    """Return the last version in every dossier that has not ended, with who agreed."""
    newer = ProposalVersion.objects.filter(
        dossier=OuterRef("dossier"), number__gt=OuterRef("number")
    )
    rows = ProposalVersion.objects.exclude(Exists(newer)).exclude(dossier__state__in=ENDED)
    seen = ("dossier__candidate", "dossier__school__board", "dossier__desk", "municipality")
    return _whole(rows).select_related(*seen, "agreed__withdrawn").order_by("made_on", "pk")


def proposals_with(user: User) -> QuerySet[ProposalVersion]:
    """Return the last versions somebody has a part in, in any corner; never of their own case."""
    reach = Q(pk=None)
    for one in current_memberships(user):
        place = one.organisation_id
        if one.role == Role.BROKER:
            reach |= Q(dossier__desk=place)
        elif one.role == Role.SCHOOL:
            reach |= Q(dossier__school=place) | Q(dossier__school__board=place)
        elif one.role == Role.MUNICIPALITY:
            reach |= Q(municipality=place)
    return last_proposals().filter(reach).exclude(dossier__candidate=user)


def _whole(rows: QuerySet[ProposalVersion]) -> QuerySet[ProposalVersion]:
    agreements = ProposalAgreement.objects.select_related("user")
    return rows.prefetch_related(Prefetch("agreements", agreements))
