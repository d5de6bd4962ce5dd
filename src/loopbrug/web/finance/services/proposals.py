"""Acts on the proposal in the triangle: make it, change one's part. One transaction each."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from django.db import transaction

from loopbrug.core.finance.proposal import Proposal, Side, says_the_same
from loopbrug.core.finance.proposing import adjusted
from loopbrug.core.terms.finding import BadDataError, Finding
from loopbrug.web.accounts.queries import User
from loopbrug.web.finance.facts.proposals import (
    document_of,
    proposal_now,
    proposal_of,
    withdrawal_of,
)
from loopbrug.web.finance.models.proposals import ProposalVersion
from loopbrug.web.finance.permissions import may_shape, sides_of
from loopbrug.web.finance.queries.proposals import proposals_of
from loopbrug.web.finance.services.proposal_letters import tell_to_agree
from loopbrug.web.finance.services.triangle import latest_of, locked, write
from loopbrug.web.organisations.queries import Kind, Organisation
from loopbrug.web.pathway.models import Dossier
from loopbrug.web.programme.facts.agreement import mark_of

MOST_WHY = 300


@transaction.atomic
def put_proposal(
    *, actor: User, dossier: Dossier, municipality: Organisation | None, day: date, why: str = ""
) -> ProposalVersion:
    """Make a version from the case as it is now; the same as the last one is that one.

    Raises ``BadDataError`` with everything that stands in the way.
    """
    row = locked(dossier)
    if not may_shape(actor, row):
        raise BadDataError([Finding.of("finance.proposal-not-yours")])
    known = {Kind.MUNICIPALITY: row.region}
    if municipality and known.get(Kind(municipality.kind)) != municipality.region:
        raise BadDataError([Finding.of("finance.proposal-no-municipality", "municipality")])
    if row.school is None:
        raise BadDataError([Finding.of("finance.proposal-no-school")])
    now = proposal_now(row, municipality, day)
    if not now.total:
        raise BadDataError([Finding.of("finance.proposal-no-costs")])
    latest = proposals_of(row).first()
    if latest is not None and withdrawal_of(latest) is None:
        same_town = latest.municipality_id == _key(municipality)
        if same_town and says_the_same(proposal_of(latest), now):
            return latest
    # Only corners of the triangle may make one, so there always is a side.
    side = sides_of(actor, row, None)[0]
    made = _make(actor, row, now, municipality=municipality, side=side, why=why, day=day)
    write(actor, row, "finance.put-proposal", day, version=made.number)
    tell_to_agree(made, actor)
    return made


@transaction.atomic
def adjust_part(
    *,
    actor: User,
    dossier: Dossier,
    number: int,
    amounts: Mapping[str, Decimal],
    why: str,
    day: date,
) -> ProposalVersion:
    """Change what one corner pays: the next version, to which everybody agrees anew.

    Raises ``BadDataError``: not a party, a newer version, outside the room, no reason.
    """
    row, latest = latest_of(actor, dossier, number)
    proposal = proposal_of(latest)
    sides = sides_of(actor, row, latest.municipality_id)
    side = next((each for each in sides if _owns(proposal, each, amounts)), sides[0])
    changed = adjusted(proposal, side, amounts, why)
    made = _make(actor, row, changed, municipality=latest.municipality, side=side, why=why, day=day)
    write(actor, row, "finance.adjust-proposal", day, version=made.number)
    tell_to_agree(made, actor)
    return made


def _make(
    actor: User,
    dossier: Dossier,
    proposal: Proposal,
    *,
    municipality: Organisation | None,
    side: Side,
    why: str,
    day: date,
) -> ProposalVersion:
    before = proposals_of(dossier).first()
    document = document_of(proposal)
    made: ProposalVersion = ProposalVersion.objects.create(
        dossier=dossier,
        number=before.number + 1 if before else 1,
        municipality=municipality,
        document=document,
        mark=mark_of(document),
        side=side.value,
        why=why.strip()[:MOST_WHY],
        made_by=actor,
        made_on=day,
    )
    return made


def _owns(proposal: Proposal, side: Side, amounts: Mapping[str, Decimal]) -> bool:
    own = {part.source for part in proposal.of(side)}
    return own.issuperset(amounts)


def _key(municipality: Organisation | None) -> int | None:
    return municipality.pk if municipality else None
