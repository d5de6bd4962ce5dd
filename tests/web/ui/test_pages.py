import re
from pathlib import Path

import pytest
from django.test import Client

from loopbrug.web import ui

STATIC = Path(ui.__file__).parent / "static" / "ui"
TEMPLATES = Path(ui.__file__).parents[1]
PAGES = ["/stijl/", "/stijl/?fout=1", "/privacy/", "/toegankelijkheid/"]


@pytest.mark.django_db
@pytest.mark.parametrize("address", PAGES)
def test_page_has_one_title_a_language_and_one_main(client: Client, address: str) -> None:
    page = client.get(address).text
    assert '<html lang="nl"' in page
    assert page.count("<main") == 1
    assert len(re.findall(r"<h1[ >]", page)) == 1


@pytest.mark.django_db
@pytest.mark.parametrize("address", PAGES)
def test_page_keeps_to_a_strict_content_policy(client: Client, address: str) -> None:
    page = client.get(address).text
    assert not re.search(r"\s(style|on[a-z]+)=", page)
    assert "<style" not in page
    assert not re.search(r"(?:src|href)=\"https?://[^\"]+\.(?:css|js|woff2?)", page)


@pytest.mark.django_db
def test_theme_is_kept_and_comes_back_to_the_page(client: Client) -> None:
    answer = client.post("/thema/", {"theme": "dark", "next": "/privacy/"})
    assert answer.headers["Location"] == "/privacy/"
    assert 'data-theme="dark"' in client.get("/privacy/").text
    client.post("/thema/", {"theme": "auto", "next": "/privacy/"})
    assert "data-theme" not in client.get("/privacy/").text


def test_theme_never_sends_a_visitor_elsewhere(client: Client) -> None:
    answer = client.post("/thema/", {"theme": "dark", "next": "https://elders.example/"})
    assert answer.headers["Location"] == "/"


def test_theme_is_not_changed_by_a_link(client: Client) -> None:
    assert client.get("/thema/").status_code == 405


@pytest.mark.django_db
def test_language_switch_turns_the_page_to_english(client: Client) -> None:
    client.post("/taal/setlang/", {"language": "en", "next": "/privacy/"})
    assert '<html lang="en"' in client.get("/privacy/").text


@pytest.mark.django_db
def test_unknown_address_gets_a_kind_page(client: Client) -> None:
    answer = client.get("/bestaat-niet/")
    assert answer.status_code == 404
    assert "Naar de beginpagina" in answer.text


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def tokens() -> dict[str, tuple[str, str]]:
    pattern = r"--lb-color-([\w-]+): light-dark\((#\w{6}), (#\w{6})\)"
    found = re.findall(pattern, (STATIC / "tokens.css").read_text(encoding="utf-8"))
    return {name: (light, dark) for name, light, dark in found}


@pytest.mark.parametrize("theme", [0, 1])
@pytest.mark.parametrize(
    ("ink", "ground"),
    [
        *[(ink, ground) for ink in ("ink", "ink-soft", "water", "water-strong", "buoy")
          for ground in ("page", "surface", "sunken")],
        *[(tone, f"{tone}-soft") for tone in ("done", "wait", "shut", "wrong", "buoy", "water")],
        ("on-water", "water"), ("on-water", "water-strong"),
        ("on-buoy", "buoy"), ("on-buoy", "buoy-strong"), ("ink-soft", "water-soft"),
    ],
)  # fmt: skip
def test_text_is_readable_on_its_ground(ink: str, ground: str, theme: int) -> None:
    known = tokens()
    assert contrast(known[ink][theme], known[ground][theme]) >= 4.5


def test_every_class_in_a_template_has_its_style() -> None:
    sheets = TEMPLATES.rglob("static/**/*.css")
    styles = "".join(path.read_text(encoding="utf-8") for path in sheets)
    known = set(re.findall(r"\.(lb-[\w-]+)", styles))
    missing = {
        f"{path.name}: {name}"
        for room in ("ui", "orientation")
        for path in (TEMPLATES / room).rglob("templates/**/*.html")
        for classes in re.findall(r'class="([^"]*)"', path.read_text(encoding="utf-8"))
        for name in re.findall(r"\blb-[\w-]+(?![\w-]*\{)", re.sub(r"{%.*?%}", " ", classes))
        if not name.endswith("-") and name.split("--")[0] not in {k.split("--")[0] for k in known}
    }
    assert not missing


@pytest.mark.django_db
def test_forms_of_django_say_je_too(client: Client) -> None:
    page = client.post("/account/signup/", {"email": "", "password1": "123"}).text
    assert "Vul dit in." in page
    assert "Gebruik minstens 8 tekens." in page
    assert "Uw " not in page
