"""A calendar on a page: what the planner makes of it, the week, exceptions, hours of a class."""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from loopbrug.core.terms.words import Weekday
from loopbrug.web.assessment.facts.availability import (
    availability_of,
    changes_to_come,
    feed_view,
    hours_of_periods,
    usual_hours,
    week_mark,
)
from loopbrug.web.assessment.forms.calendars import (
    WORKDAYS,
    ChangeForm,
    PasteForm,
    SlotForm,
    WeekForm,
)
from loopbrug.web.assessment.permissions import desk_of_user
from loopbrug.web.assessment.queries import Calendar, Hours
from loopbrug.web.assessment.queries.calendars import (
    calendar_row,
    change_of,
    hours_of,
    regions_of,
    schools_kept_by,
    standing_in,
)
from loopbrug.web.assessment.services.availability import (
    ChangedMeanwhileError,
    TooManyError,
    add_changes,
    add_slot,
    keep_week,
    remove_row,
)
from loopbrug.web.assessment.services.guarding import Outcome
from loopbrug.web.assessment.views.calendar_door import (
    Keeping,
    carried_out,
    keeping,
    subject_choices,
)
from loopbrug.web.pathway.queries import visible_to
from loopbrug.web.ui.parts import Crumb

_NOTHING = Outcome(changed=False)


