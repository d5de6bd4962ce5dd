"""Which letters were written about dossiers, and what to do about those that did not arrive."""

from collections.abc import Iterable
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from loopbrug.web.assessment.permissions import sends_for
from loopbrug.web.pathway.permissions import Act
from loopbrug.web.pathway.views.door import signed_in, visit
from loopbrug.web.post.facts import can_go_again, is_about, problem_of
from loopbrug.web.post.queries import Letter, letter_with_key, letters_about, letters_not_arrived
from loopbrug.web.post.services.sending import mark_returned, send_again

LETTERS = 50


@require_safe
@login_required
def letters(request: HttpRequest, key: UUID) -> HttpResponse:
    """Show the letters about a dossier: to whom, when, and whether they left; not their text."""
    visited = visit(request, key, Act.SEE_LETTERS)
    context = {
        "visit": visited,
        "dossier": visited.row,
        "letters": _shown(letters_about([visited.row.subject_key])[:LETTERS]),
        "may_send": visited.may(Act.SEND_LETTERS),
        "back": request.path,
    }
    return render(request, "assessment/letters.html", context)


@require_safe
@login_required
def failed(request: HttpRequest) -> HttpResponse:
    """Show a broker every letter of their dossiers that did not arrive."""
    mine = sends_for(signed_in(request))
    if mine is None:
        raise Http404
    found = [row for row in letters_not_arrived() if is_about(row, mine)]
    context = {
        "letters": _shown(found[:LETTERS]),
        "may_send": True,
        "back": request.path,
    }
    return render(request, "assessment/letters_failed.html", context)


@require_POST
@login_required
def again(request: HttpRequest, number: int) -> HttpResponse:
    """Try a letter once more, or say that it came back."""
    user = signed_in(request)
    letter, mine = letter_with_key(number), sends_for(user)
    if letter is None or mine is None or not is_about(letter, mine):
        raise Http404
    if "returned" in request.POST:
        mark_returned(actor=user, letter=letter)
        messages.success(request, _("Opgeschreven: deze e-mail kwam terug."))
    elif send_again(actor=user, letter=letter):
        _say_how_it_went(request, number)
    else:
        messages.info(request, _("Deze e-mail kan niet opnieuw worden verstuurd."))
    return redirect(_back(request))


def _say_how_it_went(request: HttpRequest, number: int) -> None:
    letter = letter_with_key(number)
    if letter is not None and letter.state == Letter.State.SENT:
        messages.success(request, _("De e-mail is verstuurd."))
    elif letter is not None:
        messages.warning(request, _("Het lukt nog niet: %(why)s") % {"why": problem_of(letter)})


def _shown(rows: Iterable[Letter]) -> list[tuple[Letter, str, bool]]:
    return [(row, str(problem_of(row)), can_go_again(row)) for row in rows]


def _back(request: HttpRequest) -> str:
    """Return where the visitor came from, as far as that is one of our own pages."""
    asked = request.POST.get("back", "")
    own = url_has_allowed_host_and_scheme(asked, allowed_hosts=None)
    return asked if own else reverse("assessment:letters-failed")
