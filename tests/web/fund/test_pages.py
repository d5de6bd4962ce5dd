"""The pages of a pool: what they show, to whom, and what they ask of the database."""

from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries
from tests.web.fund.stage import TODAY, Cast, filled, place

from loopbrug.web.accounts.models import User
from loopbrug.web.audit.models import Act
from loopbrug.web.fund.facts import kept_pool
from loopbrug.web.fund.models import ClaimRow, PlaceRow, TermsRow

PAGES = (
    "pool", "places", "entrant", "terms", "premiums", "reserve", "ground", "stopping",
    "employment", "claims", "register",
)  # fmt: skip
PLACE = {
    "board": "linde", "sector": "po", "starts_on": "2026-09-01", "guidance_hours": "80",
    "contract": "temporary", "effort_made": "on",
}  # fmt: skip
TERMS = {
    "covers": ["benefit", "severance"], "reserve": "40000", "own_share": "15", "stop_months": "",
    "principle": "deviation", "loading": "30", "deviations": "0,5", "variance": "0,05",
    "quantile": "90", "split": "by-risk", "costs": "250",
}  # fmt: skip
TRIED = {
    "kind": "municipality", "level": "120", "most": "100000", "places": "20", "sector": "po",
    "seed": "2026",
}  # fmt: skip


def page(client: Client, user: User, name: str, **asked: str) -> str:
    client.force_login(user)
    response = client.get(reverse(f"fund:{name}"), asked)
    assert response.status_code == 200, name
    return response.content.decode()


@pytest.mark.parametrize("name", PAGES)
def test_only_the_manager_of_the_foundation_comes_in(
    client: Client, people: Cast, name: str
) -> None:
    filled(people)
    address = reverse(f"fund:{name}")
    assert client.get(address).status_code == 302, "who did not sign in is asked to"
    for user in (people.linde, people.lindeschool, people.broker, people.policy, people.candidate):
        client.force_login(user)
        assert client.get(address).status_code == 404, user
    client.force_login(people.manager)
    assert client.get(address).status_code == 200


def test_another_foundation_sees_nothing_of_this_pool(client: Client, people: Cast) -> None:
    rows = filled(people)
    client.force_login(people.other_manager)
    assert "Linde" not in page(client, people.other_manager, "places")
    assert client.post(reverse("fund:end", args=[rows[0].pk])).status_code == 404
    assert PlaceRow.objects.filter(ended_on=None).count() == len(rows)


def test_the_pool_shows_counts_and_marks_what_is_computed(client: Client, people: Cast) -> None:
    filled(people)
    text = page(client, people.manager, "pool")
    assert "Linde" in text
    assert "Aanname" in text
    assert "beginpunt 2026" in text
    assert "10 of 30 van de 100" in text
    assert "Er zitten 6 kandidaten in de pool" in text


@pytest.mark.parametrize("name", ["pool", "premiums", "reserve", "ground"])
def test_an_empty_pool_says_so(client: Client, people: Cast, name: str) -> None:
    assert "Er zit nog niemand in de pool" in page(client, people.manager, name)


def test_a_pool_of_one_is_shown_with_a_mark(client: Client, people: Cast) -> None:
    place(people)
    assert "Er wordt dan niets gedeeld" in page(client, people.manager, "premiums")


