"""The gap: what is shown, what is missing, what is left."""

from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loopbrug.core.outcomes.framework import load_framework
from loopbrug.core.outcomes.gap import findings_of, gap_of
from loopbrug.core.outcomes.model import Gap, Judgement, Need, Remainder, Verdict
from loopbrug.core.outcomes.qualifications import load_qualifications
from loopbrug.core.terms.finding import Weight

FRAMEWORK = load_framework()
QUALIFICATIONS = {each.code: each for each in load_qualifications(FRAMEWORK)}
MATHS = QUALIFICATIONS["vo2-wiskunde"]
CODES = [outcome.code for outcome in FRAMEWORK.outcomes]
BOTH = ("institute", "field")
DAY = date(2027, 1, 4)


def judged(
    outcome: str,
    verdict: Verdict = Verdict.VALIDATED,
    left: Remainder | None = None,
    by: tuple[str, ...] = BOTH,
    day: date = DAY,
) -> Judgement:
    return Judgement(outcome, verdict, day, by, left)


def partly(outcome: str, *outcomes: str, hours: int | None = None) -> Judgement:
    return judged(outcome, Verdict.PARTLY, Remainder(outcomes, hours))


def gap(*judgements: Judgement) -> Gap:
    return gap_of(MATHS, FRAMEWORK, judgements)


def codes(*judgements: Judgement) -> set[str]:
    return {finding.code for finding in findings_of(MATHS, FRAMEWORK, judgements)}


def hours_left(result: Gap) -> dict[str, int | None]:
    return {need.outcome: need.hours_left for need in result.needs}


def test_without_judgements_everything_is_missing_and_needed_whole() -> None:
    assert gap().missing == MATHS.requires
    assert gap().needs == tuple(Need(code) for code in MATHS.requires)


def test_what_is_validated_is_not_needed() -> None:
    result = gap(judged("WI-1"))
    assert result.validated == ("WI-1",)
    assert "WI-1" not in hours_left(result)


def test_the_latest_judgement_counts_and_the_earlier_is_kept() -> None:
    early = judged("WI-1", Verdict.MISSING)
    late = judged("WI-1", day=DAY + timedelta(days=1))
    assert gap(late, early).validated == ("WI-1",)


def test_hours_left_are_the_need() -> None:
    result = gap(partly("WI-2", hours=12))
    assert result.partly == ("WI-2",)
    assert hours_left(result)["WI-2"] == 12


def test_outcomes_left_become_needs_in_place_of_the_outcome() -> None:
    result = gap(partly("WI-3", "SK-1"))
    assert "WI-3" not in hours_left(result)
    assert hours_left(result)["SK-1"] is None


def test_outcome_left_that_is_partly_shown_itself_is_needed_for_its_rest() -> None:
    result = gap(partly("WI-3", "SK-1"), partly("SK-1", hours=5))
    assert hours_left(result)["SK-1"] == 5


def test_outcomes_that_leave_each_other_are_both_needed() -> None:
    result = gap(partly("WI-3", "WI-7"), partly("WI-7", "WI-3"))
    assert hours_left(result)["WI-3"] is None
    assert hours_left(result)["WI-7"] is None


def test_nothing_left_is_told_so_that_assessors_can_round_off() -> None:
    judgements = (partly("WI-3", "SK-1"), judged("SK-1"))
    assert not {"WI-3", "SK-1"} & hours_left(gap(*judgements)).keys()
    assert "outcomes.rest-closed" in codes(*judgements)


@pytest.mark.parametrize(
    ("judgement", "code"),
    [
        (judged("WI-2", Verdict.PARTLY), "outcomes.rest-missing"),
        (partly("WI-2"), "outcomes.rest-missing"),
        (partly("WI-2", hours=0), "outcomes.rest-hours-wrong"),
        (partly("WI-2", hours=FRAMEWORK.outcome("WI-2").hours), "outcomes.rest-hours-wrong"),
        (partly("WI-2", "WI-2"), "outcomes.rest-is-itself"),
        (partly("WI-2", "XX-1"), "outcomes.rest-outcome-unknown"),
    ],
)
def test_partly_without_a_usable_rest_is_found_and_needed_whole(
    judgement: Judgement, code: str
) -> None:
    assert code in codes(judgement)
    assert gap(judgement).partly == ("WI-2",)
    assert hours_left(gap(judgement))["WI-2"] is None


