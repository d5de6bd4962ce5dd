"""A programme that was taken, and days that go by."""

from datetime import date, datetime, time

import pytest
from django.utils import timezone
from tests.web.pathway.stage import TODAY, Cast
from tests.web.programme.scene import prepared

from loopbrug.web.pathway.models import Dossier
from loopbrug.web.programme.services import accept_programme, make_programme


def taken(people: Cast, missing: int = 7) -> Dossier:
    """Return a dossier whose programme was taken today."""
    dossier = prepared(people, missing)
    version = make_programme(actor=people.amina, dossier=dossier, day=TODAY)
    assert version is not None
    accept_programme(actor=people.amina, version=version, day=TODAY)
    return dossier


def go_to(day: date, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let it be the morning of ``day``."""
    morning = timezone.make_aware(datetime.combine(day, time(10)))
    monkeypatch.setattr(timezone, "now", lambda: morning)
