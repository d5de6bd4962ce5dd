"""Proposals that wait for a person: what would change, who hears what; confirm or take back."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from loopbrug.core.terms.finding import Finding
from loopbrug.web.accounts.queries import User
from loopbrug.web.assessment.facts.proposals import Laid, laid_out
from loopbrug.web.assessment.permissions import desk_of_user
from loopbrug.web.assessment.queries import Proposal
from loopbrug.web.assessment.queries.desk import proposals_in
from loopbrug.web.assessment.queries.planning import proposal_with_key
from loopbrug.web.assessment.services.proposals import (
    DroppedError,
    confirm,
    drop,
    is_stale,
    make_anew,
)
from loopbrug.web.pathway.services import NotAllowedError, NotReadyError
from loopbrug.web.pathway.views.door import signed_in

FORM = require_http_methods(["GET", "HEAD", "POST"])
PER_PAGE = 25


@require_safe
@login_required
def proposals(request: HttpRequest) -> HttpResponse:
    """Show every proposal of the region: those that wait first, then what became of the others."""
    at = desk_of_user(signed_in(request))
    if at is None:
        raise Http404
    page = Paginator(proposals_in(at.region), PER_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "query": "", "day": timezone.localdate()}
    return render(request, "assessment/proposals.html", context)


@FORM
@login_required
def proposal(request: HttpRequest, key: int) -> HttpResponse:
    """Show a proposal; POST carries it out, or shows the one it became meanwhile."""
    user, row = _found(request, key)
    if request.method == "POST":
        return _confirm(request, user, row)
    if row.replaced_by_id is not None:
        messages.info(request, _("Dit voorstel is opnieuw gemaakt. Dit is het nieuwe."))
        return redirect("assessment:proposal", row.replaced_by_id)
    return _page(request, user, row)


@require_POST
@login_required
def anew(request: HttpRequest, key: int) -> HttpResponse:
    """Work a proposal out anew, as things stand now."""
    user, row = _found(request, key)
    try:
        made = make_anew(actor=user, proposal=row, day=timezone.localdate())
    except NotAllowedError:
        return _not_yours(request, row)
    return _shown(request, made)


@FORM
@login_required
def take_back(request: HttpRequest, key: int) -> HttpResponse:
    """Ask whether a proposal and its loss are taken back (GET), or do so (POST)."""
    user, row = _found(request, key)
    laid = laid_out(row, user)
    if request.method == "POST":
        try:
            drop(actor=user, proposal=row)
        except NotAllowedError:
            return _not_yours(request, row)
        row.refresh_from_db()
        if row.confirmed_at is not None:
            messages.warning(request, _("Dit voorstel was al bevestigd: het blijft zoals het is."))
        else:
            messages.success(request, _("Het voorstel is ingetrokken. Er is niets verschoven."))
        return redirect("assessment:desk")
    if _over(row):
        return redirect("assessment:proposal", key)
    return render(request, "assessment/proposal_drop.html", {"laid": laid, "proposal": row})


def _found(request: HttpRequest, key: int) -> tuple[User, Proposal]:
    user, row = signed_in(request), proposal_with_key(key)
    at = desk_of_user(user)
    if row is None or at is None or at.region != row.region:
        raise Http404
    return user, row


def _over(row: Proposal) -> bool:
    return row.confirmed_at is not None or row.dropped_at is not None


def _confirm(request: HttpRequest, user: User, row: Proposal) -> HttpResponse:
    try:
        done = confirm(actor=user, proposal=row, day=timezone.localdate())
    except NotAllowedError:
        return _not_yours(request, row)
    except DroppedError:
        messages.warning(request, _("Iemand heeft dit voorstel ingetrokken. Er is niets gebeurd."))
        return redirect("assessment:proposal", row.pk)
    except NotReadyError as error:
        return _page(request, user, row, error.findings)
    if done is not None and done.pk == row.pk:
        messages.success(
            request, _("Bevestigd. De afspraken zijn verzet, en iedereen hieronder krijgt bericht.")
        )
        return redirect("assessment:proposal", row.pk)
    return _shown(request, done)


def _shown(request: HttpRequest, made: Proposal | None) -> HttpResponse:
    """Lead to the proposal as it was made anew, or to the desk when nothing is left of it."""
    if made is None:
        messages.info(request, _("Er hoeft niets meer te veranderen: het probleem is al weg."))
        return redirect("assessment:desk")
    messages.warning(
        request,
        _("Er was iets veranderd. Dit is het nieuwe voorstel; er is nog niets verschoven."),
    )
    return redirect("assessment:proposal", made.pk)


def _not_yours(request: HttpRequest, row: Proposal) -> HttpResponse:
    messages.warning(
        request, _("Dit voorstel raakt dossiers van anderen. Het regioloket beslist erover.")
    )
    return redirect("assessment:proposal", row.pk)


def _page(
    request: HttpRequest, user: User, row: Proposal, against: tuple[Finding, ...] = ()
) -> HttpResponse:
    laid: Laid = laid_out(row, user)
    waits = not _over(row)
    context = {
        "laid": laid,
        "proposal": row,
        "waits": waits,
        "stale": waits and is_stale(row),
        "may_confirm": waits and not laid.hidden,
        "against": against,
        "day": timezone.localdate(),
    }
    return render(request, "assessment/proposal.html", context, status=409 if against else 200)
