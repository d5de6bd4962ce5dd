from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from tests.web.pathway.pages import page_of, text_of
from tests.web.pathway.stage import cast, matched, opened, organisation

from loopbrug.core.pathway.model import State
from loopbrug.web.accounts.models import User
from loopbrug.web.pathway.models import ClockRow, Dossier

pytestmark = pytest.mark.django_db


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
