"""The span of the bridge that shows what a candidate can already."""

from datetime import date

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from loopbrug.core.outcomes.gap import decided
from loopbrug.core.outcomes.model import Gap
from loopbrug.core.pathway.model import Party
from loopbrug.web.accounts.queries import User
from loopbrug.web.outcomes.facts import standing_of
from loopbrug.web.outcomes.facts.rounds import RoundTurn, Stage, turn_in_round
from loopbrug.web.outcomes.services.questions import ANSWERS
from loopbrug.web.pathway.permissions import Act, may, roles_on
from loopbrug.web.pathway.queries import Dossier
from loopbrug.web.pathway.spans import Span, SpanState


def what_you_can(dossier: Dossier, viewer: User, day: date) -> Span:
    """Return the span, with the counts for those who may see the gap."""
    own = dossier.candidate_id == viewer.pk
    title = _("Wat je al kunt") if own else _("Wat de kandidaat al kan")
    standing = standing_of(dossier, day)
    if not may(viewer, Act.SEE_GAP, dossier):
        return Span("outcomes", title, SpanState.NEXT, "")
    if standing.gap is None:
        summary = _("Voor deze wens is nog geen lijst met leeruitkomsten.")
        return Span("outcomes", title, SpanState.BLOCKED, summary)
    url = reverse("outcomes:gap", args=[dossier.pk])
    judged = any(decided(one) for one in standing.judgements)
    summary, turn = _summary(standing.gap, judged), turn_in_round(dossier)
    if turn is None:
        return Span("outcomes", title, _state(standing.gap, judged), summary, url)
    if turn.question and ANSWERS.get(turn.question.to) in roles_on(viewer, dossier):
        url = reverse("judging:answer", args=[dossier.pk, turn.question.pk])
    told = f"{_told(turn, own=own)} {summary}" if judged else _told(turn, own=own)
    return Span("outcomes", title, SpanState.NOW, told, url)


def _state(gap: Gap, judged: bool) -> SpanState:
    if not gap.needs:
        return SpanState.DONE
    return SpanState.NOW if judged else SpanState.NEXT


def _summary(gap: Gap, judged: bool) -> str:
    total = len(gap.validated) + len(gap.partly) + len(gap.missing)
    if not judged:
        return ngettext(
            "Nog niets beoordeeld: %(total)s leeruitkomst ligt klaar.",
            "Nog niets beoordeeld: %(total)s leeruitkomsten liggen klaar.",
            total,
        ) % {"total": total}
    return _("%(validated)s van de %(total)s leeruitkomsten gevalideerd.") % {
        "validated": len(gap.validated),
        "total": total,
    }


def _told(turn: RoundTurn, *, own: bool) -> str:
    """Return who is waited for, in phases only: how far each judge is stays between them."""
    if turn.question:
        day = date_format(turn.question.due_on, "j F")
        if own and turn.party is Party.CANDIDATE:
            return _("Een assessor vraagt je om meer bewijs, graag vóór %(day)s.") % {"day": day}
        if turn.party is Party.CANDIDATE:
            return _("We wachten op bewijs van de kandidaat, graag vóór %(day)s.") % {"day": day}
        return _("We wachten op bewijs van de school, graag vóór %(day)s.") % {"day": day}
    if turn.stage is Stage.SEATING:
        return _("De opleiding zoekt nog een assessor.")
    if turn.stage is Stage.SETTLING:
        return _("De assessoren leggen hun oordelen naast elkaar.")
    return ngettext(
        "De assessoren beoordelen nu %(count)s leeruitkomst.",
        "De assessoren beoordelen nu %(count)s leeruitkomsten.",
        turn.outcomes,
    ) % {"count": turn.outcomes}
