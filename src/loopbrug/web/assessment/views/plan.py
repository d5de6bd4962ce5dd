"""The five weeks on a page: the promised day, the steps, who is there, what may still move."""

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from loopbrug.core.assessment.clock import Stand
from loopbrug.core.pathway.model import State
from loopbrug.web.assessment.facts import plan_page
from loopbrug.web.assessment.facts.promised import CLOCK_WORDS
from loopbrug.web.assessment.facts.tracks import Track, notice_days, track_on
from loopbrug.web.assessment.forms.planning import PromiseForm
from loopbrug.web.assessment.queries.calendars import has_week
from loopbrug.web.assessment.queries.planning import latest_of
from loopbrug.web.assessment.services.appointments import PANEL, planned_people, start_with_panel
from loopbrug.web.assessment.services.planning import promise_again
from loopbrug.web.assessment.services.promising import KeptError, promise_anew
from loopbrug.web.assessment.views.remedies import remedies_for
from loopbrug.web.pathway.permissions import PARTIES, Act, Role
from loopbrug.web.pathway.services import NotReadyError, StaleError
from loopbrug.web.pathway.views.door import Visit, visit

FORM = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@login_required
def plan(request: HttpRequest, key: UUID) -> HttpResponse:
    """Show the plan of a dossier to everybody who takes part in it."""
    visited, today = visit(request, key, Act.SEE_PLAN), timezone.localdate()
    track = _track(visited, today)
    ask, standing = plan_page.ask_of(track), track.standing
    plans = _plans(visited)
    lacks = plan_page.lacks_moment(track)
    context = {
        "visit": visited,
        "dossier": visited.row,
        "track": track,
        "standing": standing,
        "clock": CLOCK_WORDS[standing.stand],
        "ask": ask,
        "mine": PARTIES.get(ask.party) in visited.roles,
        "lines": plan_page.lines_of(track, visited),
        "why": plan_page.why_of(track),
        "promises": plan_page.promises_of(track),
        "stops": plan_page.stops_of(track),
        "gone": plan_page.gone_of(track, visited),
        "notice": notice_days(),
        "plans": plans,
        "remedies": remedies_for(track, visited) if plans else (),
        "may_retry": plans and lacks,
        "may_promise": plans and _breaks(track),
        "may_start": Role.INSTITUTE in visited.roles
        and visited.state is State.ASSESSMENT_REQUESTED
        and track.promise is not None,
        "hours_wanted": visited.own and track.in_hand and not has_week(visited.user),
        "day": today,
    }
    return render(request, "assessment/plan.html", context)


@require_POST
@login_required
def retry(request: HttpRequest, key: UUID) -> HttpResponse:
    """Try once more to plan what has no moment, now that calendars may have changed."""
    visited, today = visit(request, key, Act.PLAN), timezone.localdate()
    row = latest_of(visited.row)
    if row is None or row.ended_on is not None:
        raise Http404
    promise_again(actor=visited.user, assessment=row, day=today)
    track = _track(visited, today)
    if plan_page.lacks_moment(track):
        messages.warning(
            request, _("Er is nog steeds geen plek. Hieronder staat wie er ontbreekt.")
        )
    else:
        messages.success(
            request, _("Elke stap heeft een moment, en iedereen heeft bericht gekregen.")
        )
    return redirect("assessment:plan", key)


@FORM
@login_required
def promise(request: HttpRequest, key: UUID) -> HttpResponse:
    """Promise another day, when illness or the like made the first one impossible."""
    visited, today = visit(request, key, Act.PLAN), timezone.localdate()
    track = _track(visited, today)
    done = track.standing.done_on
    if not _breaks(track) or done is None:
        messages.info(request, _("De beloofde datum kan nog gewoon: er verandert niets."))
        return redirect("assessment:plan", key)
    least = max(done, today)
    form = PromiseForm(request.POST or None, least=least, initial={"day": least})
    if form.is_bound and form.is_valid():
        try:
            promise_anew(
                actor=visited.user,
                assessment=track.row,
                promised_on=form.cleaned_data["day"],
                reason=form.cleaned_data["reason"],
                day=today,
            )
        except KeptError:
            messages.info(request, _("Het plan is intussen veranderd. Kijk nog eens."))
        else:
            messages.success(request, _("De nieuwe datum is beloofd. De kandidaat krijgt bericht."))
        return redirect("assessment:plan", key)
    context = {"visit": visited, "dossier": visited.row, "track": track, "form": form}
    return render(request, "assessment/promise_anew.html", context)


@FORM
@login_required
def start(request: HttpRequest, key: UUID) -> HttpResponse:
    """Show who is planned to judge and guide, and begin the assessment with them."""
    visited, today = visit(request, key, Act.SEE_PLAN), timezone.localdate()
    if Role.INSTITUTE not in visited.roles:
        raise Http404
    track, stale = _track(visited, today), visited.state is not State.ASSESSMENT_REQUESTED
    if request.method == "POST" and not stale:
        try:
            start_with_panel(
                actor=visited.user, dossier=visited.row, day=today, seen=request.POST["seen"]
            )
        except NotReadyError as error:
            context = {"visit": visited, "dossier": visited.row, "findings": error.findings}
            return render(request, "pathway/not_ready.html", context, status=409)
        except (StaleError, KeyError):
            stale = True
        else:
            messages.success(request, _("Het onderzoek is begonnen."))
            return redirect("assessment:plan", key)
    if stale:
        messages.info(request, _("Dit dossier is intussen verder gegaan."))
        return redirect("assessment:plan", key)
    people = planned_people(track.row)
    context = {
        "visit": visited,
        "dossier": visited.row,
        "people": [(part, who) for part, who in people.items() if part != "candidate"],
        "complete": all(part in people for part in PANEL),
    }
    return render(request, "assessment/panel_start.html", context)


def _track(visited: Visit, today: date) -> Track:
    row = latest_of(visited.row)
    if row is None:
        raise Http404
    return track_on(row, today)


def _plans(visited: Visit) -> bool:
    return visited.may(Act.PLAN)


def _breaks(track: Track) -> bool:
    """Return whether the plan ends after the promise, so that only a person can mend it."""
    standing = track.standing
    if not track.in_hand or standing.stand is Stand.PAUSED:
        return False
    due, done = standing.due_on, standing.done_on
    return due is not None and done is not None and done > due
