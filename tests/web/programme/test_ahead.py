"""What if, and why not sooner, for a programme that has begun: about what is still ahead."""

import re
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from tests.web.pathway.stage import Cast
from tests.web.programme.walked import go_to, taken

from loopbrug.core.programme.progress import Fate, UnitResult
from loopbrug.web.outcomes.facts import standing_of
from loopbrug.web.pathway.models import Dossier
from loopbrug.web.programme.facts import programme_of
from loopbrug.web.programme.facts.alternatives import ahead_of, alternatives_for
from loopbrug.web.programme.queries import accepted_version
from loopbrug.web.programme.services.progress import Mark, record_results

pytestmark = pytest.mark.django_db


@pytest.fixture
def dossier(people: Cast) -> Dossier:
    return taken(people, 9)


def starts(dossier: Dossier) -> list[date]:
    version = accepted_version(dossier)
    assert version
    return sorted(one.period.first for one in programme_of(version).units)


def read(client: Client, people: Cast, dossier: Dossier, name: str) -> str:
    client.force_login(people.amina)
    html = client.get(reverse(f"programme:{name}", args=[dossier.pk])).content.decode()
    return re.sub(r"\s+", " ", html)


def between(dossier: Dossier) -> date:
    """Return a day on which something runs and something else has still to begin."""
    days = starts(dossier)
    assert days[0] < days[-1]
    return days[-1] - timedelta(days=1)


def test_what_is_ahead_is_compared(
    client: Client, people: Cast, dossier: Dossier, monkeypatch: pytest.MonkeyPatch
) -> None:
    day = between(dossier)
    go_to(day, monkeypatch)
    html = read(client, people, dossier, "whatif")
    assert "Wat voorbij is of loopt, blijft." in html
    assert "Zoals het nu is" in html
    assert "Reken eerst opnieuw" not in html
    assert "beginnen op" not in html.lower()


def test_the_figures_of_now_are_those_of_the_programme_and_nothing_kept_is_given_up(
    people: Cast, dossier: Dossier, monkeypatch: pytest.MonkeyPatch
) -> None:
    day = between(dossier)
    go_to(day, monkeypatch)
    version = accepted_version(dossier)
    assert version
    today = ahead_of(dossier, standing_of(dossier, day), day)
    assert today
    table = alternatives_for(version, today, day)
    assert table.now
    assert table.now.hours == programme_of(version).hours
    kept = sum(one.hours for one in today.problem.kept)
    assert kept > 0
    assert all(row.figures.hours >= kept for row in table.rows if row.figures)


def test_why_not_sooner_is_told_of_what_has_still_to_begin(
    client: Client, people: Cast, dossier: Dossier, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_to(between(dossier), monkeypatch)
    html = read(client, people, dossier, "programme")
    assert "Waarom niet eerder?" in html or "Dit is de eerste keer dat het gegeven wordt." in html
    assert "Zonder dit onderdeel" in html or "sluit" in html


def test_nothing_left_to_choose_is_said(
    client: Client, people: Cast, dossier: Dossier, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_to(starts(dossier)[-1], monkeypatch)
    assert "Er is niets meer te kiezen" in read(client, people, dossier, "whatif")


def test_a_failed_unit_asks_to_plan_again_first(
    client: Client, people: Cast, dossier: Dossier, monkeypatch: pytest.MonkeyPatch
) -> None:
    day = between(dossier)
    go_to(day, monkeypatch)
    version = accepted_version(dossier)
    assert version
    unit = min(programme_of(version).units, key=lambda one: one.period.first)
    failed = UnitResult(unit.unit, unit.offering, day, Fate.FAILED)
    record_results(actor=people.institute, dossier=dossier, marks=[Mark(failed)], day=day)
    assert "Reken eerst opnieuw" in read(client, people, dossier, "whatif")
