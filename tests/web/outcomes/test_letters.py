"""Letters about judging and reminders of it: who is asked what, and nothing of what is found."""

from datetime import date, timedelta

import pytest
from tests.web.outcomes.bench import (
    Bench,
    assessing,
    draft_all,
    first_round,
    judged_by,
    small_round,
)
from tests.web.pathway.stage import TODAY, somebody

from loopbrug.core.outcomes.judging import Side
from loopbrug.web.accounts.models import User
from loopbrug.web.outcomes.models import Round
from loopbrug.web.outcomes.services.drafts import hand_in
from loopbrug.web.outcomes.services.questions import Asked, answer_question, ask_more, take_back
from loopbrug.web.outcomes.services.reminders import judging_reminders
from loopbrug.web.outcomes.services.seats import Chosen, move_seat
from loopbrug.web.post.models import Letter

pytestmark = pytest.mark.django_db
DUE = date(2026, 11, 30)
ASKED = Asked("candidate", "Mag ik je medische verklaring zien?", DUE, "VI-1")


@pytest.fixture
def bench() -> Bench:
    return assessing()


def titles(user: User, template: str) -> list[str]:
    found = Letter.objects.filter(to=user, template=template).order_by("pk")
    return list(found.values_list("title", flat=True))


def reminded(day: date, template: str) -> list[tuple[str, str]]:
    return [(one.to.name, one.key) for one in judging_reminders(day) if one.template == template]


def test_start_of_the_assessment_asks_both_to_judge(bench: Bench) -> None:
    row = first_round(bench)
    for user in (bench.anna, bench.femke):
        [letter] = Letter.objects.filter(to=user, template="seat")
        assert letter.title.startswith("Er ligt een beoordeling voor je klaar, vóór")
        assert f"/beoordelen/{row.pk}/" in letter.body
        assert letter.subject_key == bench.dossier.subject_key


def test_seat_that_moves_is_told_to_both_without_the_reason(bench: Bench) -> None:
    other = somebody("Inge", "assessor", "hogeschool")
    move_seat(
        actor=bench.people.institute,
        round_=first_round(bench),
        side=Side.INSTITUTE,
        chosen=Chosen(other, "kan"),
        reason="Anna heeft griep",
        day=TODAY,
    )

    assert titles(bench.anna, "seat_left") == ["Een ander neemt een beoordeling van je over"]
    assert len(titles(other, "seat")) == 1
    assert not [one for one in Letter.objects.all() if "griep" in one.body + one.title]


def test_question_is_told_with_its_day_and_not_its_words(bench: Bench) -> None:
    row = small_round(bench)
    question = ask_more(actor=bench.anna, round_=row, asked=ASKED, day=TODAY)
    [letter] = Letter.objects.filter(to=bench.people.amina, template="evidence_question")
    answer_question(actor=bench.people.amina, question=question, text="Nee, liever niet", day=TODAY)
    [back] = Letter.objects.filter(to=bench.anna, template="evidence_answer")

    assert letter.title == "Een assessor vraagt je iets. Antwoord uiterlijk 30 november"
    assert "medische" not in letter.body
    assert "liever niet" not in back.body


def test_question_to_the_school_goes_to_its_people(bench: Bench) -> None:
    asked = Asked("school", "Hoe ging de les?", DUE)
    ask_more(actor=bench.anna, round_=small_round(bench), asked=asked, day=TODAY)

    assert len(titles(bench.people.school, "evidence_question")) == 1
    assert not titles(bench.people.board, "evidence_question")


def test_question_that_is_taken_back_asks_nothing_any_more(bench: Bench) -> None:
    question = ask_more(actor=bench.anna, round_=small_round(bench), asked=ASKED, day=TODAY)
    take_back(actor=bench.anna, question=question, day=TODAY)

    assert len(titles(bench.people.amina, "evidence_question_back")) == 1


def test_difference_calls_both_to_a_talk(bench: Bench) -> None:
    row = small_round(bench)
    judged_by(bench.anna, row)
    assert not titles(bench.anna, "differences")
    judged_by(bench.femke, row, VI_1="missing")

    for user in (bench.anna, bench.femke):
        [letter] = Letter.objects.filter(to=user, template="differences")
        assert "Over 1 leeruitkomst denken jullie verschillend" in letter.body
        assert "VI-1" not in letter.body


def test_end_of_judging_says_that_the_decision_can_be_made(bench: Bench) -> None:
    row = small_round(bench)
    Round.objects.filter(pk=row.pk).update(why="assessment")
    for user in (bench.anna, bench.femke):
        draft_all(user, Round.objects.get(pk=row.pk))
        hand_in(actor=user, round_=Round.objects.get(pk=row.pk), day=TODAY)

    assert len(titles(bench.anna, "judged")) == 1
    assert len(titles(bench.femke, "judged")) == 1


def test_seat_is_told_again_near_its_day_and_when_it_is_late(bench: Bench) -> None:
    row = small_round(bench)
    Round.objects.filter(pk=row.pk).update(due_on=DUE)
    judged_by(bench.femke, row)

    assert not reminded(DUE - timedelta(days=4), "seat")
    [(name, near)] = reminded(DUE - timedelta(days=3), "seat")
    [(_, late)] = reminded(DUE + timedelta(days=1), "seat")
    assert name == "Anna"
    assert near != late


def test_question_is_told_again_near_its_day_and_to_who_asked_when_late(bench: Bench) -> None:
    ask_more(actor=bench.anna, round_=small_round(bench), asked=ASKED, day=TODAY)

    assert not reminded(DUE - timedelta(days=4), "question")
    assert [name for name, _ in reminded(DUE - timedelta(days=2), "question")] == ["Amina"]
    assert [name for name, _ in reminded(DUE + timedelta(days=1), "unanswered")] == ["Anna"]
    assert not reminded(DUE + timedelta(days=1), "seat")
