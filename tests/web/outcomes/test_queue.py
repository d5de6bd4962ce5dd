from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
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
from tests.web.pathway.pages import text_of
from tests.web.pathway.stage import TODAY, somebody

from loopbrug.core.outcomes.judging import Side
from loopbrug.web.outcomes.desk import Doing, arranged_by, queue_of
from loopbrug.web.outcomes.models import Round, Seat
from loopbrug.web.outcomes.services.drafts import save_draft
from loopbrug.web.outcomes.services.questions import Asked, ask_more
from loopbrug.web.pathway.models import ClockRow, Dossier, Participation
from loopbrug.web.pathway.promises import _PROVIDERS, Promised, provide
from loopbrug.web.pathway.services import end_help

pytestmark = pytest.mark.django_db


@pytest.fixture
def bench() -> Bench:
    return assessing()


def more_rounds(bench: Bench, count: int) -> list[Round]:
    """Return rounds in dossiers of other candidates, each due a day before the one before."""
    rounds = []
    for number in range(count):
        candidate = somebody(f"Kandidaat{number}")
        dossier = Dossier.objects.create(
            code=f"AAA-00{number}", candidate=candidate, started_on=TODAY, state="assessing",
            desk=bench.dossier.desk, institute=bench.dossier.institute,
        )  # fmt: skip
        ClockRow.objects.create(
            dossier=dossier, name="pathway.clock-assessment", started_on=TODAY - timedelta(number),
            days=20, parameter="go.target_total",
        )  # fmt: skip
        Participation.objects.create(
            dossier=dossier, user=bench.anna, role="assessor", side="institute"
        )
        row = Round.objects.create(
            dossier=dossier, number=1, outcomes=list(SHOWN), framework="2026.1", opened_on=TODAY
        )
        Seat.objects.create(round=row, side="institute", assessor=bench.anna, since=TODAY)
        rounds.append(row)
    return rounds


def doing(bench: Bench, who: object) -> list[Doing]:
    lines, done = queue_of(who, TODAY)  # type: ignore[arg-type]
    return [line.doing for line in (*lines, *done)]


def test_queue_has_the_least_slack_first(bench: Bench) -> None:
    first, second = more_rounds(bench, 2)
    lines, _done = queue_of(bench.anna, TODAY)
    assert [line.row for line in lines] == [second, first, first_round(bench)]
    assert [line.slack for line in lines] == [19, 20, 35]


def test_queue_goes_by_a_promise_where_there_is_one(bench: Bench) -> None:
    first, _second = more_rounds(bench, 2)
    promised = Promised(date(2026, 11, 27), "on-time")
    provide("test", lambda _dossiers, _day: {first.dossier_id: promised})
    try:
        lines, _done = queue_of(bench.anna, TODAY)
    finally:
        _PROVIDERS.pop("test")
    assert (lines[0].row, lines[0].slack) == (first, 4)


def test_queue_counts_only_ones_own_drafts(bench: Bench) -> None:
    round_ = first_round(bench)
    save_draft(actor=bench.anna, round_=round_, filled=found("VI-1"), seen=0)
    draft_all(bench.femke, round_)
    [line] = queue_of(bench.anna, TODAY)[0]
    assert line.drafted == 1


def test_queue_says_what_there_is_to_do_from_ones_own_side(bench: Bench) -> None:
    round_ = small_round(bench)
    assert doing(bench, bench.anna) == [Doing.JUDGE]
    asked = Asked("candidate", "Een filmpje?", TODAY + timedelta(5))
    question = ask_more(actor=bench.anna, round_=round_, asked=asked, day=TODAY)
    assert (doing(bench, bench.anna), doing(bench, bench.femke)) == ([Doing.ASKED], [Doing.JUDGE])
    Round.objects.filter(pk=round_.pk).update(dropped_on=TODAY)
    assert question.pk
    round_ = small_round(bench)
    judged_by(bench.anna, round_)
    assert (doing(bench, bench.anna), doing(bench, bench.femke)) == ([Doing.WAIT], [Doing.JUDGE])
    judged_by(bench.femke, round_, VI_2="missing")
    assert (doing(bench, bench.anna), doing(bench, bench.femke)) == ([Doing.SETTLE],) * 2


def test_queue_shows_a_question_of_which_the_day_passed(client: Client, bench: Bench) -> None:
    day = timezone.localdate() - timedelta(10)
    asked = Asked("candidate", "Een filmpje?", day + timedelta(3))
    ask_more(actor=bench.anna, round_=first_round(bench), asked=asked, day=day)
    client.force_login(bench.anna)
    assert "Dag voorbij, nog geen antwoord" in text_of(client.get(reverse("judging:queue")))
    client.force_login(bench.people.broker)
    text = text_of(client.get(reverse("judging:queue")))
    assert "Een vraag om meer bewijs wacht op de kandidaat" in text
    assert "Dag voorbij, nog geen antwoord" in text
    assert "filmpje" not in text


def test_queue_of_who_arranges_says_which_seat_is_empty(client: Client, bench: Bench) -> None:
    Seat.objects.filter(side=Side.FIELD).update(left_on=TODAY)
    client.force_login(bench.people.institute)
    text = text_of(client.get(reverse("judging:queue")))
    assert "Voor het werkveld beoordeelt nog niemand." in text


@pytest.mark.parametrize("who", ["school", "board", "coach", "amina", "other_institute"])
def test_queue_of_others_holds_nothing_of_this_dossier(
    client: Client, bench: Bench, who: str
) -> None:
    client.force_login(getattr(bench.people, who))
    text = text_of(client.get(reverse("judging:queue")))
    assert bench.dossier.code not in text
    assert arranged_by(getattr(bench.people, who), TODAY) == []


def test_queue_of_somebody_whose_part_ended_is_empty(bench: Bench) -> None:
    end_help(
        actor=bench.people.broker, dossier=bench.dossier, user=bench.anna, role="assessor",
        reason="Ander werk.", day=TODAY,
    )  # fmt: skip
    assert queue_of(bench.anna, TODAY) == ([], [])


def test_queue_asks_a_stranger_to_sign_in(client: Client) -> None:
    assert client.get(reverse("judging:queue")).status_code == 302


@pytest.mark.parametrize("count", [1, 3])
def test_queue_asks_as_many_queries_for_one_round_as_for_three(
    client: Client, bench: Bench, count: int, django_assert_num_queries: Any
) -> None:
    more_rounds(bench, count)
    client.force_login(bench.anna)
    with django_assert_num_queries(21):
        client.get(reverse("judging:queue"))


@pytest.mark.parametrize("count", [1, 3])
def test_queue_of_who_arranges_asks_as_many_queries_for_one_as_for_three(
    client: Client, bench: Bench, count: int, django_assert_num_queries: Any
) -> None:
    more_rounds(bench, count)
    client.force_login(bench.people.broker)
    with django_assert_num_queries(21):
        client.get(reverse("judging:queue"))
