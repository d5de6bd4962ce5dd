from collections.abc import Callable

import pytest
from django.test import Client

from loopbrug.web.accounts.models import User


@pytest.fixture
def enter(client: Client) -> Callable[[User], Client]:
    def as_person(user: User) -> Client:
        client.force_login(user)
        return client

    return as_person
