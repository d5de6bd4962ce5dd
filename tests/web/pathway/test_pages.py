import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from tests.web.pathway.stage import TOLD, cast, matched, opened, organisation, walked

from loopbrug.core.pathway.model import State
from loopbrug.core.pathway.states import Event
from loopbrug.web.accounts.models import User
from loopbrug.web.audit.models import Act
from loopbrug.web.pathway import services
from loopbrug.web.pathway.models import ClockRow, Dossier

pytestmark = pytest.mark.django_db


@pytest.fixture
def enter(client: Client) -> Callable[[User], Client]:
    def as_person(user: User) -> Client:
        client.force_login(user)
        return client

    return as_person


def page_of(dossier: Dossier) -> str:
    return reverse("pathway:dossier", args=[dossier.pk])


def step_of(dossier: Dossier, event: Event) -> str:
    return reverse("pathway:step", args=[dossier.pk, event])


def text_of(response: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def cases(count: int) -> None:
    """Add ``count`` dossiers at the desk, all with a clock."""
    for number in range(count):
        user = User.objects.create_user(f"k{number}@example.org", name=f"Kandidaat {number:03}")
        row = Dossier.objects.create(
            code=f"K{number}",
            candidate=user,
            started_on=timezone.localdate(),
            state=State.ASSESSING.value,
            desk=organisation("desk"),
            school=organisation("lindeschool"),
        )
        ClockRow.objects.create(
            dossier=row,
            name="pathway.clock-assessment",
            started_on=timezone.localdate() - timedelta(days=number % 40),
            days=35,
            parameter="go.target_total",
        )


@pytest.mark.parametrize("name", ["home", "start"])
def test_pages_ask_to_sign_in_first(client: Client, name: str) -> None:
    response = client.get(reverse(f"pathway:{name}"))

    assert response.status_code == 302
    assert response["Location"].startswith(reverse("account_login"))


def test_dossier_page_asks_to_sign_in_first(client: Client) -> None:
    dossier = opened(cast())

    for path in (page_of(dossier), step_of(dossier, Event.STOP), page_of(dossier) + "gegevens/"):
        assert client.get(path)["Location"].startswith(reverse("account_login"))
    assert client.post(step_of(dossier, Event.INVITE)).status_code == 302


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("amina", 200),
        ("broker", 200),
        ("school", 200),
        ("board", 200),
        ("institute", 200),
        ("assessor", 200),
        ("field_assessor", 200),
        ("coach", 200),
        ("other_board", 404),
        ("other_institute", 404),
        ("foundation", 404),
        ("policy", 404),
    ],
)
def test_dossier_page_exists_for_those_who_help_and_nobody_else(
    enter: Callable[[User], Client], who: str, status: int
) -> None:
    people = cast()
    dossier = matched(people)

    assert enter(getattr(people, who)).get(page_of(dossier)).status_code == status


def test_dossier_that_is_not_there_looks_like_one_that_is_not_yours(
    enter: Callable[[User], Client],
) -> None:
    people = cast()
    dossier = matched(people)
    client = enter(people.other_board)

    hidden = client.get(page_of(dossier))
    absent = client.get(reverse("pathway:dossier", args=["00000000-0000-4000-8000-000000000000"]))

    assert hidden.status_code == absent.status_code == 404
    assert "Amina" not in hidden.content.decode()


def test_home_of_a_candidate_is_the_own_dossier(enter: Callable[[User], Client]) -> None:
    people = cast()
    dossier = opened(people)

    assert enter(people.amina).get(reverse("pathway:home"))["Location"] == page_of(dossier)


def test_home_without_a_dossier_invites_to_start(enter: Callable[[User], Client]) -> None:
    response = enter(cast().amina).get(reverse("pathway:home"))

    assert reverse("orientation:start") in response.content.decode()


@pytest.mark.parametrize("who", ["foundation", "policy"])
def test_home_of_those_without_dossiers_has_numbers_and_no_names(
    enter: Callable[[User], Client], who: str
) -> None:
    people = cast()
    opened(people)

    text = text_of(enter(getattr(people, who)).get(reverse("pathway:home")))

    assert "Oriënteren 1" in text
    assert "Amina" not in text


