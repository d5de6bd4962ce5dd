"""Calibration sets: the list, making one, judging the cases apart, and what came of it."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from loopbrug.core.outcomes.model import Framework
from loopbrug.core.terms.finding import Finding
from loopbrug.web.accounts.queries import Role, User, current_memberships
from loopbrug.web.outcomes.agreement_told import as_number, as_percent
from loopbrug.web.outcomes.desk import VERDICTS
from loopbrug.web.outcomes.facts.calibration import CalibrationResult, has_answered, result_of
from loopbrug.web.outcomes.forms.calibration import MOST, CaseForm, FoundForm, SetForm, forms_for
from loopbrug.web.outcomes.queries import CalibrationSet
from loopbrug.web.outcomes.queries.calibration import set_with_key, sets_in
from loopbrug.web.outcomes.services.calibration import (
    AnsweredAlreadyError,
    ClosedError,
    answer_set,
    close_set,
    make_set,
)
from loopbrug.web.outcomes.services.chairs import NotAllowedError, NotReadyError
from loopbrug.web.pathway.facts import framework_of
from loopbrug.web.pathway.views.door import signed_in
from loopbrug.web.ui.parts import Crumb

FORM = require_http_methods(["GET", "HEAD", "POST"])
FIRST_ROWS = 3


@require_safe
@login_required
def sets(request: HttpRequest) -> HttpResponse:
    """List the sets of the visitor's regions, with what there is to do for them."""
    user = signed_in(request)
    makes, judges = _regions(user, Role.INSTITUTE), _regions(user, Role.ASSESSOR)
    if not makes | judges:
        raise Http404
    context = _page(
        _("IJken"),
        rows=list(sets_in(sorted(makes | judges), user)),
        makes=bool(makes),
        judges=judges,
        user_key=user.pk,
    )
    return render(request, "judging/calibration.html", context)


@FORM
@login_required
def make(request: HttpRequest) -> HttpResponse:
    """Let an institute make a set; cases are added by submitting."""
    user = signed_in(request)
    regions = sorted(_regions(user, Role.INSTITUTE))
    if not regions:
        raise Http404
    region = regions[0]
    form, cases = _set_forms(request, framework_of(region))
    faults: tuple[Finding, ...] = ()
    asked_more = request.POST.get("act") == "more"
    if form.is_bound and not asked_more and _all_valid(form, cases):
        listed = [one for case in cases if (one := case.invented())]
        try:
            title, today = form.cleaned_data["title"], timezone.localdate()
            made = make_set(actor=user, region=region, title=title, cases=listed, day=today)
        except NotReadyError as error:
            faults = error.findings
        else:
            messages.success(request, _("De ijkset staat klaar. De assessoren kunnen beginnen."))
            return redirect("judging:calibrate", made.pk)
    context = _page(
        _("Een ijkset maken"),
        form=form,
        cases=cases,
        told=form.is_bound and not asked_more,
        findings=faults,
        more=len(cases) < MOST,
    )
    return render(request, "judging/make_calibration.html", context)


@FORM
@login_required
def answer(request: HttpRequest, key: int) -> HttpResponse:
    """Show the cases; an assessor judges them all, once, without seeing the others."""
    user, row = signed_in(request), _set(request, key)
    if has_answered(row, user):
        return redirect("judging:calibration-results", key)
    judges = row.region in _regions(user, Role.ASSESSOR) and row.closed_on is None
    data = request.POST if request.method == "POST" and judges else None
    listed = forms_for(row.items.all(), data)
    if data is not None and _all_valid(*listed):
        found = {form.item.place: form.found() for form in listed}
        try:
            answer_set(actor=user, calibration=row, found=found, day=timezone.localdate())
        except (AnsweredAlreadyError, ClosedError):
            messages.info(
                request, _("Er is niets veranderd: je had al geantwoord, of hij is dicht.")
            )
        else:
            messages.success(request, _("Dank je wel. Hieronder zie je hoe jullie oordelen."))
        return redirect("judging:calibration-results", key)
    framework = framework_of(row.region)
    context = _page(
        row.title,
        row=row,
        cases=[(form, _statement(form.item.outcome, framework)) for form in listed],
        judges=judges,
        maker=row.made_by_id == user.pk,
    )
    return render(request, "judging/calibrate.html", context)


