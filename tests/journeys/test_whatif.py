"""Ruben sees what one more validation saves, and what more hours would bring (P2)."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from steps import Server, enter_as, own_dossier


@pytest.mark.usefixtures("demo")
def test_what_if_leads_to_the_comparison_and_changes_nothing(
    walker: Page, live_server: Server, accessible: Callable[[Page], None]
) -> None:
    page = walker
    enter_as(page, live_server, "Ruben")
    programme = own_dossier(page) + "programma/"
    page.goto(programme)
    expect(page.get_by_text("dan is dit onderdeel niet meer nodig").first).to_be_visible()
    accessible(page)
    before = page.locator(".lb-plan-figures").inner_text()

    page.get_by_role("link", name="Wat als?", exact=True).click()
    main = page.get_by_role("main")
    expect(main).to_contain_text(re.compile(r"Het scheelt \d+ studie-uren"))
    expect(main).to_contain_text("Wat niets oplevert")
    accessible(page)

    page.locator("a[href$='wat-als=hours-20']").click()
    hours = page.get_by_label("Hoeveel uur per week kun je hooguit studeren?")
    expect(hours).to_have_value("20")
    accessible(page)
    page.get_by_role("button", name="Bekijk wat dit betekent").last.click()
    expect(main).to_contain_text("Er is nog niets veranderd. Jij kiest.")
    expect(main).to_contain_text("eerder")
    accessible(page)

    page.get_by_role("button", name="Laat het zoals het was").click()
    expect(page.get_by_text("Er is niets veranderd.")).to_be_visible()
    assert page.locator(".lb-plan-figures").inner_text() == before


@pytest.mark.usefixtures("demo")
def test_the_weeks_can_be_leafed_through_without_a_script(
    walker: Page, live_server: Server, accessible: Callable[[Page], None]
) -> None:
    page = walker
    enter_as(page, live_server, "Ruben")
    page.goto(own_dossier(page) + "programma/weken/")
    first = page.locator(".lb-planweek h2").first.inner_text()
    accessible(page)
    page.get_by_role("link", name="Latere weken").first.click()
    expect(page.locator(".lb-planweek h2").first).not_to_have_text(first)
    expect(page.get_by_role("main")).to_contain_text("18:30–21:30")
    page.get_by_role("link", name="Eerdere weken").first.click()
    expect(page.locator(".lb-planweek h2").first).to_have_text(first)
    page.get_by_role("link", name="Alle weken, om te printen").first.click()
    assert page.locator(".lb-planweek").count() > 20
    accessible(page)
