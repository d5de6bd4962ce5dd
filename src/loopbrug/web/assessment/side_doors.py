"""Doors from a dossier into this room."""

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from loopbrug.web.assessment.facts.tracks import IN_HAND
from loopbrug.web.assessment.queries.calendars import has_week
from loopbrug.web.assessment.queries.guides import guides_of
from loopbrug.web.assessment.queries.planning import latest_of
from loopbrug.web.assessment.queries.threads import open_threads
from loopbrug.web.pathway.permissions import Act, Role
from loopbrug.web.pathway.side_doors import SideDoor
from loopbrug.web.pathway.visits import Visit


def questions(visited: Visit, _day: date) -> SideDoor | None:
    """Return the door to the questions, and whether one waits for the visitor."""
    if not visited.may(Act.SEE_THREADS):
        return None
    waits = any(one.turn in visited.roles for one in open_threads([visited.row]))
    note = _("jij bent aan zet") if waits else ""
    return SideDoor(_("Vragen"), reverse("assessment:threads", args=[visited.row.pk]), note)


def guide(visited: Visit, _day: date) -> SideDoor | None:
    """Return the door to who guides, for who may say so."""
    if not visited.may(Act.NAME_GUIDE):
        return None
    note = "" if guides_of(visited.row) else _("nog niemand")
    return SideDoor(_("Vaste begeleider"), reverse("assessment:guide", args=[visited.row.pk]), note)


def planning(visited: Visit, _day: date) -> SideDoor | None:
    """Return the door to the plan of the five weeks, once there is one."""
    if not visited.may(Act.SEE_PLAN) or latest_of(visited.row) is None:
        return None
    return SideDoor(_("Geschiktheidsonderzoek"), reverse("assessment:plan", args=[visited.row.pk]))


def availability(visited: Visit, _day: date) -> SideDoor | None:
    """Return the door to when the visitor can: for a candidate, and for who helps in person.

    For a school it leads to the hours of its classes.
    """
    if visited.own:
        lacking = visited.state in IN_HAND and not has_week(visited.user)
        note = _("geef je uren") if lacking else ""
        return SideDoor(_("Wanneer jij kunt"), reverse("assessment:agenda"), note)
    if Role.SCHOOL in visited.roles and visited.row.school is not None:
        url = reverse("assessment:agenda", args=[visited.row.school.code])
        return SideDoor(_("Lesuren van de school"), url)
    if visited.roles.isdisjoint({Role.ASSESSOR, Role.GUIDE}):
        return None
    note = "" if has_week(visited.user) else _("geef je uren")
    return SideDoor(_("Wanneer jij kunt"), reverse("assessment:agenda"), note)
