"""The span of the bridge that shows the money."""

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from loopbrug.web.accounts.queries import User
from loopbrug.web.finance.queries.terms import latest_offer
from loopbrug.web.pathway.permissions import Act, may
from loopbrug.web.pathway.queries import Dossier
from loopbrug.web.pathway.spans import Span, SpanState


def money(dossier: Dossier, viewer: User, _day: date) -> Span:
    """Return the span; it names no amount, since who sees the bridge may not see those."""
    own = dossier.candidate_id == viewer.pk
    title = _("Jouw geld") if own else _("Het geld")
    offer = latest_offer(dossier)
    state = SpanState.DONE if offer else SpanState.NEXT
    if may(viewer, Act.SEE_OWN_MONEY, dossier):
        told = _("Bekijk wat je gaat verdienen, op het aanbod van de school.")
        if offer is None:
            told = _("Bekijk alvast wat je ongeveer gaat verdienen.")
        return Span("money", title, state, told, reverse("finance:own", args=[dossier.pk]))
    if may(viewer, Act.SEE_BUSINESS_CASE, dossier):
        told = _("Er ligt een aanbod.") if offer else _("De school heeft nog niets geboden.")
        return Span("money", title, state, told, reverse("finance:business", args=[dossier.pk]))
    return Span("money", title, state, "")
