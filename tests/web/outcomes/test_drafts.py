import pytest
from tests.web.outcomes.bench import (
    SHOWN,
    Bench,
    assessing,
    draft_all,
    first_round,
    found,
    judged_by,
    small_round,
)
from tests.web.pathway.stage import TODAY

from loopbrug.core.outcomes.model import Remainder, Verdict
from loopbrug.core.pathway.model import Party
from loopbrug.web.audit.queries import acts_on
from loopbrug.web.outcomes.facts import gap_for, judgements_of
from loopbrug.web.outcomes.facts.rounds import Filled, Stage, stage_of
from loopbrug.web.outcomes.models import Draft, JudgementRow, OpinionRow, Round, SubmissionRow
from loopbrug.web.outcomes.services.chairs import HandedInError, NotAllowedError, NotReadyError
from loopbrug.web.outcomes.services.drafts import StaleDraftError, hand_in, save_draft
from loopbrug.web.pathway.services import pause

pytestmark = pytest.mark.django_db


@pytest.fixture
def bench() -> Bench:
    return assessing()


@pytest.fixture
def round_(bench: Bench) -> Round:
    return small_round(bench)


def test_save_draft_counts_the_savings(bench: Bench, round_: Round) -> None:
    first = save_draft(actor=bench.anna, round_=round_, filled=found("VI-1"), seen=0)
    second = save_draft(
        actor=bench.anna, round_=round_, filled=found("VI-1", "missing"), seen=first.version
    )
    assert (first.version, second.version) == (1, 2)
    assert Draft.objects.get().verdict == "missing"


def test_save_draft_from_a_stale_window_keeps_what_stands_and_says_what(
    bench: Bench, round_: Round
) -> None:
    save_draft(actor=bench.anna, round_=round_, filled=found("VI-1", text="nieuw"), seen=0)
    with pytest.raises(StaleDraftError) as stale:
        save_draft(actor=bench.anna, round_=round_, filled=found("VI-1", text="oud"), seen=0)
    assert stale.value.newer.text == "nieuw"
    assert Draft.objects.get().text == "nieuw"


def test_save_draft_may_be_unfinished(bench: Bench, round_: Round) -> None:
    filled = Filled("VI-1", text="Nog nadenken.")
    draft = save_draft(actor=bench.anna, round_=round_, filled=filled, seen=0)
    assert (draft.verdict, draft.text) == ("", "Nog nadenken.")


def test_save_draft_keeps_a_rest_for_partly_only(bench: Bench, round_: Round) -> None:
    filled = Filled("VI-1", "validated", left_hours=3, left_outcomes=("VI-2",))
    draft = save_draft(actor=bench.anna, round_=round_, filled=filled, seen=0)
    assert (draft.left_hours, draft.left_outcomes) == (None, [])


def test_two_sides_draft_apart(bench: Bench, round_: Round) -> None:
    save_draft(actor=bench.anna, round_=round_, filled=found("VI-1"), seen=0)
    save_draft(actor=bench.femke, round_=round_, filled=found("VI-1", "missing"), seen=0)
    assert set(Draft.objects.values_list("side", "verdict")) == {
        ("institute", "validated"),
        ("field", "missing"),
    }


@pytest.mark.parametrize("who", ["amina", "institute", "broker", "field_assessor", "coach"])
def test_who_has_no_seat_drafts_nothing(bench: Bench, round_: Round, who: str) -> None:
    actor = getattr(bench.people, who)
    with pytest.raises(NotAllowedError):
        save_draft(actor=actor, round_=round_, filled=found("VI-1"), seen=0)
    with pytest.raises(NotAllowedError):
        hand_in(actor=actor, round_=round_, day=TODAY)


def test_nobody_drafts_an_outcome_outside_the_round(bench: Bench, round_: Round) -> None:
    with pytest.raises(NotAllowedError):
        save_draft(actor=bench.anna, round_=round_, filled=found("PE-1"), seen=0)


def test_nobody_judges_while_the_dossier_rests(bench: Bench, round_: Round) -> None:
    pause(
        actor=bench.people.amina, dossier=bench.dossier, day=TODAY,
        waiting_for=Party.CANDIDATE, reason="Verhuizing.",
    )  # fmt: skip
    with pytest.raises(NotAllowedError):
        save_draft(actor=bench.anna, round_=round_, filled=found("VI-1"), seen=0)


