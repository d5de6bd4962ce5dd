"""What pages of evidence ask first: which dossier, which piece, and may one know of it."""

from dataclasses import dataclass
from uuid import UUID

from django.http import Http404, HttpRequest, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from loopbrug.web.outcomes.permissions import may_see_piece
from loopbrug.web.outcomes.queries import EvidenceItem
from loopbrug.web.outcomes.queries.evidence import judged_codes, piece_with_number
from loopbrug.web.pathway.permissions import Act
from loopbrug.web.pathway.views.door import Visit, visit
from loopbrug.web.ui.parts import Crumb


@dataclass(frozen=True, slots=True)
class PieceVisit:
    """Somebody at a piece they may see; ``judged`` says that a judgement rests on it."""

    visit: Visit
    item: EvidenceItem
    judged: bool


def visit_piece(
    request: HttpRequest, key: UUID, number: int, act: Act = Act.SEE_EVIDENCE
) -> PieceVisit:
    """Return the visit; raises ``Http404`` for a piece one may not see, or may not ``act`` on."""
    visited = visit(request, key, act)
    item = piece_with_number(visited.row, number)
    if item is None:
        raise Http404
    judged = item.code in judged_codes(visited.row)
    if not may_see_piece(item, visited.roles, judged=judged):
        raise Http404
    return PieceVisit(visited, item, judged)


def posted(request: HttpRequest) -> QueryDict | None:
    """Return what was filled in, None when the page was only asked for."""
    return request.POST if request.method == "POST" else None


def head(visited: Visit, title: str, *, below: bool = True) -> dict[str, object]:
    """Return what every page of evidence shows above: title and breadcrumb, and who looks."""
    key = [visited.row.pk]
    crumbs = [Crumb(_("Dossier"), reverse("pathway:dossier", args=key))]
    if below and visited.may(Act.SEE_EVIDENCE):
        crumbs.append(Crumb(_("Bewijs"), reverse("outcomes:evidence", args=key)))
    return {
        "visit": visited,
        "dossier": visited.row,
        "own": visited.own,
        "title": title,
        "crumbs": [*crumbs, Crumb(title)],
    }
