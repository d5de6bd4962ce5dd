"""Doors from a dossier to judging: to the own queue, and to who judges here."""

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from loopbrug.core.pathway.model import State
from loopbrug.web.pathway.permissions import Act, Role
from loopbrug.web.pathway.side_doors import SideDoor
from loopbrug.web.pathway.visits import Visit

ARRANGE = frozenset({Role.CANDIDATE, Role.BROKER, Role.INSTITUTE})
BEFORE = frozenset({State.EXPLORING, State.OPENED, State.INTAKE, State.MATCHING})
"""States in which nobody judges yet."""


def to_queue(visited: Visit, _day: date) -> SideDoor | None:
    """Return the door to what an assessor judges."""
    if not visited.may(Act.JUDGE):
        return None
    return SideDoor(_("Beoordelen"), reverse("judging:queue"))


def to_panel(visited: Visit, _day: date) -> SideDoor | None:
    """Return the door to the rounds of this dossier."""
    if ARRANGE.isdisjoint(visited.roles) or visited.state in BEFORE:
        return None
    return SideDoor(_("Wie beoordeelt"), reverse("judging:panel", args=[visited.row.pk]))