def test_hand_in_tells_everything_that_is_missing_at_once(bench: Bench, round_: Round) -> None:
    filled = Filled("VI-1", "partly", evidence=("E9",))
    save_draft(actor=bench.anna, round_=round_, filled=filled, seen=0)
    with pytest.raises(NotReadyError) as refused:
        hand_in(actor=bench.anna, round_=round_, day=TODAY)
    codes = [(finding.code, finding.about) for finding in refused.value.findings]
    assert codes == [
        ("outcomes.opinion-missing", "VI-2"),
        ("outcomes.opinion-missing", "VD-1"),
        ("outcomes.opinion-no-reason", "VI-1"),
        ("outcomes.opinion-evidence-unknown", "VI-1"),
        ("outcomes.remainder-missing", "VI-1"),
    ]
    assert SubmissionRow.objects.count() == 0


def test_hand_in_by_one_decides_nothing_yet(bench: Bench, round_: Round) -> None:
    assert judged_by(bench.anna, round_) == ()
    assert stage_of(round_) is Stage.JUDGING
    assert judgements_of(bench.dossier) == ()


def test_hand_in_a_second_time_changes_nothing(bench: Bench, round_: Round) -> None:
    judged_by(bench.anna, round_)
    with pytest.raises(HandedInError):
        hand_in(actor=bench.anna, round_=round_, day=TODAY)
    with pytest.raises(HandedInError):
        save_draft(actor=bench.anna, round_=round_, filled=found("VI-1", "missing"), seen=1)
    assert OpinionRow.objects.count() == len(SHOWN)


def test_second_hand_in_records_what_both_agree_on(bench: Bench, round_: Round) -> None:
    judged_by(bench.anna, round_, "Helder lesplan.", VI_2="partly")
    decided = judged_by(bench.femke, round_, "Goede opbouw.", VI_2="partly", VD_1="missing")
    assert decided == ("VI-1", "VI-2")
    first, second = judgements_of(bench.dossier)
    assert (first.outcome, first.verdict, first.by) == (
        "VI-1",
        Verdict.VALIDATED,
        ("institute", "field"),
    )
    assert (second.verdict, second.left) == (Verdict.PARTLY, Remainder(hours=3))
    assert stage_of(round_) is Stage.SETTLING
    assert {row.round for row in JudgementRow.objects.all()} == {round_}


def test_a_judgement_says_the_reasons_of_the_catalogue_and_both_texts(
    bench: Bench, round_: Round
) -> None:
    judged_by(bench.anna, round_, "Helder lesplan.")
    judged_by(bench.femke, round_, "Goede opbouw.")
    reason = judgements_of(bench.dossier)[0].reason
    assert reason.splitlines() == [
        "Je laat dit in de praktijk zien, op het niveau van een startende leraar.",
        "Helder lesplan.",
        "Goede opbouw.",
    ]


def test_the_gap_shrinks_at_once(bench: Bench, round_: Round) -> None:
    judged_by(bench.anna, round_)
    judged_by(bench.femke, round_)
    gap = gap_for(bench.dossier, TODAY)
    assert gap is not None
    assert set(gap.validated) == set(SHOWN)


def test_the_whole_assessment_can_be_handed_in(bench: Bench) -> None:
    round_ = first_round(bench)
    judged_by(bench.anna, round_)
    assert len(judged_by(bench.femke, round_)) == len(round_.outcomes)


def test_the_record_of_acts_says_who_handed_in_and_never_what(bench: Bench, round_: Round) -> None:
    judged_by(bench.anna, round_, "Geheim oordeel.", VI_1="missing")
    draft_all(bench.femke, round_, "Ook geheim.")
    lines = [act for act in acts_on(bench.dossier.subject_key) if act.actor == bench.anna]
    assert [act.name for act in lines] == ["outcomes.hand-in"]
    assert lines[0].details == {"side": "institute", "day": TODAY.isoformat()}
    assert not [act for act in acts_on(bench.dossier.subject_key) if act.actor == bench.femke]
