"""The named guide: own candidates, who guides, and the minutes of a case."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from loopbrug.core.terms.finding import Finding
from loopbrug.web.assessment.facts.guiding import (
    LITTLE_LEFT,
    choices_for,
    guide_of,
    guided_by,
    step_title,
    time_per_talk,
)
from loopbrug.web.assessment.forms.guides import BudgetForm, GuideForm, TimeForm
from loopbrug.web.assessment.queries import Assessment
from loopbrug.web.assessment.queries.threads import (
    running_assessment_of,
    time_row,
    time_spent_on,
)
from loopbrug.web.assessment.services.guides import (
    name_guide,
    set_guide_minutes,
    set_time_right,
    spend_time,
)
from loopbrug.web.pathway.permissions import Act
from loopbrug.web.pathway.services import NotReadyError
from loopbrug.web.pathway.views.door import Visit, signed_in, visit

FORM = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@login_required
def guided(request: HttpRequest) -> HttpResponse:
    """Show whom one guides: next talk, whose turn, minutes left, evidence worth collecting."""
    today = timezone.localdate()
    context = {"rows": guided_by(signed_in(request), today), "day": today}
    return render(request, "assessment/guided.html", context)


@FORM
@login_required
def guide(request: HttpRequest, key: UUID) -> HttpResponse:
    """Let who arranges it say who guides."""
    visited = visit(request, key, Act.NAME_GUIDE)
    now = guide_of(visited.row)
    initial = {"guide": now.pk} if now else {}
    choices = choices_for(visited.row)
    sent = request.POST if request.method == "POST" else None
    form = GuideForm(sent, choices=choices, initial=initial)
    findings: tuple[Finding, ...] = ()
    if form.is_bound and form.is_valid():
        try:
            new = name_guide(
                actor=visited.user, dossier=visited.row, user=form.chosen, day=timezone.localdate()
            )
        except NotReadyError as error:
            findings = error.findings
        else:
            done = _("De begeleider is genoemd, en iedereen heeft bericht.")
            messages.success(request, done if new else _("Deze begeleider was het al."))
            return redirect("pathway:dossier", key)
    context = {
        "visit": visited,
        "dossier": visited.row,
        "form": form,
        "now": now,
        "findings": findings,
        "nobody": not choices,
        "assessment": running_assessment_of(visited.row),
    }
    return render(request, "assessment/guide.html", context)


@FORM
@login_required
def guide_time(request: HttpRequest, key: UUID) -> HttpResponse:
    """Show where the minutes went, and let the guide write down more."""
    visited = visit(request, key, Act.SEE_THREADS)
    assessment = _assessment(visited)
    form = _time_form(assessment, request.POST if request.method == "POST" else None)
    if request.method == "POST":
        visited.ask(Act.SPEND_TIME)
        if form.is_valid():
            spend_time(actor=visited.user, assessment=assessment, spent=form.spent())
            messages.success(request, _("De tijd is opgeschreven."))
            return redirect("assessment:guide-time", key)
    return _time_page(request, visited, form)


@require_POST
@login_required
def time_back(request: HttpRequest, key: UUID, number: int) -> HttpResponse:
    """Take back what was written down wrong, by a line that undoes it."""
    visited = visit(request, key, Act.SPEND_TIME)
    row = time_row(_assessment(visited), number)
    if row is None:
        raise Http404
    if set_time_right(actor=visited.user, row=row, day=timezone.localdate()):
        messages.success(request, _("Deze regel telt niet meer mee."))
    else:
        messages.info(request, _("Deze regel was al rechtgezet."))
    return redirect("assessment:guide-time", key)


@require_POST
@login_required
def budget(request: HttpRequest, key: UUID) -> HttpResponse:
    """Set how many minutes there are."""
    visited = visit(request, key, Act.NAME_GUIDE)
    assessment, form = _assessment(visited), BudgetForm(request.POST)
    if not form.is_valid():
        return _time_page(request, visited, _time_form(assessment), form)
    minutes = form.cleaned_data["minutes"]
    set_guide_minutes(actor=visited.user, assessment=assessment, minutes=minutes)
    messages.success(request, _("De tijd voor begeleiding is bijgewerkt."))
    return redirect("assessment:guide-time", key)


def _assessment(visited: Visit) -> Assessment:
    found = running_assessment_of(visited.row)
    if found is None:
        raise Http404
    return found


def _time_form(assessment: Assessment, sent: QueryDict | None = None) -> TimeForm:
    today = timezone.localdate()
    talks = time_per_talk(assessment, ())
    return TimeForm(sent, today=today, talks=talks, initial={"on": today})


def _time_page(
    request: HttpRequest, visited: Visit, form: TimeForm, budget_form: BudgetForm | None = None
) -> HttpResponse:
    assessment = _assessment(visited)
    rows = list(time_spent_on(assessment))
    spent = sum(row.minutes for row in rows)
    left = assessment.guide_minutes - spent
    known = BudgetForm(initial={"minutes": assessment.guide_minutes})
    context = {
        "visit": visited,
        "dossier": visited.row,
        "assessment": assessment,
        "talks": time_per_talk(assessment, rows),
        "rows": [(row, step_title(assessment, row.step) if row.step else None) for row in rows],
        "spent": spent,
        "left": left,
        "over": -left,
        "little": 0 <= left <= LITTLE_LEFT,
        "form": form if visited.may(Act.SPEND_TIME) else None,
        "budget": (budget_form or known) if visited.may(Act.NAME_GUIDE) else None,
    }
    return render(request, "assessment/guide_time.html", context)
