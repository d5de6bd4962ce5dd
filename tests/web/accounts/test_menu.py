"""The main menu shows everybody the pages of their roles, and the page one is on."""

import pytest
from django.test import Client
from tests.web.pathway.stage import cast

pytestmark = pytest.mark.django_db

PAGES = {"/planning/", "/beoordelen/", "/vragen/", "/overzicht/inspectie/"}
OF = {
    "broker": {"/planning/", "/beoordelen/", "/vragen/"},
    "institute": PAGES,
    "assessor": {"/beoordelen/"},
    "school": set(),
    "coach": {"/vragen/"},
    "amina": set(),
}


@pytest.mark.parametrize("who", OF)
def test_menu_holds_the_pages_of_ones_roles(client: Client, who: str) -> None:
    client.force_login(getattr(cast(), who))
    page = client.get("/privacy/").content.decode()
    assert {url for url in PAGES if f'<a href="{url}"' in page} == OF[who]


def test_menu_marks_the_page_one_is_on(client: Client) -> None:
    client.force_login(cast().broker)
    page = client.get("/planning/").content.decode()
    assert '<a href="/planning/" aria-current="page">' in page


def test_stranger_has_no_menu_of_pages_behind_the_door(client: Client) -> None:
    page = client.get("/privacy/").content.decode()
    assert not any(f'<a href="{url}"' in page for url in PAGES)
