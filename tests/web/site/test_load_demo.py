from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from loopbrug.core.pathway.model import State
from loopbrug.region.midden import load_region
from loopbrug.web.accounts.models import User
from loopbrug.web.audit.models import Act
from loopbrug.web.finance.models import PrivatePay, TermsOffer
from loopbrug.web.organisations.models import Organisation
from loopbrug.web.pathway.facts import Standing, standing_of
from loopbrug.web.pathway.models import Dossier, Record
from loopbrug.web.pathway.promises import promises_of
from loopbrug.web.pathway.queries import dossier_with_id
from loopbrug.web.site.demo.examples import examples
from loopbrug.web.site.demo.people import HELPERS
from loopbrug.web.site.demo.showing import showing
from loopbrug.web.site.demo.stories import STORIES

DAY = date(2026, 11, 23)
STATES = {
    "p01": State.OPENED,
    "p02": State.MATCHING,
    "p03": State.ASSESSING,
    "p04": State.ASSESSMENT_REQUESTED,
    "p05": State.IN_TRAINING,
    "p06": State.AGREEING,
    "p07": State.OPENED,
    "p08": State.IN_TRAINING,
    "p09": State.INTAKE,
    "p10": State.PAUSED,
}

pytestmark = pytest.mark.django_db


def load(*options: str) -> str:
    said = StringIO()
    call_command("load_demo", *options, day=DAY.isoformat(), stdout=said)
    return said.getvalue()


def dossier_of(name: str) -> Dossier:
    key = Dossier.objects.get(candidate__email=f"{name}@demo.loopbrug.example").pk
    found = dossier_with_id(key)
    assert found is not None
    return found


def standing_on_day(dossier: Dossier) -> Standing:
    return standing_of(dossier, DAY, promises_of([dossier], DAY).get(dossier.pk))


def counts() -> tuple[int, ...]:
    return tuple(rows.objects.count() for rows in (Organisation, User, Dossier, Act))


def test_load_demo_walks_ten_stories_and_twice_changes_nothing() -> None:
    """One test, for loading plans seven programmes and takes its time."""
    first = load()
    loaded = counts()
    second = load()

    assert "10 dossiers" in first
    assert "nothing changed" in second
    assert counts() == loaded
    assert {name: dossier_of(name).state for name in STORIES} == STATES
    assert User.objects.filter(is_demo=True).count() == len(HELPERS) + len(STORIES)
    stands = {name: standing_on_day(dossier_of(name)) for name in STORIES}
    assert {name for name, standing in stands.items() if standing.in_danger} == {"p04"}
    pause = standing_of(dossier_of("p10"), DAY).pause
    assert pause is not None
    assert "gemeente" in pause.reason.lower()
    assert PrivatePay.objects.count() == len(STORIES)
    assert TermsOffer.objects.exists()
    # Old pay stands in the examples; of what several roles read, it is no part.
    assert not any(
        "money" in document for document in Record.objects.values_list("document", flat=True)
    )
    for name, story in STORIES.items():
        acts = set(
            Act.objects.filter(subject=dossier_of(name).subject_key).values_list("name", flat=True)
        )
        assert ("outcomes.judge" in acts) == story.judged, name
        assert ("programme.make" in acts) == story.planned, name
        assert ("programme.accept" in acts) == story.taken, name


def test_every_piece_of_the_examples_says_what_it_shows_and_where() -> None:
    for name, told in examples(load_region()):
        for piece in told.evidence:
            shown = showing(name, piece.code, piece.shows)
            assert all(link.what and link.where for link in shown), (name, piece.code)


def test_load_demo_once_leaves_a_demo_alone() -> None:
    User.objects.create_user("p01@demo.loopbrug.example", is_demo=True)

    assert load("--once") == ""
    assert counts()[0] == 0


def test_load_demo_without_examples_says_where_they_should_be(
    settings: Settings, tmp_path: Path
) -> None:
    settings.ROOT = tmp_path
    faults = StringIO()

    call_command("load_demo", day=DAY.isoformat(), stdout=StringIO(), stderr=faults)

    assert str(tmp_path / "examples") in faults.getvalue()
    assert Organisation.objects.exists()
    assert not Dossier.objects.exists()


def test_load_demo_refuses_a_day_that_is_none() -> None:
    with pytest.raises(CommandError, match="2026-11-23"):
        call_command("load_demo", day="morgen")
