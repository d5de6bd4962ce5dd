"""Progress: how far somebody is and why, saying what became of it, and a list at a glance."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from loopbrug.core.programme.progress import Side
from loopbrug.core.terms.finding import BadDataError
from loopbrug.web.pathway.permissions import Act
from loopbrug.web.pathway.views.door import signed_in
from loopbrug.web.programme.course_page import CoursePage, page_of
from loopbrug.web.programme.facts.course import way_of, ways_of
from loopbrug.web.programme.facts.waiting import for_user, waits_in
from loopbrug.web.programme.forms.progress import RecordForm, TakeBackForm
from loopbrug.web.programme.glance import glance_at
from loopbrug.web.programme.queries.waiting import concerning
from loopbrug.web.programme.queries.walking import institutes_of, walked_with
from loopbrug.web.programme.services.progress import (
    WHO_MAY,
    record_progress,
    take_back_result,
)
from loopbrug.web.programme.views.door import Visit, visit
from loopbrug.web.programme.waiting_page import waiting_row

FORM = require_http_methods(["GET", "HEAD", "POST"])
PAGE = 25


@require_safe
@login_required
def progress(request: HttpRequest, key: UUID) -> HttpResponse:
    """Show how far somebody is, and why that is called ahead, on course or behind."""
    found = visit(request, key, Act.SEE_PROGRESS)
    context = {
        **found.context,
        **found.head(_("Voortgang"), below=True),
        "page": _page(found),
        "records": _side(found),
        "keeps_feed": found.may(Act.KEEP_FEED),
    }
    return render(request, "programme/progress.html", context)


@FORM
@login_required
def record(request: HttpRequest, key: UUID) -> HttpResponse:
    """Let institute, school or candidate say what became of units, sessions and weeks."""
    found = visit(request, key, Act.SEE_PROGRESS)
    side = _side(found)
    if side is None:
        raise Http404
    page = _page(found)
    sent = request.POST if request.method == "POST" else None
    form = RecordForm(sent, way=page.way, rows=page.units, side=side, today=found.today)
    if form.is_bound and form.is_valid():
        try:
            kept = record_progress(
                actor=found.viewer,
                dossier=found.dossier,
                marks=form.marks(),
                presences=form.presences(),
                day=found.today,
            )
        except BadDataError as error:
            form.add_findings(error.findings)
        else:
            messages.success(request, _told(kept))
            return redirect("programme:progress", key=key)
    context = {
        **found.context,
        **_head(found, _title(side)),
        "form": form,
        "side": side.value,
    }
    return render(request, "programme/record.html", context)


@FORM
@login_required
def take_back(request: HttpRequest, key: UUID, offering: str) -> HttpResponse:
    """Let the institute undo a result that was recorded by mistake, with the reason."""
    found = visit(request, key, Act.RECORD_RESULTS)
    page = _page(found)
    row = next((one for one in page.units if one.planned.offering == offering), None)
    if row is None or row.unit.result is None:
        raise Http404
    form = TakeBackForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        take_back_result(
            actor=found.viewer,
            dossier=found.dossier,
            offering=offering,
            reason=form.cleaned_data["reason"],
            day=found.today,
        )
        messages.success(request, _("De uitslag is teruggenomen en telt niet meer mee."))
        return redirect("programme:progress", key=key)
    context = {**found.context, **_head(found, _("Uitslag terugnemen")), "row": row, "form": form}
    return render(request, "programme/take_back.html", context)


@require_safe
@login_required
def glance(request: HttpRequest) -> HttpResponse:
    """List one's own candidates in training: where they are, what is next, what is open."""
    viewer, today = signed_in(request), timezone.localdate()
    pages = Paginator(walked_with(viewer).order_by("candidate__name", "code"), PAGE)
    page = pages.get_page(request.GET.get("pagina"))
    language = get_language() or "nl"
    institutes = institutes_of(viewer)
    rows = [
        glance_at(way, language, today, records=way.dossier.institute_id in institutes)
        for way in ways_of(page.object_list, today)
    ]
    waits = for_user(waits_in(concerning(viewer)), viewer)
    context = {
        "rows": rows,
        "waits": [waiting_row(one, today) for one in waits],
        "page": page,
        "day": today,
    }
    return render(request, "programme/glance.html", context)


def _page(found: Visit) -> CoursePage:
    way = way_of(found.dossier, found.today)
    return page_of(way, get_language() or "nl", found.today)


def _side(found: Visit) -> Side | None:
    """Return for whom the visitor speaks, None when they only read."""
    sides = (Side.INSTITUTE, Side.WORKPLACE, Side.CANDIDATE)
    return next((side for side in sides if found.may(WHO_MAY[side])), None)


def _title(side: Side) -> str:
    return {
        Side.INSTITUTE: _("Uitslagen en aanwezigheid vastleggen"),
        Side.WORKPLACE: _("Uren op school vastleggen"),
        Side.CANDIDATE: _("Wat heb je gevolgd?"),
    }[side]


def _head(found: Visit, title: str) -> dict[str, object]:
    return found.head(title, below=True, part=(_("Voortgang"), "programme:progress"))


def _told(kept: int) -> str:
    if not kept:
        return _("Er was niets nieuws om te bewaren.")
    told = ngettext("%(count)s regel is bewaard.", "%(count)s regels zijn bewaard.", kept)
    return told % {"count": kept}
