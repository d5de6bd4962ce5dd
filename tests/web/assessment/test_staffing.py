"""Who judges what, and rooms, kept by the desk and the institutes for their own people."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries
from tests.web.assessment.scene import DAYTIME, Stage, requested, staged
from tests.web.pathway.stage import TODAY, organisation, somebody

from loopbrug.web.accounts.models import User
from loopbrug.web.assessment.models import AssessorProfile, Proposal, RoomPool
from loopbrug.web.assessment.services.calendars_keep import Times, keep_calendar
from loopbrug.web.audit.models import Act

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]

PEOPLE = "/planning/mensen/"


@pytest.fixture
def stage() -> Stage:
    return staged()


def entered(client: Client, who: User) -> Client:
    client.force_login(who)
    return client


def page_of(who: User) -> str:
    return reverse("assessment:person", args=[who.pk])


def field(**filled: Any) -> dict[str, Any]:
    return {"side": "field", "sectors": [], "subjects": ["wiskunde"], "active": "on", **filled}


def test_broker_keeps_what_somebody_judges(client: Client, stage: Stage) -> None:
    who = stage.second_field
    data = field(sectors=["po"], certified_until="2027-06-30")
    answer = entered(client, stage.cast.broker).post(page_of(who), data, follow=True)

    assert "Bewaard: wat Fenna beoordeelt." in answer.text
    profile = AssessorProfile.objects.get(user=who)
    assert profile.subjects == ["po", "wiskunde"]
    assert profile.certified_until is not None
    assert Act.objects.filter(name="assessment.keep-profile", details__who="Fenna").count() == 1
    client.post(page_of(who), data)
    assert Act.objects.filter(name="assessment.keep-profile").count() == 1


@pytest.mark.parametrize(
    ("who", "whom", "may"),
    [
        ("broker", "assessor", True), ("broker", "field_assessor", True),
        ("institute", "assessor", True), ("institute", "field_assessor", False),
        ("other_institute", "assessor", False), ("assessor", "assessor", False),
        ("school", "field_assessor", False), ("amina", "assessor", False),
        ("policy", "assessor", False), ("broker", "amina", False),
    ],
)  # fmt: skip
def test_profiles_are_kept_by_the_desk_and_the_own_institute(
    client: Client, stage: Stage, who: str, whom: str, may: bool
) -> None:
    person = getattr(stage.cast, whom)
    answer = entered(client, getattr(stage.cast, who)).get(page_of(person))
    assert answer.status_code == (200 if may else 404)
    if not may:
        before = AssessorProfile.objects.filter(user=person).values_list("subjects", flat=True)
        known = list(before)
        client.post(page_of(person), field(subjects=["frans"]))
        assert list(before.all()) == known


@pytest.mark.parametrize(
    ("filled", "said"),
    [
        ({"subjects": []}, "Kies minstens één sector of één vak."),
        ({"subjects": ["toverkunst"]}, "toverkunst"),
        ({"side": "institute"}, "Deze persoon werkt niet bij een opleiding."),
        ({"side": "third"}, "third"),
        ({"certified_until": "2026-01-01"}, "Deze dag is voorbij."),
        ({"certified_until": "2099-01-01"}, "meer dan tien jaar vooruit"),
        ({"certified_until": "2027-02-30"}, "Deze datum bestaat niet."),
    ],
)
def test_profile_that_cannot_be_says_why(
    client: Client, stage: Stage, filled: dict[str, Any], said: str
) -> None:
    before = AssessorProfile.objects.get(user=stage.second_field).subjects
    answer = entered(client, stage.cast.broker).post(page_of(stage.second_field), field(**filled))
    assert said in answer.text
    assert AssessorProfile.objects.get(user=stage.second_field).subjects == before


def test_who_is_planned_is_not_taken_off_silently(client: Client, stage: Stage) -> None:
    requested(stage)
    entered(client, stage.cast.broker)
    data = field(subjects=["frans"])
    assert "Dit raakt afspraken" in client.post(page_of(stage.second_field), data).text
    assert AssessorProfile.objects.get(user=stage.second_field).subjects == ["wiskunde"]
    assert not Proposal.objects.exists()

    client.post(page_of(stage.second_field), {**data, "sure": "1"})
    assert AssessorProfile.objects.get(user=stage.second_field).subjects == ["frans"]
    assert Proposal.objects.get().cause == "calendar"


def test_list_says_who_cannot_be_planned_and_never_why(client: Client, stage: Stage) -> None:
    AssessorProfile.objects.filter(user=stage.cast.assessor).update(
        certified_until=TODAY - timedelta(days=1)
    )
    answer = entered(client, stage.cast.broker).get(PEOPLE)
    lines = {str(line.person): line for line in answer.context["assessors"]}
    assert lines["Anna"].expired
    assert "(voorbij: wordt niet gevraagd)" in answer.text
    assert lines["Femke"].blocks is None
    assert "gaf nog geen uren: wordt niet gepland" in answer.text
    assert (lines["Fenna"].blocks or 0) > 60
    assert "Gerda" in {str(line.person) for line in answer.context["others"]}


def test_institute_sees_its_own_people_only(client: Client, stage: Stage) -> None:
    answer = entered(client, stage.cast.institute).get(PEOPLE)
    names = {str(line.person) for line in answer.context["assessors"]}
    assert names == {"Anna"}
    assert [str(place) for place, _count in answer.context["rooms"]] == ["Hogeschool"]


@pytest.mark.parametrize("who", ["amina", "school", "assessor", "coach", "policy"])
def test_list_is_for_who_plans(client: Client, stage: Stage, who: str) -> None:
    assert entered(client, getattr(stage.cast, who)).get(PEOPLE).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_list_asks_a_fixed_number_of_queries(
    client: Client,
    stage: Stage,
    django_assert_num_queries: DjangoAssertNumQueries,
    count: int,
) -> None:
    for number in range(count):
        who = somebody(f"Extra{number}", "assessor", "beuk")
        AssessorProfile.objects.create(user=who, side="field", subjects=["wiskunde"])
        keep_calendar(owner=who, times=Times(DAYTIME))
    entered(client, stage.cast.broker)
    with django_assert_num_queries(QUERIES):
        client.get(PEOPLE)


QUERIES = 12


@pytest.mark.parametrize(
    ("who", "may"),
    [("broker", True), ("institute", True), ("other_institute", False), ("school", False)],
)
def test_rooms_are_kept_by_the_institute_and_the_desk(
    client: Client, stage: Stage, who: str, may: bool
) -> None:
    page = reverse("assessment:rooms", args=["hogeschool"])
    entered(client, getattr(stage.cast, who)).post(page, {"rooms": "3"})
    assert RoomPool.objects.get(institute=organisation("hogeschool")).rooms == (3 if may else 1)


@pytest.mark.parametrize("rooms", ["-1", "51", "veel", "", "1.5"])
def test_rooms_that_cannot_be_are_refused(client: Client, stage: Stage, rooms: str) -> None:
    page = reverse("assessment:rooms", args=["hogeschool"])
    answer = entered(client, stage.cast.institute).post(page, {"rooms": rooms})
    assert "Dit klopt nog niet" in answer.text
    assert RoomPool.objects.get().rooms == 1


def test_taking_the_last_room_away_asks_first(client: Client, stage: Stage) -> None:
    requested(stage)
    page = reverse("assessment:rooms", args=["hogeschool"])
    answer = entered(client, stage.cast.institute).post(page, {"rooms": "0"})
    assert "Dit raakt afspraken" in answer.text
    assert RoomPool.objects.get().rooms == 1
