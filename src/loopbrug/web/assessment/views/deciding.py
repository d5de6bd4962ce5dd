"""Putting the text of a decision forward, and signing it."""

from datetime import date
from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from loopbrug.core.assessment.decision import Conclusion
from loopbrug.core.terms.finding import Finding
from loopbrug.web.assessment.facts.decisions import (
    Docket,
    docket_of,
    lacking_in,
    report_of,
    signatures_of,
    text_of,
)
from loopbrug.web.assessment.facts.prospects import next_doors_of
from loopbrug.web.assessment.forms.decisions import DecisionForm, SignForm, filled_from
from loopbrug.web.assessment.papers.decision import letter_blocks, said, signed_by
from loopbrug.web.assessment.papers.report import amounts_grid, report_paper, told_report
from loopbrug.web.assessment.queries import DecisionRow
from loopbrug.web.assessment.services.decisions import put_forward, sign
from loopbrug.web.assessment.views.decision_door import (
    act_or_moved,
    head_of,
    moved_on,
    not_ready,
)
from loopbrug.web.pathway.permissions import Act
from loopbrug.web.pathway.services import NotReadyError, StaleError
from loopbrug.web.pathway.views.door import Visit, visit
from loopbrug.web.ui.paper import Block, Facts, Heading, Paragraph

FORM = require_http_methods(["GET", "HEAD", "POST"])


@FORM
@login_required
def propose(request: HttpRequest, key: UUID) -> HttpResponse:
    """Write the text of a decision, and put it forward for both sides to sign."""
    visited, today = visit(request, key), timezone.localdate()
    if not act_or_moved(visited, Act.SIGN_DECISION):
        return moved_on(request, visited)
    docket = docket_of(visited.row)
    if docket.report is None:
        return not_ready(request, visited, lacking_in(visited.row, docket, today))
    form = _decision_form(request, visited, docket, today)
    findings: tuple[Finding, ...] = ()
    if form.is_bound and form.is_valid():
        try:
            _put_forward(request, visited, form, today)
        except StaleError:
            return _proposal_overtaken(request, visited, form)
        except NotReadyError as error:
            findings = error.findings
        else:
            messages.success(request, _("Het besluit ligt klaar. Beide kanten kunnen tekenen."))
            return redirect("assessment:sign", key)
    return _proposal_page(request, visited, docket, form, findings)


@FORM
@login_required
def sign_decision(request: HttpRequest, key: UUID) -> HttpResponse:
    """Show the whole text to who must sign it, and take a signature."""
    visited = visit(request, key)
    if not act_or_moved(visited, Act.SIGN_DECISION):
        return moved_on(request, visited)
    form = SignForm(request.POST or None)
    if form.is_bound and form.is_valid():
        return _take_signature(request, visited, timezone.localdate())
    docket = docket_of(visited.row)
    row = docket.waiting
    if row is None:
        messages.info(request, _("Er ligt nu geen besluit om te tekenen."))
        return redirect("assessment:decision", key)
    context = {
        "visit": visited,
        "dossier": visited.row,
        "row": row,
        "text": _whole_text(row),
        "paper": report_paper(told_report(docket, row.report, visited.row)),
        "mine": any(each.person == str(visited.user.pk) for each in signatures_of(row)),
        "form": form,
        "back": reverse("assessment:decision", args=[key]),
        **head_of(visited, _("Besluit tekenen")),
    }
    return render(request, "assessment/decision_sign.html", context)


def _decision_form(
    request: HttpRequest, visited: Visit, docket: Docket, today: date
) -> DecisionForm:
    """Return the form, begun with what was put forward last, else with a suggestion of doors."""
    language = "en" if (get_language() or "").startswith("en") else "nl"
    if docket.decisions:
        initial = filled_from(text_of(docket.decisions[-1]))
    else:
        initial = {"next_doors": "\n".join(next_doors_of(visited.row, today, "nl"))}
    newest = docket.reports[0]
    return DecisionForm(
        request.POST or None, report=report_of(newest), language=language, initial=initial
    )


def _put_forward(request: HttpRequest, visited: Visit, form: DecisionForm, today: date) -> None:
    seen = request.POST.get("seen", "")
    put_forward(
        actor=visited.user,
        dossier=visited.row,
        day=today,
        text=form.text(),
        seen=int(seen) if seen.isascii() and seen.isdecimal() else 0,
    )


def _proposal_page(
    request: HttpRequest,
    visited: Visit,
    docket: Docket,
    form: DecisionForm,
    findings: tuple[Finding, ...],
    *,
    newer: DecisionRow | None = None,
) -> HttpResponse:
    last = docket.decisions[-1] if docket.decisions else None
    lacking = () if findings else lacking_in(visited.row, docket, timezone.localdate())
    context = {
        "visit": visited,
        "dossier": visited.row,
        "form": form,
        "findings": findings,
        "lacking": lacking,
        "corrects": docket.in_force,
        "newer": _whole_text(newer) if newer else None,
        "seen": newer.pk if newer else request.POST.get("seen", last.pk if last else 0),
        "back": reverse("assessment:decision", args=[visited.row.pk]),
        **head_of(visited, _("Besluit klaarzetten")),
    }
    status = HTTPStatus.CONFLICT if newer else HTTPStatus.OK
    return render(request, "assessment/decision_propose.html", context, status=status)


def _proposal_overtaken(request: HttpRequest, visited: Visit, form: DecisionForm) -> HttpResponse:
    """Show what was typed beside the text that came first; saving it once more is a choice."""
    now = visit(request, visited.row.pk)
    if not now.may(Act.SIGN_DECISION):
        return moved_on(request, now)
    docket = docket_of(now.row)
    newer = docket.decisions[-1] if docket.decisions else None
    return _proposal_page(request, now, docket, form, (), newer=newer)


def _whole_text(row: DecisionRow) -> tuple[Block, ...]:
    """Return everything that is signed for: verdict, reasons, amounts, doors, who signed."""
    text, report = text_of(row), report_of(row.report)
    blocks: list[Block] = [
        Paragraph(said(text.conclusion)),
        Heading(_("Waarom"), 2),
        Paragraph(text.reasons),
        amounts_grid(report, text),
    ]
    if text.conclusion is not Conclusion.SUITABLE:
        blocks += letter_blocks(text, report)
    signed = tuple(signed_by(row))
    nobody = ((_("Getekend"), _("nog door niemand")),)
    return (*blocks, Heading(_("Wie tekenden"), 2), Facts(signed or nobody))


def _take_signature(request: HttpRequest, visited: Visit, today: date) -> HttpResponse:
    seen = request.POST.get("decision", "")
    key = visited.row.pk
    try:
        statement = sign(
            actor=visited.user,
            dossier=visited.row,
            decision=int(seen) if seen.isascii() and seen.isdecimal() else 0,
            day=today,
        )
    except StaleError:
        return _overtaken(request, visited)
    except NotReadyError as error:
        return not_ready(request, visited, error.findings)
    if statement:
        told = _("Getekend. De verklaring is afgegeven: %(number)s.")
        messages.success(request, told % {"number": statement.number})
    else:
        messages.success(request, _("Je handtekening staat erbij."))
    return redirect("assessment:decision", key)


def _overtaken(request: HttpRequest, visited: Visit) -> HttpResponse:
    """Tell that somebody else was first: the dossier moved on, or another text is there."""
    now = visit(request, visited.row.pk)
    if not now.may(Act.SIGN_DECISION):
        return moved_on(request, now)
    messages.warning(request, _("Intussen ligt er een andere tekst. Lees die eerst."))
    return redirect("assessment:decision", visited.row.pk)
