"""The moments at which learning teams could meet, and a candidate's say about a team."""

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from loopbrug.web.organisations.queries import Organisation
from loopbrug.web.pathway.facts import region_of
from loopbrug.web.pathway.permissions import Act
from loopbrug.web.programme.cohort_page import months_from
from loopbrug.web.programme.facts.teams import slot_of, team_title, venues_of
from loopbrug.web.programme.forms.cohorts import MomentForm
from loopbrug.web.programme.permissions.cohorts import Planner
from loopbrug.web.programme.queries.cohorts import moments_of, team_places
from loopbrug.web.programme.services.cohorts import leave_team, take_team
from loopbrug.web.programme.services.team_moments import end_moment, keep_moment, keep_usual
from loopbrug.web.programme.views.cohorts import planner_here
from loopbrug.web.programme.views.door import visit
from loopbrug.web.ui.parts import Crumb


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def moments(request: HttpRequest) -> HttpResponse:
    """List the moments of one's institute, and add one; the desk only looks."""
    planner, today = planner_here(request), timezone.localdate()
    month = _next_month(planner, today)
    places = venues_of(planner.region)
    form = MomentForm(request.POST or None, places=places, month=month)
    if request.method == "POST":
        institute = _institute(planner)
        if form.is_valid():
            if keep_moment(planner=planner, institute=institute, moment=form.moment()):
                messages.success(request, _("Het moment staat erbij."))
            else:
                messages.info(request, _("Dit moment stond er al."))
            return redirect("together:moments")
    rows = moments_of(planner.region, planner.institute_id)
    context = {
        "title": _("Momenten voor leerteams"),
        "crumbs": [Crumb(_("Samen plannen"), reverse("together:cohorts")), Crumb(_("Momenten"))],
        "planner": planner,
        "form": form,
        "rows": [(row, team_title(row.kind, row.subject), slot_of(row)) for row in rows],
    }
    return render(request, "programme/moments.html", context)


@require_POST
@login_required
def usual(request: HttpRequest) -> HttpResponse:
    """Add the moments that are usual in the region."""
    planner, today = planner_here(request), timezone.localdate()
    institute, places = _institute(planner), list(venues_of(planner.region))
    place, month = (places[0] if places else ""), _next_month(planner, today)
    if keep_usual(planner=planner, institute=institute, month=month, place=place):
        messages.success(
            request,
            _("De gebruikelijke momenten staan erbij. Haal weg wat niet past, of voeg er een toe."),
        )
    else:
        messages.info(request, _("De gebruikelijke momenten stonden er al."))
    return redirect("together:moments")


@require_POST
@login_required
def end(request: HttpRequest, number: int) -> HttpResponse:
    """Take a moment away."""
    planner = planner_here(request)
    row = moments_of(planner.region, planner.institute_id).filter(pk=number).first()
    if row is None or not end_moment(planner=planner, moment=row, day=timezone.localdate()):
        raise Http404
    messages.success(request, _("Het moment is weg."))
    return redirect("together:moments")


@require_POST
@login_required
def team(request: HttpRequest, key: UUID, number: int) -> HttpResponse:
    """Join a team that was proposed, or leave it."""
    found = visit(request, key, Act.ACCEPT_PROGRAMME)
    member = team_places([key], found.today).filter(team=number).first()
    if member is None:
        raise Http404
    if request.POST.get("act") == "take":
        take_team(actor=found.viewer, member=member, day=found.today)
        messages.success(request, _("Je doet mee met dit leerteam."))
    else:
        leave_team(actor=found.viewer, member=member, day=found.today)
        messages.success(request, _("Je doet niet mee met dit leerteam. Je opleiding ziet dat."))
    return redirect("programme:programme", key=key)


def _next_month(planner: Planner, today: date) -> date:
    """Return the first month to come in which something begins."""
    months = months_from(today, region_of(planner.region).catalogue.offerings)
    return next((month for month in months if month > today), today)


def _institute(planner: Planner) -> Organisation:
    if planner.institute is None:
        raise Http404
    return planner.institute
