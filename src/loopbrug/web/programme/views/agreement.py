"""The agreement: read it, fill in, put a version forward, sign, print, verify."""

from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from loopbrug.core.programme.agreement import Signer, findings_before_signing
from loopbrug.core.terms.finding import BadDataError, Finding
from loopbrug.web.assessment.views.decision_door import pdf
from loopbrug.web.pathway.permissions import Act
from loopbrug.web.programme.facts.agreement import (
    Papers,
    differences,
    other_answers,
    papers_of,
    signed_by,
    unsigned_by,
)
from loopbrug.web.programme.forms.agreement import AgreementSignForm, FillForm, WhyForm
from loopbrug.web.programme.papers.agreement import Told, agreement_paper, told_version
from loopbrug.web.programme.permissions import sides_of
from loopbrug.web.programme.queries.agreements import (
    AgreementVersion,
    agreement_with_secret,
    agreements_of,
    answers_of,
)
from loopbrug.web.programme.services.agreement import (
    fill_agreement,
    put_agreement_forward,
    sign_agreement,
)
from loopbrug.web.programme.views.door import Visit, visit
from loopbrug.web.programme.week import number_in
from loopbrug.web.ui.paper import print_paper

FORM = require_http_methods(["GET", "HEAD", "POST"])
MOST_SECRET = 48


@require_safe
@login_required
def agreement(request: HttpRequest, key: UUID, number: int = 0) -> HttpResponse:
    """Show the agreement: the version put forward last, an earlier one, or the draft of today."""
    return _show(request, visit(request, key, Act.SEE_AGREEMENT), number)


@FORM
@login_required
def fill(request: HttpRequest, key: UUID) -> HttpResponse:
    """Let the school or the institute fill in what only they know."""
    found = visit(request, key, Act.FILL_AGREEMENT)
    side = next(each for each in sides_of(found.viewer, found.dossier) if _fills(each))
    row = answers_of(found.dossier).get(side.value)
    planned = dict(papers_of(found.dossier, found.today).now.planned)
    initial = row.answers if row else {}
    form = FillForm(
        request.POST or None, side=side, today=found.today, planned=planned, initial=initial
    )
    if form.is_bound and form.is_valid():
        fill_agreement(
            actor=found.viewer, dossier=found.dossier, side=side, answers=form.answers(),
            day=found.today,
        )  # fmt: skip
        messages.success(request, _("Bewaard. Het staat nu in het concept."))
        return redirect("programme:agreement-draft", key=key)
    title = _("Invullen voor de overeenkomst")
    context = {**found.context, **_head(found, title), "form": form, "side": side.value}
    return render(request, "programme/agreement_fill.html", context)


@require_safe
@login_required
def draft(request: HttpRequest, key: UUID) -> HttpResponse:
    """Show what the agreement would say today, with what is still lacking."""
    found = visit(request, key, Act.SEE_AGREEMENT)
    return _draft(request, found, WhyForm())


@require_POST
@login_required
def put_forward(request: HttpRequest, key: UUID) -> HttpResponse:
    """Freeze what the agreement says today, for three to sign."""
    found = visit(request, key, Act.FILL_AGREEMENT)
    form = WhyForm(request.POST)
    why = request.POST.get("why", "")
    if agreements_of(found.dossier).exists() and not form.is_valid():
        return _draft(request, found, form)
    try:
        made = put_agreement_forward(
            actor=found.viewer, dossier=found.dossier, day=found.today, why=why
        )
    except BadDataError as error:
        return _draft(request, found, form, error.findings)
    told = _("Versie %(number)s ligt klaar. Alle drie de partijen kunnen tekenen.")
    messages.success(request, told % {"number": made.number})
    return redirect("programme:agreement", key=key)


@require_POST
@login_required
def sign(request: HttpRequest, key: UUID) -> HttpResponse:
    """Sign the version that was read, for one's own side."""
    found = visit(request, key, Act.SIGN_AGREEMENT)
    form = AgreementSignForm(request.POST)
    if not form.is_valid():
        return _show(request, found, 0, form)
    try:
        made = sign_agreement(
            actor=found.viewer,
            dossier=found.dossier,
            number=number_in(request.POST.get("version", "")) or 0,
            mark=request.POST.get("mark", ""),
            day=found.today,
        )
    except BadDataError as error:
        return _show(request, found, 0, findings=error.findings)
    # The version was read before this signature was there.
    if set(unsigned_by(made.version)) - {made.side}:
        messages.success(request, _("Je handtekening staat erbij."))
    else:
        messages.success(request, _("Getekend door alle drie. De overeenkomst geldt."))
    return redirect("programme:agreement", key=key)


