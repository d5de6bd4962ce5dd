"""Which evidence to look for first: what saves most hours of study."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from loopbrug.core.terms.finding import BadDataError
from loopbrug.web.outcomes.facts.worth import Chance, chances_of
from loopbrug.web.outcomes.views.door import head
from loopbrug.web.pathway.permissions import Act
from loopbrug.web.pathway.views.door import visit

FIRST = 8
"""So many outcomes are shown at once; the others stand behind a line one can open."""


@require_safe
@login_required
def worth(request: HttpRequest, key: UUID) -> HttpResponse:
    """Show per outcome how many hours would fall away, and which evidence fits."""
    visited, today = visit(request, key, Act.SEE_EVIDENCE), timezone.localdate()
    try:
        chances = chances_of(visited.row, today, get_language() or "nl")
    except BadDataError:
        chances = None
    rows = chances.rows if chances else ()
    saving = [row for row in rows if _saves(row)]
    title = _("Welk bewijs levert het meest op?")
    context = {
        **head(visited, title),
        "chances": chances,
        "first": saving[:FIRST],
        "more": saving[FIRST:],
        "rest": [row for row in rows if not _saves(row)],
        "may_add": visited.may(Act.ADD_EVIDENCE),
        "today": today,
    }
    return render(request, "outcomes/evidence_worth.html", context)


def _saves(row: Chance) -> bool:
    return bool(row.worth.hours_saved or row.worth.opens or row.worth.hours_together)
