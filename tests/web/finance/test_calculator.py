import re
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

ASKED = {
    "sector": "vo", "bevoegdheid": "first", "schaal": "LB", "uren": "32", "vanaf": "2027-02-01",
    "vak": "9", "begeleiden": "1", "onderwijs": "0", "ander": "3",
}  # fmt: skip
pytestmark = pytest.mark.django_db


def shown(client: Client, asked: dict[str, str], lang: str = "nl") -> str:
    client.cookies["django_language"] = lang
    answer = client.get(reverse("money:calculator"), asked)
    assert answer.status_code == 200
    text = re.sub(r"<[^>]+>", " ", answer.content.decode())
    return " ".join(unescape(text).replace("\u00a0", " ").split())


def test_stranger_sees_pay_and_what_it_assumes(client: Client) -> None:
    # Ten years that count for half: step 6, 4,001 at full time in secondary education.
    text = shown(client, ASKED)
    assert "€ 3.200,80 bruto per maand" in text
    assert "Schaal LB, trede 6" in text
    assert "Een volle baan is 40 uur per week" in text
    assert "Elk bestuur mag dat anders doen" in text
    assert "Cao vo" in text


def test_stranger_sees_the_same_in_english(client: Client) -> None:
    text = shown(client, ASKED, "en")
    assert "€ 3,200.80 gross a month" in text
    assert "A full job is 40 hours a week" in text


def test_empty_page_asks_and_tells_no_error(client: Client) -> None:
    text = shown(client, {})
    assert "Waar wil je lesgeven?" in text
    assert "Dit klopt nog niet" not in text
    assert "bruto per maand" not in text


@pytest.mark.parametrize("sector", ["po", "so", "mbo"])
def test_every_sector_has_an_answer(client: Client, sector: str) -> None:
    degree = "pdg" if sector == "mbo" else "primary"
    text = shown(client, ASKED | {"sector": sector, "bevoegdheid": degree})
    assert "bruto per maand" in text


def test_all_errors_are_told_at_once(client: Client) -> None:
    wrong = {"sector": "po", "bevoegdheid": "first", "uren": "50", "vanaf": "ooit", "vak": "-1"}
    text = shown(client, ASKED | wrong)
    assert "hoort niet bij dit onderwijs" in text
    assert "hooguit 40" in text
    assert "datum bestaat niet" in text
    assert "Minder dan 0 kan niet" in text
    assert "bruto per maand" not in text


def test_day_before_the_first_table_is_told(client: Client) -> None:
    assert "kennen we geen salaristabel" in shown(client, ASKED | {"vanaf": "1999-09-01"})


def test_part_time_years_in_dutch_notation(client: Client) -> None:
    assert "Schaal LB, trede 6" in shown(client, ASKED | {"uren": "38,5"})


def test_leap_day_is_a_first_day_like_any_other(client: Client) -> None:
    assert "bruto per maand" in shown(client, ASKED | {"vanaf": "2028-03-01", "vak": "3"})
    assert "bruto per maand" in shown(client, ASKED | {"vanaf": "2028-02-29"})


def test_nobody_needs_to_be_signed_in_and_nothing_is_kept(client: Client) -> None:
    client.get(reverse("money:calculator"), ASKED)
    assert not client.session.keys()
    assert reverse("money:calculator") in client.get("/").content.decode()
