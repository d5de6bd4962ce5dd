"""Other calendars: bring one, look at it, use it, read it again, stop."""

from itertools import groupby
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from loopbrug.core.terms.finding import BadDataError, Finding
from loopbrug.web.assessment.facts.availability import FeedView, busy_days, feed_view
from loopbrug.web.assessment.forms.feeds import AddressForm, FileForm
from loopbrug.web.assessment.queries import Feed
from loopbrug.web.assessment.queries.calendars import feed_of
from loopbrug.web.assessment.services.availability import remove_row
from loopbrug.web.assessment.services.feeds import look_at_address, look_at_file, refresh, use_feed
from loopbrug.web.assessment.views.calendar_door import Keeping, carried_out, keeping, say
from loopbrug.web.ui.parts import Crumb


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def feeds(request: HttpRequest, code: str = "") -> HttpResponse:
    """Take the address or the file of another calendar, and go on to look at it."""
    kept = keeping(request, code)
    by_file = "file" in request.FILES or "by_file" in request.POST
    address = AddressForm(request.POST if request.POST and not by_file else None)
    file = FileForm(request.POST, request.FILES) if by_file else FileForm()
    form: AddressForm | FileForm = file if by_file else address
    findings: tuple[Finding, ...] = ()
    if request.method == "POST" and form.is_valid():
        try:
            return redirect(kept.url("agenda-feed", _looked_at(request, kept, form).pk))
        except BadDataError as error:
            findings = error.findings
    context = {
        "kept": kept,
        "form": form,
        "address": address,
        "file": file,
        "findings": findings,
        "crumbs": [*kept.crumbs, Crumb(_("Andere agenda"))],
        "back": kept.url("agenda"),
    }
    return render(request, "assessment/calendar_feeds.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def feed(request: HttpRequest, key: int, code: str = "") -> HttpResponse:
    """Show what was read of another calendar; POST uses it."""
    kept = keeping(request, code)
    row = feed_of(kept.owner, key)
    if row is None:
        return _gone(request, kept)
    if request.method == "POST":
        keeper = kept.keeper(request)
        done = _("We rekenen nu met deze agenda.")
        return carried_out(request, lambda: use_feed(keeper, row), kept.url("agenda"), done)
    return render(request, "assessment/calendar_feed.html", _context(kept, row))


@require_POST
@login_required
def refresh_now(request: HttpRequest, key: int, code: str = "") -> HttpResponse:
    """Read another calendar again."""
    kept = keeping(request, code)
    row = feed_of(kept.owner, key)
    if row is None or row.draft or not row.address:
        raise Http404
    outcome = refresh(kept.keeper(request), row)
    after = feed_of(kept.owner, key)
    if after is not None and feed_view(after, kept.today).failed:
        messages.warning(request, _("Lezen lukte niet. Hieronder staat waarom."))
    else:
        say(request, outcome, _("Opnieuw gelezen: er is iets veranderd."))
    return redirect(kept.url("agenda-feed", key))


@require_POST
@login_required
def remove(request: HttpRequest, key: int, code: str = "") -> HttpResponse:
    """Stop with another calendar, or leave one that was looked at."""
    kept = keeping(request, code)
    row = feed_of(kept.owner, key)
    if row is None:
        return _gone(request, kept)
    keeper, back = kept.keeper(request), kept.url("agenda")
    done = _("Deze agenda telt niet meer mee. Wat we ervan bewaarden, is weg.")
    return carried_out(request, lambda: remove_row(keeper, row), back, done)


def _looked_at(request: HttpRequest, kept: Keeping, form: AddressForm | FileForm) -> Feed:
    keeper, filled = kept.keeper(request), form.cleaned_data
    if isinstance(form, FileForm):
        file: Any = filled["file"]
        return look_at_file(keeper, file.read(), form.name)
    return look_at_address(keeper, filled["address"], filled["name"])


def _context(kept: Keeping, row: Feed) -> dict[str, object]:
    view: FeedView = feed_view(row, kept.today)
    days = busy_days(row, kept.today)
    return {
        "kept": kept,
        "view": view,
        "weeks": [
            list(found) for _key, found in groupby(days, lambda each: each[0].isocalendar()[:2])
        ],
        "moments": len(row.busy),
        "crumbs": [*kept.crumbs, Crumb(row.name or view.host or _("Andere agenda"))],
        "back": kept.url("agenda"),
        "use_url": kept.url("agenda-feed", row.pk),
        "refresh_url": kept.url("agenda-feed-refresh", row.pk),
        "remove_url": kept.url("agenda-feed-remove", row.pk),
        "day": kept.today,
    }


def _gone(request: HttpRequest, kept: Keeping) -> HttpResponse:
    messages.warning(
        request, _("Deze agenda is er niet meer. Misschien haalde je hem ergens anders weg.")
    )
    return redirect(kept.url("agenda"))
