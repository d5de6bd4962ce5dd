"""The proposal of a dossier: what the rules make of it today, versions as frozen, who agreed."""

from dataclasses import dataclass, replace
from datetime import date

from loopbrug.core.finance.costs import costs
from loopbrug.core.finance.model import FinanceCase
from loopbrug.core.finance.proposal import Proposal, Side, changed_figures, differences
from loopbrug.core.finance.proposing import proposed
from loopbrug.core.finance.sources.judge import judged
from loopbrug.core.law.model import Law, NoLawInForceError
from loopbrug.core.terms.finding import Finding
from loopbrug.web.finance.facts.cases import case_for_school
from loopbrug.web.finance.facts.funds import funds_for
from loopbrug.web.finance.facts.terms import contributions_entered
from loopbrug.web.finance.queries.proposals import (
    ProposalVersion,
    WithdrawnProposal,
    proposals_of,
)
from loopbrug.web.organisations.queries import Organisation
from loopbrug.web.pathway.facts import law
from loopbrug.web.pathway.queries import Dossier
from loopbrug.web.programme.frozen import Frozen, freeze, thaw


@dataclass(frozen=True, slots=True)
class Papers:
    """A dossier's versions, the newest first."""

    versions: tuple[ProposalVersion, ...]

    @property
    def latest(self) -> ProposalVersion | None:
        """The version put forward last, or None."""
        return self.versions[0] if self.versions else None

    @property
    def in_force(self) -> ProposalVersion | None:
        """The last version that everybody agreed to, or None; withdrawn, nothing is agreed."""
        last = next((row for row in self.versions if not open_sides(row)), None)
        return None if last is None or withdrawal_of(last) else last


def papers_of(dossier: Dossier) -> Papers:
    """Return every version of the proposal."""
    return Papers(tuple(proposals_of(dossier)))


def proposal_of(row: ProposalVersion) -> Proposal:
    """Return the proposal that a version froze."""
    return thaw(Proposal, row.document)


def document_of(proposal: Proposal) -> Frozen:
    """Return a proposal as it is frozen."""
    return freeze(proposal)


def agreed_by(row: ProposalVersion) -> frozenset[Side]:
    """Return which corners agreed to a version."""
    return frozenset(Side(each.side) for each in row.agreements.all())


def open_sides(row: ProposalVersion) -> tuple[Side, ...]:
    """Return which corners still have to agree to a version."""
    agreed = agreed_by(row)
    return tuple(side for side in parties_of(row.municipality_id) if side not in agreed)


def withdrawal_of(row: ProposalVersion) -> WithdrawnProposal | None:
    """Return how an agreed version was withdrawn, or None."""
    return getattr(getattr(row, "agreed", None), "withdrawn", None)


def parties_of(municipality: int | None) -> tuple[Side, ...]:
    """Return who is in the triangle; without a municipality it is board and ministry."""
    return tuple(side for side in Side if municipality or side is not Side.MUNICIPALITY)


def proposal_now(dossier: Dossier, municipality: Organisation | None, day: date) -> Proposal:
    """Return what the rules make of the case as it is today, never with the old pay.

    Contributions come in as they were entered: what an earlier version made of them must not
    decide over the next one.
    """
    found = funds_for(dossier.region, day, _key(municipality), dossier.pk)
    funds = tuple(fund for fund, _ in found)
    entered = contributions_entered(dossier)
    case = replace(case_for_school(dossier, day), local_funds=funds, contributions=entered)
    made = computed(case, law(), parties_of(_key(municipality)))
    versions = {fund.code: number for fund, number in found}
    parts = tuple(replace(part, fund_version=versions.get(part.source, 0)) for part in made.parts)
    return replace(made, parts=parts)


def computed(case: FinanceCase, rules: Law, parties: tuple[Side, ...]) -> Proposal:
    """Return the proposal that the rules make of a case."""
    if case.old_job is not None or case.supplement is not None:
        raise ValueError("a proposal is never computed from the old pay")
    return proposed(case, rules, costs(case, rules), judged(case, rules), parties)


def would_now_be(agreed: Proposal, day: date) -> tuple[Finding, ...]:
    """Return what today's rules would make of the frozen case, where that differs."""
    case = replace(agreed.case, day=day)
    return differences(agreed, computed(case, law(), agreed.parties))


def figures_changed(agreed: Proposal) -> tuple[str, ...]:
    """Return the names of figures that have another value now for the same day."""
    rules = law()
    found = {}
    for used in agreed.figures:
        try:
            found[used.name, used.used_for] = rules.on(used.name, used.used_for).value
        except NoLawInForceError:
            continue
    return changed_figures(agreed, found)


def _key(municipality: Organisation | None) -> int | None:
    return municipality.pk if municipality else None
