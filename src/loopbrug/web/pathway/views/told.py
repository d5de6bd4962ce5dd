"""What the candidate told: shown whole, changed part by part."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from loopbrug.core.terms.finding import BadDataError, Finding
from loopbrug.web.pathway.facts import told_of
from loopbrug.web.pathway.permissions import Act
from loopbrug.web.pathway.queries import latest_document
from loopbrug.web.pathway.services import record_document
from loopbrug.web.pathway.told import part_of, with_item, with_part, without_item
from loopbrug.web.pathway.told_forms import PARTS, TITLES, PartForm
from loopbrug.web.pathway.views.door import Visit, visit

ADD = 999
"""The place of an item that is not there yet."""


@require_safe
@login_required
def told(request: HttpRequest, key: UUID) -> HttpResponse:
    """Show everything the candidate told, as far as the visitor's role may see it."""
    visited = visit(request, key, Act.SEE_TOLD)
    try:
        value = told_of(visited.row)
    except BadDataError as error:
        context = {"visit": visited, "dossier": visited.row, "findings": error.findings}
        return render(request, "pathway/not_ready.html", context, status=HTTPStatus.CONFLICT)
    context = {
        "visit": visited,
        "dossier": visited.row,
        "told": value,
        "findings": value.findings if visited.own else (),
        "may_change": visited.may(Act.CHANGE_TOLD),
        "see_week": visited.may(Act.SEE_WEEK),
        "add": ADD,
    }
    return render(request, "pathway/told.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def change(request: HttpRequest, key: UUID, part: str, place: int | None = None) -> HttpResponse:
    """Let the candidate change one part, or one item of a list."""
    visited = visit(request, key, Act.CHANGE_TOLD)
    name, form_class = _part(part, place)
    document = latest_document(visited.row)
    form = form_class(request.POST or None, initial=_initial(document, name, place))
    findings: tuple[Finding, ...] = ()
    if form.is_bound and form.is_valid():
        findings = _keep(visited, _changed(document, name, place, form))
        if not findings:
            messages.success(request, _("Bewaard."))
            return redirect("pathway:told", key)
    context = {
        "visit": visited,
        "dossier": visited.row,
        "form": form,
        "title": TITLES[part],
        "findings": findings,
    }
    return render(request, "pathway/change.html", context)


@require_POST
@login_required
def remove(request: HttpRequest, key: UUID, part: str, place: int) -> HttpResponse:
    """Take one item out of a list; what stood there stays in the earlier record."""
    visited = visit(request, key, Act.CHANGE_TOLD)
    name, _form = _part(part, place)
    document = latest_document(visited.row)
    if not part_of(document, name, place):
        raise Http404
    _keep(visited, without_item(document, name, place))
    messages.success(request, _("Weggehaald."))
    return redirect("pathway:told", key)


def _part(part: str, place: int | None) -> tuple[str, type[PartForm]]:
    if part not in PARTS:
        raise Http404
    name, form, is_list = PARTS[part]
    if is_list != (place is not None):
        raise Http404
    return name, form


def _initial(document: Mapping[str, Any], name: str, place: int | None) -> dict[str, Any]:
    known = part_of(document, name, place)
    return known | {"unfinished": not known.get("finished", True)}


def _changed(
    document: Mapping[str, Any], name: str, place: int | None, form: PartForm
) -> Mapping[str, Any]:
    asked = frozenset(form.fields) | {"finished"}
    if place is None:
        return with_part(document, name, form.part(), asked)
    return with_item(document, name, place, form.part(), asked)


def _keep(visited: Visit, document: Mapping[str, Any]) -> tuple[Finding, ...]:
    """Record the document; return what is wrong with it, if anything."""
    try:
        record_document(actor=visited.user, dossier=visited.row, document=document)
    except BadDataError as error:
        return error.findings
    return ()
