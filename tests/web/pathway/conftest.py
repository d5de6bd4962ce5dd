from collections import defaultdict
from collections.abc import Callable

import pytest
from django.test import Client

from loopbrug.web.accounts.models import User
from loopbrug.web.pathway import following


@pytest.fixture
def enter(client: Client) -> Callable[[User], Client]:
    def as_person(user: User) -> Client:
        client.force_login(user)
        return client

    return as_person


@pytest.fixture(autouse=True)
def _alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Test this room by itself: what rooms above hang in is tested there."""
    monkeypatch.setattr(following, "_CHECKS", defaultdict(dict))
    monkeypatch.setattr(following, "_FOLLOWERS", defaultdict(dict))
