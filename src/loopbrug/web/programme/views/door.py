"""What every page of this room asks first: which dossier, and who is looking."""

from dataclasses import dataclass
from datetime import date
from typing import cast
from uuid import UUID

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from loopbrug.core.pathway.model import State
from loopbrug.web.accounts.queries import User
from loopbrug.web.organisations.queries import organisations_of_kind
from loopbrug.web.pathway.permissions import Act, Role, allowed, roles_on
from loopbrug.web.pathway.queries import Dossier, dossier_with_id
from loopbrug.web.programme.cards import Cards
from loopbrug.web.programme.facts.assignments import region_for
from loopbrug.web.programme.queries import ProgrammeVersion
from loopbrug.web.ui.parts import Crumb


@dataclass(frozen=True, slots=True)
class Visit:
    """A dossier as somebody looks at it today."""

    dossier: Dossier
    viewer: User
    roles: frozenset[Role]
    today: date

    def may(self, act: Act) -> bool:
        """Return whether the visitor may do ``act``."""
        return allowed(self.roles, act, State(self.dossier.state))

    @property
    def own(self) -> bool:
        """Whether this is the visitor's own dossier."""
        return Role.CANDIDATE in self.roles

    @property
    def cards(self) -> Cards:
        """Cards in the visitor's language, with the institutes by name."""
        return self.cards_in(None)

    def cards_in(self, catalogue: int | None) -> Cards:
        """Return cards with the words of one version of the catalogue; None is the current one."""
        region = region_for(self.dossier, ever=True, catalogue=catalogue)
        return Cards(region, self._institutes(), get_language() or "nl")

    def cards_beside(self, version: ProgrammeVersion | None) -> Cards:
        """Return cards for what is planned now beside a version, with the words of both."""
        then = version.catalogue if version else None
        earlier = region_for(self.dossier, ever=True, catalogue=then).catalogue
        region = region_for(self.dossier, ever=True)
        return Cards(region, self._institutes(), get_language() or "nl", earlier)

    def _institutes(self) -> dict[str, str]:
        institutes = organisations_of_kind(self.dossier.region, "institute")
        return {institute.code: institute.name for institute in institutes}

    @property
    def context(self) -> dict[str, object]:
        """What every template of this room needs."""
        return {
            "dossier": self.dossier,
            "own": self.own,
            "today": self.today,
            "may_change_week": self.may(Act.PROPOSE_WEEK),
            "may_propose_change": self.may(Act.PROPOSE_CHANGE),
            "may_record": self.may(Act.RECORD_RESULTS),
            "may_accept": self.may(Act.ACCEPT_PROGRAMME),
            "see_gap": self.may(Act.SEE_GAP),
            "see_alternatives": self.may(Act.SEE_ALTERNATIVES),
        }

    def head(
        self, title: str, *, below: bool = False, part: tuple[str, str] | None = None
    ) -> dict[str, object]:
        """Return title, breadcrumb and whose dossier; ``below`` is a page below the programme.

        ``part`` is what the page is part of: the title and the name of the page that leads to it.
        """
        key = [self.dossier.pk]
        crumbs = [Crumb(_("Dossier"), reverse("pathway:dossier", args=key))]
        if below:
            crumbs.append(Crumb(_("Programma"), reverse("programme:programme", args=key)))
        if part and part[0] != title:
            crumbs.append(Crumb(part[0], reverse(part[1], args=key)))
        where = "" if self.own else str(self.dossier.candidate)
        return {"title": title, "crumbs": [*crumbs, Crumb(title)], "where": where}


def visit(request: HttpRequest, key: UUID, act: Act) -> Visit:
    """Return the visit; raises ``Http404`` when the dossier does not exist for this visitor.

    What one may not do looks the same as what is not there: nobody learns that a dossier exists.
    """
    dossier = dossier_with_id(key)
    if dossier is None:
        raise Http404
    viewer = cast("User", request.user)
    found = Visit(dossier, viewer, roles_on(viewer, dossier), timezone.localdate())
    if not found.may(act):
        raise Http404
    return found
