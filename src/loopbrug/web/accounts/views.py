"""The door of the demo: enter as one of its people, without a password."""

from django.conf import settings
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from loopbrug.web.accounts.queries import demo_people, demo_person

BACKEND = "django.contrib.auth.backends.ModelBackend"


@require_safe
@never_cache
def demo(request: HttpRequest) -> HttpResponse:
    """Show the people one can enter as; there is no such page outside a demo."""
    _only_in_a_demo()
    people = list(demo_people())
    context = {
        "candidates": [person for person in people if not person.memberships.all()],
        "staff": [person for person in people if person.memberships.all()],
    }
    return render(request, "accounts/demo.html", context)


@require_POST
@never_cache
def enter(request: HttpRequest, pk: int) -> HttpResponse:
    """Sign in as one of the demo's people; nobody else can be entered as."""
    _only_in_a_demo()
    person = demo_person(pk)
    if person is None:
        raise Http404
    login(request, person, backend=BACKEND)
    return redirect(settings.LOGIN_REDIRECT_URL)


def _only_in_a_demo() -> None:
    if not settings.DEMO:
        raise Http404
