"""P10's three-party stack is adjusted and agreed by board, municipality and broker."""

import io
import re
from collections.abc import Callable

import pypdf
import pytest
from playwright.sync_api import Page, expect
from steps import Server, enter_as

BROKER, BOARD, TOWN = "Marije Terpstra", "Ruud Nijhuis", "Gerda Hogenboom"
GIFT = "Budget van werk naar werk bij de reorganisatie"


def to_proposal(page: Page, server: Server, who: str) -> None:
    """Enter as somebody and open Hendrik's proposal from the list."""
    enter_as(page, server, who)
    page.goto(f"{server.url}/geld/voorstellen/")
    page.get_by_role("main").get_by_role("link", name="Hendrik").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("wie betaalt wat")


def agree(page: Page) -> None:
    """Agree to the version that is read."""
    page.get_by_label("Ik heb het hele voorstel gelezen en ga akkoord namens mijn partij.").check()
    page.get_by_role("button", name="Geef akkoord").click()
    expect(page.get_by_role("button", name="Geef akkoord")).to_have_count(0)


@pytest.mark.usefixtures("demo")
def test_three_parties_agree_and_the_agreement_is_fixed(
    walker: Page, live_server: Server, accessible: Callable[[Page], None]
) -> None:
    page = walker
    to_proposal(page, live_server, BOARD)
    accessible(page)
    agree(page)
    expect(page.get_by_text("Je akkoord staat erbij.")).to_be_visible()

    to_proposal(page, live_server, TOWN)
    page.get_by_label(GIFT).fill("16.000")
    page.get_by_label("Waarom wordt het anders?").fill("De raad gaf iets meer.")
    page.get_by_role("button", name="Maak hier een nieuwe versie van").click()
    expect(page.get_by_text("hooguit € 15.000.").first).to_be_visible()
    accessible(page)
    page.get_by_label(GIFT).fill("9.500")
    page.get_by_label("Waarom wordt het anders?").fill("De raad gaf minder.")
    page.get_by_role("button", name="Maak hier een nieuwe versie van").click()
    expect(page.get_by_text("Versie 2 wacht op akkoord")).to_be_visible()
    agree(page)

    for who in (BOARD, BROKER):
        to_proposal(page, live_server, who)
        expect(page.get_by_text("De raad gaf minder.").first).to_be_visible()
        agree(page)
    expect(page.get_by_text("Iedereen is akkoord. De afspraak ligt vast.")).to_be_visible()
    page.get_by_role("link", name="Lees de afspraak").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("Afspraak over de kosten"))
    expect(page.get_by_text("9.500").first).to_be_visible()
    accessible(page)
    address = page.get_by_role("link", name="Open als PDF").get_attribute("href")
    answer = page.request.get(live_server.url + str(address))
    text = pypdf.PdfReader(io.BytesIO(answer.body())).pages[0].extract_text()
    assert "Afspraak over de kosten" in text

    enter_as(page, live_server, TOWN)
    for name in ("termijnen", "fondsen", "verantwoording"):
        page.goto(f"{live_server.url}/geld/{name}/")
        accessible(page)