@require_safe
@login_required
def agreement_pdf(request: HttpRequest, key: UUID, number: int) -> HttpResponse:
    """Give one version as an accessible PDF."""
    found = visit(request, key, Act.SEE_AGREEMENT)
    versions = tuple(agreements_of(found.dossier))
    row = next((each for each in versions if each.number == number), None)
    if row is None:
        raise Http404
    address = request.build_absolute_uri(reverse("programme:agreement-verify", args=[row.secret]))
    paper = agreement_paper(told_version(row, versions, address))
    return pdf(print_paper(paper), f"overeenkomst-{found.dossier.code}-{number}.pdf")


@require_safe
@never_cache
def verify(request: HttpRequest, secret: str) -> HttpResponse:
    """Show to anybody with the code whether an agreement is real, signed, and the last one.

    It says nothing about whose it is: who has the paper compares the fingerprint.
    """
    row = agreement_with_secret(secret) if len(secret) <= MOST_SECRET else None
    context: dict[str, object] = {"row": row}
    if row is not None:
        versions = tuple(agreements_of(row.dossier))
        told = told_version(row, versions)
        context |= {"left": unsigned_by(row), "later": told.replaced_by}
    status = HTTPStatus.OK if row else HTTPStatus.NOT_FOUND
    answer = render(request, "programme/agreement_verify.html", context, status=status)
    answer["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    answer["Referrer-Policy"] = "no-referrer"
    return answer


def _show(
    request: HttpRequest,
    found: Visit,
    number: int,
    form: AgreementSignForm | None = None,
    findings: tuple[Finding, ...] = (),
) -> HttpResponse:
    papers = papers_of(found.dossier, found.today)
    row = _version(papers, number)
    if row is None:
        return _draft(request, found, WhyForm())
    context = {
        **found.context,
        **_head(found, _("Overeenkomst")),
        "row": row,
        "papers": papers,
        "paper": agreement_paper(told_version(row, papers.versions)),
        "left": unsigned_by(row),
        "differs": differences(papers, found.dossier, found.today, get_language() or "nl"),
        "refilled": other_answers(papers),
        "fills": found.may(Act.FILL_AGREEMENT),
        "signs": _signs(found, papers, row),
        "form": form or AgreementSignForm(),
        "findings": findings,
    }
    status = HTTPStatus.CONFLICT if findings else HTTPStatus.OK
    return render(request, "programme/agreement.html", context, status=status)


def _draft(
    request: HttpRequest, found: Visit, form: WhyForm, findings: tuple[Finding, ...] = ()
) -> HttpResponse:
    papers = papers_of(found.dossier, found.today)
    context = {
        **found.context,
        **_head(found, _("Overeenkomst")),
        "papers": papers,
        "paper": agreement_paper(Told(papers.now, found.today)),
        "lacking": findings_before_signing(papers.now),
        "fills": found.may(Act.FILL_AGREEMENT),
        "form": form,
        "findings": findings,
    }
    status = HTTPStatus.CONFLICT if findings else HTTPStatus.OK
    return render(request, "programme/agreement_draft.html", context, status=status)


def _version(papers: Papers, number: int) -> AgreementVersion | None:
    """Return the version that is asked for, 0 for the last one; None when there is none yet."""
    if number == 0:
        return papers.latest
    row = next((each for each in papers.versions if each.number == number), None)
    if row is None:
        raise Http404
    return row


def _signs(found: Visit, papers: Papers, row: AgreementVersion) -> bool:
    """Return whether the visitor can sign this version now."""
    if papers.latest is None or row.pk != papers.latest.pk or not found.may(Act.SIGN_AGREEMENT):
        return False
    mine = any(each.user_id == found.viewer.pk for each in row.signatures.all())
    sides = sides_of(found.viewer, found.dossier)
    return not mine and any(side not in signed_by(row) for side in sides)


def _fills(side: Signer) -> bool:
    return side is not Signer.CANDIDATE


def _head(found: Visit, title: str) -> dict[str, object]:
    return found.head(title, below=True, part=(_("Overeenkomst"), "programme:agreement"))
