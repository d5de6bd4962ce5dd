from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from loopbrug.core.assessment.decision import (
    AreaAmount,
    Conclusion,
    DecisionText,
    Loose,
    Signature,
    both_signed,
    event_of,
    faults_of,
    lacking_for_decision,
    lacking_for_signature,
)
from loopbrug.core.assessment.objection import objection_findings
from loopbrug.core.assessment.report import Report, ReportedArea, ReportedOutcome
from loopbrug.core.law.loader import load_law
from loopbrug.core.outcomes.model import Verdict
from loopbrug.core.pathway.states import Event
from loopbrug.core.terms.finding import Confidence, Finding, Weight, blocking
from loopbrug.core.terms.words import Bilingual, Sector

DAY = date(2026, 11, 23)
LAW = load_law()
WORDS = Bilingual("x", "x")
OUTCOME = ReportedOutcome("VI-1", WORDS, Verdict.MISSING, hours=12)
REPORT = Report(
    candidate="Amina",
    dossier="ABC-DEF",
    qualification=WORDS,
    qualification_code="vo2-wiskunde",
    sector="vo",
    subject="wiskunde",
    institute="Hogeschool",
    framework=WORDS,
    framework_version="1",
    checked=True,
    areas=(ReportedArea("VI", WORDS, (OUTCOME,), 12), ReportedArea("BP", WORDS, (), 0)),
    lesson_on=DAY,
    interview_on=DAY,
    weight=True,
)
SUITABLE = DecisionText(Conclusion.SUITABLE, "Helder.", (AreaAmount("VI", 12, 3),))
SIDES = ("institute", "field")


def codes(findings: tuple[Finding, ...]) -> list[str]:
    return [finding.code.removeprefix("assessment.") for finding in findings]


def faults(text: DecisionText, report: Report = REPORT, before: Conclusion | None = None) -> Any:
    return codes(faults_of(text, report, LAW, DAY, before))


def test_nothing_is_lacking_when_everything_is_there() -> None:
    assert lacking_for_decision(REPORT, Loose(), SIDES, LAW, DAY) == ()


def test_lacking_tells_everything_at_once() -> None:
    report = replace(
        REPORT, weight=None, areas=(ReportedArea("VI", WORDS, (replace(OUTCOME, verdict=None),)),)
    )
    found = lacking_for_decision(report, Loose(("VI-2",), 2), ("third",), LAW, DAY)
    assert codes(found) == [
        "decision-side-missing",
        "decision-round-open",
        "decision-question-open",
        "decision-unjudged",
        "decision-no-weight",
    ]
    assert found[0].value("sides") == SIDES


def test_unknown_lesson_and_interview_only_warn() -> None:
    report = replace(REPORT, lesson_on=None, interview_on=None)
    found = lacking_for_decision(report, Loose(), SIDES, LAW, DAY)
    assert codes(found) == ["decision-no-lesson", "decision-no-interview"]
    assert blocking(found) == ()


def test_without_a_report_nothing_is_said_of_its_content() -> None:
    assert codes(lacking_for_decision(None, Loose(), SIDES, LAW, DAY)) == ["decision-no-report"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (SUITABLE, []),
        (replace(SUITABLE, reasons=" \n"), ["decision-no-reasons"]),
        (replace(SUITABLE, areas=()), ["decision-area-missing"]),
        (
            replace(SUITABLE, areas=(*SUITABLE.areas, AreaAmount("ZZ", 1, 1))),
            ["decision-area-unknown"],
        ),
        (replace(SUITABLE, areas=(AreaAmount("VI", -1, 0),)), ["decision-hours-wrong"]),
        (replace(SUITABLE, areas=(AreaAmount("VI", 1, 10_000),)), ["decision-hours-wrong"]),
        (replace(SUITABLE, conclusion=Conclusion.NOT_YET), ["decision-no-next-doors"]),
        (replace(SUITABLE, conclusion=Conclusion.PARTLY, next_doors="Pabo"), []),
    ],
)
def test_faults_of_a_text(text: DecisionText, found: list[str]) -> None:
    assert faults(text) == found


