"""Something changed: tell what, see what it means, take it or leave it."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from loopbrug.core.programme.progress import Fate
from loopbrug.core.terms.finding import BadDataError, Finding
from loopbrug.web.outcomes.facts import standing_of
from loopbrug.web.pathway.permissions import Act
from loopbrug.web.programme.changed import ABSENCE, Kind, Told
from loopbrug.web.programme.facts.catalogue import changes_for, stopped_in
from loopbrug.web.programme.facts.replan import course_of
from loopbrug.web.programme.forms.changed import WORDS, ChangedUnit, ChangeForm
from loopbrug.web.programme.page import changes_of, differences_of, overview_of
from loopbrug.web.programme.queries import accepted_version, latest_record
from loopbrug.web.programme.services.replan import (
    Outcome,
    offer_change,
    take_change,
    what_if_changed,
)
from loopbrug.web.programme.views.door import Visit, visit
from loopbrug.web.programme.week import draft_of, number_in

FORM = require_http_methods(["GET", "HEAD", "POST"])
OWN = (Kind.ILL, Kind.LEAVE, Kind.FAILED, Kind.CANCELLED, Kind.WEEK, Kind.EVIDENCE)
BY_INSTITUTE = (Kind.AWAY, Kind.FAILED, Kind.CANCELLED)


@FORM
@login_required
def changed(request: HttpRequest, key: UUID) -> HttpResponse:
    """Ask what changed; what has a page of its own is told there."""
    found = visit(request, key, Act.PROPOSE_CHANGE)
    form = _form(found, request.POST if request.method == "POST" else _kept(request, found))
    if form is None:
        messages.info(
            request,
            _("Er is nog geen programma genomen. Daarna kun je hier zeggen wat er verandert."),
        )
        return redirect("programme:programme", key=key)
    if request.method == "POST" and form.is_valid():
        told = form.told()
        if told.kind is Kind.WEEK:
            return redirect("programme:week", key=key)
        if told.kind is Kind.EVIDENCE:
            return redirect("outcomes:gap", key=key)
        request.session[_shelf(found)] = draft_of(request.POST)
        return redirect("programme:changed-plan", key=key)
    title = _("Er is iets veranderd")
    context = {
        **found.context,
        **found.head(title, below=True),
        "form": form,
        "told": request.method == "POST",
        "since": _since(found),
    }
    return render(request, "programme/changed.html", context)


@FORM
@login_required
def changed_plan(request: HttpRequest, key: UUID) -> HttpResponse:
    """Show the programme that follows beside the old one; take it, propose it, or leave it."""
    found = visit(request, key, Act.PROPOSE_CHANGE)
    act = request.POST.get("act", "")
    if act == "drop":
        request.session.pop(_shelf(found), None)
        messages.success(request, _("Er is niets veranderd. Het programma blijft zoals het was."))
        return redirect("programme:programme", key=key)
    form = _form(found, _kept(request, found))
    if form is None or not form.is_bound or not form.is_valid():
        return redirect("programme:changed", key=key)
    told = form.told()
    if act in ("take", "offer"):
        return _act(request, found, told, act)
    return _plan(request, found, told)


def _act(request: HttpRequest, found: Visit, told: Told, act: str) -> HttpResponse:
    key, actor, dossier, day = found.dossier.pk, found.viewer, found.dossier, found.today
    try:
        if act == "take":
            seen = number_in(request.POST.get("seen", ""))
            version = take_change(actor=actor, dossier=dossier, told=told, day=day, seen=seen)
        else:
            version = offer_change(actor=actor, dossier=dossier, told=told, day=day)
    except BadDataError as error:
        return _plan(request, found, told, tuple(error.findings))
    request.session.pop(_shelf(found), None)
    if act == "take":
        messages.success(request, _("Bewaard. Dit is nu je programma."))
    else:
        messages.success(request, _("Het voorstel staat klaar. De kandidaat kiest."))
    if version and act == "offer":
        return redirect("programme:version", key=key, number=version.number)
    return redirect("programme:programme", key=key)


def _plan(
    request: HttpRequest, found: Visit, told: Told, findings: tuple[Finding, ...] = ()
) -> HttpResponse:
    outcome = what_if_changed(dossier=found.dossier, told=told, day=found.today)
    record = latest_record(found.dossier)
    context = {
        **found.context,
        **found.head(_("Wat deze verandering betekent"), below=True),
        "findings": findings,
        "seen": record.pk if record else "",
        "told": told,
        "absent": told.kind in ABSENCE,
        "words": WORDS[told.kind],
        "unit": found.cards.title(told.unit) if told.unit else "",
        "since": _since(found) if told.kind is Kind.CATALOGUE else (),
        "comparison": outcome.comparison,
    }
    return render(request, "programme/changed_plan.html", context | _beside(found, outcome))


def _beside(found: Visit, outcome: Outcome) -> dict[str, object]:
    comparison = outcome.comparison
    if comparison is None:
        return {}
    cards = found.cards_beside(accepted_version(found.dossier))
    gap = standing_of(found.dossier, found.today).gap
    seen = (found.today, found.own)
    return {
        "differences": differences_of(comparison),
        "overview": overview_of(comparison.new, outcome.value.wishes, gap, cards, seen),
        "units": changes_of(comparison, cards, found.today),
    }


def _form(found: Visit, data: QueryDict | None) -> ChangeForm | None:
    course = course_of(found.dossier, found.today)
    if course is None:
        return None
    cards = found.cards_beside(accepted_version(found.dossier))
    units = [
        ChangedUnit(one.offering, one.unit, cards.card(one, found.today).title, one.period.first)
        for one in course.planned
        if one.offering not in course.lost and course.fates.get(one.offering) is not Fate.PASSED
    ]
    version, changes = accepted_version(found.dossier), _changes(found)
    stopped = stopped_in(version, changes, found.today) if version else ()
    first = (Kind.CATALOGUE,) if changes else ()
    return ChangeForm(
        data, kinds=(*first, *_kinds(found)), units=units, today=found.today, stopped=stopped
    )


def _kinds(found: Visit) -> tuple[Kind, ...]:
    if found.own:
        return OWN
    return BY_INSTITUTE if found.may(Act.RECORD_RESULTS) else (Kind.AWAY,)


def _changes(found: Visit) -> tuple[Finding, ...]:
    version = accepted_version(found.dossier)
    return changes_for(version, found.today) if version else ()


def _since(found: Visit) -> list[tuple[str, Finding]]:
    """Return what institutes changed for the programme that was taken, with the names of units."""
    version = accepted_version(found.dossier)
    cards = found.cards_in(version.catalogue if version else None)
    return [(cards.title(str(each.value("unit"))), each) for each in _changes(found)]


def _kept(request: HttpRequest, found: Visit) -> QueryDict | None:
    kept = request.session.get(_shelf(found))
    if kept is None:
        return None
    data = QueryDict(mutable=True)
    for name, values in kept.items():
        data.setlist(name, values)
    return data


def _shelf(found: Visit) -> str:
    return f"programme.changed:{found.dossier.pk}"
