"""Two judges in the same second, one judge in two windows: nothing twice, nothing lost."""

from tests.web.outcomes.bench import (
    SHOWN,
    Bench,
    assessing,
    draft_all,
    found,
    judged_by,
    small_round,
)
from tests.web.pathway.stage import TODAY
from tests.web.together import SAME_SECOND, alone, at_once

from loopbrug.core.pathway.states import Event
from loopbrug.web.outcomes.facts.rounds import Stage, stage_of
from loopbrug.web.outcomes.models import Draft, JudgementRow, OpinionRow, Round, SubmissionRow
from loopbrug.web.outcomes.services.chairs import HandedInError, NotAllowedError
from loopbrug.web.outcomes.services.drafts import StaleDraftError, hand_in, save_draft
from loopbrug.web.outcomes.services.questions import Asked, QuestionOpenError, ask_more
from loopbrug.web.outcomes.services.settling import SettledError, answer_settlement, settle
from loopbrug.web.pathway.services import StaleError, advance

pytestmark = SAME_SECOND
Scene = tuple[Bench, Round]


def scene() -> Scene:
    bench = assessing()
    return bench, small_round(bench)


def drafted() -> Scene:
    bench, round_ = scene()
    draft_all(bench.anna, round_, "Van Anna.")
    draft_all(bench.femke, round_, "Van Femke.")
    return bench, round_


def kinds(found: list[object]) -> list[str]:
    return sorted(type(one).__name__ for one in found)


def test_both_hand_in_in_the_same_second_and_everything_is_decided_once() -> None:
    bench, round_ = alone(drafted)
    done = at_once(
        lambda: hand_in(actor=bench.anna, round_=round_, day=TODAY),
        lambda: hand_in(actor=bench.femke, round_=round_, day=TODAY),
    )
    assert sorted(done, key=len) == [(), SHOWN]
    counts = alone(
        lambda: (
            SubmissionRow.objects.count(),
            OpinionRow.objects.count(),
            sorted(JudgementRow.objects.values_list("outcome", flat=True)),
            stage_of(Round.objects.get(pk=round_.pk)),
        )
    )
    assert counts == (2, 2 * len(SHOWN), sorted(SHOWN), Stage.DONE)


def test_one_judge_in_two_windows_hands_in_once() -> None:
    bench, round_ = alone(drafted)
    done = at_once(*[lambda: hand_in(actor=bench.anna, round_=round_, day=TODAY)] * 2)
    assert kinds(done) == [HandedInError.__name__, "tuple"]
    assert alone(OpinionRow.objects.count) == len(SHOWN)


def test_two_windows_save_one_draft_and_the_other_is_told() -> None:
    bench, round_ = alone(scene)
    done = at_once(
        *[
            lambda text=text: save_draft(
                actor=bench.anna, round_=round_, filled=found("VI-1", text=text), seen=0
            )
            for text in ("eerste venster", "tweede venster")
        ]
    )
    assert kinds(done) == ["Draft", StaleDraftError.__name__]
    kept, told = sorted(done, key=lambda one: isinstance(one, Exception))
    assert isinstance(kept, Draft)
    assert isinstance(told, StaleDraftError)
    assert told.newer.text == kept.text
    assert alone(Draft.objects.count) == 1


def test_a_draft_saved_while_handing_in_is_in_it_or_refused() -> None:
    bench, round_ = alone(drafted)
    _submitted, saved = at_once(
        lambda: hand_in(actor=bench.anna, round_=round_, day=TODAY),
        lambda: save_draft(
            actor=bench.anna, round_=round_, filled=found("VI-1", text="Laatste woord."), seen=1
        ),
    )
    texts = alone(lambda: list(OpinionRow.objects.filter(outcome="VI-1").values_list("text")))
    said = "Van Anna." if isinstance(saved, HandedInError) else "Laatste woord."
    assert texts == [(said,)]


def test_the_candidate_withdraws_in_the_second_of_the_last_hand_in() -> None:
    bench, round_ = alone(drafted)
    alone(lambda: hand_in(actor=bench.anna, round_=round_, day=TODAY))
    stopped, handed = at_once(
        lambda: advance(
            actor=bench.people.amina, dossier=bench.dossier, event=Event.STOP, day=TODAY
        ),
        lambda: hand_in(actor=bench.femke, round_=round_, day=TODAY),
    )
    assert not isinstance(stopped, (Exception, StaleError))
    judged = alone(JudgementRow.objects.count)
    if isinstance(handed, NotAllowedError):
        assert judged == 0
    else:
        assert judged == len(SHOWN)


def test_a_side_asks_one_question_also_from_two_windows() -> None:
    bench, round_ = alone(scene)
    asked = Asked("candidate", "Heb je een filmpje?", TODAY.replace(day=30))
    done = at_once(*[lambda: ask_more(actor=bench.anna, round_=round_, asked=asked, day=TODAY)] * 2)
    assert kinds(done) == ["QuestionOpenError", "QuestionRow"]
    assert QuestionOpenError in {type(one) for one in done}


def test_agreeing_from_two_windows_records_once() -> None:
    def differing() -> tuple[Bench, object]:
        bench, round_ = scene()
        judged_by(bench.anna, round_)
        judged_by(bench.femke, round_, VI_2="missing")
        filled = found("VI-2", "missing", "Samen besproken.")
        return bench, settle(actor=bench.femke, round_=round_, filled=filled, day=TODAY)

    bench, settlement = alone(differing)
    done = at_once(
        *[
            lambda: answer_settlement(
                actor=bench.anna,
                settlement=settlement,  # type: ignore[arg-type]
                agrees=True,
                text="",
                day=TODAY,
            )
        ]
        * 2
    )
    assert sorted(map(str, done)) == ["False", "True"]
    assert SettledError not in {type(one) for one in done}
    assert alone(JudgementRow.objects.filter(outcome="VI-2").count) == 1
