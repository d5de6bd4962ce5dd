"""The register of figures that anybody can read: a page and a document."""

from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from loopbrug.core.law.loader import load_law
from loopbrug.core.law.register import Line, register_document, register_lines
from loopbrug.core.law.titles import groups
from loopbrug.web.assessment.papers.telling import in_language
from loopbrug.web.finance.facts.figures import by_topic, found_in
from loopbrug.web.finance.figure_words import steps_of, value_in_words
from loopbrug.web.finance.forms.figures import FiguresForm
from loopbrug.web.ui.parts import Crumb


@require_safe
def figures(request: HttpRequest) -> HttpResponse:
    """Show every figure the rules count with, by topic; or the one longest unchecked first."""
    today = timezone.localdate()
    lines = register_lines(load_law(), today)
    choices = [(group.code, in_language(group.title)) for group in groups()]
    form = FiguresForm(request.GET or None, groups=choices)
    found = found_in(lines, form.asked)
    topics = () if form.asked.oldest else by_topic(found)
    context = {
        "title": _("Cijfers en regels"),
        "crumbs": [Crumb(_("Cijfers en regels"))],
        "form": form,
        "count": len(found),
        "rows": [] if topics else rows_of(found),
        "topics": [(each, rows_of(each.lines)) for each in topics],
        "provisional": sum(each.provisional_since is not None for each in found),
        "remembered": sum(each.remembered for each in found),
        "day": today,
    }
    return render(request, "finance/figures.html", context)


def rows_of(lines: Iterable[Line]) -> list[tuple[Line, str, tuple[tuple[int, str], ...]]]:
    """Return lines with their value, and the steps of a scale, in words."""
    return [(each, value_in_words(each.dated), steps_of(each.dated)) for each in lines]


@require_safe
def document(request: HttpRequest) -> HttpResponse:
    """Give the whole register as JSON, for others to load."""
    del request
    today = timezone.localdate()
    whole = register_document(register_lines(load_law(), today), today)
    response = JsonResponse(whole, json_dumps_params={"indent": 1})
    response["Access-Control-Allow-Origin"] = "*"
    return response
