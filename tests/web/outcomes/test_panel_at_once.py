"""Rounds, seats and calibration in the same second: one of each, and drafts go along."""

from tests.web.outcomes.bench import SHOWN, Bench, assessing, draft_all, found, small_round
from tests.web.outcomes.test_calibration import CASES
from tests.web.pathway.stage import TODAY, cast, somebody
from tests.web.together import SAME_SECOND, alone, at_once

from loopbrug.core.outcomes.judging import Side
from loopbrug.core.outcomes.model import Verdict
from loopbrug.core.terms.finding import BadDataError
from loopbrug.web.accounts.models import User
from loopbrug.web.outcomes.models import CalibrationAnswer, Draft, OpinionRow, Round, Seat
from loopbrug.web.outcomes.services.calibration import (
    AnsweredAlreadyError,
    ClosedError,
    Found,
    answer_set,
    close_set,
    make_set,
)
from loopbrug.web.outcomes.services.chairs import HandedInError, NotAllowedError, NotReadyError
from loopbrug.web.outcomes.services.drafts import hand_in, save_draft
from loopbrug.web.outcomes.services.rounds import judge_anew
from loopbrug.web.outcomes.services.seats import Chosen, move_seat

pytestmark = SAME_SECOND
Scene = tuple[Bench, Round, User, User]


def kinds(found: list[object]) -> list[str]:
    return sorted(type(one).__name__ for one in found)


def scene() -> Scene:
    """Return a round half drafted by the field, and two who could take that seat over."""
    bench = assessing()
    round_ = small_round(bench)
    draft_all(bench.femke, round_, "Van Femke.")
    return bench, round_, somebody("Finn", "assessor", "beuk"), somebody("Faas", "assessor", "beuk")


def moving(bench: Bench, round_: Round, user: User) -> Seat:
    return move_seat(
        actor=bench.people.institute,
        round_=round_,
        side=Side.FIELD,
        chosen=Chosen(user, "Is vandaag vrij."),
        reason="Ziek",
        day=TODAY,
    )


def sitting(round_: Round) -> list[int]:
    return [seat.assessor_id for seat in round_.seats.filter(side="field", left_on=None)]


def test_two_people_fill_the_seat_of_who_is_ill_and_one_sits_there() -> None:
    bench, round_, finn, faas = alone(scene)

    done = at_once(*[lambda who=who: moving(bench, round_, who) for who in (finn, faas)])

    assert not [each for each in done if isinstance(each, BaseException)], done
    [now] = alone(lambda: sitting(round_))
    assert now in (finn.pk, faas.pk)
    assert alone(Draft.objects.filter(side="field", text="Van Femke.").count) == len(SHOWN)


def test_a_seat_moves_in_the_second_of_handing_in_and_nothing_is_lost() -> None:
    bench, round_, finn, _ = alone(scene)

    moved, handed = at_once(
        lambda: moving(bench, round_, finn),
        lambda: hand_in(actor=bench.femke, round_=round_, day=TODAY),
    )

    opinions = alone(OpinionRow.objects.count)
    if isinstance(moved, Seat):
        assert isinstance(handed, NotAllowedError)
        assert (opinions, alone(lambda: sitting(round_))) == (0, [finn.pk])
    else:
        assert isinstance(moved, HandedInError)
        assert (opinions, alone(lambda: sitting(round_))) == (len(SHOWN), [bench.femke.pk])
    assert alone(Draft.objects.filter(side="field").count) == len(SHOWN)


def test_a_draft_saved_while_the_seat_moves_is_kept_or_refused() -> None:
    bench, round_, finn, _ = alone(scene)

    _moved, saved = at_once(
        lambda: moving(bench, round_, finn),
        lambda: save_draft(
            actor=bench.femke, round_=round_, filled=found("VI-1", text="Laatste woord."), seen=1
        ),
    )

    text = alone(lambda: Draft.objects.get(side="field", outcome="VI-1").text)
    said = "Van Femke." if isinstance(saved, NotAllowedError) else "Laatste woord."
    assert text == said


def test_judging_anew_asked_from_two_tabs_opens_one_round() -> None:
    def ready() -> Bench:
        bench = assessing()
        Round.objects.update(dropped_on=TODAY)
        return bench

    bench = alone(ready)

    done = at_once(
        *[
            lambda: judge_anew(
                actor=bench.people.institute, dossier=bench.dossier, outcomes=SHOWN, day=TODAY
            )
        ]
        * 2
    )

    assert kinds(done) == [BadDataError.__name__, "tuple"]
    assert alone(Round.objects.filter(dropped_on=None).count) == 1
    told = next(one for one in done if isinstance(one, BadDataError))
    assert {each.code for each in told.findings} == {"outcomes.round-going-on"}


def test_a_calibration_set_is_answered_once_and_not_after_it_was_closed() -> None:
    def ready() -> tuple[object, object, object]:
        people = cast()
        made = make_set(
            actor=people.institute, region="midden", title="Najaar", cases=CASES, day=TODAY
        )
        return people.assessor, people.institute, made

    assessor, institute, calibration = alone(ready)
    answers = {place: Found(Verdict.MISSING) for place in (1, 2)}

    def answering() -> None:
        answer_set(actor=assessor, calibration=calibration, found=answers, day=TODAY)  # type: ignore[arg-type]

    *answered, closed = at_once(
        answering,
        answering,
        lambda: close_set(actor=institute, calibration=calibration, day=TODAY),  # type: ignore[arg-type]
    )

    assert closed is True
    assert {type(one) for one in answered} <= {type(None), AnsweredAlreadyError, ClosedError}
    assert not [one for one in answered if isinstance(one, NotReadyError)]
    kept = alone(CalibrationAnswer.objects.count)
    assert kept == (len(CASES) if None in answered else 0)
