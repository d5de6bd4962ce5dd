"""Everybody sees the dossiers of their role, and no other; every page they see is accessible."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from steps import Server, enter_as, own_dossier

STAFF = [
    "Marije Terpstra",
    "Wouter Overdijk",
    "Annelies Meinderts",
    "Fatma Yildirim",
    "Iris Domburg",
]


@pytest.mark.usefixtures("demo")
def test_school_cannot_open_the_dossier_of_another_board(page: Page, live_server: Server) -> None:
    enter_as(page, live_server, "Ilse")
    ilse = own_dossier(page)
    enter_as(page, live_server, "Wouter Overdijk")
    assert page.goto(ilse).status == 200  # type: ignore[union-attr]
    expect(page.get_by_role("main")).not_to_contain_text("vertalen")

    enter_as(page, live_server, "Hanneke Wolters")
    for part in ("", "leeruitkomsten/", "programma/", "programma/week/", "gegevens/"):
        assert page.goto(ilse + part).status == 404, part  # type: ignore[union-attr]
    expect(page.get_by_role("heading", level=1)).to_be_visible()


@pytest.mark.usefixtures("demo")
def test_stranger_is_asked_to_sign_in(page: Page, live_server: Server) -> None:
    enter_as(page, live_server, "Ilse")
    ilse = own_dossier(page)
    page.context.clear_cookies()
    page.goto(ilse)
    assert "/account/login/" in page.url


@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize("name", STAFF)
def test_pages_of_the_staff(
    walker: Page, live_server: Server, accessible: Callable[[Page], None], name: str
) -> None:
    page = walker
    enter_as(page, live_server, name)
    accessible(page)
    page.get_by_role("main").get_by_role("link", name="Ilse").first.click()
    accessible(page)


@pytest.mark.usefixtures("demo")
def test_broker_moves_a_case_on_and_the_candidate_sees_it(
    walker: Page, live_server: Server, accessible: Callable[[Page], None]
) -> None:
    page = walker
    enter_as(page, live_server, "Marije Terpstra")
    page.get_by_role("main").get_by_role("link", name="Marloes").first.click()
    expect(page.get_by_text("Jij bent aan zet")).to_be_visible()
    page.get_by_role("main").get_by_role("link", name="Plan het kennismakingsgesprek").or_(
        page.get_by_role("main").get_by_role("button", name="kennismaking")
    ).first.click()
    accessible(page)


@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize("address", ["/demo/", "/stijl/", "/privacy/", "/toegankelijkheid/"])
def test_public_pages(
    walker: Page, live_server: Server, accessible: Callable[[Page], None], address: str
) -> None:
    walker.goto(live_server.url + address)
    accessible(walker)
    walker.get_by_role("button", name="Donker").click()
    accessible(walker)
    walker.get_by_role("button", name="English").click()
    expect(walker.locator("html")).to_have_attribute("lang", "en")
    accessible(walker)
