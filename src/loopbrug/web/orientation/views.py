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
from loopbrug.web.orientation.doors import LEADS, groups_of, tallies_of
from loopbrug.web.orientation.facts import first_open, orientation_of, told
from loopbrug.web.orientation.forms import QuestionForm
from loopbrug.web.orientation.services import (
    answers_in,
    faulty_in,
    forget_answers,
    keep_answer,
    keep_faulty,
)
from loopbrug.web.ui.parts import Crumb, Fact

CHANGING, WRONG = "wijzig", "fout"


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
    """Ask one question (GET); keep the answer and go on, or come back with what is wrong (POST).

    A page with an error is fetched like any other, so that the browser can go back to it.
    """
    answers = answers_in(request.session)
    asked = steps.shown_question(code, answers)
    if asked is None:
        raise Http404
    changing = CHANGING in request.GET
    if request.method == "POST":
        return redirect(_answered(request, asked, answers, changing=changing))
    faulty = faulty_in(request.session, code) if WRONG in request.GET else None
    part = steps.part_of(asked)
    context = {
        "question": asked,
        "form": _form(asked, answers, faulty),
        "changing": changing,
        "address": _address(asked, changing=changing),
        "back_url": _back(asked, answers, changing=changing),
        "part": part,
        "parts": len(steps.PARTS),
        "part_title": steps.title_of(part),
    }
    return render(request, "orientation/question.html", context)


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
        "tallies": tallies_of(orientation),
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


def _form(asked: Question, answers: Answers, given: str | None = None) -> QuestionForm:
    data = None if given is None else {"answer": given}
    return QuestionForm(asked, answers, _language(), timezone.localdate(), data)


def _answered(request: HttpRequest, asked: Question, answers: Answers, *, changing: bool) -> str:
    """Return where to go after an answer: on, or back to the question with what is wrong."""
    given = request.POST.get("answer", "")
    form = _form(asked, answers, given)
    if not form.is_valid():
        keep_faulty(request.session, asked.code, given)
        return _address(asked, changing=changing, wrong=True)
    answers = keep_answer(request.session, asked.code, form.answer)
    onward = first_open(answers) if changing else steps.after(asked, answers)
    return _address(onward, changing=changing)


def _address(asked: Question | None, *, changing: bool = False, wrong: bool = False) -> str:
    if asked is None:
        return reverse("orientation:check")
    flags = [name for name, on in ((CHANGING, changing), (WRONG, wrong)) if on]
    query = "?" + "&".join(f"{name}=1" for name in flags) if flags else ""
    return reverse("orientation:question", args=[asked.code]) + query


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
