"""A day is promised at the start, says what it rests on, and stays."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from tests.web.assessment.planned import NAMES, STEPS, TEACHES, codes_of, fresh, promised
from tests.web.assessment.scene import requested, staged
from tests.web.pathway.stage import TODAY, organisation

from loopbrug.core.assessment.clock import Stand
from loopbrug.core.assessment.repair import broken_in
from loopbrug.web.assessment.facts.planning import picture_of
from loopbrug.web.assessment.facts.tracks import track_on
from loopbrug.web.assessment.models import (
    AppointmentRow,
    Assessment,
    AssessorProfile,
    Calendar,
)
from loopbrug.web.assessment.services.planning import promise_again, replan_region

pytestmark = pytest.mark.django_db


def test_request_promises_a_day_and_plans_every_step_with_people() -> None:
    row = requested(staged())

    promise = row.promises.get()
    assert promise.promised_on is not None
    assert promise.promised_on <= TODAY + timedelta(days=35)
    assert {each.step for each in row.appointments.all()} == STEPS
    last = max(row.appointments.all(), key=lambda each: each.ends_at)
    assert timezone.localtime(last.ends_at).date() <= promise.promised_on
    lesson = row.appointments.get(step="lesson")
    assert {person.part for person in lesson.people.all()} == {
        "candidate", "school", "institute", "field",
    }  # fmt: skip


def test_request_says_what_the_promise_rests_on() -> None:
    row = requested(staged())

    assert {"assessment.promise-last-step", "assessment.hours-from-week"} <= codes_of(row)


def test_panel_has_nobody_of_the_hiring_board_and_lesson_is_elsewhere() -> None:
    stage = staged()

    row = requested(stage)

    seated = {
        person.user
        for appointment in row.appointments.all()
        for person in appointment.people.all()
        if person.part == "field"
    }
    assert seated == {stage.second_field}
    school = row.appointments.get(step="lesson").people.get(part="school").organisation
    assert school != organisation("lindeschool")


def test_planned_moments_leave_the_notice_period_and_the_private_week_alone() -> None:
    row = requested(staged())

    for each in row.appointments.all():
        start = timezone.localtime(each.starts_at)
        assert start.date() >= TODAY + timedelta(days=7)
        if each.people.filter(part="candidate").exists():
            assert not (start.weekday() == 0 and start.hour < 17)


@pytest.mark.parametrize(
    ("gone", "code"),
    [
        ("field", "assessment.nobody-field"),
        ("institute", "assessment.nobody-institute"),
        ("school", "assessment.nobody-school"),
        ("guide", "assessment.nobody-guide"),
    ],
)
def test_request_without_somebody_promises_nothing_and_says_who_is_short(
    gone: str, code: str
) -> None:
    stage = staged()
    if gone in ("field", "institute"):
        AssessorProfile.objects.filter(side=gone).delete()
    elif gone == "school":
        Calendar.objects.exclude(organisation=None).delete()
    else:
        Calendar.objects.filter(user=stage.guide).delete()

    row = requested(stage)

    assert promised(row) == [None]
    assert code in codes_of(row)
    assert not row.appointments.exists()
    assert track_on(row, TODAY).standing.stand is Stand.AT_RISK


def test_promise_comes_later_when_hours_are_there() -> None:
    stage = staged()
    calendar = Calendar.objects.get(user=stage.guide)
    hours = list(calendar.hours.all())
    calendar.hours.all().delete()
    row = requested(stage)
    for each in hours:
        each.pk = None
        each.save()

    promise = promise_again(actor=stage.cast.broker, assessment=row, day=TODAY)

    assert promise is not None
    assert {each.step for each in row.appointments.all()} == STEPS
    again = promise_again(actor=stage.cast.broker, assessment=row, day=TODAY)
    assert again == promise


def test_replan_tries_who_has_no_promise_yet_and_repeats_no_reason() -> None:
    stage = staged()
    AssessorProfile.objects.filter(side="field").update(active=False)
    row = requested(stage)
    replan_region(actor=None, region="midden", day=TODAY)
    assert promised(row) == [None]
    AssessorProfile.objects.filter(side="field").update(active=True)

    done = replan_region(actor=None, region="midden", day=TODAY)

    assert done.promised == 1
    assert promised(row)[0] is None
    assert promised(row)[1] is not None


def test_a_promise_is_never_moved_by_who_comes_after() -> None:
    stage = staged()
    rows: list[Assessment] = []
    first: dict[int, list[date | None]] = {}
    day = TODAY
    for name in NAMES:
        row = requested(stage, name, day)
        rows.append(row)
        first[row.pk] = promised(row)
        for each in rows:
            assert promised(each) == first[each.pk]
            standing = track_on(fresh(each), day).standing
            assert standing.done_on is not None
            assert standing.due_on is not None
            assert standing.done_on <= standing.due_on
        assert not broken_in(picture_of("midden", day).problem)
        day += timedelta(days=1)
    assert nobody_is_in_two_places()


def nobody_is_in_two_places() -> bool:
    taken: set[tuple[object, object]] = set()
    for appointment in AppointmentRow.objects.filter(state="planned").prefetch_related("people"):
        for person in appointment.people.all():
            key = person.user_id or f"{person.part}{person.organisation_id}"
            moment = (key, appointment.starts_at)
            if moment in taken:
                return False
            taken.add(moment)
    return True


def test_who_teaches_is_seen_in_their_own_class_and_promised_before_the_contract_ends() -> None:
    row = requested(staged(), told=TEACHES)

    assert row.profile == "unqualified"
    lesson = row.appointments.get(step="lesson")
    start = timezone.localtime(lesson.starts_at)
    assert start.weekday() < 4
    assert start.hour < 12
    assert lesson.people.get(part="school").organisation == organisation("lindeschool")
    assert lesson.people.get(part="candidate").user == row.dossier.candidate
    day = row.promises.get().promised_on
    assert day is not None
    assert day <= date(2026, 12, 4)
    assert "assessment.promise-before-contract" in codes_of(row)


def test_contract_that_ends_too_soon_is_told_beside_the_promise() -> None:
    told = {**TEACHES, "posts": [{**TEACHES["posts"][0], "until": "2026-11-27"}]}  # type: ignore[index]

    row = requested(staged(), told=told)

    assert "assessment.promise-after-contract" in codes_of(row)
