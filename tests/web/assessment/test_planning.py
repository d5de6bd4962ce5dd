"""The plan after the start: re-planned, paused, ended; and the picture it is made from."""

from datetime import timedelta

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, Settings
from tests.web.assessment.planned import NAMES, STEPS, TEACHES, codes_of, fresh, planned, promised
from tests.web.assessment.scene import requested, staged
from tests.web.pathway.stage import TODAY

from loopbrug.core.assessment.clock import Stand
from loopbrug.core.pathway.model import Party
from loopbrug.core.pathway.states import Event
from loopbrug.core.terms.words import Period
from loopbrug.web.assessment.facts.findings import findings_in, kept
from loopbrug.web.assessment.facts.planning import picture_of
from loopbrug.web.assessment.facts.tracks import track_on
from loopbrug.web.assessment.models import (
    AppointmentRow,
    CalendarChange,
)
from loopbrug.web.assessment.services.calendars_keep import Times, calendar_of, keep_calendar
from loopbrug.web.assessment.services.planning import replan_region
from loopbrug.web.assessment.services.telling import Kind, Tiding, listen
from loopbrug.web.pathway import services
from loopbrug.web.pathway.models import Dossier

pytestmark = pytest.mark.django_db


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
