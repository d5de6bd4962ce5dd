"""Who may do what in this room, where being a role on the dossier is not enough."""

from loopbrug.core.programme.agreement import Signer
from loopbrug.web.accounts.queries import User, current_memberships
from loopbrug.web.pathway.permissions import Act, Role, may, roles_on
from loopbrug.web.pathway.queries import Dossier
from loopbrug.web.programme.queries.assignments import school_places


def may_propose(user: User, dossier: Dossier) -> bool:
    """Return whether somebody may propose work at school: who speaks for it, or its coach.

    A coach of the institute guides as well, but does not say what happens at school.
    """
    if not may(user, Act.PROPOSE_ASSIGNMENT, dossier):
        return False
    if Role.SCHOOL in roles_on(user, dossier):
        return True
    places = school_places(dossier)
    return any(one.organisation_id in places for one in current_memberships(user))


_SIDES = {
    Role.CANDIDATE: Signer.CANDIDATE,
    Role.SCHOOL: Signer.SCHOOL,
    Role.INSTITUTE: Signer.INSTITUTE,
}


def sides_of(user: User, dossier: Dossier) -> tuple[Signer, ...]:
    """Return for which parties of the agreement somebody can speak; mostly one, or none."""
    roles = roles_on(user, dossier)
    return tuple(side for role, side in _SIDES.items() if role in roles)
