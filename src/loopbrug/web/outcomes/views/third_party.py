"""The page of a third party: without account, opened by a secret, used once."""

from http import HTTPStatus

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_safe

from loopbrug.core.pathway.model import State
from loopbrug.core.pathway.states import TERMINAL
from loopbrug.core.terms.finding import BadDataError, Finding
from loopbrug.web.outcomes.facts.invitations import open_invitation
from loopbrug.web.outcomes.files.arriving import limit_files, too_big
from loopbrug.web.outcomes.forms.invitations import YES, ConfirmForm, StatementForm
from loopbrug.web.outcomes.permissions import Reading, reading_of
from loopbrug.web.outcomes.queries import Invitation, StoredFile
from loopbrug.web.outcomes.services.invitations import LinkClosedError, confirm, state
from loopbrug.web.outcomes.views.arrived import Arrived, arrived_file
from loopbrug.web.outcomes.views.door import posted
from loopbrug.web.outcomes.views.files import served
from loopbrug.web.ui.too_late import written_in

FORM = require_http_methods(["GET", "HEAD", "POST"])


@csrf_exempt
@never_cache
def door(request: HttpRequest, secret: str) -> HttpResponse:
    """Open the page that a secret belongs to. The form is checked once its limit is set."""
    limit_files(request)
    return _door(request, secret)


@never_cache
@require_safe
def file(request: HttpRequest, secret: str) -> HttpResponseBase:
    """Serve the file of the piece that is asked about, and no other."""
    row = _opened(secret)
    found = _readable(request, row) if row else None
    if row is None or row.item is None or found is None:
        raise Http404
    return served(request, found, row.item.title)


@never_cache
@require_safe
def thanks(request: HttpRequest) -> HttpResponse:
    """Say thank you; knows nothing of who was there."""
    return render(request, "outcomes/third_thanks.html", {"title": _("Dank je wel")})


@csrf_protect
@FORM
def _door(request: HttpRequest, secret: str) -> HttpResponse:
    row = _opened(secret)
    if row is None:
        return _closed(request)
    try:
        return _confirm(request, row) if row.item else _state(request, row)
    except LinkClosedError:
        return _closed(request)


def _confirm(request: HttpRequest, row: Invitation) -> HttpResponse:
    form = ConfirmForm(posted(request))
    if request.method == "POST" and form.is_valid():
        confirm(
            invitation=row,
            confirms=form.cleaned_data["confirms"] == YES,
            text=form.cleaned_data["text"],
            day=timezone.localdate(),
        )
        return redirect("third-party:thanks")
    opens = _readable(request, row) is not None
    context = {**_about(row), "form": form, "item": row.item, "opens": opens}
    return render(request, "outcomes/third_confirm.html", context)


def _state(request: HttpRequest, row: Invitation) -> HttpResponse:
    sent = request.method == "POST" and (bool(request.FILES) or too_big(request))
    found = arrived_file(request, None, row.dossier) if sent else Arrived()
    form = StatementForm(posted(request), request.FILES or None, file_here=found.here)
    findings: tuple[Finding, ...] = found.findings
    if request.method == "POST" and form.is_valid() and not findings:
        try:
            state(
                invitation=row,
                text=form.cleaned_data["text"],
                file=found.file,
                day=timezone.localdate(),
            )
        except BadDataError as error:
            findings = error.findings
        else:
            return redirect("third-party:thanks")
    context = {**_about(row), "form": form, "findings": findings}
    return render(request, "outcomes/third_state.html", context)


def _readable(request: HttpRequest, row: Invitation) -> StoredFile | None:
    """Return the file that is asked about, when it may be opened by whoever has the link."""
    item = row.item
    if item is None or item.file is None:
        return None
    reading = reading_of(item.file, request.user, frozenset())
    return item.file if reading is Reading.OPEN else None


def _about(row: Invitation) -> dict[str, object]:
    return {
        "title": _("%(candidate)s vraagt je om hulp") % {"candidate": row.dossier.candidate},
        "invitation": row,
        "candidate": row.dossier.candidate,
    }


def _opened(secret: str) -> Invitation | None:
    """Return the invitation a secret opens now, unless its dossier has ended."""
    row = open_invitation(secret, timezone.localdate())
    ended = row is not None and State(row.dossier.state) in TERMINAL
    return None if ended else row


def _closed(request: HttpRequest) -> HttpResponse:
    """Answer the same for a link that was used, taken back, is too old or never was one."""
    context = {"title": _("Deze link werkt niet meer"), "written": written_in(request)}
    return render(request, "outcomes/third_closed.html", context, status=HTTPStatus.NOT_FOUND)
