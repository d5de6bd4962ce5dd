from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from tests.web.pathway.stage import TODAY, TOLD, WALK, Cast, cast, matched, opened, walked

from loopbrug.core.pathway.model import Party, State
from loopbrug.core.pathway.states import Event
from loopbrug.core.terms.finding import BadDataError
from loopbrug.web.audit.models import Act, AppendOnlyError
from loopbrug.web.pathway import services
from loopbrug.web.pathway.facts import standing_of, told_of
from loopbrug.web.pathway.models import ClockRow, Dossier, PauseRow, Record
from loopbrug.web.pathway.queries import dossier_with_id

pytestmark = pytest.mark.django_db


def acts(dossier: Dossier) -> list[str]:
    return list(Act.objects.filter(subject=dossier.subject_key).values_list("name", flat=True))


def fresh(dossier: Dossier) -> Dossier:
    found = dossier_with_id(dossier.pk)
    assert found is not None
    return found


def test_open_dossier_keeps_what_was_told_and_runs_no_clock() -> None:
    people = cast()

    dossier = opened(people)

    assert dossier.state == State.OPENED
    assert dossier.desk is not None
    assert dossier.records.get().document == TOLD
    assert not dossier.clocks.exists()
    assert acts(dossier) == ["pathway.open"]


def test_open_dossier_twice_gives_the_same_back() -> None:
    people = cast()
    first = opened(people)

    again, is_new = services.open_dossier(
        actor=people.amina, document={**TOLD, "name": "Ander"}, region="midden", day=TODAY
    )

    assert (again, is_new) == (first, False)
    assert Record.objects.count() == 1


def test_open_dossier_after_stopping_is_a_new_one() -> None:
    people = cast()
    first = opened(people)
    services.advance(
        actor=people.amina, dossier=first, event=Event.STOP, day=TODAY, reason="verhuisd"
    )

    again, is_new = services.open_dossier(
        actor=people.amina, document=TOLD, region="midden", day=TODAY
    )

    assert is_new
    assert again.pk != first.pk


def test_one_living_dossier_is_guarded_by_the_database_too() -> None:
    people = cast()
    opened(people)

    with pytest.raises(IntegrityError), transaction.atomic():
        Dossier.objects.create(code="TWEE", candidate=people.amina, started_on=TODAY)


def test_open_dossier_with_unreadable_answers_leaves_nothing() -> None:
    people = cast()

    with pytest.raises(BadDataError) as caught:
        services.open_dossier(
            actor=people.amina, document={"loopbrug": 1}, region="midden", day=TODAY
        )

    assert len(caught.value.findings) >= 3
    assert not Dossier.objects.exists()
    assert not Act.objects.filter(name="pathway.open").exists()


def test_judgements_in_a_document_are_not_the_candidates_to_tell() -> None:
    people = cast()
    judged = [{"outcome": "VI-1", "verdict": "validated", "on": "2026-11-01", "by": ["field"]}]

    dossier, _ = services.open_dossier(
        actor=people.amina, document={**TOLD, "judgements": judged}, region="midden", day=TODAY
    )

    assert "judgements" not in dossier.records.get().document
    assert told_of(dossier).judgements == ()


def test_the_whole_way_is_walked_by_the_people_whose_turn_it_is() -> None:
    people = cast()

    dossier = walked(people, matched(people), Event.SETTLE)

    assert dossier.state == State.SETTLED
    steps = [f"pathway.{event}" for event, _ in WALK]
    assert [name for name in reversed(acts(dossier)) if name in steps] == steps


def test_advance_starts_and_stops_the_clock_of_five_weeks() -> None:
    people = cast()
    dossier = walked(people, matched(people), Event.REQUEST_ASSESSMENT, TODAY)
    clock = dossier.clocks.get()
    assert (clock.started_on, clock.days, clock.stopped_on) == (TODAY, 35, None)

    later = TODAY + timedelta(days=20)
    services.advance(
        actor=people.institute, dossier=dossier, event=Event.START_ASSESSMENT, day=later
    )
    services.advance(actor=people.assessor, dossier=dossier, event=Event.FIND_SUITABLE, day=later)

    assert dossier.clocks.get().stopped_on == later


def test_advance_is_refused_to_who_may_not() -> None:
    people = cast()
    dossier = opened(people)

    with pytest.raises(services.NotAllowedError):
        services.advance(actor=people.amina, dossier=dossier, event=Event.INVITE, day=TODAY)

    assert fresh(dossier).state == State.OPENED
    assert acts(dossier) == ["pathway.open"]


def test_advance_from_a_page_that_is_behind_changes_nothing() -> None:
    people = cast()
    dossier = opened(people)
    seen = dossier.state
    services.advance(actor=people.broker, dossier=dossier, event=Event.INVITE, day=TODAY, seen=seen)

    with pytest.raises(services.StaleError):
        services.advance(
            actor=people.broker, dossier=dossier, event=Event.INVITE, day=TODAY, seen=seen
        )

    assert acts(dossier).count("pathway.invite") == 1


def test_advance_with_an_old_row_in_hand_steps_from_where_the_dossier_is() -> None:
    """Two writers read the same row; the second finds it moved and cannot step it twice."""
    people = cast()
    dossier = opened(people)
    one, two = Dossier.objects.get(pk=dossier.pk), Dossier.objects.get(pk=dossier.pk)
    services.advance(actor=people.broker, dossier=one, event=Event.INVITE, day=TODAY)

    with pytest.raises(services.StaleError):
        services.advance(actor=people.broker, dossier=two, event=Event.INVITE, day=TODAY)


