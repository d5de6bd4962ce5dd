"""The proposal in the triangle: see it, make it, change one's own part, agree, take back."""

from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from loopbrug.core.finance.proposal import Side
from loopbrug.core.terms.finding import BadDataError, Finding
from loopbrug.web.finance.facts.proposals import (
    agreed_by,
    open_sides,
    papers_of,
    proposal_of,
    withdrawal_of,
)
from loopbrug.web.finance.forms.proposals import AgreeForm, PartForm, ProposalForm, WithdrawForm
from loopbrug.web.finance.money_nav import money_links
from loopbrug.web.finance.paging import page_of
from loopbrug.web.finance.proposal_page import rows_of, waiting_for
from loopbrug.web.finance.queries.proposals import proposals_with
from loopbrug.web.finance.services.agreeing import agree_to_proposal, withdraw_agreement
from loopbrug.web.finance.services.proposals import adjust_part, put_proposal
from loopbrug.web.finance.views.triangle_door import Corner, corner, signed_in
from loopbrug.web.programme.week import number_in
from loopbrug.web.ui.parts import Crumb


@require_safe
@login_required
def proposals(request: HttpRequest) -> HttpResponse:
    """List the proposals somebody has a part in, those that wait for them first."""
    user = signed_in(request)
    rows = sorted(
        (waiting_for(row, user) for row in proposals_with(user)), key=lambda one: not one.mine
    )
    context = {
        "title": _("Voorstellen"),
        "crumbs": [Crumb(_("Voorstellen"))],
        "page": page_of(request, rows),
        **money_links(user, "money:proposals"),
    }
    return render(request, "finance/proposals.html", context)


@require_safe
@login_required
def proposal(request: HttpRequest, key: UUID) -> HttpResponse:
    """Show the last version: each part, what it adds up to, who agreed."""
    return _show(request, corner(request, key))


@require_POST
@login_required
def put(request: HttpRequest, key: UUID) -> HttpResponse:
    """Make a version from the case as it is now."""
    found = corner(request, key)
    form = ProposalForm(request.POST, region=found.dossier.region)
    if not form.is_valid():
        return _show(request, found, make=form)
    try:
        made = put_proposal(
            actor=found.viewer, dossier=found.dossier, day=found.today,
            municipality=form.cleaned_data["municipality"], why=form.cleaned_data["why"],
        )  # fmt: skip
    except BadDataError as error:
        return _show(request, found, make=form, findings=error.findings)
    told = _("Versie %(number)s staat er. Iedereen kan nu akkoord geven of zijn deel veranderen.")
    messages.success(request, told % {"number": made.number})
    return redirect("finance:proposal", key=key)


@require_POST
@login_required
def adjust(request: HttpRequest, key: UUID) -> HttpResponse:
    """Change what one's own corner pays."""
    found = corner(request, key)
    form = _part_form(request, found)
    if form is None:
        return _show(request, found, findings=(Finding.of("finance.proposal-none"),))
    if not form.is_valid():
        return _show(request, found, part=form)
    try:
        made = adjust_part(
            actor=found.viewer, dossier=found.dossier, number=_number(request),
            amounts=form.amounts(), why=form.cleaned_data["why"], day=found.today,
        )  # fmt: skip
    except BadDataError as error:
        form.take(error.findings)
        return _show(request, found, part=form)
    told = _("Versie %(number)s staat er. Iedereen geeft opnieuw akkoord.")
    messages.success(request, told % {"number": made.number})
    return redirect("finance:proposal", key=key)


@require_POST
@login_required
def agree(request: HttpRequest, key: UUID) -> HttpResponse:
    """Agree to the version that was read."""
    found = corner(request, key)
    form = AgreeForm(request.POST)
    if not form.is_valid():
        return _show(request, found, agree_form=form)
    try:
        made = agree_to_proposal(
            actor=found.viewer, dossier=found.dossier, number=_number(request),
            mark=request.POST.get("mark", ""), day=found.today,
        )  # fmt: skip
    except BadDataError as error:
        return _show(request, found, findings=error.findings)
    if papers_of(found.dossier).in_force == made.version:
        messages.success(request, _("Iedereen is akkoord. De afspraak ligt vast."))
    else:
        messages.success(request, _("Je akkoord staat erbij."))
    return redirect("finance:proposal", key=key)


@require_POST
@login_required
def withdraw(request: HttpRequest, key: UUID) -> HttpResponse:
    """Take back what everybody agreed to."""
    found = corner(request, key)
    form = WithdrawForm(request.POST)
    if not form.is_valid():
        return _show(request, found, withdraw_form=form)
    try:
        made = withdraw_agreement(
            actor=found.viewer, dossier=found.dossier, number=_number(request),
            why=form.cleaned_data["reason"], day=found.today,
        )  # fmt: skip
    except BadDataError as error:
        return _show(request, found, withdraw_form=form, findings=error.findings)
    told = _(
        "De afspraak van versie %(number)s is ingetrokken. De andere partijen krijgen bericht."
    )
    messages.success(request, told % {"number": made.agreed.number})
    return redirect("finance:proposal", key=key)


def _show(
    request: HttpRequest,
    found: Corner,
    *,
    make: ProposalForm | None = None,
    part: PartForm | None = None,
    agree_form: AgreeForm | None = None,
    withdraw_form: WithdrawForm | None = None,
    findings: tuple[Finding, ...] = (),
) -> HttpResponse:
    row = found.papers.latest
    told = proposal_of(row) if row else None
    own = [] if told is None else [each for side in found.sides for each in told.of(side)]
    initial = {"municipality": row.municipality_id if row else None}
    context = {
        **found.head(_("Voorstel: wie betaalt wat")),
        "row": row,
        "told": told,
        "left": open_sides(row) if row else (),
        "sides": rows_of(told, found.sides) if told else (),
        "agreed": row.agreements.all() if row else (),
        "shapes": found.shapes,
        "make": make or ProposalForm(region=found.dossier.region, initial=initial),
        "part": part or (PartForm(parts=own) if found.acts and own else None),
        "agree_form": agree_form or (AgreeForm() if _agrees(found) else None),
        "withdrawn": withdrawal_of(row) if row else None,
        "withdraw_form": withdraw_form or (WithdrawForm() if _withdraws(found) else None),
        "findings": findings,
    }
    forms = (make, part, agree_form, withdraw_form)
    wrong = bool(findings) or any(form is not None for form in forms)
    status = HTTPStatus.CONFLICT if findings else HTTPStatus.OK
    answer = render(request, "finance/proposal.html", context, status=status)
    answer.headers.setdefault("Cache-Control", "no-store" if wrong else "private")
    return answer


def _agrees(found: Corner) -> bool:
    """Return whether the visitor can agree to the last version now."""
    row = found.papers.latest
    if row is None or not found.acts:
        return False
    mine = any(each.user_id == found.viewer.pk for each in row.agreements.all())
    return not mine and any(side not in agreed_by(row) for side in found.sides)


def _withdraws(found: Corner) -> bool:
    """Return whether there is an agreement that the visitor can take back."""
    return found.acts and bool(found.sides) and found.papers.in_force is not None


def _part_form(request: HttpRequest, found: Corner) -> PartForm | None:
    row = found.papers.latest
    if row is None:
        return None
    told = proposal_of(row)
    parts = [part for side in found.sides for part in told.of(Side(side))]
    return PartForm(request.POST, parts=parts)


def _number(request: HttpRequest) -> int:
    return number_in(request.POST.get("version", "")) or 0
