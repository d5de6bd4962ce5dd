"""The span of the bridge that shows the suitability assessment."""

from datetime import date

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from loopbrug.core.assessment.clock import Stand
from loopbrug.core.pathway.model import State
from loopbrug.web.accounts.queries import User
from loopbrug.web.assessment.facts.tracks import Track, track_on
from loopbrug.web.assessment.queries.planning import latest_of
from loopbrug.web.pathway.facts import standing_of
from loopbrug.web.pathway.first_spans import state_on_the_way
from loopbrug.web.pathway.permissions import Act, may
from loopbrug.web.pathway.queries import Dossier
from loopbrug.web.pathway.spans import Span, SpanState

_BEFORE = frozenset({State.EXPLORING, State.OPENED, State.INTAKE, State.MATCHING})
_DURING = frozenset({State.ASSESSMENT_REQUESTED, State.ASSESSING})


def suitability(dossier: Dossier, viewer: User, day: date) -> Span:
    """Return the span of the assessment: the promise and how it stands; some routes do without."""
    row = latest_of(dossier)
    url = ""
    if row is not None and may(viewer, Act.SEE_PLAN, dossier):
        url = reverse("assessment:plan", args=[dossier.pk])
    track = track_on(row, day) if row else None
    return Span("suitability", _("Geschiktheid"), *_told(dossier, track, day), url)


def _told(dossier: Dossier, track: Track | None, day: date) -> tuple[SpanState, str]:
    state = state_on_the_way(dossier)
    if state in _BEFORE:
        return SpanState.NEXT, _("De uitslag komt binnen vijf weken na de aanvraag.")
    if state in _DURING:
        return SpanState.NOW, _of_promise(track) if track else _requested(dossier, day)
    if state is State.NOT_YET_SUITABLE:
        return SpanState.NOW, _("Nog niet geschikt: welke weg past wel?")
    if track is None and not dossier.clocks.all():
        return SpanState.DONE, _("Voor deze weg is geen onderzoek nodig.")
    return SpanState.DONE, _("Het onderzoek is klaar: geschikt.")


def _requested(dossier: Dossier, day: date) -> str:
    """Return what there is to say of an assessment from before there were promises."""
    due = standing_of(dossier, day).due_on
    if due is None:
        return _("Het onderzoek is aangevraagd.")
    return _("Aangevraagd. De uitslag komt uiterlijk op %(day)s.") % {"day": _date(due)}


def _of_promise(track: Track) -> str:
    standing = track.standing
    if standing.due_on is None:
        return _("Er is nog geen datum beloofd: het regioloket zoekt wie er ontbreekt.")
    sentences = {
        Stand.PAUSED: _("De klok staat stil. De uitslag is nu beloofd op %(day)s."),
        Stand.AT_RISK: _("De uitslag is beloofd op %(day)s. Die datum is in gevaar."),
        Stand.LATE: _("De uitslag was beloofd op %(day)s. Het loket zoekt een oplossing."),
    }
    usual = _("De uitslag is beloofd op %(day)s.")
    return sentences.get(standing.stand, usual) % {"day": _date(standing.due_on)}


def _date(day: date) -> str:
    return date_format(day, "j F Y")
