"""Funds on screen: the list of a fund manager, a new one, a change."""

from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from loopbrug.core.terms.finding import BadDataError
from loopbrug.web.finance.facts.funds import kept_funds
from loopbrug.web.finance.forms.funds import FundForm
from loopbrug.web.finance.money_nav import money_links
from loopbrug.web.finance.paging import page_of
from loopbrug.web.finance.permissions import funds_kept_by
from loopbrug.web.finance.queries.funds import FundVersion, current_funds, fund_versions
from loopbrug.web.finance.services.funds import keep_fund
from loopbrug.web.finance.views.triangle_door import signed_in
from loopbrug.web.organisations.queries import Organisation
from loopbrug.web.programme.week import number_in
from loopbrug.web.ui.parts import Crumb

FORM = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@login_required
def funds(request: HttpRequest) -> HttpResponse:
    """List the funds somebody keeps, with what is left in each."""
    managers = _managers(request)
    rows = current_funds(managers=[one.pk for one in managers])
    page = page_of(request, rows)
    context = _head(_("Fondsen"), ()) | {
        "page": page, "funds": kept_funds(page.object_list), "managers": managers,
    }  # fmt: skip
    context |= money_links(signed_in(request), "money:funds")
    return render(request, "finance/funds.html", context)


@FORM
@login_required
def new(request: HttpRequest) -> HttpResponse:
    """Take a fund in."""
    managers = _managers(request)
    form = FundForm(request.POST or None, managers=managers)
    return _kept(request, form, None)


@FORM
@login_required
def fund(request: HttpRequest, code: str) -> HttpResponse:
    """Change a fund: the next version."""
    managers = _managers(request)
    versions = list(fund_versions(code))
    if not versions or versions[0].manager_id not in {one.pk for one in managers}:
        raise Http404
    own = tuple(one for one in managers if one.pk == versions[0].manager_id)
    initial = FundForm.filled_with(versions[0])
    form = FundForm(request.POST or None, managers=own, row=versions[0], initial=initial)
    return _kept(request, form, versions[0], versions)


def _kept(
    request: HttpRequest,
    form: FundForm,
    row: FundVersion | None,
    versions: list[FundVersion] | None = None,
) -> HttpResponse:
    findings: tuple[object, ...] = ()
    if form.is_bound and form.is_valid():
        try:
            made = keep_fund(
                actor=signed_in(request), manager=form.manager_of(), facts=form.facts(),
                day=timezone.localdate(), code=row.code if row else "",
                number=(number_in(request.POST.get("version", "")) or 0) if row else 0,
            )  # fmt: skip
        except BadDataError as error:
            findings = error.findings
        else:
            told = _("%(name)s staat er, versie %(number)s.")
            messages.success(request, told % {"name": made.name, "number": made.number})
            return redirect("money:funds")
    title = row.name if row else _("Nieuw fonds")
    up = (Crumb(_("Fondsen"), reverse("money:funds")),)
    context = _head(title, up) | {
        "form": form, "row": row, "versions": versions or [], "findings": findings,
        "kept": kept_funds([row])[0] if row else None,
    }  # fmt: skip
    status = HTTPStatus.CONFLICT if findings else HTTPStatus.OK
    return render(request, "finance/fund.html", context, status=status)


def _managers(request: HttpRequest) -> tuple[Organisation, ...]:
    """Return whose funds the visitor keeps; raises ``Http404`` for who keeps none."""
    found = funds_kept_by(signed_in(request))
    if not found:
        raise Http404
    return found


def _head(title: str, up: tuple[Crumb, ...]) -> dict[str, object]:
    return {"title": title, "crumbs": [*up, Crumb(title)], "where": ""}
