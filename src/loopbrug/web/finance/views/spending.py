"""What was spent out of a grant, beside what was granted."""

from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from loopbrug.core.finance.model import CostKind
from loopbrug.core.terms.finding import BadDataError, Finding
from loopbrug.web.assessment.papers.telling import told
from loopbrug.web.finance.facts.accounts import accounted
from loopbrug.web.finance.forms.applications import SpentForm
from loopbrug.web.finance.paging import page_of
from loopbrug.web.finance.queries.applications import Application
from loopbrug.web.finance.services.applications import keep_spent, undo_spent
from loopbrug.web.finance.views.applications import head, own
from loopbrug.web.pathway.permissions import Act
from loopbrug.web.programme.views.door import Visit, visit
from loopbrug.web.programme.week import number_in

FORM = require_http_methods(["GET", "HEAD", "POST"])


@FORM
@login_required
def spending(request: HttpRequest, key: UUID, number: int) -> HttpResponse:
    """Show the payments out of a grant with the account, and take a new one in."""
    found = _visit(request, key)
    row = own(found, number)
    form = SpentForm(request.POST or None)
    if form.is_bound and form.is_valid():
        try:
            keep_spent(
                actor=found.viewer, application=row, kind=CostKind(form.cleaned_data["kind"]),
                amount=form.cleaned_data["amount"], paid_on=form.cleaned_data["paid_on"],
                proof=form.cleaned_data["proof"], day=found.today,
            )  # fmt: skip
        except BadDataError as error:
            for finding in error.findings:
                form.add_error("paid_on", told(finding))
        else:
            messages.success(request, _("De uitgave staat erbij."))
            return redirect("finance:spending", key=key, number=number)
    return _show(request, found, row, form)


@require_POST
@login_required
def undo(request: HttpRequest, key: UUID, number: int) -> HttpResponse:
    """Take a payment away that should not be there."""
    found = _visit(request, key)
    row = own(found, number)
    line = number_in(request.POST.get("line", "")) or 0
    try:
        undo_spent(actor=found.viewer, application=row, number=line, day=found.today)
    except BadDataError as error:
        return _show(request, found, row, SpentForm(), error.findings)
    messages.success(request, _("De uitgave is weg."))
    return redirect("finance:spending", key=key, number=number)


def _show(
    request: HttpRequest,
    found: Visit,
    row: Application,
    form: SpentForm,
    findings: tuple[Finding, ...] = (),
) -> HttpResponse:
    whole = accounted(row)
    context = {
        **head(found, _("Uitgaven en verantwoording"), below=True),
        "row": row,
        "told": whole,
        "page": page_of(request, whole.lines),
        "form": form,
        "findings": findings,
    }
    status = HTTPStatus.CONFLICT if findings else HTTPStatus.OK
    return render(request, "finance/spending.html", context, status=status)


def _visit(request: HttpRequest, key: UUID) -> Visit:
    found = visit(request, key, Act.HANDLE_APPLICATION)
    if found.own:
        raise Http404
    return found
