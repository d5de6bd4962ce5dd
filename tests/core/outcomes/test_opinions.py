"""What must be in a submission."""

import pytest
from tests.core.outcomes.opinions import FRAMEWORK, M, P, handed, missing, opinion, partly

from loopbrug.core.outcomes.judging import Opinion, Side
from loopbrug.core.outcomes.model import Remainder
from loopbrug.core.outcomes.opinions import missing_opinions
from loopbrug.core.terms.finding import Weight


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
