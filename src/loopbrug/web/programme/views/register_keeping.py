"""Keeping the offers of one's own institute: list, add, change, still right, withdraw."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from loopbrug.core.terms.finding import BadDataError
from loopbrug.web.accounts.queries import User
from loopbrug.web.assessment.papers.telling import in_language, told
from loopbrug.web.organisations.queries import Organisation
from loopbrug.web.pathway.views.door import signed_in
from loopbrug.web.programme.facts.register import all_offers, qualifications_of
from loopbrug.web.programme.forms.register import OfferForm
from loopbrug.web.programme.permissions.register import may_keep_offer
from loopbrug.web.programme.queries.register import (
    OfferRow,
    institutes_kept_by,
    offer_with_key,
    offers_of,
)
from loopbrug.web.programme.services.register import confirm_offer, keep_offer, withdraw_offer
from loopbrug.web.ui.parts import Crumb


@require_safe
@login_required
def kept(request: HttpRequest) -> HttpResponse:
    """Show the offers of one's own institutes, with what was not checked for long."""
    _user, institutes = _keeper(request)
    today = timezone.localdate()
    context = {
        **_head(_("Aanbod bijhouden")),
        "offers": [(one, one.stale(today)) for one in all_offers(offers_of(institutes))],
        "day": today,
    }
    return render(request, "programme/offers_kept.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def add(request: HttpRequest) -> HttpResponse:
    """Add an offer."""
    return _edit(request, None)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def change(request: HttpRequest, key: int) -> HttpResponse:
    """Change an offer."""
    return _edit(request, _own(request, key))


@require_POST
@login_required
def confirm(request: HttpRequest, key: int) -> HttpResponse:
    """Say that an offer is still right."""
    row = _own(request, key)
    confirm_offer(actor=signed_in(request), row=row, day=timezone.localdate())
    messages.success(request, _("Nagekeken. Bij dit aanbod staat nu de datum van vandaag."))
    return redirect("register:kept")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def withdraw(request: HttpRequest, key: int) -> HttpResponse:
    """Take an offer out of the register, after asking once more."""
    row = _own(request, key)
    if request.method == "POST":
        withdraw_offer(actor=signed_in(request), row=row, day=timezone.localdate())
        messages.success(request, _("Dit aanbod staat niet meer in het register."))
        return redirect("register:kept")
    context = {**_head(_("Aanbod weghalen"), below=True), "offers": all_offers([row])}
    return render(request, "programme/offer_withdraw.html", context)


def _edit(request: HttpRequest, row: OfferRow | None) -> HttpResponse:
    user, institutes = _keeper(request)
    form = _form(request, institutes, row)
    if request.method == "POST" and form.is_valid() and _keep(form, user, institutes, row):
        messages.success(request, _("Bewaard. Zo staat het in het register."))
        return redirect("register:kept")
    title = _("Aanbod in het register wijzigen") if row else _("Aanbod in het register zetten")
    context = {**_head(title, below=True), "form": form, "row": row}
    return render(request, "programme/offer_edit.html", context)


def _form(request: HttpRequest, institutes: list[Organisation], row: OfferRow | None) -> OfferForm:
    places = [row.institute] if row else institutes
    known = {code: one for place in places for code, one in qualifications_of(place.region).items()}
    return OfferForm(
        request.POST if request.method == "POST" else None,
        institutes=[(place.code, place.name) for place in places],
        qualifications=[(code, in_language(one.title)) for code, one in known.items()],
        initial=_initial(row),
    )


def _initial(row: OfferRow | None) -> dict[str, Any]:
    if row is None:
        return {}
    names = ("qualification", "starts_on", "closes_on", "price", "places", "contact", "source")
    days = all_offers([row])[0].assessments if all_offers([row]) else ()
    return {name: getattr(row, name) for name in names} | {"assessments": days}


def _keep(
    form: OfferForm, user: User, institutes: list[Organisation], row: OfferRow | None
) -> bool:
    """Keep what was filled in; what cannot be right is told beside its field, and nothing lost."""
    code = form.cleaned_data["institute"]
    institute = row.institute if row else next(one for one in institutes if one.code == code)
    today = timezone.localdate()
    try:
        keep_offer(actor=user, institute=institute, draft=form.draft, day=today, row=row)
    except BadDataError as error:
        for finding in error.findings:
            form.add_error(finding.about or None, told(finding))
        return False
    return True


def _keeper(request: HttpRequest) -> tuple[User, list[Organisation]]:
    user = signed_in(request)
    institutes = institutes_kept_by(user)
    if not institutes:
        raise Http404
    return user, institutes


def _own(request: HttpRequest, key: int) -> OfferRow:
    row = offer_with_key(key)
    if row is None or not may_keep_offer(signed_in(request), row):
        raise Http404
    return row


def _head(title: str, *, below: bool = False) -> dict[str, object]:
    crumbs = [Crumb(_("Aanbod voor zij-instromers"), reverse("register:offers"))]
    if below:
        crumbs.append(Crumb(_("Aanbod bijhouden"), reverse("register:kept")))
    return {"title": title, "crumbs": [*crumbs, Crumb(title)]}
