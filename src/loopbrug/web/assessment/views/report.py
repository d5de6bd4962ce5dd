"""The report: on a page, on paper, and a new version of it."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from loopbrug.web.assessment.facts.decisions import Docket, docket_of, report_of
from loopbrug.web.assessment.forms.decisions import ReportForm
from loopbrug.web.assessment.papers.report import report_paper, told_report
from loopbrug.web.assessment.queries import ReportRow
from loopbrug.web.assessment.services.decisions import make_report
from loopbrug.web.assessment.views.decision_door import (
    act_or_moved,
    head_of,
    moved_on,
    not_ready,
    pdf,
)
from loopbrug.web.pathway.facts import law
from loopbrug.web.pathway.permissions import ACTS, Act
from loopbrug.web.pathway.services import NotReadyError, StaleError
from loopbrug.web.pathway.views.door import Visit, visit
from loopbrug.web.ui.paper import print_paper


@require_safe
@login_required
def report(request: HttpRequest, key: UUID, version: int = 0) -> HttpResponse:
    """Show one version of the report: the one that counts, or the one that is asked for."""
    visited = visit(request, key, Act.SEE_REPORT)
    docket = docket_of(visited.row)
    row = _version(visited, docket, version)
    context = {
        "visit": visited,
        "dossier": visited.row,
        "row": row,
        "versions": _seen(visited, docket),
        "may_make": visited.may(Act.MAKE_REPORT),
        "day": timezone.localdate(),
        **head_of(visited, _("Rapport")),
    }
    if row:
        context["paper"] = report_paper(told_report(docket, row, visited.row))
    return render(request, "assessment/report.html", context)


@require_safe
@login_required
def report_pdf(request: HttpRequest, key: UUID, version: int) -> HttpResponse:
    """Give one version of the report as an accessible PDF."""
    visited = visit(request, key, Act.SEE_REPORT)
    docket = docket_of(visited.row)
    row = _version(visited, docket, version)
    if row is None:
        raise Http404
    paper = report_paper(told_report(docket, row, visited.row))
    return pdf(print_paper(paper), f"rapport-{visited.row.code}-{row.version}.pdf")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def make(request: HttpRequest, key: UUID) -> HttpResponse:
    """Ask the law's first question, and freeze what was found as the next version."""
    visited = visit(request, key)
    if not act_or_moved(visited, Act.MAKE_REPORT):
        return moved_on(request, visited)
    today, docket = timezone.localdate(), docket_of(visited.row)
    if docket.assessment is None:
        raise Http404
    form = ReportForm(
        request.POST or None, first=docket.report is None, initial=_as_before(docket.report)
    )
    if form.is_bound and form.is_valid():
        try:
            made = make_report(actor=visited.user, dossier=visited.row, day=today, **form.answers())
        except StaleError:
            return moved_on(request, visited)
        except NotReadyError as error:
            return not_ready(request, visited, error.findings)
        messages.success(request, _("Het rapport is gemaakt. Lees het na."))
        return redirect("assessment:report-version", key, made.version)
    context = {
        "visit": visited,
        "dossier": visited.row,
        "form": form,
        "ground": law().on("go.questions", today).source,
        "back": reverse("assessment:decision", args=[key]),
        **head_of(visited, _("Rapport maken")),
    }
    return render(request, "assessment/report_make.html", context)


def _as_before(row: ReportRow | None) -> dict[str, object]:
    """Return the answer of the version before, to begin with."""
    if row is None:
        return {}
    earlier = report_of(row)
    weighs = {True: "yes", False: "no", None: ""}[earlier.weight]
    return {"weight": weighs, "weight_text": earlier.weight_text}


def _version(visited: Visit, docket: Docket, version: int) -> ReportRow | None:
    """Return a version the visitor may see; raises ``Http404`` for another one."""
    seen = _seen(visited, docket)
    if not version:
        counts = docket.told_report
        return counts if counts in seen else next(iter(seen), None)
    for row in seen:
        if row.version == version:
            return row
    raise Http404


def _seen(visited: Visit, docket: Docket) -> tuple[ReportRow, ...]:
    """Return the versions somebody may see, the newest first.

    Who makes reports sees every draft; others see what a signed decision rests on, and what
    that replaced.
    """
    who, _when = ACTS[Act.MAKE_REPORT]
    if not who.isdisjoint(visited.roles):
        return docket.reports
    counts = docket.told_report
    newest = counts.version if counts else 0
    return tuple(row for row in docket.reports if row.version <= newest)
