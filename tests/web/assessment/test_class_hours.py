"""Hours of classes: a school offers them for a subject, and only its own people do."""

from datetime import date, time, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.web.assessment.scene import Stage, requested, staged
from tests.web.pathway.stage import TODAY, organisation

from loopbrug.core.terms.words import Period, Weekday
from loopbrug.web.accounts.models import User
from loopbrug.web.assessment.facts.availability import availability_of
from loopbrug.web.assessment.facts.planning import picture_of
from loopbrug.web.assessment.models import (
    AppointmentRow,
    Assessment,
    CalendarChange,
    Hours,
    Proposal,
)
from loopbrug.web.assessment.queries.calendars import calendar_row
from loopbrug.web.assessment.services import availability
from loopbrug.web.assessment.services.availability import NewSlot
from loopbrug.web.assessment.services.calendars_keep import calendar_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


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


def lesson_of(row: Assessment) -> AppointmentRow:
    return row.appointments.get(step="lesson")


def school_page(name: str = "agenda", code: str = "beukschool") -> str:
    return reverse(f"assessment:{name}", args=[code])


@pytest.mark.parametrize(
    ("who", "may"),
    [
        ("other_board", True), ("school", False), ("board", False), ("broker", False),
        ("institute", False), ("amina", False), ("coach", False), ("policy", False),
    ],
)  # fmt: skip
def test_lesson_hours_are_kept_by_the_school_and_its_board_only(
    client: Client, stage: Stage, who: str, may: bool
) -> None:
    entered(client, getattr(stage.cast, who))
    status = 200 if may else 404
    for name in ("agenda", "agenda-slots", "agenda-days", "agenda-feeds"):
        assert client.get(school_page(name)).status_code == status, name
    data = {"days": ["0"], "start": "9", "end": "12", "label": "3 vmbo"}
    before = Hours.objects.count()
    client.post(school_page("agenda-slots"), data)
    assert (Hours.objects.count() == before + 1) is may


def test_one_cannot_take_out_what_is_of_another(client: Client, stage: Stage) -> None:
    change = CalendarChange.objects.create(
        calendar=calendar_of(stage.guide), first=TODAY, last=TODAY
    )
    hours = Hours.objects.filter(calendar__organisation=organisation("beukschool")).first()
    assert hours is not None
    entered(client, stage.second_field)
    client.post(reverse("assessment:agenda-day-remove", args=[change.pk]))
    client.post(reverse("assessment:agenda-hours-remove", args=[hours.pk]))
    assert CalendarChange.objects.filter(pk=change.pk).exists()
    assert Hours.objects.filter(pk=hours.pk).exists()


def test_school_offers_hours_of_a_class_for_a_subject(client: Client, stage: Stage) -> None:
    data = {
        "days": ["1", "2"], "start": "9", "end": "12", "subject": "wiskunde", "label": "2 havo B",
    }  # fmt: skip
    answer = entered(client, stage.cast.other_board).post(
        school_page("agenda-slots"), data, follow=True
    )
    assert "Lesuren bewaard." in answer.text
    assert "2 havo B" in answer.text
    assert Hours.objects.filter(subject="wiskunde", label="2 havo B").count() == 2


def test_class_of_a_subject_is_only_for_who_wants_that_subject(stage: Stage) -> None:
    """Both schools have only a class for another subject: nobody can be seen in mathematics."""
    Hours.objects.exclude(calendar__organisation=None).update(subject="frans")
    row = requested(stage)
    assert row.promises.get().promised_on is None

    Hours.objects.exclude(calendar__organisation=None).update(subject="wiskunde", label="2 havo B")
    second = requested(stage, "Bilal")
    seat = lesson_of(second).people.get(part="school")
    assert seat.group == "wiskunde"
    picture = picture_of("midden", TODAY)
    case = picture.case(str(second.pk))
    assert (
        f"org:{seat.organisation_id}:wiskunde"
        in dict(next(each for each in case.planned if each.step == "lesson").people).values()
    )


def test_school_sees_which_class_a_lesson_is_in(client: Client, stage: Stage) -> None:
    Hours.objects.exclude(calendar__organisation=None).update(subject="wiskunde", label="2 havo B")
    lesson = lesson_of(requested(stage))
    place = lesson.people.get(part="school").organisation
    assert place is not None
    entered(client, stage.cast.other_board)
    answer = client.get(school_page(code=place.code))
    assert "(2 havo B)" in answer.text
    assert all(each.fits for each in answer.context["found"].standing)


def test_school_that_takes_away_the_hour_of_a_lesson_is_asked_first(
    client: Client, stage: Stage
) -> None:
    lesson = lesson_of(requested(stage))
    place = lesson.people.get(part="school").organisation
    assert place is not None
    on = timezone.localtime(lesson.starts_at)
    hours = Hours.objects.get(calendar__organisation=place, weekday=on.weekday())
    url = reverse("assessment:agenda-hours-remove", args=[place.code, hours.pk])

    answer = entered(client, stage.cast.other_board).post(url)
    assert "Dit raakt afspraken" in answer.text
    assert Hours.objects.filter(pk=hours.pk).exists()

    client.post(url, {"sure": "1"})
    assert not Hours.objects.filter(pk=hours.pk).exists()
    assert Proposal.objects.get().values["who"] == place.name


def test_summer_school_is_open_in_its_weeks_though_schools_are_closed(stage: Stage) -> None:
    place = organisation("beukschool")
    summer = date(2027, 7, 26)
    keeper = availability.Keeper(stage.cast.other_board, place, TODAY)
    from_to = Period(summer, summer + timedelta(days=4))
    slot = NewSlot((Weekday.TUE,), time(9), time(12), period=from_to)
    availability.add_slot(keeper, slot)
    found = availability_of(place, calendar_row(place), [], date(2027, 7, 19), "midden")
    free = [cell.day for days in found.weeks for cell in days if cell.free]
    assert summer + timedelta(days=1) in free
    assert not {summer, summer + timedelta(days=2)} & set(free)
