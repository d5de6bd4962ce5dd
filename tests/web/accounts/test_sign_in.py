import pytest
from django.test import Client
from django.urls import reverse

from loopbrug.web.accounts.models import User

pytestmark = pytest.mark.django_db
PASSWORD = "vier-woorden-op-een-rij"


def test_sign_up_with_an_address_and_a_password_leads_to_the_dossier(client: Client) -> None:
    told = {"email": "amina@example.org", "password1": PASSWORD, "password2": PASSWORD}

    response = client.post(reverse("account_signup"), told)

    assert response["Location"] == reverse("pathway:home")
    assert User.objects.get().email == "amina@example.org"
    assert not User.objects.get().is_demo


@pytest.mark.parametrize("weak", ["kort", "12345678901", "password"])
def test_sign_up_refuses_a_weak_password(client: Client, weak: str) -> None:
    told = {"email": "amina@example.org", "password1": weak, "password2": weak}

    assert client.post(reverse("account_signup"), told).status_code == 200
    assert not User.objects.exists()


def test_sign_in_does_not_tell_whether_an_address_is_known(client: Client) -> None:
    User.objects.create_user("amina@example.org", PASSWORD)
    path = reverse("account_login")

    wrong = client.post(path, {"login": "amina@example.org", "password": "iets-anders-dan"})
    unknown = client.post(path, {"login": "niemand@example.org", "password": "iets-anders-dan"})

    assert wrong.context["form"].errors == unknown.context["form"].errors


def test_sign_in_goes_on_where_one_was(client: Client) -> None:
    User.objects.create_user("amina@example.org", PASSWORD)
    start = reverse("pathway:start")

    path = f"{reverse('account_login')}?next={start}"
    response = client.post(path, {"login": "Amina@Example.org", "password": PASSWORD})

    assert response["Location"] == start
