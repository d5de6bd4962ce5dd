"""The months to come on a page: work beside hours, the chance of five weeks, what would change."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from loopbrug.core.assessment.forecast_rules import bottleneck, stage_findings
from loopbrug.core.terms.finding import blocking
from loopbrug.web.assessment.facts.outlook import Answer, Asked, answer_of, stage_for
from loopbrug.web.assessment.forms.outlook import OutlookForm, fields_of, months_in, usual
from loopbrug.web.assessment.permissions import Desk, desk_of_user, may_estimate
from loopbrug.web.assessment.queries import ForecastRow
from loopbrug.web.assessment.queries.outlook import forecast_with_key
from loopbrug.web.assessment.services.forecasts import ask_forecast, whole_of
from loopbrug.web.assessment.views.outlook_parts import (
    chances,
    differences,
    load_table,
    panels,
    share_rows,
)
from loopbrug.web.pathway.views.door import signed_in
from loopbrug.web.ui.parts import Crumb
from loopbrug.web.work.facts import Progress, State, progress_of
from loopbrug.web.work.services import take_up

REFRESH_SECONDS, WAIT = 4, "wacht"
"""While ``WAIT`` is in the address the page refreshes itself; one can leave that out."""


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def outlook(request: HttpRequest) -> HttpResponse:
    """Show the months to come of one's region; POST asks for the chance to be counted."""
    desk, today = planner(request), timezone.localdate()
    data = request.POST if request.method == "POST" else request.GET
    filled = data.dict() if "first" in data else usual(today)
    stage = stage_for(desk.region, months_in(filled, today))
    form = OutlookForm(filled, stage=stage, region=desk.region, today=today)
    valid = form.is_valid()
    if request.method == "POST" and valid and form.asked:
        if not blocking(stage_findings(stage)):
            ask_forecast(actor=desk.user, asked=form.asked)
        return redirect(_address(form.asked, waiting=True))
    context = {"form": form, "day": today, "may_estimate": may_estimate(desk), **_head()}
    if valid and form.asked:
        context |= _found(form, form.asked)
        context["refresh"] = REFRESH_SECONDS if context["waits"] and WAIT in request.GET else 0
    return render(request, "assessment/outlook.html", context)


def _address(asked: Asked, *, waiting: bool = False) -> str:
    fields = fields_of(asked) | ({WAIT: "1"} if waiting else {})
    return f"{reverse('assessment:outlook')}?{urlencode(fields)}"


def planner(request: HttpRequest) -> Desk:
    """Return at which desk the visitor plans; raises ``Http404`` for who plans nowhere."""
    desk = desk_of_user(signed_in(request))
    if desk is None:
        raise Http404
    return desk


def _head() -> dict[str, object]:
    desk = Crumb(_("Planning"), reverse("assessment:desk"))
    return {"title": _("Vooruitblik"), "crumbs": [desk, Crumb(_("Vooruitblik"))]}


def _found(form: OutlookForm, asked: Asked) -> dict[str, object]:
    stage, row = form.stage, forecast_with_key(asked.region, asked.key)
    answer, odd = answer_of(asked, stage, row), stage_findings(stage)
    progress = _progress(row)
    if progress.waits:
        take_up()
    return {
        "asked": asked,
        "answer": answer,
        "progress": progress,
        "waits": progress.waits,
        "done_at": row.done_at if row else None,
        "whole": progress.total or whole_of(asked.question),
        "still_address": _address(asked),
        "waiting_address": _address(asked, waiting=True),
        "stops": blocking(odd),
        "odd": (*(one for one in odd if one not in blocking(odd)), *form.odd),
        "tightest": bottleneck(answer.now, stage.region),
        "tightest_then": bottleneck(answer.then, stage.region) if answer.then else (),
        "panels": panels(answer.then or answer.now, stage.region),
        **_figures(answer, form, asked),
    }


def _figures(answer: Answer, form: OutlookForm, asked: Asked) -> dict[str, object]:
    region = form.stage.region
    headers, rows = load_table(answer.now, region)
    found: dict[str, object] = {
        "load_headers": headers,
        "load_rows": rows,
        "chances": chances(answer.now),
        "chances_then": chances(answer.then) if answer.then and answer.then.runs else (),
        "share_rows": share_rows(answer.now),
        "goal": asked.question.trial.goal_days,
        "hand_fields": fields_of(asked).items(),
    }
    if answer.then:
        found["then_rows"] = load_table(answer.then, region)[1]
        found["differences"] = differences(answer, region)
    return found


def _progress(row: ForecastRow | None) -> Progress:
    """Return how far the chance is; a count whose work is forgotten is done."""
    found = progress_of(row.run if row else None, timezone.now())
    if row and row.run is None and row.result is not None:
        return Progress(State.DONE)
    return found
