"""What people are reminded of in the five weeks: from facts, to who can do something about it."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.web.assessment.scene import Stage, newcomer, requested, staged
from tests.web.assessment.verdict import judged, put, reported
from tests.web.pathway.stage import TODAY

from loopbrug.core.pathway.states import Event
from loopbrug.web.assessment.facts.tracks import local
from loopbrug.web.assessment.models import AppointmentRow, Assessment, Message
from loopbrug.web.assessment.services.decisions import sign
from loopbrug.web.assessment.services.guides import Spent, spend_time
from loopbrug.web.assessment.services.planning_reminders import planning_reminders
from loopbrug.web.assessment.services.talk_reminders import talk_reminders
from loopbrug.web.assessment.services.threads import ask_question, say_in_thread
from loopbrug.web.pathway import services
from loopbrug.web.pathway.permissions import Role
from loopbrug.web.post.models import Letter
from loopbrug.web.post.services.reminding import Reminder, send_reminders

pytestmark = pytest.mark.django_db


@pytest.fixture
def stage() -> Stage:
    return staged()


def plan_of(day: date, template: str) -> list[Reminder]:
    return [one for one in planning_reminders(day) if one.template == template]


def talks_of(day: date, template: str) -> list[Reminder]:
    return [one for one in talk_reminders(day) if one.template == template]


def step(assessment: Assessment, code: str) -> AppointmentRow:
    return AppointmentRow.objects.get(assessment=assessment, step=code)


def day_of(row: AppointmentRow) -> date:
    return local(row.starts_at).date()


def test_appointment_is_told_to_all_on_the_working_day_before(stage: Stage) -> None:
    lesson = step(requested(stage), "lesson")
    day = day_of(lesson)
    before = day - timedelta(days=3 if day.weekday() == 0 else 1)
    names = {one.to.name for one in plan_of(before, "appointment") if str(lesson.pk) in one.key}

    assert names == {"Amina", "Anna", "Fenna", "Olaf"}
    assert not [one for one in plan_of(day, "appointment") if str(lesson.pk) in one.key]


def test_friday_tells_of_monday(stage: Stage) -> None:
    row = step(requested(stage), "interview")
    monday = timezone.make_aware(timezone.datetime(2026, 12, 7, 9))
    AppointmentRow.objects.filter(pk=row.pk).update(starts_at=monday)

    assert [one for one in plan_of(date(2026, 12, 4), "appointment") if str(row.pk) in one.key]
    assert not [one for one in plan_of(date(2026, 12, 3), "appointment") if str(row.pk) in one.key]


def test_promise_in_danger_goes_to_the_broker_with_the_step(stage: Stage) -> None:
    assessment = requested(stage)
    AppointmentRow.objects.filter(assessment=assessment, step="lesson").update(state="cancelled")
    [one] = plan_of(TODAY, "stand")

    assert one.to == stage.cast.broker
    assert one.always
    assert "lesson" in {finding.about for finding in one.values["findings"]}  # type: ignore[attr-defined]


def test_escalation_is_told_once_per_stand(stage: Stage) -> None:
    assessment = requested(stage)
    AppointmentRow.objects.filter(assessment=assessment, step="lesson").update(state="cancelled")
    promised = assessment.promises.get().promised_on
    assert promised is not None
    late = promised + timedelta(days=1)
    for day in (TODAY, TODAY + timedelta(days=1), late, late + timedelta(days=1)):
        send_reminders(day)
    bodies = list(Letter.objects.filter(to=stage.cast.broker).values_list("body", flat=True))

    assert sum("is in gevaar" in body for body in bodies) == 1
    assert sum("is niet gehaald" in body for body in bodies) == 1
    assert "wijst niemand af" in bodies[0]
    assert Assessment.objects.get(pk=assessment.pk).ended_on is None


def test_promise_that_could_not_be_made_goes_to_the_broker(stage: Stage) -> None:
    dossier = newcomer(stage, "Amina")
    services.match(actor=stage.cast.broker, dossier=dossier, school=None, institute=None, day=TODAY)
    dossier.refresh_from_db()
    Assessment.objects.create(
        dossier=dossier, profile="work-to-work", subject="wiskunde", started_on=TODAY, goal_on=TODAY
    )
    [one] = plan_of(TODAY, "no_promise")

    assert one.to == stage.cast.broker
    assert not plan_of(TODAY, "stand")


def test_step_that_is_over_is_asked_of_who_was_there(stage: Stage) -> None:
    lesson = step(requested(stage), "lesson")
    after = day_of(lesson) + timedelta(days=1)
    names = {one.to.name for one in plan_of(after, "unmarked") if str(lesson.pk) in one.key}

    assert names == {"Anna", "Fenna"}


def test_question_is_told_after_three_working_days_and_again_after_a_new_word(
    stage: Stage,
) -> None:
    dossier = requested(stage).dossier
    cast = stage.cast
    thread = ask_question(
        actor=cast.amina,
        role=Role.CANDIDATE,
        dossier=dossier,
        title="Welk bewijs?",
        text="?",
        turn=Role.BROKER,
    )
    today = timezone.localdate()
    assert not talks_of(today, "thread")
    [first] = talks_of(today + timedelta(days=7), "thread")
    say_in_thread(
        actor=cast.amina, role=Role.CANDIDATE, thread=thread, text="Nog?", turn=Role.BROKER
    )
    [second] = talks_of(today + timedelta(days=7), "thread")

    assert first.to == cast.broker
    assert first.key != second.key
    assert Message.objects.count() == 2


def test_decision_waits_for_who_has_not_signed() -> None:
    bench = judged()
    reported(bench)
    row = put(bench)
    both = {one.to for one in talks_of(TODAY + timedelta(days=1), "sign")}
    assert both == {bench.anna, bench.femke}
    assert not talks_of(TODAY, "sign")

    sign(actor=bench.femke, dossier=bench.dossier, decision=row.pk, day=TODAY)
    assert [one.to for one in talks_of(TODAY + timedelta(days=1), "sign")] == [bench.anna]


def test_guidance_that_ran_out_is_told_to_the_broker(stage: Stage) -> None:
    assessment = requested(stage)
    services.name_helper(
        actor=stage.cast.broker,
        dossier=assessment.dossier,
        user=stage.guide,
        role="guide",
        side="",
        day=TODAY,
    )
    for minutes in (240, 10):
        spend_time(actor=stage.guide, assessment=assessment, spent=Spent(TODAY, minutes, "Gesprek"))
    [one] = talks_of(TODAY, "guide_time")

    assert (one.to, one.values["over"]) == (stage.cast.broker, 10)


def test_stopped_dossier_reminds_nobody(stage: Stage) -> None:
    assessment = requested(stage)
    dossier = assessment.dossier
    services.advance(
        actor=dossier.candidate, dossier=dossier, event=Event.STOP, day=TODAY, reason="x"
    )
    days = [TODAY + timedelta(days=number) for number in range(40)]

    assert not [one for day in days for one in (*planning_reminders(day), *talk_reminders(day))]


def test_reminders_ask_as_many_questions_for_three_as_for_one(stage: Stage) -> None:
    counts = []
    for name in ("Amina", "Bart", "Chris"):
        dossier = requested(stage, name).dossier
        ask_question(
            actor=dossier.candidate,
            role=Role.CANDIDATE,
            dossier=dossier,
            title="?",
            text="?",
            turn=Role.BROKER,
        )
        counts.append(_asked(date(2026, 12, 3)))

    assert counts[0] == counts[2]


def _asked(day: date) -> Any:
    with CaptureQueriesContext(connection) as context:
        found = [*planning_reminders(day), *talk_reminders(day)]
    assert found
    return len(context)
