"""What every page of the proposal asks first: which dossier, and which corner is looking."""

from dataclasses import dataclass
from datetime import date
from typing import cast
from uuid import UUID

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from loopbrug.core.finance.proposal import Side
from loopbrug.core.pathway.model import State
from loopbrug.core.pathway.states import TERMINAL
from loopbrug.web.accounts.queries import User
from loopbrug.web.finance.facts.proposals import Papers, papers_of
from loopbrug.web.finance.permissions import may_see_proposal, may_shape, sides_of
from loopbrug.web.pathway.permissions import roles_on
from loopbrug.web.pathway.queries import Dossier, dossier_with_id
from loopbrug.web.ui.parts import Crumb


@dataclass(frozen=True, slots=True)
class Corner:
    """Somebody who looks at the proposal of a dossier, with the corners they speak for."""

    dossier: Dossier
    viewer: User
    sides: tuple[Side, ...]
    papers: Papers
    today: date

    @property
    def acts(self) -> bool:
        """Whether one's corner can still do something here."""
        return State(self.dossier.state) not in TERMINAL

    @property
    def shapes(self) -> bool:
        """Whether the visitor may make a proposal from the case as it is now."""
        return may_shape(self.viewer, self.dossier)

    def head(self, title: str, *, below: bool = False) -> dict[str, object]:
        """Return what every template of the proposal needs; ``below`` is a page under it.

        A municipality has no dossier to go back to: it comes from its list of proposals.
        """
        key = [self.dossier.pk]
        inside = bool(roles_on(self.viewer, self.dossier))
        up = Crumb(_("Dossier"), reverse("pathway:dossier", args=key))
        crumbs = [up if inside else Crumb(_("Voorstellen"), reverse("money:proposals"))]
        if below:
            crumbs.append(Crumb(_("Voorstel"), reverse("finance:proposal", args=key)))
        return {
            "dossier": self.dossier,
            "today": self.today,
            "title": title,
            "crumbs": [*crumbs, Crumb(title)],
            "where": str(self.dossier.candidate),
            "papers": self.papers,
            "inside": inside,
            "own_sides": self.sides,
        }


def corner(request: HttpRequest, key: UUID) -> Corner:
    """Return the corner that looks; raises ``Http404`` for who has no part in the proposal."""
    dossier = dossier_with_id(key)
    if dossier is None:
        raise Http404
    viewer = signed_in(request)
    papers = papers_of(dossier)
    municipality = papers.latest.municipality_id if papers.latest else None
    if not may_see_proposal(viewer, dossier, municipality):
        raise Http404
    sides = sides_of(viewer, dossier, municipality)
    return Corner(dossier, viewer, sides, papers, timezone.localdate())


def signed_in(request: HttpRequest) -> User:
    """Return who is signed in."""
    return cast("User", request.user)
