import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse

from loopbrug.core.orientation.questions import UNKNOWN, load_questions, shown
from loopbrug.core.orientation.routes import load_routes
from loopbrug.web.orientation.facts import first_open
from loopbrug.web.orientation.services import ANSWERS_KEY, answers_in

pytestmark = pytest.mark.django_db

INSTALLER = {
    "sector": "vo", "subject": "wiskunde", "level": "ad", "field": "installatietechniek",
    "year": "2018", "teaching": "no", "work_since": "2012", "work_field": UNKNOWN,
    "hbo_level": "yes", "school": "no",
}  # fmt: skip
GERMANIST = {
    "sector": "vo", "subject": "duits", "level": "wo-master", "field": "germanistiek",
    "year": "2004", "degree": "second", "teaching": "unqualified", "teaching_sector": "vo",
    "teaching_since": "2026-09-01", "work_since": "2005",
}  # fmt: skip


def page_of(code: str) -> str:
    return reverse("orientation:question", args=[code])


def told(client: Client, answers: dict[str, str]) -> Client:
    session = client.session
    session[ANSWERS_KEY] = answers
    session.save()
    return client


def walked(client: Client, answers: dict[str, str]) -> str:
    """Return the address where the walk through the questions ends."""
    address = client.get(reverse("orientation:start")).headers["Location"]
    while "/vraag/" in address:
        code = address.split("/")[-2]
        given = answers[code]
        address = client.post(address, {"answer": given}).headers["Location"]
        assert "fout" not in address, code
    return address


@pytest.mark.parametrize("answers", [INSTALLER, GERMANIST])
def test_walk_ends_at_the_overview_with_every_answer_kept(
    client: Client, answers: dict[str, str]
) -> None:
    assert walked(client, answers) == reverse("orientation:check")
    asked = [question.code for question in shown(answers)]
    assert answers_in(client.session) == {code: answers[code] for code in asked}


def test_landing_leads_to_the_questions_and_keeps_nothing(client: Client) -> None:
    page = client.get(reverse("orientation:landing")).text
    assert f'href="{reverse("orientation:start")}"' in page
    assert ANSWERS_KEY not in client.session


def test_walk_makes_no_user(client: Client) -> None:
    walked(client, INSTALLER)
    client.get(reverse("orientation:results"))
    assert not get_user_model().objects.exists()


def test_start_returns_to_where_the_visitor_was(client: Client) -> None:
    told(client, {"sector": "vo", "subject": "duits"})
    assert client.get(reverse("orientation:start")).headers["Location"] == page_of("level")


def test_question_that_does_not_matter_is_not_there(client: Client) -> None:
    assert client.get(page_of("subject")).status_code == 404
    assert client.get(page_of("no-such-question")).status_code == 404


def test_question_without_an_answer_says_so_twice_and_keeps_nothing(client: Client) -> None:
    page = client.post(page_of("sector"), {}, follow=True).text
    assert page.count("Kies een antwoord.") == 2
    assert "<title>Fout:" in page
    assert answers_in(client.session) == {}


def test_page_with_an_error_can_be_fetched_again_until_it_is_mended(client: Client) -> None:
    told(client, GERMANIST)
    address = client.post(page_of("year") + "?wijzig=1", {"answer": "1066"}).headers["Location"]
    for _ in range(2):
        page = client.get(address).text
        assert 'value="1066"' in page
        assert "tussen 1940" in page
    client.post(page_of("year") + "?wijzig=1", {"answer": "2003"})
    page = client.get(address).text
    assert 'value="2003"' in page
    assert "tussen 1940" not in page


def test_question_shows_the_answer_given_before(client: Client) -> None:
    page = told(client, {"sector": "mbo"}).get(page_of("sector")).text
    assert page.count("checked") == 1
    assert 'value="mbo" required id="id_answer_3" checked' in page


def test_question_leads_back_to_the_one_before_it(client: Client) -> None:
    page = told(client, {"sector": "vo"}).get(page_of("subject")).text
    assert f'href="{page_of("sector")}"' in page


def test_changing_an_answer_returns_to_the_overview(client: Client) -> None:
    told(client, INSTALLER)
    answer = client.post(page_of("year") + "?wijzig=1", {"answer": "2017"})
    assert answer.headers["Location"] == reverse("orientation:check")
    assert answers_in(client.session)["year"] == "2017"


