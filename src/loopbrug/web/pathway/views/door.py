"""What every page of a dossier asks first: who is there, and may they know of it."""

from uuid import UUID

from django.http import Http404, HttpRequest

from loopbrug.web.accounts.queries import User
from loopbrug.web.pathway.permissions import Act, roles_on
from loopbrug.web.pathway.queries import dossier_with_id
from loopbrug.web.pathway.visits import Visit

__all__ = ["Visit", "signed_in", "visit"]


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
