from datetime import date, timedelta

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, Settings
from tests.web.assessment.scene import requested, staged
from tests.web.pathway.stage import TODAY, TOLD, organisation

from loopbrug.core.assessment.clock import Stand
from loopbrug.core.assessment.repair import broken_in
from loopbrug.core.pathway.model import Party
from loopbrug.core.pathway.states import Event
from loopbrug.core.terms.words import Period
from loopbrug.web.assessment.facts.findings import findings_in, kept
from loopbrug.web.assessment.facts.planning import picture_of
from loopbrug.web.assessment.facts.tracks import track_on
from loopbrug.web.assessment.models import (
    AppointmentRow,
    Assessment,
    AssessorProfile,
    Calendar,
    CalendarChange,
    PromiseRow,
)
from loopbrug.web.assessment.services.calendars_keep import Times, calendar_of, keep_calendar
from loopbrug.web.assessment.services.planning import promise_again, replan_region
from loopbrug.web.assessment.services.telling import Kind, Tiding, listen
from loopbrug.web.pathway import services
from loopbrug.web.pathway.models import Dossier

pytestmark = pytest.mark.django_db

STEPS = {
    "intake",
    "evidence-talk",
    "judging-institute",
    "judging-field",
    "lesson",
    "interview",
    "decision",
    "explanation",
}
NAMES = ("Amina", "Bilal", "Chloe", "Daan", "Esra", "Femi")
TEACHES = {
    **TOLD,
    "posts": [
        {"employer": "Linde", "sector": "vo", "kind": "unqualified", "since": "2026-08-01",
         "until": "2026-12-04", "subject": "wiskunde"}
    ],
    "week": {
        "study_hours": 12,
        "start_on_or_after": "2027-02-01",
        "blocks": [
            {"day": day, "from": "08:00", "until": "12:00", "kind": "class", "label": "klas 2"}
            for day in ("mon", "tue", "wed", "thu")
        ],
    },
}  # fmt: skip


def codes_of(row: Assessment) -> set[str]:
    last = row.promises.last()
    assert last is not None
    return {finding["code"] for finding in last.findings}


def promised(row: Assessment) -> list[date | None]:
    return [each.promised_on for each in PromiseRow.objects.filter(assessment=row)]


def planned(row: Assessment) -> list[tuple[str, object]]:
    return sorted((each.step, each.starts_at) for each in row.appointments.filter(state="planned"))


def fresh(row: Assessment) -> Assessment:
    return Assessment.objects.get(pk=row.pk)


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


def test_replan_keeps_what_is_fixed_and_every_promise() -> None:
    stage = staged()
    rows = [requested(stage, name) for name in NAMES[:3]]
    day = TODAY + timedelta(days=4)
    fixed = {
        each.pk: each.starts_at
        for row in rows
        for each in row.appointments.all()
        if track_on(row, day).is_fixed(each)
    }
    before = {row.pk: promised(row) for row in rows}

    replan_region(actor=None, region="midden", day=day)

    assert fixed
    assert {pk: AppointmentRow.objects.get(pk=pk).starts_at for pk in fixed} == fixed
    for row in rows:
        assert promised(row) == before[row.pk]
        standing = track_on(fresh(row), day).standing
        assert standing.stand is Stand.WORKING, standing


def test_replan_moves_what_a_calendar_no_longer_allows_and_tells_people() -> None:
    stage = staged()
    row = requested(stage)
    lesson = row.appointments.get(step="lesson")
    on = timezone.localtime(lesson.starts_at).date()
    CalendarChange.objects.create(calendar=calendar_of(stage.second_field), first=on, last=on)
    told: list[Tiding] = []
    listen("test", told.extend)

    replan_region(actor=None, region="midden", day=TODAY)

    listen("test", lambda _tidings: None)
    lesson.refresh_from_db()
    assert timezone.localtime(lesson.starts_at).date() != on
    assert lesson.sequence == 1
    moved = [each for each in told if each.kind is Kind.MOVED and each.appointment == lesson]
    assert stage.cast.amina in moved[0].people
    assert promised(row) == [row.promises.get().promised_on]


def test_notice_period_decides_what_is_fixed(settings: Settings) -> None:
    row = requested(staged())
    first = row.appointments.order_by("starts_at").first()
    assert first is not None
    on = timezone.localtime(first.starts_at).date()

    assert not track_on(row, TODAY).is_fixed(first)
    assert track_on(row, on - timedelta(days=1)).is_fixed(first)
    settings.NOTICE_DAYS = 0
    assert not track_on(row, on - timedelta(days=1)).is_fixed(first)


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


