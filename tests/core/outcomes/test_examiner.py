"""One examiner: where a test has a key, and nowhere else."""

from dataclasses import replace

import pytest
from tests.core.outcomes.opinions import (
    DAY,
    FRAMEWORK,
    LAW,
    PRIMARY,
    V,
    handed,
    opinion,
    short,
)

from loopbrug.core.outcomes.examiner import keyed_tests, read_keyed_tests, rule_for
from loopbrug.core.outcomes.gap import decided, findings_of, gap_of
from loopbrug.core.outcomes.judging import Rule, Side
from loopbrug.core.outcomes.model import EvidenceBase, Judgement
from loopbrug.core.outcomes.round_rules import round_findings
from loopbrug.core.outcomes.rounds import (
    Round,
    complete,
    decided_judgements,
)
from loopbrug.core.programme.model import Form
from loopbrug.core.terms.finding import BadDataError
from loopbrug.region.midden import load_region


def examined(outcome: str = "VI-9P", side: Side = Side.INSTITUTE) -> Round:
    return Round((outcome,), Rule.ONE_EXAMINER, (handed(side, opinion(outcome)),))


def test_one_examiner_closes_a_keyed_test_and_the_gap_shrinks() -> None:
    (judged,) = decided_judgements(examined(), FRAMEWORK)
    assert (judged.by, judged.rule) == (("institute",), "one-examiner")
    assert round_findings(examined(), FRAMEWORK, LAW, DAY) == ()
    assert decided(judged)
    assert gap_of(PRIMARY, FRAMEWORK, [judged]).validated == ("VI-9P",)
    assert findings_of(PRIMARY, FRAMEWORK, [judged]) == ()


def test_one_examiner_decides_nothing_where_two_must_judge() -> None:
    round_ = examined("VD-4")
    assert short(round_findings(round_, FRAMEWORK, LAW, DAY)) == [("round-two-judges", "VD-4")]
    assert decided_judgements(round_, FRAMEWORK) == ()
    claimed = Judgement("VD-4", V, DAY, ("institute",), rule="one-examiner")
    assert not decided(claimed)
    assert gap_of(PRIMARY, FRAMEWORK, [claimed]).validated == ()
    (found,) = findings_of(PRIMARY, FRAMEWORK, [claimed])
    assert (found.code, found.value("side")) == ("outcomes.judgement-one-side", ("field",))


def test_keyed_test_in_a_round_of_two_still_needs_both() -> None:
    assert not decided(Judgement("VI-9P", V, DAY, ("institute",)))


def test_examiner_is_of_the_institute() -> None:
    field = examined(side=Side.FIELD)
    assert not complete(field)
    found = short(round_findings(field, FRAMEWORK, LAW, DAY))
    assert found == [("submission-unneeded", "field-1")]
    assert not decided(Judgement("VI-9P", V, DAY, ("field",), rule="one-examiner"))


def test_suitability_is_never_judged_by_one() -> None:
    suitability = replace(examined(), suitability=True)
    (found,) = round_findings(suitability, FRAMEWORK, LAW, DAY)
    assert short((found,)) == [("round-both-sides", "")]
    assert found.code == "outcomes.round-both-sides"
    assert str(found.source) == "WPO art. 176c lid 5"
    assert decided_judgements(suitability, FRAMEWORK) == ()


def test_keyed_tests_are_about_knowledge_that_the_region_really_tests() -> None:
    region = load_region()
    tested = {
        code
        for unit in region.catalogue.units
        if unit.form is Form.KNOWLEDGE_TEST
        for code, _ in unit.covers
    }
    assert set(keyed_tests()) <= tested
    assert {FRAMEWORK.outcome(code).base for code in keyed_tests()} == {EvidenceBase.STUDY}
    norms = {norm for test in keyed_tests().values() for norm in test.norms}
    assert norms == {"wiscat.pass"}
    assert all(LAW.knows(norm, DAY) for norm in norms)


def test_most_outcomes_need_two_judges() -> None:
    rules = [rule_for(outcome.code) for outcome in FRAMEWORK.outcomes]
    assert rule_for("VI-9P") is Rule.ONE_EXAMINER
    assert 0 < rules.count(Rule.ONE_EXAMINER) < len(rules) / 5


def test_wrong_file_of_keyed_tests_is_refused_with_every_error() -> None:
    text = """
sources:
  one: {law: WHW, confidence: published}
tests:
  - code: a
    title: {nl: Toets, en: Test}
    why: {nl: Omdat, en: Because}
    outcomes: [VI-9P, VI-9P, VD-4, XX-1]
    source: two
"""
    with pytest.raises(BadDataError) as caught:
        read_keyed_tests(text, FRAMEWORK, "x.yaml")
    assert [finding.code for finding in caught.value.findings] == [
        "outcomes.file-choice",
        "outcomes.file-name-twice",
        "outcomes.examiner-workplace",
        "outcomes.qualification-code-unknown",
    ]
