"""Yara goes on leave and gets a new plan; Bram has two Fridays a month and finishes (P4, P9)."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from steps import Server, enter_as, own_dossier

from loopbrug.core.bridge.dossier_file import read_dossier
from loopbrug.region.midden import load_region
from loopbrug.web.outcomes.services.recording import record_judgements
from loopbrug.web.pathway.models import Dossier

EXAMPLES = Path(__file__).parents[2] / "examples"
SHOTS = os.environ.get("LOOPBRUG_SHOTS", "")


def seen(page: Page, name: str) -> None:
    """Keep what the page looks like, wide and narrow, when asked to."""
    if not SHOTS:
        return
    size = page.viewport_size
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 900})
        page.screenshot(path=f"{SHOTS}/{name}-{width}.png", full_page=True)
    assert size
    page.set_viewport_size(size)


def judge_as_in_example(name: str, example: str) -> None:
    """Let the judges have said of somebody what they say in the example."""
    text = (EXAMPLES / example).read_text("utf-8")
    judgements = read_dossier(text, load_region().places).judgements
    dossier = next(one for one in Dossier.objects.all() if str(one.candidate).startswith(name))
    record_judgements(actor=None, dossier=dossier, judgements=judgements)


@pytest.mark.usefixtures("demo")
def test_eight_weeks_of_leave_give_a_new_plan_with_three_changes(
    walker: Page, live_server: Server, accessible: Callable[[Page], None]
) -> None:
    page = walker
    judge_as_in_example("Yara", "p04.yaml")
    enter_as(page, live_server, "Yara")
    dossier = own_dossier(page)
    page.goto(dossier + "programma/")
    page.get_by_role("button", name="Of reken met de week die er al staat").click()
    page.get_by_role("button", name="Dit programma neem ik").click()
    expect(page.get_by_role("main")).to_contain_text("742")

    page.get_by_role("link", name="Er is iets veranderd").click()
    accessible(page)
    page.get_by_role("button", name="Bekijk wat dit betekent").click()
    expect(page.get_by_role("alert")).to_contain_text("Kies wat er is veranderd.")
    page.get_by_label("Ik ga met verlof").check()
    page.get_by_label("Eerste dag van de afwezigheid").fill("2028-03-06")
    page.get_by_label("Laatste dag van de afwezigheid").fill("2028-03-01")
    page.get_by_role("button", name="Bekijk wat dit betekent").click()
    expect(page.get_by_role("alert")).to_contain_text("De laatste dag ligt vóór de eerste dag.")
    seen(page, "changed")
    accessible(page)
    page.get_by_label("Laatste dag van de afwezigheid").fill("2028-04-30")
    page.get_by_role("button", name="Bekijk wat dit betekent").click()

    changes = page.locator(".lb-change")
    expect(changes).to_have_count(3)
    for number in range(3):
        expect(changes.nth(number)).to_contain_text("Dit valt in de tijd van afwezigheid.")
    expect(page.get_by_role("main")).to_contain_text("er verandert niet meer dan nodig")
    seen(page, "changed-plan")
    accessible(page)

    page.get_by_role("button", name="Dit neem ik").click()
    expect(page.get_by_text("Bewaard. Dit is nu je programma.")).to_be_visible()
    expect(page.get_by_role("main")).to_contain_text("18 maart 2029")
    page.get_by_role("link", name="Eerdere versies").click()
    expect(page.get_by_role("row")).to_have_count(3)
    accessible(page)


@pytest.mark.usefixtures("demo")
def test_two_fridays_a_month_are_enough_to_finish(
    walker: Page, live_server: Server, accessible: Callable[[Page], None]
) -> None:
    page = walker
    enter_as(page, live_server, "Bram")
    dossier = own_dossier(page)
    page.goto(dossier + "programma/week/")
    page.get_by_role("button", name="Voeg een rij toe").click()
    row = page.locator("#taken .lb-rowform").last
    row.get_by_label("Waarvoor").select_option("care")
    row.get_by_label("Van", exact=True).fill("8.15")
    row.get_by_label("Tot", exact=True).fill("16.30")
    row.get_by_label("vr", exact=True).check()
    row.get_by_text("Niet elke week, of alleen in een bepaalde periode").click()
    row.get_by_label("In welke weken").select_option("odd")
    seen(page, "week")
    accessible(page)
    page.get_by_role("button", name="Bekijk wat dit betekent").last.click()

    main = page.get_by_role("main")
    expect(main).to_contain_text("om de week")
    expect(main).to_contain_text("14 januari 2028")
    seen(page, "two-fridays")
    accessible(page)
    page.get_by_role("button", name="Dit neem ik").first.click()
    expect(page.get_by_text("Minder kan niet: dat is bewezen.")).to_be_visible()
    expect(main).to_contain_text("om de week")
    seen(page, "two-fridays-programme")
    accessible(page)
