"""The five weeks on a page: the promised day, the steps, who is there, what may still move."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from loopbrug.core.assessment.clock import Stand
from loopbrug.core.assessment.steps import StepPlan, load_steps
from loopbrug.core.terms.finding import Finding
from loopbrug.core.terms.words import Profile
from loopbrug.web.assessment.facts.findings import findings_in
from loopbrug.web.assessment.facts.tracks import Track, local, notice_days, region_tracks, track_on
from loopbrug.web.assessment.permissions import desk_of_user
from loopbrug.web.assessment.queries import AppointmentRow
from loopbrug.web.assessment.queries.calendars import has_week
from loopbrug.web.assessment.queries.planning import latest_of, running_of
from loopbrug.web.assessment.services.planning import promise_again, replan_region
from loopbrug.web.pathway.permissions import Act, Role, may
from loopbrug.web.pathway.queries import visible_to
from loopbrug.web.pathway.views.door import Visit, signed_in, visit

LOOKS = {
    Stand.DONE: "done",
    Stand.WORKING: "on-time",
    Stand.PAUSED: "paused",
    Stand.AT_RISK: "soon",
    Stand.LATE: "late",
}
_WORST_FIRST = (Stand.LATE, Stand.AT_RISK, Stand.PAUSED, Stand.WORKING, Stand.DONE)


@dataclass(frozen=True, slots=True)
class Line:
    """One step on the page: what it is for, when (None: not yet), with whom, fixed or not."""

    plan: StepPlan
    row: AppointmentRow | None
    starts: datetime | None
    people: tuple[str, ...]
    fixed: bool

    @property
    def status(self) -> str:
        """How far the step is."""
        if self.row is None:
            return "blocked"
        if self.row.state == AppointmentRow.State.HELD:
            return "done"
        return "agreed" if self.fixed else "draft"


@require_safe
@login_required
def plan(request: HttpRequest, key: UUID) -> HttpResponse:
    """Show the plan of a dossier to everybody who takes part in it."""
    visited, today = visit(request, key, Act.SEE_PLAN), timezone.localdate()
    row = latest_of(visited.row)
    if row is None:
        raise Http404
    track = track_on(row, today)
    context = {
        "visit": visited,
        "dossier": visited.row,
        "track": track,
        "standing": track.standing,
        "look": LOOKS[track.standing.stand],
        "lines": _lines(track),
        "why": _why(track),
        "notice": notice_days(),
        "may_retry": track.promise is None and track.in_hand and _plans(visited),
        "hours_wanted": visited.own and track.in_hand and not has_week(visited.user),
        "day": today,
    }
    return render(request, "assessment/plan.html", context)


@require_http_methods(["POST"])
@login_required
def retry(request: HttpRequest, key: UUID) -> HttpResponse:
    """Try once more to promise a day, now that calendars may have changed."""
    visited = visit(request, key, Act.PLAN)
    row = latest_of(visited.row)
    if row is None or row.ended_on is not None:
        raise Http404
    made = promise_again(actor=visited.user, assessment=row, day=timezone.localdate())
    if made is None:
        messages.warning(
            request, _("Er is nog steeds geen plek. Hieronder staat wie er ontbreekt.")
        )
    else:
        messages.success(request, _("Er is een datum beloofd, en iedereen heeft bericht."))
    return redirect("assessment:plan", key)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def desk(request: HttpRequest) -> HttpResponse:
    """Show every assessment one may plan, the most pressing first; POST plans the day anew."""
    user, today = signed_in(request), timezone.localdate()
    mine = [row for row in visible_to(user) if may(user, Act.PLAN, row)]
    if request.method == "POST" and mine:
        done = replan_region(actor=user, region=mine[0].region, day=today)
        moved = _("%(moved)s afspraken zijn verschoven, %(promised)s nieuwe data beloofd.")
        messages.success(request, moved % {"moved": done.moved, "promised": done.promised})
        return redirect("assessment:desk")
    tracks = region_tracks(running_of(mine), mine[0].region, today) if mine else []
    context = {
        "rows": _by_danger(tracks), "day": today, "notice": notice_days(),
        "sees_outlook": desk_of_user(user) is not None,
    }  # fmt: skip
    return render(request, "assessment/desk.html", context)


def _plans(visited: Visit) -> bool:
    return visited.may(Act.PLAN) and not visited.roles.isdisjoint({Role.BROKER, Role.INSTITUTE})


def _by_danger(tracks: list[Track]) -> list[tuple[Track, str]]:
    """Return the tracks with how each looks: late and at risk first, then by promised day."""
    ordered = sorted(
        tracks,
        key=lambda track: (
            track.due_on is not None,
            _WORST_FIRST.index(track.standing.stand),
            track.due_on or date.min,
        ),
    )
    return [(track, LOOKS[track.standing.stand]) for track in ordered]


def _lines(track: Track) -> list[Line]:
    plans = {one.code: one for one in load_steps().profiles[Profile(track.row.profile)]}
    return [_line(track, plans[step.code]) for step in track.steps if step.code in plans]


def _line(track: Track, plan_of_step: StepPlan) -> Line:
    row = track.appointments.get(plan_of_step.code)
    if row is None:
        return Line(plan_of_step, None, None, (), fixed=False)
    people = tuple(str(one.user or one.organisation) for one in row.people.all())
    return Line(plan_of_step, row, local(row.starts_at), people, track.is_fixed(row))


def _why(track: Track) -> tuple[Finding, ...]:
    said = track.told_last
    return findings_in(said.findings) if said else ()
