import time
from datetime import date, timedelta

import pytest
from django.utils import timezone
from tests.web.assessment.scene import DAYTIME, requested, staged
from tests.web.pathway.stage import TODAY, organisation

from loopbrug.core.assessment.repair import broken_in
from loopbrug.core.outcomes.judging import Side
from loopbrug.core.terms.words import Period
from loopbrug.web.accounts.models import User
from loopbrug.web.accounts.services import join
from loopbrug.web.assessment.facts.planning import picture_of
from loopbrug.web.assessment.facts.tracks import track_on
from loopbrug.web.assessment.models import (
    AppointmentRow,
    Assessment,
    AssessorProfile,
    CalendarChange,
    Proposal,
)
from loopbrug.web.assessment.services.appointments import start_with_panel
from loopbrug.web.assessment.services.calendars_keep import Times, keep_calendar, keep_profile
from loopbrug.web.assessment.services.losses import (
    Away,
    NotPlannedError,
    decline,
    held,
    not_held,
    report_away,
)
from loopbrug.web.assessment.services.proposals import confirm, drop
from loopbrug.web.assessment.services.telling import Tiding, listen
from loopbrug.web.pathway.models import Dossier
from loopbrug.web.pathway.services import NotAllowedError

pytestmark = pytest.mark.django_db


def day_of(row: AppointmentRow) -> date:
    return timezone.localtime(row.starts_at).date()


def moments(row: Assessment) -> dict[str, tuple[object, int]]:
    rows = AppointmentRow.objects.filter(assessment=row, state="planned")
    return {each.step: (each.starts_at, each.sequence) for each in rows}


def promised(row: Assessment) -> list[date | None]:
    return list(row.promises.values_list("promised_on", flat=True))


def fresh(row: Assessment) -> Assessment:
    return Assessment.objects.get(pk=row.pk)


def ill(stage: object, who: User, first: date, days: int = 5) -> Proposal | None:
    return report_away(
        actor=stage.cast.broker,  # type: ignore[attr-defined]
        away=Away(who, Period(first, first + timedelta(days=days - 1)), "Ziek"),
        region="midden",
        day=TODAY,
    )


def test_illness_becomes_a_proposal_and_nothing_moves_before_it_is_confirmed() -> None:
    stage = staged()
    row = requested(stage)
    lesson = row.appointments.get(step="lesson")
    before = moments(row)

    proposal = ill(stage, stage.second_field, day_of(lesson))

    assert proposal is not None
    assert moments(row) == before
    assert {change["step"] for change in proposal.changes} >= {"lesson", "interview"}
    assert proposal.findings == []


def test_confirmed_proposal_moves_tells_and_keeps_the_promise() -> None:
    stage = staged()
    row = requested(stage)
    lesson = row.appointments.get(step="lesson")
    proposal = ill(stage, stage.second_field, day_of(lesson))
    assert proposal is not None
    told: list[Tiding] = []
    listen("test", told.extend)

    done = confirm(actor=stage.cast.broker, proposal=proposal, day=TODAY)

    listen("test", lambda _tidings: None)
    assert done is not None
    assert done.pk == proposal.pk
    lesson.refresh_from_db()
    assert lesson.sequence == 1
    assert not broken_in(picture_of("midden", TODAY).problem)
    standing = track_on(fresh(row), TODAY).standing
    assert standing.done_on is not None
    assert standing.due_on is not None
    assert standing.done_on <= standing.due_on
    assert len(promised(row)) == 1
    about_lesson = [each for each in told if each.appointment == lesson]
    assert {stage.cast.amina, stage.second_field} <= set(about_lesson[0].people)
    assert about_lesson[0].reason == "Ziek"


def test_only_what_is_lost_moves_when_that_is_enough() -> None:
    stage = staged()
    row = requested(stage)
    other = requested(stage, "Bilal")
    explanation = row.appointments.get(step="explanation")
    before, others = moments(row), moments(other)
    proposal = decline(
        actor=stage.guide,
        appointment=explanation,
        person=explanation.people.get(part="guide"),
        reason="Tandarts",
        day=TODAY,
    )
    assert proposal is not None

    confirm(actor=stage.cast.broker, proposal=proposal, day=TODAY)

    after = moments(row)
    assert {step for step in before if before[step] != after[step]} == {"explanation"}
    assert moments(other) == others


