"""Rounds: blind until both are in, compared, settled, decided."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loopbrug.core.law.loader import load_law
from loopbrug.core.outcomes.examiner import keyed_tests, read_keyed_tests, rule_for
from loopbrug.core.outcomes.framework import load_framework
from loopbrug.core.outcomes.gap import decided, findings_of, gap_of
from loopbrug.core.outcomes.judging import Opinion, Rule, Settlement, Side, Submission
from loopbrug.core.outcomes.model import EvidenceBase, Judgement, Remainder, Verdict
from loopbrug.core.outcomes.opinions import missing_opinions
from loopbrug.core.outcomes.qualifications import load_qualifications
from loopbrug.core.outcomes.round_rules import round_findings, settlement_findings
from loopbrug.core.outcomes.rounds import (
    Difference,
    Round,
    compare,
    complete,
    decided_judgements,
    open_differences,
    visible_to,
)
from loopbrug.core.programme.model import Form
from loopbrug.core.terms.finding import BadDataError, Finding, Weight
from loopbrug.region.midden import load_region
from loopbrug.web.site.sentences.book import LANGUAGES, tell

FRAMEWORK = load_framework()
LAW = load_law()
DAY, NEXT = date(2027, 3, 1), date(2027, 3, 4)
V, P, M = Verdict.VALIDATED, Verdict.PARTLY, Verdict.MISSING
PRIMARY = next(each for each in load_qualifications(FRAMEWORK) if each.code == "po")


def opinion(
    outcome: str = "VD-4", verdict: Verdict = V, text: str = "gezien", **more: object
) -> Opinion:
    kept = {"evidence": ("b1",) if verdict is not M else (), **more}
    return Opinion(outcome, verdict, text=text, **kept)  # type: ignore[arg-type]


def partly(outcome: str = "VD-4", *outcomes: str, hours: int | None = None) -> Opinion:
    return opinion(outcome, P, left=Remainder(outcomes, hours))


def handed(side: Side, *opinions: Opinion, day: date = DAY) -> Submission:
    return Submission(f"{side.value}-1", side, opinions, day)


def both(one: Opinion, other: Opinion, *settlements: Settlement) -> Round:
    submissions = (handed(Side.INSTITUTE, one), handed(Side.FIELD, other, day=NEXT))
    return Round((one.outcome,), Rule.TWO_JUDGES, submissions, settlements)


def settle(outcome: str = "VD-4", verdict: Verdict = V, **changed: object) -> Settlement:
    base = Settlement(outcome, verdict, "talk", "samen bekeken", NEXT)
    return replace(base, **changed)  # type: ignore[arg-type]


def short(findings: tuple[Finding, ...]) -> list[tuple[str, str]]:
    assert all(tell(each, language) for each in findings for language in LANGUAGES)
    return [(each.code.removeprefix("outcomes."), each.about) for each in findings]


def missing(*opinions: Opinion, outcomes: tuple[str, ...] = ("VD-4",)) -> list[tuple[str, str]]:
    found = missing_opinions(handed(Side.FIELD, *opinions), outcomes, FRAMEWORK, {"b1"})
    return short(found)


# What must be in a submission


def test_whole_submission_has_nothing_missing() -> None:
    given_ = (opinion(), partly("VD-5", hours=8), partly("VD-6", "VD-7"), opinion("VD-8", M))
    assert missing(*given_, outcomes=("VD-4", "VD-5", "VD-6", "VD-8")) == []


@pytest.mark.parametrize(
    ("given_", "code"),
    [
        (opinion(text=" "), "opinion-no-reason"),
        (opinion(text="", reasons=("zomaar",)), "opinion-reason-unknown"),
        (opinion(reasons=("no-evidence",)), "opinion-reason-misplaced"),
        (opinion(evidence=()), "opinion-no-evidence"),
        (opinion(evidence=("b9",)), "opinion-evidence-unknown"),
        (opinion("VD-4", P, left=Remainder(hours=8), evidence=()), "opinion-partly-no-evidence"),
        (opinion("VD-4", P), "remainder-missing"),
        (partly("VD-4"), "remainder-missing"),
        (partly("VD-4", hours=0), "remainder-hours"),
        (partly("VD-4", hours=64), "remainder-hours"),
        (partly("VD-4", "VD-4"), "remainder-itself"),
        (partly("VD-4", "XX-1"), "remainder-unknown"),
        (opinion("VD-4", M, left=Remainder(hours=3)), "remainder-unexpected"),
    ],
)
def test_opinion_that_lacks_one_thing_is_told_that_thing(given_: Opinion, code: str) -> None:
    assert missing(given_) == [(code, "VD-4")]


@pytest.mark.parametrize("hours", [1, 63])
def test_hours_left_run_from_one_to_one_less_than_all(hours: int) -> None:
    assert FRAMEWORK.outcome("VD-4").hours == 64
    assert missing(partly("VD-4", hours=hours)) == []


def test_reason_of_the_catalogue_is_reason_enough() -> None:
    assert missing(opinion(text="", reasons=("shown-in-practice",))) == []


def test_everything_that_is_missing_is_told_at_once() -> None:
    wrong = (
        opinion("VD-4", text="", evidence=()),
        opinion("VD-4", M),
        partly("VD-5", "VD-5", "XX-1", hours=900),
        opinion("VD-9"),
    )
    assert missing(*wrong, outcomes=("VD-4", "VD-5", "VD-6")) == [
        ("opinion-missing", "VD-6"),
        ("opinion-twice", "VD-4"),
        ("opinion-not-asked", "VD-9"),
        ("opinion-no-reason", "VD-4"),
        ("opinion-no-evidence", "VD-4"),
        ("remainder-hours", "VD-5"),
        ("remainder-itself", "VD-5"),
        ("remainder-unknown", "VD-5"),
    ]


def test_only_a_partly_verdict_without_evidence_may_still_be_handed_in() -> None:
    bare = opinion("VD-4", P, left=Remainder(hours=8), evidence=())
    (found,) = missing_opinions(handed(Side.FIELD, bare), ("VD-4",), FRAMEWORK)
    assert found.weight is Weight.WARNS


def test_evidence_is_not_looked_up_when_nobody_says_what_there_is() -> None:
    submission = handed(Side.FIELD, opinion(evidence=("b9",)))
    assert missing_opinions(submission, ("VD-4",), FRAMEWORK) == ()


# Blind until both are in


def test_nobody_sees_the_other_before_both_are_in() -> None:
    institute = handed(Side.INSTITUTE, opinion())
    half = Round(("VD-4",), submissions=(institute,))
    assert visible_to(Side.INSTITUTE, half) == (institute,)
    assert visible_to(Side.FIELD, half) == visible_to(Side.THIRD, half) == ()
    assert not compare(half)
    assert not decided_judgements(half, FRAMEWORK)
    assert not open_differences(half)


@pytest.mark.parametrize("side", Side)
def test_everybody_sees_everything_once_both_are_in(side: Side) -> None:
    whole = both(opinion(), opinion(verdict=M))
    assert visible_to(side, whole) == whole.submissions


def test_the_same_person_for_both_sides_is_one_judge() -> None:
    one = Submission("x", Side.INSTITUTE, (opinion(),), DAY)
    alone = Round(("VD-4",), submissions=(one, replace(one, side=Side.FIELD)))
    assert not complete(alone)
    assert decided_judgements(alone, FRAMEWORK) == ()
    assert ("submission-one-person", "x") in short(round_findings(alone, FRAMEWORK, LAW, DAY))


def test_second_submission_of_a_side_does_not_count() -> None:
    first = both(opinion(), opinion())
    again = handed(Side.FIELD, opinion(verdict=M))
    twice = replace(first, submissions=(*first.submissions, again))
    assert decided_judgements(twice, FRAMEWORK) == decided_judgements(first, FRAMEWORK)
    found = short(round_findings(twice, FRAMEWORK, LAW, DAY))
    assert found == [("submission-twice", "field-1")]


def test_the_very_same_submission_twice_is_told() -> None:
    first = both(opinion(), opinion())
    twice = replace(first, submissions=(*first.submissions, first.submissions[1]))
    found = short(round_findings(twice, FRAMEWORK, LAW, DAY))
    assert found == [("submission-twice", "field-1")]


# Compared, settled, decided


@pytest.mark.parametrize(
    ("one", "other", "differs"),
    [
        (opinion(), opinion(text="anders gezegd"), ()),
        (opinion(), opinion(verdict=M), (Difference.VERDICT,)),
        (opinion(), partly(hours=8), (Difference.VERDICT,)),
        (partly(hours=8), partly(hours=8), ()),
        (partly(hours=8), partly(hours=9), (Difference.HOURS_LEFT,)),
        (partly("VD-4", "VD-5", "VD-6"), partly("VD-4", "VD-6", "VD-5"), ()),
        (partly("VD-4", "VD-5"), partly("VD-4", "VD-6"), (Difference.OUTCOMES_LEFT,)),
        (
            partly("VD-4", "VD-5"),
            partly(hours=8),
            (Difference.OUTCOMES_LEFT, Difference.HOURS_LEFT),
        ),
    ],
)
def test_compare_says_on_what_they_differ(
    one: Opinion, other: Opinion, differs: tuple[Difference, ...]
) -> None:
    (compared,) = compare(both(one, other))
    assert compared.differs_on == differs
    assert compared.agrees is (not differs)
    assert compared.opinions == (one, other)
    assert open_differences(both(one, other)) == (("VD-4",) if differs else ())


def test_outcome_that_one_left_out_must_be_settled() -> None:
    submissions = (handed(Side.INSTITUTE, opinion()), handed(Side.FIELD))
    (compared,) = compare(Round(("VD-4",), submissions=submissions))
    assert compared.differs_on == (Difference.NOT_JUDGED,)


def test_agreement_becomes_a_judgement_of_both_on_the_last_day() -> None:
    agreed = both(replace(partly(hours=8), text="eerste"), replace(partly(hours=8), text="tweede"))
    assert decided_judgements(agreed, FRAMEWORK) == (
        Judgement("VD-4", P, NEXT, ("institute", "field"), Remainder(hours=8), "eerste\ntweede"),
    )


def test_difference_decides_nothing_until_it_is_settled() -> None:
    differ = both(opinion(), opinion(verdict=M))
    assert decided_judgements(differ, FRAMEWORK) == ()
    third = settle(verdict=P, how="third", reason="deels", left=Remainder(hours=8))
    done = replace(differ, settlements=(third,))
    assert open_differences(done) == ()
    assert decided_judgements(done, FRAMEWORK) == (
        Judgement("VD-4", P, NEXT, ("institute", "field"), Remainder(hours=8), "deels"),
    )
    assert round_findings(done, FRAMEWORK, LAW, DAY) == ()


@pytest.mark.parametrize(
    ("round_", "code"),
    [
        (both(opinion(), opinion(), settle()), "settlement-unneeded"),
        (both(opinion(), opinion(verdict=M), settle(), settle()), "settlement-twice"),
        (both(opinion(), opinion(verdict=M), settle(how="dobbelen")), "settlement-how"),
        (both(opinion(), opinion(verdict=M), settle(reason=" ")), "settlement-no-reason"),
        (both(opinion(), opinion(verdict=M), settle(settled_on=DAY)), "settlement-early"),
        (both(opinion(), opinion(verdict=M), settle(verdict=P)), "remainder-missing"),
        (
            Round(
                ("VD-4",),
                submissions=(handed(Side.FIELD, opinion()),),
                settlements=(settle(),),
            ),
            "settlement-early",
        ),
    ],
)
def test_settlement_that_does_not_fit_is_told(round_: Round, code: str) -> None:
    assert short(settlement_findings(round_, FRAMEWORK)) == [(code, "VD-4")]


def test_settlement_of_an_outcome_outside_the_round_changes_nothing() -> None:
    outside = both(opinion(), opinion(verdict=M), settle("VD-5"))
    assert short(settlement_findings(outside, FRAMEWORK)) == [("settlement-not-asked", "VD-5")]
    assert decided_judgements(outside, FRAMEWORK) == ()


def test_agreement_is_not_overruled_and_the_first_settlement_stands() -> None:
    agreed = both(opinion(), opinion(), settle(verdict=M))
    assert decided_judgements(agreed, FRAMEWORK)[0].verdict is V
    settled = both(opinion(), opinion(verdict=M), settle(verdict=V), settle(verdict=M))
    assert decided_judgements(settled, FRAMEWORK)[0].verdict is V


def test_round_of_what_does_not_exist_is_told() -> None:
    found = round_findings(Round(("XX-1", "VD-4", "VD-4")), FRAMEWORK, LAW, DAY)
    assert short(found) == [("round-outcome-unknown", "XX-1"), ("round-outcome-twice", "VD-4")]
    assert short(round_findings(Round(()), FRAMEWORK, LAW, DAY)) == [("round-empty", "")]
    unknown = both(opinion("XX-1"), opinion("XX-1"))
    assert decided_judgements(unknown, FRAMEWORK) == ()


# One examiner


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


# Whatever is handed in

lefts = st.none() | st.builds(
    Remainder,
    st.lists(st.sampled_from(["VD-5", "VD-6"]), max_size=2).map(tuple),
    st.none() | st.integers(1, 60),
)
opinions = st.builds(
    Opinion, st.sampled_from(["VD-4", "VI-9P", "XX-1"]), st.sampled_from(Verdict), left=lefts
)
submissions = st.builds(
    Submission,
    st.sampled_from("ab"),
    st.sampled_from(Side),
    st.lists(opinions, max_size=4).map(tuple),
    st.just(DAY),
)
settlements = st.builds(
    Settlement,
    st.sampled_from(["VD-4", "XX-1"]),
    st.sampled_from(Verdict),
    st.sampled_from(["talk", "third"]),
    st.just("samen"),
    st.just(NEXT),
    lefts,
)
rounds = st.builds(
    Round,
    st.lists(st.sampled_from(["VD-4", "VI-9P", "XX-1"]), max_size=3).map(tuple),
    st.sampled_from(Rule),
    st.lists(submissions, max_size=3).map(tuple),
    st.lists(settlements, max_size=2).map(tuple),
    st.booleans(),
)


@given(rounds)
def test_what_is_decided_counts_once_and_nothing_open_is_decided(round_: Round) -> None:
    judgements = decided_judgements(round_, FRAMEWORK)
    codes = [judgement.outcome for judgement in judgements]
    assert len(codes) == len(set(codes))
    assert set(codes) <= set(round_.outcomes) - set(open_differences(round_))
    assert all(decided(judgement) for judgement in judgements)
    assert all(judgement.left is None for judgement in judgements if judgement.verdict is not P)
    round_findings(round_, FRAMEWORK, LAW, DAY)


@given(rounds, st.sampled_from([Side.INSTITUTE, Side.FIELD]))
def test_a_side_never_sees_another_before_all_are_in(round_: Round, side: Side) -> None:
    seen = {submission.side for submission in visible_to(side, round_)}
    assert seen <= {side} or complete(round_)