def test_request_without_an_institute_says_what_must_come_first() -> None:
    people = cast()
    dossier = walked(people, opened(people), Event.INVITE)

    with pytest.raises(services.NotReadyError) as caught:
        services.advance(
            actor=people.amina, dossier=dossier, event=Event.REQUEST_ASSESSMENT, day=TODAY
        )

    assert [finding.code for finding in caught.value.findings] == ["pathway.needs-institute"]
    assert not ClockRow.objects.exists()


def paused(people: Cast, dossier: Dossier, day: int) -> Dossier:
    return services.pause(
        actor=people.broker,
        dossier=dossier,
        day=TODAY + timedelta(days=day),
        waiting_for=Party.CANDIDATE,
        reason="verhuizing",
    )


def test_pause_stands_still_visibly_and_shifts_the_promise() -> None:
    people = cast()
    dossier = paused(people, walked(people, matched(people), Event.REQUEST_ASSESSMENT), day=5)

    standing = standing_of(fresh(dossier), TODAY + timedelta(days=10))

    assert standing.state is State.PAUSED
    assert standing.clock_word == "paused"
    assert standing.pause is not None
    assert (standing.pause.waiting_for, standing.pause.reason) == (Party.CANDIDATE, "verhuizing")
    assert standing.due_on is not None
    assert standing.due_on > TODAY + timedelta(days=35)


def test_resume_goes_on_where_it_was_and_the_pause_stays_on_the_record() -> None:
    people = cast()
    dossier = paused(people, walked(people, matched(people), Event.REQUEST_ASSESSMENT), day=5)

    services.resume(actor=people.broker, dossier=dossier, day=TODAY + timedelta(days=12))

    standing = standing_of(fresh(dossier), TODAY + timedelta(days=20))
    assert standing.state is State.ASSESSMENT_REQUESTED
    assert standing.due_on == TODAY + timedelta(days=35 + 7)
    assert standing.reading is not None
    assert [f.code for f in standing.reading.findings] == ["pathway.clock-pause"]
    assert PauseRow.objects.filter(ends=None).count() == 1


def test_pause_that_ends_the_same_day_costs_no_day() -> None:
    people = cast()
    dossier = paused(people, walked(people, matched(people), Event.REQUEST_ASSESSMENT), day=5)

    services.resume(actor=people.amina, dossier=dossier, day=TODAY + timedelta(days=5))

    assert standing_of(fresh(dossier), TODAY + timedelta(days=6)).due_on == TODAY + timedelta(35)


def test_stop_ends_clocks_and_pauses() -> None:
    people = cast()
    dossier = paused(people, walked(people, matched(people), Event.REQUEST_ASSESSMENT), day=5)

    services.advance(
        actor=people.broker,
        dossier=dossier,
        event=Event.STOP,
        day=TODAY + timedelta(days=9),
        reason="andere baan",
    )

    standing = standing_of(fresh(dossier), TODAY + timedelta(days=20))
    assert standing.state is State.STOPPED
    assert not standing.runs
    assert standing.pause is None


def test_record_document_adds_a_row_and_keeps_the_earlier_one() -> None:
    people = cast()
    dossier = opened(people)

    services.record_document(
        actor=people.amina, dossier=dossier, document={**TOLD, "dutch": "native"}
    )

    assert Record.objects.count() == 2
    assert told_of(dossier).person.dutch == "native"
    assert acts(dossier)[0] == "pathway.tell"


def test_record_document_that_says_the_same_adds_nothing() -> None:
    people = cast()
    dossier = opened(people)

    assert services.record_document(actor=people.amina, dossier=dossier, document=TOLD) is None
    assert Record.objects.count() == 1


def test_record_document_is_the_candidates_alone() -> None:
    people = cast()
    dossier = opened(people)

    with pytest.raises(services.NotAllowedError):
        services.record_document(actor=people.broker, dossier=dossier, document=TOLD)


def test_records_and_pauses_only_grow() -> None:
    people = cast()
    dossier = paused(people, opened(people), day=0)
    record, pause = dossier.records.get(), dossier.pauses.get()

    for row in (record, pause):
        with pytest.raises(AppendOnlyError):
            row.save()
        with pytest.raises(AppendOnlyError):
            row.delete()
    with pytest.raises(AppendOnlyError):
        dossier.records.update(document={})
    with pytest.raises(AppendOnlyError):
        dossier.pauses.all().delete()


def test_match_is_the_brokers_and_the_same_twice_writes_once() -> None:
    people = cast()
    dossier = matched(people)
    same = {"school": dossier.school, "institute": dossier.institute}

    services.match(actor=people.broker, dossier=dossier, day=TODAY, **same)

    assert acts(dossier).count("pathway.match") == 1
    with pytest.raises(services.NotAllowedError):
        services.match(actor=people.amina, dossier=dossier, day=TODAY, **same)


def test_name_helper_once_is_enough() -> None:
    people = cast()
    dossier = matched(people)

    services.name_helper(
        actor=people.institute, dossier=dossier, user=people.coach, role="coach", side="", day=TODAY
    )

    assert dossier.participations.filter(role="coach").count() == 1
    assert acts(dossier).count("pathway.name-helper") == 3


def test_money_in_a_document_is_never_kept() -> None:
    people = cast()
    money = {"old_jobs": [{"monthly": 4321, "hours": 36, "since": "2015-01-01"}]}
    told = TOLD | {"money": money}

    dossier, _ = services.open_dossier(
        actor=people.amina, document=told, region="midden", day=TODAY
    )
    same = services.record_document(actor=people.amina, dossier=dossier, document=told)
    anew = told | {"story": "Meer"}
    services.record_document(actor=people.amina, dossier=dossier, document=anew)

    assert same is None
    assert [set(TOLD) ^ set(kept.document) for kept in dossier.records.all()] == [{"story"}, set()]
    assert told_of(dossier).money is None
    assert not Act.objects.filter(details__icontains="4321").exists()
