"""An institute plans everybody together and publishes September's teams; a candidate chooses."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from steps import Server, enter_as, sign_out
from tests.web.pathway.stage import TODAY, TOLD, somebody
from tests.web.programme.scene import validate

from loopbrug.web.accounts.models import User
from loopbrug.web.organisations.models import Organisation
from loopbrug.web.pathway import services
from loopbrug.web.pathway.queries import Dossier
from loopbrug.web.programme.queries.cohorts import LearningTeam, TeamMember

pytestmark = pytest.mark.usefixtures("demo")

NEWCOMERS = {"Kim": "kanaalcollege", "Lou": "vathorster-lyceum", "Bo": "kanaalcollege"}
MOMENT = {"Van": "19:00", "Tot": "21:00", "Kleinste groep": "2", "Grootste groep": "8"}


def newcomer(name: str, school: str) -> None:
    """Let somebody be found suitable for the institute of the walk, with little left to learn."""
    week = {"study_hours": 12, "start_on_or_after": "2027-02-01", "blocks": []}
    user = somebody(name)
    User.objects.filter(pk=user.pk).update(is_demo=True)
    dossier, _ = services.open_dossier(
        actor=user, document={**TOLD, "name": name, "week": week},
        region="midden", day=TODAY,
    )  # fmt: skip
    planner = User.objects.get(name="Annelies Meinderts")
    services.match(
        actor=User.objects.filter(memberships__role="broker").first(),
        dossier=dossier,
        school=Organisation.objects.get(code=school),
        institute=planner.memberships.get(ended_on=None).organisation,
        day=TODAY,
    )
    validate(dossier, 3)
    Dossier.objects.filter(pk=dossier.pk).update(state="suitable")


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
) -> None:
    for name, school in NEWCOMERS.items():
        newcomer(name, school)
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
    team = LearningTeam.objects.get()
    schools = set(team.members.values_list("dossier__school", flat=True))
    assert len(schools) > 1
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
