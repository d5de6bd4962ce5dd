"""Doors from a dossier into this room."""

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from loopbrug.web.pathway.permissions import Act
from loopbrug.web.pathway.side_doors import SideDoor
from loopbrug.web.pathway.visits import Visit
from loopbrug.web.programme.facts.agreement import unsigned_by
from loopbrug.web.programme.facts.assignments import Status, assignments_of
from loopbrug.web.programme.permissions import sides_of
from loopbrug.web.programme.queries import accepted_version
from loopbrug.web.programme.queries.agreements import agreements_of


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


def agreement(visited: Visit, _day: date) -> SideDoor | None:
    """Return the door to the agreement, once one can be made, and whether it waits to be signed."""
    if not visited.may(Act.SEE_AGREEMENT):
        return None
    latest = agreements_of(visited.row).first()
    if latest is None and not visited.may(Act.FILL_AGREEMENT):
        return None
    sides = sides_of(visited.user, visited.row)
    waits = latest is not None and any(side in unsigned_by(latest) for side in sides)
    signs = waits and visited.may(Act.SIGN_AGREEMENT)
    url = reverse("programme:agreement", args=[visited.row.pk])
    return SideDoor(_("Overeenkomst"), url, _("wacht op jouw handtekening") if signs else "")


def progress(visited: Visit, _day: date) -> SideDoor | None:
    """Return the door to the progress of a programme that was taken."""
    if not visited.may(Act.SEE_PROGRESS) or accepted_version(visited.row) is None:
        return None
    return SideDoor(_("Voortgang"), reverse("programme:progress", args=[visited.row.pk]))
