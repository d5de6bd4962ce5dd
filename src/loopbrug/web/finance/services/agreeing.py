"""Acts of agreeing: agree to a version, and take back what everybody agreed to."""

from datetime import date
from decimal import Decimal

from django.db import transaction

from loopbrug.core.finance.agreed import agreed_gifts
from loopbrug.core.finance.proposal import Proposal, Side
from loopbrug.core.terms.finding import BadDataError, Finding
from loopbrug.web.accounts.queries import User
from loopbrug.web.finance.facts.promises import taken_from
from loopbrug.web.finance.facts.proposals import agreed_by, open_sides, papers_of, proposal_of
from loopbrug.web.finance.models.proposals import (
    AgreedProposal,
    FundPromise,
    ProposalAgreement,
    ProposalVersion,
    WithdrawnProposal,
)
from loopbrug.web.finance.permissions import sides_of
from loopbrug.web.finance.queries.funds import fund_with_code
from loopbrug.web.finance.services.proposal_letters import tell_withdrawn
from loopbrug.web.finance.services.triangle import latest_of, locked, write
from loopbrug.web.pathway.models import ENDED, Dossier

MOST_WHY = 300


@transaction.atomic
def agree_to_proposal(
    *, actor: User, dossier: Dossier, number: int, mark: str, day: date
) -> ProposalAgreement:
    """Agree to the version that was read, for one's own corner; twice is once.

    With the last one the proposal counts: what it takes from funds is promised, and what it takes
    from contributions is no longer an offer (``core.finance.agreed``). Raises ``BadDataError``: not
    a party, a newer version, agreed already, a fund that ran out.
    """
    row, latest = latest_of(actor, dossier, number)
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
    write(actor, row, "finance.agree-proposal", day, version=number, corner=side.value)
    if completes:
        _complete(actor, latest, day)
    return made


@transaction.atomic
def withdraw_agreement(
    *, actor: User, dossier: Dossier, number: int, why: str, day: date
) -> WithdrawnProposal:
    """Take back, for one's own corner, what everybody agreed to; rows and papers stay.

    From then on nothing is agreed: contributions are offers again, what funds promised is free.
    Raises ``BadDataError`` with everything that stands in the way.
    """
    row, found = locked(dossier), papers_of(dossier)
    version = found.in_force
    municipality = found.latest.municipality_id if found.latest else None
    sides = sides_of(actor, row, municipality)
    if row.state in ENDED or not sides:
        raise BadDataError([Finding.of("finance.proposal-not-yours")])
    findings = [] if why.strip() else [Finding.of("finance.proposal-withdraw-why", "why")]
    if version is None or version.number != number:
        findings.append(Finding.of("finance.proposal-nothing-agreed"))
    if version is None or findings:
        raise BadDataError(findings)
    made: WithdrawnProposal = WithdrawnProposal.objects.create(
        agreed=version.agreed, side=sides[0].value, why=why.strip()[:MOST_WHY],
        withdrawn_by=actor, withdrawn_on=day,
    )  # fmt: skip
    write(actor, row, "finance.withdraw-proposal", day, version=number, corner=sides[0].value)
    tell_withdrawn(version, made, actor)
    return made


def _complete(actor: User, version: ProposalVersion, day: date) -> None:
    """Let the agreement stand: promise what funds pay, count contributions as agreed."""
    agreed = AgreedProposal.objects.create(
        version=version, dossier=version.dossier, number=version.number, agreed_on=day
    )
    told = proposal_of(version)
    for part in told.parts:
        if part.fund_version and part.amount:
            FundPromise.objects.create(
                agreed=agreed, fund_code=part.source, fund_version=part.fund_version,
                amount=part.amount,
            )  # fmt: skip
    gifts = len(agreed_gifts(told))
    write(
        actor, version.dossier, "finance.close-proposal", day, version=version.number, gifts=gifts
    )


def _short_funds(version: ProposalVersion, proposal: Proposal) -> list[Finding]:
    """Return the funds that hold less by now than the proposal takes from them."""
    parts = {part.source: part for part in proposal.parts if part.fund_version and part.amount}
    taken = taken_from(parts, version.dossier_id) if parts else {}
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
