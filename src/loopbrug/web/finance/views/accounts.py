"""Accounts over all dossiers somebody may see: by source, with samples to check, and deadlines."""

import csv
import secrets
from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from loopbrug.core.terms.finding import BadDataError, Finding
from loopbrug.web.accounts.queries import Role
from loopbrug.web.assessment.papers.telling import word
from loopbrug.web.finance.account_page import draw_rows
from loopbrug.web.finance.facts.accounts import accounted, by_source
from loopbrug.web.finance.facts.deadlines import SOON, dues
from loopbrug.web.finance.forms.applications import CheckForm, SampleForm
from loopbrug.web.finance.money_nav import money_links
from loopbrug.web.finance.paging import page_of
from loopbrug.web.finance.permissions import accounts_for
from loopbrug.web.finance.queries.applications import Application, applications_with, draws_of
from loopbrug.web.finance.queries.proposals import proposals_with
from loopbrug.web.finance.services.accounts import check_line, draw_sample
from loopbrug.web.finance.views.applications import safe
from loopbrug.web.finance.views.triangle_door import signed_in
from loopbrug.web.programme.week import number_in
from loopbrug.web.ui.parts import Crumb

_DRAWS = 5
"""Samples on a page; each has its lines with it."""
_MOST_SEED = 1_000_000_000


@require_safe
@login_required
def deadlines(request: HttpRequest) -> HttpResponse:
    """Show every deadline of money that somebody may see, the first to come first."""
    user, today = signed_in(request), timezone.localdate()
    if not accounts_for(user):
        raise Http404
    found = dues(proposals_with(user), applications_with(user))
    context = _head(_("Termijnen van geld")) | {
        "page": page_of(request, found),
        "today": today,
        "soon": today + SOON,
        # A municipality has no applications to open, and the foundation no dossier at all.
        "inside": bool({Role.BROKER, Role.SCHOOL} & {one.role for one in accounts_for(user)}),
    }
    context |= money_links(user, "money:deadlines")
    return render(request, "finance/deadlines.html", context)


@require_safe
@login_required
def accounts(request: HttpRequest) -> HttpResponse:
    """Show granted beside spent for each source."""
    if not accounts_for(signed_in(request)):
        raise Http404
    found = by_source(applications_with(signed_in(request)))
    context = _head(_("Verantwoording")) | {"page": page_of(request, found)}
    context |= money_links(signed_in(request), "money:accounts")
    return render(request, "finance/accounts.html", context)


@require_safe
@login_required
def source(request: HttpRequest, code: str) -> HttpResponse:
    """Show one source: each application with its account, and the samples."""
    return _show(request, code, SampleForm())


@require_POST
@login_required
def draw(request: HttpRequest, code: str) -> HttpResponse:
    """Draw a sample; without a seed one is chosen, and shown."""
    _rows(request, code)
    form = SampleForm(request.POST)
    if not form.is_valid():
        return _show(request, code, form)
    seed = form.cleaned_data["seed"]
    try:
        made = draw_sample(
            actor=signed_in(request), source=code, size=form.cleaned_data["size"],
            seed=secrets.randbelow(_MOST_SEED) if seed is None else seed,
            day=timezone.localdate(),
        )  # fmt: skip
    except BadDataError as error:
        return _show(request, code, form, error.findings)
    messages.success(
        request, _("De steekproef met startgetal %(seed)s staat er.") % {"seed": made.seed}
    )
    return redirect("money:account", code=code)


@require_POST
@login_required
def check(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Keep what checking a line of a sample brought."""
    places = [one.organisation_id for one in accounts_for(signed_in(request))]
    found = draws_of(places, code).filter(pk=number).first()
    if found is None:
        raise Http404
    form = CheckForm(request.POST)
    if not form.is_valid():
        wrong = " ".join(str(each) for errors in form.errors.values() for each in errors)
        messages.error(request, wrong)
        return redirect("money:account", code=code)
    try:
        check_line(
            actor=signed_in(request), draw=found, line=number_in(request.POST.get("line", "")) or 0,
            right=form.cleaned_data["right"] == "yes", note=form.cleaned_data["note"],
            day=timezone.localdate(),
        )  # fmt: skip
    except BadDataError as error:
        return _show(request, code, SampleForm(), error.findings)
    messages.success(request, _("Je bevinding is bewaard."))
    return redirect("money:account", code=code)


@require_safe
@login_required
def export(request: HttpRequest, code: str) -> HttpResponse:
    """Give the account of a source as a file: one line for each payment."""
    rows = _rows(request, code)
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="verantwoording.csv"'
    answer.write("\ufeff")
    writer = csv.writer(answer, delimiter=";")
    names = (_("Dossier"), _("Toegekend"), _("Kosten"), _("Bedrag"), _("Betaald op"), _("Bewijs"))
    writer.writerow(names)
    for told in (accounted(row) for row in rows):
        for line in told.lines:
            writer.writerow(
                (
                    told.row.dossier.code,
                    told.progress.granted,
                    word(line.kind, "cost_kind"),
                    line.amount,
                    line.day.isoformat(),
                    safe(line.proof),
                )
            )
    return answer


def _show(
    request: HttpRequest, code: str, form: SampleForm, findings: tuple[Finding, ...] = ()
) -> HttpResponse:
    rows = _rows(request, code)
    places = [one.organisation_id for one in accounts_for(signed_in(request))]
    told = [accounted(row) for row in rows]
    title = word(rows[0].title, "money_source")
    up = Crumb(_("Verantwoording"), reverse("money:accounts"))
    context = _head(title[:1].upper() + title[1:], up) | {
        "code": code,
        "page": page_of(request, told),
        "draws": page_of(request, draw_rows(draws_of(places, code), told), "draws", _DRAWS),
        "form": form,
        "findings": findings,
    }
    status = HTTPStatus.CONFLICT if findings else HTTPStatus.OK
    return render(request, "finance/account.html", context, status=status)


def _rows(request: HttpRequest, code: str) -> list[Application]:
    """Return the applications of a source the visitor may see; raises ``Http404`` for none."""
    user = signed_in(request)
    rows = list(applications_with(user).filter(source=code)) if accounts_for(user) else []
    if not rows:
        raise Http404
    return rows


def _head(title: str, *up: Crumb) -> dict[str, object]:
    return {"title": title, "crumbs": [*up, Crumb(title)], "where": ""}
