"""The span of the bridge that shows the programme."""

from datetime import date

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from loopbrug.core.programme.model import Programme, Status
from loopbrug.web.accounts.queries import User
from loopbrug.web.pathway.permissions import Act, may
from loopbrug.web.pathway.queries import Dossier
from loopbrug.web.pathway.spans import Span, SpanState
from loopbrug.web.programme.facts import programme_of
from loopbrug.web.programme.queries import latest_version, shown_version


def your_programme(dossier: Dossier, viewer: User, day: date) -> Span:
    """Return the span, with hours and end date for those who may see the programme."""
    own = dossier.candidate_id == viewer.pk
    title = _("Jouw programma") if own else _("Het programma")
    if not may(viewer, Act.SEE_PROGRAMME, dossier):
        return Span("programme", title, SpanState.NEXT, "")
    url = reverse("programme:programme", args=[dossier.pk])
    version = shown_version(dossier)
    if version is None:
        return Span("programme", title, SpanState.NEXT, _("Er is nog geen programma."), url)
    programme = programme_of(version)
    accepted = hasattr(version, "acceptance")
    told = _summary(programme)
    if latest_version(dossier) != version:
        told = f"{told} {_('Er ligt een nieuw voorstel.')}"
    return Span("programme", title, _state(programme, accepted, day), told, url)


def _state(programme: Programme, accepted: bool, day: date) -> SpanState:
    if programme.status in (Status.IMPOSSIBLE, Status.UNDECIDED):
        return SpanState.BLOCKED
    if accepted and (programme.finish is None or programme.finish < day):
        return SpanState.DONE
    return SpanState.NOW if accepted else SpanState.NEXT


def _summary(programme: Programme) -> str:
    if programme.status is Status.IMPOSSIBLE:
        return _("Het past nog niet in de week: kijk welke wens ruimte geeft.")
    if programme.status is Status.UNDECIDED:
        return _("De planner is er nog niet uit.")
    if not programme.units or programme.finish is None:
        return _("Er is niets meer te leren.")
    return _("%(hours)s uur, klaar op %(day)s.") % {
        "hours": programme.hours,
        "day": date_format(programme.finish, "j F Y"),
    }
