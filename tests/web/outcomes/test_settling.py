from datetime import date

import pytest
from tests.web.outcomes.bench import Bench, assessing, found, judged_by, small_round
from tests.web.pathway.stage import TODAY, somebody

from loopbrug.core.outcomes.judging import Side
from loopbrug.core.outcomes.model import Verdict
from loopbrug.web.outcomes.facts import judgements_of
from loopbrug.web.outcomes.facts.rounds import Filled, Stage, stage_of
from loopbrug.web.outcomes.models import Round, SettlementRow
from loopbrug.web.outcomes.services.chairs import NotAllowedError, NotReadyError
from loopbrug.web.outcomes.services.seats import Chosen, seat_assessor
from loopbrug.web.outcomes.services.settling import (
    PutForwardError,
    SettledError,
    answer_settlement,
    settle,
)

pytestmark = pytest.mark.django_db
LATER = date(2026, 11, 26)


@pytest.fixture
def bench() -> Bench:
    return assessing()


@pytest.fixture
def round_(bench: Bench) -> Round:
    """A round in which the judges differ on VI-2 and VD-1."""
    round_ = small_round(bench)
    judged_by(bench.anna, round_)
    judged_by(bench.femke, round_, VI_2="missing", VD_1="partly")
    return round_


def put_forward(bench: Bench, round_: Round, outcome: str = "VI-2") -> SettlementRow:
    filled = found(outcome, "partly", "Samen bekeken: de helft zit erin.")
    return settle(actor=bench.femke, round_=round_, filled=filled, day=TODAY)


def third(bench: Bench, round_: Round) -> None:
    user = somebody("Tess", "assessor", "andere-opleiding")
    actor = bench.people.broker
    seat_assessor(actor=actor, round_=round_, side=Side.THIRD, chosen=Chosen(user), day=TODAY)


def test_what_is_put_forward_counts_once_the_other_agrees(bench: Bench, round_: Round) -> None:
    settlement = put_forward(bench, round_)
    assert [one.outcome for one in judgements_of(bench.dossier)] == ["VI-1"]
    assert answer_settlement(
        actor=bench.anna, settlement=settlement, agrees=True, text="", day=LATER
    )
    judgement = judgements_of(bench.dossier)[-1]
    assert (judgement.outcome, judgement.verdict) == ("VI-2", Verdict.PARTLY)
    assert (judgement.judged_on, judgement.by) == (LATER, ("institute", "field"))
    assert "Samen bekeken" in judgement.reason


def test_who_does_not_agree_leaves_it_open_and_can_put_forward_something_else(
    bench: Bench, round_: Round
) -> None:
    settlement = put_forward(bench, round_)
    answer_settlement(actor=bench.anna, settlement=settlement, agrees=False, text="Nee.", day=TODAY)
    assert len(judgements_of(bench.dossier)) == 1
    other = found("VI-2", "validated", "Het staat in de tweede les.")
    again = settle(actor=bench.anna, round_=round_, filled=other, day=TODAY)
    answer_settlement(actor=bench.femke, settlement=again, agrees=True, text="", day=TODAY)
    assert judgements_of(bench.dossier)[-1].verdict is Verdict.VALIDATED


def test_one_proposal_waits_for_an_answer_before_the_next(bench: Bench, round_: Round) -> None:
    put_forward(bench, round_)
    with pytest.raises(PutForwardError):
        put_forward(bench, round_)
    assert SettlementRow.objects.count() == 1


def test_nobody_agrees_with_themselves(bench: Bench, round_: Round) -> None:
    settlement = put_forward(bench, round_)
    with pytest.raises(NotAllowedError):
        answer_settlement(actor=bench.femke, settlement=settlement, agrees=True, text="", day=TODAY)


def test_agreeing_twice_records_once(bench: Bench, round_: Round) -> None:
    settlement = put_forward(bench, round_)
    for changed in (True, False):
        done = answer_settlement(
            actor=bench.anna, settlement=settlement, agrees=True, text="", day=TODAY
        )
        assert done is changed
    assert [one.outcome for one in judgements_of(bench.dossier)] == ["VI-1", "VI-2"]


def test_what_both_agreed_on_cannot_be_settled(bench: Bench, round_: Round) -> None:
    with pytest.raises(SettledError):
        put_forward(bench, round_, "VI-1")


def test_nothing_can_be_settled_before_both_are_in(bench: Bench) -> None:
    round_ = small_round(bench)
    judged_by(bench.anna, round_)
    with pytest.raises(SettledError):
        settle(actor=bench.anna, round_=round_, filled=found("VI-1", text="Ja."), day=TODAY)


def test_settle_tells_everything_that_is_missing(bench: Bench, round_: Round) -> None:
    with pytest.raises(NotReadyError) as refused:
        settle(actor=bench.anna, round_=round_, filled=Filled("VI-2", "partly"), day=TODAY)
    codes = [finding.code for finding in refused.value.findings]
    assert codes == ["outcomes.settlement-no-reason", "outcomes.remainder-missing"]


def test_the_third_assessor_decides_at_once(bench: Bench, round_: Round) -> None:
    third(bench, round_)
    tess = round_.seats.get(side="third").assessor
    for code in ("VI-2", "VD-1"):
        filled = found(code, "missing", "Nog niet te zien.")
        settle(actor=tess, round_=round_, filled=filled, day=TODAY)
    assert stage_of(round_) is Stage.DONE
    assert [one.outcome for one in judgements_of(bench.dossier)] == ["VI-1", "VI-2", "VD-1"]
    with pytest.raises(SettledError):
        put_forward(bench, round_)


def test_no_third_assessor_as_long_as_nobody_differs(bench: Bench) -> None:
    with pytest.raises(NotReadyError) as refused:
        third(bench, small_round(bench))
    assert refused.value.findings[0].code == "outcomes.seat-not-free"


def test_one_of_the_two_is_no_third(bench: Bench, round_: Round) -> None:
    chosen = Chosen(bench.anna, "Niemand anders kan.")
    with pytest.raises(NotReadyError) as refused:
        seat_assessor(
            actor=bench.people.broker, round_=round_, side=Side.THIRD, chosen=chosen, day=TODAY
        )
    assert "outcomes.panel-twice" in {finding.code for finding in refused.value.findings}
