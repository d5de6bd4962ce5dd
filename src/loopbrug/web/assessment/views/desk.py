"""The planning desk: every assessment, what waits for a person first, and who is away."""

from collections.abc import Iterable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from loopbrug.web.assessment.facts.desk import fitting, standing_at
from loopbrug.web.assessment.facts.promised import CLOCK_WORDS
from loopbrug.web.assessment.forms.planning import AwayForm, DeskFilter
from loopbrug.web.assessment.permissions import Desk, desk_of_user
from loopbrug.web.assessment.queries import CalendarChange
from loopbrug.web.assessment.queries.desk import away_now, people_planned, schools_planned
from loopbrug.web.assessment.queries.planning import waiting_proposals
from loopbrug.web.assessment.services.losses import Away, back_again, report_away
from loopbrug.web.assessment.services.planning import replan_region
from loopbrug.web.pathway.services import NotAllowedError
from loopbrug.web.pathway.views.door import signed_in

FORM = require_http_methods(["GET", "HEAD", "POST"])
PER_PAGE = 25
PRESSING = 10
"""So many escalations stand on top; the rest is a filter away."""


@FORM
@login_required
def desk(request: HttpRequest) -> HttpResponse:
    """Show every assessment one plans, the most pressing first; POST plans the day anew."""
    at, today = _desk(request), timezone.localdate()
    if request.method == "POST":
        done = replan_region(actor=at.user, region=at.region, day=today)
        moved = _("%(moved)s afspraken zijn verschoven, %(promised)s nieuwe data beloofd.")
        messages.success(request, moved % {"moved": done.moved, "promised": done.promised})
        return redirect("assessment:desk")
    rows = standing_at(at, today)
    form = DeskFilter(request.GET or None)
    asked = form.asked() if form.is_bound else ("", "")
    pressing = [row for row in rows if row.escalates]
    context = {
        "desk": at,
        "form": form,
        "query": _query(request),
        "total": len(rows),
        "page": Paginator(fitting(rows, *asked), PER_PAGE).get_page(request.GET.get("page")),
        "pressing": pressing[:PRESSING],
        "more_pressing": len(pressing) - PRESSING,
        "clocks": CLOCK_WORDS,
        "proposals": list(waiting_proposals(at.region)),
        "away": list(_away(at)),
        "day": today,
    }
    return render(request, "assessment/desk.html", context)


@FORM
@login_required
def report(request: HttpRequest) -> HttpResponse:
    """Say that somebody is ill or that a school falls out, and see what it would change."""
    at, today = _desk(request), timezone.localdate()
    places = None if at.whole else at.places
    form = AwayForm(
        request.POST or None,
        region=at.region,
        places=places,
        today=today,
        initial={"first": today, "last": today},
    )
    if not (form.is_bound and form.is_valid()):
        return render(request, "assessment/away.html", {"form": form, "day": today})
    away = Away(form.chosen(), form.period(), form.cleaned_data["reason"])
    try:
        made = report_away(actor=at.user, away=away, region=at.region, day=today)
    except NotAllowedError:
        raise Http404 from None
    if made is None:
        messages.success(request, _("Genoteerd. Er is geen afspraak die hierdoor verandert."))
        return redirect("assessment:desk")
    messages.info(request, _("Genoteerd. Kijk dit voorstel na: er is nog niets verschoven."))
    return redirect("assessment:proposal", made.pk)


@require_POST
@login_required
def back(request: HttpRequest, key: int) -> HttpResponse:
    """Say that somebody who was away is there again, from today."""
    at, today = _desk(request), timezone.localdate()
    change = next((one for one in _away(at) if one.pk == key), None)
    if change is None:
        messages.info(request, _("Dit was al gemeld."))
        return redirect("assessment:desk")
    back_again(actor=at.user, change=change, region=at.region, day=today)
    owner = change.calendar.user or change.calendar.organisation
    messages.success(request, _("%(who)s is er weer vanaf vandaag.") % {"who": owner})
    return redirect("assessment:desk")


def _desk(request: HttpRequest) -> Desk:
    found = desk_of_user(signed_in(request))
    if found is None:
        raise Http404
    return found


def _away(at: Desk) -> Iterable[CalendarChange]:
    places = None if at.whole else at.places
    people = people_planned(at.region, places)
    return away_now(timezone.localdate(), people, schools_planned(at.region, places))


def _query(request: HttpRequest) -> str:
    """Return the filter as a query, so that a next page keeps it."""
    asked = request.GET.copy()
    asked.pop("page", None)
    return asked.urlencode()
