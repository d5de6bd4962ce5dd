"""Which evidence saves most: in order, in words, and computed once."""

import re
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from tests.web.outcomes.portfolio import text_piece
from tests.web.pathway.stage import TODAY, Cast, cast
from tests.web.programme.scene import BOTH, prepared, validate

from loopbrug.core.outcomes.model import Judgement, Verdict
from loopbrug.web.outcomes.facts import gap_for, worth
from loopbrug.web.outcomes.facts.worth import chances_of
from loopbrug.web.outcomes.services.recording import record_judgements
from loopbrug.web.pathway.models import Dossier

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> Cast:
    cache.clear()
    return cast()


@pytest.fixture
def dossier(people: Cast) -> Dossier:
    return prepared(people, missing=4)


def page(client: Client, dossier: Dossier) -> str:
    response: Any = client.get(reverse("outcomes:evidence-worth", args=[dossier.pk]))
    assert response.status_code == 200
    return re.sub(r"\s+", " ", response.content.decode())


def test_the_page_orders_what_is_needed_by_what_it_saves(
    client: Client, people: Cast, dossier: Dossier
) -> None:
    chances, gap = chances_of(dossier, TODAY, "nl"), gap_for(dossier, TODAY)
    assert chances is not None
    assert gap is not None
    saved = [row.worth.hours_saved for row in chances.rows]
    assert saved == sorted(saved, reverse=True)
    assert max(saved) > 0
    assert {row.code for row in chances.rows} == {need.outcome for need in gap.needs}
    client.force_login(people.amina)
    html = page(client, dossier)
    for row in chances.rows:
        assert row.code in html
        assert f"?uitkomst={row.code}" in html
    assert f"{max(saved)} uur" in html
    assert "bridge.worth" not in html


def test_what_lies_ready_is_named(client: Client, people: Cast, dossier: Dossier) -> None:
    gap = gap_for(dossier, TODAY)
    assert gap is not None
    text_piece(people.amina, dossier, "Mijn lesplan", gap.missing[0])
    client.force_login(people.amina)
    assert "Er ligt al bewijs klaar: Mijn lesplan" in page(client, dossier)


def test_it_is_computed_once_until_a_judgement_changes_it(
    dossier: Dossier, monkeypatch: pytest.MonkeyPatch
) -> None:
    times, compute = [], worth.worth_table

    def counted(*given: Any) -> Any:
        times.append(1)
        return compute(*given)

    monkeypatch.setattr(worth, "worth_table", counted)
    for _ in range(2):
        chances_of(dossier, TODAY, "nl")
    assert len(times) == 1
    gap = gap_for(dossier, TODAY)
    assert gap is not None
    judgement = Judgement(gap.missing[0], Verdict.VALIDATED, TODAY, BOTH)
    record_judgements(actor=None, dossier=dossier, judgements=[judgement])
    chances_of(dossier, TODAY, "nl")
    assert len(times) == 2


def test_who_needs_nothing_more_hears_so(client: Client, people: Cast, dossier: Dossier) -> None:
    validate(dossier, 0)
    client.force_login(people.amina)
    assert "Alles is al gevalideerd" in page(client, dossier)