@require_safe
@login_required
def results(request: HttpRequest, key: int) -> HttpResponse:
    """Show how alike everybody judged, to who answered all, and to the maker."""
    user, row = signed_in(request), _set(request, key)
    maker = row.made_by_id == user.pk
    if not maker and not has_answered(row, user):
        messages.info(request, _("De uitkomst zie je zodra je zelf alle gevallen hebt beoordeeld."))
        return redirect("judging:calibrate", key)
    found, framework = result_of(row), framework_of(row.region)
    context = _page(
        _("Uitkomst van %(title)s") % {"title": row.title},
        row=row,
        found=found,
        pairs=_pairs(found),
        alpha=as_number(found.alpha),
        alpha_ordinal=as_number(found.alpha_ordinal),
        cases=[
            (
                case,
                _statement(case.item.outcome, framework),
                [(one, *VERDICTS[one.verdict]) for one in case.given],
            )
            for case in found.cases
        ],
        maker=maker,
    )
    return render(request, "judging/calibration_results.html", context)


@require_POST
@login_required
def close(request: HttpRequest, key: int) -> HttpResponse:
    """Let the maker close a set."""
    user, row = signed_in(request), _set(request, key)
    try:
        closed = close_set(actor=user, calibration=row, day=timezone.localdate())
    except NotAllowedError:
        raise Http404 from None
    messages.success(request, _("De ijkset is gesloten.") if closed else _("Hij was al gesloten."))
    return redirect("judging:calibration-results", key)


def _set(request: HttpRequest, key: int) -> CalibrationSet:
    """Return a set of the visitor's region; raises ``Http404`` for others."""
    user, row = signed_in(request), set_with_key(key)
    roles = (Role.INSTITUTE, Role.ASSESSOR)
    if row is None or not any(row.region in _regions(user, role) for role in roles):
        raise Http404
    return row


def _regions(user: User, role: str) -> set[str]:
    return {one.organisation.region for one in current_memberships(user) if one.role == role}


def _set_forms(request: HttpRequest, framework: Framework) -> tuple[SetForm, list[CaseForm]]:
    data = request.POST if request.method == "POST" else None
    rows = FIRST_ROWS
    if data is not None:
        asked = data.get("rows", "")
        rows = min(MOST, int(asked)) if asked.isdecimal() else FIRST_ROWS
        rows += 1 if data.get("act") == "more" and rows < MOST else 0
    language = get_language() or "nl"
    cases = [
        CaseForm(data, prefix=f"geval-{place}", framework=framework, language=language)
        for place in range(1, rows + 1)
    ]
    return SetForm(data), cases


def _all_valid(*forms: SetForm | FoundForm | list[CaseForm]) -> bool:
    flat: list[Any] = []
    for one in forms:
        flat.extend(one) if isinstance(one, list) else flat.append(one)
    wrong = [form for form in flat if not form.is_valid()]
    return not wrong


def _pairs(found: CalibrationResult) -> list[list[str]]:
    return [
        [
            f"{pair.one} – {pair.other}",
            as_percent(pair.agreement.percentage),
            as_number(pair.agreement.kappa),
            as_number(pair.agreement.ac1),
        ]
        for pair in found.pairs
    ]


def _statement(code: str, framework: Framework) -> str:
    known = {one.code: one.statement.text(get_language() or "nl") for one in framework.outcomes}
    return known.get(code, "")


def _page(title: str, **context: Any) -> dict[str, Any]:
    crumbs = [Crumb(_("Beoordelen"), reverse("judging:queue"))]
    if title != _("IJken"):
        crumbs.append(Crumb(_("IJken"), reverse("judging:calibration")))
    return {"title": title, "crumbs": [*crumbs, Crumb(title)], **context}
