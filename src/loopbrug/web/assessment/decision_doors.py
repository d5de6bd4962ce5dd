"""The door from a dossier to the decision."""

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from loopbrug.web.assessment.facts.decisions import docket_of, signatures_of
from loopbrug.web.pathway.permissions import Act
from loopbrug.web.pathway.side_doors import SideDoor
from loopbrug.web.pathway.visits import Visit


def decision(visited: Visit, _day: date) -> SideDoor | None:
    """Return the door to the decision, and whether it waits for the visitor's signature."""
    if not visited.may(Act.SEE_DECISION):
        return None
    docket = docket_of(visited.row)
    if docket.assessment is None:
        return None
    waiting = docket.waiting
    mine = waiting and any(one.person == str(visited.user.pk) for one in signatures_of(waiting))
    signs = waiting is not None and not mine and visited.may(Act.SIGN_DECISION)
    note = _("wacht op jouw handtekening") if signs else ""
    url = reverse("assessment:decision", args=[visited.row.pk])
    return SideDoor(_("Besluit, rapport en subsidie"), url, note)
