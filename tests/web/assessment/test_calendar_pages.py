"""Calendars on screen: hours, exceptions, what is hit, who may."""

from datetime import date, time, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries
from tests.web.assessment.scene import DAYTIME, Stage, requested, staged
from tests.web.pathway.stage import TODAY, somebody

from loopbrug.web.accounts.models import User
from loopbrug.web.assessment.facts.availability import availability_of, week_mark
from loopbrug.web.assessment.facts.planning import picture_of
from loopbrug.web.assessment.models import (
    AppointmentRow,
    Assessment,
    Calendar,
    CalendarChange,
    Hours,
    Proposal,
)
from loopbrug.web.assessment.queries.calendars import calendar_row
from loopbrug.web.assessment.services import availability
from loopbrug.web.assessment.services.calendars_keep import Times, calendar_of, keep_calendar
from loopbrug.web.audit.models import Act
from loopbrug.web.post.models import Letter

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]

AGENDA = "/agenda/"
DAYS, WEEK = f"{AGENDA}dagen/", f"{AGENDA}week/"


@pytest.fixture(autouse=True)
def _this_hour(monkeypatch: pytest.MonkeyPatch) -> None:
    now = timezone.make_aware(timezone.datetime(2026, 11, 23, 8))
    monkeypatch.setattr("loopbrug.web.assessment.views.calendars.timezone.now", lambda: now)


@pytest.fixture
def stage() -> Stage:
    return staged()


def entered(client: Client, who: User) -> Client:
    client.force_login(who)
    return client


def week(who: User, **days: str) -> dict[str, str]:
    return {"seen": week_mark(calendar_row(who)), **days}


def lesson_of(row: Assessment) -> AppointmentRow:
    return row.appointments.get(step="lesson")


def test_assessor_gives_a_week_by_typing(client: Client, stage: Stage) -> None:
    who = stage.second_field
    answer = entered(client, who).post(
        WEEK, week(who, day1="9-12, 13:30-16", day3="19-21"), follow=True
    )

    assert "Je week is bewaard." in answer.text
    assert "9:00–12:00" in answer.text
    kept = Hours.objects.filter(calendar__user=who)
    assert list(kept.values_list("weekday", "start", "end")) == [
        (1, time(9), time(12)), (1, time(13, 30), time(16)), (3, time(19), time(21)),
    ]  # fmt: skip
    assert Act.objects.filter(name="assessment.keep-week", subject=f"user:{who.pk}").exists()


def test_wrong_week_is_told_whole_and_nothing_is_lost(client: Client, stage: Stage) -> None:
    who, before = stage.second_field, Hours.objects.count()
    answer = entered(client, who).post(
        WEEK, week(who, day0="12-9", day1="9-12, 11-13", day2="9-12")
    )

    assert "het einde ligt niet na het begin" in answer.text
    assert "overlappen" in answer.text
    assert 'value="9-12, 11-13"' in answer.text
    assert Hours.objects.count() == before


def test_second_tab_does_not_overwrite_silently(client: Client, stage: Stage) -> None:
    who = stage.guide
    opened_in_both = week(who)
    entered(client, who).post(WEEK, {**opened_in_both, "day0": "9-12"})

    answer = client.post(WEEK, {**opened_in_both, "day4": "13-16"})

    assert "Je week is intussen veranderd" in answer.text
    assert 'value="13-16"' in answer.text
    assert Hours.objects.get(calendar__user=who).weekday == 0
    seen = answer.context["form"]["seen"].value()
    client.post(WEEK, {"day4": "13-16", "seen": seen})
    assert Hours.objects.get(calendar__user=who).weekday == 4


def test_hours_in_which_nothing_fits_are_told(client: Client, stage: Stage) -> None:
    who = stage.guide
    answer = entered(client, who).post(WEEK, week(who, day0="17-18"), follow=True)
    assert "In maandag 17:00 tot 18:00 past geen afspraak" in answer.text


