"""Workplace assignments: the list, proposing and changing one, answering it, taking it back."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from loopbrug.core.programme.assignments import LibraryAssignment
from loopbrug.core.terms.finding import BadDataError, Finding
from loopbrug.web.outcomes.facts import Standing, standing_of
from loopbrug.web.pathway.permissions import Act
from loopbrug.web.programme.assignment_page import library_for, saved_words, shown
from loopbrug.web.programme.facts.assignments import Assignment, assignments_of, library_of
from loopbrug.web.programme.forms.assignments import (
    AnswerForm,
    AssignmentForm,
    HoursField,
    WithdrawForm,
    from_library,
    from_row,
    from_verdicts,
)
from loopbrug.web.programme.permissions import may_propose
from loopbrug.web.programme.queries import ProgrammeVersion, accepted_version, latest_version
from loopbrug.web.programme.queries.assignments import school_people
from loopbrug.web.programme.services.assignments import (
    agree_to_answer,
    answer_assignment,
    propose_assignment,
    taken_by,
    withdraw_assignment,
)
from loopbrug.web.programme.views.door import Visit, visit
from loopbrug.web.programme.week import number_in

FORM = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@login_required
def assignments(request: HttpRequest, key: UUID) -> HttpResponse:
    """List the assignments of a candidate, and for the school what it can begin with."""
    found = visit(request, key, Act.SEE_PROGRAMME)
    proposes = may_propose(found.viewer, found.dossier)
    standing = standing_of(found.dossier, found.today)
    library = library_of(found.dossier.region) if proposes else ()
    rows, version = assignments_of(found.dossier), latest_version(found.dossier)
    context = {
        **found.context,
        **_head(found, _("Werkplekopdrachten")),
        "assignments": shown(rows, version, found.cards, standing),
        "proposes": proposes,
        "answers": found.may(Act.ANSWER_ASSIGNMENT),
        "library": library_for(library, standing, rows),
        "lacks_institute": found.dossier.institute is None,
    }
    return render(request, "programme/assignments.html", context)


@FORM
@login_required
def propose(request: HttpRequest, key: UUID) -> HttpResponse:
    """Let the school propose an assignment, its own or one that begins from the library."""
    found = _school(request, key)
    begun = _from_library(found, request.GET.get("van", request.POST.get("library", "")))
    return _form(request, found, begun, None)


@FORM
@login_required
def change(request: HttpRequest, key: UUID, number: int) -> HttpResponse:
    """Let the school change an assignment: a new proposal that the institute answers anew."""
    found = _school(request, key)
    return _form(request, found, None, _one(found, number))


@FORM
@login_required
def withdraw(request: HttpRequest, key: UUID, number: int) -> HttpResponse:
    """Let the school take an assignment back."""
    found = _school(request, key)
    one = _one(found, number)
    form = WithdrawForm(request.POST or None)
    if form.is_bound and form.is_valid():
        last = latest_version(found.dossier)
        withdraw_assignment(
            actor=found.viewer,
            dossier=found.dossier,
            number=number,
            reason=form.cleaned_data["reason"],
            day=found.today,
        )
        messages.success(request, _("De opdracht is ingetrokken."))
        if one.counts:
            _tell_saved(request, found, last)
        return _back(key)
    context = {**found.context, **_head(found, _("Opdracht intrekken")), "one": one, "form": form}
    return render(request, "programme/assignment_withdraw.html", context)


@FORM
@login_required
def answer(request: HttpRequest, key: UUID, number: int) -> HttpResponse:
    """Let the institute say for every outcome whether the assignment covers it."""
    found = visit(request, key, Act.ANSWER_ASSIGNMENT)
    one, cards = _one(found, number), found.cards
    statements = cards.statements
    asked = [
        (code, statements[code].text(_language()) if code in statements else "", hours)
        for code, hours in one.covers
    ]
    form = AnswerForm(request.POST or None, asked=asked, initial=from_verdicts(one.verdicts))
    if form.is_bound and form.is_valid():
        last = latest_version(found.dossier)
        if findings := _answered(request, found, form):
            return _stopped(request, found, findings)
        messages.success(request, _("Je antwoord staat erbij. De kandidaat en de school zien het."))
        _tell_saved(request, found, last)
        return _back(key)
    context = {
        **found.context,
        **_head(found, _("Dekt deze opdracht de leeruitkomsten?")),
        "one": shown([one], None, cards, standing_of(found.dossier, found.today))[0],
        "form": form,
    }
    return render(request, "programme/assignment_answer.html", context)


@require_POST
@login_required
def agree(request: HttpRequest, key: UUID, number: int) -> HttpResponse:
    """Let the school agree with an answer that covers its assignment in part."""
    found = _school(request, key)
    _one(found, number)
    try:
        agree_to_answer(
            actor=found.viewer,
            dossier=found.dossier,
            key=number_in(request.POST.get("seen", "")) or 0,
            day=found.today,
        )
    except BadDataError as error:
        return _stopped(request, found, error.findings)
    messages.success(request, _("Akkoord. De opdracht telt mee zoals de opleiding zei."))
    return _back(key)


def _form(
    request: HttpRequest,
    found: Visit,
    begun: LibraryAssignment | None,
    before: Assignment | None,
) -> HttpResponse:
    form = _filled(request, found, begun, before)
    if form.is_bound and form.is_valid():
        library = begun.code if begun else before.row.library if before else ""
        last = latest_version(found.dossier)
        wanted = form.wanted(library, before.row.pk if before else None)
        try:
            made = propose_assignment(
                actor=found.viewer, dossier=found.dossier, wanted=wanted, day=found.today
            )
        except BadDataError as error:
            for finding in error.findings:
                form.add_finding(finding)
        else:
            told = _("De opdracht ‘%(title)s’ ligt bij de opleiding. Die zegt wat hij dekt.")
            messages.success(request, told % {"title": made.title})
            if before is not None and before.counts:
                _tell_saved(request, found, last)
            return _back(found.dossier.pk)
    title = _("Opdracht wijzigen") if before else _("Opdracht voorstellen")
    context = {
        **found.context,
        **_head(found, title),
        "form": form,
        "before": before,
        "begun": begun,
        "left_out": _left_out(begun, form),
    }
    return render(request, "programme/assignment_form.html", context)


def _filled(
    request: HttpRequest,
    found: Visit,
    begun: LibraryAssignment | None,
    before: Assignment | None,
) -> AssignmentForm:
    standing = standing_of(found.dossier, found.today)
    needed = [need.outcome for need in standing.gap.needs] if standing.gap else []
    initial = from_row(before.row) if before else {}
    if begun:
        initial = from_library(begun, needed, _language())
    return AssignmentForm(
        request.POST or None,
        initial=initial,
        people=school_people(found.dossier),
        outcomes=_hours_fields(standing, needed),
        gap=standing.gap,
        taken=taken_by(assignments_of(found.dossier), before.row.pk if before else None),
        today=found.today,
    )


def _hours_fields(standing: Standing, needed: list[str]) -> list[HoursField]:
    known = {outcome.code: outcome for outcome in standing.region.framework.outcomes}
    return [
        HoursField(code, known[code].statement.text(_language()), known[code].hours)
        for code in needed
    ]


def _left_out(begun: LibraryAssignment | None, form: AssignmentForm) -> list[str]:
    """Return the outcomes of a library assignment that this candidate needs no more."""
    codes = [code for code, _hours in begun.covers] if begun else []
    return [code for code in codes if f"hours-{code}" not in form.fields]


def _answered(request: HttpRequest, found: Visit, form: AnswerForm) -> tuple[Finding, ...]:
    """Record the answer; return what stood in the way, if anything."""
    try:
        answer_assignment(
            actor=found.viewer,
            dossier=found.dossier,
            key=number_in(request.POST.get("seen", "")) or 0,
            verdicts=form.verdicts(),
            day=found.today,
        )
    except BadDataError as error:
        return error.findings
    return ()


def _stopped(request: HttpRequest, found: Visit, findings: tuple[Finding, ...]) -> HttpResponse:
    context = {**found.context, **_head(found, _("Dat kan nu niet")), "findings": findings}
    return render(request, "programme/assignment_stopped.html", context, status=409)


def _tell_saved(request: HttpRequest, found: Visit, before: ProgrammeVersion | None) -> None:
    """Say what the new version of the programme saves over ``before``, the last one until now."""
    if before is None:
        return
    now = latest_version(found.dossier)
    old = accepted_version(found.dossier) or before
    told = saved_words(old, now, found.cards) if now and now.pk != before.pk else ""
    none = _("Het programma verandert niet: wat er al in staat, kost niet meer uren.")
    messages.info(request, told or none)


def _school(request: HttpRequest, key: UUID) -> Visit:
    found = visit(request, key, Act.PROPOSE_ASSIGNMENT)
    if not may_propose(found.viewer, found.dossier):
        raise Http404
    return found


def _one(found: Visit, number: int) -> Assignment:
    for one in assignments_of(found.dossier):
        if one.row.number == number and not hasattr(one.row, "withdrawal"):
            return one
    raise Http404


def _from_library(found: Visit, code: str) -> LibraryAssignment | None:
    return next((one for one in library_of(found.dossier.region) if one.code == code), None)


def _head(found: Visit, title: str) -> dict[str, object]:
    return found.head(title, below=True, part=(_("Werkplekopdrachten"), "programme:assignments"))


def _back(key: UUID) -> HttpResponse:
    return redirect("programme:assignments", key=key)


def _language() -> str:
    return get_language() or "nl"
