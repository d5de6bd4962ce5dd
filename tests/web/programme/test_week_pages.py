import re
from html.parser import HTMLParser
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from tests.web.pathway.stage import TODAY, TOLD, Cast
from tests.web.programme.scene import prepared

from loopbrug.web.pathway.models import Dossier, Record
from loopbrug.web.pathway.services import record_document
from loopbrug.web.programme.facts import dossier_value
from loopbrug.web.programme.models import Acceptance, ProgrammeVersion
from loopbrug.web.programme.queries import accepted_version
from loopbrug.web.programme.services import make_programme

pytestmark = pytest.mark.django_db


class Fields(HTMLParser):
    """What a browser would send for the forms on a page."""

    def __init__(self) -> None:
        super().__init__()
        self.sent: dict[str, Any] = {}
        self.select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        name = given.get("name") or ""
        if tag == "select":
            self.select = name
        elif tag == "option" and "selected" in given:
            self.sent[self.select] = given["value"]
        elif tag == "input" and given.get("type") == "checkbox":
            if "checked" in given:
                self.sent.setdefault(name, []).append(given.get("value", "on"))
        elif tag == "input" and name:
            self.sent[name] = given.get("value") or ""


def fields(response: HttpResponse) -> dict[str, Any]:
    html = response.content.decode()
    parser = Fields()
    parser.feed(html[html.index('<main id="main"') : html.index("</main>")])
    return parser.sent


@pytest.fixture
def dossier(people: Cast) -> Dossier:
    dossier = prepared(people)
    make_programme(actor=people.amina, dossier=dossier, day=TODAY)
    return dossier


@pytest.fixture
def amina(client: Client, people: Cast) -> Client:
    client.force_login(people.amina)
    return client


def url(name: str, dossier: Dossier) -> str:
    return reverse(f"programme:{name}", args=[dossier.pk])


def look(client: Client, dossier: Dossier, **changes: Any) -> HttpResponse:
    sent = fields(client.get(url("week", dossier))) | changes | {"act": "look"}
    response: HttpResponse = client.post(url("week", dossier), sent, follow=True)
    return response


def test_week_page_shown_and_sent_back_changes_nothing(amina: Client, dossier: Dossier) -> None:
    html = look(amina, dossier).content.decode()
    assert "Je programma blijft hetzelfde" in html


def test_changing_the_week_compares_before_anything_is_kept(
    amina: Client, dossier: Dossier
) -> None:
    before = dossier_value(dossier).wishes
    html = look(amina, dossier, study_hours="6").content.decode()
    assert "Studie-uren in totaal" in html
    assert "Zwaarste week" in html
    assert "Dit neem ik" in html
    assert dossier_value(dossier).wishes == before
    assert ProgrammeVersion.objects.count() == 1


def test_two_hours_a_week_are_told_with_what_would_do_before_anything_is_kept(
    amina: Client, dossier: Dossier
) -> None:
    kept = dossier.records.count()
    html = " ".join(look(amina, dossier, study_hours="2").content.decode().split())
    assert "Zo past het niet: dat is bewezen" in html
    assert "Geef één wens ruimte, dan kan het vaak wel." in html
    assert re.search(r"Met \d+ uur studie per week past het wel", html)
    assert dossier.records.count() == kept


def test_a_last_day_before_every_sitting_of_a_national_test_is_told(
    amina: Client, dossier: Dossier
) -> None:
    html = " ".join(look(amina, dossier, finish_by="2027-03-01").content.decode().split())
    assert "Zo past het niet: dat is bewezen" in html
    assert "Landelijke toetsen die niet op tijd zijn" in html
    assert "is er geen zitting van deze landelijke toets" in html
    assert "13 maart 2027" in html


def test_taking_the_new_week_keeps_it_and_agrees_its_programme(
    amina: Client, dossier: Dossier
) -> None:
    page = look(amina, dossier, study_hours="6")
    done = amina.post(url("compare", dossier), fields(page) | {"act": "take"}, follow=True)
    assert "Je nieuwe week is bewaard" in done.content.decode()
    assert dossier_value(dossier).wishes.study_hours == 6
    assert accepted_version(dossier) == ProgrammeVersion.objects.first()


def test_taking_twice_is_taking_once(amina: Client, dossier: Dossier) -> None:
    sent = fields(look(amina, dossier, study_hours="6")) | {"act": "take"}
    amina.post(url("compare", dossier), sent)
    again = amina.post(url("compare", dossier), sent, follow=True)
    assert "Er staat geen andere week klaar" in again.content.decode()
    assert Record.objects.count() == 2
    assert Acceptance.objects.count() == 1


def test_leaving_it_as_it_was_forgets_the_new_week(amina: Client, dossier: Dossier) -> None:
    page = look(amina, dossier, study_hours="6")
    done = amina.post(url("compare", dossier), fields(page) | {"act": "drop"}, follow=True)
    assert "Er is niets veranderd" in done.content.decode()
    assert fields(amina.get(url("week", dossier)))["study_hours"] == "12"
    assert Record.objects.count() == 1


