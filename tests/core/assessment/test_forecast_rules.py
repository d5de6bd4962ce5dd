"""What is wrong with a question about the months to come: each with its own finding."""

from dataclasses import replace
from datetime import date

import pytest

from loopbrug.core.assessment.forecast import told
from loopbrug.core.assessment.forecast_rules import (
    bottleneck,
    question_findings,
    stage_findings,
    whatif_findings,
)
from loopbrug.core.assessment.region_load import RegionAssessment
from loopbrug.core.assessment.stage import Question, stage_of
from loopbrug.core.assessment.whatif import Extra, extra_from
from loopbrug.core.terms.finding import BadDataError, Finding
from loopbrug.core.terms.words import Sector
from loopbrug.region.assessment import load_assessment

REGION = load_assessment()
TODAY = date(2027, 3, 15)
QUESTION = Question(date(2027, 4, 1), months=6)


def codes(findings: tuple[Finding, ...]) -> list[str]:
    return [each.code.removeprefix("assessment.") for each in findings]


def about(region: RegionAssessment) -> list[str]:
    return codes(stage_findings(stage_of(region, QUESTION)))


@pytest.mark.parametrize(
    ("first", "found"),
    [
        (date(2027, 3, 1), []),
        (date(2027, 2, 1), ["forecast-month-past"]),
        (date(2028, 9, 1), []),
        (date(2028, 10, 1), ["forecast-month-far"]),
    ],
)
def test_months_can_be_asked_from_this_one_to_two_years_on(first: date, found: list[str]) -> None:
    assert codes(question_findings(replace(QUESTION, first=first), TODAY)) == found


@pytest.mark.parametrize(
    ("extra", "found"),
    [
        ("field:vo:wiskunde:2027-05-12", []),
        ("a-brug-1:2027-05-12", []),
        ("field:vo:wiskunde:2027-05-15", ["extra-weekend"]),
        ("field:vo:wiskunde:2027-04-27", ["extra-holiday"]),
        ("field:vo:wiskunde:2027-04-28", ["extra-school-holiday"]),
        ("field:vo:wiskunde:2027-11-02", ["extra-outside"]),
        ("field:vo:klassieke-talen:2027-05-12", ["extra-nobody-judges"]),
        ("nobody:2027-05-12", ["extra-nobody-known"]),
        ("rooms-brug:2027-05-12", ["extra-nobody-known"]),
    ],
)
def test_extra_day_says_what_is_wrong_with_it(extra: str, found: list[str]) -> None:
    question = replace(QUESTION, extra=(extra_from(extra),))
    assert codes(whatif_findings(stage_of(REGION, question), question)) == found


def test_extra_day_somebody_gives_already_is_said() -> None:
    question = replace(QUESTION, extra=(Extra("a-brug-1", date(2027, 5, 12)),))
    stage = stage_of(REGION, question).after(question)
    assert codes(whatif_findings(stage, question)) == ["extra-there-already"]


@pytest.mark.parametrize(
    "text", ["", "field:vo:2027-05-12", "field:kleuter:po:2027-05-12", "field:vo:wiskunde:mei", ":"]
)
def test_extra_day_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(BadDataError) as refused:
        extra_from(text)
    assert refused.value.findings[0].code == "assessment.extra-wrong"


def test_who_is_not_there_must_be_known() -> None:
    question = replace(QUESTION, less=("a-brug-1", "rooms-brug"))
    assert codes(whatif_findings(stage_of(REGION, question), question)) == ["extra-nobody-known"]


def test_region_without_anybody_says_who_is_missing() -> None:
    assert about(replace(REGION, assessors=())) == ["forecast-nobody", "forecast-nobody"]
    assert about(replace(REGION, lessons=())) == ["forecast-nobody"]


def test_nobody_expected_and_too_many_expected_are_said() -> None:
    none = tuple(replace(each, per_year=0) for each in REGION.expected)
    crowd = (replace(REGION.expected[0], per_year=10_000),)
    assert about(replace(REGION, expected=none)) == ["forecast-nobody-expected"]
    assert about(replace(REGION, expected=crowd)) == ["forecast-too-many"]


def test_subject_nobody_judges_is_said_and_left_out() -> None:
    latin = replace(REGION.expected[0], sector=Sector.VO, subject="klassieke-talen", per_year=4)
    found = stage_findings(stage_of(replace(REGION, expected=(*REGION.expected, latin)), QUESTION))
    assert codes(found) == ["forecast-not-played"]
    assert found[0].value("capacities") == ("field",)


def test_region_of_the_demo_has_nothing_against_it() -> None:
    assert about(REGION) == []


def test_bottleneck_is_said_in_words() -> None:
    stage = stage_of(REGION, QUESTION)
    found = bottleneck(told(stage, QUESTION, (), 1), REGION)
    assert codes(found) == ["forecast-roomy"]
    crowd = tuple(replace(each, per_year=3 * each.per_year) for each in REGION.expected)
    busy = replace(REGION, expected=crowd)
    assert codes(bottleneck(told(stage_of(busy, QUESTION), QUESTION, (), 1), busy))[0] == (
        "forecast-short"
    )
