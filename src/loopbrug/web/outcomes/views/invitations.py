"""Asking a third party, as the candidate does."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from loopbrug.core.terms.finding import BadDataError, Finding
from loopbrug.web.outcomes.facts.invitations import invited
from loopbrug.web.outcomes.forms.invitations import InviteForm
from loopbrug.web.outcomes.queries.evidence import invitations_of, pieces_of
from loopbrug.web.outcomes.services.invitations import DAYS, link_of, mail_again, take_back
from loopbrug.web.outcomes.services.invitations import invite as make_invitation
from loopbrug.web.outcomes.views.door import head, posted
from loopbrug.web.pathway.permissions import Act
from loopbrug.web.pathway.views.door import visit


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def invite(request: HttpRequest, key: UUID) -> HttpResponse:
    """Ask who to invite; then show the link, once: nobody can show it again."""
    visited = visit(request, key, Act.ADD_EVIDENCE)
    pieces = list(pieces_of(visited.row).filter(withdrawn_on=None, given_by=""))
    form = InviteForm(posted(request), pieces=pieces, initial={"item": request.GET.get("stuk", "")})
    findings: tuple[Finding, ...] = ()
    if request.method == "POST" and form.is_valid():
        try:
            invitation, secret = make_invitation(
                actor=visited.user,
                dossier=visited.row,
                guest=form.guest(),
                item=form.piece,
                day=timezone.localdate(),
            )
        except BadDataError as error:
            findings = error.findings
        else:
            context = {
                **head(visited, _("De link is klaar")),
                "invitation": invitation,
                "link": link_of(secret),
            }
            return render(request, "outcomes/invited.html", context)
    context = {
        **head(visited, _("Vraag iemand om hulp")),
        "form": form,
        "findings": findings,
        "term": DAYS,
    }
    return render(request, "outcomes/invite.html", context)


@require_POST
@login_required
def again(request: HttpRequest, key: UUID, number: int) -> HttpResponse:
    """Try once more to send the mail with a link."""
    visited = visit(request, key, Act.ADD_EVIDENCE)
    row = invitations_of(visited.row).filter(pk=number).first()
    if row is None:
        raise Http404
    today = timezone.localdate()
    mail_again(actor=visited.user, invitation=row, day=today)
    [found] = invited([row], today)
    if found.astray:
        messages.warning(request, _("De mail komt nog niet aan. Stuur de link liever zelf."))
    else:
        messages.success(request, _("De mail is verstuurd."))
    return redirect("outcomes:evidence", key)


@require_POST
@login_required
def withdraw(request: HttpRequest, key: UUID, number: int) -> HttpResponse:
    """Make a link stop working."""
    visited = visit(request, key, Act.ADD_EVIDENCE)
    row = invitations_of(visited.row).filter(pk=number).first()
    if row is None:
        raise Http404
    if take_back(actor=visited.user, invitation=row):
        messages.success(request, _("De link werkt niet meer."))
    else:
        messages.info(request, _("Deze link werkte al niet meer."))
    return redirect("outcomes:evidence", key)
