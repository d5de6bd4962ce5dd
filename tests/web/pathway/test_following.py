"""Rooms above the pathway follow its steps, and clocks can wait while a dossier stays."""

from datetime import date, timedelta

import pytest
from django.contrib.auth.base_user import AbstractBaseUser
from tests.web.pathway.stage import TODAY, Cast, cast, matched, walked

from loopbrug.core.pathway.model import Party, Reading, State
from loopbrug.core.pathway.states import Event
from loopbrug.core.terms.finding import Finding
from loopbrug.web.audit.models import Act
from loopbrug.web.pathway import following, services
from loopbrug.web.pathway.facts import standing_of
from loopbrug.web.pathway.models import Dossier, PauseRow
from loopbrug.web.pathway.permissions import Role, roles_on
from loopbrug.web.pathway.queries import dossier_with_id, visible_to

pytestmark = pytest.mark.django_db


def reading(dossier: Dossier, day: date) -> Reading:
    row = dossier_with_id(dossier.pk)
    assert row is not None
    found = standing_of(row, day).reading
    assert found is not None
    return found


def on_the_clock() -> tuple[Cast, Dossier]:
    people = cast()
    return people, walked(people, matched(people), Event.REQUEST_ASSESSMENT)


def test_follower_hears_of_the_step_in_its_transaction() -> None:
    people, dossier = on_the_clock()
    heard: list[tuple[str, Event, date]] = []

    def follower(actor: AbstractBaseUser, row: Dossier, event: Event, day: date) -> None:
        heard.append((str(actor), event, day))
        assert row.state == State.STOPPED

    following.follow(Event.STOP, "test", follower)
    services.advance(actor=people.amina, dossier=dossier, event=Event.STOP, day=TODAY, reason="x")

    assert heard == [("Amina", Event.STOP, TODAY)]


def test_follower_that_fails_takes_the_step_back() -> None:
    people, dossier = on_the_clock()

    def follower(*_about: object) -> None:
        raise LookupError

    following.follow(Event.STOP, "test", follower)
    with pytest.raises(LookupError):
        services.advance(
            actor=people.amina, dossier=dossier, event=Event.STOP, day=TODAY, reason="x"
        )

    dossier.refresh_from_db()
    assert dossier.state == State.ASSESSMENT_REQUESTED


def test_check_of_another_room_can_hold_a_step_back() -> None:
    people, dossier = on_the_clock()
    following.ask_before(Event.STOP, "test", lambda *_about: (Finding.of("test.lacking"),))

    with pytest.raises(services.NotReadyError) as refused:
        services.advance(
            actor=people.amina, dossier=dossier, event=Event.STOP, day=TODAY, reason="x"
        )

    assert [finding.code for finding in refused.value.findings] == ["test.lacking"]


def test_hold_clock_shifts_the_due_day_and_leaves_the_state() -> None:
    people, dossier = on_the_clock()
    due = reading(dossier, TODAY).due_on

    held = services.hold_clock(
        actor=people.assessor,
        dossier=dossier,
        day=TODAY + timedelta(days=1),
        waiting_for=Party.CANDIDATE,
        reason="Wat deed je zelf?",
    )
    assert reading(dossier, TODAY + timedelta(days=2)).paused
    services.release_clock(
        actor=people.amina, dossier=dossier, pause_row=held, day=TODAY + timedelta(days=4)
    )

    after = reading(dossier, TODAY + timedelta(days=4))
    assert (after.paused, after.due_on) == (False, due + timedelta(days=3))
    dossier.refresh_from_db()
    assert dossier.state == State.ASSESSMENT_REQUESTED


def test_release_clock_twice_ends_one_wait_once() -> None:
    people, dossier = on_the_clock()
    held = services.hold_clock(
        actor=people.assessor, dossier=dossier, day=TODAY, waiting_for=Party.SCHOOL, reason="Les?"
    )

    for _ in range(2):
        services.release_clock(
            actor=people.assessor, dossier=dossier, pause_row=held, day=TODAY + timedelta(days=1)
        )

    assert PauseRow.objects.filter(ends=held).count() == 1
    assert Act.objects.filter(name="pathway.release-clock").count() == 1


def test_clock_runs_again_only_when_nobody_waits() -> None:
    people, dossier = on_the_clock()
    first, second = (
        services.hold_clock(
            actor=people.assessor, dossier=dossier, day=TODAY, waiting_for=party, reason="?"
        )
        for party in (Party.CANDIDATE, Party.SCHOOL)
    )
    later = TODAY + timedelta(days=2)

    services.release_clock(actor=people.amina, dossier=dossier, pause_row=first, day=later)
    assert reading(dossier, later).paused
    services.release_clock(actor=people.school, dossier=dossier, pause_row=second, day=later)
    assert not reading(dossier, later).paused


def test_helper_whose_part_ended_no_longer_sees_the_dossier() -> None:
    people = cast()
    dossier = matched(people)
    assert dossier in visible_to(people.assessor)

    ended = services.end_help(
        actor=people.broker,
        dossier=dossier,
        user=people.assessor,
        role="assessor",
        reason="ziek",
        day=TODAY,
    )

    assert ended
    assert roles_on(people.assessor, dossier) == frozenset()
    assert dossier not in visible_to(people.assessor)


def test_guide_is_whoever_was_named_whatever_their_role_elsewhere() -> None:
    people = cast()
    dossier = matched(people)
    services.name_helper(
        actor=people.broker, dossier=dossier, user=people.policy, role="guide", side="", day=TODAY
    )

    assert roles_on(people.policy, dossier) == {Role.GUIDE}
    assert dossier in visible_to(people.policy)
