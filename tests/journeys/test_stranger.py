"""Somebody without an account finds a route, and carries the answers into a dossier (P2, P7)."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from steps import PASSWORD, Server, answer_questions

RUBEN = {
    "sector": "vo",
    "subject": "wiskunde",
    "level": "wo-master",
    "field": "econometrie",
    "year": "2014",
    "degree": "first",
    "teaching": "no",
    "work_since": "2017",
    "work_field": "financien",
    "hbo_level": "yes",
    "dutch": "native",
    "school": "no",
}
PROOF = re.compile("Minder (uren )?kan niet: dat is bewezen")
JELMER = {
    "sector": "vo",
    "level": "ad",
    "field": "installatietechniek",
    "year": "2018",
    "teaching": "no",
    "work_since": "2011",
    "work_field": "installatietechniek",
    "hbo_level": "no",
    "dutch": "native",
    "school": "no",
}
Accessible = Callable[[Page], None]


@pytest.mark.usefixtures("demo")
def test_stranger_finds_a_route_and_opens_a_dossier(
    walker: Page, live_server: Server, accessible: Accessible
) -> None:
    page = walker
    page.goto(live_server.url)
    accessible(page)
    page.get_by_role("main").get_by_role("link", name="Kan ik leraar worden?").click()
    accessible(page)

    answer_questions(page, RUBEN)
    expect(page.get_by_role("heading", level=1)).to_have_text("Controleer je antwoorden")
    accessible(page)
    page.get_by_text("Toon mijn routes").click()

    route = page.get_by_role("region").filter(has_text="Zij-instroom vo, eerstegraads").first
    expect(page.get_by_role("heading", name="Zij-instroom vo, eerstegraads")).to_be_visible()
    expect(route.or_(page.get_by_role("main")).first).to_contain_text("De opleiding beoordeelt dat")
    accessible(page)

    page.get_by_text("Begin mijn dossier").click()
    accessible(page)
    page.locator("input[name=email]").fill("ruben@example.org")
    page.locator("input[name=password1]").fill(PASSWORD)
    page.locator("input[name=password2]").fill(PASSWORD)
    page.get_by_role("button", name="Maak mijn account").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Open je dossier")
    expect(page.get_by_role("main")).to_contain_text("Econometrie")
    accessible(page)
    page.get_by_label("Hoe heet je?").fill("Ruben")
    page.get_by_label("Vanaf wanneer kun je beginnen?").fill("2027-02-01")
    page.get_by_label("Hoeveel uur per week kun je hoogstens studeren?").fill("16")
    page.get_by_role("button", name="Open mijn dossier").click()

    expect(page.get_by_role("heading", level=1)).to_contain_text("Ruben")
    expect(page.get_by_text("Je bent hier").first).to_be_visible()
    accessible(page)
    page.get_by_role("link", name="Jouw programma").first.click()
    accessible(page)
    page.get_by_role("button", name="Of reken met de week die er al staat").click()
    expect(page.get_by_text(PROOF)).to_be_visible()
    expect(page.get_by_text("Omdat dit nog ontbreekt").first).to_be_visible()
    accessible(page)


@pytest.mark.usefixtures("demo")
def test_answers_are_kept_when_going_back(walker: Page, live_server: Server) -> None:
    page = walker
    page.goto(f"{live_server.url}/route/")
    page.locator("input[value=vo]").check()
    page.get_by_role("button", name="Verder").click()
    page.go_back()
    expect(page.locator("input[value=vo]")).to_be_checked()


@pytest.mark.usefixtures("demo")
def test_installer_learns_why_general_subjects_are_closed_and_what_is_open(
    walker: Page, live_server: Server, accessible: Accessible
) -> None:
    page = walker
    page.goto(f"{live_server.url}/route/")
    answer_questions(page, {**JELMER, "subject": "wiskunde", "degree": "second"})
    page.get_by_text("Toon mijn routes").click()

    closed = card(page, "Zij-instroom vo, tweedegraads")
    expect(closed).to_contain_text("Nu nog dicht")
    expect(closed).to_contain_text("Je hoogste is nu: associate degree")
    expect(closed).to_contain_text("Deuren vlakbij die wel open zijn")
    accessible(page)

    page.goto(f"{live_server.url}/route/vraag/subject/")
    page.locator("main select").select_option("bwi")
    page.get_by_role("button", name="Verder").click()
    answer_questions(page, {**JELMER, "subject": "bwi"})
    page.get_by_text("Toon mijn routes").click()
    profile = card(page, "Zij-instroom vmbo-profielvak")
    expect(profile).to_contain_text("Open onder voorwaarden")
    expect(profile).to_contain_text("hbo-niveau")
    expect(profile).to_contain_text("Volgende stap")


def card(page: Page, title: str) -> "Page":
    """The part of the page about one route."""
    heading = page.get_by_role("heading", name=title, exact=True)
    return page.locator(".lb-card").filter(has=heading)  # type: ignore[return-value]


@pytest.mark.usefixtures("demo")
def test_questions_work_without_script(browser: object, live_server: Server) -> None:
    context = browser.new_context(java_script_enabled=False)  # type: ignore[attr-defined]
    page = context.new_page()
    page.goto(f"{live_server.url}/route/")
    answer_questions(page, RUBEN)
    page.get_by_text("Toon mijn routes").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Jouw routes naar de klas")
    context.close()