def test_list_shows_only_own_cases(enter: Callable[[User], Client]) -> None:
    people = cast()
    matched(people)
    home = reverse("pathway:home")

    assert "Amina" in text_of(enter(people.board).get(home))
    assert "Amina" not in text_of(enter(people.other_board).get(home))


@pytest.mark.parametrize("count", [0, 1, 100])
def test_list_works_with_any_number_of_rows(enter: Callable[[User], Client], count: int) -> None:
    people = cast()
    cases(count)

    response = enter(people.broker).get(reverse("pathway:home"))

    assert response.status_code == 200
    assert response.content.decode().count("Kandidaat 0") == min(count, 25)


def test_list_asks_as_much_for_three_rows_as_for_one(enter: Callable[[User], Client]) -> None:
    people = cast()
    client, home = enter(people.broker), reverse("pathway:home")
    counts = []
    for rows in (1, 3):
        ClockRow.objects.all().delete()
        Dossier.objects.all().delete()
        User.objects.filter(email__regex=r"^k\d").delete()
        cases(rows)
        with CaptureQueriesContext(connection) as queries:
            client.get(home)
        counts.append(len(queries))

    assert counts[0] == counts[1]


def test_list_has_what_is_in_danger_first(enter: Callable[[User], Client]) -> None:
    people = cast()
    cases(36)

    text = text_of(enter(people.broker).get(reverse("pathway:home")))

    assert text.index("Kandidaat 035") < text.index("Kandidaat 012")
    assert "Kandidaat 000" not in text


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("q=kandidaat+003", 1),
        ("danger=on", 7),
        ("turn=assessors", 25),
        ("turn=broker", 0),
        ("phase=voorbereiden", 25),
        ("phase=onzin", 25),
        ("page=999", 10),
        ("page=x", 25),
    ],
)
def test_list_filters_by_address(enter: Callable[[User], Client], query: str, shown: int) -> None:
    people = cast()
    cases(35)

    response = enter(people.broker).get(f"{reverse('pathway:home')}?{query}")

    assert response.content.decode().count('scope="row"') == shown


def test_dossier_shows_the_one_next_action_to_who_has_the_turn(
    enter: Callable[[User], Client],
) -> None:
    people = cast()
    dossier = opened(people)

    for_broker = enter(people.broker).get(page_of(dossier)).content.decode()
    for_candidate = enter(people.amina).get(page_of(dossier)).content.decode()

    assert step_of(dossier, Event.INVITE) in for_broker
    assert step_of(dossier, Event.INVITE) not in for_candidate
    assert "Je hoeft nu niets te doen" in for_candidate


def test_private_week_is_the_candidates_alone(enter: Callable[[User], Client]) -> None:
    people = cast()
    dossier = matched(people)
    path = reverse("pathway:told", args=[dossier.pk])

    assert "moeder" in enter(people.amina).get(path).content.decode()
    for user in (people.broker, people.institute, people.assessor):
        response = enter(user).get(path)
        assert response.status_code == 200
        assert "moeder" not in response.content.decode()
    for user in (people.school, people.coach):
        assert enter(user).get(path).status_code == 404


def test_routes_of_a_dossier_are_for_those_who_may_see_what_was_told(
    enter: Callable[[User], Client],
) -> None:
    people = cast()
    dossier = matched(people)
    path = reverse("pathway:routes", args=[dossier.pk])

    page = enter(people.amina).get(path).content.decode()

    assert page.count('class="lb-card lb-route"') > 3
    assert enter(people.institute).get(path).status_code == 200
    assert enter(people.school).get(path).status_code == 404


def test_stored_facts_that_can_no_longer_be_read_are_told_and_lose_nothing(
    enter: Callable[[User], Client],
) -> None:
    people = cast()
    dossier = opened(people)
    dossier.records.create(document={**TOLD, "wanted": {"sector": "maan"}})
    client = enter(people.amina)

    response = client.get(reverse("pathway:routes", args=[dossier.pk]))

    assert response.status_code == 409
    assert "maan" in text_of(response)
    assert dossier.records.count() == 2