def test_change_that_hits_an_appointment_asks_first_and_changes_nothing(
    client: Client, stage: Stage
) -> None:
    lesson = lesson_of(requested(stage))
    on = timezone.localtime(lesson.starts_at).date()
    data = {"kind": "away", "first": on.isoformat(), "note": "Geheim"}

    answer = entered(client, stage.second_field).post(DAYS, data)

    assert "Dit raakt afspraken die al staan" in answer.text
    assert "Proefles" in answer.text
    assert 'name="note" value="Geheim"' in answer.text
    assert not CalendarChange.objects.exists()
    assert not Proposal.objects.exists()
    assert not Letter.objects.filter(template="calendar_hit").exists()


def test_going_on_keeps_the_change_and_the_desk_hears(client: Client, stage: Stage) -> None:
    row = requested(stage)
    lesson = lesson_of(row)
    on = timezone.localtime(lesson.starts_at).date()
    data = {"kind": "away", "first": on.isoformat(), "sure": "1"}

    answer = entered(client, stage.second_field).post(DAYS, data, follow=True)

    assert "afspraken passen niet meer" in answer.text or "afspraak past niet meer" in answer.text
    assert "Dit past niet in deze agenda" in answer.text
    lesson.refresh_from_db()
    assert timezone.localtime(lesson.starts_at).date() == on
    proposal = Proposal.objects.get()
    assert (proposal.cause, proposal.values["calendar"]) == ("calendar", [])
    assert any(change["step"] == "lesson" for change in proposal.changes)
    letter = Letter.objects.get(template="calendar_hit")
    assert letter.to == stage.cast.broker
    assert "Fenna" in letter.title
    assert CalendarChange.objects.get().first == on


def test_change_elsewhere_asks_nothing(client: Client, stage: Stage) -> None:
    requested(stage)
    far = TODAY + timedelta(days=200)
    answer = entered(client, stage.second_field).post(
        DAYS, {"kind": "away", "first": far.isoformat()}, follow=True
    )
    assert "Bewaard." in answer.text
    assert not Proposal.objects.exists()


def test_the_same_twice_is_once(client: Client, stage: Stage) -> None:
    data = {"kind": "away", "first": "2027-05-03"}
    entered(client, stage.guide).post(DAYS, data)
    answer = client.post(DAYS, data, follow=True)
    assert "Er is niets veranderd." in answer.text
    assert CalendarChange.objects.count() == 1


def test_many_days_are_pasted_and_taken_out_again(client: Client, stage: Stage) -> None:
    entered(client, stage.guide).post(DAYS, {"lines": "3-5-2027\nextra 4-5-2027 19-21"})
    assert CalendarChange.objects.count() == 2

    for change in CalendarChange.objects.all():
        client.post(reverse("assessment:agenda-day-remove", args=[change.pk]))
        client.post(reverse("assessment:agenda-day-remove", args=[change.pk]))

    assert not CalendarChange.objects.exists()
    assert Act.objects.filter(name="assessment.remove-days").count() == 2