def test_suitable_needs_enough_weight() -> None:
    assert faults(SUITABLE, replace(REPORT, weight=False)) == ["decision-too-light"]
    not_yet = replace(SUITABLE, conclusion=Conclusion.NOT_YET, next_doors="Pabo")
    assert faults(not_yet, replace(REPORT, weight=False)) == []


def test_correction_may_change_words_but_not_turn_the_verdict() -> None:
    partly = replace(SUITABLE, conclusion=Conclusion.PARTLY, next_doors="Pabo")
    assert faults(SUITABLE, before=Conclusion.SUITABLE) == []
    assert faults(partly, before=Conclusion.NOT_YET) == []
    assert faults(SUITABLE, before=Conclusion.PARTLY) == ["decision-turns"]
    assert faults(partly, before=Conclusion.SUITABLE) == ["decision-turns"]


def test_findings_rest_on_the_law() -> None:
    [finding] = faults_of(replace(SUITABLE, areas=()), REPORT, LAW, DAY)
    assert str(finding.source) == "Besluit zij-instroom art. 5 lid 7"


def test_amounts_add_up() -> None:
    text = replace(SUITABLE, areas=(AreaAmount("VI", 12, 3), AreaAmount("BP", 8, 2)))
    assert (text.training_hours, text.guidance_hours) == (20, 5)


ANNA, FRED = Signature("1", "institute"), Signature("2", "field")


@pytest.mark.parametrize(
    ("signed", "signer", "found"),
    [
        ((), ANNA, []),
        ((ANNA,), FRED, []),
        ((ANNA,), ANNA, ["sign-twice"]),
        ((ANNA,), Signature("1", "field"), ["sign-twice"]),
        ((ANNA,), Signature("3", "institute"), ["sign-side-taken"]),
        ((), Signature("4", "third"), ["sign-no-side"]),
        ((), Signature("4", ""), ["sign-no-side"]),
    ],
)
def test_lacking_for_signature(
    signed: tuple[Signature, ...], signer: Signature, found: list[str]
) -> None:
    told = lacking_for_signature(signed, signer, replaced=False, report_replaced=False)
    assert codes(told) == found


def test_replaced_text_and_report_cannot_be_signed() -> None:
    told = lacking_for_signature((), ANNA, replaced=True, report_replaced=True)
    assert codes(told) == ["sign-replaced", "sign-report-replaced"]


@pytest.mark.parametrize(
    ("signed", "done"),
    [
        ((), False),
        ((ANNA,), False),
        ((ANNA, FRED), True),
        ((ANNA, Signature("1", "field")), False),
        ((ANNA, Signature("2", "third")), False),
        ((ANNA, Signature("2", "institute")), False),
    ],
)
def test_both_signed(signed: tuple[Signature, ...], done: bool) -> None:
    assert both_signed(signed) is done


def test_only_suitable_makes_suitable() -> None:
    assert event_of(Conclusion.SUITABLE) is Event.FIND_SUITABLE
    for other in (Conclusion.PARTLY, Conclusion.NOT_YET):
        assert event_of(other) is Event.FIND_NOT_YET_SUITABLE


def test_objection_says_what_is_known_and_what_is_not() -> None:
    found = objection_findings(LAW, DAY, Sector.VO, "Hogeschool")
    assert codes(found) == [
        "objection-institute",
        "objection-appeal",
        "objection-settlement",
        "objection-decide",
        "objection-higher",
    ]
    appeal = found[1]
    assert (appeal.value("weeks"), appeal.value("last")) == (6, date(2027, 1, 4))
    sure = [finding.source and finding.source.confidence for finding in found]
    assert sure == [
        Confidence.PUBLISHED,
        Confidence.REMEMBERED,
        Confidence.PUBLISHED,
        Confidence.PUBLISHED,
        Confidence.REMEMBERED,
    ]
    assert found[3].value("weeks") == 10
    assert {finding.weight for finding in found} == {Weight.INFORMS}


def test_objection_in_mbo_goes_to_the_board() -> None:
    [finding] = objection_findings(LAW, DAY, Sector.MBO, "Hogeschool", "Mbo Het Midden")
    assert finding.code == "assessment.objection-board"
    assert finding.value("board") == "Mbo Het Midden"
