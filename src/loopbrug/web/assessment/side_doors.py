"""Doors from a dossier into this room."""

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from loopbrug.web.assessment.queries.planning import latest_of
from loopbrug.web.assessment.queries.threads import open_threads
from loopbrug.web.pathway.permissions import Act
from loopbrug.web.pathway.side_doors import SideDoor
from loopbrug.web.pathway.visits import Visit


def questions(visited: Visit, _day: date) -> SideDoor | None:
    """Return the door to the questions, and whether one waits for the visitor."""
    if not visited.may(Act.SEE_THREADS):
        return None
    waits = any(one.turn in visited.roles for one in open_threads([visited.row]))
    note = _("jij bent aan zet") if waits else ""
    return SideDoor(_("Vragen"), reverse("assessment:threads", args=[visited.row.pk]), note)


def planning(visited: Visit, _day: date) -> SideDoor | None:
    """Return the door to the plan of the five weeks, once there is one."""
    if not visited.may(Act.SEE_PLAN) or latest_of(visited.row) is None:
        return None
    return SideDoor(_("Geschiktheidsonderzoek"), reverse("assessment:plan", args=[visited.row.pk]))
