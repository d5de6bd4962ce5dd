"""Who may do what with proposals, funds and accounts. Whatever is not said here nobody may.

What board and broker may with a dossier stands in the table of ``web.pathway.permissions``; a
municipality is nothing to a dossier: it sees the proposals it is asked for, and its own funds.
"""

from loopbrug.core.finance.proposal import Side
from loopbrug.web.accounts.queries import Membership, User, current_memberships
from loopbrug.web.accounts.queries import Role as Work
from loopbrug.web.finance.queries.funds import KEEPS_FUNDS
from loopbrug.web.organisations.queries import Kind, Organisation
from loopbrug.web.pathway.permissions import Act, Role, may, roles_on
from loopbrug.web.pathway.queries import Dossier

FUND_KINDS = frozenset({Kind.MUNICIPALITY, Kind.DESK, Kind.FOUNDATION})


def sides_of(user: User, dossier: Dossier, municipality: int | None) -> tuple[Side, ...]:
    """Return for which corners somebody may speak; nobody does in a dossier of their own."""
    if dossier.candidate_id == user.pk:
        return ()
    roles = roles_on(user, dossier)
    found = {
        Side.BOARD: Role.SCHOOL in roles,
        Side.MUNICIPALITY: municipality is not None and _works_at(user, municipality),
        Side.MINISTRY: Role.BROKER in roles,
    }
    return tuple(side for side in Side if found[side])


def may_see_proposal(user: User, dossier: Dossier, municipality: int | None) -> bool:
    """Return whether somebody may see the proposal: its parties only."""
    return bool(sides_of(user, dossier, municipality)) and user.is_active


def may_shape(user: User, dossier: Dossier) -> bool:
    """Return whether somebody may make a proposal from the case as it is now."""
    return dossier.candidate_id != user.pk and may(user, Act.SHAPE_PROPOSAL, dossier)


def funds_kept_by(user: User) -> tuple[Organisation, ...]:
    """Return the organisations whose funds somebody keeps."""
    found = {
        one.organisation_id: one.organisation
        for one in current_memberships(user)
        if one.role in KEEPS_FUNDS and one.organisation.kind in FUND_KINDS
    }
    return tuple(found.values())


def accounts_for(user: User) -> tuple[Membership, ...]:
    """Return where somebody may see what was granted and spent: a board, a desk, a fund."""
    roles = {Work.SCHOOL, *KEEPS_FUNDS}
    return tuple(one for one in current_memberships(user) if one.role in roles)


def _works_at(user: User, municipality: int) -> bool:
    memberships = current_memberships(user)
    return memberships.filter(role=Work.MUNICIPALITY, organisation=municipality).exists()
