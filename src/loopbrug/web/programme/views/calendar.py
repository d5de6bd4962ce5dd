"""The candidate's calendar: as a file, and as a feed at a secret address."""

import hashlib
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from loopbrug.web.pathway.permissions import Act
from loopbrug.web.programme.facts.calendar import calendar_of
from loopbrug.web.programme.queries.calendar import feed_of, feed_with
from loopbrug.web.programme.services.calendar import make_feed, note_read, revoke_feed
from loopbrug.web.programme.views.door import Visit, visit
from loopbrug.web.programme.week import number_in

FORM = require_http_methods(["GET", "HEAD", "POST"])
HOUR = 60 * 60


@FORM
@login_required
def calendar(request: HttpRequest, key: UUID) -> HttpResponse:
    """Show how to get the programme in one's calendar; make and revoke the secret address."""
    found = visit(request, key, Act.KEEP_FEED)
    act = request.POST.get("act", "")
    if act == "revoke":
        if revoke_feed(actor=found.viewer, dossier=found.dossier, day=found.today):
            messages.success(request, _("Het adres is gesloten. Niemand kan er nog lezen."))
        return redirect("programme:calendar", key=key)
    secret = _made(found, request) if act == "make" else None
    if act == "make" and secret is None:
        messages.info(
            request, _("Er is al een adres gemaakt. Maak het opnieuw als je het kwijt bent.")
        )
        return redirect("programme:calendar", key=key)
    address = request.build_absolute_uri(reverse("walking:feed", args=[secret])) if secret else ""
    context = {
        **found.context,
        **found.head(_("Je programma in je agenda"), below=True),
        "feed": feed_of(found.dossier),
        "address": address,
        "subscribe": address.replace("https://", "webcal://").replace("http://", "webcal://"),
    }
    return render(request, "programme/calendar.html", context)


@require_safe
@login_required
def download(request: HttpRequest, key: UUID) -> HttpResponse:
    """Give the calendar as a file."""
    found = visit(request, key, Act.KEEP_FEED)
    body = calendar_of(found.dossier, found.today, get_language() or "nl")
    answer = _answer(body)
    answer["Content-Disposition"] = 'attachment; filename="loopbrug-programma.ics"'
    return answer


@require_safe
def feed(request: HttpRequest, secret: str) -> HttpResponseBase:
    """Give the calendar to who has the secret; an unknown or revoked one does not exist."""
    found = feed_with(secret)
    if found is None:
        raise Http404
    today = timezone.localdate()
    note_read(found, today)
    body = calendar_of(found.dossier, today, found.dossier.candidate.language)
    etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    answer = _answer(body)
    answer["ETag"] = etag
    patch_cache_control(answer, private=True, max_age=HOUR)
    answer["X-Robots-Tag"] = "noindex"
    return get_conditional_response(request, etag=etag, response=answer) or answer


def _made(found: Visit, request: HttpRequest) -> str | None:
    seen = number_in(request.POST.get("seen", ""))
    return make_feed(actor=found.viewer, dossier=found.dossier, seen=seen, day=found.today)


def _answer(body: bytes) -> HttpResponse:
    return HttpResponse(body, content_type="text/calendar; charset=utf-8")
