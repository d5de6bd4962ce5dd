"""What every page of a dossier asks first: who is there, and may they know of it."""

from dataclasses import dataclass
from uuid import UUID

from django.http import Http404, HttpRequest

from loopbrug.core.pathway.model import State
from loopbrug.web.accounts.queries import User
from loopbrug.web.pathway.permissions import Act, Role, allowed, roles_on
from loopbrug.web.pathway.queries import Dossier, dossier_with_id


@dataclass(frozen=True, slots=True)
class Visit:
    """Somebody at a dossier they may know of, with what they are to it."""

    user: User
    row: Dossier
    roles: frozenset[Role]

    @property
    def state(self) -> State:
        """The state of the dossier."""
        return State(self.row.state)

    @property
    def own(self) -> bool:
        """Whether it is the candidate who looks."""
        return Role.CANDIDATE in self.roles

    def may(self, act: Act) -> bool:
        """Return whether the visitor may do ``act`` here and now."""
        return allowed(self.roles, act, self.state)

    def ask(self, act: Act) -> None:
        """Pass when the visitor may do ``act``; raises ``Http404`` otherwise."""
        if not self.may(act):
            raise Http404


def signed_in(request: HttpRequest) -> User:
    """Return the person who signed in; raises ``Http404`` when nobody did."""
    if not isinstance(request.user, User):
        raise Http404
    return request.user


def visit(request: HttpRequest, key: UUID, act: Act = Act.SEE_DOSSIER) -> Visit:
    """Return the visit; raises ``Http404`` for a dossier one may not know of, or may not ``act``.

    Nobody learns from the answer whether the dossier exists.
    """
    user, row = signed_in(request), dossier_with_id(key)
    if row is None:
        raise Http404
    visited = Visit(user, row, roles_on(user, row))
    visited.ask(act)
    return visited