def test_step_is_taken_by_post_and_shown_after(enter: Callable[[User], Client]) -> None:
    people = cast()
    dossier = opened(people)

    response = enter(people.broker).post(
        step_of(dossier, Event.INVITE), {"seen": dossier.state}, follow=True
    )

    assert response.redirect_chain == [(page_of(dossier), 302)]
    assert "De kennismaking is geregeld" in text_of(response)
    dossier.refresh_from_db()
    assert dossier.state == State.INTAKE


def test_step_sent_twice_happens_once_and_says_so(enter: Callable[[User], Client]) -> None:
    people = cast()
    dossier = opened(people)
    client, path = enter(people.broker), step_of(dossier, Event.INVITE)
    client.post(path, {"seen": dossier.state})

    response = client.post(path, {"seen": dossier.state}, follow=True)

    assert response.status_code == 200
    assert "intussen verder gegaan" in text_of(response)
    assert Act.objects.filter(name="pathway.invite").count() == 1


def test_step_without_a_token_is_refused(client: Client) -> None:
    people = cast()
    dossier = opened(people)
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(people.broker)

    assert strict.post(step_of(dossier, Event.INVITE)).status_code == 403
    dossier.refresh_from_db()
    assert dossier.state == State.OPENED


def test_step_of_another_role_or_unknown_is_not_there(enter: Callable[[User], Client]) -> None:
    people = cast()
    dossier = opened(people)
    client = enter(people.amina)

    assert client.post(step_of(dossier, Event.INVITE)).status_code == 404
    assert client.post(page_of(dossier) + "stap/bestaat-niet/").status_code == 404


def test_step_that_needs_somebody_first_says_who(enter: Callable[[User], Client]) -> None:
    people = cast()
    dossier = walked(people, opened(people), Event.INVITE)
    client = enter(people.amina)

    response = client.post(step_of(dossier, Event.REQUEST_ASSESSMENT), {"seen": dossier.state})

    assert response.status_code == 409
    assert "een opleiding" in text_of(response)


@pytest.mark.parametrize("event", [Event.STOP, Event.PAUSE])
def test_leaving_the_way_asks_for_a_reason(enter: Callable[[User], Client], event: Event) -> None:
    people = cast()
    dossier = opened(people)
    client, path = enter(people.amina), step_of(dossier, event)

    assert client.get(path).status_code == 200
    empty = client.post(path, {"seen": dossier.state, "waiting_for": "candidate"})
    assert empty.status_code == 200
    dossier.refresh_from_db()
    assert dossier.state == State.OPENED

    client.post(path, {"seen": dossier.state, "waiting_for": "candidate", "reason": "verhuizing"})

    dossier.refresh_from_db()
    assert dossier.state in {State.STOPPED, State.PAUSED}
    assert "verhuizing" in text_of(client.get(page_of(dossier)))


def test_paused_dossier_goes_on_again(enter: Callable[[User], Client]) -> None:
    people = cast()
    dossier = opened(people)
    client = enter(people.amina)
    client.post(
        step_of(dossier, Event.PAUSE),
        {"seen": "opened", "waiting_for": "school", "reason": "vakantie"},
    )

    client.post(step_of(dossier, Event.RESUME), {"seen": "paused"})

    dossier.refresh_from_db()
    assert dossier.state == State.OPENED


def test_broker_joins_school_and_institute(enter: Callable[[User], Client]) -> None:
    people = cast()
    dossier = opened(people)
    path = reverse("pathway:match", args=[dossier.pk])
    chosen = {
        "school": organisation("lindeschool").pk,
        "institute": organisation("hogeschool").pk,
    }

    assert enter(people.amina).get(path).status_code == 404
    client = enter(people.broker)
    assert client.get(path).status_code == 200
    client.post(path, chosen)

    dossier.refresh_from_db()
    assert dossier.school == organisation("lindeschool")
    assert client.post(path, {"school": organisation("desk").pk}).status_code == 200


