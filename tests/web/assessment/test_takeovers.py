"""Somebody takes over a part: seats, drafts and parts in the dossier go along, or nothing does."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from tests.web.assessment.scene import DAYTIME, Stage, judge, requested, staged
from tests.web.outcomes.bench import SHOWN, draft_all, found
from tests.web.pathway.stage import TODAY, somebody
from tests.web.together import alone, at_once, real_database

from loopbrug.core.bridge.model import Evidence
from loopbrug.core.outcomes.evidence import Kind as EvidenceKind
from loopbrug.core.outcomes.judging import Side
from loopbrug.core.terms.words import Period
from loopbrug.web.accounts.models import User
from loopbrug.web.assessment.facts.planning import picture_of
from loopbrug.web.assessment.models import (
    AppointmentPerson,
    AppointmentRow,
    Assessment,
    AssessorProfile,
    CalendarChange,
    Proposal,
)
from loopbrug.web.assessment.services.appointments import start_with_panel
from loopbrug.web.assessment.services.calendars_keep import Times, keep_calendar
from loopbrug.web.assessment.services.losses import Away, report_away
from loopbrug.web.assessment.services.proposals import (
    DroppedError,
    confirm,
    drop,
    make_anew,
)
from loopbrug.web.assessment.services.telling import Tiding, listen
from loopbrug.web.outcomes.models import Draft, Round
from loopbrug.web.outcomes.services.drafts import hand_in, save_draft
from loopbrug.web.outcomes.services.recording import keep_evidence
from loopbrug.web.outcomes.services.seats import Chosen, move_seat
from loopbrug.web.pathway.models import Dossier

pytestmark = pytest.mark.django_db
WEEK_TWO = TODAY + timedelta(days=8)


def begun() -> tuple[Stage, Assessment, User]:
    """Return an assessment that is being judged, and who could take over for the field."""
    stage = staged()
    AssessorProfile.objects.filter(user=stage.cast.field_assessor).delete()
    row = requested(stage)
    start_with_panel(actor=stage.cast.institute, dossier=row.dossier, day=TODAY, seen="")
    AssessorProfile.objects.filter(user__name="Femke").delete()
    return stage, row, judge("Fatih")


def ill_until_march(
    stage: Stage, who: User, day: date = WEEK_TWO, last: date = date(2027, 3, 1)
) -> Proposal:
    away = Away(who, Period(day, last), "Kan niet")
    made = report_away(actor=stage.cast.broker, away=away, region="midden", day=day)
    assert made is not None
    return made


def named(row: Assessment, side: str = "field", role: str = "assessor") -> list[User]:
    parts = Dossier.objects.get(pk=row.dossier_id).participations
    return [part.user for part in parts.filter(role=role, side=side, ended_on=None)]


def people_of(row: Assessment, part: str) -> set[User | None]:
    open_ = AppointmentPerson.objects.filter(
        appointment__assessment=row, appointment__state="planned", part=part
    )
    return {each.user for each in open_}


def test_seat_and_drafts_of_the_open_round_go_along_with_the_appointments() -> None:
    stage, row, fatih = begun()
    round_ = Round.objects.get(dossier=row.dossier)
    assert round_.seats.get(side="field").assessor == stage.second_field
    code = round_.outcomes[0]
    save_draft(
        actor=stage.second_field, round_=round_, filled=found(code, text="Half klaar."), seen=0
    )

    confirm(
        actor=stage.cast.broker, proposal=ill_until_march(stage, stage.second_field), day=WEEK_TWO
    )

    seats = round_.seats.filter(side="field").values_list("assessor", "left_on")
    assert list(seats) == [(stage.second_field.pk, WEEK_TWO), (fatih.pk, None)]
    draft = Draft.objects.get(round=round_, side="field")
    assert (draft.text, draft.author) == ("Half klaar.", stage.second_field)
    assert save_draft(actor=fatih, round_=round_, filled=found(code), seen=1).author == fatih
    assert named(row) == [fatih]
    assert people_of(row, "field") == {fatih}


def test_a_takeover_makes_no_second_proposal() -> None:
    stage, _, _ = begun()

    confirm(
        actor=stage.cast.broker, proposal=ill_until_march(stage, stage.second_field), day=WEEK_TWO
    )

    assert Proposal.objects.count() == 1


def test_what_was_handed_in_stands_and_another_goes_on_from_there() -> None:
    stage, row, fatih = begun()
    round_ = Round.objects.get(dossier=row.dossier)
    keep_evidence(
        actor=row.dossier.candidate, dossier=row.dossier,
        items=[Evidence("E1", "Lesplan", EvidenceKind.WORK_PRODUCT, TODAY, SHOWN)],
    )  # fmt: skip
    draft_all(stage.second_field, round_)
    hand_in(actor=stage.second_field, round_=round_, day=TODAY)

    confirm(
        actor=stage.cast.broker, proposal=ill_until_march(stage, stage.second_field), day=WEEK_TWO
    )

    assert round_.seats.get(side="field", left_on=None).assessor == stage.second_field
    assert people_of(row, "field") == {fatih}
    assert named(row)[-1] == fatih
    assert not [each for each in picture_of("midden", WEEK_TWO).lacking.values() if each]


def test_guide_who_falls_ill_is_followed_by_another_in_the_dossier_too() -> None:
    stage, row, _ = begun()
    assert named(row, "", "guide") == [stage.guide]
    new = somebody("Gijs", "institute", "hogeschool")
    keep_calendar(owner=new, times=Times(DAYTIME))

    confirm(actor=stage.cast.broker, proposal=ill_until_march(stage, stage.guide), day=WEEK_TWO)

    assert named(row, "", "guide") == [new]
    assert people_of(row, "guide") == {new}


def test_named_before_the_start_is_followed_too() -> None:
    stage = staged()
    row = requested(stage)
    from_field = people_of(row, "field").pop()
    assert from_field is not None
    row.dossier.participations.create(user=from_field, role="assessor", side="field")
    judge("Fatih")

    confirm(actor=stage.cast.broker, proposal=ill_until_march(stage, from_field, TODAY), day=TODAY)

    assert from_field not in named(row)
    assert set(named(row)) == people_of(row, "field")


def test_seat_given_to_another_proposes_to_plan_with_them() -> None:
    stage, row, fatih = begun()
    before = people_of(row, "field")
    round_ = Round.objects.get(dossier=row.dossier)

    move_seat(
        actor=stage.cast.institute, round_=round_, side=Side.FIELD, chosen=Chosen(fatih),
        reason="Andere baan", day=TODAY,
    )  # fmt: skip

    proposal = Proposal.objects.get()
    assert (proposal.cause, proposal.values["who"]) == ("panel", "Fatih")
    assert people_of(row, "field") == before
    confirm(actor=stage.cast.institute, proposal=proposal, day=TODAY)
    assert people_of(row, "field") == {fatih}


def test_nobody_can_take_over_so_the_appointments_go_and_the_promise_is_in_danger() -> None:
    stage, row, fatih = begun()
    AssessorProfile.objects.filter(user=fatih).delete()
    told: list[Tiding] = []
    listen("test", told.extend)

    proposal = ill_until_march(stage, stage.second_field, last=date(2028, 1, 1))
    gone = {each["step"] for each in proposal.changes if each["after"] is None}
    confirm(actor=stage.cast.broker, proposal=proposal, day=WEEK_TWO)

    listen("test", lambda _tidings: None)
    assert {"lesson", "interview", "decision"} <= gone
    assert {each["about"] for each in proposal.findings} == {str(row.pk)}
    assert not people_of(row, "field")
    heard = {person for each in told if each.kind == "cancelled" for person in each.people}
    assert stage.cast.amina in heard
    assert row.promises.count() == 1


def test_lost_appointment_comes_back_sooner_than_a_move_only_to_save_a_promise() -> None:
    stage, row, _ = begun()
    ill_until_march(stage, stage.second_field)
    first = min(
        each["after"]["at"][:10] for each in Proposal.objects.get().changes if each["after"]
    )
    assert date.fromisoformat(first) > WEEK_TWO
    promised = row.promises.get().promised_on
    last = max(each["after"]["at"][:10] for each in Proposal.objects.get().changes)
    assert promised is not None
    assert date.fromisoformat(last) <= promised


def test_dropped_proposal_is_not_confirmed_from_an_old_page() -> None:
    stage, row, _ = begun()
    proposal = ill_until_march(stage, stage.second_field)
    drop(actor=stage.cast.broker, proposal=proposal)

    with pytest.raises(DroppedError):
        confirm(actor=stage.cast.broker, proposal=proposal, day=WEEK_TWO)

    assert stage.second_field in people_of(row, "field")
    assert Proposal.objects.count() == 1


def test_proposal_is_made_anew_when_another_loss_was_taken_back() -> None:
    stage, row, _ = begun()
    first = ill_until_march(stage, stage.second_field)
    lesson = row.appointments.get(step="lesson")
    on = lesson.starts_at.date()
    away = Away(stage.cast.assessor, Period(on, on), "Kan niet")
    second = report_away(actor=stage.cast.broker, away=away, region="midden", day=WEEK_TWO)
    assert second is not None
    drop(actor=stage.cast.broker, proposal=first)

    made = confirm(actor=stage.cast.broker, proposal=second, day=WEEK_TWO)

    assert made is not None
    assert made.pk != second.pk
    assert people_of(row, "field") == {stage.second_field}
    second.refresh_from_db()
    assert second.replaced_by == made
    assert confirm(actor=stage.cast.broker, proposal=second, day=WEEK_TWO) == made


def test_made_anew_on_request_replaces_and_twice_is_once() -> None:
    stage, _, _ = begun()
    proposal = ill_until_march(stage, stage.second_field)

    new = make_anew(actor=stage.cast.broker, proposal=proposal, day=WEEK_TWO)

    assert new is not None
    assert make_anew(actor=stage.cast.broker, proposal=proposal, day=WEEK_TWO) == new
    assert Proposal.objects.filter(dropped_at=None).get() == new


def test_the_same_report_twice_is_one() -> None:
    stage, _, _ = begun()
    first = ill_until_march(stage, stage.second_field)

    again = ill_until_march(stage, stage.second_field)

    assert again == first
    assert CalendarChange.objects.filter(reported=True).count() == 1


@pytest.mark.together
@pytest.mark.django_db(transaction=True)
def test_two_confirm_the_same_proposal_in_the_same_second(tmp_path: Path) -> None:
    stage, row, fatih = begun()
    proposal = ill_until_march(stage, stage.second_field)
    steps = {each["step"] for each in proposal.changes}

    def confirming(actor: User) -> Callable[[], object]:
        return lambda: confirm(actor=actor, proposal=proposal, day=WEEK_TWO)

    with real_database(tmp_path):
        done = at_once(confirming(stage.cast.broker), confirming(stage.cast.institute))
        moved, seats = alone(
            lambda: (
                set(
                    AppointmentRow.objects.filter(assessment=row, sequence=1).values_list(
                        "step", flat=True
                    )
                ),
                list(Round.objects.get().seats.filter(left_on=None, side="field")),
            )
        )
        twice = alone(lambda: AppointmentRow.objects.filter(sequence__gt=1).count())

    assert [each for each in done if isinstance(each, BaseException)] == []
    assert done == [proposal, proposal]
    assert moved == steps
    assert twice == 0
    assert [seat.assessor_id for seat in seats] == [fatih.pk]
