"""Somebody at a dossier, with what they are to it."""

from dataclasses import dataclass

from django.http import Http404

from loopbrug.core.pathway.model import State
from loopbrug.web.accounts.queries import User
from loopbrug.web.pathway.permissions import Act, Role, allowed
from loopbrug.web.pathway.queries import Dossier


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
