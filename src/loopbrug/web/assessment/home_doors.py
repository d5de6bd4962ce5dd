"""Doors from the first page after signing in into this room."""

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from loopbrug.web.accounts.queries import User
from loopbrug.web.assessment.permissions import desk_of_user
from loopbrug.web.pathway.side_doors import SideDoor


def planning_desk(user: User, _day: date) -> SideDoor | None:
    """Return the door to the planning desk, for who plans."""
    if desk_of_user(user) is None:
        return None
    return SideDoor(_("Planning van de onderzoeken"), reverse("assessment:desk"))
