"""A programme is walked: in her own calendar, written down by the institute, seen by her coach."""

import os
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
import vobject
from playwright.sync_api import Page, expect
from steps import Server, enter_as, own_dossier

from conftest import TODAY, Clock


def picture(page: Page, name: str) -> None:
    """Keep a picture, wide and narrow, where ``LOOPBRUG_PICTURES`` says; none when it does not."""
    folder = os.environ.get("LOOPBRUG_PICTURES")
    if folder:
        for width in (1280, 390):
            page.set_viewport_size({"width": width, "height": 900})
            page.screenshot(path=Path(folder) / f"{name}-{width}.png", full_page=True)
        page.set_viewport_size({"width": 1280, "height": 900})


def sessions_at(page: Page, address: str) -> list[tuple[date, str]]:
    """Return day and title of what a second reader makes of the feed."""
    answer = page.request.get(address)
    assert answer.status == 200
    events = vobject.readOne(answer.text()).vevent_list
    timed = [one for one in events if hasattr(one.dtstart.value, "hour")]
    return sorted((one.dtstart.value.date(), one.summary.value) for one in timed)


def takes_her_programme(page: Page) -> None:
    """Change the week and take the programme that follows."""
    page.goto(own_dossier(page) + "programma/week/")
    page.get_by_label("Hoeveel uur per week kun je hooguit studeren?").fill("10")
    page.get_by_role("button", name="Bekijk wat dit betekent").first.click()
    page.get_by_role("button", name="Dit neem ik").first.click()
    expect(page.get_by_text("Je nieuwe week is bewaard.")).to_be_visible()


def writes_down(page: Page, title: str, day: date) -> None:
    """Say that she was at the session and passed the unit; the day is forgotten at first."""
    unit = page.locator("details", has_text=title).first
    unit.locator(".lb-record__moments select").first.select_option("yes")
    unit.locator("select[name^=fate-]").select_option("passed")
    page.get_by_role("button", name="Leg alles vast").click()
    expect(page.get_by_role("alert").first).to_contain_text("Vul de dag van de uitslag in.")
    unit.locator("input[name^=on-]").fill(day.isoformat())
    page.get_by_role("button", name="Leg alles vast").click()
    expect(page.get_by_text("2 regels zijn bewaard.")).to_be_visible()


def her_coach_sees_it(page: Page, server: Server) -> None:
    """Look at the list of candidates as her coach."""
    enter_as(page, server, "Iris Domburg")
    page.goto(f"{server.url}/voortgang/")
    row = page.get_by_role("main").locator("tr", has_text="Ilse")
    expect(row).to_contain_text("Loopt voor")
    expect(row).not_to_contain_text("vast te leggen")
    picture(page, "glance")


@pytest.mark.usefixtures("demo")
def test_a_programme_is_walked_and_everybody_sees_how_it_goes(
    walker: Page, live_server: Server, accessible: Callable[[Page], None], clock: Clock
) -> None:
    page = walker
    enter_as(page, live_server, "Ilse")
    dossier = own_dossier(page)
    takes_her_programme(page)

    page.goto(dossier + "programma/voortgang/")
    expect(page.get_by_role("main")).to_contain_text("Het begint op")
    accessible(page)
    page.get_by_role("link", name="In je agenda").click()
    page.get_by_role("button", name="Maak een geheim adres").click()
    address = page.locator("#feed-address").inner_text()
    accessible(page)
    picture(page, "calendar")
    day, title = sessions_at(page, address)[0]

    clock.go_on((day - TODAY).days + 1)
    enter_as(page, live_server, "Annelies Meinderts")
    page.goto(f"{live_server.url}/voortgang/")
    page.get_by_role("link", name=re.compile("vast te leggen.*Ilse")).click()
    accessible(page)
    picture(page, "record")
    writes_down(page, title, day)
    accessible(page)

    enter_as(page, live_server, "Ilse")
    page.goto(dossier + "programma/voortgang/")
    main = page.get_by_role("main")
    expect(main).to_contain_text("Gehaald")
    expect(main).to_contain_text("1 van")
    accessible(page)
    picture(page, "progress")
    page.goto(dossier + "leeruitkomsten/")
    expect(main).to_contain_text(f"Afgerond onderdeel: {title}")

    her_coach_sees_it(page, live_server)
    accessible(page)

    enter_as(page, live_server, "Ilse")
    page.goto(dossier + "programma/agenda/")
    expect(page.get_by_role("main")).to_contain_text("Voor het laatst gelezen op")
    page.get_by_role("button", name="Sluit het adres").click()
    expect(page.get_by_text("Het adres is gesloten.")).to_be_visible()
    assert page.request.get(address).status == 404