def test_proposal_on_appointments_that_changed_is_made_anew_and_not_carried_out() -> None:
    stage = staged()
    row = requested(stage)
    lesson = row.appointments.get(step="lesson")
    first = ill(stage, stage.second_field, day_of(lesson))
    assert first is not None
    AppointmentRow.objects.filter(assessment=row, step="intake").update(sequence=7)
    before = moments(row)

    made = confirm(actor=stage.cast.broker, proposal=first, day=TODAY)

    assert made is not None
    assert made.pk != first.pk
    assert made.confirmed_at is None
    assert moments(row) == before
    first.refresh_from_db()
    assert first.dropped_at is not None


def test_proposal_is_made_anew_when_somebody_in_it_is_not_free_any_more() -> None:
    stage = staged()
    row = requested(stage)
    lesson = row.appointments.get(step="lesson")
    first = ill(stage, stage.second_field, day_of(lesson))
    assert first is not None
    change = next(each for each in first.changes if each["step"] == "lesson")
    to = date.fromisoformat(change["after"]["at"][:10])
    ill(stage, stage.cast.assessor, to, days=1)

    made = confirm(actor=stage.cast.broker, proposal=first, day=TODAY)

    assert made is not None
    assert made.pk != first.pk


def test_confirming_twice_is_confirming_once() -> None:
    stage = staged()
    row = requested(stage)
    proposal = ill(stage, stage.second_field, day_of(row.appointments.get(step="lesson")))
    assert proposal is not None
    confirm(actor=stage.cast.broker, proposal=proposal, day=TODAY)
    after = moments(row)

    confirm(actor=stage.cast.broker, proposal=proposal, day=TODAY)

    assert moments(row) == after


def test_dropped_proposal_takes_the_loss_back() -> None:
    stage = staged()
    row = requested(stage)
    before = moments(row)
    proposal = ill(stage, stage.second_field, day_of(row.appointments.get(step="lesson")))
    assert proposal is not None
    assert CalendarChange.objects.filter(ill=True).exists()

    drop(actor=stage.cast.institute, proposal=proposal)
    drop(actor=stage.cast.institute, proposal=proposal)

    assert not CalendarChange.objects.exists()
    assert moments(row) == before
    assert not broken_in(picture_of("midden", TODAY).problem)


@pytest.mark.parametrize("who", ["school", "assessor", "other_institute", "amina"])
def test_proposal_is_not_for_who_does_not_plan(who: str) -> None:
    stage = staged()
    row = requested(stage)
    proposal = ill(stage, stage.second_field, day_of(row.appointments.get(step="lesson")))
    assert proposal is not None
    actor = getattr(stage.cast, who)

    for act in (
        lambda: confirm(actor=actor, proposal=proposal, day=TODAY),
        lambda: drop(actor=actor, proposal=proposal),
    ):
        with pytest.raises(NotAllowedError):
            act()


def test_school_that_falls_out_gives_its_lesson_to_another() -> None:
    stage = staged()
    row = requested(stage)
    lesson = row.appointments.get(step="lesson")
    school = lesson.people.get(part="school").organisation
    assert school is not None
    proposal = report_away(
        actor=stage.cast.institute, region="midden", day=TODAY,
        away=Away(school, Period(TODAY, date(2027, 7, 31)), "Verbouwing"),
    )  # fmt: skip
    assert proposal is not None

    confirm(actor=stage.cast.institute, proposal=proposal, day=TODAY)

    new = AppointmentRow.objects.get(assessment=row, step="lesson").people.get(part="school")
    assert new.organisation not in (school, organisation("lindeschool"))