@pytest.mark.parametrize("name", ["pool", "places", "claims", "premiums"])
def test_pages_ask_the_same_of_the_database_for_one_and_for_three(
    client: Client,
    people: Cast,
    name: str,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    def counted() -> int:
        with django_assert_max_num_queries(60) as asked:
            page(client, people.manager, name)
        return len(asked)

    rows = [place(people)]
    claim_on(people, rows[0])
    page(client, people.manager, name)
    first = counted()
    for board in ("linde", "beuk"):
        rows.append(place(people, board))
        claim_on(people, rows[-1])
    assert counted() == first


def claim_on(people: Cast, row: PlaceRow) -> ClaimRow:
    return ClaimRow.objects.create(
        place=row, kind="benefit", happened_on=TODAY, amount=Decimal(1_000), registered_on=TODAY,
        registered_by=people.manager,
    )  # fmt: skip


def test_a_guarantee_is_tried_beside_the_pool_without_and_not_kept(
    client: Client, people: Cast
) -> None:
    filled(people)
    text = page(client, people.manager, "reserve", **TRIED)
    assert "Zonder en met garantie" in text
    assert text.count('<svg class="lb-fan"') == 2
    assert TermsRow.objects.count() == 1
    again = page(client, people.manager, "reserve", **{**TRIED, "seed": "7"})
    assert "beginpunt 7" in again


def test_an_extra_board_is_tried(client: Client, people: Cast) -> None:
    filled(people)
    text = page(client, people.manager, "reserve", **{**TRIED, "kind": "extra-board"})
    assert ">26<" in text, "six places and twenty of the extra board"
    none = page(
        client, people.manager, "reserve", **{**TRIED, "kind": "extra-board", "places": "0"}
    )
    assert "brengt nog niemand mee" in none


def test_a_guarantee_that_cannot_be_is_told_beside_its_field(client: Client, people: Cast) -> None:
    filled(people)
    text = page(client, people.manager, "reserve", **{**TRIED, "level": "veel", "seed": ""})
    assert "“veel” is geen getal. Schrijf het zo: 15,5" in text
    negative = page(client, people.manager, "reserve", **{**TRIED, "most": "-5"})
    assert "dit getal is 0 of meer" in negative


def test_a_new_candidate_is_asked_and_then_kept(client: Client, people: Cast) -> None:
    filled(people)
    text = page(client, people.manager, "entrant", **PLACE)
    assert "Dit zegt de pool" in text
    assert PlaceRow.objects.count() == 6, "asking keeps nothing"
    response = client.post(reverse("fund:entrant"), {**PLACE, "keep": "1"})
    assert response.status_code == 302
    assert PlaceRow.objects.count() == 7
    assert Act.objects.filter(name="fund.add-place").count() == 7


def test_the_form_of_a_new_candidate_asks_nothing_about_a_person(
    client: Client, people: Cast
) -> None:
    client.force_login(people.manager)
    form = client.get(reverse("fund:entrant")).context["form"]
    assert set(form.fields) == {
        "board", "sector", "starts_on", "guidance_hours", "contract", "effort_made"
    }  # fmt: skip


def test_everything_wrong_with_a_candidate_is_told_and_nothing_lost(
    client: Client, people: Cast
) -> None:
    wrong = {**PLACE, "starts_on": "2026-31-31", "guidance_hours": "9000"}
    text = page(client, people.manager, "entrant", **wrong)
    assert "Deze datum bestaat niet" in text
    assert "hoogstens 400" in text
    assert "9000" in text


def test_a_place_leaves_the_pool(client: Client, people: Cast) -> None:
    rows = filled(people)
    client.force_login(people.manager)
    for _ in range(2):
        assert client.post(reverse("fund:end", args=[rows[0].pk])).status_code == 302
    rows[0].refresh_from_db()
    assert rows[0].ended_on == TODAY
    assert Act.objects.filter(name="fund.end-place").count() == 1
    assert client.get(reverse("fund:end", args=[rows[0].pk])).status_code == 405


def test_a_place_is_in_the_pool_for_two_years(people: Cast) -> None:
    for days in (-10, 10, 400, 800):
        place(people, days=days)
    pool = kept_pool(people.foundation, TODAY).pool
    assert [one.phase.value for one in pool.entrants] == ["second-year", "first-year"]


def test_conditions_are_set_anew_and_the_old_ones_stay(client: Client, people: Cast) -> None:
    filled(people)
    client.force_login(people.manager)
    assert client.post(reverse("fund:terms"), TERMS).status_code == 302
    assert TermsRow.objects.count() == 2
    terms = kept_pool(people.foundation, TODAY).pool.terms
    assert (terms.principle.value, terms.split.value) == ("deviation", "by-risk")


def test_conditions_that_cannot_be_are_all_told(client: Client, people: Cast) -> None:
    client.force_login(people.manager)
    wrong = {**TERMS, "covers": [], "reserve": "-1", "own_share": "100", "quantile": "20",
             "stop_months": "99", "loading": "-2"}  # fmt: skip
    text = client.post(reverse("fund:terms"), wrong).content.decode()
    for sentence in (
        "Kies er minstens één", "De reserve is −1 euro", "eigen risico van 100", "20 van de 100",
        "na 99 maanden", "−2 kan niet",
    ):  # fmt: skip
        assert sentence in text, sentence
    assert not TermsRow.objects.exists()


def test_stopping_in_month_three_is_told_in_full(client: Client, people: Cast) -> None:
    asked = {"sector": "po", "month": "3", "ended_by": "employer", "received": "25000"}
    text = page(client, people.manager, "stopping", **asked)
    assert "Stoppen in maand 3" in text
    assert "Na 3 maanden is er uit deze baan" in text
    assert "26 van 36 weken" in text
    assert "21.875" in text
    wrong = page(client, people.manager, "stopping", **{**asked, "month": "0", "received": "-1"})
    assert "Kies maand 1 tot en met" in wrong
    assert "dit getal is 0 of meer" in wrong


def test_employed_by_the_foundation_shows_a_month_and_what_to_ask_first(
    client: Client, people: Cast
) -> None:
    filled(people)
    text = page(client, people.manager, "employment", sector="po", employer_cost="72000")
    assert "6.000" in text
    assert "Is dit een verzekering?" in text
    worked_out = page(client, people.manager, "employment", sector="po", employer_cost="")
    assert "Wat het bestuur per maand betaalt" in worked_out
    assert "Laat dit toetsen" in text


def test_in_english_no_dutch_is_left(client: Client, people: Cast) -> None:
    filled(people)
    client.force_login(people.manager)
    for name in PAGES:
        client.cookies["django_language"] = "en"
        text = client.get(reverse(f"fund:{name}")).content.decode()
        assert 'lang="en"' in text
        assert "Premies per bestuur" not in text
        assert "Wat kun je doen" not in text
