"""A page for who was overtaken between the page they saw and the button they pressed.

Pages ask first whether something may be done, and services ask again with everything locked. What
changed in between (somebody withdrew, another window was first) is no fault of anybody.
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from loopbrug.web.pathway.services import NotAllowedError, StaleError
from loopbrug.web.ui.too_late import too_late


class Meanwhile:
    """Answers what no page answers by itself: the act was refused, and nothing was done."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Return the answer of the page."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Return the page about it, or None for every other error."""
        if isinstance(error, (NotAllowedError, StaleError)):
            return too_late(request)
        return None
