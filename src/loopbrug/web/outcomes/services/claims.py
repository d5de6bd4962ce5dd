"""Acts on claims: what a CV says, to bring evidence for."""

from collections.abc import Iterable

from django.db import transaction

from loopbrug.core.outcomes.evidence import Claim
from loopbrug.web.accounts.queries import User
from loopbrug.web.audit.services import record_act
from loopbrug.web.outcomes.facts.claims import LONGEST, mark_of, marks_of
from loopbrug.web.outcomes.models import ClaimRow
from loopbrug.web.outcomes.queries.evidence import claims_of
from loopbrug.web.outcomes.services.evidence import locked
from loopbrug.web.pathway.models import Dossier
from loopbrug.web.pathway.permissions import Act, may
from loopbrug.web.pathway.services import NotAllowedError


@transaction.atomic
def keep_claims(*, actor: User, dossier: Dossier, claims: Iterable[Claim]) -> int:
    """Keep claims that are not there yet; return how many were new.

    Two claims are the same when kind, title, organisation and days are.
    """
    row = locked(dossier)
    if not may(actor, Act.ADD_EVIDENCE, row):
        raise NotAllowedError
    known = marks_of(claims_of(row))
    new = {mark: one for one in claims if (mark := mark_of(one)) not in known}
    ClaimRow.objects.bulk_create([_row(row, one) for one in new.values()])
    if new:
        record_act(
            actor=actor, name="outcomes.keep-claims", subject=row.subject_key, count=len(new)
        )
    return len(new)


@transaction.atomic
def drop_claim(*, actor: User, claim: ClaimRow) -> None:
    """Remove a claim: it is no evidence, and nobody judged on it."""
    dossier = locked(claim.dossier)
    if not may(actor, Act.ADD_EVIDENCE, dossier):
        raise NotAllowedError
    claim.delete()
    record_act(actor=actor, name="outcomes.drop-claim", subject=dossier.subject_key)


def _row(dossier: Dossier, claim: Claim) -> ClaimRow:
    return ClaimRow(
        dossier=dossier,
        kind=claim.kind,
        title=claim.title[: LONGEST["title"]],
        organisation=claim.organisation[: LONGEST["organisation"]],
        since=claim.since,
        until=claim.until,
        ongoing=claim.ongoing,
        level=claim.level[: LONGEST["level"]],
        text=claim.text,
    )
