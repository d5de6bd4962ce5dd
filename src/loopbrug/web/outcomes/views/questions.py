"""Asking for more evidence, answering, and taking a question back."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from loopbrug.web.outcomes.facts.rounds import question_of
from loopbrug.web.outcomes.forms.questions import AnswerForm, QuestionForm
from loopbrug.web.outcomes.queries.rounds import question_with_key
from loopbrug.web.outcomes.services.chairs import HandedInError
from loopbrug.web.outcomes.services.questions import (
    ANSWERS,
    AnsweredError,
    QuestionOpenError,
    answer_question,
    ask_more,
    take_back,
)
from loopbrug.web.outcomes.views.chair import Chair, take_seat
from loopbrug.web.pathway.permissions import Act
from loopbrug.web.pathway.views.door import visit
from loopbrug.web.ui.parts import Crumb
from loopbrug.web.ui.too_late import too_late

FORM = require_http_methods(["GET", "HEAD", "POST"])


@FORM
@login_required
def ask(request: HttpRequest, key: int) -> HttpResponse:
    """Let an assessor ask one question; the clock then waits for the answer."""
    chair = take_seat(request, key)
    if not chair.may_draft:
        raise Http404
    if question_of(chair.row, chair.side):
        return _waits(request, key)
    form = _form(request, chair)
    if form.is_bound and form.is_valid():
        try:
            ask_more(
                actor=chair.user, round_=chair.row, asked=form.asked(), day=timezone.localdate()
            )
        except (QuestionOpenError, HandedInError):
            said = _("Er is al een vraag gesteld of ingeleverd in een ander venster.")
            return too_late(request, said, reverse("judging:round", args=[key]))
        messages.success(request, _("Je vraag is gesteld. De klok wacht tot er antwoord is."))
        return redirect("judging:round", key)
    context = chair.page(_("Vraag om meer bewijs"), form=form)
    return render(request, "judging/ask.html", context)


@require_POST
@login_required
def back(request: HttpRequest, key: int) -> HttpResponse:
    """Take the own open question back."""
    chair = take_seat(request, key)
    question = question_of(chair.row, chair.side)
    if question is None or not chair.may_judge:
        messages.info(request, _("Er staat geen vraag van je open."))
        return redirect("judging:round", key)
    try:
        take_back(actor=chair.user, question=question, day=timezone.localdate())
    except AnsweredError:
        messages.info(request, _("Er is intussen antwoord gekomen."))
    else:
        messages.success(request, _("De vraag is ingetrokken. De klok loopt weer."))
    return redirect("judging:round", key)


@FORM
@login_required
def answer(request: HttpRequest, key: UUID, number: int) -> HttpResponse:
    """Let whoever was asked answer, in words, with evidence beside it."""
    visited = visit(request, key)
    question = question_with_key(visited.row, number)
    if question is None or ANSWERS.get(question.to) not in visited.roles:
        raise Http404
    over = getattr(question, "answer", None) is not None or question.round.dropped_on is not None
    if over and request.method == "POST":
        return _answered(request, key)
    form = AnswerForm(request.POST or None)
    if form.is_bound and form.is_valid():
        try:
            answer_question(
                actor=visited.user,
                question=question,
                text=form.cleaned_data["text"],
                day=timezone.localdate(),
            )
        except AnsweredError:
            return _answered(request, key)
        messages.success(request, _("Je antwoord is verstuurd. De klok loopt weer."))
        return redirect("pathway:dossier", key)
    title = _("Een vraag over je bewijs") if visited.own else _("Een vraag om meer bewijs")
    context = {
        "visit": visited,
        "dossier": visited.row,
        "question": question,
        "over": over,
        "form": form,
        "title": title,
        "crumbs": [Crumb(_("Dossier"), reverse("pathway:dossier", args=[key])), Crumb(title)],
        "may_add": visited.may(Act.ADD_EVIDENCE),
        "may_observe": visited.may(Act.ADD_OBSERVATION),
        "day": timezone.localdate(),
    }
    return render(request, "judging/answer.html", context)


def _waits(request: HttpRequest, key: int) -> HttpResponse:
    """Say that one question is out already, with the text of another one to copy."""
    said = _("Je hebt al een vraag openstaan. Eén vraag tegelijk.")
    if request.method == "POST":
        return too_late(request, said, reverse("judging:round", args=[key]))
    messages.info(request, said)
    return redirect("judging:round", key)


def _answered(request: HttpRequest, key: UUID) -> HttpResponse:
    said = _("Er was al een antwoord, of de vraag is ingetrokken.")
    return too_late(request, said, reverse("pathway:dossier", args=[key]))


def _form(request: HttpRequest, chair: Chair) -> QuestionForm:
    framework = chair.framework
    listed = [
        (code, f"{code} {framework.outcome(code).statement.text(chair.language)}"[:100])
        for code in chair.row.outcomes
    ]
    return QuestionForm(
        request.POST if request.method == "POST" else None,
        initial={"outcome": request.GET.get("over", ""), "to": "candidate"},
        outcomes=listed,
        school=chair.row.dossier.school_id is not None,
        day=timezone.localdate(),
    )
