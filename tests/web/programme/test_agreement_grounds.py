"""What an agreement rests on, by sector; the two chances from the plan; team meetings by week."""

from dataclasses import replace
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from tests.web.pathway.stage import TODAY, Cast
from tests.web.programme.agreement_scene import (
    DAYS,
    agreeable,
    fill,
    forward,
    own_fields,
)

from loopbrug.core.programme.agreement import AgreementText, Signer, open_fields
from loopbrug.core.terms.words import Sector
from loopbrug.web.pathway.facts import ground_of, law
from loopbrug.web.pathway.models import Dossier
from loopbrug.web.programme.facts.agreement import Papers, papers_of, text_of
from loopbrug.web.programme.papers.agreement import (
    GROUNDS,
    Told,
    agreement_blocks,
    agreement_paper,
)
from loopbrug.web.programme.queries.agreements import agreements_of
from loopbrug.web.programme.services.agreement import fill_agreement, put_agreement_forward
from loopbrug.web.ui.paper import Facts, Items, Paragraph

pytestmark = pytest.mark.django_db


@pytest.fixture
def dossier(people: Cast) -> Dossier:
    return agreeable(people)


def grounds(dossier: Dossier, sector: str) -> str:
    """Return what the paper says of its grounds when the qualification is for a sector."""
    text = replace(papers_of(dossier, TODAY).now, sector=sector)
    said = []
    for block in agreement_paper(Told(text, TODAY)).blocks:
        if isinstance(block, Paragraph):
            said.append(block.text)
        if isinstance(block, Facts):
            said += [value for _name, value in block.rows]
    return "\n".join(said)


@pytest.mark.parametrize(
    ("sector", "has", "has_not"),
    [
        ("po", "WPO art. 38a lid 1", "WVO"),
        ("so", "WEC art. 38a lid 1", "WPO"),
        ("vo", "WVO 2020, niet nagezocht", "WPO"),
        ("mbo", "WEB art. 4.2.4 lid 3", "niet nagezocht"),
    ],
)
def test_the_articles_are_those_of_the_sector(
    dossier: Dossier, sector: str, has: str, has_not: str
) -> None:
    told = grounds(dossier, sector)
    assert has in told
    assert has_not not in told


@pytest.mark.parametrize(("sector", "points"), [("mbo", "2, 4, 5"), ("vo", "1, 2, 3, 4, 5, 9")])
def test_the_points_of_the_law_are_those_of_the_sector(
    dossier: Dossier, sector: str, points: str
) -> None:
    assert f"De wet vraagt de punten {points}" in grounds(dossier, sector)


def test_no_sector_is_no_article(dossier: Dossier) -> None:
    told = grounds(dossier, "")
    assert "De sector is nog niet bekend." in told
    assert "art." not in told


def test_articles_are_those_of_the_day_of_the_agreement() -> None:
    name = "agreement_vo.three_parties"
    assert str(law().on(name, date(2020, 1, 1)).source) == "WVO art. 38 lid 1"
    assert str(law().on(name, TODAY).source) == "WVO 2020"


def test_every_ground_is_in_the_register() -> None:
    assert set(GROUNDS) == set(Sector)
    assert all(law().knows(name, TODAY) for names in GROUNDS.values() for name in names)


def without_days(people: Cast, dossier: Dossier) -> None:
    """Let both sides fill in everything but the days of the final assessment."""
    for actor, side in ((people.school, Signer.SCHOOL), (people.institute, Signer.INSTITUTE)):
        own = {c: t for c, t in own_fields(side).items() if c == "appointed_on" or c not in DAYS}
        fill_agreement(actor=actor, dossier=dossier, side=side, answers=own, day=TODAY)


def test_two_chances_come_from_the_plan_and_can_be_signed(people: Cast, dossier: Dossier) -> None:
    without_days(people, dossier)
    now = papers_of(dossier, TODAY).now
    first, second = (day for _code, day in now.planned)
    assert now.finish
    assert now.finish < first < second
    assert open_fields(now) == ()
    made = put_agreement_forward(actor=people.school, dossier=dossier, day=TODAY)
    assert [code for code, _day in papers_of(dossier, TODAY).now.planned] == [
        "first_chance", "second_chance",
    ]  # fmt: skip
    assert agreements_of(dossier).get() == made
    assert not papers_of(dossier, TODAY).renewed


def test_the_page_says_the_week_and_the_form_what_the_plan_gives(
    client: Client, people: Cast, dossier: Dossier
) -> None:
    client.force_login(people.institute)
    draft = client.get(reverse("programme:agreement-draft", args=[dossier.pk])).content.decode()
    assert draft.count("volgens het plan. De opleiding prikt de dag.") == 2
    form = client.get(reverse("programme:agreement-fill", args=[dossier.pk])).content.decode()
    assert form.count("Volgens het plan de week van") == 2


def test_a_day_that_was_filled_in_wins(people: Cast, dossier: Dossier) -> None:
    own = own_fields(Signer.INSTITUTE)
    fill_agreement(
        actor=people.institute, dossier=dossier, side=Signer.INSTITUTE, answers=own, day=TODAY
    )
    now = papers_of(dossier, TODAY).now
    assert now.planned == ()
    assert now.day("first_chance") == date.fromisoformat(DAYS["first_chance"])


def validated(text: AgreementText) -> list[str]:
    """Return the lines of point 8 that tell of outcomes."""
    blocks = agreement_blocks(text)
    return [line for block in blocks if isinstance(block, Items) for line in block.items]


def test_what_was_validated_is_told_in_words(people: Cast, dossier: Dossier) -> None:
    now = papers_of(dossier, TODAY).now
    words = {one.code: one.statement.nl for one in ground_of(dossier.region).framework.outcomes}
    shown = (*now.validated, *now.partly)
    assert shown
    assert validated(now) == [f"{code}: {words[code]}" for code in shown]


def test_a_version_of_before_the_words_still_reads_and_is_not_out_of_date(
    people: Cast, dossier: Dossier
) -> None:
    fill(people, dossier)
    version = forward(people, dossier)
    version.document = {k: v for k, v in version.document.items() if k != "statements"}
    text = text_of(version)
    assert not Papers((version,), papers_of(dossier, TODAY).now).renewed
    assert validated(text) == [*text.validated, *text.partly]