def test_changing_an_answer_asks_what_it_opens(client: Client) -> None:
    told(client, INSTALLER)
    answer = client.post(page_of("teaching") + "?wijzig=1", {"answer": "unqualified"})
    assert answer.headers["Location"] == page_of("teaching_sector") + "?wijzig=1"


def test_subject_of_another_sector_is_asked_again(client: Client) -> None:
    told(client, INSTALLER)
    client.post(page_of("sector") + "?wijzig=1", {"answer": "mbo"})
    asked = first_open(answers_in(client.session) | {"subject": "lichamelijke-opvoeding"})
    assert asked is not None
    assert asked.code == "subject"


def test_overview_without_answers_goes_to_the_start(client: Client) -> None:
    answer = client.get(reverse("orientation:check"))
    assert answer.headers["Location"] == reverse("orientation:start")


def test_overview_shows_each_answer_with_its_own_link_to_change(client: Client) -> None:
    page = told(client, INSTALLER).get(reverse("orientation:check")).text
    for question in shown(INSTALLER):
        assert f"{page_of(question.code)}?wijzig=1" in page
    assert "Associate degree" in page


def test_overview_says_which_question_is_open(client: Client) -> None:
    told(client, {code: INSTALLER[code] for code in INSTALLER if code != "school"})
    page = client.get(reverse("orientation:check")).text
    assert "Er is nog een vraag open" in page
    assert "Toon mijn routes" not in page


def test_results_wait_for_every_answer(client: Client) -> None:
    answer = told(client, {"sector": "vo"}).get(reverse("orientation:results"))
    assert answer.headers["Location"] == reverse("orientation:check")


def test_restart_forgets_every_answer(client: Client) -> None:
    told(client, INSTALLER).post(reverse("orientation:restart"))
    assert answers_in(client.session) == {}


def test_restart_is_not_done_by_a_link(client: Client) -> None:
    assert told(client, INSTALLER).get(reverse("orientation:restart")).status_code == 405


def test_results_tell_closed_doors_with_a_reason_and_a_door_nearby(client: Client) -> None:
    page = told(client, INSTALLER).get(reverse("orientation:results")).text
    assert "Deze routes zijn nu nog dicht" in page
    assert load_routes()["second-career-second-degree"].name.nl in page
    assert "Deuren vlakbij die wel open zijn" in page
    assert "Wat deze deur kan openen" in page
    assert "Volgende stap" in page
    assert "Stand per" in page


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("answers", [INSTALLER, GERMANIST])
def test_results_are_sentences_in_both_languages(
    client: Client, answers: dict[str, str], language: str
) -> None:
    told(client, answers).cookies["django_language"] = language
    page = client.get(reverse("orientation:results")).text
    assert f'<html lang="{language}"' in page
    assert "orientation." not in page
    assert load_routes()["second-career-second-degree"].name.text(language) in page


def test_results_show_until_when_one_may_teach_unqualified(client: Client) -> None:
    page = told(client, GERMANIST).get(reverse("orientation:results")).text
    assert "Op de school waar je nu werkt" in page
    assert "31 augustus 2027" in page


def test_results_lead_a_stranger_to_an_account_and_on_to_a_dossier(client: Client) -> None:
    page = told(client, INSTALLER).get(reverse("orientation:results")).text
    assert f'href="{reverse("account_signup")}?next=%2Fdossier%2Fstart%2F"' in page


def test_results_lead_somebody_signed_in_straight_to_a_dossier(client: Client) -> None:
    client.force_login(get_user_model().objects.create_user("a@example.com"))
    page = told(client, INSTALLER).get(reverse("orientation:results")).text
    assert f'href="{reverse("pathway:start")}"' in page


def test_answers_survive_making_an_account(client: Client) -> None:
    told(client, INSTALLER)
    secret = "brug-over-water-7"
    client.post(
        reverse("account_signup"),
        {"email": "b@example.com", "password1": secret, "password2": secret},
    )
    assert "_auth_user_id" in client.session
    assert answers_in(client.session) == INSTALLER


def test_answers_to_questions_no_longer_asked_are_left_out() -> None:
    assert answers_in({ANSWERS_KEY: {"sector": "vo", "gone": "x"}}) == {"sector": "vo"}
    assert answers_in({ANSWERS_KEY: "rubbish"}) == {}


def test_every_question_stands_in_one_of_the_parts(client: Client) -> None:
    for question in load_questions():
        page = told(client, INSTALLER | GERMANIST).get(page_of(question.code))
        assert page.status_code == 404 or "van 5" in page.text
