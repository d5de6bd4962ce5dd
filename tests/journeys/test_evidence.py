"""Evidence in a real browser: a file over a line that drops, a PDF in its frame, a third party."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pytest_django import Settings
from steps import Server, enter_as, own_dossier
from tests.web.outcomes import samples

pytestmark = pytest.mark.usefixtures("demo")


@pytest.fixture(autouse=True)
def folder(settings: Settings, tmp_path: Path) -> Path:
    settings.FILES = tmp_path / "files"
    return tmp_path / "files"


def to_form(page: Page, live_server: Server) -> str:
    enter_as(page, live_server, "Marloes")
    dossier = own_dossier(page)
    page.goto(f"{dossier}bewijs/toevoegen/")
    page.get_by_label("Hoe heet dit bewijs?").fill("Lesplan breuken")
    page.get_by_label("Zelf gemaakt werk").check()
    return dossier


def test_a_file_survives_a_line_that_drops_and_a_reload(
    page: Page, live_server: Server, tmp_path: Path, folder: Path
) -> None:
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    to_form(page, live_server)
    film = tmp_path / "les.mp4"
    film.write_bytes(samples.film() + (3_500_000).to_bytes(4) + b"free" + bytes(3_499_992))
    sent: list[str] = []

    def drop_third(route: object) -> None:
        sent.append(route.request.url)  # type: ignore[attr-defined]
        if len(sent) > 2:
            route.abort()  # type: ignore[attr-defined]
        else:
            route.continue_()  # type: ignore[attr-defined]

    page.route(re.compile(r"offset="), drop_third)
    page.get_by_label("Kies een bestand").set_input_files(film)
    expect(page.get_by_text("Geen verbinding.")).to_be_visible()
    assert sum(path.stat().st_size for path in folder.iterdir()) == 2 * 1024 * 1024

    # The line comes back after the reload: before it the page itself would try again, and go on.
    page.reload()
    page.unroute(re.compile(r"offset="))
    offsets: list[str] = []
    page.on(
        "request",
        lambda asked: (
            offsets.append(asked.url.split("offset=")[1]) if "offset=" in asked.url else None
        ),
    )
    page.get_by_label("Hoe heet dit bewijs?").fill("Lesvideo")
    page.get_by_label("Video", exact=True).check()
    page.get_by_label("Kies een bestand").set_input_files(film)
    expect(page.get_by_text("Het bestand is binnen.")).to_be_visible()
    assert offsets == [str(2 * 1024 * 1024), str(3 * 1024 * 1024)]
    page.get_by_role("button", name="Bewaar").click()
    expect(page.get_by_role("heading", level=1, name="Lesvideo")).to_be_visible()
    expect(page.locator("video")).to_be_visible()
    assert errors == []


def test_a_refused_file_is_told_beside_its_field(
    page: Page, live_server: Server, tmp_path: Path
) -> None:
    to_form(page, live_server)
    fake = tmp_path / "verslag.pdf"
    fake.write_bytes(b"<!doctype html><p>hoi</p>")
    page.get_by_label("Kies een bestand").set_input_files(fake)
    expect(page.get_by_text("Dit is een webpagina")).to_be_visible()


def test_a_pdf_shows_in_its_frame_and_every_page_is_accessible(
    walker: Page, live_server: Server, tmp_path: Path, accessible: Callable[[Page], None]
) -> None:
    page = walker
    dossier = to_form(page, live_server)
    accessible(page)
    plan = tmp_path / "plan.pdf"
    plan.write_bytes(samples.pdf())
    page.get_by_label("Kies een bestand").set_input_files(plan)
    expect(page.get_by_text("Het bestand is binnen.")).to_be_visible()
    page.get_by_role("combobox").first.select_option("VD-1")
    page.get_by_label("Wat laat het zien?").first.fill("Een lesplan")
    page.get_by_label("Waar?").first.fill("blz. 1")
    page.get_by_role("button", name="Bewaar").click()
    frame = page.locator("iframe")
    expect(frame).to_be_visible()
    accessible(page)
    for path in ("", "uitnodigen/", "cv/", "meeste-waarde/"):
        page.goto(f"{dossier}bewijs/{path}")
        accessible(page)
    page.goto(f"{dossier}bewijs/")
    for summary in page.locator("summary").all():
        summary.click()
    accessible(page)


def test_a_third_party_confirms_without_an_account(
    walker: Page, live_server: Server, accessible: Callable[[Page], None]
) -> None:
    page = walker
    dossier = to_form(page, live_server)
    page.get_by_label("Tekst", exact=True).check()
    page.get_by_label("De tekst").fill("Zo legde ik breuken uit.")
    page.get_by_role("button", name="Bewaar").click()
    page.get_by_role("link", name="Laat iemand dit bevestigen").click()
    page.get_by_label("Naam", exact=True).fill("Wies de Vries")
    page.get_by_label("E-mailadres").fill("wies@example.org")
    page.get_by_role("button", name="Maak de link").click()
    accessible(page)
    path = re.sub(r"^https?://[^/]+", "", page.get_by_label("De link").input_value())
    page.context.clear_cookies()
    page.goto(live_server.url + path)
    expect(page.get_by_text("Zo legde ik breuken uit.")).to_be_visible()
    accessible(page)
    page.get_by_label("Ja, dit klopt").check()
    page.get_by_role("button", name="Verstuur").click()
    expect(page.get_by_role("heading", name="Dank je wel")).to_be_visible()
    accessible(page)
    enter_as(page, live_server, "Marloes")
    page.goto(f"{dossier}bewijs/")
    expect(page.get_by_text("Bevestigd door iemand anders")).to_be_visible()


def test_a_link_that_was_never_one_says_so_kindly(
    page: Page, live_server: Server, accessible: Callable[[Page], None]
) -> None:
    page.goto(f"{live_server.url}/derde/geen-geheim/")
    expect(page.get_by_role("heading", name="Deze link werkt niet meer")).to_be_visible()
    accessible(page)
