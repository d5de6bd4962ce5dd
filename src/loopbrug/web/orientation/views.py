"""Could I become a teacher? Questions, one a page, and every route with its reasons."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from loopbrug.core.orientation.questions import Answers, Question, load_questions, shown
from loopbrug.core.terms.words import Bilingual
from loopbrug.web.orientation import steps
from loopbrug.web.orientation.doors import LEADS, groups_of
from loopbrug.web.orientation.facts import first_open, orientation_of, told
from loopbrug.web.orientation.forms import QuestionForm
from loopbrug.web.orientation.services import answers_in, forget_answers, keep_answer
from loopbrug.web.ui.parts import Crumb, Fact

CHANGING = "wijzig"


@require_safe
def landing(request: HttpRequest) -> HttpResponse:
    """Return the first page: what this is, for whom, and where to begin."""
    return render(request, "orientation/landing.html")


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """Go to the first question, or to where this visitor was."""
    answers = answers_in(request.session)
    return redirect(_address(first_open(answers)) if answers else _address(load_questions()[0]))


@require_http_methods(["GET", "HEAD", "POST"])
def question(request: HttpRequest, code: str) -> HttpResponse:
    """Ask one question, keep the answer, and go on."""
    answers = answers_in(request.session)
    asked = steps.shown_question(code, answers)
    if asked is None:
        raise Http404
    changing = CHANGING in request.GET
    data = request.POST if request.method == "POST" else None
    form = QuestionForm(asked, answers, _language(), timezone.localdate(), data)
    if data is not None and form.is_valid():
        answers = keep_answer(request.session, code, form.answer)
        onward = first_open(answers) if changing else steps.after(asked, answers)
        return redirect(_address(onward, changing=changing))
    part = steps.part_of(asked)
    return render(
        request,
        "orientation/question.html",
        {
            "question": asked,
            "form": form,
            "changing": changing,
            "back_url": _back(asked, answers, changing=changing),
            "part": part,
            "parts": len(steps.PARTS),
            "part_title": steps.title_of(part),
        },
    )


@require_safe
def check(request: HttpRequest) -> HttpResponse:
    """Show every answer, each with a way to change it."""
    answers = answers_in(request.session)
    if not answers:
        return redirect("orientation:start")
    missing = first_open(answers)
    context = {
        "rows": [_row(asked, answers) for asked in shown(answers) if asked.code in answers],
        "open_url": _address(missing, changing=True) if missing else "",
        "part": steps.CHECK,
        "parts": len(steps.PARTS),
        "part_title": steps.title_of(steps.CHECK),
    }
    return render(request, "orientation/check.html", context)


@require_safe
def results(request: HttpRequest) -> HttpResponse:
    """Show every route, judged, with reasons, legal ground and next step."""
    answers = answers_in(request.session)
    if first_open(answers):
        return redirect("orientation:check")
    day = timezone.localdate()
    orientation = orientation_of(answers, day)
    begin = reverse("pathway:start")
    if not request.user.is_authenticated:
        begin = f"{reverse('account_signup')}?{urlencode({'next': begin})}"
    context = {
        "orientation": orientation,
        "groups": groups_of(orientation),
        "lead": LEADS[orientation.profile],
        "day": day,
        "dossier_url": begin,
        "crumbs": [
            Crumb(_("Beginpagina"), reverse("orientation:landing")),
            Crumb(_("Je antwoorden"), reverse("orientation:check")),
            Crumb(_("Je routes")),
        ],
    }
    return render(request, "orientation/results.html", context)


@require_POST
def restart(request: HttpRequest) -> HttpResponse:
    """Forget every answer and begin again."""
    forget_answers(request.session)
    return redirect("orientation:start")


def _language() -> str:
    return "en" if (get_language() or "").startswith("en") else "nl"


def _address(asked: Question | None, *, changing: bool = False) -> str:
    if asked is None:
        return reverse("orientation:check")
    address = reverse("orientation:question", args=[asked.code])
    return f"{address}?{CHANGING}=1" if changing else address


def _back(asked: Question, answers: Answers, *, changing: bool) -> str:
    if changing:
        return reverse("orientation:check")
    earlier = steps.before(asked, answers)
    return _address(earlier) if earlier else reverse("orientation:landing")


def _row(asked: Question, answers: Answers) -> Fact:
    answer = told(asked, answers)
    text = answer.text(_language()) if isinstance(answer, Bilingual) else answer
    return Fact(
        term=asked.text.text(_language()),
        text=text or _("Overgeslagen"),
        url=_address(asked, changing=True),
        act=_("Wijzig"),
    )
