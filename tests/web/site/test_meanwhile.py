"""Who is overtaken between page and button hears so, and can copy what they wrote."""

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from loopbrug.web.pathway.services import NotAllowedError, StaleError
from loopbrug.web.site.meanwhile import Meanwhile
from loopbrug.web.ui.too_late import written_in

WRITTEN = {"text": "Zo legde ik <b>breuken</b> uit.", "seen": "3", "verdict": "validated"}


def sent() -> HttpRequest:
    return RequestFactory().post("/", WRITTEN)


def answered(error: Exception) -> HttpResponse | None:
    request = sent()
    request.csp_nonce = "x"  # type: ignore[attr-defined]
    return Meanwhile(lambda _request: HttpResponse()).process_exception(request, error)


@pytest.mark.parametrize("error", [NotAllowedError(), StaleError("stopped")])
def test_refused_act_is_a_page_with_what_was_written(error: Exception) -> None:
    response = answered(error)
    assert response is not None
    assert response.status_code == 409
    page = response.text
    assert "Er is intussen iets veranderd" in page
    assert "Zo legde ik &lt;b&gt;breuken&lt;/b&gt; uit." in page
    assert "validated" not in page


def test_other_errors_stay_errors() -> None:
    assert answered(ValueError()) is None


def test_only_own_words_are_given_back() -> None:
    assert written_in(sent()) == ["Zo legde ik <b>breuken</b> uit."]
