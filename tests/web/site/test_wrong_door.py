"""Who comes to an address in a way it is not meant for gets a page, not a blank."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db
SOME_DOSSIER = "/dossier/00000000-0000-4000-8000-000000000000"


@pytest.mark.parametrize("address", ["/route/opnieuw/", f"{SOME_DOSSIER}/programma/akkoord/"])
def test_address_of_a_button_says_so_and_shows_the_way_on(client: Client, address: str) -> None:
    response = client.get(address)
    assert response.status_code == 405
    assert response["Allow"] == "POST"
    assert "Hier kom je alleen met een knop" in response.text
    assert 'href="/"' in response.text


def test_page_about_it_speaks_english_too(client: Client) -> None:
    client.post("/taal/setlang/", {"language": "en", "next": "/"})
    assert "This page only works with a button" in client.get("/route/opnieuw/").text


def test_page_that_is_only_read_refuses_to_be_sent_something(client: Client) -> None:
    response = client.post("/")
    assert response.status_code == 405
    assert "<main" in response.text
