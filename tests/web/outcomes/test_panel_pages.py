from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.web.outcomes.bench import Bench, assessing, first_round, judged_by, small_round
from tests.web.pathway.pages import text_of
from tests.web.pathway.stage import TODAY, cast, matched, somebody, walked

from loopbrug.core.bridge.model import Evidence
from loopbrug.core.outcomes.evidence import Kind
from loopbrug.core.pathway.states import Event
from loopbrug.web.outcomes.again import again_choices
from loopbrug.web.outcomes.models import AnswerRow, QuestionRow, Round
from loopbrug.web.outcomes.services.questions import Asked, ask_more
from loopbrug.web.outcomes.services.recording import keep_evidence
from loopbrug.web.pathway.models import Participation
from loopbrug.web.pathway.spans import Span, spans_of

pytestmark = pytest.mark.django_db
DUE = date(2027, 6, 1)


@pytest.fixture
def bench() -> Bench:
    return assessing()


def at(name: str, *parts: object) -> str:
    return reverse(f"judging:{name}", args=parts)


def span(bench: Bench, who: object) -> Span:
    spans = spans_of(bench.dossier, who, TODAY)  # type: ignore[arg-type]
    return next(one for one in spans if one.code == "outcomes")


def test_who_judges_shows_seats_and_what_does_not_fit_with_its_source(client: Client) -> None:
    people = cast()
    dossier = matched(people)
    walked(people, dossier, Event.START_ASSESSMENT)
    client.force_login(people.institute)
    text = text_of(client.get(at("panel", dossier.pk)))
    assert "In dit panel zit nog niemand van het werkveld." in text
    assert "WPO" in text
    assert "176c lid 5" in text
    assert "Anna" in text


def test_who_judges_names_candidates_for_a_seat_and_why_others_cannot(client: Client) -> None:
    people = cast()
    somebody("Femke", "assessor", "beuk")
    dossier = matched(people)
    walked(people, dossier, Event.START_ASSESSMENT)
    client.force_login(people.institute)
    page = client.get(at("seat", dossier.pk, 1, "field"))
    assert [str(one.user) for one in page.context["form"].people.values()] == ["Femke"]
    assert "kan niet" in text_of(page)
    femke = next(iter(page.context["form"].people))
    client.post(at("seat", dossier.pk, 1, "field"), {"assessor": femke})
    seat = Round.objects.get(dossier=dossier).seats.get(side="field")
    assert str(seat.assessor) == "Femke"
    assert Participation.objects.get(user=seat.assessor, ended_on=None).side == "field"


def test_a_seat_moves_on_screen_and_the_reason_stays_with_who_arranges(
    client: Client, bench: Bench
) -> None:
    rosa = somebody("Rosa", "assessor", "beukschool")
    address = at("seat", bench.dossier.pk, 1, "field")
    client.force_login(bench.people.broker)
    client.post(address, {"assessor": rosa.pk, "reason": "Valt weken uit."})
    assert "Valt weken uit." in text_of(client.get(at("panel", bench.dossier.pk)))
    client.force_login(bench.people.amina)
    panel = text_of(client.get(at("panel", bench.dossier.pk)))
    assert "Rosa" in panel
    assert "Valt weken uit." not in panel


def test_a_seat_against_good_practice_asks_why(client: Client, bench: Bench) -> None:
    rosa = somebody("Rosa", "assessor", "beukschool")
    Participation.objects.create(dossier=bench.dossier, user=rosa, role="coach", ended_on=TODAY)
    address = at("seat", bench.dossier.pk, 1, "field")
    client.force_login(bench.people.broker)
    data = {"assessor": rosa.pk, "reason": "Ander werk."}
    assert "Leg uit waarom deze persoon toch kan" in text_of(client.post(address, data))
    client.post(address, {**data, "why_anyway": "Eén gesprek, jaren geleden."})
    assert first_round(bench).seats.get(side="field", left_on=None).assessor == rosa


def test_a_seat_cannot_move_after_handing_in(client: Client, bench: Bench) -> None:
    rosa = somebody("Rosa", "assessor", "beukschool")
    round_ = small_round(bench)
    judged_by(bench.femke, round_)
    client.force_login(bench.people.broker)
    data = {"assessor": rosa.pk, "reason": "Ander werk."}
    address = at("seat", bench.dossier.pk, round_.number, "field")
    text = text_of(client.post(address, data, follow=True))
    assert "Deze kant heeft al ingeleverd" in text


@pytest.mark.parametrize("who", ["amina", "school", "coach", "assessor", "other_institute"])
def test_the_page_of_a_seat_does_not_exist_for_others(
    client: Client, bench: Bench, who: str
) -> None:
    client.force_login(getattr(bench.people, who))
    assert client.get(at("seat", bench.dossier.pk, 1, "field")).status_code == 404


@pytest.mark.parametrize("who", ["other_board", "other_institute", "foundation", "policy"])
def test_who_judges_does_not_exist_for_strangers(client: Client, bench: Bench, who: str) -> None:
    client.force_login(getattr(bench.people, who))
    for name in ("panel", "again", "first"):
        assert client.get(at(name, bench.dossier.pk)).status_code == 404


