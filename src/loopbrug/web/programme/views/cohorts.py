"""Planning everybody together: start, watch, stop, look, publish."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from loopbrug.core.terms.finding import BadDataError, Finding
from loopbrug.web.pathway.facts import region_of
from loopbrug.web.pathway.views.door import signed_in
from loopbrug.web.programme.cohort_page import months_from, page_of
from loopbrug.web.programme.facts.cohorts import AskedCohort
from loopbrug.web.programme.forms.cohorts import StartForm
from loopbrug.web.programme.permissions.cohorts import Planner, may_see_cohort, planner_of
from loopbrug.web.programme.queries.cohorts import (
    CohortRun,
    cohort_with_key,
    cohorts_of,
    last_published,
    moments_of,
)
from loopbrug.web.programme.services.cohorts import (
    ask_cohort,
    drop_cohort,
    publish_cohort,
    publishing_findings,
    stop_cohort,
)
from loopbrug.web.ui.parts import Crumb
from loopbrug.web.work.facts import State, progress_of
from loopbrug.web.work.services import take_up

REFRESH_SECONDS, STILL = 4, "stil"
"""The page of a plan that is being made refreshes itself, unless ``STILL`` is in the address."""
MOST_SHOWN = 50


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def cohorts(request: HttpRequest) -> HttpResponse:
    """List what was planned, and start another plan."""
    planner, today = planner_here(request), timezone.localdate()
    months = months_from(today, region_of(planner.region).catalogue.offerings)
    form = StartForm(request.POST or None, months=months)
    if request.method == "POST" and form.is_valid():
        found = form.cleaned_data
        asked = AskedCohort(
            planner.region,
            planner.institute_id,
            found["month"],
            found["coach_hours"],
            int(found["drawn"]),
        )
        row = ask_cohort(planner=planner, asked=asked, day=today)
        return redirect("together:cohort", row.pk)
    now = timezone.now()
    rows = cohorts_of(planner.region, planner.institute_id)[:MOST_SHOWN]
    context = {
        "title": _("Samen plannen"),
        "crumbs": [Crumb(_("Samen plannen"))],
        "planner": planner,
        "form": form,
        "rows": [(row, state_of(row, progress_of(row.run, now).state)) for row in rows],
        "moments": moments_of(planner.region, planner.institute_id).count(),
    }
    return render(request, "programme/cohorts.html", context)


@require_safe
@login_required
def cohort(request: HttpRequest, key: int) -> HttpResponse:
    """Show how far a plan is, or what came of it."""
    planner, row = _mine(request, key)
    return _shown(request, planner, row)


@require_POST
@login_required
def stop(request: HttpRequest, key: int) -> HttpResponse:
    """Stop a plan that is being made."""
    planner, row = _mine(request, key)
    if stop_cohort(planner=planner, cohort=row):
        messages.success(request, _("Het rekenen stopt. Je kunt het plan opnieuw laten maken."))
    return redirect("together:cohort", key)


@require_POST
@login_required
def again(request: HttpRequest, key: int) -> HttpResponse:
    """Ask the same once more, on the facts of now."""
    planner, row = _mine(request, key)
    asked = AskedCohort(row.region, row.institute_id, row.month, row.coach_hours, row.drawn)
    made = ask_cohort(planner=planner, asked=asked, day=timezone.localdate())
    return redirect("together:cohort", made.pk)


@require_POST
@login_required
def drop(request: HttpRequest, key: int) -> HttpResponse:
    """Put a plan away."""
    planner, row = _mine(request, key)
    if drop_cohort(planner=planner, cohort=row):
        messages.success(request, _("Het plan is weggelegd. Er is niets veranderd."))
    return redirect("together:cohorts")


@require_POST
@login_required
def publish(request: HttpRequest, key: int) -> HttpResponse:
    """Publish a plan; tells what stands in the way, if anything."""
    planner, row = _mine(request, key)
    try:
        done = publish_cohort(planner=planner, cohort=row, day=timezone.localdate())
    except BadDataError as error:
        return _shown(request, planner, row, tuple(error.findings))
    if done.anew:
        messages.success(request, _published(done.teams))
    return redirect("together:cohort", key)


def _published(teams: int) -> str:
    if not teams:
        return _("Bekendgemaakt. Iedereen krijgt bericht en kiest zelf.")
    counted = ngettext("%(count)s leerteam", "%(count)s leerteams", teams) % {"count": teams}
    told = _("Bekendgemaakt: %(teams)s. Iedereen krijgt bericht en kiest zelf.")
    return told % {"teams": counted}


def planner_here(request: HttpRequest) -> Planner:
    """Return for whom the visitor plans; raises ``Http404`` for who plans for nobody."""
    planner = planner_of(signed_in(request))
    if planner is None:
        raise Http404
    return planner


def state_of(row: CohortRun, state: State) -> str:
    """Return how a plan stands, as its badge says it."""
    if row.published_at:
        return "published"
    return State.DONE.value if row.result is not None else state.value


def _mine(request: HttpRequest, key: int) -> tuple[Planner, CohortRun]:
    planner, row = planner_here(request), cohort_with_key(key)
    if row is None or not may_see_cohort(planner, row):
        raise Http404
    return planner, row


def _shown(
    request: HttpRequest, planner: Planner, row: CohortRun, findings: tuple[Finding, ...] = ()
) -> HttpResponse:
    progress, today = progress_of(row.run, timezone.now()), timezone.localdate()
    waits = row.result is None and progress.waits
    if waits:
        take_up()
    catalogue = region_of(row.region).catalogue
    done = row.result is not None and row.published_at is None
    context = {
        "title": _("Plan voor iedereen"),
        "crumbs": [Crumb(_("Samen plannen"), reverse("together:cohorts")), Crumb(_("Plan"))],
        "row": row,
        "state": state_of(row, progress.state),
        "progress": progress,
        "waits": waits,
        "refresh": REFRESH_SECONDS if waits and STILL not in request.GET else 0,
        "findings": findings or (publishing_findings(row, today, planner) if done else ()),
        "page": page_of(row, planner, last_published(row), catalogue, get_language() or "nl"),
        "day": today,
    }
    return render(request, "programme/cohort.html", context)
