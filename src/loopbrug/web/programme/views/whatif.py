"""What if: what another week, start, institute or one more validation would mean."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from loopbrug.web.outcomes.facts import standing_of
from loopbrug.web.pathway.permissions import Act
from loopbrug.web.programme.facts.alternatives import (
    ahead_of,
    alternatives_for,
    has_begun,
    is_behind,
    is_behind_ahead,
    today_of,
)
from loopbrug.web.programme.queries import ProgrammeVersion, shown_version
from loopbrug.web.programme.views.door import Visit, visit
from loopbrug.web.programme.whatif_page import whatif_of


@require_safe
@login_required
def whatif(request: HttpRequest, key: UUID) -> HttpResponse:
    """Show the alternatives beside the programme that counts; looking keeps nothing."""
    found = visit(request, key, Act.SEE_ALTERNATIVES)
    version = shown_version(found.dossier)
    context = {
        **found.context,
        **found.head(_("Wat als?"), below=True),
        "version": version,
        "agreed": hasattr(version, "acceptance"),
        "see_evidence": found.may(Act.SEE_EVIDENCE),
    }
    shown = _shown(found, version) if version else {}
    return render(request, "programme/whatif.html", context | shown)


def _shown(found: Visit, version: ProgrammeVersion) -> dict[str, object]:
    standing = standing_of(found.dossier, found.today)
    begun, version.dossier = has_begun(version, found.today), found.dossier
    if begun and not hasattr(version, "acceptance"):
        return {"behind": True}
    if begun:
        today = ahead_of(found.dossier, standing, found.today)
        if today is None:
            return {"over": True}
        behind = is_behind_ahead(version, today, standing, found.today)
    else:
        today = today_of(found.dossier, standing, found.today)
        behind = today is None or is_behind(version, today, standing)
    if today is None or behind:
        return {"behind": True}
    table = alternatives_for(version, today, found.today)
    cards = found.cards
    return {
        "begun": begun,
        "page": whatif_of(table, cards.institutes, lambda code: cards.reason(code).statement),
    }
