"""At the planning desk: reporting somebody away, reading a proposal, counting questions."""

from datetime import date, timedelta
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.web.assessment.scene import Stage
from tests.web.pathway.pages import text_of
from tests.web.pathway.stage import TODAY

from loopbrug.web.accounts.models import User
from loopbrug.web.assessment.models import (
    Proposal,
)

NAMES = ("Amina", "Bilal", "Chloe")
DESK = reverse("assessment:desk")
AWAY = reverse("assessment:report-away")


def away(who: User, first: date = TODAY, days: int = 30, **more: str) -> dict[str, str]:
    last = first + timedelta(days=days - 1)
    return {
        "owner": f"user:{who.pk}", "first": first.isoformat(), "last": last.isoformat(),
        "reason": "Kan niet in deze periode", **more,
    }  # fmt: skip


def reported(client: Client, stage: Stage, **more: Any) -> Proposal:
    """Return the proposal after the broker reported the field's assessor away, on the page."""
    client.force_login(stage.cast.broker)
    answer = client.post(AWAY, away(stage.second_field, **more))
    made = Proposal.objects.get(dropped_at=None)
    assert answer["Location"] == reverse("assessment:proposal", args=[made.pk])
    return made


def page(client: Client, proposal: Proposal) -> str:
    return text_of(client.get(reverse("assessment:proposal", args=[proposal.pk])))


def questions(client: Client, url: str) -> int:
    with CaptureQueriesContext(connection) as seen:
        assert client.get(url).status_code == 200
    return len(seen)
