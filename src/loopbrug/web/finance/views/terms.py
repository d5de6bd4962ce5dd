"""What the school fills in: its offer, and money that others give."""

from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from loopbrug.core.terms.finding import BadDataError, Finding
from loopbrug.web.finance.facts.cases import case_for_school
from loopbrug.web.finance.facts.terms import contribution_from, given_to
from loopbrug.web.finance.forms.terms import ContributionForm, TermsForm
from loopbrug.web.finance.queries.terms import contributions as standing
from loopbrug.web.finance.queries.terms import offers
from loopbrug.web.finance.services.terms import (
    enter_contribution,
    offer_terms,
    withdraw_contribution,
)
from loopbrug.web.pathway.permissions import Act
from loopbrug.web.programme.views.door import Visit, visit

FORM = require_http_methods(["GET", "HEAD", "POST"])


@FORM
@login_required
def terms(request: HttpRequest, key: UUID) -> HttpResponse:
    """Let the school put an offer forward; begins with the one that counts."""
    found = visit(request, key, Act.FILL_TERMS)
    counts = case_for_school(found.dossier, found.today).terms
    form = TermsForm(request.POST or None, initial=TermsForm.filled_with(counts))
    if form.is_bound and form.is_valid():
        made = offer_terms(
            actor=found.viewer, dossier=found.dossier, terms=form.terms(), day=found.today,
            why=form.cleaned_data["why"],
        )  # fmt: skip
        told = _("Aanbod %(number)s staat er. De kandidaat ziet het ook.")
        messages.success(request, told % {"number": made.number})
        return redirect("finance:business", key=key)
    context = {"form": form, "offers": offers(found.dossier)}
    return _page(request, found, "finance/terms.html", _("Aanbod van de school"), context)


@FORM
@login_required
def contributions(request: HttpRequest, key: UUID) -> HttpResponse:
    """Show what others give, and enter something new."""
    found = visit(request, key, Act.ENTER_CONTRIBUTION)
    form = ContributionForm(request.POST or None)
    if form.is_bound and form.is_valid():
        enter_contribution(
            actor=found.viewer, dossier=found.dossier, contribution=form.contribution(),
            day=found.today,
        )  # fmt: skip
        messages.success(request, _("De bijdrage staat erbij."))
        return redirect("finance:contributions", key=key)
    return _listed(request, found, form)


@FORM
@login_required
def contribution(request: HttpRequest, key: UUID, number: int) -> HttpResponse:
    """Change one contribution: another sum, or more certain than it was."""
    found = visit(request, key, Act.ENTER_CONTRIBUTION)
    row = standing(found.dossier).filter(pk=number).first()
    if row is None:
        raise Http404
    initial = ContributionForm.filled_with(contribution_from(row))
    form = ContributionForm(request.POST or None, initial=initial)
    if form.is_bound and form.is_valid():
        try:
            enter_contribution(
                actor=found.viewer, dossier=found.dossier, contribution=form.contribution(),
                day=found.today, replaces=number,
            )  # fmt: skip
        except BadDataError as error:
            return _listed(request, found, ContributionForm(), error.findings)
        messages.success(request, _("De bijdrage is veranderd."))
        return redirect("finance:contributions", key=key)
    agreed = next(
        (one.version for one in given_to(found.dossier) if one.row == row and one.agreed), 0
    )
    context = {"form": form, "row": row, "agreed": agreed}
    return _page(request, found, "finance/contribution.html", _("Verander een bijdrage"), context)


@require_POST
@login_required
def withdraw(request: HttpRequest, key: UUID, number: int) -> HttpResponse:
    """Let a contribution count no more."""
    found = visit(request, key, Act.ENTER_CONTRIBUTION)
    try:
        withdraw_contribution(
            actor=found.viewer, dossier=found.dossier, number=number, day=found.today
        )
    except BadDataError as error:
        return _listed(request, found, ContributionForm(), error.findings)
    messages.success(request, _("De bijdrage telt niet meer mee."))
    return redirect("finance:contributions", key=key)


def _listed(
    request: HttpRequest,
    found: Visit,
    form: ContributionForm,
    findings: tuple[Finding, ...] = (),
) -> HttpResponse:
    """Show the list as it is now; with ``findings``, why something could not be done."""
    context = {"form": form, "given": given_to(found.dossier), "findings": findings}
    answer = _page(request, found, "finance/contributions.html", _("Bijdragen"), context)
    answer.status_code = HTTPStatus.CONFLICT if findings else HTTPStatus.OK
    return answer


def _page(
    request: HttpRequest, found: Visit, template: str, title: str, context: dict[str, object]
) -> HttpResponse:
    head = found.head(title, part=(_("Zakelijke onderbouwing"), "finance:business"))
    return render(request, template, {**found.context, **head, **context})
