"""The door from a dossier to its evidence."""

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from loopbrug.web.pathway.permissions import Act
from loopbrug.web.pathway.side_doors import SideDoor
from loopbrug.web.pathway.views.door import Visit


def to_evidence(visited: Visit, _day: date) -> SideDoor | None:
    """Return the door to the list, or to the form of an observation; None for who may neither."""
    key = [visited.row.pk]
    if visited.may(Act.SEE_EVIDENCE):
        label = _("Jouw bewijs") if visited.own else _("Bewijs van de kandidaat")
        return SideDoor(label, reverse("outcomes:evidence", args=key))
    if visited.may(Act.ADD_OBSERVATION):
        return SideDoor(
            _("Voeg een observatie toe"), reverse("outcomes:evidence-observe", args=key)
        )
    return None
