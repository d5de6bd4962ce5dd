"""Adding and changing pieces of evidence, and what they show."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_POST

from loopbrug.core.outcomes.evidence import Carrier, Shown
from loopbrug.core.terms.finding import BadDataError, Finding
from loopbrug.web.outcomes.facts.brought import outcomes_wanted
from loopbrug.web.outcomes.facts.evidence import shown_by
from loopbrug.web.outcomes.files.arriving import limit_files
from loopbrug.web.outcomes.forms.evidence import (
    ContentForm,
    Grouped,
    LinkRows,
    ObservationForm,
    PieceForm,
    initial_of,
    link_rows,
    outcome_choices,
)
from loopbrug.web.outcomes.queries import ClaimRow
from loopbrug.web.outcomes.queries.evidence import claims_with_numbers, observations_by
from loopbrug.web.outcomes.services.evidence import (
    Content,
    add_link,
    add_piece,
    change_piece,
    link_piece,
    put_back_piece,
    withdraw_piece,
)
from loopbrug.web.outcomes.views.arrived import Arrived, arrived_file
from loopbrug.web.outcomes.views.door import head, posted, visit_piece
from loopbrug.web.outcomes.words import KIND_FOR_CLAIM
from loopbrug.web.pathway.facts import framework_of
from loopbrug.web.pathway.permissions import Act
from loopbrug.web.pathway.views.door import Visit, visit

FORM = require_http_methods(["GET", "HEAD", "POST"])


@csrf_exempt
def add(request: HttpRequest, key: UUID) -> HttpResponse:
    """Let the candidate add a piece. The form is checked for forgery once its limit is set."""
    limit_files(request)
    return _add(request, key)


@csrf_exempt
def observe(request: HttpRequest, key: UUID) -> HttpResponse:
    """Let school, assessor or coach add what they saw themselves."""
    limit_files(request)
    return _observe(request, key)


@FORM
@login_required
def change(request: HttpRequest, key: UUID, number: int) -> HttpResponse:
    """Let the candidate change what is said of a piece."""
    found = visit_piece(request, key, number, Act.ADD_EVIDENCE)
    form = PieceForm(posted(request), today=timezone.localdate(), initial=initial_of(found.item))
    findings: tuple[Finding, ...] = ()
    if request.method == "POST" and form.is_valid():
        try:
            change_piece(actor=found.visit.user, item=found.item, facts=form.facts())
        except BadDataError as error:
            findings = error.findings
        else:
            messages.success(request, _("Bewaard."))
            return redirect("outcomes:evidence-piece", key, number)
    context = {
        **head(found.visit, _("Verander wat er bij dit bewijs staat")),
        "form": form,
        "findings": findings,
        "item": found.item,
    }
    return render(request, "outcomes/evidence_change.html", context)


@FORM
@login_required
def links(request: HttpRequest, key: UUID, number: int) -> HttpResponse:
    """Let the candidate say which outcomes a piece shows, and where."""
    found = visit_piece(request, key, number, Act.ADD_EVIDENCE)
    known = shown_by(found.item)
    choices = _choices(found.visit, {one.outcome for one in known})
    rows = link_rows(posted(request), choices, initial=known, extra=2)
    findings: tuple[Finding, ...] = ()
    if request.method == "POST" and rows.is_valid():
        try:
            link_piece(actor=found.visit.user, item=found.item, shown=rows.shown())
        except BadDataError as error:
            findings = error.findings
        else:
            messages.success(request, _("Bewaard."))
            return redirect("outcomes:evidence-piece", key, number)
    context = {
        **head(found.visit, _("Wat laat dit bewijs zien?")),
        "rows": rows,
        "findings": findings,
        "item": found.item,
    }
    return render(request, "outcomes/evidence_links.html", context)


@require_POST
@login_required
def show(request: HttpRequest, key: UUID, number: int) -> HttpResponse:
    """Add one suggested outcome to what a piece shows."""
    found = visit_piece(request, key, number, Act.ADD_EVIDENCE)
    code = request.POST.get("outcome", "")
    try:
        add_link(actor=found.visit.user, item=found.item, outcome=code)
    except BadDataError as error:
        raise Http404 from error
    messages.success(
        request, _("%(code)s staat erbij. Zeg nog wat het laat zien, en waar.") % {"code": code}
    )
    return redirect("outcomes:evidence-links", key, number)


@FORM
@login_required
def withdraw(request: HttpRequest, key: UUID, number: int) -> HttpResponse:
    """Let the candidate take a piece back, after saying yes."""
    found = visit_piece(request, key, number, Act.ADD_EVIDENCE)
    if request.method == "POST":
        withdraw_piece(actor=found.visit.user, item=found.item, day=timezone.localdate())
        messages.success(request, _("Ingetrokken. Je kunt het altijd terugzetten."))
        return redirect("outcomes:evidence", key)
    context = {
        **head(found.visit, _("Trek dit bewijs in")),
        "item": found.item,
        "judged": found.judged,
    }
    return render(request, "outcomes/evidence_withdraw.html", context)


@require_POST
@login_required
def put_back(request: HttpRequest, key: UUID, number: int) -> HttpResponse:
    """Let the candidate bring a withdrawn piece back."""
    found = visit_piece(request, key, number, Act.ADD_EVIDENCE)
    put_back_piece(actor=found.visit.user, item=found.item)
    messages.success(request, _("Het bewijs telt weer mee."))
    return redirect("outcomes:evidence-piece", key, number)


@csrf_protect
@FORM
@login_required
def _add(request: HttpRequest, key: UUID) -> HttpResponse:
    visited = visit(request, key, Act.ADD_EVIDENCE)
    claim = _claim(request, visited)
    found = arrived_file(request, visited.user, visited.row)
    form = ContentForm(
        posted(request),
        request.FILES or None,
        today=timezone.localdate(),
        file_here=found.here,
        initial=_initial(claim),
    )
    wanted = request.GET.get("uitkomst", "")
    initial = [Shown(wanted)] if wanted and request.method != "POST" else []
    rows = link_rows(posted(request), _choices(visited), initial=initial)
    findings = found.findings
    if request.method == "POST" and form.is_valid() and rows.is_valid() and not findings:
        try:
            item = add_piece(
                actor=visited.user,
                dossier=visited.row,
                facts=form.facts(),
                content=_content(form, found),
                shown=rows.shown(),
                claim=claim,
            )
        except BadDataError as error:
            findings = error.findings
        else:
            messages.success(request, _("Je bewijs staat in je dossier."))
            return redirect("outcomes:evidence-piece", key, item.pk)
    context = {**head(visited, _("Voeg bewijs toe")), "claim": claim}
    return _form(request, context, form, (rows, found, findings))


@csrf_protect
@FORM
@login_required
def _observe(request: HttpRequest, key: UUID) -> HttpResponse:
    visited = visit(request, key, Act.ADD_OBSERVATION)
    found = arrived_file(request, visited.user, visited.row)
    form = ObservationForm(
        posted(request),
        request.FILES or None,
        today=timezone.localdate(),
        file_here=found.here,
        initial={"carrier": Carrier.TEXT.value},
    )
    rows = link_rows(posted(request), _choices(visited))
    findings = found.findings
    if request.method == "POST" and form.is_valid() and rows.is_valid() and not findings:
        try:
            add_piece(
                actor=visited.user,
                dossier=visited.row,
                facts=form.facts(),
                content=_content(form, found),
                shown=rows.shown(),
            )
        except BadDataError as error:
            findings = error.findings
        else:
            messages.success(request, _("Je observatie staat in het dossier."))
            return redirect("pathway:dossier", key)
    context = {
        **head(visited, _("Voeg een observatie toe")),
        "observing": True,
        "before": observations_by(visited.user, visited.row),
    }
    return _form(request, context, form, (rows, found, findings))


def _form(
    request: HttpRequest,
    context: dict[str, object],
    form: ContentForm,
    more: tuple[LinkRows, Arrived, tuple[Finding, ...]],
) -> HttpResponse:
    rows, found, findings = more
    context |= {"form": form, "rows": rows, "arrived": found.file, "findings": findings}
    return render(request, "outcomes/evidence_add.html", context)


def _content(form: ContentForm, found: Arrived) -> Content:
    told: dict[str, Any] = form.cleaned_data
    carrier = Carrier(told["carrier"])
    if carrier is Carrier.FILE:
        return Content(carrier, file=found.file)
    if carrier is Carrier.LINK:
        return Content(carrier, link=told["link"])
    return Content(carrier, text=told["text"])


def _choices(visited: Visit, also: set[str] | frozenset[str] = frozenset()) -> Grouped:
    framework = framework_of(visited.row.region)
    wanted = {one.code for one in outcomes_wanted(visited.row, timezone.localdate())}
    return outcome_choices(framework, wanted | also, get_language() or "nl")


def _claim(request: HttpRequest, visited: Visit) -> ClaimRow | None:
    number = request.GET.get("claim", "")
    if not number:
        return None
    found = claims_with_numbers(visited.row, [int(number)]) if number.isdecimal() else None
    claim = found.first() if found is not None else None
    if claim is None:
        raise Http404
    return claim


def _initial(claim: ClaimRow | None) -> dict[str, object]:
    if claim is None:
        return {}
    kind = KIND_FOR_CLAIM.get(claim.kind)
    return {
        "title": ", ".join(part for part in (claim.title, claim.organisation) if part)[:200],
        "kind": kind.value if kind else "",
        "made_from": claim.since,
        "dated": claim.until,
    }
