"""The candidate's own pages about money: nobody else gets an answer here."""

from collections.abc import Callable
from dataclasses import asdict
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from loopbrug.web.finance.facts.private import old_job_of, supplement_of
from loopbrug.web.finance.forms.private import OldPayForm, SupplementForm
from loopbrug.web.finance.services.private import (
    forget_old_pay,
    keep_old_pay,
    keep_supplement,
)
from loopbrug.web.pathway.permissions import Act
from loopbrug.web.programme.views.door import Visit, visit

Page = Callable[..., HttpResponse]
FORM = require_http_methods(["GET", "HEAD", "POST"])


def private_page(page: Page) -> Page:
    """Guard a page with old pay: signed in, kept in no cache, and in no report of an error."""
    guarded = sensitive_post_parameters()(sensitive_variables()(page))

    @wraps(page)
    def inner(request: HttpRequest, *args: Any, **named: Any) -> HttpResponse:
        answer = guarded(request, *args, **named)
        answer["Referrer-Policy"] = "same-origin"
        return answer

    return never_cache(login_required(inner))


@FORM
@private_page
def old_pay(request: HttpRequest, key: UUID) -> HttpResponse:
    """Let the candidate fill in or change the old pay."""
    found = visit(request, key, Act.KEEP_OLD_PAY)
    job = old_job_of(found.dossier)
    form = OldPayForm(request.POST or None, initial=OldPayForm.filled_with(job) if job else None)
    if form.is_bound and form.is_valid():
        keep_old_pay(actor=found.viewer, dossier=found.dossier, job=form.old_job(), day=found.today)
        messages.success(request, _("Bewaard. Alleen jij ziet dit."))
        return redirect("finance:own", key=key)
    context = {"form": form, "known": job is not None}
    return _page(request, found, "finance/old_pay.html", _("Je oude baan"), context)


@FORM
@private_page
def forget(request: HttpRequest, key: UUID) -> HttpResponse:
    """Let the candidate take the old pay away."""
    found = visit(request, key, Act.KEEP_OLD_PAY)
    if request.method == "POST":
        forget_old_pay(actor=found.viewer, dossier=found.dossier, day=found.today)
        messages.success(request, _("Weg. We bewaren niets meer van je oude baan."))
        return redirect("finance:own", key=key)
    return _page(request, found, "finance/forget.html", _("Haal je oude baan weg"), {})


@FORM
@private_page
def supplement(request: HttpRequest, key: UUID) -> HttpResponse:
    """Let the candidate fill in a wage supplement, or take it away."""
    found = visit(request, key, Act.KEEP_OLD_PAY)
    plan = supplement_of(found.dossier)
    if request.method == "POST" and request.POST.get("act") == "clear":
        keep_supplement(actor=found.viewer, dossier=found.dossier, plan=None, day=found.today)
        messages.success(request, _("De loonaanvulling is weg."))
        return redirect("finance:own", key=key)
    initial = asdict(plan) if plan else {}
    shares = plan.percentages if plan else ()
    initial |= {f"year_{place}": share for place, share in enumerate(shares, start=1)}
    form = SupplementForm(request.POST or None, initial=initial)
    if form.is_bound and form.is_valid():
        keep_supplement(
            actor=found.viewer, dossier=found.dossier, plan=form.plan(), day=found.today
        )
        messages.success(request, _("Bewaard. Alleen jij ziet dit."))
        return redirect("finance:own", key=key)
    context = {"form": form, "known": plan is not None}
    return _page(request, found, "finance/supplement.html", _("Loonaanvulling"), context)


def _page(
    request: HttpRequest, found: Visit, template: str, title: str, context: dict[str, object]
) -> HttpResponse:
    head = found.head(title, part=(_("Geld"), "finance:own"))
    return render(request, template, {**found.context, **head, **context})
