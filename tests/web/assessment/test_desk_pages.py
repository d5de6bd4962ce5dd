"""The planning desk: escalations, a list to filter, absence."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from tests.web.assessment.desk_scene import AWAY, DESK, NAMES, away, questions, reported
from tests.web.assessment.scene import Stage, newcomer, requested, staged
from tests.web.pathway.pages import text_of
from tests.web.pathway.stage import TODAY, organisation, somebody

from loopbrug.core.pathway.model import Party, State
from loopbrug.web.accounts.models import User
from loopbrug.web.assessment.models import (
    AppointmentRow,
    Assessment,
    CalendarChange,
    PromiseRow,
)
from loopbrug.web.assessment.permissions import planned_by
from loopbrug.web.assessment.services.proposals import confirm
from loopbrug.web.pathway import services
from loopbrug.web.pathway.models import Dossier
from loopbrug.web.pathway.permissions import Act, may

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


@pytest.fixture
def stage() -> Stage:
    return staged()


@pytest.mark.parametrize("who", ["amina", "school", "assessor", "coach", "policy", "foundation"])
def test_desk_is_not_there_for_who_does_not_plan(client: Client, stage: Stage, who: str) -> None:
    requested(stage)
    client.force_login(getattr(stage.cast, who))
    for url in (DESK, AWAY, reverse("assessment:proposals")):
        assert client.get(url).status_code == 404
        assert client.post(url).status_code in (404, 405)


def test_other_institute_sees_nothing_of_this_one(client: Client, stage: Stage) -> None:
    requested(stage)
    client.force_login(stage.cast.other_institute)
    shown = client.get(DESK).text
    assert "Er loopt geen onderzoek dat jij plant" in shown
    assert "Amina" not in shown


def test_list_form_of_who_may_plan_is_the_same_as_asked_one_by_one(stage: Stage) -> None:
    rows = [requested(stage, name).dossier for name in NAMES]
    rows.append(newcomer(stage, "Daan"))
    Dossier.objects.filter(pk=rows[2].pk).update(institute=organisation("andere-opleiding"))
    dossiers = list(Dossier.objects.all())
    people = [getattr(stage.cast, name) for name in stage.cast.__dataclass_fields__]
    for user in people:
        one_by_one = {row.pk for row in dossiers if may(user, Act.PLAN, row)}
        assert planned_by(user, dossiers) == one_by_one


def test_what_is_late_or_in_danger_stands_on_top_with_the_step_and_whose_turn(
    client: Client, stage: Stage
) -> None:
    row = requested(stage)
    requested(stage, "Bilal")
    AppointmentRow.objects.filter(assessment=row, step="lesson").delete()
    client.force_login(stage.cast.broker)

    answer = client.get(DESK)

    assert [one.track.row for one in answer.context["pressing"]] == [row]
    assert "Nog zonder moment: proefles." in text_of(answer)
    assert answer.context["page"].object_list[0].track.row == row


def test_paused_assessment_is_no_escalation_and_can_be_found(client: Client, stage: Stage) -> None:
    row = requested(stage)
    requested(stage, "Bilal")
    services.pause(
        actor=stage.cast.broker, dossier=row.dossier, day=TODAY, waiting_for=Party.CANDIDATE,
        reason="Verhuizing",
    )  # fmt: skip
    client.force_login(stage.cast.broker)

    found = client.get(DESK, {"stand": "paused"})

    assert [one.track.row for one in found.context["page"]] == [row]
    assert row not in [one.track.row for one in found.context["pressing"]]


@pytest.mark.parametrize(
    ("asked", "found"),
    [({"q": "bil"}, ["Bilal"]), ({"stand": "no-promise"}, []), ({"stand": "nonsense"}, 3)],
)
def test_desk_finds_by_name_and_stand(
    client: Client, stage: Stage, asked: dict[str, str], found: Any
) -> None:
    for name in NAMES:
        requested(stage, name)
    client.force_login(stage.cast.broker)
    rows = client.get(DESK, asked).context["page"].object_list
    names = [str(one.track.row.dossier.candidate) for one in rows]
    assert (len(names) if isinstance(found, int) else names) == found


def hundred(stage: Stage) -> None:
    """Copy one assessment a hundred times, with its appointments."""
    row = requested(stage)
    told = row.dossier.records.first()
    assert told is not None
    for number in range(99):
        user = User.objects.create_user(f"k{number}@example.org", name=f"Kandidaat {number:02}")
        dossier = Dossier.objects.create(
            code=f"K{number}", candidate=user, region="midden", started_on=TODAY,
            state=State.ASSESSMENT_REQUESTED.value, desk=row.dossier.desk,
            school=row.dossier.school, institute=row.dossier.institute,
        )  # fmt: skip
        dossier.records.create(document=told.document, entered_by=user)
        copy = Assessment.objects.create(
            dossier=dossier, profile=row.profile, subject=row.subject, started_on=TODAY,
            goal_on=row.goal_on,
        )  # fmt: skip
        made = row.promises.get()
        PromiseRow(assessment=copy, promised_on=made.promised_on, made_on=TODAY).save()
        for each in row.appointments.all():
            AppointmentRow.objects.create(
                assessment=copy, step=each.step, starts_at=each.starts_at, ends_at=each.ends_at,
                where=each.where,
            )  # fmt: skip


def test_a_hundred_rows_are_paged_and_ask_as_many_questions_as_one(
    client: Client, stage: Stage
) -> None:
    client.force_login(stage.cast.broker)
    requested(stage, "Bilal")
    first = questions(client, DESK)
    hundred(stage)
    assert questions(client, DESK) == first
    shown = client.get(DESK, {"page": 4}).context["page"]
    assert (shown.paginator.count, len(shown.object_list)) == (101, 25)


def test_desk_asks_as_many_questions_for_three_as_for_one(client: Client, stage: Stage) -> None:
    requested(stage)
    client.force_login(stage.cast.broker)
    first = questions(client, DESK)
    for name in NAMES[1:]:
        requested(stage, name)
    assert questions(client, DESK) == first


def test_institute_reports_its_own_people_and_not_those_of_elsewhere(
    client: Client, stage: Stage
) -> None:
    requested(stage)
    elsewhere = somebody("Otis", "assessor", "andere-opleiding")
    client.force_login(stage.cast.institute)

    refused = client.post(AWAY, away(elsewhere))
    client.post(AWAY, away(stage.cast.assessor))

    assert "owner" in refused.context["form"].errors
    assert CalendarChange.objects.get().calendar.user == stage.cast.assessor


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"owner": ""}, "Kies wie of welke school uitvalt."),
        ({"last": "2026-11-01"}, "De laatste dag ligt voor de eerste."),
        ({"first": "2026-10-01", "last": "2026-10-02"}, "Deze dag is al voorbij."),
        ({"last": "2028-12-31"}, "Dit is meer dan een jaar."),
        ({"first": "morgen"}, "datum"),
    ],
)
def test_wrong_report_is_told_and_nothing_is_lost(
    client: Client, stage: Stage, given: dict[str, str], message: str
) -> None:
    requested(stage)
    client.force_login(stage.cast.broker)
    answer = client.post(AWAY, {**away(stage.second_field), **given})
    assert message in text_of(answer)
    assert 'value="Kan niet in deze periode"' in answer.text
    assert not CalendarChange.objects.exists()


def test_who_is_back_earlier_is_planned_again_from_today(client: Client, stage: Stage) -> None:
    requested(stage)
    proposal = reported(client, stage, first=TODAY - timedelta(days=3))
    confirm(actor=stage.cast.broker, proposal=proposal, day=TODAY)
    change = CalendarChange.objects.get(reported=True)
    url = reverse("assessment:back-again", args=[change.pk])
    assert "Is er weer vanaf vandaag" in text_of(client.get(DESK))

    client.post(url)
    again = client.post(url, follow=True)

    change.refresh_from_db()
    assert change.last == TODAY - timedelta(days=1)
    assert "Dit was al gemeld." in text_of(again)


def test_nobody_hit_says_so(client: Client, stage: Stage) -> None:
    requested(stage)
    client.force_login(stage.cast.broker)
    answer = client.post(AWAY, away(stage.cast.field_assessor), follow=True)
    assert "Er is geen afspraak die hierdoor verandert." in text_of(answer)
