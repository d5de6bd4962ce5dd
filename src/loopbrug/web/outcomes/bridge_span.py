"""The span of the bridge that shows what a candidate can already."""

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from loopbrug.core.outcomes.gap import decided
from loopbrug.core.outcomes.model import Gap
from loopbrug.web.accounts.queries import User
from loopbrug.web.outcomes.facts import standing_of
from loopbrug.web.pathway.permissions import Act, may
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
    return Span(
        "outcomes", title, _state(standing.gap, judged), _summary(standing.gap, judged), url
    )


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
