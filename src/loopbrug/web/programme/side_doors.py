"""Doors from a dossier into this room."""

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from loopbrug.web.pathway.permissions import Act
from loopbrug.web.pathway.side_doors import SideDoor
from loopbrug.web.pathway.visits import Visit
from loopbrug.web.programme.facts.assignments import Status, assignments_of


def assignments(visited: Visit, _day: date) -> SideDoor | None:
    """Return the door to the workplace assignments, and how many wait for the visitor."""
    if not visited.may(Act.SEE_PROGRAMME):
        return None
    found = assignments_of(visited.row)
    proposes = visited.may(Act.PROPOSE_ASSIGNMENT)
    if not found and not proposes:
        return None
    waiting = sum(one.status is Status.PROPOSED for one in found)
    answers = visited.may(Act.ANSWER_ASSIGNMENT)
    note = ngettext("%(count)s wacht op jou", "%(count)s wachten op jou", waiting)
    url = reverse("programme:assignments", args=[visited.row.pk])
    told = note % {"count": waiting} if answers and waiting else ""
    return SideDoor(_("Werkplekopdrachten"), url, told)
