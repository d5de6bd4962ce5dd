"""Acts on one appointment: who may, from an old page, twice, in the wrong order."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from tests.web.assessment.appointment_scene import DAY, OWN, at, day_of, host, of, seen
from tests.web.assessment.scene import Stage, requested, staged
from tests.web.pathway.pages import text_of
from tests.web.pathway.stage import TODAY

from loopbrug.web.assessment.models import (
    AppointmentPerson,
    AppointmentRow,
    Assessment,
    CalendarChange,
    Proposal,
)
from loopbrug.web.assessment.services.appointments import start_with_panel
from loopbrug.web.assessment.services.by_hand import TakenError, moments_of, move_by_hand
from loopbrug.web.assessment.services.calendars_keep import calendar_of
from loopbrug.web.assessment.services.losses import NotPlannedError
from loopbrug.web.assessment.services.proposals import drop
from loopbrug.web.assessment.services.telling import Tiding, listen
from loopbrug.web.pathway.services import NotAllowedError

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


def test_candidate_says_they_cannot_and_the_desk_gets_a_proposal(
    client: Client, stage: Stage, row: Assessment
) -> None:
    intake = of(row, "intake")
    client.force_login(stage.cast.amina)
    shown = text_of(client.get(at("cannot", intake)))
    assert "Jouw reden lezen zij niet." in shown
    # What a form keeps for itself has no label.
    assert "Seen" not in shown

    client.post(at("cannot", intake), seen(intake, reason="Tandarts"))
    answer = client.post(at("cannot", intake), seen(intake, reason="Tandarts"), follow=True)

    proposal = Proposal.objects.get()
    assert (proposal.cause, proposal.values["reason"]) == ("decline", "Tandarts")
    assert CalendarChange.objects.count() == 1
    intake.refresh_from_db()
    assert (intake.state, intake.sequence) == ("planned", 0)
    assert "Iemand kan niet op dit moment." in text_of(answer)
    assert "Tandarts" not in text_of(answer)


def test_assessor_who_is_planned_but_not_named_yet_can_decline_from_the_own_page(
    client: Client, stage: Stage, row: Assessment
) -> None:
    lesson = of(row, "lesson")
    client.force_login(stage.second_field)
    assert client.get(reverse("assessment:plan", args=[row.dossier_id])).status_code == 404
    assert at("cannot", lesson) in client.get(OWN).text

    answer = client.post(at("cannot", lesson), seen(lesson, reason="Vakantie"), follow=True)

    assert answer.redirect_chain[-1][0] == OWN
    assert Proposal.objects.get().values["who"] == "Fenna"
    assert "Je kunt niet: er komt een ander moment" in text_of(answer)


def test_school_of_the_lesson_and_its_board_can_say_that_their_class_cannot(
    client: Client, stage: Stage, row: Assessment
) -> None:
    lesson = of(row, "lesson")
    client.force_login(host(row))
    shown = client.get(OWN)
    assert "Onze klas kan niet" in shown.text
    assert len(shown.context["page"].object_list) == 1

    client.post(at("cannot", lesson), seen(lesson, reason="Studiedag"))

    proposal = Proposal.objects.get()
    school = lesson.people.get(part="school").organisation
    assert proposal.values["owner"] == f"org:{school.pk}"  # type: ignore[union-attr]
    client.force_login(stage.cast.other_board)
    assert client.get(at("cannot", lesson)).status_code == 200


@pytest.mark.parametrize(
    "who", ["school", "board", "coach", "policy", "foundation", "other_institute", "field_assessor"]
)
def test_acts_are_not_there_for_who_takes_no_part(
    client: Client, stage: Stage, row: Assessment, who: str
) -> None:
    intake = of(row, "intake")
    DAY[0] = day_of(intake)
    client.force_login(getattr(stage.cast, who))
    for name in ("cannot", "fix", "move", "held", "not-held"):
        data = seen(intake, reason="x", moment="x")
        assert client.post(at(name, intake), data).status_code == 404, name
    intake.refresh_from_db()
    assert (intake.state, intake.fixed_at) == ("planned", None)
    assert not Proposal.objects.exists()


@pytest.mark.parametrize("name", ["fix", "move", "held", "not-held"])
def test_candidate_does_not_plan_nor_mark(
    client: Client, stage: Stage, row: Assessment, name: str
) -> None:
    client.force_login(stage.cast.amina)
    assert client.get(at(name, of(row, "intake"))).status_code == 404


def test_who_plans_says_it_for_another_and_chooses_whom(
    client: Client, stage: Stage, row: Assessment
) -> None:
    lesson = of(row, "lesson")
    client.force_login(stage.cast.broker)
    wrong = client.post(at("cannot", lesson), seen(lesson, reason="Gebeld"))
    assert "Kies wie er niet kan." in text_of(wrong)
    assert "Gebeld" in wrong.text

    who = lesson.people.get(part="candidate").pk
    answer = client.post(at("cannot", lesson), seen(lesson, reason="Gebeld", who=who))

    proposal = Proposal.objects.get()
    assert answer["Location"] == reverse("assessment:proposal", args=[proposal.pk])
    assert proposal.values["who"] == "Amina"


def test_no_reason_is_asked_again(client: Client, stage: Stage, row: Assessment) -> None:
    intake = of(row, "intake")
    client.force_login(stage.cast.amina)
    answer = client.post(at("cannot", intake), seen(intake, reason=""))
    assert "reason" in answer.context["form"].errors
    assert not Proposal.objects.exists()


@pytest.mark.parametrize(
    ("name", "more"),
    [
        ("cannot", {"reason": "x", "who": "?"}),
        ("fix", {}),
        ("move", {}),
        ("not-held", {"reason": "x"}),
        ("held", {}),
    ],
)
def test_old_page_changes_nothing(
    client: Client, stage: Stage, row: Assessment, name: str, more: dict[str, str]
) -> None:
    intake = of(row, "intake")
    client.force_login(stage.cast.broker)
    given: dict[str, Any] = seen(intake, **more)
    if "who" in more:
        given["who"] = intake.people.get(part="candidate").pk
    if name == "move":
        given["moment"] = moments_of(intake, TODAY)[0].starts.isoformat()
    else:
        DAY[0] = day_of(intake)
    AppointmentRow.objects.filter(pk=intake.pk).update(sequence=1)

    answer = client.post(at(name, intake), given, follow=True)

    assert "Deze afspraak is intussen veranderd of voorbij." in text_of(answer)
    intake.refresh_from_db()
    assert (intake.state, intake.sequence, intake.fixed_at) == ("planned", 1, None)
    assert not Proposal.objects.exists()


def test_fix_early_stays_and_is_told(client: Client, stage: Stage, row: Assessment) -> None:
    lesson = of(row, "lesson")
    told: list[Tiding] = []
    listen("test", told.extend)
    client.force_login(stage.cast.institute)

    client.post(at("fix", lesson), seen(lesson))
    client.post(at("fix", lesson), seen(lesson))

    listen("test", lambda _tidings: None)
    lesson.refresh_from_db()
    assert lesson.fixed_by == stage.cast.institute
    assert [each.kind for each in told] == ["fixed"]
    assert stage.cast.amina in told[0].people


def test_move_by_hand_shows_first_what_moves_along_and_keeps_every_promise(
    client: Client, stage: Stage, row: Assessment
) -> None:
    requested(stage, "Bilal")
    lesson = of(row, "lesson")
    before = dict(AppointmentRow.objects.values_list("pk", "starts_at"))
    client.force_login(stage.cast.broker)
    moments = list(client.get(at("move", lesson)).context["moments"])
    promised = row.promises.get().promised_on
    assert promised is not None
    assert moments
    assert all(TODAY < each.date() <= promised for each in moments)

    asked = {"moment": moments[-1].isoformat(), "fix": "on"}
    sure = client.get(at("move", lesson), asked)
    assert "Wie hoort wat, als je bevestigt" in text_of(sure)
    assert dict(AppointmentRow.objects.values_list("pk", "starts_at")) == before
    expected = {raw["step"] for raw in sure.context["laid"].row.changes}
    answer = client.post(at("move", lesson), sure.context["form"].initial, follow=True)

    assert "De afspraak is verplaatst." in text_of(answer)
    lesson.refresh_from_db()
    assert timezone.localtime(lesson.starts_at) == moments[-1]
    assert (lesson.sequence, lesson.fixed_by) == (1, stage.cast.broker)
    moved = AppointmentRow.objects.filter(sequence=1)
    assert {(each.assessment_id, each.step) for each in moved} == {
        (row.pk, step) for step in expected
    }
    last = max(row.appointments.all(), key=lambda each: each.ends_at)
    assert day_of(last) <= promised


def test_wrong_moment_in_the_address_asks_again(
    client: Client, stage: Stage, row: Assessment
) -> None:
    client.force_login(stage.cast.broker)
    answer = client.get(at("move", of(row, "lesson")), {"moment": "gisteren"})
    assert "Dit moment kan niet meer. Kies een ander." in text_of(answer)


def test_moment_that_is_gone_meanwhile_is_not_taken(
    client: Client, stage: Stage, row: Assessment
) -> None:
    lesson = of(row, "lesson")
    moment = moments_of(lesson, TODAY)[-1].starts
    CalendarChange.objects.create(
        calendar=calendar_of(stage.second_field), first=moment.date(), last=moment.date()
    )
    client.force_login(stage.cast.broker)

    data = seen(lesson, moment=moment.isoformat())
    answer = client.post(at("move", lesson), data, follow=True)

    assert "Dit moment is net vergeven. Kies een ander." in text_of(answer)
    with pytest.raises(TakenError):
        move_by_hand(
            actor=stage.cast.broker, appointment=lesson, starts=moment, fix=False, day=TODAY
        )


def test_only_who_plans_moves_by_hand_and_only_what_may_move(stage: Stage, row: Assessment) -> None:
    lesson = of(row, "lesson")
    moment = moments_of(lesson, TODAY)[0].starts
    with pytest.raises(NotAllowedError):
        move_by_hand(
            actor=stage.cast.amina, appointment=lesson, starts=moment, fix=False, day=TODAY
        )
    AppointmentRow.objects.filter(pk=lesson.pk).update(fixed_at=timezone.now())
    assert moments_of(lesson, TODAY) == ()
    AppointmentRow.objects.filter(pk=lesson.pk).update(state="cancelled")
    with pytest.raises(NotPlannedError):
        move_by_hand(
            actor=stage.cast.broker, appointment=lesson, starts=moment, fix=False, day=TODAY
        )


def test_fixed_one_cannot_be_moved_and_the_page_says_what_can(
    client: Client, stage: Stage, row: Assessment
) -> None:
    intake = of(row, "intake")
    DAY[0] = day_of(intake) - timedelta(days=1)
    client.force_login(stage.cast.broker)
    shown = client.get(at("move", intake))
    assert "Deze afspraak staat vast" in shown.text
    assert at("cannot", intake) in shown.text


def test_guide_marks_what_was_held_with_one_press(
    client: Client, stage: Stage, row: Assessment
) -> None:
    start_with_panel(actor=stage.cast.institute, dossier=row.dossier, day=TODAY, seen="")
    intake = of(row, "intake")
    client.force_login(stage.guide)
    early = client.post(at("held", intake), seen(intake), follow=True)
    assert "Deze afspraak is intussen veranderd of voorbij." in text_of(early)
    DAY[0] = day_of(intake)

    client.post(at("held", intake), seen(intake))
    again = client.post(at("held", intake), seen(intake), follow=True)

    assert "Genoteerd: dit is geweest." in text_of(again)
    intake.refresh_from_db()
    assert intake.state == "held"


def test_what_did_not_take_place_is_told_and_planned_anew_by_who_plans(
    client: Client, stage: Stage, row: Assessment
) -> None:
    start_with_panel(actor=stage.cast.institute, dossier=row.dossier, day=TODAY, seen="")
    talk = of(row, "interview")
    DAY[0] = day_of(talk)
    client.force_login(stage.second_field)

    answer = client.post(at("not-held", talk), seen(talk, reason="Trein"), follow=True)
    again = client.post(at("not-held", talk), seen(talk, reason="Trein"), follow=True)

    assert "Wie plant, zoekt een ander moment." in text_of(answer)
    assert "intussen veranderd" in text_of(again)
    assert Proposal.objects.get().cause == "not-held"
    assert "Trein" not in text_of(client.get(reverse("assessment:plan", args=[row.dossier_id])))
    client.force_login(stage.cast.broker)
    assert "Trein" in text_of(client.get(reverse("assessment:plan", args=[row.dossier_id])))


def test_who_was_turned_down_reads_so_at_the_appointment(
    client: Client, stage: Stage, row: Assessment
) -> None:
    intake = of(row, "intake")
    client.force_login(stage.cast.amina)
    client.post(at("cannot", intake), seen(intake, reason="Tandarts"))
    drop(actor=stage.cast.broker, proposal=Proposal.objects.get())

    shown = text_of(client.get(reverse("assessment:plan", args=[row.dossier_id])))

    assert "Wie plant, liet de afspraak toch staan." in shown
    assert "Iemand kan niet op dit moment." not in shown


def test_hurried_user_comes_back_with_the_back_button(
    client: Client, stage: Stage, row: Assessment
) -> None:
    """Declines, goes back, declines another appointment on a page that is old by now."""
    intake, talk = of(row, "intake"), of(row, "evidence-talk")
    client.force_login(stage.cast.amina)
    for one in (intake, talk, intake):
        client.post(at("cannot", one), seen(one, reason="Druk"))
    assert Proposal.objects.filter(dropped_at=None).count() == 2


def test_own_page_asks_as_many_questions_for_three_as_for_one(
    client: Client, stage: Stage, row: Assessment
) -> None:
    client.force_login(stage.cast.assessor)

    def asked() -> int:
        with CaptureQueriesContext(connection) as found:
            client.get(OWN)
        return len(found)

    first = asked()
    requested(stage, "Bilal")
    requested(stage, "Chloe")
    assert asked() == first


def test_own_page_puts_first_what_nobody_marked(
    client: Client, stage: Stage, row: Assessment
) -> None:
    mine = AppointmentPerson.objects.filter(user=stage.cast.amina)
    DAY[0] = day_of(of(row, "intake")) + timedelta(days=1)
    client.force_login(stage.cast.amina)
    rows = client.get(OWN).context["page"].object_list
    assert [one.row.step for one in rows if one.over] == ["intake"]
    assert len(rows) == mine.count()
