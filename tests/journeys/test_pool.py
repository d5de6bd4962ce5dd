"""The foundation prices its pool with and without a guarantee; a board sees what it pays."""

import re

import pytest
from playwright.sync_api import Page, expect
from steps import Server, enter_as
from test_stranger import Accessible


@pytest.mark.usefixtures("demo")
def test_the_foundation_prices_its_pool_with_and_without_a_guarantee(
    walker: Page, live_server: Server, accessible: Accessible
) -> None:
    page = walker
    enter_as(page, live_server, "Bas Klaverweide")
    page.get_by_role("link", name="Pool", exact=True).click()
    expect(page.get_by_role("heading", name="Een jaar van de pool")).to_be_visible()
    accessible(page)
    page.get_by_role("link", name="Premies", exact=True).click()
    expect(page.get_by_role("heading", name="Alleen, of in de pool")).to_be_visible()
    accessible(page)
    page.get_by_role("link", name="Reserve", exact=True).click()
    accessible(page)
    page.get_by_label("Een gemeente").check()
    page.get_by_label("Hoogstens per jaar, in euro").fill("80000")
    page.get_by_role("button", name="Reken het door").click()
    expect(page.get_by_role("heading", name="Zonder en met garantie")).to_be_visible()
    accessible(page)
    without, with_it = _cells(page, "Reserve nodig voor 95%")
    assert with_it < without
    without, with_it = _cells(page, "Wat de gemeente gemiddeld per jaar betaalt")
    assert without == 0 < with_it


@pytest.mark.usefixtures("demo")
def test_a_new_candidate_a_claim_and_a_boards_own_premium(
    walker: Page, live_server: Server, accessible: Accessible
) -> None:
    page = walker
    enter_as(page, live_server, "Bas Klaverweide")
    page.get_by_role("link", name="Pool", exact=True).click()
    page.get_by_role("link", name="Nieuwe kandidaat: wat zegt de pool?").click()
    page.get_by_label("Bestuur", exact=True).select_option(label="De Meerpaal Scholen")
    page.get_by_label("Sector").select_option("vo")
    page.get_by_role("button", name="Vraag het de pool").click()
    expect(page.get_by_role("heading", name="Dit zegt de pool")).to_be_visible()
    accessible(page)
    page.get_by_role("button", name="Zet deze plaats in de pool").click()
    expect(page.get_by_text("De plaats zit in de pool.")).to_be_visible()
    accessible(page)
    page.get_by_role("link", name="Schade", exact=True).click()
    page.get_by_role("row").filter(has_text="nog niet besloten").get_by_role("link").click()
    page.get_by_role("button", name="Bewaar mijn besluit").click()
    expect(page.get_by_role("heading", name="Dit klopt nog niet")).to_be_visible()
    accessible(page)
    page.get_by_label("Toekennen").check()
    page.get_by_label("Waarom?").fill("Volgens de voorwaarden.")
    page.get_by_role("button", name="Bewaar mijn besluit").click()
    page.get_by_role("button", name="Dit is betaald").click()
    expect(page.get_by_text("De schade staat als betaald.")).to_be_visible()
    accessible(page)
    enter_as(page, live_server, "Wouter Overdijk")
    page.get_by_role("link", name="Premie", exact=True).click()
    expect(page.get_by_role("heading", name="De Meerpaal Scholen")).to_be_visible()
    expect(page.get_by_text("MBO Het Midden")).to_have_count(0)
    accessible(page)


def _cells(page: Page, name: str) -> list[int]:
    """Return the amounts of a row, in whole euros."""
    row = page.get_by_role("row").filter(has_text=name)
    return [int(re.sub(r"\D", "", text)) for text in row.get_by_role("cell").all_inner_texts()]