@require_safe
@login_required
def agenda(request: HttpRequest, code: str = "") -> HttpResponse:
    """Show a calendar whole: what the planner makes of it, and everything that makes it up."""
    kept = keeping(request, code)
    calendar, regions = calendar_row(kept.owner), regions_of(kept.owner)
    region = regions[0] if regions else None
    parts = list(standing_in(kept.owner, timezone.now()))
    found = availability_of(kept.owner, calendar, parts, kept.today, region)
    seen = {row.pk for row in visible_to(kept.user)} if found.standing else set()
    feeds = [feed_view(row, kept.today) for row in _feeds(calendar)]
    context = {
        "kept": kept,
        "found": found,
        "not_fitting": [each for each in found.standing if not each.fits],
        "linked": seen,
        "week": _week_lines(calendar),
        "has_week": any(usual_hours(calendar).values()),
        "slots": _removable(kept, _slots(kept, calendar)),
        "changes": _removable(kept, changes_to_come(calendar, kept.today)),
        "feeds": [(view, kept.url("agenda-feed", view.row.pk)) for view in feeds],
        "urls": _urls(kept),
        "crumbs": [kept.crumbs[0], Crumb(kept.title)],
        "schools": list(schools_kept_by(kept.user)) if kept.own else [],
        "desk": desk_of_user(kept.user) if kept.own else None,
        "takes_part": bool(regions),
        "day": kept.today,
    }
    return render(request, "assessment/calendar.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def week(request: HttpRequest, code: str = "") -> HttpResponse:
    """Let somebody give the hours of every week."""
    kept = keeping(request, code)
    if not kept.own:
        raise Http404
    calendar = calendar_row(kept.owner)
    hours = {f"day{day}": spans for day, spans in usual_hours(calendar).items()}
    form = WeekForm(request.POST or None, initial={**hours, "seen": week_mark(calendar)})
    meanwhile = False
    if request.method == "POST" and form.is_valid():
        keeper, slots = kept.keeper(request), form.slots()
        try:
            return carried_out(
                request,
                lambda: keep_week(keeper, slots, form.cleaned_data["seen"]),
                kept.url("agenda"),
                _("Je week is bewaard."),
            )
        except ChangedMeanwhileError:
            meanwhile = True
            form = _again(request, week_mark(calendar))
    context = {
        "kept": kept,
        "form": form,
        "crumbs": [*kept.crumbs, Crumb(_("Elke week"))],
        "meanwhile": _week_lines(calendar) if meanwhile else None,
        "periods": _removable(kept, hours_of_periods(calendar)),
        "back": kept.url("agenda"),
    }
    return render(request, "assessment/calendar_week.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def days(request: HttpRequest, code: str = "") -> HttpResponse:
    """Let somebody add an exception, or paste many."""
    kept = keeping(request, code)
    pasted = "lines" in request.POST
    one = ChangeForm(request.POST if request.POST and not pasted else None, today=kept.today)
    many = PasteForm(request.POST if pasted else None, today=kept.today)
    form: ChangeForm | PasteForm = many if pasted else one
    if request.method == "POST" and form.is_valid():
        keeper, changes = kept.keeper(request), form.changes()
        try:
            return carried_out(
                request,
                lambda: add_changes(keeper, changes),
                kept.url("agenda"),
                _("Bewaard. De planner rekent er meteen mee."),
            )
        except TooManyError as error:
            form.add_error(None, _too_many(error))
    context = {
        "kept": kept,
        "form": form,
        "one": one,
        "many": many,
        "crumbs": [*kept.crumbs, Crumb(_("Uitzonderingen"))],
        "back": kept.url("agenda"),
    }
    return render(request, "assessment/calendar_days.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def slots(request: HttpRequest, code: str) -> HttpResponse:
    """Let a school offer hours in which a lesson can be seen."""
    kept = keeping(request, code)
    form = SlotForm(request.POST or None, subjects=subject_choices(), today=kept.today)
    if request.method == "POST" and form.is_valid():
        keeper, slot = kept.keeper(request), form.slot()
        try:
            return carried_out(
                request, lambda: add_slot(keeper, slot), kept.url("agenda"), _("Lesuren bewaard.")
            )
        except TooManyError as error:
            form.add_error(None, _too_many(error))
    context = {
        "kept": kept,
        "form": form,
        "crumbs": [*kept.crumbs, Crumb(_("Lesuren erbij"))],
        "back": kept.url("agenda"),
    }
    return render(request, "assessment/calendar_slot.html", context)


@require_POST
@login_required
def remove_change(request: HttpRequest, key: int, code: str = "") -> HttpResponse:
    """Take an exception out."""
    kept = keeping(request, code)
    row = change_of(kept.owner, key)
    return _remove(request, kept, row)


@require_POST
@login_required
def remove_hours(request: HttpRequest, key: int, code: str = "") -> HttpResponse:
    """Take a line of hours out."""
    kept = keeping(request, code)
    return _remove(request, kept, hours_of(kept.owner, key))


def _remove(request: HttpRequest, kept: Keeping, row: Any) -> HttpResponse:
    if row is None:
        return carried_out(request, lambda: _NOTHING, kept.url("agenda"), "")
    keeper = kept.keeper(request)
    back, done = kept.url("agenda"), _("Weggehaald.")
    return carried_out(request, lambda: remove_row(keeper, row), back, done)


def _again(request: HttpRequest, mark: str) -> WeekForm:
    """Return the form as it was filled in, now starting from the week as it is."""
    return WeekForm(request.POST.dict() | {"seen": mark})


def _feeds(calendar: Calendar | None) -> list[Any]:
    return [row for row in calendar.feeds.all() if not row.draft] if calendar else []


def _slots(kept: Keeping, calendar: Calendar | None) -> Iterable[Hours]:
    """Return the hours a page shows one by one: of a class all, of a person those of a period."""
    if kept.own:
        return hours_of_periods(calendar)
    return calendar.hours.all() if calendar else ()


def _removable(kept: Keeping, rows: Iterable[Any]) -> list[tuple[Any, str]]:
    """Return rows with the address that takes each out."""
    return [
        (
            row,
            kept.url(
                "agenda-hours-remove" if isinstance(row, Hours) else "agenda-day-remove", row.pk
            ),
        )
        for row in rows
    ]


def _week_lines(calendar: Calendar | None) -> list[tuple[Weekday, Any]]:
    hours = usual_hours(calendar)
    return [(Weekday(day), hours[day]) for day in WORKDAYS]


def _urls(kept: Keeping) -> dict[str, str]:
    names = {"days": "agenda-days", "feeds": "agenda-feeds"}
    names |= {"week": "agenda-week"} if kept.own else {"slots": "agenda-slots"}
    return {name: kept.url(page) for name, page in names.items()}


def _too_many(error: TooManyError) -> str:
    sentence = _("Er kunnen er hooguit %(most)s in een agenda. Haal eerst weg wat niet meer hoeft.")
    return sentence % {"most": error.most}
