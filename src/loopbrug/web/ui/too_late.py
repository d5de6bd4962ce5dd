"""An answer for who sends something that cannot be kept any more: nothing they wrote is lost."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise

Text = str | Promise


def too_late(request: HttpRequest, said: Text = "", back: str = "/") -> HttpResponse:
    """Say that something else came first and nothing changed, with what was written to copy.

    ``said`` is what came first, when that is known; ``back`` is the address to go on from.
    """
    context = {"said": said, "back": back, "written": written_in(request)}
    return render(request, "409.html", context, status=HTTPStatus.CONFLICT)


def written_in(request: HttpRequest) -> list[str]:
    """Return what somebody wrote in their own words: texts of more than one word."""
    return [
        text.strip()
        for name in request.POST
        for text in request.POST.getlist(name)
        if len(text.split()) > 1
    ]
