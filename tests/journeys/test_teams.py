"""An institute plans everybody together and publishes September's teams; a candidate chooses."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from steps import Server, enter_as, sign_out
from tests.web.programme.cohort_scene import in_one_team

from loopbrug.web.pathway.queries import Dossier
from loopbrug.web.programme.queries.cohorts import LearningTeam, TeamMember
from loopbrug.web.programme.services import cohorts

pytestmark = pytest.mark.usefixtures("demo")

MOMENT = {"Van": "19:00", "Tot": "21:00", "Kleinste groep": "2", "Grootste groep": "8"}


def add_moment(page: Page, server: Server, day: str) -> None:
    """Add an evening, online, for a small team from September on."""
    page.goto(f"{server.url}/samen-plannen/momenten/")
    page.get_by_label("Dag", exact=True).select_option(label=day)
    for label, text in MOMENT.items():
        page.get_by_label(label, exact=True).fill(text)
    page.get_by_label("Eerste dag").fill("2027-09-01")
    page.get_by_label("Laatste dag").fill("2028-02-25")
    page.get_by_role("button", name="Voeg toe").click()
    expect(page.get_by_text("Het moment staat erbij.")).to_be_visible()


def test_institute_publishes_the_teams_of_september_and_a_candidate_chooses(
    walker: Page,
    live_server: Server,
    accessible: Callable[[Page], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # Which teams fit the few people of the demo is the engine's; what is done with them is ours.
    monkeypatch.setattr(cohorts, "plan_cohort", in_one_team)
    enter_as(walker, live_server, "Annelies Meinderts")
    for day in ("maandag", "dinsdag", "donderdag"):
        add_moment(walker, live_server, day)
    accessible(walker)

    walker.get_by_role("link", name="Samen plannen").first.click()
    walker.get_by_label("Instroommaand").select_option("2027-09")
    accessible(walker)
    # In tests the planning is done before the page answers; a busy machine takes its time.
    walker.get_by_role("button", name="Maak een plan").click(timeout=120_000)
    expect(walker.get_by_role("heading", name="Het plan in het kort")).to_be_visible(
        timeout=120_000
    )
    expect(walker.get_by_role("heading", name="Om over te beslissen")).to_be_visible()
    accessible(walker)
    walker.set_viewport_size({"width": 390, "height": 800})
    assert walker.evaluate("document.documentElement.scrollWidth") <= 390
    walker.set_viewport_size({"width": 1280, "height": 800})

    walker.get_by_role("button", name="Maak bekend").click()
    expect(walker.get_by_text("Iedereen krijgt bericht en kiest zelf.")).to_be_visible()
    assert LearningTeam.objects.exists()
    member = TeamMember.objects.select_related("dossier__candidate").first()
    assert member is not None

    sign_out(walker).click()  # type: ignore[attr-defined]
    enter_as(walker, live_server, member.dossier.candidate.name)
    walker.goto(f"{live_server.url}/dossier/{member.dossier_id}/programma/")
    expect(walker.get_by_role("heading", name="Leerteam", exact=True)).to_be_visible()
    accessible(walker)
    walker.get_by_role("button", name="Ik doe mee").click()
    expect(walker.get_by_text("Je doet mee met dit leerteam.")).to_be_visible()
    assert Dossier.objects.get(pk=member.dossier_id).teams.get().taken_on is not None
