"""A stranger looks up a figure: its value, its source, since when it is provisional."""

import pytest
from playwright.sync_api import Page, expect
from steps import Server
from test_stranger import Accessible


@pytest.mark.usefixtures("demo")
def test_a_stranger_looks_up_a_figure(
    walker: Page, live_server: Server, accessible: Accessible
) -> None:
    page = walker
    page.goto(live_server.url)
    page.get_by_role("link", name="Cijfers en regels").click()
    accessible(page)
    page.get_by_role("searchbox").fill("schaal LB voortgezet")
    page.get_by_label("Onderwerp").select_option("Loon")
    page.get_by_role("button", name="Zoek").click()
    expect(page.get_by_role("heading", name="1 cijfer gevonden")).to_be_visible()
    row = page.get_by_role("row").filter(has_text="Maandloon leraar, schaal LB")
    expect(row).to_contain_text("voorlopig sinds 1 november 2025")
    expect(row).to_contain_text("€ 3.463 tot € 5.277 per maand")
    row.get_by_text("Alle treden").click()
    expect(row.get_by_role("listitem")).to_have_count(12)
    accessible(page)