def test_institute_lets_only_its_own_people_help(enter: Callable[[User], Client]) -> None:
    people = cast()
    dossier = opened(people)
    services.match(
        actor=people.broker,
        dossier=dossier,
        school=None,
        institute=organisation("hogeschool"),
        day=timezone.localdate(),
    )
    path = reverse("pathway:helper", args=[dossier.pk])
    client = enter(people.institute)

    page = client.get(path).content.decode()
    assert "Anna" in page
    assert "Carla" not in page
    membership = people.assessor.memberships.get()
    client.post(path, {"helper": membership.pk})

    part = dossier.participations.get()
    assert (part.user, part.role, part.side) == (people.assessor, "assessor", "institute")


def test_candidate_changes_what_they_told(enter: Callable[[User], Client]) -> None:
    people = cast()
    dossier = opened(people)
    client = enter(people.amina)
    start = reverse("pathway:change", args=[dossier.pk, "start"])

    assert 'value="2027-02-01"' in client.get(start).content.decode()
    client.post(start, {"start_on_or_after": "2027-03-01", "study_hours": "10"})

    document = dossier.records.first().document
    assert document["week"]["start_on_or_after"] == "2027-03-01"
    assert document["week"]["blocks"] == TOLD["week"]["blocks"]


def test_candidate_adds_changes_and_removes_a_diploma(enter: Callable[[User], Client]) -> None:
    people = cast()
    dossier = opened(people)
    client = enter(people.amina)
    add = reverse("pathway:change-item", args=[dossier.pk, "diploma", 999])
    first = reverse("pathway:change-item", args=[dossier.pk, "diploma", 0])

    client.post(add, {"title": "شهادة جامعية", "level": "wo-bachelor", "unfinished": "on"})
    client.post(first, {"title": "Bouwkunde", "level": "hbo-bachelor", "awarded_on": "2009-07-01"})

    assert dossier.records.first().document["diplomas"] == [
        {"title": "Bouwkunde", "level": "hbo-bachelor", "awarded_on": "2009-07-01"},
        {"title": "شهادة جامعية", "level": "wo-bachelor", "finished": False},
    ]
    client.post(reverse("pathway:remove-item", args=[dossier.pk, "diploma", 0]))
    assert len(dossier.records.first().document["diplomas"]) == 1
    assert dossier.records.count() == 4


def test_candidate_hears_what_does_not_fit(enter: Callable[[User], Client]) -> None:
    people = cast()
    dossier = opened(people)
    client = enter(people.amina)

    response = client.post(
        reverse("pathway:change-item", args=[dossier.pk, "werk", 0]),
        {"title": "Bakker", "since": "2020-01-01", "until": "2019-01-01"},
    )

    assert "ligt voor de dag waarop je begon" in text_of(response)
    assert dossier.records.count() == 1


def test_nobody_else_changes_what_the_candidate_told(enter: Callable[[User], Client]) -> None:
    people = cast()
    dossier = matched(people)

    for user in (people.broker, people.institute, people.school):
        for path in ("gegevens/start/", "gegevens/diploma/0/", "gegevens/diploma/0/weg/"):
            assert enter(user).post(page_of(dossier) + path).status_code == 404


def test_dossier_page_asks_as_much_for_many_acts_as_for_few(
    enter: Callable[[User], Client],
) -> None:
    people = cast()
    dossier = matched(people)
    client = enter(people.broker)
    counts = []
    for number in range(2):
        with CaptureQueriesContext(connection) as queries:
            client.get(page_of(dossier))
        counts.append(len(queries))
        for letter in "abcdef":
            told = {**TOLD, "name": f"{letter}{number}"}
            services.record_document(actor=people.amina, dossier=dossier, document=told)

    assert counts[0] == counts[1]


def test_english_page_has_no_dutch_left_in_its_own_texts(enter: Callable[[User], Client]) -> None:
    people = cast()
    dossier = opened(people)
    client = enter(people.amina)
    client.cookies["django_language"] = "en"

    text = text_of(client.get(page_of(dossier)))

    assert "Your bridge to the classroom" in text
    assert "Jouw brug" not in text