def test_going_back_finds_what_was_filled_in(amina: Client, dossier: Dossier) -> None:
    look(amina, dossier, study_hours="6")
    assert fields(amina.get(url("week", dossier)))["study_hours"] == "6"


def test_taking_after_a_change_by_somebody_else_asks_again(
    amina: Client, people: Cast, dossier: Dossier
) -> None:
    page = look(amina, dossier, study_hours="6")
    told = {**TOLD, "jobs": []}
    record_document(actor=people.amina, dossier=dossier, document=told)
    done = amina.post(url("compare", dossier), fields(page) | {"act": "take"})
    assert "Er is intussen iets anders in je dossier veranderd" in done.content.decode()
    assert dossier_value(dossier).wishes.study_hours == 12
    amina.post(url("compare", dossier), fields(done) | {"act": "take"})
    assert dossier_value(dossier).wishes.study_hours == 6


def test_taking_a_week_that_another_window_replaced_shows_that_one(
    amina: Client, dossier: Dossier
) -> None:
    first = look(amina, dossier, study_hours="6")
    look(amina, dossier, study_hours="9")
    done = amina.post(url("compare", dossier), fields(first) | {"act": "take"})
    assert "in een ander venster" in done.content.decode()
    assert dossier_value(dossier).wishes.study_hours == 12


def test_comparing_without_a_new_week_goes_to_the_programme(
    amina: Client, dossier: Dossier
) -> None:
    assert amina.get(url("compare", dossier)).headers["Location"] == url("programme", dossier)


def test_adding_a_row_keeps_what_was_typed_and_complains_about_nothing(
    amina: Client, dossier: Dossier
) -> None:
    sent = fields(amina.get(url("week", dossier)))
    sent |= {"study_hours": "veel", "act": "add-block"}
    page = amina.post(url("week", dossier), sent)
    assert fields(page)["study_hours"] == "veel"
    assert fields(page)["blocks-TOTAL_FORMS"] == "2"
    assert "Dit klopt nog niet" not in page.content.decode()


def test_removing_a_row_takes_it_out_of_the_week(amina: Client, dossier: Dossier) -> None:
    sent = fields(amina.get(url("week", dossier))) | {"act": "remove-block-0"}
    page = amina.post(url("week", dossier), sent)
    amina.post(url("week", dossier), fields(page) | {"act": "look"})
    compare = amina.get(url("compare", dossier))
    amina.post(url("compare", dossier), fields(compare) | {"act": "take"})
    assert dossier_value(dossier).wishes.blocks == ()


@pytest.mark.parametrize("act", ["remove-block-x", "add-cake", "", "remove-away-99", "🤷"])
def test_buttons_that_do_not_exist_do_no_harm(amina: Client, dossier: Dossier, act: str) -> None:
    sent = fields(amina.get(url("week", dossier))) | {"act": act}
    assert amina.post(url("week", dossier), sent).status_code in (200, 302)


def test_all_errors_are_told_at_once_with_links_to_their_fields(
    amina: Client, dossier: Dossier
) -> None:
    wrong = {"study_hours": "0", "blocks-0-start": "25:00", "start_on_or_after": "2027-02-30"}
    html = look(amina, dossier, **wrong).content.decode()
    links = re.findall(r'<li><a href="#([^"]+)">', html[html.index("lb-error-summary") :])
    assert links == ["id_study_hours", "id_start_on_or_after", "id_blocks-0-start"]
    assert all(f'id="{link}"' in html for link in links)
    assert "“25:00” is geen tijd" in html
    assert 'value="25:00"' in html
    assert "<title>Fout:" in re.sub(r"\s+", " ", html)


def test_an_impossible_week_says_which_wishes_and_offers_no_programme(
    amina: Client, dossier: Dossier
) -> None:
    page = look(amina, dossier, study_hours="1", finish_by="2027-03-01")
    html = page.content.decode()
    assert "Zo past het niet: dat is bewezen" in html
    assert "Dit neem ik" not in html
    amina.post(url("compare", dossier), fields(page) | {"act": "take"})
    assert dossier_value(dossier).wishes.study_hours == 1
    assert accepted_version(dossier) is None


def test_200_rows_are_refused_with_a_reason(amina: Client, dossier: Dossier) -> None:
    html = look(amina, dossier, **{"blocks-TOTAL_FORMS": "200"}).content.decode()
    assert "hooguit 100 rijen" in html


def test_text_in_arabic_comes_back_as_it_was_typed(amina: Client, dossier: Dossier) -> None:
    page = look(amina, dossier, **{"blocks-0-label": "رعاية الأم"})
    amina.post(url("compare", dossier), fields(page) | {"act": "take"})
    assert dossier_value(dossier).wishes.blocks[0].label == "رعاية الأم"
    assert "رعاية الأم" in amina.get(url("week", dossier)).content.decode()
