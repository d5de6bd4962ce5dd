"""A day is promised at the request, before a contract ends, and holds when somebody cannot come."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from playwright.sync_api import Page, expect
from steps import Server, enter_as, own_dossier

from conftest import TODAY, Clock
from loopbrug.core.bridge.dossier_file import mapping_of
from loopbrug.core.pathway.states import Event
from loopbrug.region.midden import load_region
from loopbrug.web.accounts.models import User
from loopbrug.web.assessment.models import AppointmentRow, Assessment
from loopbrug.web.organisations.models import Organisation
from loopbrug.web.pathway import services
from loopbrug.web.pathway.models import Dossier
from loopbrug.web.post.models import Letter
from loopbrug.web.site.demo.examples import examples

pytestmark = pytest.mark.usefixtures("demo")

ENDS = date(2026, 12, 24)
"""The contract of somebody like P4 ends a month after she was invited."""


def like_yara() -> Dossier:
    """Return a dossier as Yara's, whose contract ends soon, up to where the request is next."""
    told = dict(examples(load_region()))["p04"]
    document = mapping_of(replace(told, name="Noa", judgements=()))
    posts = document["posts"]
    assert isinstance(posts, list)
    posts[0]["until"] = ENDS.isoformat()
    noa = User.objects.create_user("noa@demo.loopbrug.example", name="Noa", is_demo=True)
    broker = User.objects.get(name="Marije Terpstra")
    dossier, _ = services.open_dossier(actor=noa, document=document, region="midden", day=TODAY)
    services.match(
        actor=broker,
        dossier=dossier,
        school=Organisation.objects.get(code="de-dassenburcht"),
        institute=Organisation.objects.get(code="singel"),
        day=TODAY,
    )
    services.advance(actor=broker, dossier=dossier, event=Event.INVITE, day=TODAY)
    return dossier


def test_school_asks_and_every_step_lies_before_the_contract_ends(
    walker: Page, live_server: Server, accessible: Callable[[Page], None]
) -> None:
    dossier, page = like_yara(), walker
    enter_as(page, live_server, "Hanneke Wolters")
    page.goto(f"{live_server.url}/dossier/{dossier.pk}/")
    page.get_by_role("button", name="Vraag het geschiktheidsonderzoek aan").click()
    page.get_by_role("link", name="Geschiktheidsonderzoek").click()
    expect(page.get_by_text("De uitslag is beloofd op")).to_be_visible()
    accessible(page)
    days = [
        date.fromisoformat(str(one.get_attribute("datetime"))[:10])
        for one in page.get_by_role("main").locator("time").all()
    ]
    row = Assessment.objects.get(dossier=dossier)
    promised = row.promises.last()
    assert promised is not None
    assert promised.promised_on is not None
    assert max(days) <= promised.promised_on <= ENDS
    lesson = row.appointments.get(step="lesson")
    assert lesson.people.get(part="school").organisation.code == "de-dassenburcht"
    assert AppointmentRow.objects.filter(assessment=row, state="planned").count() == len(days)


def test_assessor_falls_ill_in_week_two_and_the_promise_still_holds(
    walker: Page, live_server: Server, clock: Clock, accessible: Callable[[Page], None]
) -> None:
    dossier, page = like_yara(), walker
    requested = services.advance(
        actor=dossier.candidate, dossier=dossier, event=Event.REQUEST_ASSESSMENT, day=TODAY
    )
    row = Assessment.objects.get(dossier=requested)
    promised = row.promises.get().promised_on
    judge = row.appointments.get(step="interview").people.get(part="field").user
    clock.go_on(days=7)

    enter_as(page, live_server, "Marije Terpstra")
    page.get_by_role("navigation").get_by_role("link", name="Planning").click()
    accessible(page)
    page.get_by_role("link", name="Meld ziekte of uitval").click()
    page.get_by_label("Wie of welke school valt uit?").select_option(label=judge.name)
    page.get_by_label("Laatste dag").fill("2026-11-01")
    page.get_by_role("button", name="Zoek wat er moet veranderen").click()
    expect(page.get_by_text("De laatste dag ligt voor de eerste.").first).to_be_visible()
    accessible(page)
    page.get_by_label("Laatste dag").fill("2026-12-18")
    page.get_by_role("button", name="Zoek wat er moet veranderen").click()
    expect(page.get_by_role("heading", level=1, name="Voorstel")).to_be_visible()
    expect(page.get_by_role("main")).to_contain_text("Noa")
    before = list(row.appointments.filter(state="planned").values_list("starts_at", "pk"))
    accessible(page)
    page.get_by_role("button", name="Bevestig dit voorstel").click()

    page.goto(f"{live_server.url}/dossier/{dossier.pk}/onderzoek/")
    accessible(page)
    open_rows = row.appointments.filter(state="planned", starts_at__gte=clock.now())
    assert not open_rows.filter(people__user=judge).exists()
    assert row.promises.last().promised_on == promised
    assert max(one.starts_at.date() for one in open_rows) <= promised
    assert list(row.appointments.filter(state="planned").values_list("starts_at", "pk")) != before
    told = set(Letter.objects.values_list("to__name", flat=True))
    assert {"Noa", judge.name} <= told


def test_candidate_adds_evidence_by_link_and_sees_what_it_may_show_as_well(
    walker: Page, live_server: Server, accessible: Callable[[Page], None]
) -> None:
    page = walker
    enter_as(page, live_server, "Marloes")
    page.goto(f"{own_dossier(page)}bewijs/toevoegen/")
    page.get_by_label("Hoe heet dit bewijs?").fill("Training gesprekken voeren met ouders")
    page.get_by_label("Zelf gemaakt werk").check()
    page.get_by_label("Link", exact=True).check()
    page.get_by_label("De link").fill("javascript:alert(1)")
    page.get_by_role("button", name="Bewaar").click()
    expect(page.get_by_text("Dit is geen link.").first).to_be_visible()
    accessible(page)
    page.get_by_label("De link").fill("https://example.org/training")
    page.get_by_role("button", name="Bewaar").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Training gesprekken")
    expect(page.get_by_role("link", name="https://example.org/training")).to_be_visible()
    accessible(page)
