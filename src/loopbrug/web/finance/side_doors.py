"""Doors from a dossier into this room."""

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from loopbrug.web.finance.facts.proposals import papers_of
from loopbrug.web.finance.proposal_page import waiting_for
from loopbrug.web.pathway.permissions import Act
from loopbrug.web.pathway.side_doors import SideDoor
from loopbrug.web.pathway.visits import Visit


def own_money(visited: Visit, _day: date) -> SideDoor | None:
    """Return the candidate's door to what they will earn."""
    if not visited.may(Act.SEE_OWN_MONEY):
        return None
    return SideDoor(_("Wat ga ik verdienen?"), reverse("finance:own", args=[visited.row.pk]))


def business_case(visited: Visit, _day: date) -> SideDoor | None:
    """Return the door to the business case, for the school and the broker."""
    if not visited.may(Act.SEE_BUSINESS_CASE):
        return None
    url = reverse("finance:business", args=[visited.row.pk])
    return SideDoor(_("Zakelijke onderbouwing"), url)


def proposal(visited: Visit, _day: date) -> SideDoor | None:
    """Return the door to the proposal on costs, and whether it waits for the visitor."""
    if not visited.may(Act.SEE_PROPOSAL) or visited.own:
        return None
    latest = papers_of(visited.row).latest
    if latest is None and not visited.may(Act.SHAPE_PROPOSAL):
        return None
    mine = latest is not None and waiting_for(latest, visited.user).mine
    url = reverse("finance:proposal", args=[visited.row.pk])
    return SideDoor(_("Voorstel: wie betaalt wat"), url, _("wacht op jullie") if mine else "")


def applications(visited: Visit, _day: date) -> SideDoor | None:
    """Return the door to the applications for grants."""
    if not visited.may(Act.SEE_APPLICATIONS) or visited.own:
        return None
    return SideDoor(_("Aanvragen"), reverse("finance:applications", args=[visited.row.pk]))