def test_the_candidate_has_outcomes_judged_again_on_new_evidence(
    client: Client, bench: Bench
) -> None:
    judged = small_round(bench)
    judged_by(bench.anna, judged, VI_1="missing", VI_2="missing", VD_1="missing")
    judged_by(bench.femke, judged, VI_1="missing", VI_2="missing", VD_1="missing")
    keep_evidence(
        actor=bench.people.amina,
        dossier=bench.dossier,
        items=[Evidence("E2", "Filmpje", Kind.VIDEO, TODAY, ("VD-1", "PE-1"))],
    )
    client.force_login(bench.people.amina)
    page = client.get(at("again", bench.dossier.pk))
    assert {"VD-1", "PE-1"} <= set(page.context["offered"].fresh)
    client.post(at("again", bench.dossier.pk), {"outcomes": ["VD-1"]})
    assert Round.objects.last() != judged
    latest = Round.objects.order_by("number").last()
    assert latest is not None
    assert (latest.outcomes, latest.why, latest.seats.count()) == (["VD-1"], "later", 2)
    codes = [code for code, _label in again_choices(bench.dossier, TODAY, "nl").choices]
    assert "VD-1" not in codes


def test_asking_again_for_nothing_is_told(client: Client, bench: Bench) -> None:
    Round.objects.update(dropped_on=TODAY)
    client.force_login(bench.people.amina)
    assert "Kies minstens één leeruitkomst." in text_of(client.post(at("again", bench.dossier.pk)))


def test_an_assessment_without_a_round_can_get_one(client: Client, bench: Bench) -> None:
    Round.objects.update(dropped_on=TODAY)
    client.force_login(bench.people.institute)
    assert "De beoordeling is nog niet open" in text_of(client.get(at("panel", bench.dossier.pk)))
    client.post(at("first", bench.dossier.pk))
    assert Round.objects.filter(dropped_on=None, why="assessment").count() == 1
    client.force_login(bench.people.amina)
    assert client.post(at("first", bench.dossier.pk)).status_code == 404


def test_a_question_is_asked_and_answered_on_screen(client: Client, bench: Bench) -> None:
    round_ = first_round(bench)
    client.force_login(bench.anna)
    due = timezone.localdate() + timedelta(4)
    data = {"to": "candidate", "outcome": "VI-1", "text": "Een filmpje?", "due_on": due}
    client.post(at("ask", round_.pk), data)
    question = QuestionRow.objects.get()
    assert "Je vraag staat uit" in text_of(client.get(at("round", round_.pk)))
    client.force_login(bench.people.amina)
    address = at("answer", bench.dossier.pk, question.pk)
    assert span(bench, bench.people.amina).url == address
    assert "Een filmpje?" in text_of(client.get(address))
    client.post(address, {"text": "Ja, zojuist erbij gezet."})
    assert "Deze vraag is klaar" in text_of(client.get(address))
    client.force_login(bench.anna)
    assert "Ja, zojuist erbij gezet." in text_of(client.get(at("round", round_.pk)))
    client.force_login(bench.femke)
    assert "Ja, zojuist erbij gezet." not in text_of(client.get(at("round", round_.pk)))


def test_a_question_for_yesterday_is_refused_with_what_was_typed(
    client: Client, bench: Bench
) -> None:
    client.force_login(bench.anna)
    data = {"to": "candidate", "text": "Een filmpje?", "due_on": timezone.localdate()}
    text = text_of(client.post(at("ask", first_round(bench).pk), data))
    assert "Kies een dag na vandaag." in text
    assert "Een filmpje?" in text
    assert not QuestionRow.objects.exists()


def test_a_question_is_taken_back_on_screen(client: Client, bench: Bench) -> None:
    round_ = first_round(bench)
    asked = Asked("candidate", "Een filmpje?", DUE)
    ask_more(actor=bench.anna, round_=round_, asked=asked, day=TODAY)
    client.force_login(bench.anna)
    client.post(at("take-back", round_.pk))
    assert AnswerRow.objects.get().taken_back
    text = text_of(client.post(at("take-back", round_.pk), follow=True))
    assert "Er staat geen vraag van je open." in text


@pytest.mark.parametrize("who", ["assessor", "broker", "institute", "school", "policy"])
def test_a_question_to_the_candidate_exists_for_nobody_else(
    client: Client, bench: Bench, who: str
) -> None:
    asked = Asked("candidate", "Een filmpje?", DUE)
    question = ask_more(actor=bench.anna, round_=first_round(bench), asked=asked, day=TODAY)
    client.force_login(getattr(bench.people, who))
    assert client.get(at("answer", bench.dossier.pk, question.pk)).status_code == 404


def test_the_bridge_tells_phases_and_no_counts_of_anybody(bench: Bench) -> None:
    round_ = small_round(bench)
    judging = "De assessoren beoordelen nu 3 leeruitkomsten."
    assert span(bench, bench.people.amina).summary == judging
    judged_by(bench.anna, round_)
    assert span(bench, bench.people.amina).summary == judging
    judged_by(bench.femke, round_, VI_2="missing")
    told = span(bench, bench.people.school).summary
    assert told.startswith("De assessoren leggen hun oordelen naast elkaar. 2 van de ")


@pytest.mark.parametrize("more", [1, 3])
def test_who_judges_asks_as_many_queries_for_one_round_as_for_three(
    client: Client, bench: Bench, more: int, django_assert_num_queries: Any
) -> None:
    for number in range(more):
        small_round(bench, ("PE-1", "PE-2", "PE-3")[: number + 1])
    client.force_login(bench.people.amina)
    with django_assert_num_queries(15):
        client.get(at("panel", bench.dossier.pk))
