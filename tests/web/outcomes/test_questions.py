from datetime import date, timedelta

import pytest
from tests.web.outcomes.bench import Bench, assessing, draft_all, judged_by, small_round
from tests.web.pathway.stage import TODAY

from loopbrug.core.pathway.model import Party
from loopbrug.web.audit.queries import acts_on
from loopbrug.web.outcomes.facts.rounds import turn_in_round
from loopbrug.web.outcomes.models import QuestionRow, Round
from loopbrug.web.outcomes.services.chairs import HandedInError, NotAllowedError, NotReadyError
from loopbrug.web.outcomes.services.drafts import hand_in
from loopbrug.web.outcomes.services.questions import (
    AnsweredError,
    Asked,
    QuestionOpenError,
    answer_question,
    ask_more,
    take_back,
)
from loopbrug.web.pathway.facts import standing_of
from loopbrug.web.pathway.models import Dossier

pytestmark = pytest.mark.django_db
DUE = date(2026, 11, 30)
ASKED = Asked("candidate", "Heb je hier een filmpje van?", DUE, "VI-1")


@pytest.fixture
def bench() -> Bench:
    return assessing()


@pytest.fixture
def round_(bench: Bench) -> Round:
    return small_round(bench)


def ask(bench: Bench, round_: Round, asked: Asked = ASKED) -> QuestionRow:
    return ask_more(actor=bench.anna, round_=round_, asked=asked, day=TODAY)


def fresh(bench: Bench) -> Dossier:
    return Dossier.objects.get(pk=bench.dossier.pk)


def test_a_question_holds_the_clock_and_says_for_whom(bench: Bench, round_: Round) -> None:
    ask(bench, round_)
    standing = standing_of(fresh(bench), DUE)
    assert standing.clock_word == "paused"
    assert standing.pause is not None
    assert standing.pause.waiting_for is Party.CANDIDATE
    turn = turn_in_round(bench.dossier)
    assert turn is not None
    assert (turn.party, turn.late(DUE), turn.late(DUE + timedelta(1))) == (
        Party.CANDIDATE,
        False,
        True,
    )


def test_an_answer_lets_the_clock_run_on(bench: Bench, round_: Round) -> None:
    due = standing_of(fresh(bench), TODAY).due_on
    question = ask(bench, round_)
    answer_question(actor=bench.people.amina, question=question, text="Ja, erbij gezet.", day=DUE)
    standing = standing_of(fresh(bench), DUE)
    assert standing.clock_word == "on-time"
    assert due is not None
    assert standing.due_on == due + timedelta(DUE.toordinal() - TODAY.toordinal() - 1)


def test_a_question_that_passed_its_day_rejects_nobody(bench: Bench, round_: Round) -> None:
    question = ask(bench, round_)
    late = DUE + timedelta(10)
    answer_question(actor=bench.people.amina, question=question, text="Sorry, nu wel.", day=late)
    assert standing_of(fresh(bench), late).clock_word == "on-time"


def test_one_question_at_a_time_per_side(bench: Bench, round_: Round) -> None:
    ask(bench, round_)
    with pytest.raises(QuestionOpenError):
        ask(bench, round_)
    asked = Asked("school", "Mag ik de planning zien?", DUE)
    ask_more(actor=bench.femke, round_=round_, asked=asked, day=TODAY)
    assert QuestionRow.objects.count() == 2


def test_the_clock_waits_until_the_last_answer(bench: Bench, round_: Round) -> None:
    mine = ask(bench, round_)
    asked = Asked("school", "Mag ik de planning zien?", DUE)
    other = ask_more(actor=bench.femke, round_=round_, asked=asked, day=TODAY)
    answer_question(actor=bench.people.amina, question=mine, text="Ja.", day=TODAY)
    assert standing_of(fresh(bench), DUE).clock_word == "paused"
    answer_question(actor=bench.people.school, question=other, text="Hier.", day=DUE)
    assert standing_of(fresh(bench), DUE).clock_word == "on-time"


def test_taking_back_lets_the_clock_run_on(bench: Bench, round_: Round) -> None:
    question = ask(bench, round_)
    with pytest.raises(NotAllowedError):
        take_back(actor=bench.femke, question=question, day=TODAY)
    take_back(actor=bench.anna, question=question, day=TODAY)
    assert standing_of(fresh(bench), TODAY).clock_word == "on-time"
    ask(bench, round_)


def test_an_answer_counts_once(bench: Bench, round_: Round) -> None:
    question = ask(bench, round_)
    answer_question(actor=bench.people.amina, question=question, text="Ja.", day=TODAY)
    with pytest.raises(AnsweredError):
        answer_question(actor=bench.people.amina, question=question, text="Nog iets.", day=TODAY)
    with pytest.raises(AnsweredError):
        take_back(actor=bench.anna, question=question, day=TODAY)


@pytest.mark.parametrize("who", ["broker", "institute", "assessor", "school", "coach"])
def test_only_who_was_asked_answers(bench: Bench, round_: Round, who: str) -> None:
    question = ask(bench, round_)
    actor = getattr(bench.people, who)
    with pytest.raises(NotAllowedError):
        answer_question(actor=actor, question=question, text="Ik ook.", day=TODAY)


def test_nobody_asks_after_handing_in_or_hands_in_with_a_question_out(
    bench: Bench, round_: Round
) -> None:
    draft_all(bench.anna, round_)
    question = ask(bench, round_)
    with pytest.raises(NotReadyError) as refused:
        hand_in(actor=bench.anna, round_=round_, day=TODAY)
    assert [one.code for one in refused.value.findings] == ["outcomes.question-open"]
    take_back(actor=bench.anna, question=question, day=TODAY)
    hand_in(actor=bench.anna, round_=round_, day=TODAY)
    with pytest.raises(HandedInError):
        ask(bench, round_)


def test_the_record_says_that_was_asked_and_never_what(bench: Bench, round_: Round) -> None:
    ask(bench, round_)
    judged_by(bench.femke, round_)
    told = str([act.details for act in acts_on(bench.dossier.subject_key)])
    assert "filmpje" not in told
    assert "VI-1" not in told
    assert "filmpje" not in fresh(bench).pauses.get().reason
