"""Questions in a dossier: whose turn, who may read, and the guide's minutes."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries, DjangoCaptureOnCommitCallbacks
from tests.web.pathway.stage import TODAY, Cast, cast, matched

from loopbrug.web.assessment.models import Assessment, Message, Thread, TimeSpent
from loopbrug.web.assessment.services.threads import ask_question, say_in_thread
from loopbrug.web.pathway.models import Dossier
from loopbrug.web.pathway.permissions import Role
from loopbrug.web.pathway.services import name_helper

QUERIES = 18
pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def dossier(people: Cast) -> Dossier:
    row = matched(people)
    name_helper(
        actor=people.broker, dossier=row, user=people.coach, role="guide", side="", day=TODAY
    )
    return row


def asked(people: Cast, dossier: Dossier, title: str = "Welk bewijs?") -> Thread:
    return ask_question(
        actor=people.amina,
        role=Role.CANDIDATE,
        dossier=dossier,
        title=title,
        text="Wat telt van mijn oude werk?",
        turn=Role.GUIDE,
    )


def page(client: Client, who: Any, dossier: Dossier, name: str = "threads") -> Any:
    client.force_login(who)
    return client.get(reverse(f"assessment:{name}", args=[dossier.pk]))


def test_candidate_asks_and_the_guide_hears_of_it(
    client: Client,
    people: Cast,
    dossier: Dossier,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    client.force_login(people.amina)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(
            reverse("assessment:threads", args=[dossier.pk]),
            {"title": "Welk bewijs?", "text": "Wat telt?", "turn": "guide"},
        )

    [letter] = mail.outbox
    assert letter.to == [people.coach.email]
    assert f"/dossier/{dossier.pk}/vragen/" in letter.body
    assert "Wat telt?" not in letter.body
    assert "Jij bent aan zet." in page(client, people.coach, dossier).text
    assert "Jij bent aan zet." not in page(client, people.amina, dossier).text


def test_answer_gives_the_turn_back(client: Client, people: Cast, dossier: Dossier) -> None:
    thread = asked(people, dossier)
    client.force_login(people.coach)
    key = f"t{thread.pk}"
    client.post(
        reverse("assessment:answer", args=[dossier.pk, thread.pk]),
        {f"{key}-text": "Je trainingen.", f"{key}-turn": "candidate"},
    )

    assert [one.turn for one in thread.messages.all()] == ["guide", "candidate"]
    assert "Jij bent aan zet." in page(client, people.amina, dossier).text


def test_empty_answer_is_refused_and_the_choice_is_kept(
    client: Client, people: Cast, dossier: Dossier
) -> None:
    thread = asked(people, dossier)
    client.force_login(people.coach)
    answer = client.post(
        reverse("assessment:answer", args=[dossier.pk, thread.pk]),
        {f"t{thread.pk}-text": " ", f"t{thread.pk}-turn": "broker"},
    )

    assert thread.messages.count() == 1
    assert '<option value="broker" selected>' in answer.text


def test_closed_question_opens_again_by_an_answer(
    client: Client, people: Cast, dossier: Dossier
) -> None:
    thread = asked(people, dossier)
    client.force_login(people.coach)
    for _ in range(2):
        client.post(reverse("assessment:answer", args=[dossier.pk, thread.pk]), {"close": "1"})
    thread.refresh_from_db()
    assert thread.closed_by == people.coach

    say_in_thread(
        actor=people.amina, role=Role.CANDIDATE, thread=thread, text="Nog iets", turn=None
    )

    thread.refresh_from_db()
    assert thread.closed_at is None


@pytest.mark.parametrize("who", ["school", "board", "other_board", "assessor", "policy"])
@pytest.mark.parametrize("name", ["threads", "letters"])
def test_questions_are_not_for_everybody(
    client: Client, people: Cast, dossier: Dossier, who: str, name: str
) -> None:
    asked(people, dossier)
    assert page(client, getattr(people, who), dossier, name).status_code == 404


def test_candidate_does_not_see_the_log_of_letters(
    client: Client, people: Cast, dossier: Dossier
) -> None:
    assert page(client, people.amina, dossier, "letters").status_code == 404


def test_log_shows_what_left_about_this_dossier(
    client: Client, people: Cast, dossier: Dossier
) -> None:
    asked(people, dossier)
    shown = page(client, people.broker, dossier, "letters").text
    assert "Er wacht een vraag op je" in shown


def test_question_of_another_dossier_cannot_be_answered(
    client: Client, people: Cast, dossier: Dossier
) -> None:
    client.force_login(people.coach)
    gone = reverse("assessment:answer", args=[dossier.pk, 999])
    assert client.post(gone, {"close": "1"}).status_code == 404


def test_inbox_puts_first_what_waits_for_me(client: Client, people: Cast, dossier: Dossier) -> None:
    asked(people, dossier, "Eerste")
    second = asked(people, dossier, "Tweede")
    say_in_thread(
        actor=people.coach, role=Role.GUIDE, thread=second, text="Kijk", turn=Role.CANDIDATE
    )
    client.force_login(people.coach)
    shown = client.get(reverse("assessment:inbox")).text

    assert shown.index("Eerste") < shown.index("Tweede")


@pytest.mark.parametrize("count", [1, 3])
def test_page_asks_as_many_queries_for_one_question_as_for_three(
    client: Client,
    people: Cast,
    dossier: Dossier,
    count: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for number in range(count):
        asked(people, dossier, f"Vraag {number}")
    client.force_login(people.amina)
    with django_assert_num_queries(QUERIES):
        client.get(reverse("assessment:threads", args=[dossier.pk]))


def test_guide_writes_minutes_down(client: Client, people: Cast, dossier: Dossier) -> None:
    Assessment.objects.create(
        dossier=dossier,
        profile="work-to-work",
        subject="wiskunde",
        started_on=TODAY,
        goal_on=TODAY + timedelta(days=35),
        guide_minutes=60,
    )
    client.force_login(people.coach)
    url = reverse("assessment:guide-time", args=[dossier.pk])
    for minutes in (20, 30):
        client.post(url, {"on": "2020-01-02", "minutes": minutes, "what": "Gesprek"})
    tomorrow = {"on": "2999-01-01", "minutes": 0, "what": ""}
    refused = client.post(url, tomorrow).text

    assert [row.minutes for row in TimeSpent.objects.all()] == [20, 30]
    assert "50 van de 60 minuten" in client.get(url).text
    assert "Deze dag moet nog komen." in refused
    assert "minstens één minuut" in refused


def test_messages_are_only_added(people: Cast, dossier: Dossier) -> None:
    message = asked(people, dossier).messages.get()
    with pytest.raises(TypeError):
        Message.objects.filter(pk=message.pk).delete()
