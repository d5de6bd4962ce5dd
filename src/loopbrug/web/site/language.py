"""Dutch unless the visitor chose otherwise by the switch on the page."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import translation

from loopbrug.web.accounts.queries import User
from loopbrug.web.accounts.services import speak


def chosen_language(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Return middleware that speaks the language of the switch's cookie, and else Dutch.

    The browser's own wish is not asked: many Dutch people have an English browser.
    """

    def answer(request: HttpRequest) -> HttpResponseBase:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        known = dict(settings.LANGUAGES)
        language = chosen if chosen in known else settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = get_response(request)
        _remember(request, response)
        response.headers.setdefault("Content-Language", language)
        return response

    return answer


def _remember(request: HttpRequest, response: HttpResponseBase) -> None:
    """Write letters in the language somebody chose by the switch, too."""
    switched = response.cookies.get(settings.LANGUAGE_COOKIE_NAME)
    user = getattr(request, "user", None)
    if switched and isinstance(user, User) and user.language != switched.value:
        speak(user=user, language=switched.value)
