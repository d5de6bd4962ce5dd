"""Ilse has two jobs; her week changes, and she sees the new plan beside the old one (P5)."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from steps import Server, enter_as, own_dossier


@pytest.mark.usefixtures("demo")
def test_two_jobs_and_a_week_that_changes(
    walker: Page, live_server: Server, accessible: Callable[[Page], None]
) -> None:
    page = walker
    enter_as(page, live_server, "Ilse")
    accessible(page)
    page.get_by_role("link", name="Wat je al kunt").first.click()
    expect(page.get_by_role("main")).to_contain_text("VD-4")
    accessible(page)
    page.goto(own_dossier(page) + "programma/")
    accessible(page)
    page.get_by_role("link", name="Verander mijn week").first.click()
    accessible(page)

    page.get_by_label("Hoeveel uur per week kun je hooguit studeren?").fill("10")
    page.get_by_role("button", name="Bekijk wat dit betekent").first.click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    comparison = page.get_by_role("main")
    expect(comparison).to_contain_text("Klaar op")
    expect(comparison).to_contain_text("later")
    accessible(page)

    page.get_by_role("button", name="Dit neem ik").first.click()
    expect(page.get_by_text("Minder kan niet: dat is bewezen.")).to_be_visible()
    expect(page.get_by_role("main")).to_contain_text("10 uur")
    accessible(page)


@pytest.mark.usefixtures("demo")
def test_a_week_without_room_is_told_which_wishes_collide(
    walker: Page, live_server: Server, accessible: Callable[[Page], None]
) -> None:
    page = walker
    enter_as(page, live_server, "Ilse")
    page.goto(own_dossier(page) + "programma/week/")
    page.get_by_label("Wanneer wil je klaar zijn?").fill("2027-03-01")
    page.get_by_role("button", name="Bekijk wat dit betekent").first.click()
    expect(page.get_by_role("main")).to_contain_text("1 maart 2027")
    expect(page.get_by_role("button", name="Dit neem ik")).to_have_count(0)
    accessible(page)


@pytest.mark.usefixtures("demo")
def test_nonsense_in_the_week_is_told_at_once_and_nothing_is_lost(
    walker: Page, live_server: Server, accessible: Callable[[Page], None]
) -> None:
    page = walker
    enter_as(page, live_server, "Ilse")
    page.goto(own_dossier(page) + "programma/week/")
    page.get_by_label("Hoeveel uur per week kun je hooguit studeren?").fill("-3")
    page.get_by_label("Van", exact=True).first.fill("18:00")
    page.get_by_role("button", name="Bekijk wat dit betekent").first.click()
    expect(
        page.get_by_role("alert").or_(page.locator("[role=group], .lb-error-summary")).first
    ).to_be_visible()
    expect(page.get_by_label("Hoeveel uur per week kun je hooguit studeren?")).to_have_value("-3")
    expect(page.get_by_label("Van", exact=True).first).to_have_value("18:00")
    accessible(page)
