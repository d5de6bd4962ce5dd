"""The page of learning outcomes."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from loopbrug.core.pathway.model import State
from loopbrug.web.outcomes.facts import standing_of
from loopbrug.web.outcomes.matrix import LOOKS, Mark, matrix_of
from loopbrug.web.pathway.permissions import Act, Role, allowed, roles_on
from loopbrug.web.pathway.queries import dossier_with_id
from loopbrug.web.ui.parts import Crumb

FILTERS = {
    "gevalideerd": Mark.VALIDATED,
    "deels": Mark.PARTLY,
    "ontbreekt": Mark.MISSING,
    "nog-niet-beoordeeld": Mark.UNJUDGED,
}


@require_safe
@login_required
def gap(request: HttpRequest, key: UUID) -> HttpResponse:
    """Show what is validated, what is left and what is missing; the same for every role."""
    dossier = dossier_with_id(key)
    roles = roles_on(request.user, dossier) if dossier else frozenset()
    state = State(dossier.state) if dossier else State.STOPPED
    if dossier is None or not allowed(roles, Act.SEE_GAP, state):
        raise Http404
    today = timezone.localdate()
    standing = standing_of(dossier, today)
    title = _("Wat je al kunt") if Role.CANDIDATE in roles else _("Wat de kandidaat al kan")
    chosen = request.GET.get("stand", "")
    context = {
        "dossier": dossier,
        "standing": standing,
        "matrix": matrix_of(standing, get_language() or "nl", FILTERS.get(chosen)),
        "chosen": chosen if chosen in FILTERS else "",
        "filters": [(slug, *LOOKS[mark]) for slug, mark in FILTERS.items()],
        "title": title,
        "crumbs": [Crumb(_("Dossier"), reverse("pathway:dossier", args=[key])), Crumb(title)],
        "own": Role.CANDIDATE in roles,
        "see_evidence": allowed(roles, Act.SEE_EVIDENCE, state),
        "see_programme": allowed(roles, Act.SEE_PROGRAMME, state),
        "today": today,
    }
    return render(request, "outcomes/gap.html", context)
