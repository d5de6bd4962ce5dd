"""Applications of a dossier: what can be asked, prepare, follow, export, what goes back."""

import csv
from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from loopbrug.core.finance.application import not_ready, papers
from loopbrug.core.terms.finding import BadDataError, Finding
from loopbrug.web.finance.application_page import application_rows, field_words
from loopbrug.web.finance.facts.applications import (
    desk_of,
    if_stopped,
    verdict_of,
)
from loopbrug.web.finance.facts.progress import last_step, progress_of
from loopbrug.web.finance.forms.applications import PrepareForm, StepForm, StopForm
from loopbrug.web.finance.paging import page_of
from loopbrug.web.finance.queries.applications import (
    Application,
    application_with,
    applications_of,
)
from loopbrug.web.finance.services.applications import (
    follow_application,
    prepare_application,
    undo_step,
)
from loopbrug.web.pathway.permissions import Act
from loopbrug.web.programme.views.door import Visit, visit
from loopbrug.web.programme.week import number_in

FORM = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@login_required
def applications(request: HttpRequest, key: UUID) -> HttpResponse:
    """Show what was asked for, and what can be."""
    found = _visit(request, key, Act.SEE_APPLICATIONS)
    context = {
        **head(found, _("Aanvragen")),
        "page": page_of(request, application_rows(applications_of(found.dossier))),
        "desk": desk_of(found.dossier, found.today),
        "handles": found.may(Act.HANDLE_APPLICATION),
    }
    return render(request, "finance/applications.html", context)


@FORM
@login_required
def prepare(request: HttpRequest, key: UUID, source: str) -> HttpResponse:
    """Show what a source asks and what is lacking, and prepare the application."""
    found = _visit(request, key, Act.HANDLE_APPLICATION)
    desk = desk_of(found.dossier, found.today)
    verdict = desk.verdict(source)
    if verdict is None:
        raise Http404
    form = PrepareForm(request.POST or None, most=verdict.amount)
    findings: tuple[Finding, ...] = ()
    if form.is_bound and form.is_valid():
        try:
            made = prepare_application(
                actor=found.viewer, dossier=found.dossier, source=source,
                amount=form.cleaned_data["amount"], day=found.today,
            )  # fmt: skip
        except BadDataError as error:
            findings = error.findings
        else:
            messages.success(request, _("De aanvraag staat klaar. Kijk wat er nog mist."))
            return redirect("finance:application", key=key, number=made.pk)
    context = {
        **head(found, _("Aanvraag klaarmaken"), below=True),
        "verdict": verdict,
        "papers": papers(verdict, desk.case),
        "lacking": not_ready(verdict, desk.case, verdict.amount),
        "form": form,
        "findings": findings,
    }
    status = HTTPStatus.CONFLICT if findings else HTTPStatus.OK
    return render(request, "finance/application_prepare.html", context, status=status)


@require_safe
@login_required
def application(request: HttpRequest, key: UUID, number: int) -> HttpResponse:
    """Show an application whole: fields, papers, what happened, what would go back."""
    found = _visit(request, key, Act.SEE_APPLICATIONS)
    return _show(request, found, own(found, number))


@require_POST
@login_required
def follow(request: HttpRequest, key: UUID, number: int) -> HttpResponse:
    """Say what happened to an application."""
    found = _visit(request, key, Act.HANDLE_APPLICATION)
    row = own(found, number)
    form = StepForm(request.POST, stages=progress_of(row).next)
    if form.is_valid():
        try:
            follow_application(
                actor=found.viewer, application=row, step=form.step(),
                note=form.cleaned_data["note"], day=found.today,
            )  # fmt: skip
        except BadDataError as error:
            form.take(error.findings)
        else:
            messages.success(request, _("Het staat erbij."))
            return redirect("finance:application", key=key, number=number)
    return _show(request, found, row, form=form)


@require_POST
@login_required
def undo(request: HttpRequest, key: UUID, number: int) -> HttpResponse:
    """Undo the last step of an application."""
    found = _visit(request, key, Act.HANDLE_APPLICATION)
    row = own(found, number)
    step = number_in(request.POST.get("step", "")) or 0
    try:
        undo_step(actor=found.viewer, application=row, number=step, day=found.today)
    except BadDataError as error:
        return _show(request, found, row, findings=error.findings)
    messages.success(request, _("De laatste stap is ongedaan gemaakt."))
    return redirect("finance:application", key=key, number=number)


@require_safe
@login_required
def export(request: HttpRequest, key: UUID, number: int) -> HttpResponse:
    """Give the fields of an application as a file, to fill in at the desk of the source."""
    found = _visit(request, key, Act.SEE_APPLICATIONS)
    row = own(found, number)
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    name = f"aanvraag-{found.dossier.code}-{row.pk}.csv"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer.write("\ufeff")
    writer = csv.writer(answer, delimiter=";")
    writer.writerow([_("Veld"), _("Waarde")])
    writer.writerows((safe(label), safe(value)) for label, value in field_words(row))
    return answer


def safe(text: str) -> str:
    """Return text that no spreadsheet reads as a formula."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t") else text


def own(found: Visit, number: int) -> Application:
    """Return an application of this dossier; raises ``Http404``."""
    row = application_with(found.dossier, number)
    if row is None:
        raise Http404
    return row


def head(found: Visit, title: str, *, below: bool = False) -> dict[str, object]:
    """Return what every page of applications needs."""
    part = (_("Aanvragen"), "finance:applications") if below else None
    return {**found.context, **found.head(title, part=part)}


def _visit(request: HttpRequest, key: UUID, act: Act) -> Visit:
    """Return the visit; nobody handles the grants of a dossier of their own."""
    found = visit(request, key, act)
    if found.own:
        raise Http404
    return found


def _show(
    request: HttpRequest,
    found: Visit,
    row: Application,
    *,
    form: StepForm | None = None,
    findings: tuple[Finding, ...] = (),
) -> HttpResponse:
    progress, verdict = progress_of(row), verdict_of(row)
    now = desk_of(found.dossier, found.today)
    current = now.verdict(row.source)
    stop = StopForm(request.GET or None) if "stops_on" in request.GET else StopForm()
    ends = stop.cleaned_data["stops_on"] if stop.is_bound and stop.is_valid() else None
    handles = found.may(Act.HANDLE_APPLICATION)
    context = {
        **head(found, _("Aanvraag"), below=True),
        "row": row,
        "progress": progress,
        "fields": field_words(row),
        "papers": papers(verdict, now.case),
        "lacking": not_ready(current, now.case, row.amount) if current else (),
        "steps": row.steps.all(),
        "last": last_step(row),
        "handles": handles,
        "form": form or (StepForm(stages=progress.next) if handles and progress.next else None),
        "stop": stop,
        "stopped": if_stopped(row, ends, found.today) if ends and progress.paid else None,
        "findings": findings,
    }
    status = HTTPStatus.CONFLICT if findings else HTTPStatus.OK
    return render(request, "finance/application.html", context, status=status)
