"""The register of figures: read by anybody, searched, and loaded by other websites."""

import json
import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from jsonschema import validate

from loopbrug.core.law.loader import load_law
from loopbrug.core.law.model import Dated, Unit
from loopbrug.core.law.titles import groups
from loopbrug.core.terms.finding import LegalSource
from loopbrug.web.finance.figure_words import number, steps_of, value_in_words

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_about: TODAY)


def page(client: Client, **asked: str) -> str:
    answer = client.get(reverse("money:figures"), asked)
    assert answer.status_code == 200
    return answer.content.decode().replace("\N{NO-BREAK SPACE}", " ")


def test_a_stranger_reads_every_figure_that_holds(client: Client) -> None:
    shown = page(client)
    law = load_law()
    holding = [one for one in law.parameters if one.until is None or one.until >= TODAY]
    assert shown.count('<th scope="row">') == len(holding)
    assert "€ 25.000" in shown
    assert "€ 3.665 tot € 5.586 per maand" in shown
    assert "voorlopig sinds 1 november 2025" in shown
    assert "niet nagezocht" in shown
    assert "Formule:" in shown
    assert "https://zoek.officielebekendmakingen.nl/stcrt-2024-40323.html" in shown


def test_the_past_is_shown_when_asked(client: Client) -> None:
    assert "geldt niet meer" not in page(client)
    shown = page(client, past="on")
    assert shown.count('<th scope="row">') == len(load_law().parameters)
    assert "€ 20.000" in shown


def test_words_and_a_topic_narrow_what_is_shown(client: Client) -> None:
    shown = page(client, words="Eindejaarsuitkering CAO vo", group="pay")
    assert "1 cijfer gevonden" in shown
    assert "8,33%" in shown
    assert "0 cijfers gevonden" in page(client, words="eindejaarsuitkering", group="tax")
    assert "Niets gevonden" in page(client, words="eenhoorn")


def test_figures_stand_by_topic_with_a_table_of_contents(client: Client) -> None:
    shown = page(client)
    topics = re.findall(r'href="#topic-([a-z-]+)"', shown)
    assert topics == [each.code for each in groups()]
    for code in topics:
        assert shown.count(f'id="topic-{code}"') == 1
    tax = shown.split('id="topic-tax"')[1].split("</section>")[0]
    assert "Inkomstenbelasting" in tax
    assert tax.count("<caption") == 1


def test_one_topic_needs_no_table_of_contents(client: Client) -> None:
    assert 'href="#topic-' not in page(client, group="tax")
    assert 'id="topic-tax"' in page(client, group="tax")


def test_one_list_has_what_is_longest_unchecked_first(client: Client) -> None:
    shown = page(client, oldest="on")
    assert "topic-" not in shown
    assert shown.count("<caption") == 1
    law = load_law()
    holding = [one for one in law.parameters if one.until is None or one.until >= TODAY]
    assert shown.count('<th scope="row">') == len(holding)
    with translation.override("nl"):
        first, last = (date_format(pick(one.checked_on for one in holding), "j F Y")
                       for pick in (min, max))  # fmt: skip
    assert shown.index(f">{first}<") <= shown.index(f">{last}<")


def test_only_what_is_uncertain(client: Client) -> None:
    shown = page(client, uncertain="on")
    rows = shown.split('<th scope="row">')[1:]
    assert rows
    assert all("voorlopig sinds" in row or "niet nagezocht" in row for row in rows)


@pytest.mark.parametrize("asked", [{"group": "maan"}, {"words": "x" * 101}])
def test_a_choice_that_is_none_is_told(client: Client, asked: dict[str, str]) -> None:
    shown = page(client, **asked)
    assert "Dit klopt nog niet" in shown


def test_the_page_speaks_english(client: Client) -> None:
    client.cookies["django_language"] = "en"
    shown = page(client, group="tax")
    assert "Income tax, first rate" in shown
    assert "provisional" not in shown.split("<tbody>")[1]
    assert "Figures and rules" in shown


def test_what_is_typed_is_text_and_no_markup(client: Client) -> None:
    assert "<b>x" not in page(client, words="<b>x")


def test_every_page_leads_to_the_register(client: Client) -> None:
    front = client.get(reverse("orientation:landing")).content.decode()
    assert f'href="{reverse("money:figures")}"' in front


def test_the_register_needs_no_rows(client: Client, django_assert_num_queries: object) -> None:
    with django_assert_num_queries(0):  # type: ignore[operator]
        page(client, past="on")


def test_other_websites_load_the_whole_register(client: Client) -> None:
    answer = client.get(reverse("money:figures-document"))
    assert answer["Access-Control-Allow-Origin"] == "*"
    schema = Path(__file__).parents[3] / "docs" / "figures.schema.json"
    validate(answer.json(), json.loads(schema.read_text(encoding="utf-8")))
    assert len(answer.json()["figures"]) == len(load_law().parameters)


@pytest.mark.parametrize("address", ["money:figures", "money:figures-document"])
def test_the_register_only_reads(client: Client, address: str) -> None:
    assert client.post(reverse(address)).status_code == 405


def dated(unit: Unit, value: object) -> Dated:
    return Dated("a.b", value, unit, TODAY, None, LegalSource("Wet"), TODAY)  # type: ignore[arg-type]


def plain(figure: Dated) -> str:
    return value_in_words(figure).replace("\N{NO-BREAK SPACE}", " ")


def test_a_euro_sign_never_stands_alone_at_the_end_of_a_line() -> None:
    assert value_in_words(dated(Unit.EUR, Decimal(5))) == "€\N{NO-BREAK SPACE}5"


@pytest.mark.parametrize(
    ("unit", "text", "nl", "en"),
    [
        ("eur", "25000", "€ 25.000", "€ 25,000"),
        ("eur-per-year", "302.5", "€ 302,50 per jaar", "€ 302.50 a year"),
        ("eur-per-hour", "14.40", "€ 14,40 per uur", "€ 14.40 an hour"),
        ("eur-per-km", "0.18", "€ 0,18 per kilometer", "€ 0.18 a kilometre"),
        ("percent", "8.33", "8,33%", "8.33%"),
        ("percent", "6.398", "6,398%", "6.398%"),
        ("percent", "50", "50%", "50%"),
        ("factor", "1.1633", "1,1633", "1.1633"),
    ],
)
def test_amounts_are_written_as_people_write_them(unit: str, text: str, nl: str, en: str) -> None:
    figure = dated(Unit(unit), Decimal(text))
    with translation.override("nl"):
        assert plain(figure) == nl
    with translation.override("en"):
        assert plain(figure) == en


@pytest.mark.parametrize(
    ("unit", "value", "nl"),
    [
        ("months", 1, "1 maand"),
        ("months", 24, "24 maanden"),
        ("hours", 1659, "1.659 uur"),
        ("yes-no", False, "nee"),
        ("date", date(2029, 1, 1), "1 januari 2029"),
        ("codes", ("10-15",), "15 oktober"),
        ("codes", ("recruit", "LB"), "werven, LB"),
        ("count", 3, "3"),
    ],
)
def test_other_values_are_words_too(unit: str, value: object, nl: str) -> None:
    with translation.override("nl"):
        assert value_in_words(dated(Unit(unit), value)) == nl


def test_a_scale_tells_every_step() -> None:
    with translation.override("nl"):
        scale = load_law().on("salary.po_lb", TODAY)
        assert steps_of(scale)[0] == (1, "3.665")
        assert len(steps_of(scale)) == 12
        assert steps_of(load_law().on("ww.max_months", TODAY)) == ()
        assert number(load_law().on("severance.fraction", TODAY).value, 4) == "0,3333"