def test_assessor_ill_in_week_two_is_taken_over_and_the_promise_holds() -> None:
    stage = staged()
    AssessorProfile.objects.filter(user=stage.cast.field_assessor).delete()
    row = requested(stage)
    start_with_panel(actor=stage.cast.institute, dossier=row.dossier, day=TODAY, seen="")
    AssessorProfile.objects.filter(user__name="Femke").delete()
    third = User.objects.create_user("fatih@example.org", name="Fatih")
    _assessor(third)
    day = TODAY + timedelta(days=10)
    row.appointments.filter(starts_at__date__lt=day).update(state="held")
    proposal = report_away(
        actor=stage.cast.broker, region="midden", day=day,
        away=Away(stage.second_field, Period(day, date(2027, 3, 1)), "Ziek"),
    )  # fmt: skip
    assert proposal is not None
    assert proposal.findings == []

    confirm(actor=stage.cast.broker, proposal=proposal, day=day)

    standing = track_on(fresh(row), day).standing
    assert standing.done_on is not None
    assert standing.due_on is not None
    assert standing.done_on <= standing.due_on
    seats = Dossier.objects.get(pk=row.dossier_id).participations.filter(
        role="assessor", side="field", ended_on=None
    )
    assert [part.user for part in seats] == [third]


def _assessor(user: User) -> None:
    join(actor=None, user=user, organisation="beuk", role="assessor")
    keep_profile(user=user, side=Side.FIELD, subjects=["wiskunde"])
    keep_calendar(owner=user, times=Times(DAYTIME))


def test_loss_that_cannot_be_mended_says_whose_promise_is_in_danger() -> None:
    stage = staged()
    row = requested(stage)

    proposal = ill(stage, stage.cast.assessor, TODAY, days=200)

    assert proposal is not None
    assert {each["about"] for each in proposal.findings} == {str(row.pk)}
    assert proposal.findings[0]["code"].startswith("assessment.danger-")


def test_nobody_hit_is_no_proposal() -> None:
    stage = staged()
    requested(stage)

    assert ill(stage, stage.cast.field_assessor, TODAY) is None


def test_step_that_was_not_held_is_planned_anew() -> None:
    stage = staged()
    row = requested(stage)
    intake = row.appointments.get(step="intake")
    proposal = not_held(
        actor=stage.cast.institute, appointment=intake, reason="Trein stond stil",
        day=day_of(intake),
    )  # fmt: skip
    assert proposal is not None
    intake.refresh_from_db()
    assert intake.state == "cancelled"

    confirm(actor=stage.cast.institute, proposal=proposal, day=day_of(intake))

    new = AppointmentRow.objects.get(assessment=row, step="intake", state="planned")
    assert new.starts_at > intake.starts_at


def test_held_is_not_said_before_the_day_nor_of_what_was_cancelled() -> None:
    stage = staged()
    row = requested(stage)
    intake = row.appointments.get(step="intake")

    with pytest.raises(NotPlannedError):
        held(actor=stage.cast.institute, appointment=intake, day=TODAY)
    held(actor=stage.cast.institute, appointment=intake, day=day_of(intake))
    held(actor=stage.cast.institute, appointment=intake, day=day_of(intake))

    intake.refresh_from_db()
    assert intake.state == "held"


def test_decline_of_what_moved_meanwhile_is_refused() -> None:
    stage = staged()
    row = requested(stage)
    intake = row.appointments.get(step="intake")
    AppointmentRow.objects.filter(pk=intake.pk).update(sequence=3)

    with pytest.raises(NotPlannedError):
        decline(
            actor=stage.cast.amina, appointment=intake,
            person=intake.people.get(part="candidate"), reason="Ziek", day=TODAY,
        )  # fmt: skip

    assert not CalendarChange.objects.exists()


def test_proposal_comes_within_a_second() -> None:
    stage = staged()
    rows = [requested(stage, name) for name in ("Amina", "Bilal", "Chloe", "Daan")]
    lesson = rows[0].appointments.get(step="lesson")
    ill(stage, stage.second_field, day_of(lesson), days=1)
    started = time.perf_counter()

    ill(stage, stage.second_field, day_of(lesson), days=3)

    assert time.perf_counter() - started < 1
