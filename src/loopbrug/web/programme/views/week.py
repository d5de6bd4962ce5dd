"""The candidate's week, and what another week would mean before it is taken."""

import hashlib
import json
from collections.abc import Sequence
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from loopbrug.core.bridge.choices import choice_of, wishes_with
from loopbrug.core.bridge.effects import what_finding
from loopbrug.core.programme.model import Wishes
from loopbrug.core.terms.finding import BadDataError, Finding
from loopbrug.web.outcomes.facts import Standing, standing_of
from loopbrug.web.pathway.facts import told_of
from loopbrug.web.pathway.permissions import Act
from loopbrug.web.programme.cards import Cards
from loopbrug.web.programme.facts import dossier_value
from loopbrug.web.programme.frozen import freeze
from loopbrug.web.programme.page import Overview, changes_of, differences_of, overview_of
from loopbrug.web.programme.queries import latest_record, shown_version
from loopbrug.web.programme.services import Proposal, propose_week, take_week
from loopbrug.web.programme.sittings_page import out_of_reach, time_for
from loopbrug.web.programme.views.door import Visit, visit
from loopbrug.web.programme.week import Draft, WeekEntry, draft_of, number_in, with_row, without_row

FORM = require_http_methods(["GET", "HEAD", "POST"])
CHOSEN = "wat-als"
"""What the address of the week carries when something is otherwise than it is kept."""


@FORM
@login_required
def week(request: HttpRequest, key: UUID) -> HttpResponse:
    """Show the week to fill in; keeps what was filled in until it is taken or dropped."""
    found = visit(request, key, Act.PROPOSE_WEEK)
    base = dossier_value(found.dossier).wishes
    if request.method != "POST":
        if CHOSEN in request.GET:
            return _chosen(request, found, base)
        return _form(request, found, WeekEntry(base, _kept(request, found)))
    draft, act = draft_of(request.POST), request.POST.get("act", "look")
    if act != "look":
        return _after_row_act(request, found, base, _with_act(draft, act))
    entry = WeekEntry(base, draft)
    if not entry.is_valid():
        return _form(request, found, entry, told=True)
    request.session[_shelf(found)] = draft
    return redirect("programme:compare", key=key)


@FORM
@login_required
def compare(request: HttpRequest, key: UUID) -> HttpResponse:
    """Show the new programme beside the old one; take it, or leave everything as it was."""
    found = visit(request, key, Act.PROPOSE_WEEK)
    act = request.POST.get("act", "")
    if act == "drop":
        request.session.pop(_shelf(found), None)
        messages.success(request, _("Er is niets veranderd. Je week blijft zoals hij was."))
        return redirect("programme:programme", key=key)
    wishes = _wished(request, found)
    if wishes is None:
        messages.info(request, _("Er staat geen andere week klaar. Hieronder zie je je programma."))
        return redirect("programme:programme", key=key)
    if act == "take":
        return _take(request, found, wishes)
    return _compare(request, found, wishes)


def _take(request: HttpRequest, found: Visit, wishes: Wishes) -> HttpResponse:
    if request.POST.get("week") != _mark(wishes):
        return _compare(request, found, wishes, [Finding.of("programme.week-other-window")])
    try:
        take_week(
            actor=found.viewer,
            dossier=found.dossier,
            wishes=wishes,
            day=found.today,
            seen=number_in(request.POST.get("seen", "")),
        )
    except BadDataError as error:
        return _compare(request, found, wishes, error.findings)
    request.session.pop(_shelf(found), None)
    messages.success(request, _("Je nieuwe week is bewaard. Dit is nu je programma."))
    return redirect("programme:programme", key=found.dossier.pk)


def _form(
    request: HttpRequest, found: Visit, entry: WeekEntry, *, told: bool = False, **more: object
) -> HttpResponse:
    head = found.head(_("Jouw week"), below=True)
    context = {**found.context, **head, "entry": entry, "form": entry.form, "told": told, **more}
    return render(request, "programme/week.html", context)


def _chosen(request: HttpRequest, found: Visit, base: Wishes) -> HttpResponse:
    """Show the week with one thing otherwise, as a link of the alternatives asks; keeps nothing."""
    choice = choice_of(request.GET.get(CHOSEN, ""))
    shown = wishes_with(choice, base) if choice else None
    if choice is None or shown is None:
        messages.info(request, _("Deze keuze is er niet. Hieronder staat je week zoals hij is."))
        return redirect("programme:week", key=found.dossier.pk)
    return _form(request, found, WeekEntry(base, shown=shown), chosen=what_finding(choice))


def _after_row_act(request: HttpRequest, found: Visit, base: Wishes, draft: Draft) -> HttpResponse:
    entry = WeekEntry(base, draft)
    entry.forgive()
    return _form(request, found, entry)


def _compare(
    request: HttpRequest, found: Visit, wishes: Wishes, findings: Sequence[Finding] = ()
) -> HttpResponse:
    proposal = propose_week(dossier=found.dossier, wishes=wishes, day=found.today)
    record = latest_record(found.dossier)
    context = {
        **found.context,
        **found.head(_("Wat je nieuwe week betekent"), below=True),
        "findings": findings,
        "week": _mark(wishes),
        "seen": record.pk if record else "",
        "proposal": proposal,
    }
    return render(request, "programme/compare.html", context | _beside(found, proposal, wishes))


def _beside(found: Visit, proposal: Proposal, wishes: Wishes) -> dict[str, object]:
    comparison = proposal.comparison
    if comparison is None:
        return {}
    cards = found.cards_beside(shown_version(found.dossier))
    standing = standing_of(found.dossier, found.today)
    overview = overview_of(comparison.new, wishes, standing.gap, cards, (found.today, True))
    return {
        "comparison": comparison,
        "differences": differences_of(comparison),
        "overview": overview,
        "out_of_reach": () if overview.has_units else _reach(found, overview, standing, cards),
        "units": changes_of(comparison, cards, found.today),
    }


def _reach(
    found: Visit, overview: Overview, standing: Standing, cards: Cards
) -> list[tuple[str, Finding]]:
    """Return the national tests that are not sat in the time there is with the new week."""
    person = told_of(found.dossier, standing.judgements).person
    window = time_for(overview.programme, overview.wishes, person)
    return out_of_reach(standing.gap, cards, person.wanted.sector, window)


def _with_act(draft: Draft, act: str) -> Draft:
    """Return the draft after a button at a row: "add-block", "remove-away-2"."""
    verb, _dash, rest = act.partition("-")
    kind, _dash, number = rest.partition("-")
    if kind not in ("block", "away"):
        return draft
    row = number_in(number)
    if verb == "remove" and row is not None:
        return without_row(draft, kind, row)
    return with_row(draft, kind) if verb == "add" else draft


def _wished(request: HttpRequest, found: Visit) -> Wishes | None:
    draft = _kept(request, found)
    if draft is None:
        return None
    entry = WeekEntry(dossier_value(found.dossier).wishes, draft)
    return entry.wishes() if entry.is_valid() else None


def _kept(request: HttpRequest, found: Visit) -> Draft | None:
    kept: Draft | None = request.session.get(_shelf(found))
    return kept


def _shelf(found: Visit) -> str:
    return f"programme.week:{found.dossier.pk}"


def _mark(wishes: Wishes) -> str:
    """Return a mark that tells one week from another."""
    return hashlib.sha256(json.dumps(freeze(wishes), sort_keys=True).encode()).hexdigest()[:16]
