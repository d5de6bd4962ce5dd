"""The plan of an assessment on its page: its promise, what endangers it, and who may act."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from tests.web.assessment.appointment_scene import DAY, day_of, of
from tests.web.assessment.scene import Stage, requested, staged
from tests.web.pathway.pages import text_of
from tests.web.pathway.stage import TODAY

from loopbrug.core.pathway.model import Party
from loopbrug.web.assessment.models import (
    AppointmentRow,
    Assessment,
    PromiseRow,
)
from loopbrug.web.pathway import services
from loopbrug.web.pathway.models import Dossier

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    DAY[0] = TODAY
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_about: DAY[0])


@pytest.fixture
def stage() -> Stage:
    return staged()


@pytest.fixture
def row(stage: Stage) -> Assessment:
    return requested(stage)


def test_clock_tells_who_stopped_it_and_why_and_what_was_promised(
    client: Client, stage: Stage, row: Assessment
) -> None:
    services.pause(
        actor=stage.cast.broker, dossier=Dossier.objects.get(pk=row.dossier_id), day=TODAY,
        waiting_for=Party.CANDIDATE, reason="Verhuizing",
    )  # fmt: skip
    DAY[0] = TODAY + timedelta(days=3)
    services.resume(
        actor=stage.cast.broker, dossier=Dossier.objects.get(pk=row.dossier_id), day=DAY[0]
    )
    client.force_login(stage.cast.amina)

    shown = text_of(client.get(reverse("assessment:plan", args=[row.dossier_id])))

    assert "We wachtten op: de kandidaat. Reden: Verhuizing" in shown
    assert "Stilgezet door Bram." in shown
    assert "Later omdat de klok stilstond: Verhuizing" in shown
    assert "Deze geldt nu." in shown


def late(row: Assessment) -> None:
    """Let the plan end a week after what was promised."""
    end = of(row, "explanation")
    day = row.promises.get().promised_on
    assert day is not None
    moved = end.starts_at + (day - day_of(end)) + timedelta(days=7)
    AppointmentRow.objects.filter(pk=end.pk).update(
        starts_at=moved, ends_at=moved + timedelta(hours=1)
    )


def test_new_day_is_promised_by_a_person_with_a_reason_and_the_first_one_stays(
    client: Client, stage: Stage, row: Assessment
) -> None:
    late(row)
    url = reverse("assessment:promise-anew", args=[row.dossier_id])
    client.force_login(stage.cast.broker)
    least = client.get(url).context["form"].least

    wrong = client.post(url, {"day": (least - timedelta(days=1)).isoformat(), "reason": "Uitval"})
    client.post(url, {"day": least.isoformat(), "reason": "Uitval"})
    again = client.post(url, {"day": least.isoformat(), "reason": "Uitval"}, follow=True)

    assert "Een eerdere datum kunnen we niet houden." in text_of(wrong)
    days = list(PromiseRow.objects.filter(assessment=row).values_list("promised_on", "why"))
    assert days[1:] == [(least, "person")]
    assert "De beloofde datum kan nog gewoon" in text_of(again)
    shown = text_of(client.get(reverse("assessment:plan", args=[row.dossier_id])))
    assert "Verzet door Bram: Uitval" in shown


def test_promise_that_is_kept_is_not_moved_nor_by_who_does_not_plan(
    client: Client, stage: Stage, row: Assessment
) -> None:
    url = reverse("assessment:promise-anew", args=[row.dossier_id])
    client.force_login(stage.cast.broker)
    client.post(url, {"day": "2027-06-01", "reason": "Uitval"})
    client.force_login(stage.cast.amina)
    assert client.post(url, {"day": "2027-06-01", "reason": "Uitval"}).status_code == 404
    assert PromiseRow.objects.filter(assessment=row).count() == 1


def test_step_in_danger_stands_on_the_plan_with_what_who_plans_can_do(
    client: Client, stage: Stage, row: Assessment
) -> None:
    late(row)
    plan = reverse("assessment:plan", args=[row.dossier_id])
    client.force_login(stage.cast.broker)
    shown = client.get(plan)
    assert "Hier zit het gevaar" in shown.text
    assert "Beloof een nieuwe datum" in shown.text
    assert "Stel een vraag" in shown.text
    client.force_login(stage.cast.amina)
    theirs = client.get(plan).text
    assert "Niemand wordt afgewezen omdat een klok afloopt." in theirs
    assert "Beloof een nieuwe datum" not in theirs


def test_step_without_a_moment_is_planned_once_there_is_room(
    client: Client, stage: Stage, row: Assessment
) -> None:
    of(row, "explanation").delete()
    client.force_login(stage.cast.broker)
    plan = client.get(reverse("assessment:plan", args=[row.dossier_id]))
    assert "Probeer het opnieuw" in plan.text

    answer = client.post(reverse("assessment:retry", args=[row.dossier_id]), follow=True)

    assert "Elke stap heeft een moment" in text_of(answer)
    assert of(row, "explanation")


def test_institute_sees_the_panel_and_begins(client: Client, stage: Stage, row: Assessment) -> None:
    url = reverse("assessment:start-panel", args=[row.dossier_id])
    client.force_login(stage.cast.amina)
    assert client.get(url).status_code == 404
    client.force_login(stage.cast.institute)
    shown = text_of(client.get(url))
    assert "Fenna" in shown
    assert "Amina" not in shown.split("Wie er beoordelen")[-1]

    client.post(url, {"seen": "assessment-requested"})
    again = client.post(url, {"seen": "assessment-requested"}, follow=True)

    assert Dossier.objects.get(pk=row.dossier_id).state == "assessing"
    assert "Dit dossier is intussen verder gegaan." in text_of(again)


def test_hiring_school_reads_the_plan_and_does_nothing_with_it(
    client: Client, stage: Stage, row: Assessment
) -> None:
    client.force_login(stage.cast.school)
    shown = client.get(reverse("assessment:plan", args=[row.dossier_id])).text
    assert "Proefles" in shown
    for word in ("Ik kan niet", "Iemand kan niet", "Verplaats", "Zet vast"):
        assert word not in shown