def test_pause_gives_time_back_and_the_promise_moves_by_the_days_it_took() -> None:
    stage = staged()
    row = requested(stage)
    before = row.promises.get().promised_on
    assert before is not None
    dossier = Dossier.objects.get(pk=row.dossier_id)
    services.pause(
        actor=stage.cast.amina, dossier=dossier, day=TODAY + timedelta(days=1),
        waiting_for=Party.CANDIDATE, reason="Verhuizing",
    )  # fmt: skip
    assert not planned(row)
    standing = track_on(fresh(row), TODAY + timedelta(days=2)).standing
    assert standing.stand is Stand.PAUSED

    services.resume(actor=stage.cast.amina, dossier=dossier, day=TODAY + timedelta(days=8))

    shifted = fresh(row).promises.last()
    assert shifted is not None
    assert (shifted.promised_on, shifted.why) == (before + timedelta(days=7), "pause")
    assert {step for step, _ in planned(row)} == STEPS


def test_held_clock_moves_the_promise_once_it_runs_again() -> None:
    stage = staged()
    row = requested(stage)
    before = row.promises.get().promised_on
    assert before is not None
    wait = services.hold_clock(
        actor=stage.cast.institute, dossier=row.dossier, day=TODAY + timedelta(days=1),
        waiting_for=Party.CANDIDATE, reason="Een diploma",
    )  # fmt: skip
    day = TODAY + timedelta(days=3)
    replan_region(actor=None, region="midden", day=day)
    assert len(promised(row)) == 1

    services.release_clock(actor=None, dossier=row.dossier, pause_row=wait, day=day)
    replan_region(actor=None, region="midden", day=day)
    replan_region(actor=None, region="midden", day=day)

    assert promised(row) == [before, before + timedelta(days=2)]


@pytest.mark.parametrize("event", [Event.STOP, Event.TRANSFER])
def test_withdrawal_cancels_what_is_to_come_and_tells_the_others(event: Event) -> None:
    stage = staged()
    row = requested(stage)
    told: list[Tiding] = []
    listen("test", told.extend)

    services.advance(actor=stage.cast.broker, dossier=row.dossier, event=event, day=TODAY)

    listen("test", lambda _tidings: None)
    assert not planned(row)
    assert fresh(row).ended_on == TODAY
    heard = {person for each in told for person in each.people}
    assert {stage.cast.amina, stage.second_field, stage.guide, stage.cast.assessor} <= heard
    assert row.appointments.first().why_cancelled  # type: ignore[union-attr]


def test_withdrawal_on_the_day_of_the_decision_leaves_what_was_held() -> None:
    stage = staged()
    row = requested(stage)
    decision = row.appointments.get(step="decision")
    day = timezone.localtime(decision.starts_at).date()
    row.appointments.exclude(step__in=["decision", "explanation"]).update(state="held")

    services.advance(actor=stage.cast.amina, dossier=row.dossier, event=Event.STOP, day=day)

    states = dict(row.appointments.values_list("step", "state"))
    assert states["decision"] == states["explanation"] == "cancelled"
    assert states["interview"] == "held"


def test_second_try_is_another_assessment_with_its_own_promise() -> None:
    stage = staged()
    row = requested(stage)
    services.advance(actor=stage.cast.amina, dossier=row.dossier, event=Event.STOP, day=TODAY)

    again = requested(stage, day=TODAY + timedelta(days=1))

    assert again.pk != row.pk
    assert len(promised(again)) == 1


@pytest.mark.parametrize("count", [1, 3])
def test_picture_of_a_region_asks_the_same_number_of_questions(
    count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    stage = staged()
    for name in NAMES[:count]:
        requested(stage, name)

    with django_assert_num_queries(20):
        picture = picture_of("midden", TODAY)

    assert len(picture.problem.cases) == count


def test_findings_are_kept_and_read_back() -> None:
    row = requested(staged(), told=TEACHES)
    rows = row.promises.get().findings

    assert kept(findings_in(rows)) == rows


def test_days_away_of_everybody_leave_no_room_and_that_is_told() -> None:
    stage = staged()
    keep_calendar(
        owner=stage.guide,
        times=Times((), away=(Period(TODAY, TODAY + timedelta(days=400)),)),
    )

    row = requested(stage)

    assert promised(row) == [None]
    assert codes_of(row) <= {"assessment.nobody-guide", "assessment.no-hours-guide"}
