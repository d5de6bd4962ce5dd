import pytest
from tests.web.outcomes.bench import (
    SHOWN,
    Bench,
    assessing,
    first_round,
    judged_by,
    small_round,
)
from tests.web.pathway.stage import TODAY, cast, matched, walked

from loopbrug.core.outcomes.judging import Rule, Side
from loopbrug.core.pathway.model import Party
from loopbrug.core.pathway.states import Event
from loopbrug.core.terms.finding import BadDataError
from loopbrug.web.audit.queries import acts_on
from loopbrug.web.outcomes.facts import gap_for
from loopbrug.web.outcomes.facts.rounds import Stage, empty_sides, stage_of, turn_in_round
from loopbrug.web.outcomes.models import JudgementRow, Round
from loopbrug.web.outcomes.services.chairs import NotAllowedError, NotReadyError
from loopbrug.web.outcomes.services.questions import Asked, ask_more
from loopbrug.web.outcomes.services.rounds import judge_anew, open_assessment, open_round
from loopbrug.web.pathway import services
from loopbrug.web.pathway.facts import standing_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def bench() -> Bench:
    return assessing()


def test_start_of_the_assessment_opens_a_round_of_every_required_outcome(bench: Bench) -> None:
    round_, gap = first_round(bench), gap_for(bench.dossier, TODAY)
    assert gap is not None
    assert set(round_.outcomes) == {*gap.validated, *gap.partly, *gap.missing}
    assert round_.rule == Rule.TWO_JUDGES
    seats = {(seat.side, seat.assessor) for seat in round_.seats.all()}
    assert seats == {("institute", bench.anna), ("field", bench.femke)}
    assert stage_of(round_) is Stage.JUDGING


def test_start_gives_no_seat_to_somebody_of_the_involved_board() -> None:
    people = cast()
    dossier = matched(people)
    walked(people, dossier, Event.START_ASSESSMENT)
    round_ = Round.objects.get(dossier=dossier)
    assert [seat.assessor for seat in round_.seats.all()] == [people.assessor]
    assert empty_sides(round_) == (Side.FIELD,)
    turn = turn_in_round(dossier)
    assert turn is not None
    assert (turn.stage, turn.party) == (Stage.SEATING, Party.INSTITUTE)


def test_open_assessment_a_second_time_opens_nothing(bench: Bench) -> None:
    actor = bench.people.institute
    assert open_assessment(actor=actor, dossier=bench.dossier, day=TODAY) is None
    assert Round.objects.count() == 1


def test_open_round_refuses_a_seat_the_law_forbids_and_opens_nothing(bench: Bench) -> None:
    Round.objects.update(dropped_on=TODAY)
    with pytest.raises(NotReadyError) as refused:
        open_round(
            actor=bench.people.institute, dossier=bench.dossier, why="later", outcomes=SHOWN,
            seats={Side.INSTITUTE: bench.anna, Side.FIELD: bench.people.field_assessor}, day=TODAY,
        )  # fmt: skip
    [finding] = refused.value.findings
    assert finding.code == "outcomes.panel-field-of-board"
    assert str(finding.source) == "WPO art. 176c lid 5"
    assert Round.objects.filter(dropped_on=None).count() == 0


def test_open_round_tells_every_outcome_that_cannot_be_judged(bench: Bench) -> None:
    Round.objects.update(dropped_on=TODAY)
    with pytest.raises(BadDataError) as refused:
        open_round(
            actor=bench.people.amina, dossier=bench.dossier, why="later",
            outcomes=("VI-1", "XX-1", "XX-2"), seats={}, day=TODAY,
        )  # fmt: skip
    assert {finding.about for finding in refused.value.findings} == {"XX-1", "XX-2"}


def test_an_outcome_is_in_one_round_at_a_time(bench: Bench) -> None:
    with pytest.raises(BadDataError) as refused:
        judge_anew(actor=bench.people.amina, dossier=bench.dossier, outcomes=("VI-1",), day=TODAY)
    assert refused.value.findings[0].code == "outcomes.round-going-on"


@pytest.mark.parametrize("who", ["school", "broker", "assessor", "coach", "other_institute"])
def test_only_candidate_and_institute_open_a_round(bench: Bench, who: str) -> None:
    Round.objects.update(dropped_on=TODAY)
    with pytest.raises(NotAllowedError):
        judge_anew(
            actor=getattr(bench.people, who), dossier=bench.dossier, outcomes=SHOWN, day=TODAY
        )


def test_judge_anew_takes_one_examiner_where_the_framework_says_so(bench: Bench) -> None:
    Round.objects.update(dropped_on=TODAY)
    both, alone = judge_anew(
        actor=bench.people.amina, dossier=bench.dossier, outcomes=("VD-1", "WI-2"), day=TODAY
    )
    assert (both.rule, both.outcomes) == (Rule.TWO_JUDGES, ["VD-1"])
    assert (alone.rule, alone.outcomes) == (Rule.ONE_EXAMINER, ["WI-2"])
    assert [seat.assessor for seat in alone.seats.all()] == [bench.anna]


def test_one_examiner_closes_an_outcome_and_the_gap_shrinks_at_once(bench: Bench) -> None:
    Round.objects.update(dropped_on=TODAY)
    [alone] = judge_anew(
        actor=bench.people.amina, dossier=bench.dossier, outcomes=("WI-2",), day=TODAY
    )
    assert judged_by(bench.anna, alone) == ("WI-2",)
    gap = gap_for(bench.dossier, TODAY)
    assert gap is not None
    assert gap.validated == ("WI-2",)
    row = JudgementRow.objects.get()
    assert (row.rule, row.by, row.round) == ("one-examiner", ["institute"], alone)


def test_a_stopped_dossier_drops_its_round_and_lets_nobody_wait(bench: Bench) -> None:
    asked = Asked("candidate", "Heb je een filmpje?", TODAY.replace(day=30))
    ask_more(actor=bench.anna, round_=first_round(bench), asked=asked, day=TODAY)
    services.advance(
        actor=bench.people.amina, dossier=bench.dossier, event=Event.STOP, day=TODAY, reason="Nee."
    )
    assert stage_of(first_round(bench)) is Stage.DROPPED
    bench.dossier.refresh_from_db()
    assert standing_of(bench.dossier, TODAY).pause is None
    assert turn_in_round(bench.dossier) is None
    assert "outcomes.drop-round" in {act.name for act in acts_on(bench.dossier.subject_key)}


def test_a_finished_round_stays_when_the_dossier_stops(bench: Bench) -> None:
    round_ = small_round(bench)
    judged_by(bench.anna, round_)
    judged_by(bench.femke, round_)
    services.advance(
        actor=bench.people.amina, dossier=bench.dossier, event=Event.STOP, day=TODAY, reason="Nee."
    )
    round_.refresh_from_db()
    assert stage_of(round_) is Stage.DONE
