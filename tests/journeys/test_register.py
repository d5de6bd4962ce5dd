"""A stranger finds an offer in their own words; the institute says that it is still right."""

import pytest
from playwright.sync_api import Page, expect
from steps import Server, enter_as
from test_stranger import Accessible


@pytest.mark.usefixtures("demo")
def test_a_stranger_finds_an_offer_by_zibben(
    walker: Page, live_server: Server, accessible: Accessible
) -> None:
    page = walker
    page.goto(live_server.url)
    page.get_by_role("link", name="Bekijk welke opleidingen er in de regio zijn").click()
    accessible(page)
    page.get_by_role("searchbox").fill("zibben wiksunde")
    page.get_by_role("button", name="Zoek").click()
    expect(page.get_by_role("heading", name="2 opleidingen gevonden")).to_be_visible()
    expect(page.get_by_role("rowheader", name="Leraar wiskunde, tweede graad")).to_be_visible()
    accessible(page)


@pytest.mark.usefixtures("demo")
def test_an_institute_keeps_its_own_offers(
    walker: Page, live_server: Server, accessible: Accessible
) -> None:
    page = walker
    enter_as(page, live_server, "Annelies Meinderts")
    page.get_by_role("link", name="Register", exact=True).click()
    accessible(page)
    row = page.get_by_role("row").filter(has_text="natuurkunde")
    expect(row).to_contain_text("lang geleden")
    row.get_by_role("button", name="Klopt nog").click()
    expect(page.get_by_role("row").filter(has_text="natuurkunde")).not_to_contain_text(
        "lang geleden"
    )
    page.get_by_role("link", name="Voeg aanbod toe").click()
    accessible(page)
    page.get_by_role("button", name="Bewaar").click()
    expect(page.get_by_role("heading", name="Dit klopt nog niet")).to_be_visible()
    accessible(page)
