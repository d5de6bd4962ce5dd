"""What an agreed proposal makes of contributions: offered becomes agreed, and for how much."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal

from loopbrug.core.finance.model import Certainty, Contribution
from loopbrug.core.finance.proposal import Proposal
from loopbrug.core.finance.sources.given import given, source_of

_LESS_SURE = (Certainty.COMPUTED, Certainty.OFFER)


def agreed_gifts(proposal: Proposal) -> Mapping[str, Decimal]:
    """Return what an agreed proposal takes from each contribution, where it takes anything."""
    gifts = {source_of(gift) for gift in proposal.case.contributions}
    return {
        part.source: part.amount
        for part in proposal.parts
        if part.source in gifts and part.amount > 0
    }


def as_agreed(gifts: Iterable[Contribution], proposal: Proposal) -> tuple[Contribution, ...]:
    """Return contributions as the agreement makes them.

    Only for what was agreed an offer becomes an agreement: a single sum counts for that amount. A
    sum a month of which a part was agreed cannot be cut, and stays the offer it was. What was
    promised or received already stays as it is.
    """
    taken = agreed_gifts(proposal)
    return tuple(_agreed(gift, taken.get(source_of(gift)), proposal) for gift in gifts)


def _agreed(gift: Contribution, amount: Decimal | None, proposal: Proposal) -> Contribution:
    if amount is None or gift.certainty not in _LESS_SURE:
        return gift
    if gift.once is not None:
        return replace(gift, once=min(amount, gift.once), certainty=Certainty.AGREED)
    whole = amount >= given(proposal.case, gift).amount
    return replace(gift, certainty=Certainty.AGREED) if whole else gift
