"""Offers: what cannot be right, and finding one by the words people use."""

import json
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import jsonschema
import pytest

from loopbrug.core.outcomes.framework import load_framework
from loopbrug.core.outcomes.qualifications import load_qualifications
from loopbrug.core.programme.register.document import register_document
from loopbrug.core.programme.register.offer import FRESH, Offer, offer_findings
from loopbrug.core.programme.register.search import search
from loopbrug.core.terms.finding import Weight

TODAY = date(2026, 11, 23)
KNOWN = {one.code: one for one in load_qualifications(load_framework())}
ALSO = {"po": "het basisonderwijs", "vo": "het voortgezet onderwijs", "mbo": "het mbo"}


def offer(qualification: str, **other: object) -> Offer:
    plain = Offer(
        qualification, "brug", "Hogeschool De Brug", KNOWN[qualification],
        date(2027, 2, 1), TODAY, "https://example.org", "",
    )  # fmt: skip
    return replace(plain, **other)  # type: ignore[arg-type]


EVERY = tuple(map(offer, ("po", "vo2-wiskunde", "vo2-duits", "vo2-scheikunde", "pdg-zorg")))


def found(asked: str) -> list[str]:
    return [one.code for one in search(EVERY, asked, ALSO).offers]


@pytest.mark.parametrize(
    "asked", ["zib", "zibben", "zijinstroom", "Zij-instroom", "zij instromer", "ZIJINSTROMERS", ""]
)
def test_every_name_of_the_route_finds_every_offer(asked: str) -> None:
    assert found(asked) == [one.code for one in EVERY]


@pytest.mark.parametrize(
    ("asked", "codes"),
    [
        ("wiskunde", ["vo2-wiskunde"]),
        ("zib wiskunde", ["vo2-wiskunde"]),
        ("wiksunde", ["vo2-wiskunde"]),
        ("maths", ["vo2-wiskunde"]),
        ("zijinstrom duits", ["vo2-duits"]),
        ("pabo", ["po"]),
        ("basisschool", ["po"]),
        ("basisschol", ["po"]),
        ("voortgezet onderwijs", ["vo2-wiskunde", "vo2-duits", "vo2-scheikunde"]),
        ("roc", ["pdg-zorg"]),
        ("verpleging", ["pdg-zorg"]),
        ("scheikunde", ["vo2-scheikunde"]),
    ],
)
def test_words_find_what_is_meant(asked: str, codes: list[str]) -> None:
    assert found(asked) == codes


@pytest.mark.parametrize("asked", ["natuurkunde", "gymnastiek", "wiskunde duits"])
def test_words_find_nothing_else(asked: str) -> None:
    assert found(asked) == []


def test_a_word_that_nothing_has_is_named() -> None:
    assert search(EVERY, "zib gymnastiek", ALSO).unknown == ("gymnastiek",)
    assert search(EVERY, "wiskunde duits", ALSO).unknown == ()


def test_all_that_cannot_be_right_is_told_at_once() -> None:
    start = date(2027, 2, 1)
    wrong = offer(
        "po", closes_on=start + timedelta(days=1), assessments=(start, start + timedelta(days=2)),
        price=Decimal(-1), places=501, checked_on=TODAY + timedelta(days=1),
    )  # fmt: skip
    assert [(one.code, one.about) for one in offer_findings(wrong, TODAY)] == [
        ("programme.offer-closes-after-start", "closes_on"),
        ("programme.offer-assessment-after-start", "assessments"),
        ("programme.offer-checked-ahead", "checked_on"),
        ("programme.offer-price", "price"),
        ("programme.offer-places", "places"),
    ]


def test_half_a_year_without_a_look_is_marked_and_blocks_nothing() -> None:
    assert offer_findings(offer("po", checked_on=TODAY - FRESH), TODAY) == ()
    old = offer_findings(offer("po", checked_on=TODAY - FRESH - timedelta(days=1)), TODAY)
    assert [one.weight for one in old] == [Weight.WARNS]


def test_one_can_apply_until_the_closing_day_or_else_until_the_start() -> None:
    assert not offer("po", closes_on=TODAY).closed(TODAY)
    assert offer("po", closes_on=TODAY - timedelta(days=1)).closed(TODAY)
    assert not offer("po").closed(date(2027, 2, 1))
    assert offer("po").closed(date(2027, 2, 2))


def test_the_document_keeps_to_its_published_shape_and_never_guesses() -> None:
    schema = json.loads(
        (Path(__file__).parents[4] / "docs/register.schema.json").read_text(encoding="utf-8")
    )
    full = offer("vo2-duits", price=Decimal("9850.00"), places=0, assessments=(TODAY,))
    document = json.loads(json.dumps(register_document([offer("po"), full], TODAY)))
    jsonschema.validate(document, schema)
    assert document["offers"][0]["price_eur"] is None
    assert document["offers"][0]["assessment_days"] is None
    assert document["offers"][1]["price_eur"] == "9850.00"
    assert document["offers"][1]["places"] == 0
