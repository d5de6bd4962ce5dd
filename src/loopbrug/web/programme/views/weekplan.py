"""Week by week: the dated plan, some weeks at a time or all of it on paper."""

from datetime import timedelta
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from loopbrug.web.pathway.permissions import Act
from loopbrug.web.programme.facts import programme_of, wishes_then
from loopbrug.web.programme.facts.teams import meetings_of
from loopbrug.web.programme.queries import ProgrammeVersion, shown_version
from loopbrug.web.programme.views.door import Visit, visit
from loopbrug.web.programme.week_plan import day_in, pages_of, week_plan, with_meetings
from loopbrug.web.programme.weeks import months_of


@require_safe
@login_required
def weekplan(request: HttpRequest, key: UUID) -> HttpResponse:
    """Show the weeks of the programme that counts, from the one asked for or from this one."""
    found = visit(request, key, Act.SEE_PROGRAMME)
    version = shown_version(found.dossier)
    context = {
        **found.context,
        **found.head(_("Week voor week"), below=True),
        "version": version,
    }
    shown = _shown(request, found, version) if version else {}
    return render(request, "programme/weekplan.html", context | shown)


def _shown(request: HttpRequest, found: Visit, version: ProgrammeVersion) -> dict[str, object]:
    wishes, makes = wishes_then(version), found.cards_in(version.catalogue)
    cards = makes.of(programme_of(version), found.today)
    months = months_of(cards, makes.holidays, wishes.away, found.today)
    weeks = week_plan(months, cards, (makes.holidays, wishes.away), found.today)
    # From this Monday on, so that the whole of this week is there.
    monday = found.today - timedelta(days=found.today.weekday())
    weeks = with_meetings(weeks, meetings_of(found.dossier, monday))
    asked, everything = day_in(request.GET.get("vanaf", "")), "alles" in request.GET
    return {
        "pages": pages_of(weeks, asked, found.today, everything=everything),
        "ceiling": wishes.study_hours,
    }