def test_more_exceptions_than_anybody_oversees_are_refused(
    client: Client, stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(availability, "MOST_CHANGES", 2)
    answer = entered(client, stage.guide).post(DAYS, {"lines": "3-5-2027\n4-5-2027\n5-5-2027"})
    assert "hooguit 2 in een agenda" in answer.text
    assert not CalendarChange.objects.exists()


def test_ten_thousand_pasted_lines_get_an_answer(client: Client, stage: Stage) -> None:
    lines = "\n".join(["3-5-2027"] * 10_000)
    answer = entered(client, stage.guide).post(DAYS, {"lines": lines})
    assert "10000 regels" in answer.text
    assert not CalendarChange.objects.exists()


def test_preview_keeps_wall_clock_time_over_the_change_of_the_clock(stage: Stage) -> None:
    """On 28 March 2027 the clock goes forward; nine o'clock stays nine o'clock."""
    found = availability_of(stage.guide, calendar_row(stage.guide), [], date(2027, 3, 22), "midden")
    for days in found.weeks[:2]:
        assert days[1].free == ((time(9), time(12)), (time(13), time(16)))
    assert found.weeks[1][0].closed, "Easter Monday"


def test_preview_takes_out_what_is_planned(client: Client, stage: Stage) -> None:
    lesson = lesson_of(requested(stage))
    answer = entered(client, stage.second_field).get(AGENDA)
    on = timezone.localtime(lesson.starts_at)
    cells = {cell.day: cell for days in answer.context["found"].weeks for cell in days}
    assert [each.row.step for each in cells[on.date()].planned].count("lesson") == 1
    assert all(not start <= on.time() < end for start, end in cells[on.date()].free)
    assert all(each.fits for each in answer.context["found"].standing)
    assert "Amina" in answer.text


def test_candidate_hears_what_is_assumed_and_what_they_give_is_used(
    client: Client, stage: Stage
) -> None:
    requested(stage)
    amina = stage.cast.amina
    answer = entered(client, amina).get(AGENDA)
    assert "Je hebt nog geen uren gegeven" in answer.text
    monday, tuesday = answer.context["found"].weeks[3][:2]
    assert monday.free == ((time(19), time(20, 30)),), "care on Mondays from 9 to 17"
    assert tuesday.free

    before = picture_of("midden", TODAY).problem.resources[f"user:{amina.pk}"].free
    client.post(WEEK, {**week(amina, day2="9-12"), "sure": "1"})
    after = picture_of("midden", TODAY).problem.resources[f"user:{amina.pk}"].free

    assert 0 < after.bit_count() < before.bit_count()
    assert "Je hebt nog geen uren gegeven" not in client.get(AGENDA).text


def test_extra_hours_of_a_candidate_come_on_top_of_what_is_assumed(stage: Stage) -> None:
    requested(stage)
    amina = stage.cast.amina
    before = picture_of("midden", TODAY).problem.resources[f"user:{amina.pk}"].free
    day = date(2026, 12, 7)
    CalendarChange.objects.create(
        calendar=calendar_of(amina), first=day, last=day, start=time(9), end=time(12), free=True
    )
    after = picture_of("midden", TODAY).problem.resources[f"user:{amina.pk}"].free
    assert after & before == before


def test_plan_asks_the_candidate_for_hours(client: Client, stage: Stage) -> None:
    row = requested(stage)
    page = reverse("assessment:plan", args=[row.dossier_id])
    assert "Geef je eigen uren" in entered(client, stage.cast.amina).get(page).text
    keep_calendar(owner=stage.cast.amina, times=Times(DAYTIME))
    assert "Geef je eigen uren" not in client.get(page).text


def test_doors_lead_to_the_calendar(client: Client, stage: Stage) -> None:
    row = requested(stage)
    page = reverse("pathway:dossier", args=[row.dossier_id])
    assert f'href="{AGENDA}"' in entered(client, stage.cast.amina).get(page).text
    assert "/agenda/school/lindeschool/" in entered(client, stage.cast.school).get(page).text
    assert f'href="{AGENDA}"' in entered(client, stage.second_field).get("/beoordelen/").text
    assert "/planning/mensen/" in entered(client, stage.cast.broker).get("/planning/").text


@pytest.mark.parametrize("page", [AGENDA, WEEK, DAYS, f"{AGENDA}andere/"])
def test_calendar_asks_to_sign_in(client: Client, page: str) -> None:
    assert client.get(page).status_code == 302


def test_calendar_is_there_for_who_takes_part_in_nothing(client: Client, stage: Stage) -> None:
    answer = entered(client, somebody("Nina")).get(AGENDA)
    assert "Je doet nog aan geen onderzoek mee" in answer.text
    assert not Calendar.objects.filter(user__name="Nina").exists()


@pytest.mark.parametrize("count", [1, 3])
def test_calendar_asks_a_fixed_number_of_queries(
    client: Client,
    stage: Stage,
    django_assert_num_queries: DjangoAssertNumQueries,
    count: int,
) -> None:
    for name in ("Amina", "Bilal", "Chloe")[:count]:
        requested(stage, name)
    calendar = calendar_of(stage.guide)
    for past in range(count):
        day = TODAY + timedelta(days=100 + past)
        CalendarChange.objects.create(calendar=calendar, first=day, last=day)
        calendar.feeds.create(name=f"agenda {past}", address=f"https://a{past}.example/a.ics")
    entered(client, stage.guide)
    with django_assert_num_queries(QUERIES):
        answer = client.get(AGENDA)
    shown: Any = answer.context["found"].standing
    assert len({each.row.assessment_id for each in shown}) == count


QUERIES = 17
