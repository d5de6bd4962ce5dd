"""Two people judge Gerrit without seeing each other, differ, agree; the statement is checked."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from steps import Server, enter_as

from loopbrug.web.outcomes.models import Draft, OpinionRow, Round

pytestmark = pytest.mark.usefixtures("demo")

DIFFER = ("VD-4", "PE-10")
INSTITUTE, FIELD = "Fatma Yildirim", "Tjeerd Wassink"
SECRET = "Hiervan laat je bewijs nog niets zien."
FINDS = "Ik zag dit in de les van Gerrit: helder doel, passende toets."


def prepared() -> Round:
    """Let the field's side have a draft like the other's of everything but what they differ on."""
    round_ = Round.objects.get(dossier__candidate__name="Gerrit", why="assessment")
    seat = round_.seats.get(side="field")
    has = set(round_.drafts.filter(side="field").values_list("outcome", flat=True))
    Draft.objects.filter(round=round_, side="field", outcome__in=DIFFER).delete()
    for one in OpinionRow.objects.filter(submission__round=round_, submission__side="institute"):
        if one.outcome not in has and one.outcome not in DIFFER:
            Draft.objects.create(
                round=round_, side="field", author=seat.assessor, outcome=one.outcome,
                verdict=one.verdict, reasons=one.reasons, text=one.text, evidence=one.evidence,
                left_outcomes=one.left_outcomes, left_hours=one.left_hours,
            )  # fmt: skip
    return round_


def judge(page: Page, verdict: str, text: str, box: str) -> None:
    page.locator(f"input[name=verdict][value={verdict}]").check()
    page.get_by_label(box).fill(text)


Check = Callable[[Page], None]


def test_two_judges_differ_talk_and_sign_and_anybody_can_check(
    walker: Page, live_server: Server, accessible: Check
) -> None:
    round_ = prepared()
    page, desk = walker, f"{live_server.url}/beoordelen/{round_.pk}/"
    decision = f"{live_server.url}/dossier/{round_.dossier_id}/besluit/"

    enter_as(page, live_server, FIELD)
    judge_blind(page, desk, accessible)
    put_forward(page, desk, len(round_.outcomes), accessible)
    enter_as(page, live_server, INSTITUTE)
    agree(page, desk, accessible)
    report_and_propose(page, decision, accessible)
    sign(page, decision, accessible)
    expect(page.get_by_text("De andere kant tekent nog").first).to_be_visible()
    enter_as(page, live_server, FIELD)
    sign(page, decision, accessible)

    enter_as(page, live_server, "Gerrit")
    page.goto(decision)
    accessible(page)
    check = page.get_by_role("link", name="Bladzijde om haar te controleren").get_attribute("href")
    assert check
    page.context.clear_cookies()
    page.goto(live_server.url + check)
    expect(page.get_by_text("Deze verklaring geldt")).to_be_visible()
    expect(page.get_by_role("main")).to_contain_text("Gerrit")
    accessible(page)
    unknown = page.request.get(live_server.url + re.sub(r"/[^/]+/$", "/geen-geheim/", check))
    assert unknown.status == 404
    assert "Bij deze code hoort geen verklaring" in unknown.text()


def judge_blind(page: Page, desk: str, accessible: Check) -> None:
    """Judge what is left and hand in, without meeting a word of the other."""
    page.get_by_role("navigation").get_by_role("link", name="Beoordelen").click()
    accessible(page)
    page.get_by_role("main").get_by_role("link", name="Gerrit").click()
    accessible(page)
    for code in DIFFER:
        page.goto(f"{desk}{code}/")
        expect(page.get_by_role("main")).not_to_contain_text(SECRET)
        judge(page, "validated", FINDS, "In je eigen woorden")
        page.get_by_role("checkbox", name="Certificaat praktijkopleider").check()
        accessible(page)
        page.get_by_role("button", name="Bewaar", exact=True).click()
    page.goto(f"{desk}verschillen/")
    expect(page.get_by_role("main")).not_to_contain_text(SECRET)
    page.goto(f"{desk}inleveren/")
    accessible(page)
    page.get_by_role("button", name="Lever mijn oordeel in").click()


def put_forward(page: Page, desk: str, total: int, accessible: Check) -> None:
    """See where the two differ, and write down what they agreed in their talk."""
    page.goto(f"{desk}verschillen/")
    expect(page.get_by_text(f"over {total - 2} van de {total} leeruitkomsten eens")).to_be_visible()
    accessible(page)
    for code in DIFFER:
        page.goto(f"{desk}verschillen/{code}/")
        judge(page, "validated", "Samen de lesopname bekeken: dit is er.", "Waarom dit?")
        page.get_by_role("button", name="Leg dit voor aan de ander").click()


def agree(page: Page, desk: str, accessible: Check) -> None:
    for _code in DIFFER:
        page.goto(f"{desk}verschillen/")
        form = page.locator("section form").first
        form.locator("input[name=agrees][value=yes]").check()
        form.get_by_role("button", name="Verstuur mijn antwoord").click()
    page.goto(f"{desk}verschillen/")
    expect(page.get_by_role("heading", name="Er zijn geen verschillen meer")).to_be_visible()
    page.get_by_role("link", name="Hoe vaak waren jullie het eens?").click()
    accessible(page)


def report_and_propose(page: Page, decision: str, accessible: Check) -> None:
    page.goto(decision)
    page.get_by_role("link", name="Maak het rapport").click()
    page.get_by_label("Ja", exact=True).check()
    page.get_by_label("Leg dat uit").fill("Je opleiding en je werk passen bij lesgeven.")
    accessible(page)
    page.get_by_role("button", name="Maak het rapport").click()
    accessible(page)
    page.goto(decision)
    page.get_by_role("link", name="Zet een besluit klaar").click()
    page.get_by_label("Geschikt", exact=True).check()
    page.get_by_label("Waarom?").fill("Je liet zien dat je veilig en helder lesgeeft.")
    accessible(page)
    page.get_by_role("button", name="Leg klaar om te tekenen").click()


def sign(page: Page, decision: str, accessible: Check) -> None:
    page.goto(decision)
    page.get_by_role("link", name="Lees en teken het besluit").click()
    page.get_by_role("button", name="Teken het besluit").click()
    expect(page.get_by_text("Zet een vinkje om te tekenen.").first).to_be_visible()
    page.get_by_label("Ik heb het hele besluit").check()
    accessible(page)
    page.get_by_role("button", name="Teken het besluit").click()
