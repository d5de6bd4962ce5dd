"""Week by week: what stands in a week, how one leafs through, and for whom."""

from datetime import date, time, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries
from tests.web.pathway.stage import TODAY, Cast, cast
from tests.web.programme.scene import prepared

from loopbrug.core.programme.model import Form
from loopbrug.core.terms.words import Period, TimeSlot, Weekday
from loopbrug.web.pathway.models import Dossier
from loopbrug.web.programme.cards import Card, Moment
from loopbrug.web.programme.services import make_programme
from loopbrug.web.programme.week_plan import PlannedWeek, day_in, pages_of, week_plan
from loopbrug.web.programme.weeks import months_of

MONDAY = date(2027, 2, 1)


def card(code: str, weeks: int = 4, **other: Any) -> Card:
    last = MONDAY + timedelta(weeks=weeks, days=-1)
    given = {
        "code": code, "title": code, "institute": "", "form": Form.TAUGHT, "form_word": "",
        "because": (), "hours": 5 * weeks, "hours_per_week": 5, "period": Period(MONDAY, last),
        "slot": None, "place": "Online", "moment": Moment.COMING,
    }  # fmt: skip
    return Card(**(given | other))


def plan(
    *cards: Card, holidays: tuple[Period, ...] = (), away: tuple[Period, ...] = ()
) -> tuple[PlannedWeek, ...]:
    months = months_of(cards, holidays, away, MONDAY)
    return week_plan(months, cards, (holidays, away), MONDAY)


def test_hours_of_a_session_are_not_studied_again() -> None:
    evening = TimeSlot(Weekday.TUE, time(18, 30), time(21, 30))
    week = plan(card("a", slot=evening))[0]
    assert [(one.card.code, one.hours) for one in week.study] == [("a", 2)]
    assert week.sessions[0].day == date(2027, 2, 2)
    assert week.current


def test_a_session_every_other_week_leaves_more_to_study_in_between() -> None:
    evening = TimeSlot(Weekday.TUE, time(18, 30), time(21, 30))
    first, second = plan(card("a", slot=evening, every=2))[:2]
    assert [one.hours for one in (*first.study, *second.study)] == [2, 5]


def test_work_done_in_class_takes_no_study_hours() -> None:
    week = plan(card("a", form=Form.WORKPLACE, in_class=True))[0]
    assert [(one.hours, one.in_class) for one in week.study] == [(5, True)]
    assert week.week.hours == 0


def test_a_test_stands_in_the_week_it_is_due() -> None:
    weeks = plan(card("a"), card("t", 2, form=Form.KNOWLEDGE_TEST))
    assert [bool(one.tests) for one in weeks] == [False, True, False, False]
    assert [bool(one.ends) for one in weeks] == [False, False, False, True]


def test_a_day_off_is_told_and_a_week_off_is_free() -> None:
    friday = Period(date(2027, 2, 5), date(2027, 2, 5))
    leave = Period(date(2027, 2, 8), date(2027, 2, 14))
    first, second = plan(card("a"), holidays=(friday,), away=(leave,))[:2]
    assert [(one.first, one.away) for one in first.off] == [(date(2027, 2, 5), False)]
    assert second.week.free == "away"
    assert second.empty


def test_pages_start_with_this_week_and_lead_on() -> None:
    weeks = plan(card("a", 10))
    now = pages_of(weeks, None, MONDAY + timedelta(weeks=5), everything=False)
    assert now.weeks[0].week.first == now.now == MONDAY + timedelta(weeks=5)
    assert now.earlier == MONDAY + timedelta(weeks=1)
    assert now.later == MONDAY + timedelta(weeks=9)


@pytest.mark.parametrize(
    ("asked", "first"), [(date(1900, 1, 1), 0), (date(2100, 1, 1), 9), (date(2027, 2, 10), 1)]
)
def test_pages_of_a_day_outside_show_the_nearest(asked: date, first: int) -> None:
    pages = pages_of(plan(card("a", 10)), asked, TODAY, everything=False)
    assert pages.weeks[0].week.first == MONDAY + timedelta(weeks=first)
    assert pages.now is None


def test_everything_is_one_page_and_nothing_is_none() -> None:
    assert len(pages_of(plan(card("a", 10)), None, TODAY, everything=True).weeks) == 10
    assert pages_of((), None, TODAY, everything=False).weeks == ()
    assert day_in("31-31-2027") is None


@pytest.fixture
def people(db: None) -> Cast:
    return cast()


@pytest.fixture
def dossier(people: Cast) -> Dossier:
    dossier = prepared(people)
    make_programme(actor=people.amina, dossier=dossier, day=TODAY)
    return dossier


def read(client: Client, dossier: Dossier, query: str = "") -> str:
    page = client.get(reverse("programme:weekplan", args=[dossier.pk]) + query)
    assert page.status_code == 200
    return page.content.decode()


def test_the_page_shows_four_weeks_and_the_way_on(
    client: Client, people: Cast, dossier: Dossier
) -> None:
    client.force_login(people.amina)
    html = read(client, dossier)
    assert html.count('class="lb-planweek"') == 4
    assert "van hooguit 12 uur" in html
    assert 'rel="next"' in html
    assert 'rel="prev"' not in html
    assert read(client, dossier, "?alles").count('class="lb-planweek') > 4


@pytest.mark.parametrize(
    "query", ["?vanaf=gisteren", "?vanaf=", "?vanaf=9999-99-99", "?vanaf=0001-01-01"]
)
def test_a_day_that_makes_no_sense_shows_weeks_all_the_same(
    client: Client, people: Cast, dossier: Dossier, query: str
) -> None:
    client.force_login(people.amina)
    assert 'class="lb-planweek"' in read(client, dossier, query)


def test_others_read_the_plan_and_nothing_private(
    client: Client, people: Cast, dossier: Dossier
) -> None:
    client.force_login(people.school)
    html = read(client, dossier)
    assert "Amina" in html
    assert "moeder" not in html


def test_who_may_not_see_the_programme_finds_nothing(
    client: Client, people: Cast, dossier: Dossier
) -> None:
    client.force_login(people.other_board)
    assert client.get(reverse("programme:weekplan", args=[dossier.pk])).status_code == 404


def test_without_a_programme_it_leads_to_the_programme(client: Client, people: Cast) -> None:
    dossier = prepared(people)
    client.force_login(people.amina)
    assert "Er staat nog niets in de weken" in read(client, dossier)


@pytest.mark.parametrize("missing", [3, 9])
def test_the_page_asks_as_many_queries_for_few_units_as_for_many(
    client: Client,
    people: Cast,
    missing: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    dossier = prepared(people, missing)
    make_programme(actor=people.amina, dossier=dossier, day=TODAY)
    client.force_login(people.amina)
    with django_assert_num_queries(13):
        read(client, dossier, "?alles")
