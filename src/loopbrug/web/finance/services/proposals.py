"""Acts on the proposal in the triangle: make it, change one's part, agree. One transaction each."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from django.db import transaction

from loopbrug.core.finance.proposal import Proposal, Side, says_the_same
from loopbrug.core.finance.proposing import adjusted
from loopbrug.core.terms.finding import BadDataError, Finding
from loopbrug.web.accounts.queries import User
from loopbrug.web.audit.services import record_act
from loopbrug.web.finance.facts.proposals import (
    agreed_by,
    document_of,
    open_sides,
    proposal_now,
    proposal_of,
)
from loopbrug.web.finance.models.proposals import (
    AgreedProposal,
    FundPromise,
    ProposalAgreement,
    ProposalVersion,
)
from loopbrug.web.finance.permissions import may_shape, sides_of
from loopbrug.web.finance.queries.funds import fund_with_code, promised
from loopbrug.web.finance.queries.proposals import proposals_of
from loopbrug.web.finance.services.proposal_letters import tell_to_agree
from loopbrug.web.organisations.queries import Kind, Organisation
from loopbrug.web.pathway.models import ENDED, Dossier
from loopbrug.web.programme.facts.agreement import mark_of

MOST_WHY = 300


@transaction.atomic
def put_proposal(
    *, actor: User, dossier: Dossier, municipality: Organisation | None, day: date, why: str = ""
) -> ProposalVersion:
    """Make a version from the case as it is now; the same as the last one is that one.

    Raises ``BadDataError`` with everything that stands in the way.
    """
    row = _locked(dossier)
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
    same_town = latest is not None and latest.municipality_id == _key(municipality)
    if latest is not None and same_town and says_the_same(proposal_of(latest), now):
        return latest
    # Only corners of the triangle may make one, so there always is a side.
    side = sides_of(actor, row, None)[0]
    made = _make(actor, row, now, municipality=municipality, side=side, why=why, day=day)
    _write(actor, row, "finance.put-proposal", day, version=made.number)
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
    row, latest = _latest(actor, dossier, number)
    proposal = proposal_of(latest)
    sides = sides_of(actor, row, latest.municipality_id)
    side = next((each for each in sides if _owns(proposal, each, amounts)), sides[0])
    changed = adjusted(proposal, side, amounts, why)
    made = _make(actor, row, changed, municipality=latest.municipality, side=side, why=why, day=day)
    _write(actor, row, "finance.adjust-proposal", day, version=made.number)
    tell_to_agree(made, actor)
    return made


@transaction.atomic
def agree_to_proposal(
    *, actor: User, dossier: Dossier, number: int, mark: str, day: date
) -> ProposalAgreement:
    """Agree to the version that was read, for one's own corner; twice is once.

    With the last one the proposal counts, and what it takes from funds is promised. Raises
    ``BadDataError``: not a party, a newer version, agreed already, a fund that ran out.
    """
    row, latest = _latest(actor, dossier, number)
    if latest.mark != mark:
        raise BadDataError([Finding.of("finance.proposal-stale")])
    sides = sides_of(actor, row, latest.municipality_id)
    agreed: list[ProposalAgreement] = list(latest.agreements.all())
    mine = next((one for one in agreed if one.user_id == actor.pk), None)
    if mine is not None and Side(mine.side) in sides:
        return mine
    if mine is not None:
        raise BadDataError([Finding.of("finance.proposal-same-person")])
    side = next((each for each in sides if each not in agreed_by(latest)), None)
    if side is None:
        taken = Finding.of("finance.proposal-agreed-already", corner=sides[0].value)
        raise BadDataError([taken])
    completes = open_sides(latest) == (side,)
    if completes and (short := _short_funds(latest, proposal_of(latest))):
        raise BadDataError(short)
    made: ProposalAgreement = ProposalAgreement.objects.create(
        version=latest, side=side.value, user=actor, mark=mark, agreed_on=day
    )
    _write(actor, row, "finance.agree-proposal", day, version=number, corner=side.value)
    if completes:
        _complete(latest, day)
    return made


def _complete(version: ProposalVersion, day: date) -> None:
    agreed = AgreedProposal.objects.create(
        version=version, dossier=version.dossier, number=version.number, agreed_on=day
    )
    for part in proposal_of(version).parts:
        if part.fund_version and part.amount:
            FundPromise.objects.create(
                agreed=agreed, fund_code=part.source, fund_version=part.fund_version,
                amount=part.amount,
            )  # fmt: skip


def _short_funds(version: ProposalVersion, proposal: Proposal) -> list[Finding]:
    """Return the funds that hold less by now than the proposal takes from them."""
    parts = {part.source: part for part in proposal.parts if part.fund_version and part.amount}
    taken = promised(parts, version.dossier_id) if parts else {}
    found = []
    for code, part in parts.items():
        fund = fund_with_code(code)
        if fund is None or fund.budget is None:
            continue
        left = max(Decimal(0), fund.budget - taken.get(code, Decimal(0)))
        if part.amount > left:
            found.append(
                Finding.of(
                    "finance.proposal-fund-empty",
                    code,
                    name=fund.name,
                    amount=part.amount,
                    most_amount=left,
                )
            )
    return found


def _latest(actor: User, dossier: Dossier, number: int) -> tuple[Dossier, ProposalVersion]:
    row = _locked(dossier)
    latest = proposals_of(row).first()
    municipality = latest.municipality_id if latest else None
    if row.state in ENDED or not sides_of(actor, row, municipality):
        raise BadDataError([Finding.of("finance.proposal-not-yours")])
    if latest is None:
        raise BadDataError([Finding.of("finance.proposal-none")])
    if latest.number != number:
        raise BadDataError([Finding.of("finance.proposal-stale")])
    return row, latest


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


def _locked(dossier: Dossier) -> Dossier:
    rows = Dossier.objects.select_for_update(of=("self",))
    found: Dossier = rows.select_related("candidate", "school__board", "desk").get(pk=dossier.pk)
    return found


def _key(municipality: Organisation | None) -> int | None:
    return municipality.pk if municipality else None


def _write(actor: User, dossier: Dossier, name: str, day: date, **more: str | int) -> None:
    record_act(actor=actor, name=name, subject=dossier.subject_key, day=day.isoformat(), **more)
