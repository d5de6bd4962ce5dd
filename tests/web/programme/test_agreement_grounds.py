"""What an agreement rests on, by sector; the two chances from the plan; team meetings by week."""

from dataclasses import replace
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from tests.web.pathway.stage import TODAY, Cast
from tests.web.programme.agreement_scene import DAYS, agreeable, own_fields

from loopbrug.core.programme.agreement import Signer, open_fields
from loopbrug.core.terms.words import Sector
from loopbrug.web.pathway.facts import law
from loopbrug.web.pathway.models import Dossier
from loopbrug.web.programme.facts.agreement import papers_of
from loopbrug.web.programme.papers.agreement import GROUNDS, Told, agreement_paper
from loopbrug.web.programme.queries.agreements import agreements_of
from loopbrug.web.programme.services.agreement import fill_agreement, put_agreement_forward
from loopbrug.web.ui.paper import Facts, Paragraph

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
        ("so", "WEC art. 38a", "WPO"),
        ("vo", "WVO 2020, niet nagezocht", "WPO"),
        ("mbo", "WEB art. 4.2.5", "WPO"),
    ],
)
def test_the_articles_are_those_of_the_sector(
    dossier: Dossier, sector: str, has: str, has_not: str
) -> None:
    told = grounds(dossier, sector)
    assert has in told
    assert has_not not in told


def test_no_sector_is_no_article(dossier: Dossier) -> None:
    told = grounds(dossier, "")
    assert "De sector is nog niet bekend." in told
    assert "art." not in told


def test_articles_are_those_of_the_day_of_the_agreement() -> None:
    name = "agreement_vo.three_parties"
    assert str(law().on(name, date(2020, 1, 1)).source) == "WVO art. 38"
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
