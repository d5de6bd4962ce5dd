"""A school proposes work, the programme loses a unit, and three sign the agreement (P5)."""

import io
import re
from collections.abc import Callable

import pypdf
import pytest
from playwright.sync_api import Page, expect
from steps import Server, enter_as, own_dossier

LIBRARY = "Een lessenreeks ontwerpen en geven"
FILLED = {
    "school": {
        "Contactpersoon van de school": "Casper Lindeboom, personeelszaken",
        "Datum van de eerste benoeming": "2027-02-01",
        "Bevoegde begeleider op school": "Tjeerd Wassink, techniek",
        "Uren begeleiding per week": "1",
        "Vervanging als opleiding of begeleiding wegvalt": "De school regelt binnen twee weken "
        "iemand anders.",
        "Afstemming met andere besturen": "Er is geen ander bestuur.",
    },
    "institute": {
        "Contactpersoon van de opleiding": "Noor Ravesteijn, coördinator",
        "Eerste kans voor het bekwaamheidsonderzoek": "2028-09-04",
        "Tweede kans": "2028-12-04",
    },
}


def wilma(page: Page, server: Server, who: str) -> str:
    """Enter as somebody around Wilma's dossier; return its address."""
    enter_as(page, server, who)
    if not re.search(r"/dossier/[0-9a-f-]{36}/", page.url):
        page.goto(f"{server.url}/dossier/")
        page.get_by_role("link", name=re.compile("Wilma")).first.click()
    return own_dossier(page)


def hours_of(page: Page, dossier: str) -> int:
    """Return the hours of the programme that counts."""
    page.goto(dossier + "programma/")
    return int(page.locator(".lb-plan-figures__main strong").inner_text())


def agreed(page: Page, dossier: str, fill: dict[str, str]) -> None:
    """Fill in what one side knows for the agreement."""
    page.goto(dossier + "overeenkomst/invullen/")
    for label, text in fill.items():
        page.get_by_label(label).fill(text)
    page.get_by_role("button", name="Bewaar").click()
    expect(page.get_by_text("Bewaard. Het staat nu in het concept.")).to_be_visible()


def signed(page: Page, dossier: str) -> None:
    """Sign the agreement that waits."""
    page.goto(dossier + "overeenkomst/")
    page.get_by_label("Ik heb de hele overeenkomst gelezen en ik teken ervoor.").check()
    page.get_by_role("button", name="Teken deze overeenkomst").click()


def proposed(page: Page, server: Server, accessible: Callable[[Page], None]) -> None:
    """Let the school propose an assignment from the library; first without its days."""
    wilma(page, server, "Casper")
    page.get_by_role("link", name="Werkplekopdrachten").click()
    accessible(page)
    page.get_by_role("link", name=re.compile(f"Begin hiermee.*{LIBRARY}")).click()
    page.get_by_role("button", name="Leg voor aan de opleiding").click()
    expect(page.get_by_role("alert")).to_contain_text("Vul een datum in.")
    accessible(page)
    page.get_by_label("Eerste dag").fill("2027-02-01")
    page.get_by_label("Laatste dag").fill("2027-04-30")
    page.get_by_label("Wie begeleidt?").select_option(label="Tjeerd Wassink")
    page.get_by_label("Wie kijkt mee").select_option(label="Casper Lindeboom")
    page.get_by_role("button", name="Leg voor aan de opleiding").click()
    expect(page.get_by_text("Wacht op de opleiding")).to_be_visible()


def accepted(page: Page, server: Server, accessible: Callable[[Page], None]) -> None:
    """Let the institute accept all of it, outcome by outcome."""
    wilma(page, server, "Noor")
    page.get_by_role("link", name=re.compile("Werkplekopdrachten")).click()
    page.get_by_role("link", name="Zeg wat deze opdracht dekt").click()
    accessible(page)
    for choice in page.get_by_label("Ja, helemaal").all():
        choice.check()
    page.get_by_role("button", name="Leg dit vast").click()
    expect(page.get_by_text(re.compile(r"wordt \d+ uur korter"))).to_be_visible()
    expect(page.get_by_text(re.compile("Valt af:"))).to_be_visible()


def verified(page: Page, server: Server, accessible: Callable[[Page], None]) -> None:
    """Open the paper, and verify it as a stranger."""
    link = page.get_by_role("link", name="Open als PDF").get_attribute("href")
    pdf = page.request.get(f"{server.url}{link}").body()
    text = " ".join(each.extract_text() for each in pypdf.PdfReader(io.BytesIO(pdf)).pages)
    assert LIBRARY in " ".join(text.split())
    secret = re.search(r"/dossier/overeenkomst/([\w-]+)/", "".join(text.split()))
    assert secret, text[-800:]
    page.context.clear_cookies()
    page.goto(f"{server.url}/dossier/overeenkomst/{secret[1]}/")
    expect(page.get_by_text("Deze overeenkomst geldt")).to_be_visible()
    accessible(page)


@pytest.mark.usefixtures("demo")
def test_a_school_adds_work_the_programme_loses_a_unit_and_three_sign(
    walker: Page, live_server: Server, accessible: Callable[[Page], None]
) -> None:
    page = walker
    dossier = wilma(page, live_server, "Wilma")
    before = hours_of(page, dossier)
    proposed(page, live_server, accessible)
    accepted(page, live_server, accessible)

    # Wilma takes the shorter programme.
    wilma(page, live_server, "Wilma")
    page.goto(dossier + "programma/")
    page.get_by_role("link", name="Bekijk wat er verandert").click()
    expect(page.get_by_role("main")).to_contain_text(LIBRARY)
    page.get_by_role("button", name="Dit programma neem ik").first.click()
    assert hours_of(page, dossier) < before

    # Each side fills in what it knows, and three sign one text.
    wilma(page, live_server, "Noor")
    agreed(page, dossier, FILLED["institute"])
    wilma(page, live_server, "Casper")
    agreed(page, dossier, FILLED["school"])
    accessible(page)
    page.get_by_role("button", name="Zet klaar om te tekenen").click()
    expect(page.get_by_text("Versie 1 wacht op handtekeningen")).to_be_visible()
    accessible(page)
    signed(page, dossier)
    for who in ("Noor", "Wilma"):
        wilma(page, live_server, who)
        signed(page, dossier)
    expect(page.get_by_text("Versie 1 is getekend door alle drie")).to_be_visible()
    accessible(page)
    verified(page, live_server, accessible)
