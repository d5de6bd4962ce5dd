"""Questions in a dossier, with whose turn it is."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from loopbrug.web.assessment.forms.threads import AnswerForm, QuestionForm
from loopbrug.web.assessment.queries import Message, Thread
from loopbrug.web.assessment.queries.threads import (
    open_threads,
    running_assessment_of,
    thread_with_id,
    threads_of,
)
from loopbrug.web.assessment.services.threads import (
    TALKERS,
    ask_question,
    close_thread,
    people_in,
    say_in_thread,
)
from loopbrug.web.pathway.permissions import Act, Role, roles_on
from loopbrug.web.pathway.queries import visible_to
from loopbrug.web.pathway.views.door import Visit, signed_in, visit


@dataclass(frozen=True, slots=True)
class Talk:
    """One question on the page: its messages, whose turn it is, and the form to answer."""

    thread: Thread
    messages: list[Message]
    turn: str
    mine: bool
    form: AnswerForm | None


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def threads(request: HttpRequest, key: UUID) -> HttpResponse:
    """Show the questions of a dossier, and take a new one."""
    visited = visit(request, key, Act.SEE_THREADS)
    others = _others(visited)
    form = QuestionForm(request.POST or None, others=others)
    if request.method == "POST":
        visited.ask(Act.WRITE_THREADS)
        if form.is_valid():
            ask_question(
                actor=visited.user,
                role=_speaks_as(visited),
                dossier=visited.row,
                title=form.cleaned_data["title"],
                text=form.cleaned_data["text"],
                turn=Role(form.cleaned_data["turn"]),
            )
            messages.success(request, _("Je vraag staat in het dossier."))
            return redirect("assessment:threads", key)
    return _page(request, visited, form)


@require_POST
@login_required
def answer(request: HttpRequest, key: UUID, number: int) -> HttpResponse:
    """Take an answer, or close the question."""
    visited = visit(request, key, Act.WRITE_THREADS)
    thread = thread_with_id(visited.row, number)
    if thread is None:
        raise Http404
    if "close" in request.POST:
        close_thread(actor=visited.user, thread=thread)
        messages.success(request, _("De vraag is afgerond."))
        return redirect("assessment:threads", key)
    form = AnswerForm(request.POST, others=_others(visited), prefix=f"t{number}")
    if not form.is_valid():
        return _page(request, visited, QuestionForm(others=_others(visited)), {number: form})
    turn = form.cleaned_data["turn"]
    say_in_thread(
        actor=visited.user,
        role=_speaks_as(visited),
        thread=thread,
        text=form.cleaned_data["text"],
        turn=Role(turn) if turn else None,
    )
    messages.success(request, _("Je antwoord staat in het dossier."))
    return redirect("assessment:threads", key)


@require_safe
@login_required
def inbox(request: HttpRequest) -> HttpResponse:
    """Show the open questions in every dossier one helps with, those that wait for me first."""
    user = signed_in(request)
    dossiers = {row.pk: row for row in visible_to(user)}
    roles = {key: roles_on(user, row) for key, row in dossiers.items()}
    found = [
        (one, one.turn in roles[one.thread.dossier_id])
        for one in open_threads(dossiers.values())
        if not roles[one.thread.dossier_id].isdisjoint(TALKERS)
    ]
    context = {"rows": sorted(found, key=lambda row: not row[1]), "day": timezone.localdate()}
    return render(request, "assessment/inbox.html", context)


def _page(
    request: HttpRequest,
    visited: Visit,
    form: QuestionForm,
    bound: dict[int, AnswerForm] | None = None,
) -> HttpResponse:
    writes = visited.may(Act.WRITE_THREADS)
    others = _others(visited)
    talks = [_talk(visited, thread, others, bound or {}) for thread in threads_of(visited.row)]
    context = {
        "visit": visited,
        "dossier": visited.row,
        "open": [talk for talk in talks if talk.thread.closed_at is None],
        "closed": [talk for talk in talks if talk.thread.closed_at is not None],
        "form": form if writes and others else None,
        "assessment": running_assessment_of(visited.row),
        "staff": not visited.own,
        "may_see_letters": visited.may(Act.SEE_LETTERS),
    }
    return render(request, "assessment/threads.html", context)


def _talk(
    visited: Visit, thread: Thread, others: tuple[Role, ...], bound: dict[int, AnswerForm]
) -> Talk:
    said = list(thread.messages.all())
    turn = said[-1].turn if said and thread.closed_at is None else ""
    form = None
    if visited.may(Act.WRITE_THREADS):
        before = next((one.role for one in reversed(said) if one.author_id != visited.user.pk), "")
        fresh = AnswerForm(others=others, prefix=f"t{thread.pk}", initial={"turn": before})
        form = bound.get(thread.pk, fresh)
    return Talk(thread, said, turn, turn in visited.roles, form)


def _speaks_as(visited: Visit) -> Role:
    return next(role for role in TALKERS if role in visited.roles)


def _others(visited: Visit) -> tuple[Role, ...]:
    """Return whom the visitor can turn to: roles that somebody has in this dossier."""
    own = _speaks_as(visited)
    return tuple(role for role in TALKERS if role != own and people_in(visited.row, role))
