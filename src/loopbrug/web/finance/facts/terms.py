"""Rows of terms, career and contributions as values of the core."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from loopbrug.core.finance.agreed import agreed_gifts, as_agreed
from loopbrug.core.finance.model import (
    Certainty,
    Contribution,
    CostKind,
    Experience,
    Payer,
    Terms,
)
from loopbrug.core.finance.proposal import Proposal
from loopbrug.core.orientation.model import Person
from loopbrug.web.finance.queries.proposals import standing_agreement
from loopbrug.web.finance.queries.terms import (
    ContributionRow,
    SharedStep,
    TermsOffer,
    career,
    contributions,
    latest_offer,
    shared_step,
)
from loopbrug.web.pathway.queries import Dossier
from loopbrug.web.programme.frozen import thaw

_FULL = Decimal(1)


def experience_told(dossier: Dossier) -> tuple[Experience, ...]:
    """Return the earlier work that the candidate told for placement on a scale."""
    row = career(dossier)
    return tuple(thaw(Experience, one) for one in row.stretches) if row else ()


def offered(row: TermsOffer, shared: SharedStep | None) -> Terms:
    """Return an offer, with the step of the last salary where the candidate told it."""
    terms = thaw(Terms, row.terms)
    fits = shared is not None and shared.scale == terms.scale.value
    return replace(terms, last_salary_step=shared.step if shared and fits else None)


def terms_of(dossier: Dossier, person: Person, first: date) -> Terms:
    """Return the terms that count: the latest offer, else what nobody has offered yet.

    Without an offer it starts on ``first`` and is as large as the appointment that was promised.
    """
    row, shared = latest_offer(dossier), shared_step(dossier)
    if row is not None:
        return offered(row, shared)
    fte = min(person.appointment_fte or _FULL, _FULL)
    return Terms(first, fte, last_salary_step=shared.step if shared else None)


@dataclass(frozen=True, slots=True)
class Given:
    """A contribution as entered, as it counts now, and what the agreement takes from it."""

    row: ContributionRow
    counts: Contribution
    agreed: Decimal | None = None
    version: int = 0


def contributions_of(dossier: Dossier) -> tuple[Contribution, ...]:
    """Return the contributions that count now, those in the agreement as agreed."""
    return tuple(each.counts for each in given_to(dossier))


def contributions_entered(dossier: Dossier) -> tuple[Contribution, ...]:
    """Return the contributions as somebody entered them, whatever was agreed since."""
    return tuple(contribution_from(row) for row in contributions(dossier))


def given_to(dossier: Dossier) -> tuple[Given, ...]:
    """Return every contribution that counts, beside what the standing agreement says of it."""
    rows = list(contributions(dossier))
    version = standing_agreement(dossier) if rows else None
    if version is None:
        return tuple(Given(row, contribution_from(row)) for row in rows)
    told = thaw(Proposal, version.document)
    taken = agreed_gifts(told)
    counts = as_agreed([contribution_from(row) for row in rows], told)
    return tuple(
        Given(row, gift, taken.get(gift.code), version.number)
        for row, gift in zip(rows, counts, strict=True)
    )


def contribution_from(row: ContributionRow) -> Contribution:
    """Return one contribution as a value."""
    return Contribution(
        payer=Payer(row.payer),
        ground=row.ground,
        since=row.since,
        once=row.once,
        monthly=row.monthly,
        until=row.until,
        certainty=Certainty(row.certainty),
        for_kinds=tuple(CostKind(kind) for kind in row.for_kinds),
        code=f"C{row.pk}",
    )
