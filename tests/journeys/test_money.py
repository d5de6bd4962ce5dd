"""What somebody will earn, and what nobody else may know (P2); a stranger who reckons."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from steps import Server, enter_as, own_dossier

from conftest import TODAY
from loopbrug.web.accounts.models import User
from loopbrug.web.organisations.models import Organisation
from loopbrug.web.pathway.models import Dossier
from loopbrug.web.pathway.services import match

ODD = re.compile(r"6[.,\s]?123[.,]45|612345")
pytestmark = pytest.mark.usefixtures("demo")


def with_a_school() -> Dossier:
    """Give Ruben a school, as the desk would after a talk."""
    dossier = Dossier.objects.get(candidate__email="p02@demo.loopbrug.example")
    broker = User.objects.get(email="broker@demo.loopbrug.example")
    school = Organisation.objects.get(code="meerpaal-lyceum")
    match(actor=broker, dossier=dossier, school=school, institute=dossier.institute, day=TODAY)
    return Dossier.objects.get(pk=dossier.pk)


def test_candidate_sees_the_drop_and_the_supplement_and_the_school_does_not(
    walker: Page, live_server: Server, accessible: Callable[[Page], None]
) -> None:
    with_a_school()
    enter_as(walker, live_server, "Ruben")
    if not re.search(r"/dossier/[0-9a-f-]{36}/", walker.url):
        walker.goto(f"{live_server.url}/dossier/")
        walker.get_by_role("link", name=re.compile("Dossier|Open")).first.click()
    dossier = own_dossier(walker)
    walker.goto(dossier)
    walker.get_by_role("link", name="Wat ga ik verdienen?").first.click()
    told_old_pay(walker, accessible)
    main = walker.locator("main")
    expect(main).to_contain_text("Je gaat erop achteruit")
    expect(main).to_contain_text("Loonaanvulling")
    expect(main).to_contain_text("de oude werkgever")
    expect(main).to_contain_text("6.123,45")
    walker.get_by_text("Waarom?").first.click()
    expect(main.locator(".lb-trace").first).to_contain_text("Schaal LB")
    accessible(walker)
    walker.get_by_role("link", name="Uitloggen").or_(
        walker.get_by_role("button", name="Uitloggen")
    ).first.click()
    offered(walker, live_server, dossier, accessible)


def told_old_pay(walker: Page, accessible: Callable[[Page], None]) -> None:
    """Change the old pay; first wrongly, and nothing typed is lost."""
    walker.get_by_role("link", name="Verander je oude baan").click()
    accessible(walker)
    walker.get_by_label("Bruto loon per maand").fill("6.123,45")
    walker.get_by_label("Voor hoeveel uur per week is dat?").fill("44")
    walker.get_by_role("button", name="Bewaar").click()
    expect(walker.get_by_role("alert")).to_contain_text("meer dan een volle werkweek")
    expect(walker.get_by_label("Bruto loon per maand")).to_have_value("6.123,45")
    accessible(walker)
    walker.get_by_label("Voor hoeveel uur per week is dat?").fill("40")
    walker.get_by_role("button", name="Bewaar").click()
    expect(walker.get_by_text("Bewaard. Alleen jij ziet dit.")).to_be_visible()


def offered(walker: Page, server: Server, dossier: str, accessible: Callable[[Page], None]) -> None:
    """Let the school make its offer and read its business case: no old pay anywhere."""
    enter_as(walker, server, "Wouter")
    walker.goto(dossier)
    walker.get_by_role("link", name="Zakelijke onderbouwing").first.click()
    assert not ODD.search(walker.content())
    walker.get_by_role("link", name="Vul het aanbod in").click()
    walker.get_by_label("Trede", exact=False).first.fill("7")
    accessible(walker)
    walker.get_by_role("button", name="Doe dit aanbod").click()
    expect(walker.get_by_text("Aanbod 1 staat er.")).to_be_visible()
    expect(walker.locator("main")).to_contain_text("trede 7")
    expect(walker.locator("svg.lb-cash")).to_be_visible()
    for details in walker.locator("main details").all():
        details.evaluate("one => one.open = true")
    accessible(walker)
    assert not ODD.search(walker.content())
    for page in ("", "programma/", "geld/", "geld/oude-baan/", "onderbouwing/bijdragen/"):
        answer = walker.request.get(dossier + page)
        assert (answer.status == 404) == page.startswith("geld/")
        assert not ODD.search(answer.text())


def test_stranger_reckons_without_an_account(
    walker: Page, live_server: Server, accessible: Callable[[Page], None]
) -> None:
    walker.goto(live_server.url)
    walker.get_by_role("link", name="Reken uit wat je zou verdienen").click()
    accessible(walker)
    walker.get_by_label("Waar wil je lesgeven?").select_option("vo")
    walker.get_by_label("Welke bevoegdheid?").select_option("second")
    walker.get_by_label("Jaren werk in het vak zelf").fill("10")
    walker.get_by_role("button", name="Reken uit").click()
    expect(walker.locator("main")).to_contain_text("bruto per maand")
    expect(walker.locator("main")).to_contain_text("trede 6")
    accessible(walker)
    walker.reload()
    expect(walker.locator("main")).to_contain_text("trede 6")
