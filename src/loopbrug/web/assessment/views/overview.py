"""The half-yearly overview for the inspectorate: a page, and the file to send."""

from dataclasses import dataclass

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from loopbrug.core.assessment.overview import Half, half_of
from loopbrug.web.accounts.queries import User
from loopbrug.web.assessment.facts.overviews import overview_for
from loopbrug.web.assessment.papers.overview import asked_by_law, csv_of, rows_of, statement_rows
from loopbrug.web.assessment.queries.decisions import institutes_of
from loopbrug.web.assessment.services.overviews import take_overview
from loopbrug.web.organisations.queries import Organisation
from loopbrug.web.pathway.facts import law
from loopbrug.web.pathway.views.door import signed_in
from loopbrug.web.ui.parts import Crumb


@dataclass(frozen=True, slots=True)
class Asked:
    """Whose overview somebody wants, of which half year."""

    user: User
    institute: Organisation
    institutes: list[Organisation]
    half: Half


@require_safe
@login_required
def overview(request: HttpRequest) -> HttpResponse:
    """Show the overview of a half year; without one asked for, the last that is over."""
    asked = _asked(request)
    found = overview_for(asked.institute, asked.half)
    today = timezone.localdate()
    title = _("Overzicht voor de inspectie")
    context = {
        "asked": asked,
        "period": asked.half.period,
        "headers": [_("Wat is geteld"), _("Waarde"), _("Toelichting")],
        "rows": rows_of(found),
        "statement_headers": [_("Nummer"), _("Afgegeven op"), _("Toelichting")],
        "statements": statement_rows(found),
        "source": asked_by_law(law(), found),
        "going_on": asked.half.period.last is not None and today <= asked.half.period.last,
        "before": asked.half.before,
        "following": asked.half.following if asked.half != half_of(today) else None,
        "title": title,
        "crumbs": [Crumb(title)],
        "day": today,
    }
    return render(request, "assessment/overview.html", context)


@require_safe
@login_required
def overview_csv(request: HttpRequest) -> HttpResponse:
    """Give the overview as a file; it is written down who took it."""
    asked = _asked(request)
    found = take_overview(actor=asked.user, institute=asked.institute, half=asked.half)
    name = f"overzicht-{asked.institute.code}-{asked.half.year}-{asked.half.number}.csv"
    content = csv_of(found, asked.institute, asked_by_law(law(), found))
    response = HttpResponse(content, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response


def _asked(request: HttpRequest) -> Asked:
    """Return what is asked for; raises ``Http404`` for who works for no institute."""
    user = signed_in(request)
    institutes = institutes_of(user)
    code = request.GET.get("opleiding", "")
    chosen = [each for each in institutes if not code or each.code == code]
    if not chosen:
        raise Http404
    return Asked(user, chosen[0], institutes, _half(request))


def _half(request: HttpRequest) -> Half:
    """Return the half year in the address; one that does not exist gives the last that is over."""
    last = half_of(timezone.localdate()).before
    year, number = request.GET.get("jaar", ""), request.GET.get("helft", "")
    if not all(each.isascii() and each.isdecimal() and len(each) <= 4 for each in (year, number)):  # noqa: PLR2004
        return last
    try:
        half = Half(int(year), int(number))
    except ValueError:
        return last
    return half if law().knows("report.inspectie_asks", half.period.first) else last
