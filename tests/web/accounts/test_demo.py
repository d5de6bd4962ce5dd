import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries, Settings

from loopbrug.web.accounts.models import User
from loopbrug.web.accounts.services import join, keep_demo_person
from loopbrug.web.organisations.services import keep_organisation

pytestmark = pytest.mark.django_db


def somebody(number: int = 1) -> User:
    user, _ = keep_demo_person(
        email=f"p{number:02}@demo.example",
        name=f"Persoon {number}",
        story="Komt uit het bakkersvak.",
    )
    return user


def test_demo_page_shows_people_with_their_story(client: Client) -> None:
    somebody()

    page = client.get(reverse("accounts:demo")).content.decode()

    assert "Persoon 1" in page
    assert "bakkersvak" in page


def test_demo_page_without_people_says_so(client: Client) -> None:
    assert "load_demo" in client.get(reverse("accounts:demo")).content.decode()


def test_demo_page_asks_as_much_for_three_people_as_for_one(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    keep_organisation(code="desk", kind="desk", name="Loket", region="midden")
    for number in (1, 2, 3):
        join(actor=None, user=somebody(number), organisation="desk", role="broker")
        with django_assert_num_queries(3):
            client.get(reverse("accounts:demo"))


def test_enter_signs_in_without_a_password(client: Client) -> None:
    person = somebody()

    response = client.post(reverse("accounts:enter", args=[person.pk]))

    assert response["Location"] == reverse("pathway:home")
    assert client.session["_auth_user_id"] == str(person.pk)


def test_enter_as_somebody_else_leaves_the_first_behind(client: Client) -> None:
    client.force_login(somebody(1))
    other = somebody(2)

    client.post(reverse("accounts:enter", args=[other.pk]))

    assert client.session["_auth_user_id"] == str(other.pk)


def test_enter_is_only_for_people_of_the_demo(client: Client) -> None:
    real = User.objects.create_user("echt@example.org", "een-lang-wachtwoord")

    assert client.post(reverse("accounts:enter", args=[real.pk])).status_code == 404
    assert "_auth_user_id" not in client.session


def test_enter_wants_a_post_with_a_token() -> None:
    person = somebody()
    strict = Client(enforce_csrf_checks=True)

    assert strict.get(reverse("accounts:enter", args=[person.pk])).status_code == 405
    assert strict.post(reverse("accounts:enter", args=[person.pk])).status_code == 403


def test_demo_is_not_there_when_it_is_off(client: Client, settings: Settings) -> None:
    person = somebody()
    settings.DEMO = False

    assert client.get(reverse("accounts:demo")).status_code == 404
    assert client.post(reverse("accounts:enter", args=[person.pk])).status_code == 404
    assert "_auth_user_id" not in client.session


def test_demo_person_has_no_password_to_sign_in_with(client: Client) -> None:
    person = somebody()

    assert not person.has_usable_password()
    client.post(reverse("account_login"), {"login": person.email, "password": ""})
    assert "_auth_user_id" not in client.session
