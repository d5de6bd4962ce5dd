"""The evidence in a dossier, and one piece of it."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from loopbrug.web.outcomes.facts.brought import brought_alone, portfolio_of, suggestions_for
from loopbrug.web.outcomes.facts.invitations import invited
from loopbrug.web.outcomes.queries.evidence import claims_of, invitations_of
from loopbrug.web.outcomes.views.door import head, visit_piece
from loopbrug.web.outcomes.views.frame import shows_evidence
from loopbrug.web.pathway.permissions import Act
from loopbrug.web.pathway.views.door import visit


@require_safe
@login_required
def evidence(request: HttpRequest, key: UUID) -> HttpResponse:
    """Show every piece, what it shows, claims without evidence, and who was asked."""
    visited, today = visit(request, key, Act.SEE_EVIDENCE), timezone.localdate()
    title = _("Jouw bewijs") if visited.own else _("Bewijs van de kandidaat")
    context = {
        **head(visited, title, below=False),
        "portfolio": portfolio_of(visited.row, today, get_language() or "nl", own=visited.own),
        "may_add": visited.may(Act.ADD_EVIDENCE),
        "may_observe": visited.may(Act.ADD_OBSERVATION) and not visited.own,
        "claims": list(claims_of(visited.row)) if visited.own else [],
        "invitations": invited(invitations_of(visited.row), today) if visited.own else [],
        "today": today,
    }
    return render(request, "outcomes/evidence.html", context)


@require_safe
@login_required
@shows_evidence
def piece(request: HttpRequest, key: UUID, number: int) -> HttpResponse:
    """Show one piece with its viewer, its looks, and what it may also show."""
    found = visit_piece(request, key, number)
    visited, item = found.visit, found.item
    today, language = timezone.localdate(), get_language() or "nl"
    may_change = visited.may(Act.ADD_EVIDENCE) and item.withdrawn_on is None
    context = {
        **head(visited, item.title),
        "item": item,
        "links": item.shown.all(),
        "brought": brought_alone(item, today, language, judged=found.judged),
        "said": item.confirmations.all(),
        "may_change": may_change,
        "may_put_back": visited.may(Act.ADD_EVIDENCE) and item.withdrawn_on is not None,
        "suggestions": suggestions_for(item, today, language) if may_change else (),
    }
    return render(request, "outcomes/evidence_piece.html", context)
