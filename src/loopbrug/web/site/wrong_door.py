"""A page for who comes to an address in a way it is not meant for."""

from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

Answer = Callable[[HttpRequest], HttpResponse]


def wrong_door(get_response: Answer) -> Answer:
    """Return an answer to each request; where it is "not this way", with a page to go on from.

    Django says so with an empty page. People get there without doing anything odd: by signing
    in again after pressing a button, or by reloading what a button brought.
    """

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if response.status_code != HTTPStatus.METHOD_NOT_ALLOWED or response.content:
            return response
        page = render(request, "405.html", status=HTTPStatus.METHOD_NOT_ALLOWED)
        page["Allow"] = response["Allow"]
        return page

    return answer
