"""Doors that change a dossier: a step of the pathway, a match, a helper."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from loopbrug.core.pathway.model import Party
from loopbrug.core.pathway.states import Event
from loopbrug.web.pathway import services
from loopbrug.web.pathway.forms import ConfirmForm, HelperForm, MatchForm, PauseForm, ReasonForm
from loopbrug.web.pathway.permissions import FIRES, Act, firing
from loopbrug.web.pathway.views.door import Visit, visit
from loopbrug.web.pathway.words import EVENTS

FORMS: dict[Event, type[forms.Form]] = {
    Event.PAUSE: PauseForm,
    Event.STOP: ReasonForm,
    Event.TRANSFER: ReasonForm,
}


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def take_step(request: HttpRequest, key: UUID, event: str) -> HttpResponse:
    """Ask whether an event may happen (GET), or make it happen (POST)."""
    visited, wanted = visit(request, key), _event(event)
    if visited.roles.isdisjoint(FIRES[wanted]):
        raise Http404
    if wanted not in firing(visited.roles, visited.state):
        return _moved_on(request, visited)
    form = FORMS.get(wanted, ConfirmForm)(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        return _made_to_happen(request, visited, wanted, form.cleaned_data)
    context = {
        "visit": visited,
        "dossier": visited.row,
        "event": wanted,
        "words": EVENTS[wanted],
        "form": form,
        "seen": request.POST.get("seen", visited.row.state),
    }
    return render(request, "pathway/step.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def match_places(request: HttpRequest, key: UUID) -> HttpResponse:
    """Let the broker join a school and an institute to the dossier."""
    visited = visit(request, key, Act.MATCH)
    form = MatchForm(request.POST or None, dossier=visited.row)
    if form.is_bound and form.is_valid():
        today = timezone.localdate()
        services.match(actor=visited.user, dossier=visited.row, day=today, **form.cleaned_data)
        messages.success(request, _("School en opleiding zijn bijgewerkt."))
        return redirect("pathway:dossier", key)
    context = {"visit": visited, "dossier": visited.row, "form": form}
    return render(request, "pathway/match.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def add_helper(request: HttpRequest, key: UUID) -> HttpResponse:
    """Let an assessor or a coach take part in the dossier."""
    visited = visit(request, key, Act.NAME_HELPER)
    form = HelperForm(request.POST or None, dossier=visited.row)
    if form.is_bound and form.is_valid():
        today = timezone.localdate()
        services.name_helper(actor=visited.user, dossier=visited.row, day=today, **form.part())
        messages.success(request, _("Deze persoon helpt nu mee."))
        return redirect("pathway:dossier", key)
    context = {"visit": visited, "dossier": visited.row, "form": form}
    return render(request, "pathway/helper.html", context)


def _event(slug: str) -> Event:
    try:
        return Event(slug)
    except ValueError:
        raise Http404 from None


def _made_to_happen(
    request: HttpRequest, visited: Visit, event: Event, filled: dict[str, Any]
) -> HttpResponse:
    seen = request.POST.get("seen", "")
    try:
        _act(visited, event, seen, filled)
    except services.StaleError:
        return _moved_on(request, visited)
    except services.NotReadyError as error:
        context = {"visit": visited, "dossier": visited.row, "findings": error.findings}
        return render(request, "pathway/not_ready.html", context, status=409)
    messages.success(request, str(EVENTS[event].done))
    return redirect("pathway:dossier", visited.row.pk)


def _act(visited: Visit, event: Event, seen: str, filled: dict[str, Any]) -> None:
    act: dict[str, Any] = {
        "actor": visited.user,
        "dossier": visited.row,
        "day": timezone.localdate(),
        "seen": seen,
    }
    if event is Event.PAUSE:
        waited_for = Party(filled["waiting_for"])
        services.pause(**act, waiting_for=waited_for, reason=filled["reason"])
    elif event is Event.RESUME:
        services.resume(**act)
    else:
        services.advance(**act, event=event, reason=filled.get("reason", ""))


def _moved_on(request: HttpRequest, visited: Visit) -> HttpResponse:
    """Say that the dossier is elsewhere by now, and show where."""
    messages.warning(
        request, _("Dit dossier is intussen verder gegaan. Hieronder zie je hoe het nu staat.")
    )
    return redirect("pathway:dossier", visited.row.pk)
