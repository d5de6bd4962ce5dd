"""A catalogue by file: read one and see what it would change, take it over, get one."""

import json

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from loopbrug.core.programme.exchange.oeapi_out import oeapi_document
from loopbrug.core.programme.exchange.sheets import write_sheets
from loopbrug.core.programme.exchange.stored import listing_from
from loopbrug.core.programme.listing_rules import codes_taken
from loopbrug.core.terms.finding import BadDataError, Finding
from loopbrug.web.pathway.facts import framework_of
from loopbrug.web.programme.difference_page import told_of
from loopbrug.web.programme.facts.catalogue import others_than, with_names, working_listing
from loopbrug.web.programme.facts.catalogue_file import (
    MOST_BYTES,
    around_of,
    hours_per_ec,
    preview_of,
    read_file,
)
from loopbrug.web.programme.forms.catalogue import FileForm
from loopbrug.web.programme.queries.catalogue import file_with_key
from loopbrug.web.programme.services.catalogue_file import keep_file, take_file
from loopbrug.web.programme.spreadsheet import XLSX, csv_of, xlsx_of
from loopbrug.web.programme.views.catalogue_door import Keeping, keeping

FORM = require_http_methods(["GET", "HEAD", "POST"])
MOST_SHOWN = 200


@FORM
@login_required
def read(request: HttpRequest, code: str) -> HttpResponse:
    """Read a file; with errors all of them are shown and nothing is kept."""
    kept = keeping(request, code)
    form = FileForm(request.POST or None, request.FILES or None)
    findings: tuple[Finding, ...] = ()
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            found = read_file(kept.institute, file.name, file.read(MOST_BYTES + 1), kept.today)
        except BadDataError as error:
            findings = error.findings
        else:
            row = keep_file(
                actor=kept.user, institute=kept.institute, name=file.name, read=found,
                day=kept.today,
            )  # fmt: skip
            return redirect("catalogue:file", code=code, key=row.pk)
    context = {
        **kept.head(_("Uit een bestand")),
        "form": form,
        "findings": findings[:MOST_SHOWN],
        "count": len(findings),
    }
    return render(request, "programme/catalogue_read.html", context)


@FORM
@login_required
def take(request: HttpRequest, code: str, key: int) -> HttpResponse:
    """Show what a file would change; take it over."""
    kept = keeping(request, code)
    row = file_with_key(kept.institute, key)
    if row is None:
        raise Http404
    findings: tuple[Finding, ...] = ()
    if request.method == "POST":
        try:
            take_file(actor=kept.user, institute=kept.institute, key=key)
        except BadDataError as error:
            findings = error.findings
        else:
            messages.success(request, _("Overgenomen. Kijk het na en publiceer: dan telt het."))
            return redirect("catalogue:publish", code=code)
    listing = listing_from(row.document["listing"])
    preview = preview_of(kept.institute, listing, row.parts)
    taken = with_names(codes_taken(listing, others_than(kept.institute)))
    context = {
        **kept.head(_("Wat het bestand verandert"), ("read", _("Uit een bestand"))),
        "row": row,
        "preview": preview,
        "told": told_of(preview.units, preview.offerings, preview.known),
        "unresolved": row.document.get("unresolved", {}).items(),
        "findings": findings[:MOST_SHOWN],
        "taken": taken[:MOST_SHOWN],
    }
    return render(request, "programme/catalogue_file.html", context)


@require_safe
@login_required
def workbook(request: HttpRequest, code: str) -> HttpResponse:
    """Give the catalogue as a spreadsheet with two sheets."""
    kept = keeping(request, code)
    tables = write_sheets(working_listing(kept.institute), around_of(kept.institute))
    return _file(kept, xlsx_of(tables), XLSX, "xlsx")


@require_safe
@login_required
def commas(request: HttpRequest, code: str, sheet: str) -> HttpResponse:
    """Give one sheet as a file with semicolons."""
    kept = keeping(request, code)
    units, offerings = write_sheets(working_listing(kept.institute), around_of(kept.institute))
    table = {"leereenheden": units, "aanbod": offerings}.get(sheet)
    if table is None:
        raise Http404
    return _file(kept, csv_of(table), "text/csv; charset=utf-8", f"{sheet}.csv")


@require_safe
@login_required
def oeapi(request: HttpRequest, code: str) -> HttpResponse:
    """Give the catalogue as OEAPI 6.0 resources."""
    kept = keeping(request, code)
    framework = framework_of(kept.institute.region)
    document = oeapi_document(working_listing(kept.institute), framework, hours_per_ec(kept.today))
    text = json.dumps(document, ensure_ascii=False, indent=1)
    return _file(kept, text.encode(), "application/json", "json")


def _file(kept: Keeping, data: bytes, kind: str, ending: str) -> HttpResponse:
    response = HttpResponse(data, content_type=kind)
    name = f"catalogus-{kept.institute.code}-{kept.today.isoformat()}"
    separator = "-" if ending.endswith("csv") else "."
    response["Content-Disposition"] = f'attachment; filename="{name}{separator}{ending}"'
    return response
