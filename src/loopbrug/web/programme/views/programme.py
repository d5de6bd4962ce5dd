"""The programme: as it stands, earlier versions, and taking one."""

from dataclasses import replace
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from loopbrug.core.terms.finding import BadDataError, Finding
from loopbrug.web.outcomes.facts import Standing, standing_of
from loopbrug.web.pathway.facts import told_of
from loopbrug.web.pathway.permissions import Act
from loopbrug.web.programme.cards import Cards
from loopbrug.web.programme.cohort_page import teams_for
from loopbrug.web.programme.comparison import WITH_UNITS, compare, is_outdated
from loopbrug.web.programme.facts import dossier_value, programme_of, wishes_then
from loopbrug.web.programme.facts.agreement import departures
from loopbrug.web.programme.facts.alternatives import (
    ahead_of,
    has_begun,
    is_behind,
    is_behind_ahead,
    today_of,
)
from loopbrug.web.programme.facts.catalogue import changes_for
from loopbrug.web.programme.facts.replan import occasion_of, over_of
from loopbrug.web.programme.facts.why import Explanation, explanation_for, shown_outcomes
from loopbrug.web.programme.final import final_of
from loopbrug.web.programme.page import changes_of, differences_of, overview_of
from loopbrug.web.programme.queries import (
    ProgrammeVersion,
    shown_version,
    version_with_number,
    versions_of,
)
from loopbrug.web.programme.services import make_programme
from loopbrug.web.programme.services.replan import accept_proposal
from loopbrug.web.programme.sittings_page import out_of_reach, time_for, with_sittings
from loopbrug.web.programme.views.door import Visit, visit
from loopbrug.web.programme.week import number_in
from loopbrug.web.programme.why_page import saved_of, with_whys


@require_safe
@login_required
def programme(request: HttpRequest, key: UUID) -> HttpResponse:
    """Show the programme that counts: the accepted one, else the latest proposal."""
    return _show(request, visit(request, key, Act.SEE_PROGRAMME))


@require_safe
@login_required
def versions(request: HttpRequest, key: UUID) -> HttpResponse:
    """List every version with what it came to."""
    found = visit(request, key, Act.SEE_PROGRAMME)
    context = {
        **found.context,
        **found.head(_("Versies van het programma"), below=True),
        "rows": [(row, programme_of(row)) for row in versions_of(found.dossier)],
    }
    return render(request, "programme/versions.html", context)


@require_safe
@login_required
def version(request: HttpRequest, key: UUID, number: int) -> HttpResponse:
    """Show one version, beside the programme that counts."""
    found = visit(request, key, Act.SEE_PROGRAMME)
    row = version_with_number(found.dossier, number)
    if row is None:
        raise Http404
    return _show(request, found, row)


@require_POST
@login_required
def make(request: HttpRequest, key: UUID) -> HttpResponse:
    """Plan on the facts of today."""
    found = visit(request, key, Act.PROPOSE_WEEK)
    before = shown_version(found.dossier)
    made = make_programme(
        actor=found.viewer, dossier=found.dossier, day=found.today, reason="asked"
    )
    if made is None:
        messages.info(request, _("Voor deze wens is nog geen lijst met leeruitkomsten."))
    elif before and made.number == before.number:
        messages.success(request, _("Opnieuw gerekend: er verandert niets."))
    elif before:
        messages.success(request, _("Opnieuw gerekend: dit is het nieuwe voorstel."))
        return redirect("programme:version", key=key, number=made.number)
    return redirect("programme:programme", key=key)


@require_POST
@login_required
def accept(request: HttpRequest, key: UUID) -> HttpResponse:
    """Record that the candidate takes a version; tells what stands in the way, if anything."""
    found = visit(request, key, Act.ACCEPT_PROGRAMME)
    number = number_in(request.POST.get("number", ""))
    row = None if number is None else version_with_number(found.dossier, number)
    if row is None:
        raise Http404
    try:
        accept_proposal(actor=found.viewer, version=row, day=found.today)
    except BadDataError as error:
        return _show(request, found, findings=error.findings)
    messages.success(request, _("Afgesproken. Dit is nu je programma."))
    return redirect("programme:programme", key=key)


