"""What the pages around a decision share: who may, what to say when the dossier has moved."""

from collections.abc import Sequence
from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from loopbrug.core.terms.finding import Finding
from loopbrug.web.pathway.permissions import ACTS, Act
from loopbrug.web.pathway.views.door import Visit
from loopbrug.web.ui.parts import Crumb


def act_or_moved(visited: Visit, act: Act) -> bool:
    """Return whether the visitor may ``act`` now.

    Raises ``Http404`` for who may never; False is for who could, had the dossier not moved on.
    """
    if visited.may(act):
        return True
    who, _when = ACTS[act]
    if who.isdisjoint(visited.roles):
        raise Http404
    return False


def moved_on(request: HttpRequest, visited: Visit) -> HttpResponse:
    """Say that nothing was done because the dossier is elsewhere by now, and show where."""
    messages.warning(
        request,
        _("Er is niets gewijzigd: dit dossier is intussen verder gegaan. Zo staat het nu."),
    )
    return redirect("pathway:dossier", visited.row.pk)


def not_ready(request: HttpRequest, visited: Visit, findings: Sequence[Finding]) -> HttpResponse:
    """Tell everything that is lacking, and that nothing was done."""
    context = {
        "visit": visited,
        "dossier": visited.row,
        "findings": findings,
        **head_of(visited, _("Dat kan nog niet")),
    }
    return render(request, "assessment/decision_stopped.html", context, status=HTTPStatus.CONFLICT)


def head_of(visited: Visit, title: str) -> dict[str, object]:
    """Return title and breadcrumb of a page of a dossier."""
    dossier = reverse("pathway:dossier", args=[visited.row.pk])
    crumbs = [Crumb(_("Dossier"), dossier)]
    if title != _("Besluit"):
        crumbs.append(Crumb(_("Besluit"), reverse("assessment:decision", args=[visited.row.pk])))
    return {"title": title, "crumbs": [*crumbs, Crumb(title)]}


def pdf(content: bytes, name: str) -> HttpResponse:
    """Return a PDF that opens in the browser and is called ``name`` when kept."""
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex"
    return response
