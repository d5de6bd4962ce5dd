"""Rounds: blind until both are in, compared, settled, decided."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.core.outcomes.opinions import (
    DAY,
    FRAMEWORK,
    LAW,
    NEXT,
    M,
    P,
    V,
    both,
    handed,
    opinion,
    partly,
    settle,
    short,
)

from loopbrug.core.outcomes.gap import decided
from loopbrug.core.outcomes.judging import Opinion, Rule, Settlement, Side, Submission
from loopbrug.core.outcomes.model import Judgement, Remainder, Verdict
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
