"""Doors from a dossier into this room."""

from collections.abc import Sequence
from datetime import date

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from loopbrug.web.pathway.permissions import Act
from loopbrug.web.pathway.side_doors import SideDoor
from loopbrug.web.pathway.visits import Visit
from loopbrug.web.programme.facts.assignments import assignments_of
from loopbrug.web.programme.facts.waiting import Kind, Wait, for_user, waits_in
from loopbrug.web.programme.queries import accepted_version
from loopbrug.web.programme.queries.agreements import agreements_of
from loopbrug.web.programme.queries.waiting import only


def assignments(visited: Visit, _day: date) -> SideDoor | None:
    """Return the door to the workplace assignments, and how many wait for the visitor."""
    if not visited.may(Act.SEE_PROGRAMME):
        return None
    found = assignments_of(visited.row)
    proposes = visited.may(Act.PROPOSE_ASSIGNMENT)
    if not found and not proposes:
        return None
    waits = [one for one in _waits(visited) if one.kind in (Kind.ANSWER, Kind.CHANGE)]
    count = len(waits)
    note = ngettext("%(count)s wacht op jou", "%(count)s wachten op jou", count)
    url = reverse("programme:assignments", args=[visited.row.pk])
    told = _by(note % {"count": count}, waits) if waits else ""
    return SideDoor(_("Werkplekopdrachten"), url, told)


def agreement(visited: Visit, _day: date) -> SideDoor | None:
    """Return the door to the agreement, once one can be made, and whether it waits to be signed."""
    if not visited.may(Act.SEE_AGREEMENT):
        return None
    latest = agreements_of(visited.row).first()
    if latest is None and not visited.may(Act.FILL_AGREEMENT):
        return None
    waits = [one for one in _waits(visited) if one.kind in (Kind.SIGN, Kind.FILL)]
    signs = any(one.kind is Kind.SIGN for one in waits)
    note = _("wacht op jouw handtekening") if signs else _("wacht op jullie deel")
    url = reverse("programme:agreement", args=[visited.row.pk])
    return SideDoor(_("Overeenkomst"), url, _by(note, waits) if waits else "")


def _waits(visited: Visit) -> tuple[Wait, ...]:
    """Return what waits in this dossier for the visitor."""
    return for_user(waits_in(only(visited.row)), visited.user)


def _by(note: str, waits: Sequence[Wait]) -> str:
    """Return a note with the first day by which something should be done."""
    day = date_format(min(one.due_on for one in waits), "j F")
    return _("%(note)s, liefst uiterlijk %(day)s") % {"note": note, "day": day}


def progress(visited: Visit, _day: date) -> SideDoor | None:
    """Return the door to the progress of a programme that was taken."""
    if not visited.may(Act.SEE_PROGRESS) or accepted_version(visited.row) is None:
        return None
    return SideDoor(_("Voortgang"), reverse("programme:progress", args=[visited.row.pk]))