def _show(
    request: HttpRequest,
    found: Visit,
    version: ProgrammeVersion | None = None,
    findings: tuple[Finding, ...] = (),
) -> HttpResponse:
    rows = list(versions_of(found.dossier))
    accepted = next((row for row in rows if hasattr(row, "acceptance")), None)
    counts = accepted or (rows[0] if rows else None)
    row = version or counts
    context = {
        **found.context,
        **found.head(_("Jouw programma") if found.own else _("Het programma")),
        "version": row,
        "counts": counts,
        "latest": rows[0] if rows else None,
        "accepted": accepted,
        "many": len(rows) > 1,
        "fewer": _fewer(counts, rows[0] if rows else None),
        "findings": findings,
        "teams": teams_for(found.dossier, found.today),
        "departs": _departs(found) if accepted and row is accepted else (),
    }
    return render(request, "programme/programme.html", context | _shown(found, row, counts))


def _departs(found: Visit) -> tuple[Finding, ...]:
    """Return in what the programme that counts differs from the agreement, to who may read it."""
    if not found.may(Act.SEE_AGREEMENT):
        return ()
    return departures(found.dossier, found.today, get_language() or "nl")


def _shown(
    found: Visit, row: ProgrammeVersion | None, counts: ProgrammeVersion | None
) -> dict[str, object]:
    standing = standing_of(found.dossier, found.today)
    if row is None:
        return {"plannable": standing.gap is not None}
    result = programme_of(row)
    cards, seen = found.cards_in(row.catalogue), (found.today, found.own)
    beside = counts if counts and counts.pk != row.pk else None
    told: dict[str, object] = _beside(found, beside, row) if beside else {"differences": ()}
    explanation = None if beside else _explained(found, row, standing)
    overview = overview_of(result, wishes_then(row), standing.gap, cards, seen)
    if explanation:
        overview = with_whys(overview, explanation, cards, found.own)
    shown = shown_outcomes(found.dossier, standing, see_evidence=found.may(Act.SEE_EVIDENCE))
    person = told_of(found.dossier, standing.judgements).person
    sector, appointed = person.wanted.sector, person.appointment
    final = final_of(result, sector, cards.holidays, appointed=appointed)
    window = time_for(result, wishes_then(row), person)
    overview = with_sittings(overview, cards, window)
    reach = () if overview.has_units else out_of_reach(standing.gap, cards, sector, window)
    return told | {
        "final": final,
        "out_of_reach": reach,
        "overview": overview,
        "saved": saved_of(shown, explanation, cards),
        "since": () if beside else _since(found, row, cards),
        "outdated": not beside
        and is_outdated(result, standing.gap)
        # Read only when it may be: what is behind us is shown, as it should be.
        and is_outdated(result, standing.gap, over_of(found.dossier, found.today)),
    }


def _beside(found: Visit, counting: ProgrammeVersion, row: ProgrammeVersion) -> dict[str, object]:
    """Return what changes from the programme that counts to the version shown, and why."""
    counts = programme_of(counting)
    value = replace(dossier_value(found.dossier), wishes=wishes_then(row))
    occasion = occasion_of(found.dossier, value, found.today)
    comparison = compare(counts, programme_of(row), occasion)
    return {
        "differences": differences_of(comparison),
        "comparison": comparison,
        "units": changes_of(comparison, found.cards_beside(counting), found.today),
    }


def _explained(found: Visit, row: ProgrammeVersion, standing: Standing) -> Explanation | None:
    """Return why the programme is as it is, as long as planning gives no other one."""
    row.dossier = found.dossier
    if has_begun(row, found.today):
        ahead = ahead_of(found.dossier, standing, found.today)
        taken = hasattr(row, "acceptance")
        if not taken or ahead is None or is_behind_ahead(row, ahead, standing, found.today):
            return None
        return explanation_for(row, ahead.problem)
    today = today_of(found.dossier, standing, found.today)
    if today is None or is_behind(row, today, standing):
        return None
    return explanation_for(row, today.problem) if programme_of(row).units else None


def _since(found: Visit, row: ProgrammeVersion, cards: Cards) -> list[tuple[str, Finding]]:
    """Return what changed in the catalogue since, each with the name of the unit."""
    row.dossier = found.dossier
    changes = changes_for(row, found.today)
    return [(cards.title(str(each.value("unit"))), each) for each in changes]


def _fewer(counts: ProgrammeVersion | None, latest: ProgrammeVersion | None) -> int:
    """Return how many hours a newer version asks less, 0 when it does not or when there is none."""
    if counts is None or latest is None or latest.pk == counts.pk:
        return 0
    old, new = programme_of(counts), programme_of(latest)
    return max(0, old.hours - new.hours) if new.status in WITH_UNITS else 0
