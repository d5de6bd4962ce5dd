"""From the answers of the orientation to a dossier of one's own."""

from collections.abc import Mapping
from datetime import date

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from loopbrug.core.orientation.questions import shown
from loopbrug.core.terms.finding import BadDataError, Finding
from loopbrug.web.accounts.queries import User
from loopbrug.web.accounts.services import rename
from loopbrug.web.orientation.facts import first_open, told
from loopbrug.web.orientation.services import answers_in, forget_answers
from loopbrug.web.pathway.facts import document_of
from loopbrug.web.pathway.queries import Dossier, living_dossier_of
from loopbrug.web.pathway.services import open_dossier
from loopbrug.web.pathway.told_forms import OpenForm
from loopbrug.web.pathway.views.door import signed_in

REGION = "midden"


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def start(request: HttpRequest) -> HttpResponse:
    """Show what was answered and ask what is still needed (GET); open the dossier (POST)."""
    user, answers = signed_in(request), answers_in(request.session)
    if known := living_dossier_of(user):
        return redirect("pathway:dossier", known.pk)
    if not answers or first_open(answers):
        return render(request, "pathway/invitation.html")
    form = OpenForm(request.POST or None, initial={"own_name": user.name})
    findings: tuple[Finding, ...] = ()
    if form.is_bound and form.is_valid():
        opened = _opened(user, answers, form, timezone.localdate())
        if isinstance(opened, Dossier):
            forget_answers(request.session)
            messages.success(request, _("Je dossier is open. Het regioloket nodigt je uit."))
            return redirect("pathway:dossier", opened.pk)
        findings = opened
    rows = [(question.text, told(question, answers)) for question in shown(answers)]
    context = {"form": form, "answers": rows, "findings": findings}
    return render(request, "pathway/start.html", context)


def _opened(
    user: User, answers: Mapping[str, object], form: OpenForm, day: date
) -> Dossier | tuple[Finding, ...]:
    """Return the dossier, or everything that keeps it from being opened."""
    try:
        document = document_of(answers, form.name, form.part(), day)
        dossier, _is_new = open_dossier(actor=user, document=document, region=REGION, day=day)
    except BadDataError as error:
        return error.findings
    rename(user=user, name=form.name)
    return dossier