def test_one_side_decides_nothing() -> None:
    alone = judged("WI-1", by=("field",))
    assert "WI-1" in gap(alone).missing
    (finding,) = findings_of(MATHS, FRAMEWORK, [alone])
    assert finding.code == "outcomes.judgement-one-side"
    assert finding.value("side") == ("institute",)


def test_one_side_does_not_undo_what_both_decided() -> None:
    later = judged("WI-1", Verdict.MISSING, by=("field",), day=DAY + timedelta(days=9))
    assert gap(judged("WI-1"), later).validated == ("WI-1",)


def test_judgement_outside_the_set_is_kept_as_information() -> None:
    (finding,) = findings_of(MATHS, FRAMEWORK, [judged("SK-1")])
    assert (finding.code, finding.weight) == ("outcomes.judgement-outside", Weight.INFORMS)


def test_judgement_on_an_unknown_outcome_is_found_and_changes_nothing() -> None:
    assert codes(judged("WI-99")) == {"outcomes.judgement-outcome-unknown"}
    assert gap(judged("WI-99")) == gap()


def test_rest_beside_a_full_verdict_is_told() -> None:
    odd = judged("WI-1", Verdict.VALIDATED, Remainder(hours=3))
    assert codes(odd) == {"outcomes.rest-not-expected"}


def test_judgement_without_a_reason_is_no_error() -> None:
    assert codes(judged("WI-1"), partly("WI-2", hours=3)) == set()


judgements = st.builds(
    Judgement,
    outcome=st.sampled_from([*CODES, "XX-1"]),
    verdict=st.sampled_from(Verdict),
    judged_on=st.dates(date(2026, 1, 1), date(2027, 12, 31)),
    by=st.sampled_from([BOTH, ("field", "institute"), ("field",), ()]),
    left=st.none()
    | st.builds(
        Remainder,
        outcomes=st.lists(st.sampled_from([*CODES, "XX-1"]), max_size=3).map(tuple),
        hours=st.none() | st.integers(-5, 80),
    ),
)
dossiers = st.lists(judgements, max_size=40)
one_a_day = st.lists(judgements, max_size=25, unique_by=lambda j: (j.outcome, j.judged_on))
sets = st.sampled_from(sorted(QUALIFICATIONS))


@given(code=sets, given_=dossiers)
def test_verdicts_divide_the_required_set(code: str, given_: list[Judgement]) -> None:
    qualification = QUALIFICATIONS[code]
    result = gap_of(qualification, FRAMEWORK, given_)
    parts = [*result.validated, *result.partly, *result.missing]
    assert sorted(parts) == sorted(qualification.requires)
    for part in (result.validated, result.partly, result.missing):
        assert list(part) == sorted(part, key=CODES.index)
    needed = [need.outcome for need in result.needs]
    assert needed == sorted(set(needed), key=CODES.index)
    assert not set(needed) & set(result.validated)
    assert set(result.missing) <= set(needed)


@given(given_=dossiers)
def test_hours_left_are_less_than_all_hours(given_: list[Judgement]) -> None:
    for need in gap(*given_).needs:
        full = FRAMEWORK.outcome(need.outcome).hours
        assert need.hours_left is None or 0 < need.hours_left < full


@given(given_=one_a_day, chance=st.randoms())
def test_order_of_input_does_not_matter(given_: list[Judgement], chance: Random) -> None:
    shuffled = list(given_)
    chance.shuffle(shuffled)
    assert gap(*given_) == gap(*shuffled)


@given(given_=dossiers, outcome=st.sampled_from(CODES))
def test_more_validation_never_enlarges_what_is_needed(
    given_: list[Judgement], outcome: str
) -> None:
    before = hours_left(gap(*given_))
    after = hours_left(gap(*given_, judged(outcome, day=date(2028, 1, 1))))
    assert after.keys() <= before.keys()
    for code, hours in after.items():
        earlier = before[code]
        assert earlier is None or (hours is not None and hours <= earlier)


@given(given_=dossiers)
def test_findings_are_told_once_and_never_fail(given_: list[Judgement]) -> None:
    found = findings_of(MATHS, FRAMEWORK, given_)
    assert len(found) == len(set(found))
