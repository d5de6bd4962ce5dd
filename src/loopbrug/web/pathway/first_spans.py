"""The first span of the bridge, which this room hangs in itself: the route."""

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from loopbrug.core.orientation.judge import orient
from loopbrug.core.orientation.model import Orientation, RouteStatus
from loopbrug.core.pathway.model import State
from loopbrug.web.accounts.queries import User
from loopbrug.web.pathway.facts import law, told_of
from loopbrug.web.pathway.permissions import Act, may
from loopbrug.web.pathway.queries import Dossier
from loopbrug.web.pathway.spans import Span, SpanState

DOORS = (RouteStatus.OPEN, RouteStatus.CONDITIONAL)


def which_way(dossier: Dossier, viewer: User, day: date) -> Span:
    """Return the span of the routes: how many doors are open for this candidate."""
    title = _("Welke weg")
    url = reverse("pathway:routes", args=[dossier.pk]) if may(viewer, Act.SEE_TOLD, dossier) else ""
    orientation = orient(told_of(dossier).person, law(), day)
    state = SpanState.DONE if state_on_the_way(dossier) not in _STILL_CHOOSING else SpanState.NOW
    return Span("route", title, state, _doors(orientation), url)


def state_on_the_way(dossier: Dossier) -> State:
    """Return where the dossier is, or where it was before it paused or ended."""
    return State(dossier.came_from or dossier.state)


_STILL_CHOOSING = frozenset({State.EXPLORING, State.OPENED, State.INTAKE})


def _doors(orientation: Orientation) -> str:
    doors = sum(route.status in DOORS for route in orientation.routes)
    if not doors:
        return _("Nu is er nog geen weg open. We laten zien wat een deur opent.")
    return ngettext("%(doors)s weg staat open.", "%(doors)s wegen staan open.", doors) % {
        "doors": doors
    }
